"""A table whose cells say how many columns and rows they cover → the same table with each cell at its column.

Such are the tables of web pages and Markdown; each row has the cells that begin in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from remit.formats import limits
from remit.formats.blocks import Box, Grid, Strip, Text


@dataclass(frozen=True)
class Span:
    """A cell with its paragraphs, the columns and rows it covers, and its colour where it has one."""

    texts: tuple[Text, ...]
    across: int = 1
    down: int = 1
    fill: str = ""


#: Column → the cell that begins there, the rows it still covers, and whether it began above.
_Line = dict[int, tuple[Span, int, bool]]


def laid(rows: Sequence[Sequence[Span]], path: Path) -> Grid:
    """Return a table as wide as its widest row; one that is too large is a SourceError."""
    lines: list[_Line] = []
    width = 0
    for row in rows:
        lines.append(_line(row, lines[-1] if lines else {}, path))
        width = max([width, *(at + 1 for at in lines[-1])])
        if width * len(lines) > limits.now().cells:
            raise limits.too_many(path)
    return Grid(tuple(Strip(tuple(_boxes(line))) for line in lines), width)


def _line(row: Sequence[Span], last: _Line, path: Path) -> _Line:
    """Return the cells of a row: those of the row before that reach into it, and its own between them."""
    line = {at: (span, left - 1, True) for at, (span, left, _) in last.items() if left > 1}
    taken = {at + i for at, (span, _, _) in line.items() for i in range(min(span.across, limits.now().columns))}
    at = 0
    for span in row:
        while at in taken:
            at += 1
        if at >= limits.now().columns:
            raise limits.too_many(path)
        line[at] = (span, span.down, False)
        at += span.across
    return line


def _boxes(line: _Line) -> Iterator[Box]:
    for at, (span, _, above) in sorted(line.items()):
        yield Box(at, () if above else span.texts, above, span.fill, span.across)

"""Cells, paragraphs and spans: what the readers of spreadsheets, web pages and Markdown share.

A document is a sequence of blocks; each format makes blocks, and this module makes the same rows of all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from remit.errors import SourceError
from remit.formats.row import Row
from remit.places import Place
from remit.reading import Cell, Struck

#: The most cells of one table, in rows × columns, and the most columns.
MAX_CELLS, MAX_COLUMNS = 100_000, 1_000


@dataclass(frozen=True)
class Box:
    """A paragraph, or a cell with the columns and rows it covers; `struck` are words that are not part of `text`."""

    text: str
    across: int = 1
    down: int = 1
    struck: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grid:
    """A table, its rows with the cells that begin in them."""

    strips: tuple[tuple[Box, ...], ...]


Block = Box | Grid


def tidy(text: str) -> str:
    r"""Return the lines of a cell without the blanks around them and without blank lines.

    >>> tidy("  TC 1.1,  \r\n\r\n TC 2 ")
    'TC 1.1,\nTC 2'
    """
    return "\n".join(line for raw in text.splitlines() if (line := raw.strip()))


def cell_of(
    text: str, source: str, row: int, column: int, written: str | None = None, struck: Iterable[str] = ()
) -> Cell:
    """Return the cell of a text; `written` is what stands in the source where that differs; `struck` no part of it."""
    text = tidy(text)
    stands = text if written is None else written
    place = Place(source, 0, row, str(column), 0, len(stands), stands)
    return Cell(text, ((0, place),) if text else (), tuple(Struck(words, place) for words in struck))


def too_many(path: Path) -> SourceError:
    """Return the error for a table that is too large."""
    return SourceError(
        f"{path}: a table has more than {MAX_CELLS:,} cells or {MAX_COLUMNS:,} columns; "
        "leave the programme's rows in it and take out the rest"
    )


def compose(blocks: Iterable[Block], path: Path) -> list[Row]:
    """Return the rows of a sequence of blocks."""
    rows: list[Row] = []
    paragraphs = tables = 0
    for block in blocks:
        if isinstance(block, Grid):
            tables += any(box.text for strip in block.strips for box in strip)
            rows += _laid(block.strips, tables, path)
            continue
        paragraphs += 1
        rows.append(Row(paragraphs, (cell_of(block.text, path.name, paragraphs, 0, struck=block.struck),)))
    return [row for row in rows if not row.is_blank]


def _laid(strips: Sequence[Sequence[Box]], table: int, path: Path) -> list[Row]:
    """Return the rows of a table, each as wide as the table."""
    laid = []
    reaching: dict[int, tuple[Box, int, bool]] = {}
    width = 0
    for number, strip in enumerate(strips, start=1):
        line = _line(strip, reaching, path)
        width = max([width, *(at + 1 for at in line)])
        if max(width, 1) * number > MAX_CELLS:
            raise too_many(path)
        laid.append((number, line))
        reaching = {at: (box, left - 1, True) for at, (box, left, _) in line.items() if left > 1}
    return [_row(number, line, width, table, path) for number, line in laid]


def _line(
    strip: Sequence[Box], reaching: dict[int, tuple[Box, int, bool]], path: Path
) -> dict[int, tuple[Box, int, bool]]:
    """Return column → (cell, rows it still covers, whether it began above) of one row."""
    line = dict(reaching)
    taken = {at + i for at, (box, _, _) in reaching.items() for i in range(min(box.across, MAX_COLUMNS))}
    at = 0
    for box in strip:
        while at in taken:
            at += 1
        if at >= MAX_COLUMNS:
            raise too_many(path)
        line[at] = (box, box.down, False)
        at += box.across
    return line


def _row(number: int, line: dict[int, tuple[Box, int, bool]], width: int, table: int, path: Path) -> Row:
    cells = [Cell()] * width
    for at, (box, _, _) in line.items():
        cells[at] = cell_of(box.text, path.name, number, at, struck=box.struck)
    above = frozenset(at for at, (box, _, above) in line.items() if above and box.text)
    return Row(number, tuple(cells), table=table, above=above)

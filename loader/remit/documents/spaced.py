"""Plain text in columns that only blanks part: cut where the names of the columns begin, if every row keeps to them.

A line that leaves the first column blank goes on with the row before it. A line without a gap is a heading or a note.
Not attempted: a text in which one row does not keep to the columns; it stays as it is, and is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from remit.documents.header import headers_in
from remit.documents.seams import append
from remit.formats.row import Row
from remit.reading import Cell
from remit.understand.language import Language

#: What parts two columns.
GAP = re.compile(r"\s{2,}")
#: A line that is drawn and says nothing.
_RULE = re.compile(r"[-‐‑‒–—−=_.~*\s]*")
_BROKEN = re.compile(r"[^\W\d_][-‐]$")
#: So many columns a text has at least, and so many rows under their names.
FEWEST_COLUMNS, FEWEST_ROWS = 3, 2


@dataclass(frozen=True)
class _Line:
    """A line of a text with the blanks before it."""

    row: Row
    text: str


def with_columns(rows: Sequence[Row], languages: Sequence[Language]) -> list[Row]:
    """Return the rows of a text with the cells that blanks part; the same rows where that is not certain."""
    if any(row.table for row in rows) or next(headers_in(rows, languages), None):
        return list(rows)
    for at, row in enumerate(rows):
        if (names := at_blanks(row)) is not row and next(headers_in([names], languages), None):
            starts = _starts(_line(row).text)
            made = _cut([_line(each) for each in rows[at:]], starts) if len(starts) >= FEWEST_COLUMNS else None
            return [*rows[:at], *made] if made else list(rows)
    return list(rows)


def at_blanks(row: Row) -> Row:
    """Return a row of one cell as the cells that two or more blanks in it part; any other as it is."""
    texts = [cell.text for cell in row.cells if cell.text]
    parts = GAP.split(texts[0]) if len(texts) == 1 else []
    return replace(row, cells=tuple(map(Cell, parts)), begins=()) if len(parts) > 1 else row


def _line(row: Row) -> _Line:
    cell = row.cells[0] if row.cells else Cell()
    return _Line(row, " " * (cell.places[0].start if cell.places else 0) + cell.text)


def _starts(names: str) -> list[int]:
    """Return where the names of columns begin in their line."""
    return [found.start() for found in re.finditer(r"\S+(?:\s\S+)*", names)]


def _cut(lines: Sequence[_Line], starts: Sequence[int]) -> list[Row] | None:
    """Return the rows of the lines from the header on; None where one of them does not keep to the columns."""
    made: list[Row] = []
    whole, goes_on = 0, False
    for line in lines:
        if len(line.row.cells) > 1 or _RULE.fullmatch(line.text):
            goes_on = False
        elif not _keeps(line.text, starts):
            if GAP.search(line.text.strip()):
                return None
            made, goes_on = [*made, line.row], False
        else:
            row = _in_columns(line, starts)
            if not row.cells[0].text:
                if not goes_on:
                    return None
                made[-1] = _joined(made[-1], row)
            else:
                alone = sum(bool(cell.text) for cell in row.cells) == 1
                made.append(line.row if alone else row)
                whole, goes_on = whole + (not alone), not alone
    return made if whole > FEWEST_ROWS else None


def _keeps(text: str, starts: Sequence[int]) -> bool:
    """Return whether a blank stands before each column in a line."""
    return all(text[start - 1 : start].isspace() or len(text) < start for start in starts if start)


def _in_columns(line: _Line, starts: Sequence[int]) -> Row:
    """Return a line as a row with its cells; the characters of a cell count from where its column begins."""
    cells: list[Cell] = []
    for start, end in zip(starts, [*starts[1:], len(line.text)], strict=True):
        raw = line.text[start:end]
        begin = len(raw) - len(raw.lstrip())
        text = raw.strip()
        place = line.row.cells[0].places[0]
        at = replace(place, column=str(len(cells)), start=begin, end=begin + len(text), text=text) if text else None
        cells.append(Cell(text, ((0, at),)) if at else Cell())
    return replace(line.row, cells=tuple(cells), begins=tuple(starts))


def _joined(row: Row, more: Row) -> Row:
    """Return a row with the line that goes on with it."""
    pairs = zip(row.cells, more.cells, strict=True)
    return replace(row, cells=tuple(append(one, two, _glue(one, two)) if two.text else one for one, two in pairs))


def _glue(one: Cell, two: Cell) -> str:
    """Return what stands between two lines of a cell: nothing after a hyphen that breaks a word."""
    return "" if not one.text or (_BROKEN.search(one.text) and two.text[:1].islower()) else " "

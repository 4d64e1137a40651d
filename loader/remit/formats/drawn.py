"""Tables that a plain text draws with signs: `+----+----+` between rows, `|` between cells, or lines of a box.

A row goes on over lines until the next line that is drawn; the lines of a cell are one text.
What stands between tables are paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from remit.formats.row import Row
from remit.places import Place
from remit.reading import Cell

#: A line that is drawn between rows, and what stands between cells.
RULE = re.compile(r"\s*[+|├┌└╔╠╚┼╟┠┏┗┣][-=─━═+┬┼┴┤┐┘╦╬╩╗╣╝╤╪╧╫╢┨┓┛┫|:\s]{3,}")
_WALL = re.compile(r"[|│┃║]")
#: So many lines are drawn in a text at least.
FEWEST = 3
_BROKEN = re.compile(r"[^\W\d_][-‐]$")


def is_drawn(lines: Sequence[str]) -> bool:
    """Return whether a text draws a table: lines between rows, and more lines with cells."""
    rules = sum(RULE.fullmatch(line) is not None for line in lines)
    return rules >= FEWEST and sum(len(_WALL.findall(line)) > 2 for line in lines) >= rules - 1


def rows_of_drawn(lines: Sequence[str], source: str) -> list[Row]:
    """Return the rows of the tables that lines draw, and a row for each other line; rows count as lines."""
    made: list[Row] = []
    table, open_row = 0, None
    inside = False
    for number, line in enumerate(lines, start=1):
        drawn = RULE.fullmatch(line) is not None
        cells = list(_cells(line, number, source)) if not drawn and len(_WALL.findall(line)) > 1 else []
        if drawn or cells:
            table += not inside
            inside = True
        elif line.strip():
            inside = False
        if cells:
            open_row = [*map(_joined, open_row, cells)] if open_row and len(open_row) == len(cells) else cells
        elif open_row:
            made.append(_row(open_row, table))
            open_row = None
        if not drawn and not cells and line.strip():
            made.append(Row(number, (_cell(line, number, 0, 0, source),), page=1))
    return [*made, _row(open_row, table)] if open_row else made


def _row(cells: Sequence[Cell], table: int) -> Row:
    number = min((place.row for cell in cells for place in cell.places), default=1)
    return Row(number, tuple(cells), table=table, page=1)


def _cells(line: str, number: int, source: str) -> Iterator[Cell]:
    """Yield the cells of a line, between its walls."""
    walls = [found.start() for found in _WALL.finditer(line)]
    for index, (start, end) in enumerate(pairwise(walls)):
        yield _cell(line[start + 1 : end], number, index, start + 1, source)


def _cell(raw: str, number: int, index: int, start: int, source: str) -> Cell:
    text = raw.strip()
    begin = start + len(raw) - len(raw.lstrip())
    return Cell(text, ((0, Place(source, 1, number, str(index), begin, begin + len(text), text)),)) if text else Cell()


def _joined(first: Cell, more: Cell) -> Cell:
    """Return a cell with its next line; a hyphen that breaks a word joins them."""
    if not first.text or not more.text:
        return first if first.text else more
    glue = "" if _BROKEN.search(first.text) and more.text[0].islower() else " "
    offset = len(first.text) + len(glue)
    return Cell(first.text + glue + more.text, (*first.pieces, *((offset + at, place) for at, place in more.pieces)))

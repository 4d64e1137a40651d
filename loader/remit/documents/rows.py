"""Rows as they stand in a document, and the same rows by column and page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from remit.errors import SourceError
from remit.places import COLUMNS, HEAD
from remit.reading import Cell
from remit.understand.language import Language

BULLET = re.compile(r"^[-‐‑–—−•▪*·]\s*")
NUMBERED = re.compile(r"^(?P<number>\d+(?:\.\d+)*)\.?(?:\s+|$)")


@dataclass(frozen=True)
class Row:
    """One row of a document, or one paragraph outside its tables (a row of one cell).

    `number` counts from 1: lines of a text, rows of a table, paragraphs elsewhere.
    `begins` says where each cell begins in a line of text; `table` is 0 outside tables and where a format has none;
    `page` is 0 where it is not known; `above` are the columns that a cell of a row above reaches into (its text stands
    here again).
    """

    number: int
    cells: tuple[Cell, ...]
    begins: tuple[int, ...] = ()
    table: int = 0
    page: int = 0
    above: frozenset[int] = frozenset()

    @property
    def text(self) -> str:
        """Return what stands in the row, in one line."""
        return " ".join(cell.text for cell in self.cells if cell.text)


@dataclass(frozen=True)
class Line:
    """One row of the table, by column; `breaks` says that a page begins with it."""

    row: int
    page: int
    cells: dict[str, Cell] = field(hash=False)
    breaks: bool = False

    def text(self, column: str) -> str:
        """Return the text of a column; empty where nothing stands."""
        return self.cells[column].text if column in self.cells else ""

    @property
    def only_title(self) -> bool:
        """Return whether nothing but a title (and perhaps a number) stands in the row."""
        return bool(self.text("title")) and not any(self.text(c) for c in ("term", "executors", "remarks"))

    @property
    def number(self) -> str:
        """Return the clean number of the row: `2.4` for a printed `2.4.`, empty where there is none."""
        found = NUMBERED.match(self.text("number"))
        return found["number"] if found else ""

    @property
    def is_subrow(self) -> bool:
        """Return whether the title begins with a bullet."""
        return bool(BULLET.match(self.text("title")))


@dataclass(frozen=True)
class Table:
    """The lines of the programme's table, the lines above it, and the printed names of the columns."""

    head: tuple[Line, ...]
    lines: tuple[Line, ...]
    names: dict[str, str]
    repeats: tuple[Line, ...]


def find_table(rows: Sequence[Row], language: Language, name: str) -> Table:
    """Return the table of a document, found by the names of its columns; none is a SourceError."""
    at = next((i for i, row in enumerate(rows) if _is_header(_header(row, language))), None)
    if at is None:
        raise SourceError(
            f"{name}: holds no programme; no row has the names of its columns (such as "
            + ", ".join(repr(language.data["columns"][column][0]) for column in COLUMNS)
            + ")"
        )
    columns = _header(rows[at], language)
    names = {column: rows[at].cells[index].text for index, column in columns.items()}
    head = tuple(_head_line(row) for row in rows[:at] if row.text)
    lines, repeats = _lines(rows[at + 1 :], columns, language)
    return Table(head, tuple(lines), names, tuple(repeats))


def _header(row: Row, language: Language) -> dict[int, str]:
    """Return index → column of the cells that are names of columns, each column once."""
    found: dict[int, str] = {}
    for index, cell in enumerate(row.cells):
        column = language.column(cell.text) if cell.text else None
        if column and column not in found.values():
            found[index] = column
    return found


def _is_header(columns: dict[int, str]) -> bool:
    named = set(columns.values())
    return "title" in named and bool({"term", "executors"} & named)


def _lines(rows: Sequence[Row], columns: dict[int, str], language: Language) -> tuple[list[Line], list[Line]]:
    lines: list[Line] = []
    repeats: list[Line] = []
    page, breaks = 1, False
    for row in rows:
        repeated = _header(row, language) == columns
        page += repeated
        if not row.text:
            continue
        line = Line(row.number, page, dict(_by_column(row, columns, page)), breaks)
        (repeats if repeated else lines).append(line)
        breaks = repeated
    return lines, repeats


def _by_column(row: Row, columns: dict[int, str], page: int) -> Iterator[tuple[str, Cell]]:
    for index, cell in enumerate(row.cells):
        if cell.text:
            column = columns.get(index, f"extra-{index + 1}")
            yield column, placed(cell, page, column)


def _head_line(row: Row) -> Line:
    """Return a line outside the table; its characters count from the begin of the line."""
    begins = row.begins or (0,) * len(row.cells)
    pairs = [(cell, begin) for cell, begin in zip(row.cells, begins, strict=True) if cell.text]
    return Line(row.number, 1, {f"{HEAD}-{at}": placed(cell, 1, HEAD, at) for cell, at in pairs})


def placed(cell: Cell, page: int, column: str, begin: int = 0) -> Cell:
    """Return the cell with its page and column written into its places, moved by where the cell begins."""
    pieces = []
    for at, place in cell.pieces:
        start, end = place.start + begin, place.end + begin
        pieces.append((at, replace(place, page=page, column=column, start=start, end=end)))
    return Cell(cell.text, tuple(pieces))

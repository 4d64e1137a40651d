"""Rows as they stand in a document, and the same rows by column and page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from remit.formats.row import MADE, Row
from remit.places import HEAD, Place
from remit.reading import Cell
from remit.understand.language import Language
from remit.understand.times import YEAR
from remit.understand.words import DASHES, plain

if TYPE_CHECKING:
    from remit.documents.cut import Mending

#: What begins a sub-row: a dash, a dot, `a)`, `(ii)`.
BULLET = re.compile(r"^(?:[-‐‑–—−•▪*·]\s*|\(?(?:[a-zа-я]|[ivx]+)\)\s+)")
#: A number as it stands in its column: 2.4, 2.4., 12), 2.2.1a, IV, A.3.
CLEAN = re.compile(r"(?P<number>(?:[A-ZА-Я]{1,4}[.-]?)?\d+(?:[.,\-/]\d+)*(?:\.?[a-zа-я])?|[IVXLC]+|[A-ZА-Я])[.)]?")
#: A year, or years, which number no row.
YEARS = re.compile(rf"{YEAR}(?:\s*[{DASHES}/]\s*(?:{YEAR}|\d\d))?[.:]?")
#: What may be the number of a row, and where it stands alone is rather a heading: Q2, H1.
LETTERED = re.compile(r"[A-ZА-Я]\d")
#: A sign that nothing stands in a cell.
NOTHING = re.compile(r"[-‐‑‒–—−.…\s]+")
#: A number that begins a heading: figures that are no year, or a Roman numeral with a full stop.
LEADING = (
    r"(?P<number>(?!(?:19|20)\d\d(?!\.?\d))\d+(?:\.\d+)*(?=[.):]?(?:\s|$))|"
    r"[IVXLC]+(?=[.):]\s)|[A-ZА-Я](?=[.)]\s))[.):]?\s*(?:[-–—]\s+)?"
)


#: The columns that are blank in a heading.
BESIDE = ("term", "executors", "lead", "partners", "remarks")
#: The columns between whose times a term runs.
ENDS = ("term-begin", "term-end")
#: The columns in which a line end parts things.
LISTED = ("executors", "lead", "partners", "term", "term-begin", "term-end")


@dataclass(frozen=True)
class Line:
    """One row of the table, by column; `breaks` says that a page begins with it.

    `above` are the columns whose cell began in a row above and reaches into this one; `heads` says that the line is a
    heading for certain, since a column of sections or the name of a sheet says so; `roles` says which role a column
    gives to the bodies in it; `persons` which columns are those of persons, by their printed names; `short` says that
    it is a row of its own, though it has fewer cells than the others;
    `across` that its one text begins in the column of numbers, as one does that goes over all columns.
    """

    row: int
    page: int
    cells: dict[str, Cell] = field(hash=False)
    breaks: bool = False
    above: frozenset[str] = frozenset()
    heads: bool = False
    roles: Mapping[str, str] = field(default_factory=dict, hash=False)
    persons: Mapping[str, str] = field(default_factory=dict, hash=False)
    short: bool = False
    across: bool = False

    def text(self, column: str) -> str:
        """Return the text of a column; empty where nothing stands."""
        return self.cells[column].text if column in self.cells else ""

    @property
    def only_title(self) -> bool:
        """Return whether nothing but a title (and perhaps a number) stands in the row."""
        return bool(self.text("title")) and not any(self.text(c) for c in BESIDE)

    @property
    def number(self) -> str:
        """Return the clean number of the row: `2.4` for a printed `2.4.` or `2,4`, empty where there is none."""
        found = CLEAN.fullmatch(self.text("number"))
        return found["number"].replace(",", ".") if found else ""

    def title_number(self, language: Language) -> str:
        """Return the number that begins the title of a row without one in its column: `2 Activity`, `Section 3.`"""
        found = None if self.text("number") else leading(language).match(plain(self.text("title")))
        return found["number"] if found else ""

    def title_begin(self, language: Language) -> int:
        """Return where the words of a title begin, after the number."""
        found = leading(language).match(plain(self.text("title")))
        return found.end() if found else 0

    @property
    def is_subrow(self) -> bool:
        """Return whether the title begins with a bullet."""
        return bool(BULLET.match(self.text("title")))


@dataclass(frozen=True)
class Table:
    """The lines of the programme's table, the lines above it, the names of its columns, what was noticed.

    `names` are the printed names of the columns that are known, `printed` those of all.
    """

    head: tuple[Line, ...]
    lines: tuple[Line, ...]
    names: dict[str, str]
    noticed: tuple[Mending, ...] = ()
    printed: tuple[str, ...] = ()


@cache
def leading(language: Language) -> re.Pattern[str]:
    """Return the pattern of a number that begins a heading, with the words that a language puts before it."""
    words = language.choice(language.data["section"]) if language.data.get("section") else "(?!)"
    return re.compile(rf"(?:{words}(?:\s+|(?=\d)))?{LEADING}", re.IGNORECASE)


def line_of(row: Row, columns: dict[int, str], page: int, breaks: bool, heads: bool = False) -> Line:
    """Return a row by column; a lone text that is no number is a title, and so is whatever `heads`."""
    filled = [index for index, cell in enumerate(row.cells) if cell.text]
    alone = filled[0] if len(filled) == 1 else -1
    across = alone == min(columns, default=-1) and columns.get(alone) == "number"
    cells: dict[str, Cell] = {}
    for index in (at for at, cell in enumerate(row.cells) if cell.text or cell.struck):
        column = _over_both(index, row, columns) or columns.get(index, f"extra-{index + 1}")
        if index == alone and (heads or (index == min(columns) and not _is_row_number(row.cells[index].text))):
            column = "title"
        else:
            across = across and index != alone
        if column == "number" and index in row.above:
            continue
        cell = placed(row.cells[index], page, column, row.table)
        cells[column] = together(cells[column], cell, column) if column in cells else in_one_line(cell, column)
    above = frozenset(columns[index] for index in row.above if index in columns)
    return Line(row.number, page, _merged_terms(cells), breaks, above, heads, short=row.short, across=across)


def _over_both(index: int, row: Row, columns: dict[int, str]) -> str:
    """Return the column of a cell that goes over those of begin and end: what it says is the whole term."""
    covered = {columns.get(at) for at in range(index, index + row.spans.get(index, 1))}
    return "term" if {*ENDS} <= covered else ""


def is_number(text: str) -> bool:
    """Return whether a cell holds a number and nothing else: `2.4.`, `12)`, `IV.`; a comma is rather that of a sum."""
    return bool(CLEAN.fullmatch(text)) and "," not in text


def _is_row_number(text: str) -> bool:
    """Return whether a cell that stands alone is the number of a row, and no year or quarter that heads rows."""
    return is_number(text) and not YEARS.fullmatch(text) and not LETTERED.fullmatch(text)


def in_one_line(cell: Cell, column: str) -> Cell:
    """Return a cell without line ends, but for the columns in which a line end parts things."""
    return cell if column in LISTED else replace(cell, text=cell.text.replace("\n", " "))


def together(first: Cell, second: Cell, column: str) -> Cell:
    """Return two cells that one column of the header spans as one: terms as a range, a heading in one line."""
    glue = {"term": " – ", "section": " "}.get(column, "\n")
    offset = len(first.text) + len(glue)
    pieces = (*first.pieces, *((offset + at, place) for at, place in second.pieces))
    return Cell(first.text + glue + second.text, pieces, (*first.struck, *second.struck))


def _merged_terms(cells: dict[str, Cell]) -> dict[str, Cell]:
    """Return the cells with a start and an end in columns of their own read as one term."""
    start, end = cells.pop("term-begin", Cell()), cells.pop("term-end", Cell())
    if NOTHING.fullmatch(start.text) and end.text:
        start = Cell()
    if NOTHING.fullmatch(end.text) and start.text:
        end = Cell()
    if start.text or end.text:
        if start.text and start.text == end.text:
            cells["term"] = replace(start, pieces=(*start.pieces, *end.pieces), struck=(*start.struck, *end.struck))
        elif start.text and end.text:
            cells["term"] = together(start, end, "term")
        else:
            cells["term"] = start if start.text else end
    return cells


def head_line(row: Row) -> Line:
    """Return a line outside the table; its characters count from the begin of the line."""
    begins = row.begins or (0,) * len(row.cells)
    pairs = [(cell, begin) for cell, begin in zip(row.cells, begins, strict=True) if cell.text]
    page = row.on_page(1)
    cells = {f"{HEAD}-{n}": placed(cell, page, HEAD, row.table, at) for n, (cell, at) in enumerate(pairs)}
    return Line(row.number, page, cells, heads=row.level > 0)


def placed(cell: Cell, page: int, column: str, table: int = 0, begin: int = 0) -> Cell:
    """Return the cell with its page and column written into its places, moved by where the cell begins."""
    pieces = []
    for at, place in cell.pieces:
        start, end = place.start + begin, place.end + begin
        pieces.append((at, replace(_at(place, page, column, table), start=start, end=end)))
    struck = (replace(s, place=_at(s.place, page, column, table)) for s in cell.struck)
    return Cell(cell.text, tuple(pieces), tuple(struck))


def _at(place: Place, page: int, column: str, table: int) -> Place:
    """Return a place in a column of a table; in one that was made of a list it stays where it stands."""
    if table == MADE:
        return replace(place, page=place.page or page, column=column)
    return replace(place, page=page, column=column, table=table)

"""Which table is the plan: found by the names of its columns, in any language that has a file.

Documents have menus, contacts and budgets too. The plan is the table (or the several tables with the same columns)
whose header names most of the columns of a programme; a document without one is told so, not invented.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from remit.documents.cut import Mending
from remit.documents.rows import Line, Table, head_line, leading, line_of
from remit.documents.sections import Columns, changed
from remit.documents.struck import struck_out
from remit.errors import SourceError
from remit.formats.row import Row
from remit.places import COLUMNS
from remit.understand.language import Language
from remit.understand.words import plain

#: A paragraph longer than this is no title of a table.
LONGEST_TITLE = 120
#: A number of so many figures is a year rather than the number of a page.
LENGTH_OF_YEAR = 4
#: What may stand under the name of a column that spans several.
WITHIN = {"executors": ("lead", "partners"), "lead": ("partners",)}


@dataclass(frozen=True)
class Header:
    """The header of one table: where it stands, how many rows it has, and index → column."""

    at: int
    height: int
    table: int
    columns: dict[int, str]
    names: dict[int, str]
    language: Language
    rows: int = 0
    led: bool = False

    @property
    def worth(self) -> tuple[int, int, int]:
        """Return how much the header is that of a plan: the columns that it names, so by name, the rows under it."""
        exact = sum(self.language.named(self.names.get(index, "")) is not None for index in self.columns)
        return len(set(self.columns.values())), exact, self.rows

    def is_of(self, best: Header) -> bool:
        """Return whether a header is of the same plan: one of the same table then has the same names."""
        same = self.table != best.table or list(self.names.values()) == list(best.names.values())
        return same and {*self.columns.values()} == {*best.columns.values()}

    @property
    def roles(self) -> dict[str, str]:
        """Return the role that a column gives to the bodies in it."""
        columns = set(self.columns.values())
        leads = "lead" if "lead" in columns else "executors" if "partners" in columns or self.led else ""
        return {leads: "lead", "partners": "partner"}

    @property
    def signature(self) -> tuple[tuple[int, str], ...]:
        """Return what headers of one plan have in common."""
        return tuple(sorted(self.columns.items()))


def find_plan(rows: Sequence[Row], languages: Sequence[Language], name: str) -> tuple[Table, Language]:
    """Return the table of the programme and the language of its header; none is a SourceError."""
    headers = list(_headers(rows, languages))
    best = max(headers, key=lambda header: (header.worth, -header.at), default=None)
    if best is None:
        wanted = ", ".join(repr(languages[0].data["columns"][column][0]) for column in COLUMNS)
        raise SourceError(f"{name}: holds no programme; no row has the names of its columns (such as {wanted})")
    parts = [h for h in headers if h.is_of(best)]
    best, *parts = _with_sections(rows, [best, *parts])
    head = tuple(head_line(row) for row in rows[: parts[0].at] if row.text and not _inside_a_table(row))
    lines, noticed = _Lines(rows, parts, head).read()
    names = {column: best.names.get(index, "") for index, column in reversed(best.columns.items())}
    mendings = (*_columns(rows, best), *_widths(rows, parts), *_left_out(rows, headers, parts), *noticed)
    return Table(head, tuple(lines), names, mendings, best.roles), best.language


def _with_sections(rows: Sequence[Row], headers: Sequence[Header]) -> list[Header]:
    """Return the headers of one plan, the best first, with the column that repeats the headings of the sections."""
    best, *parts = headers
    starts = {at for part in parts for at in range(part.at, part.at + part.height)}
    tables = {part.table for part in parts}
    under = [row for at, row in enumerate(rows) if at > parts[0].at and at not in starts and row.table in tables]
    changes = Columns(best.names, best.columns, under, best.language).changes()
    alike = {at: best.names.get(at) for at in changes}
    return [
        replace(each, columns=changed(each.columns, changes))
        if changes and {at: each.names.get(at) for at in alike} == alike
        else each
        for each in headers
    ]


def _columns(rows: Sequence[Row], header: Header) -> Iterator[Mending]:
    """Yield a mending for each column whose name is not known, and for each that a plan should have and has not."""
    line = line_of(rows[header.at], header.columns, rows[header.at].on_page(1), False)
    for index, name in header.names.items():
        if index not in header.columns:
            yield Mending("column-unknown", line, f"extra-{index + 1}", {"text": name})
    for column, parts in (("term", {"term", "term-begin", "term-end"}), ("executors", {"executors", "lead"})):
        if not parts & set(header.columns.values()):
            yield Mending("column-missing", line, "", {"text": column})


def _left_out(rows: Sequence[Row], headers: Sequence[Header], parts: Sequence[Header]) -> Iterator[Mending]:
    """Yield a mending for each table that has the columns of a plan too, other ones, and is not read."""
    seen = {part.table for part in parts}
    for header in headers:
        if header.table and header.table not in seen:
            seen.add(header.table)
            line = line_of(rows[header.at], header.columns, rows[header.at].on_page(1), False)
            under = sum(row.table == header.table and bool(row.text) for row in rows[header.at + header.height :])
            yield Mending("table-left-out", line, "", {"text": " | ".join(header.names.values()), "number": str(under)})


def _widths(rows: Sequence[Row], parts: Sequence[Header]) -> Iterator[Mending]:
    """Yield a mending for each part of the plan that is wider than most: it has columns in which nothing stands."""
    usual = Counter(len(rows[part.at].cells) for part in parts).most_common(1)[0][0]
    for part in parts:
        width = len(rows[part.at].cells)
        if len(parts) > 2 and width > usual:
            line = line_of(rows[part.at], part.columns, rows[part.at].on_page(1), False)
            yield Mending("columns-alike", line, "number", {"number": str(width), "usual": str(usual)})


def _inside_a_table(row: Row) -> bool:
    """Return whether a row above the plan is of another table: contacts, a menu, a list of changes."""
    return row.table > 0 and sum(bool(cell.text) for cell in row.cells) > 2


def _headers(rows: Sequence[Row], languages: Sequence[Language]) -> Iterator[Header]:
    for at, row in enumerate(rows):
        found = (header for language in languages if (header := _header(rows, at, row, language)))
        if best := max(found, key=lambda header: header.worth, default=None):
            yield best


def _header(rows: Sequence[Row], at: int, row: Row, language: Language) -> Header | None:
    """Return the header that stands at a row, of one or of two levels."""
    columns, names = _with_numbers(*_named(row, language), row)
    height = 1
    below = rows[at + 1] if at + 1 < len(rows) else None
    if below is not None and below.table == row.table and _second_level(row, below, columns, language):
        height = 2
        columns, names = _with_second_level(row, below, columns, names, language)
    named = set(columns.values())
    if "title" not in named or not {"term", "term-begin", "term-end", "executors", "lead"} & named:
        return None
    rest = sum(each.table == row.table for each in rows[at + height :])
    led = "lead" in named and "executors" not in named
    columns = {i: "executors" if led and column == "lead" else column for i, column in columns.items()}
    return Header(at, height, row.table, columns, names, language, rest, led)


def _named(row: Row, language: Language) -> tuple[dict[int, str], dict[int, str]]:
    """Return index → column and index → printed name.

    A column is taken once: the first that bears one of its names, else the first whose name turns on one of its words.
    """
    names = {index: " ".join(cell.text.split()) for index, cell in enumerate(row.cells) if cell.text}
    columns: dict[int, str] = {}
    for naming in (language.named, language.column):
        for index in names:
            column = naming(row.cells[index].text)
            if column and index not in columns and column not in columns.values():
                columns[index] = column
    return dict(sorted(columns.items())), names


def _with_numbers(columns: dict[int, str], names: dict[int, str], row: Row) -> tuple[dict[int, str], dict[int, str]]:
    """Take the column without a name before the titles as that of the numbers."""
    title = next((index for index, column in columns.items() if column == "title"), 0)
    unnamed = title > 0 and not row.cells[title - 1].text and "number" not in columns.values()
    return ({title - 1: "number", **columns} if unnamed else columns), names


def _second_level(row: Row, below: Row, columns: dict[int, str], language: Language) -> bool:
    """Return whether the row below names the parts of a column that spans several.

    Then every cell of it stands under a span or is reached by a cell above, or is the name of a column.
    """
    spans = {index for index, cell in enumerate(row.cells) if not cell.text and index not in row.above}
    heads = {index for index, cell in enumerate(row.cells) if cell.text and index + 1 in spans}
    filled = [i for i, cell in enumerate(below.cells) if cell.text and i not in below.above]
    named = len(columns) > 1 and all(language.column(below.cells[i].text) for i in filled)
    reached = bool(below.above & set(columns)) or named
    return reached and bool(filled) and all(i in spans | heads for i in filled)


def _with_second_level(
    row: Row, below: Row, columns: dict[int, str], names: dict[int, str], language: Language
) -> tuple[dict[int, str], dict[int, str]]:
    whole, printed = dict(columns), dict(names)
    over, label = "", ""
    for index, cell in enumerate(row.cells):
        over, label = (columns.get(index, ""), names[index]) if cell.text else (over, label)
        if index < len(below.cells) and below.cells[index].text and index not in below.above:
            part = language.column(below.cells[index].text)
            belongs = part if part and (not over or part.startswith(over) or part in WITHIN.get(over, ())) else over
            if belongs:
                whole[index] = belongs
            printed[index] = f"{label}: {' '.join(below.cells[index].text.split())}"
    return whole, printed


def _titles(rows: Sequence[Row], parts: Sequence[Header]) -> Iterator[int]:
    """Yield where the titles of the parts stand: the last paragraph before each, where every later part has one."""
    tables = {part.table: part for part in reversed(parts)}
    starts = sorted(part.at for part in tables.values())
    above = [at - 1 for at in starts if at and rows[at].table and _is_title(rows[at - 1])]
    if len(starts) > 1 and set(starts[1:]) <= {at + 1 for at in above}:
        yield from above


def _is_title(row: Row) -> bool:
    """Return whether a row is a short paragraph outside the tables, and no sentence."""
    return row.table == 0 and len(row.cells) == 1 and len(row.text) <= LONGEST_TITLE and row.text[-1:] not in ".;,"


def _counted(filled: Sequence[str]) -> bool:
    """Return whether cells count from 1, as columns are numbered under their names."""
    return [text.strip("()") for text in filled] == [str(n) for n in range(1, len(filled) + 1)]


class _Lines:
    """Go through the rows under the headers, and part the plan from what stands between its parts."""

    def __init__(self, rows: Sequence[Row], parts: Sequence[Header], head: Sequence[Line]) -> None:
        self.rows = rows
        self.parts = parts
        self.at_header = {header.at + level: header for header in parts for level in range(header.height)}
        self.titles = set(_titles(rows, parts))
        self.running = {cell.text for line in head for cell in line.cells.values()}
        self.lines: list[Line] = []
        self.noticed: list[Mending] = []

    def read(self) -> tuple[list[Line], list[Mending]]:
        """Return the lines of the plan, and what was left out between them."""
        current: Header | None = None
        page, breaks = 1, False
        for at, row in enumerate(self.rows):
            if header := self.at_header.get(at):
                repeated = current is not None and row.table == current.table and header.at == at
                page += repeated
                if repeated:
                    self._leave_out("header-repeated", row, header, row.on_page(page))
                if current is None:
                    self.lines += (line_of(self.rows[t], header.columns, page, False) for t in self.titles if t < at)
                current, breaks = header, breaks or repeated
            columns = current.columns if current and current.table == row.table else {}
            self.noticed += struck_out(row, columns, row.on_page(page))
            if header is None and current is not None and row.text:
                breaks = self._take(at, row, current, row.on_page(page), breaks)
        return self.lines, self.noticed

    def _take(self, at: int, row: Row, header: Header, page: int, breaks: bool) -> bool:
        """Take a row into the plan or leave it out; return whether the next row still begins a page."""
        if name := self._furniture(at, row, header):
            self._leave_out(name, row, header, page)
            return breaks
        if not self._belongs(at, row, header):
            return breaks
        turned = bool(self.lines) and row.table > 0 and page > self.lines[-1].page > 0
        self.lines.append(line_of(row, header.columns, page, breaks or turned))
        return False

    def _leave_out(self, name: str, row: Row, header: Header, page: int) -> None:
        line = line_of(row, header.columns, page, False)
        self.noticed.append(Mending(name, line, "", {"page": str(page), "text": row.text}))

    def _furniture(self, at: int, row: Row, header: Header) -> str:
        """Return what a row is that belongs to the page and not to the plan: its number, a running head, a note."""
        if at in self.titles:
            return ""
        filled = [cell.text for cell in row.cells if cell.text]
        near = [n for n in (at - 2, at - 1, at + 1, at + 2) if n in self.at_header]
        if len(filled) == 1 and filled[0].isdigit() and len(filled[0]) < LENGTH_OF_YEAR and near:
            return "page-number"
        if len(filled) > 2 and at - 1 in self.at_header and _counted(filled):
            return "columns-numbered"
        if all(text in self.running for text in filled):
            return "running-head"
        lone = row.table == 0 and len(row.cells) == 1 and len(header.columns) > 2
        return "text-outside" if lone and not leading(header.language).match(plain(row.text)) else ""

    def _belongs(self, at: int, row: Row, header: Header) -> bool:
        """Return whether a row is of the plan: in its table, or a numbered heading between two of its tables."""
        if row.table == header.table or at in self.titles:
            return True
        numbered = bool(leading(header.language).match(plain(row.text)))
        if row.table == 0:
            later = {part.table for part in self.parts if part.at > at}
            return bool(later) and numbered
        return len(row.cells) == len(header.columns) and numbered

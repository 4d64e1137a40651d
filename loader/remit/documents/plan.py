"""Which table is the plan: found by the names of its columns, in any language that has a file.

Documents have menus, contacts and budgets too. The plan is the table (or the several tables with the same columns)
whose header names most of the columns of a programme; a document without one is told so, not invented.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from remit.documents.rows import NUMBERED, Line, Row, Table, head_line, line_of
from remit.errors import SourceError
from remit.places import COLUMNS
from remit.understand.language import Language


@dataclass(frozen=True)
class Header:
    """The header of one table: where it stands, how many rows it has, and index → column."""

    at: int
    height: int
    table: int
    columns: dict[int, str]
    names: dict[int, str]
    language: Language

    @property
    def worth(self) -> int:
        """Return how much the header is that of a plan: the number of columns that it names."""
        return len(set(self.columns.values()))

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
    parts = [h for h in headers if h.worth == best.worth and {*h.columns.values()} == {*best.columns.values()}]
    lines, repeats = _lines(rows, parts)
    head = tuple(head_line(row) for row in rows[: parts[0].at] if row.text and not _inside_a_table(row))
    names = {column: best.names[index] for index, column in reversed(best.columns.items())}
    return Table(head, tuple(lines), names, tuple(repeats)), best.language


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
    columns, names = _named(row, language)
    height = 1
    below = rows[at + 1] if at + 1 < len(rows) else None
    if below is not None and below.table == row.table and _second_level(row, below, columns):
        height = 2
        columns, names = _with_second_level(row, below, columns, names, language)
    named = set(columns.values())
    if "title" not in named or not {"term", "term-start", "executors"} & named:
        return None
    return Header(at, height, row.table, columns, names, language)


def _named(row: Row, language: Language) -> tuple[dict[int, str], dict[int, str]]:
    """Return index → column and index → printed name; a column is taken once, the first that bears its name."""
    columns: dict[int, str] = {}
    names: dict[int, str] = {}
    for index, cell in enumerate(row.cells):
        if not cell.text:
            continue
        column = language.column(cell.text)
        names[index] = " ".join(cell.text.split())
        if column and column not in columns.values():
            columns[index] = column
    return columns, names


def _second_level(row: Row, below: Row, columns: dict[int, str]) -> bool:
    """Return whether the row below names the parts of a column that spans several.

    Then every cell of it stands under a span or is reached by a cell above.
    """
    spans = [index for index, cell in enumerate(row.cells) if not cell.text and index not in row.above]
    filled = [i for i, cell in enumerate(below.cells) if cell.text and i not in below.above]
    heads = {index for index in columns if index + 1 in spans}
    return bool(below.above & set(columns)) and bool(filled) and all(i in spans or i in heads for i in filled)


def _with_second_level(
    row: Row, below: Row, columns: dict[int, str], names: dict[int, str], language: Language
) -> tuple[dict[int, str], dict[int, str]]:
    whole, printed = dict(columns), dict(names)
    over, label = "", ""
    for index, cell in enumerate(row.cells):
        over, label = (columns.get(index, ""), names[index]) if cell.text else (over, label)
        if index < len(below.cells) and below.cells[index].text and index not in below.above:
            part = language.column(below.cells[index].text)
            belongs = part if part and (not over or part.startswith(over)) else over
            if belongs:
                whole[index] = belongs
            printed[index] = f"{label}: {' '.join(below.cells[index].text.split())}"
    return whole, printed


def _lines(rows: Sequence[Row], parts: Sequence[Header]) -> tuple[list[Line], list[Line]]:
    """Return the lines under the headers, in order, and the rows in which a header is repeated."""
    at_header = {header.at + level: header for header in parts for level in range(header.height)}
    lines: list[Line] = []
    repeats: list[Line] = []
    current: Header | None = None
    page, breaks = 1, False
    for at, row in enumerate(rows):
        if header := at_header.get(at):
            repeated = current is not None and (row.table == current.table) and header.at == at
            page += repeated
            if repeated:
                repeats.append(line_of(row, header.columns, row.page or page, False))
            current, breaks = header, breaks or repeated
        elif current is not None and row.text and _belongs(row, current, rows[at:], parts):
            paged = replace(row, page=row.page or page)
            turned = bool(lines) and row.page > lines[-1].page > 0 and row.table > 0
            lines.append(line_of(paged, current.columns, paged.page, breaks or turned))
            breaks = False
    return lines, repeats


def _belongs(row: Row, header: Header, rest: Sequence[Row], parts: Sequence[Header]) -> bool:
    """Return whether a row is of the plan: in its table, or a numbered heading between two of its tables."""
    if row.table == header.table:
        return True
    if row.table == 0:
        more = any(later.table in {part.table for part in parts} for later in rest if later.table > 0)
        return more and bool(NUMBERED.match(row.text))
    return len(row.cells) == len(header.columns) and bool(NUMBERED.match(row.cells[0].text))


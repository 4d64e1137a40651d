"""Which table is the plan: found by the names of its columns, in any language that has a file.

Documents have menus, contacts and budgets too. The plan is the table whose header names most of the columns
of a programme, with the other tables that are parts of it; a document without one is told so, not invented.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from remit.documents.cut import Mending
from remit.documents.header import Header, headers_in
from remit.documents.parts import (
    captions_of,
    columns_noticed,
    going_on,
    hidden,
    is_caption,
    left_out,
    parts_of,
    starts_of,
    titles_of,
    widths,
)
from remit.documents.rows import Line, Table, head_line, is_number, leading, line_of
from remit.documents.spaced import at_blanks
from remit.documents.struck import struck_out
from remit.documents.tangled import untangled
from remit.errors import SourceError
from remit.formats.row import Row
from remit.places import COLUMNS
from remit.understand.language import Language
from remit.understand.words import plain

#: A number of so many figures is a year rather than the number of a page.
LENGTH_OF_YEAR = 4


def find_plan(rows: Sequence[Row], languages: Sequence[Language], name: str) -> tuple[Table, Language]:
    """Return the table of the programme and the language of its header; none is a SourceError."""
    headers = list(headers_in(rows, languages))
    best = max(headers, key=lambda header: (header.worth, -header.at), default=None)
    if best is None:
        raise SourceError(f"{name}: holds no programme; {_missing(rows, languages)}")
    parted = untangled(rows, best)
    if len(parted) > len(rows):
        return find_plan(parted, languages, name)
    best, parts = parts_of(rows, headers, best)
    more = going_on(rows, parts, headers)
    head = tuple(head_line(row) for row in rows[: parts[0].at] if row.text and not _inside_a_table(row))
    lines, noticed = _Lines(rows, parts, more, head, languages).read()
    names = {column: each.names.get(at, "") for each in (*parts, best) for at, column in reversed(each.columns.items())}
    read = {*more, *(part.table for part in parts)}
    alike = [part for part in parts if part.is_of(best)]
    told = (*columns_noticed(rows, parts), *widths(rows, alike), *hidden(rows, parts))
    mendings = (*told, *left_out(rows, headers, read), *noticed)
    return Table(head, tuple(lines), names, mendings, tuple(best.names.values())), best.language


def _missing(rows: Sequence[Row], languages: Sequence[Language]) -> str:
    """Return why no row heads a plan: none has the names of columns, or blanks alone part them."""
    if header := next(headers_in([at_blanks(row) for row in rows], languages), None):
        met, row = ", ".join(repr(name) for name in header.names.values() if name), rows[header.at].number
        return f"row {row} names columns ({met}), but only blanks part them; put a tab between two columns in every row"
    wanted = ", ".join(repr(languages[0].data["columns"][column][0]) for column in COLUMNS)
    return f"no row has the names of its columns (such as {wanted})"


def _inside_a_table(row: Row) -> bool:
    """Return whether a row above the plan is of another table: contacts, a menu, a list of changes."""
    return row.table > 0 and sum(bool(cell.text) for cell in row.cells) > 2


def _counted(filled: Sequence[str]) -> bool:
    """Return whether cells count from 1, as columns are numbered under their names."""
    return [text.strip("()") for text in filled] == [str(n) for n in range(1, len(filled) + 1)]


def _repeats(header: Header, current: Header) -> bool:
    """Return whether a header says again what the one before it in its table says."""
    return header.table == current.table and [*header.names.values()] == [*current.names.values()]


class _Lines:
    """Go through the rows under the headers, and part the plan from what stands between its parts."""

    def __init__(
        self,
        rows: Sequence[Row],
        parts: Sequence[Header],
        more: set[int],
        head: Sequence[Line],
        languages: Sequence[Language],
    ) -> None:
        self.rows = rows
        self.starts = starts_of(rows, parts, more)
        self.more = more
        self.at_header = {header.at + level: header for header in parts for level in range(header.height)}
        self.languages = languages
        self.titles = set(titles_of(rows, self.starts, languages))
        self.captions = captions_of(rows, self.starts, languages)
        self.running = {cell.text for line in head for cell in line.cells.values()}
        self.lines: list[Line] = []
        self.noticed: list[Mending] = []

    def read(self) -> tuple[list[Line], list[Mending]]:
        """Return the lines of the plan, and what was left out between them."""
        current: Header | None = None
        page, breaks = 1, False
        for at, row in enumerate(self.rows):
            if header := self.at_header.get(at):
                repeated = current is not None and header.at == at and _repeats(header, current)
                page += repeated
                if repeated:
                    self._leave_out("header-repeated", row, header, row.on_page(page))
                if current is None:
                    above = (t for t in self.titles if t < at)
                    self.lines += (line_of(self.rows[t], header.columns, page, False, heads=True) for t in above)
                current, breaks = header, breaks or repeated
            if at in self.starts and row.table in self.captions:
                self.lines.append(self.captions[row.table])
            columns = current.columns if current and row.table in {current.table, *self.more} else {}
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
        line = line_of(row, header.columns, page, breaks or turned, heads=row.heads or at in self.titles)
        self.lines.append(replace(line, roles=header.roles, persons=header.persons))
        return False

    def _leave_out(self, name: str, row: Row, header: Header, page: int) -> None:
        line = line_of(row, header.columns, page, False)
        self.noticed.append(Mending(name, line, "", {"page": str(page), "text": row.text}))

    def _furniture(self, at: int, row: Row, header: Header) -> str:
        """Return what a row is that belongs to the page and not to the plan: its number, a running head, a note."""
        if row.heads or at in self.titles:
            return ""
        filled = [cell.text for cell in row.cells if cell.text]
        near = [n for n in (at - 2, at - 1, at + 1, at + 2) if n in self.at_header]
        if len(filled) == 1 and filled[0].isdigit() and len(filled[0]) < LENGTH_OF_YEAR and near:
            return "page-number"
        if len(filled) > 2 and at - 1 in self.at_header and _counted(filled):
            return "columns-numbered"
        if all(text in self.running for text in filled) and self._runs(at, row, near):
            return "running-head"
        if len(filled) == 1 and is_caption(filled[0], self.languages):
            return "text-outside"
        lone = row.table == 0 and len(row.cells) == 1 and len(header.columns) > 2
        return "text-outside" if lone and not leading(header.language).match(plain(row.text)) else ""

    def _runs(self, at: int, row: Row, near: Sequence[int]) -> bool:
        """Return whether a text that stands above the plan too is a running head, and no heading that a menu names.

        In a table a running head comes back, or stands where a page or a header begins.
        """
        turned = bool(self.lines) and row.on_page(0) > self.lines[-1].page > 0
        return row.table == 0 or self._again[row.text] > 1 or turned or any(n > at for n in near)

    @cached_property
    def _again(self) -> Counter[str]:
        """Return how often each text of the head stands in the plan."""
        return Counter(text for row in self.rows[self.starts[0] :] if (text := row.text) in self.running)

    def _belongs(self, at: int, row: Row, header: Header) -> bool:
        """Return whether a row is of the plan: in its table, or a numbered heading between two of its tables."""
        if row.table in {header.table, *self.more} or at in self.titles:
            return True
        filled = [cell for cell in row.cells if cell.text]
        heads = len(filled) == 1 or (len(filled) == 2 and is_number(filled[0].text))
        numbered = heads and leading(header.language).match(plain(row.text)) is not None
        return at < self.starts[-1] and numbered

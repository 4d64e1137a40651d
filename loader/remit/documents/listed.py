"""The rows of one table of a plan that is none: of a list with labelled lines, or of cards (see `cards`).

Each row has the number and the title of what is asked, and a column for each label; headings stand between the rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from remit.documents.cards import LONGEST, Asked, Said, asked_in, manner
from remit.documents.header import headers_in
from remit.documents.labels import Labels, part, recurring
from remit.documents.rows import is_number
from remit.documents.seams import append
from remit.documents.unlabelled import unlabelled_in
from remit.documents.wrapped import paragraphs
from remit.formats.row import MADE, Row
from remit.reading import Cell
from remit.understand.language import Language
from remit.understand.words import DASHES

#: So much is asked at least where a list is a plan.
FEWEST, FEWEST_ROWS = 2, 5
#: A row of more cells is one of a table, and what may part a label from what it says.
MOST_CELLS = 6
_SIGN = re.compile(rf":|\s[{DASHES}]\s|\t|\(")
_FIRST = ("number", "title")
_NOTES = "remarks"


def with_cards(rows: Sequence[Row], languages: Sequence[Language]) -> list[Row]:
    """Return the rows with a list or cards as one table; the same rows where there is none, or a table says more."""
    if sum(_may_label(row, languages) for row in rows) < FEWEST:
        return list(rows)
    whole = [_placed(row) for row in paragraphs(rows)]
    more = recurring(whole)
    found = [(asked_in(whole, Labels(language, more)), language) for language in languages]
    asked, language = max(found, key=lambda pair: len(pair[0]))
    if len(asked) < FEWEST:
        found = [(unlabelled_in(whole, language), language) for language in languages]
        asked, language = max(found, key=lambda pair: len(pair[0]))
    if len(asked) < FEWEST or _has_table(rows, asked, languages):
        return list(rows)
    return _Listed(whole, asked, language).rows()


def _placed(row: Row) -> Row:
    """Return a row whose cells say in which table and on which page they stand."""
    if row.table <= 0 and not row.page:
        return row
    return replace(row, cells=tuple(_standing(cell, row) for cell in row.cells))


def _standing(cell: Cell, row: Row) -> Cell:
    pieces = ((at, replace(place, table=max(row.table, 0), page=row.page)) for at, place in cell.pieces)
    return replace(cell, pieces=tuple(pieces))


def _may_label(row: Row, languages: Sequence[Language]) -> bool:
    """Return whether a row may have a label: a name before another cell, before a colon or a dash, or alone."""
    texts = [cell.text for cell in row.cells if cell.text]
    if not texts or len(texts) > MOST_CELLS:
        return False
    return bool(_SIGN.search(texts[0])) or any(language.column(text) for language in languages for text in texts[:2])


def _has_table(rows: Sequence[Row], asked: Sequence[Asked], languages: Sequence[Language]) -> bool:
    """Return whether a table of the document has a header that is none of its labels, and as many rows as are asked."""
    own = {told.at for each in asked for told in each.fields}
    headers = headers_in(rows, languages)
    tables = (each for each in headers if each.at not in own or (each.is_whole and len(each.columns) > 2))
    return any(header.rows >= min(len(asked), FEWEST_ROWS) for header in tables)


@dataclass
class _Entry:
    """One row in the making: its number and title, its headings, what its labels say by the name of their columns."""

    asked: Asked
    number: Cell = field(default_factory=Cell)
    title: Cell = field(default_factory=Cell)
    heads: list[Said] = field(default_factory=list)
    others: list[Said] = field(default_factory=list)
    cells: dict[str, Cell] = field(default_factory=dict)


class _Listed:
    """Make the rows of what is asked."""

    def __init__(self, rows: Sequence[Row], asked: Sequence[Asked], language: Language) -> None:
        self.source, self.language = rows, language
        self.titles = manner(asked)
        titled = [bool(self.titles and any(map(self.titles, each.run))) for each in asked]
        self.by_run = (all(titled) or all(map(_has_own, asked))) and not any(each.has("number") for each in asked)
        self.names: dict[str, str] = {}
        self.columns: dict[str, str] = {}
        self.entries = [self._entry(each) for each in asked]
        self._heads()
        if any(entry.heads for entry in self.entries):
            self._without_sections()

    def rows(self) -> list[Row]:
        """Return the rows above the first heading or entry, the header of the table, and its rows."""
        own = {at for each in self.entries for told in each.asked.fields for at in (told.at, told.label) if at >= 0}
        own |= {said.at for each in self.entries for said in each.asked.run if said not in each.others}
        first = min(own)
        made = [*self.source[:first], self._header()]
        begin = first
        for entry in self.entries:
            begins = min([entry.asked.at, *(said.at for said in entry.asked.run)])
            left = (at for at in range(begin, max(begins, begin)) if at not in own)
            made += [self.source[at] for at in left]
            made += [self._heading(said) if said in entry.heads else said.row for said in self._between(entry, first)]
            made.append(self._row(entry))
            begin = max([begin, *(told.at + 1 for told in entry.asked.fields)])
        return made + [row for at, row in enumerate(self.source[begin:], start=begin) if at not in own]

    def _between(self, entry: _Entry, first: int) -> Iterator[Said]:
        return (said for said in entry.asked.run if said.at >= first and (said in entry.heads or said in entry.others))

    # --- what an entry says -----------------------------------------------------------------------

    def _entry(self, asked: Asked) -> _Entry:
        entry = _Entry(asked)
        run = asked.run
        title = self._title(asked)
        at = run.index(title) if title else len(run)
        entry.heads = run[:at]
        if title:
            entry.number, entry.title = _parted(title)
        for told in asked.fields:
            self._put(entry, told.field.column, told.field.name, told.field.cell)
        after = run[at + 1 :]
        if title and not entry.title.text and after:
            entry.title, after = after[0].cell, after[1:]
        for said in after:
            name = str(self.language.data["columns"][_NOTES][0])
            self._put(entry, _NOTES, name, said.cell)
        return entry

    def _title(self, asked: Asked) -> Said | None:
        """Return the paragraph that is the title: the last of the manner of titles, else the last before the labels."""
        if asked.own and not asked.has("title"):
            return asked.own
        marked = [said for said in asked.run if self.titles and self.titles(said)]
        last = next(reversed(marked or asked.run), None)
        return last if self.by_run or not asked.has("title") else None

    def _put(self, entry: _Entry, column: str, name: str, cell: Cell) -> None:
        """Put what a label says into its column; a second one of a sort is a column of its own."""
        if column == "number" and not entry.number.text:
            entry.number = cell
        elif column == "title" and not entry.number.text and is_number(cell.text):
            entry.number = cell
        elif column == "title" and not entry.title.text:
            entry.title = cell
            self.names.setdefault("title", name or str(self.language.data["columns"]["title"][0]))
        else:
            known = column if column not in (*_FIRST, "") else name
            where = known if known not in entry.cells or self.columns.get(known) == name else name
            self.columns.setdefault(where, name)
            before = entry.cells.get(where)
            entry.cells[where] = append(before, cell, "\n") if before and before.text else cell

    # --- headings ---------------------------------------------------------------------------------

    def _heads(self) -> None:
        """Keep of the paragraphs before titles those that are headings; of the first ones those that look so."""
        for entry in self.entries:
            short = [said for said in entry.heads if _is_short(said)]
            marked = [said for said in short if said.number or said.row.level or said.marks[2]]
            kept = marked or short
            entry.others = [said for said in entry.heads if said not in kept]
            entry.heads = kept
        first = self.entries[0]
        likes = {_sort(said) for entry in self.entries[1:] for said in entry.heads}
        title = self._title(first.asked)
        kept = [said for said in first.heads if _sort(said) in likes or _is_over(said, title, first.heads)]
        if (False, 0, False) in likes and len(likes) == 1:
            kept = first.heads[-1:]
        first.others = [said for said in first.asked.run if said in (*first.heads, *first.others) and said not in kept]
        first.heads = kept

    def _without_sections(self) -> None:
        """Take what labels call a section (*Objective*) as a remark where headings say it."""
        name = self.columns.pop("section", "")
        for entry in self.entries if name else ():
            if cell := entry.cells.pop("section", None):
                self._put(entry, _NOTES, str(self.language.data["columns"][_NOTES][0]), cell)

    # --- rows -------------------------------------------------------------------------------------

    def _header(self) -> Row:
        columns = self.language.data["columns"]
        names = [str(columns["number"][0]), self.names.get("title", str(columns["title"][0])), *self.columns.values()]
        return self._made(self.entries[0].asked.fields[0].row, [Cell(name) for name in names])

    def _row(self, entry: _Entry) -> Row:
        places = [place for cell in (entry.title, entry.number) for place in cell.places]
        row = next((said.row for said in reversed(entry.asked.run) if said not in entry.others), None)
        row = row if row and places else entry.asked.fields[0].row
        return self._made(row, [entry.number, entry.title, *(entry.cells.get(each, Cell()) for each in self.columns)])

    def _heading(self, said: Said) -> Row:
        return replace(self._made(said.row, [said.cell]), heads=True)

    def _made(self, row: Row, cells: Sequence[Cell]) -> Row:
        width = len(_FIRST) + len(self.columns)
        page = row.page or (1 if row.begins else 0)
        return Row(row.number, (*cells, *[Cell()] * (width - len(cells))), (), MADE, page, short=True)


def _has_own(asked: Asked) -> bool:
    """Return whether a short paragraph with words stands before the labels of what is asked."""
    return bool(asked.run) and _is_short(asked.run[-1]) and bool(_parted(asked.run[-1])[1].text)


def _parted(said: Said) -> tuple[Cell, Cell]:
    """Return the number and the words of a title."""
    text = said.cell.text
    if not said.number or not said.begin:
        return Cell(), said.cell
    at = text.find(said.number)
    printed = text[at : said.begin].rstrip(" –—-:")
    return part(said.cell, at, at + len(printed)), part(said.cell, said.begin, len(text))


def _sort(said: Said) -> tuple[bool, int, bool]:
    """Return of which sort a heading is: with a number, of a level, in capitals."""
    return said.marks


def _is_short(said: Said) -> bool:
    """Return whether a paragraph may be a heading: short, and no sentence unless a number or a level says so."""
    marked = bool(said.number or said.row.level)
    return len(said.cell.text) <= LONGEST and (marked or said.cell.text[-1:] not in ".;,:")


def _is_over(said: Said, title: Said | None, run: Sequence[Said]) -> bool:
    """Return whether a paragraph is the heading of a title: its number goes on, or its level is that above."""
    if title is None:
        return False
    if said.number and title.number.rstrip(".").startswith(said.number.rstrip(".") + "."):
        return True
    upper = [each for each in run if 0 < each.row.level < said.row.level]
    return bool(upper) and 0 < said.row.level < (title.row.level or 9)

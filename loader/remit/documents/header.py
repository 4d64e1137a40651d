"""The header of a table: which of its columns is which, by their names, in any language that has a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from remit.documents.contents import with_contents
from remit.documents.rows import ENDS
from remit.documents.spanned import with_coded, with_unnamed
from remit.formats.row import Row
from remit.understand.language import Language

#: What may stand under the name of a column that spans several.
WITHIN = {"executors": ("lead", "partners"), "lead": ("partners",)}
#: The columns that say when, and those that say who.
WHEN_OR_WHO = {"term": {"term", "term-begin", "term-end"}, "executors": {"executors", "lead"}}


@dataclass(frozen=True)
class Header:
    """The header of one table: where it stands, how many rows it has, and index → column.

    `told` are the columns that are known by what stands in them.
    """

    at: int
    height: int
    table: int
    columns: dict[int, str]
    names: dict[int, str]
    language: Language
    rows: int = 0
    led: bool = False
    told: frozenset[int] = frozenset()

    @property
    def worth(self) -> tuple[int, int, int]:
        """Return how much the header is that of a plan: the columns that it names, so by name, the rows under it."""
        exact = sum(
            self.language.named(self.names.get(index, "").split(": ")[-1]) is not None for index in self.columns
        )
        return len(set(self.columns.values())), exact, self.rows

    def is_of(self, best: Header) -> bool:
        """Return whether a header has the columns of another; one of the same table then has the same names."""
        same = self.table != best.table or list(self.names.values()) == list(best.names.values())
        return same and {*self.columns.values()} == {*best.columns.values()}

    def goes_with(self, best: Header) -> bool:
        """Return whether a header with other columns is of the same plan.

        It names what is done, when and by whom, or it names two of them and no column that the plan does not have;
        one of the same table has the names of columns and no others.
        """
        if self.table == best.table:
            named = all(self.language.named(name) is not None for name in self.names.values())
            return named and len(self.columns) > len(WHEN_OR_WHO) and self.is_whole
        others = {name for at, name in self.names.items() if at not in self.columns} - {*best.names.values()}
        return self.is_whole or not others

    @property
    def is_whole(self) -> bool:
        """Return whether the header says what is done, when and by whom."""
        named = set(self.columns.values())
        return "title" in named and all(parts & named for parts in WHEN_OR_WHO.values())

    @property
    def persons(self) -> dict[str, str]:
        """Return the columns in which persons stand, by their printed names."""
        of = {index: name for index, name in self.names.items() if self.language.is_of_persons(name)}
        return {self.columns.get(index, f"extra-{index + 1}"): name for index, name in of.items()}

    @property
    def roles(self) -> dict[str, str]:
        """Return the role that a column gives to the bodies in it."""
        columns = set(self.columns.values())
        leads = "lead" if "lead" in columns else "executors" if "partners" in columns or self.led else ""
        return {leads: "lead", "partners": "partner"}


def headers_in(rows: Sequence[Row], languages: Sequence[Language]) -> Iterator[Header]:
    """Yield the header that stands at each row where one does, in the language that knows most of its names.

    The second row of a header of two is none by itself, unless it names more columns.
    """
    above: Header | None = None
    for at, row in enumerate(rows):
        found = (header for language in languages if (header := _header(rows, at, row, language)))
        best = max(found, key=lambda header: header.worth, default=None)
        if best and not (above and at < above.at + above.height and best.worth[0] <= above.worth[0]):
            above = best
            yield best


def _header(rows: Sequence[Row], at: int, row: Row, language: Language) -> Header | None:
    """Return the header that stands at a row, of one or of two levels."""
    columns, names = _named(row, language)
    columns = with_unnamed(rows, at, with_coded(rows, at, columns, language))
    height = 1
    below = rows[at + 1] if at + 1 < len(rows) else None
    if below is not None and below.table == row.table and _second_level(row, below, columns, language):
        height = 2
        columns, names = _with_second_level(row, below, columns, names, language)
    by_name = set(columns)
    columns = with_contents(rows, at, height, columns, names, language)
    columns = _with_ends(columns, names, language)
    named = set(columns.values())
    if "title" not in named or not set().union(*WHEN_OR_WHO.values()) & named:
        return None
    rest = sum(each.table == row.table for each in rows[at + height :])
    led = "lead" in named and "executors" not in named
    columns = {i: "executors" if led and column == "lead" else column for i, column in columns.items()}
    return Header(at, height, row.table, columns, names, language, rest, led, frozenset(set(columns) - by_name))


def _named(row: Row, language: Language) -> tuple[dict[int, str], dict[int, str]]:
    """Return index → column and index → printed name.

    A column is taken once: the first that bears one of its names, else the first whose name turns on one of its words.
    """
    names = {index: " ".join(cell.text.split()) for index, cell in enumerate(row.cells) if cell.text}
    columns: dict[int, str] = {}
    for naming in (language.named, language.column):
        for index in sorted(names, key=lambda each: language.is_actual(names[each])):
            column = naming(row.cells[index].text)
            if column and index not in columns and column not in columns.values():
                columns[index] = column
    return dict(sorted(columns.items())), names


def _with_ends(columns: dict[int, str], names: dict[int, str], language: Language) -> dict[int, str]:
    """Take what closes a time (*Deadline*) as its end beside a begin; another time beside them is extra."""
    parts = {"term-begin", "term-end"} & set(columns.values())
    at = next((index for index, column in columns.items() if column == "term"), None)
    if at is None or not parts:
        return columns
    ends = parts == {"term-begin"} and language.closes(names.get(at, ""))
    return {i: "term-end" if i == at else column for i, column in columns.items() if i != at or ends}


def _second_level(row: Row, below: Row, columns: dict[int, str], language: Language) -> bool:
    """Return whether the row below names the parts of a column that spans several.

    Then every cell of it stands under a span or is reached by a cell above, or is the name of a column.
    """
    spans = {index for index, cell in enumerate(row.cells) if not cell.text and index not in row.above}
    heads = {index for index, cell in enumerate(row.cells) if cell.text and index + 1 in spans}
    filled = [i for i, cell in enumerate(below.cells) if cell.text and i not in below.above]
    named = len(columns) > 1 and all(_is_part(below.cells[i].text, language) for i in filled)
    reached = bool(below.above & set(columns)) or named
    return reached and bool(filled) and all(i in spans | heads for i in filled)


def _is_part(text: str, language: Language) -> bool:
    """Return whether a text may name a part of a column: *Start*, *Planned*, *Status*."""
    said = language.column(text) is not None or language.is_planned(text) or language.is_actual(text)
    return said or language.is_of_none(text)


def _with_second_level(
    row: Row, below: Row, columns: dict[int, str], names: dict[int, str], language: Language
) -> tuple[dict[int, str], dict[int, str]]:
    whole, printed, labels = dict(columns), dict(names), dict[str, str]()
    under = list(_under(row, below, columns, names))
    for index, over, label in sorted(under, key=lambda each: language.is_actual(each[2])):
        part = language.column(below.cells[index].text)
        belongs = part if part and (not over or part.startswith(over) or part in WITHIN.get(over, ())) else over
        besides = part is None and _is_beside(index, [each for each, *_ in under], below, language)
        if besides:
            whole.pop(index, None)
        # Begins and ends under a second name (*Planned*, then *Actual*) are extra columns.
        elif belongs and (belongs not in ENDS or labels.setdefault(belongs, label) == label):
            whole[index] = belongs
        printed[index] = f"{label}: {' '.join(below.cells[index].text.split())}"
    return whole, printed


def _is_beside(index: int, others: Sequence[int], below: Row, language: Language) -> bool:
    """Return whether a part of a column says something else than it: *Status*, or *Actual* beside *Planned*."""
    text = below.cells[index].text
    planned = any(not language.is_actual(below.cells[each].text) for each in others if each != index)
    return language.is_of_none(text) or (language.is_actual(text) and planned)


def _under(row: Row, below: Row, columns: dict[int, str], names: dict[int, str]) -> Iterator[tuple[int, str, str]]:
    """Yield the index of each name of a second level with the column and the name above it."""
    over, label = "", ""
    for index, cell in enumerate(row.cells):
        over, label = (columns.get(index, ""), names[index]) if cell.text else (over, label)
        if index < len(below.cells) and below.cells[index].text and index not in below.above:
            yield index, over, label

"""A calendar drawn as columns: *Q1 2025 | Q2 2025 | Q3 2025* with a mark in each in which the work goes on.

The marks of a row become its term, in words (*Q1 2025 – Q2 2025*; *draft: Q1 2025; final: Q3 2025*), in the first of
the columns; the others are left blank. Columns of years that hold amounts or numbers are no calendar.
Where nothing at all stands in a calendar, the colours of its cells are its marks, if the format tells them and other
cells of their rows have other colours; a finding tells so. PDF and texts tell no colours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, reduce
from itertools import groupby

from remit.documents.marks import Marks, bodies_in, coloured, dated, is_sign, marks_in
from remit.documents.rows import ENDS
from remit.documents.scales import TERMS, Times, times_of
from remit.documents.seams import append
from remit.formats.row import Row
from remit.places import Place
from remit.reading import Cell
from remit.understand.language import Language
from remit.understand.period import Period
from remit.understand.terms import read_term
from remit.understand.times import LEAP_YEAR

#: One of these columns stands beside a calendar.
NAMED = frozenset(("title", "executors", "lead"))
WHO = frozenset(("executors", "lead", "partners"))
#: A calendar has so many columns at least.
FEWEST = 2


@dataclass(frozen=True)
class Grid:
    """A calendar: where its header stands, how many rows it has, index → time, the language of its names.

    `who` says that bodies stand in it, and in no other column.
    """

    at: int
    height: int
    times: Times
    language: Language
    who: bool = False


def with_terms(rows: Sequence[Row], languages: Sequence[Language]) -> list[Row]:
    """Return the rows with the marks of a calendar as terms; other rows are as they were."""
    made, grid, spans = list(rows), None, cache(lambda: _spans(rows, languages))
    marks: Marks = _none
    for at, row in enumerate(rows):
        if grid and grid.at < at < grid.at + grid.height:
            continue
        if (found := _grid(rows, at, languages)) and not set(found.times) <= spans().get(row.table, set()):
            under = list(_under(rows, found))
            told = marks_in(under, found.times, found.language)
            if told is None:
                continue
            grid, marks = _with_bodies(found, rows[at], under), told
            for level in range(grid.height):
                made[at + level] = _header(rows[at + level], grid, level)
        elif grid and row.table == rows[grid.at].table and at >= grid.at + grid.height:
            made[at] = _with_term(row, grid, marks)
    return made


def _spans(rows: Sequence[Row], languages: Sequence[Language]) -> dict[int, set[int]]:
    """Return table → the columns of begins and ends, where a row names both: what stands below them is no header."""
    found: dict[int, set[int]] = {}
    for row in rows:
        for language in languages:
            named = {i: language.column(cell.text) for i, cell in enumerate(row.cells) if cell.text}
            if {*ENDS} <= {*named.values()}:
                found.setdefault(row.table, set()).update(i for i, column in named.items() if column in ENDS)
    return found


def _none(row: Row) -> dict[int, str]:
    return {}


def _grid(rows: Sequence[Row], at: int, languages: Sequence[Language]) -> Grid | None:
    """Return the calendar whose header begins at a row, of one level or of several; None where there is none.

    Of several languages that of most names of the row is taken.
    """
    texts = {index: cell.text for index, cell in enumerate(rows[at].cells) if cell.text}
    found = [grid for language in languages if (grid := _grid_in(rows, at, texts, language))]
    return max(found, key=lambda grid: sum(grid.language.named(t) is not None for t in texts.values()), default=None)


def _grid_in(rows: Sequence[Row], at: int, texts: dict[int, str], language: Language) -> Grid | None:
    """Return the same in one language."""
    known = {index: language.column(text) for index, text in texts.items()}
    if not NAMED & {*known.values()}:
        return None
    times, height = times_of(rows, at, language)
    terms = {index for index, column in known.items() if column in TERMS}
    return Grid(at, height, times, language) if len(times) >= FEWEST and not terms - set(times) else None


def _under(rows: Sequence[Row], grid: Grid) -> Iterator[Row]:
    """Yield the rows under the header of a calendar, in the same table."""
    for row in rows[grid.at + grid.height :]:
        if row.table == rows[grid.at].table:
            yield row


def _with_bodies(grid: Grid, row: Row, under: Sequence[Row]) -> Grid:
    """Return a calendar that says who is to do something, where no column beside it does."""
    beside = {grid.language.column(cell.text) for cell in row.cells if cell.text}
    return replace(grid, who=not beside & WHO and bodies_in(under, grid.times, grid.language))


def _header(row: Row, grid: Grid, level: int) -> Row:
    """Return a row of the header with one column of terms in place of the calendar.

    What a row below the first only repeats, since a cell above reaches into it, is left out.
    """
    first = min(grid.times)
    known = row.cells[first].text if grid.language.column(row.cells[first].text) in TERMS else ""
    name = known or str(grid.language.data["columns"]["term"][0])
    gone = {*grid.times, *(row.above if level else ())}
    cells = [Cell() if index in gone else cell for index, cell in enumerate(row.cells)]
    if level == 0:
        cells[first] = Cell(name, row.cells[first].pieces)
        if grid.who:
            at = sorted(grid.times)[1]
            cells[at] = Cell(str(grid.language.data["columns"]["executors"][0]), row.cells[at].pieces)
    return replace(row, cells=tuple(cells))


def _with_term(row: Row, grid: Grid, marks: Marks) -> Row:
    """Return a row with the term that its marks say; a row with other words in the calendar is as it was."""
    filled = marks(row)
    if not filled or sum(bool(cell.text) for cell in row.cells) < FEWEST:
        return row
    labels = {} if grid.who else {index: label for index, label in filled.items() if label}
    term = _term(row, grid, filled, labels)
    if labels and read_term(term.text, grid.language, Period(LEAP_YEAR, LEAP_YEAR)).kind == "unread":
        term = _term(row, grid, filled, {})
    cells = [Cell() if index in filled else cell for index, cell in enumerate(row.cells)]
    first, second = sorted(grid.times)[:2]
    cells[first] = term
    if grid.who:
        texts = [row.cells[i] for i in filled if row.cells[i].text and not is_sign(row.cells[i].text)]
        named = {cell.text: cell for cell in texts}
        cells[second] = reduce(lambda left, right: append(left, right, "\n"), named.values(), Cell())
    return replace(row, cells=tuple(cells), by_colour=coloured(row, grid.times, grid.language))


def _term(row: Row, grid: Grid, filled: Mapping[int, str], labels: Mapping[int, str]) -> Cell:
    """Return the term of the marks of a row: each stretch with its words, or the time that these are."""
    text, pieces = "", []
    for first, last in _runs(sorted(grid.times), filled):
        label = labels.get(first, "")
        said = dated(label, grid.times[first], grid.language) if label and first == last else ""
        time = said or (grid.times[first] if first == last else f"{grid.times[first]} – {grid.times[last]}")
        text += "" if not text else "; " if labels else ", "
        text += f"{label}: " if label and not said else ""
        pieces += [(len(text), place) for index in dict.fromkeys((first, last)) for place in _places(row, index)]
        text += time
    return Cell(text, tuple(pieces))


def _places(row: Row, index: int) -> tuple[Place, ...]:
    """Return the places of a mark; that of a colour is the cell, in which nothing stands."""
    if row.cells[index].places:
        return row.cells[index].places
    near = next(place for cell in row.cells for place in cell.places)
    return (replace(near, column=str(index), start=0, end=0, text=""),)


def _runs(columns: Sequence[int], filled: Mapping[int, str]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last column of each run of marks without a gap, in which the same words stand."""
    for marked, run in groupby(columns, key=lambda index: (index in filled, filled.get(index, ""))):
        if marked[0]:
            indices = list(run)
            yield indices[0], indices[-1]

"""A calendar drawn as columns: *Q1 2025 | Q2 2025 | Q3 2025* with a mark in each in which the work goes on.

The marks of a row become its term, in words (*Q1 2025 – Q2 2025*), in the first of the columns; the others are left
blank. Columns of years that hold amounts or numbers are no calendar.
Where nothing at all stands in a calendar, the colours of its cells are its marks, if the format tells them and other
cells of their rows have other colours; a finding tells so. PDF and texts tell no colours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from remit.documents.scales import TERMS, Times, times_of
from remit.formats.row import Row
from remit.places import Place
from remit.reading import Cell
from remit.understand.language import Language

#: What marks a cell of a calendar.
MARKS = frozenset("xх×✓✔✗✘●■▪•◆♦*+▲▇█○◼⬛v√☑☒✅✖➤►▶→➔➜")
#: One of these columns stands beside a calendar.
NAMED = frozenset(("title", "executors", "lead"))
#: A calendar has so many columns at least.
FEWEST = 2


#: So many rows that are coloured alike say nothing by it.
FEWEST_ALIKE = 3


@dataclass(frozen=True)
class Grid:
    """A calendar: where its header stands, how many rows it has, index → time, the language of its names."""

    at: int
    height: int
    times: Times
    language: Language


#: What tells in which columns of a calendar a row is marked.
Marks = Callable[[Row, Grid], frozenset[int]]


def with_terms(rows: Sequence[Row], languages: Sequence[Language]) -> list[Row]:
    """Return the rows with the marks of a calendar as terms; other rows are as they were."""
    made, grid = list(rows), None
    marks: Marks = _signs
    for at, row in enumerate(rows):
        if grid and grid.at < at < grid.at + grid.height:
            continue
        if found := _grid(rows, at, languages):
            told = _marks(list(_under(rows, found)), found)
            if told is None:
                continue
            grid, marks = found, told
            for level in range(grid.height):
                made[at + level] = _header(rows[at + level], grid, level)
        elif grid and row.table == rows[grid.at].table and at >= grid.at + grid.height:
            made[at] = _with_term(row, grid, marks)
    return made


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


def _marks(rows: Sequence[Row], grid: Grid) -> Marks | None:
    """Return what tells the marks of a row: its signs, if most of what stands in the calendar are some, or colours."""
    texts = [row.cells[i].text for row in rows for i in grid.times if i < len(row.cells) and row.cells[i].text]
    texts = [text for text in texts if text not in grid.times.values()]
    if texts:
        return _signs if sum(map(_is_mark, texts)) * 2 > len(texts) else None
    found = {_colours(row, grid) for row in rows if sum(bool(cell.text) for cell in row.cells) > 1}
    return _colours if found - {frozenset()} and (len(found) > 1 or len(rows) < FEWEST_ALIKE) else None


def _signs(row: Row, grid: Grid) -> frozenset[int]:
    """Return the columns of a calendar in which a sign stands; none where other words stand in one of them."""
    filled = {i: row.cells[i].text for i in grid.times if i < len(row.cells) and row.cells[i].text}
    return frozenset(filled) if all(map(_is_mark, filled.values())) else frozenset()


def _colours(row: Row, grid: Grid) -> frozenset[int]:
    """Return the columns of a calendar that have a colour which no other cell of the row has."""
    others = {row.fills.get(index, "") for index in range(len(row.cells)) if index not in grid.times}
    return frozenset(i for i in grid.times if row.fills.get(i) and row.fills[i] not in others)


def _is_mark(text: str) -> bool:
    return set(text.strip().lower()) <= MARKS and bool(text.strip()) and len(set(text.strip())) == 1


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
    return replace(row, cells=tuple(cells))


def _with_term(row: Row, grid: Grid, marks: Marks) -> Row:
    """Return a row with the term that its marks say; a row with other words in the calendar is as it was."""
    filled = marks(row, grid)
    if not filled or sum(bool(cell.text) for cell in row.cells) < FEWEST:
        return row
    text, pieces = "", []
    for first, last in _runs(sorted(grid.times), set(filled)):
        text += ", " if text else ""
        pieces += [(len(text), place) for index in dict.fromkeys((first, last)) for place in _places(row, index)]
        text += grid.times[first] if first == last else f"{grid.times[first]} – {grid.times[last]}"
    cells = [Cell() if index in filled else cell for index, cell in enumerate(row.cells)]
    cells[min(grid.times)] = Cell(text, tuple(pieces))
    return replace(row, cells=tuple(cells), by_colour=marks is _colours)


def _places(row: Row, index: int) -> tuple[Place, ...]:
    """Return the places of a mark; that of a colour is the cell, in which nothing stands."""
    if row.cells[index].places:
        return row.cells[index].places
    near = next(place for cell in row.cells for place in cell.places)
    return (replace(near, column=str(index), start=0, end=0, text=""),)


def _runs(columns: Sequence[int], filled: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last column of each run of marks without a gap."""
    for marked, run in groupby(columns, key=lambda index: index in filled):
        if marked:
            indices = list(run)
            yield indices[0], indices[-1]

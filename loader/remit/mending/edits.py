"""A mend as characters: which stretch of which cell, and what stands there instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from remit.errors import RemitError
from remit.formats.row import Row
from remit.formats.word_cells import Address
from remit.places import HEAD, Place
from remit.reading import Reading


@dataclass(frozen=True)
class Edit:
    """One stretch of a source, and the words for it; `place` is exactly what is replaced (empty: words are put in)."""

    place: Place
    after: str


@dataclass(frozen=True, order=True)
class Change:
    """An edit as a format writes it: the characters `start` to `end` of a cell become `after`.

    Characters count from the begin of the cell as it stands in the source.
    """

    address: Address
    start: int
    end: int
    before: str
    after: str


class NotWritable(RemitError):
    """An edit cannot be written into this document; the mend is left to a person."""


class Cells:
    """The cells of a document as they stand, to find the one in which a place stands."""

    def __init__(self, rows: Sequence[Row], reading: Reading) -> None:
        self.rows: dict[tuple[int, int], list[Row]] = {}
        for row in rows:
            self.rows.setdefault((row.table, row.number), []).append(row)
        self.columns = _columns(rows, reading.columns)

    def change(self, edit: Edit) -> Change:
        """Return an edit with the address of its cell; one that stands in no cell, or in several, is NotWritable."""
        place = edit.place
        found = [
            (index, begin)
            for row in self.rows.get((place.table, place.row), ())
            for index, begin in _holding(row, place)
        ]
        own = [pair for pair in found if pair[0] == self.columns.get(place.column)] or found
        if len(own) != 1:
            raise NotWritable(f"{place.spot}: “{place.text}” cannot be found again in its cell")
        index, begin = own[0]
        address = (place.table, place.row, index)
        return Change(address, place.start - begin, place.end - begin, place.text, edit.after)


def _holding(row: Row, place: Place) -> Iterable[tuple[int, int]]:
    """Yield the cells of a row in which the words of a place stand, with where the cell begins for that place."""
    begins = row.begins if row.begins and place.column.startswith(HEAD) else (0,) * len(row.cells)
    for index, (cell, begin) in enumerate(zip(row.cells, begins, strict=True)):
        for whole in cell.places:
            at = place.start - begin - whole.start
            inside = at >= 0 and place.end - begin <= whole.end and whole.row == place.row
            if inside and whole.text[at : at + len(place.text)] == place.text:
                yield index, begin


def _columns(rows: Sequence[Row], names: dict[str, str]) -> dict[str, int]:
    """Return column → its number in the grid, from the row that prints the names of the columns."""
    wanted = {name for name in names.values() if name}
    for row in rows:
        printed = [" ".join(cell.text.split()) for cell in row.cells]
        if wanted and wanted <= set(printed):
            return {column: printed.index(name) for column, name in names.items() if name}
    return {}


def least(edit: Edit) -> Edit:
    """Return an edit without the characters that stay the same at its begin and its end.

    >>> least(Edit(Place("a.txt", 1, 4, "term", 10, 21, "2017 - 2019"), "2017 – 2019")).place.text
    '-'
    """
    before, after = edit.place.text, edit.after
    most = min(len(before), len(after))
    start = next((i for i in range(most) if before[i] != after[i]), most)
    end = next((i for i in range(most - start) if before[-1 - i] != after[-1 - i]), most - start)
    return Edit(edit.place.part(start, len(before) - end), after[start : len(after) - end])


def apart(edits: Iterable[Edit]) -> bool:
    """Return whether no two edits touch each other."""
    taken: dict[tuple[int, int, str], list[tuple[int, int]]] = {}
    for edit in edits:
        place = edit.place
        spans = taken.setdefault((place.table, place.row, place.column), [])
        if any(place.start <= end and start <= place.end for start, end in spans):
            return False
        spans.append((place.start, place.end))
    return True


#: A stretch of a cell and what stands there instead.
Stretch = tuple[int, int, str]


def shown(whole: str, stretches: Sequence[Stretch], most: int = 60) -> list[tuple[str, str]]:
    """Return what a person is shown of changes: the cell before and after, or the words around each in a long one.

    >>> shown("2017 - 2019", [(5, 6, "–")])
    [('2017 - 2019', '2017 – 2019')]
    >>> shown("Preparation of a guide to the pruning of trees in the hills and of hedges.", [(73, 74, "")])
    [('…of hedges.', '…of hedges')]
    """
    if len(whole) <= most:
        return [(whole, _written(whole, stretches))]
    return [_around(whole, *stretch) for stretch in stretches]


def _written(whole: str, stretches: Sequence[Stretch]) -> str:
    for start, end, after in sorted(stretches, reverse=True):
        whole = whole[:start] + after + whole[end:]
    return whole


def _around(whole: str, start: int, end: int, after: str) -> tuple[str, str]:
    """Return a stretch with the words beside it, before and after it was changed."""
    left = re.search(r"(?:\S+\s+)?\S*$", whole[:start])
    right = re.match(r"\S*(?:\s+\S+)?", whole[end:])
    before, behind = (left[0] if left else ""), (right[0] if right else "")
    lead, tail = ("…" if len(before) < start else ""), ("…" if len(behind) < len(whole) - end else "")
    return f"{lead}{before}{whole[start:end]}{behind}{tail}", f"{lead}{before}{after}{behind}{tail}"

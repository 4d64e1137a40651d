"""The table of a reading, printed again: every cell as it stands in the source.

Differences from the source are these normalisations, and no others:
blanks around a cell are dropped; blank rows and repeated headers are dropped;
a row that a page break cuts is one row, its pieces joined by one blank;
what a column of sections repeats in every row stands once, in a row of its own.
"""

from __future__ import annotations

from collections.abc import Iterable

from remit.places import COLUMNS, HEAD, Place
from remit.reading import Event, Group, Reading, Section


def table(reading: Reading) -> list[list[str]]:
    """Return the rows of the table, headings, groups and events in order, five cells each.

    The cells of other columns follow.
    """
    things: list[Section | Group | Event] = [*reading.sections, *reading.groups, *reading.events]
    things.sort(key=lambda thing: thing.order)
    more = {place.column for thing in things for place in thing.places} - {*COLUMNS, HEAD}
    columns = (*COLUMNS, *sorted(more))
    return [[_cell(thing.places, column) for column in columns] for thing in things]


def as_tsv(reading: Reading) -> str:
    """Return the table with tabs between the cells, the names of the columns first."""
    rows = [list(COLUMNS), *table(reading)]
    return "".join("\t".join(" ".join(cell.split("\t")) for cell in row) + "\n" for row in rows)


def _cell(places: Iterable[Place], column: str) -> str:
    pieces = sorted((place for place in places if place.column == column), key=lambda p: (p.row, p.start))
    return " ".join(piece.text for piece in pieces)

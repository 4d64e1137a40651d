"""Tables turned on their side: the labels stand in the first column, and each other column is what is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from remit.documents.labels import WHEN_OR_WHO, Field, Labels
from remit.formats.row import Row
from remit.reading import Cell

#: A table with labels in its first column has so many rows at least.
FEWEST_ROWS = 3
#: What the columns of a table tell one after the other, each with where its row stands.
Told = list[tuple[int, Field]]


def turned(rows: Sequence[Row], labels: Labels) -> dict[int, Told]:
    """Return what is told in each table whose first column has the labels, and each other column what is asked."""
    tables: dict[int, list[int]] = {}
    for at, row in enumerate(rows):
        if row.table > 0:
            tables.setdefault(row.table, []).append(at)
    return {table: told for table, ats in tables.items() if (told := _turned(rows, ats, labels))}


def _turned(rows: Sequence[Row], ats: Sequence[int], labels: Labels) -> Told:
    """Return what a table with labels in its first column tells, column by column; nothing where it is none."""
    full = [at for at in ats if sum(bool(cell.text) for cell in rows[at].cells) > 2]
    names = {at: rows[at].cells[0].text for at in full}
    columns = {at: labels.column(name, cell=True) if name else "title" for at, name in names.items()}
    known = set(columns.values())
    others = [cell.text for at in full[:1] for cell in rows[at].cells[1:] if cell.text]
    if len(full) < FEWEST_ROWS or not {"title"} < known or not known & {*WHEN_OR_WHO} or None in known:
        return []
    if any(map(labels.language.column, others)):
        return []
    wide = range(1, max(len(rows[at].cells) for at in full))
    order = sorted(full, key=lambda at: columns[at] != "title")
    cells = [(at, rows[at].cells[index]) for index in wide for at in order if index < len(rows[at].cells)]
    told = ((at, _turned_cell(cell)) for at, cell in cells if cell.text)
    return [(at, Field(str(columns[at]), names[at], cell)) for at, cell in told]


def _turned_cell(cell: Cell) -> Cell:
    """Return a cell of a table on its side with its column, counted from 1, as its row."""
    pieces = ((at, replace(place, row=int(place.column) + 1)) for at, place in cell.pieces if place.column.isdigit())
    return replace(cell, pieces=tuple(pieces))

"""A row that a page break cuts, with the column names printed again and no line between them and its rest.

On the second page the names and the rest of the row stand in one box (*Activity the harbour and the mill*); here they
are parted, so that the names are left out and the row is joined.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from remit.documents.header import Header
from remit.documents.seams import stretch
from remit.formats.row import Row
from remit.reading import Cell

#: So many cells at least say nothing but the name of their column.
FEWEST = 2


def untangled(rows: Sequence[Row], header: Header) -> list[Row]:
    """Return the rows with each such box parted; rows of documents without pages as they are."""
    return list(_untangled(rows, header)) if rows[header.at].page else list(rows)


def _untangled(rows: Sequence[Row], header: Header) -> Iterator[Row]:
    names = rows[header.at : header.at + header.height]
    at = 0
    while at < len(rows):
        again = rows[at : at + len(names)]
        turned = at > header.at and again[0].table == header.table and again[0].page > rows[at - 1].page
        rests = [_rest(row, level) for row, level in zip(again, names, strict=False)] if turned else []
        if len(rests) < len(names) or not all(rests) or not any(any(c.text for c in rest or ()) for rest in rests):
            yield rows[at]
            at += 1
            continue
        yield from (replace(row, cells=_cut(row, level)) for row, level in zip(again, names, strict=True))
        yield _joined(again, [rest for rest in rests if rest])
        at += len(names)


def _rest(row: Row, names: Row) -> tuple[Cell, ...] | None:
    """Return what stands behind the names of columns in each cell; None where a row is no such one."""
    pairs = list(zip(row.cells, names.cells, strict=False))
    if len(row.cells) != len(names.cells) or not all(_begins(cell.text, name.text) for cell, name in pairs):
        return None
    same = sum(bool(name.text) and cell.text == name.text for cell, name in pairs)
    return tuple(_behind(cell, name.text) for cell, name in pairs) if same >= FEWEST else None


def _begins(text: str, name: str) -> bool:
    return text == name or (bool(name) and text.startswith(name) and text[len(name)].isspace())


def _behind(cell: Cell, name: str) -> Cell:
    begin = len(name) + 1
    return stretch(cell, begin, len(cell.text)) if len(cell.text) > begin else Cell()


def _cut(row: Row, names: Row) -> tuple[Cell, ...]:
    return tuple(stretch(cell, 0, len(name.text)) for cell, name in zip(row.cells, names.cells, strict=True))


def _joined(rows: Sequence[Row], rests: Sequence[tuple[Cell, ...]]) -> Row:
    """Return the rest of the row that was cut: what stands behind the names, in whichever of their rows."""
    cells = [next((rest[index] for rest in rests if rest[index].text), Cell()) for index in range(len(rests[0]))]
    return replace(rows[-1], cells=tuple(cells), above=frozenset(), spans={})

"""What a document shows as struck out: it is not read, and never passed over in silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from remit.documents.cut import Mending
from remit.documents.rows import Line, placed
from remit.formats.row import Row
from remit.places import HEAD


def struck_out(row: Row, columns: Mapping[int, str], page: int) -> Iterator[Mending]:
    """Yield a mending for a row that is struck out whole, else one a cell; `columns` is empty outside the plan."""
    cells = {columns.get(at, f"extra-{at + 1}" if columns else HEAD): row.cells[at] for at in row.struck}
    line = Line(row.number, page, {name: placed(cell, page, name, row.table) for name, cell in cells.items()})
    words = {name: "; ".join(struck.text for struck in cell.struck) for name, cell in cells.items()}
    if len(cells) > 1 and not row.text:
        yield Mending("row-struck-out", line, "", {"text": " | ".join(words.values())})
        return
    for name, cell in cells.items():
        kind = "struck-and-replaced" if cell.text else "struck-out"
        yield Mending(kind, line, name, {"text": words[name], "left": " ".join(cell.text.split())})

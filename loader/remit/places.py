"""Where a thing stands in its source: page, row, column, characters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

#: The columns of a programme, in the order in which they are printed; `head` is all outside the table.
COLUMNS = ("number", "title", "term", "executors", "remarks")
#: Columns that some programmes have for a part of the term or of the executors.
PARTS = ("term-begin", "term-end", "lead", "partners")
HEAD = "head"
_ORDER = {column: position for position, column in enumerate((HEAD, *COLUMNS))}


@dataclass(frozen=True, order=True)
class Place:
    """A stretch of one cell of one source.

    `page`, `row` and `table` count from 1; `row` is the line of a text, the row of a table or the paragraph elsewhere.
    `page` is 0 where it is not known, `table` 0 outside tables and in formats that have none.
    `start` and `end` count characters of the cell as it stands in the source, half open.
    `text` is what stands there, verbatim.
    """

    source: str
    page: int
    row: int
    column: str
    start: int
    end: int
    text: str
    table: int = 0

    @property
    def position(self) -> tuple[str, int, int, int, str, int]:
        """Return where a place comes in the order of the page: the head before the table, unknown columns last."""
        order = _ORDER.get(self.column, len(_ORDER))
        return (self.source, self.table, self.row, order, self.column, self.start)

    @property
    def spot(self) -> str:
        """Return where to look, in words: `page 3, row 14`."""
        parts = [f"page {self.page}" if self.page else "", f"table {self.table}" if self.table > 1 else ""]
        return ", ".join([*filter(None, parts), f"row {self.row}"])

    def part(self, start: int, end: int) -> Place:
        """Return the place of the characters `start` to `end` of this place's text."""
        return replace(self, start=self.start + start, end=self.start + end, text=self.text[start:end])

    def as_json(self) -> dict[str, Any]:
        """Return the place as plain values."""
        return {
            "source": self.source,
            "page": self.page or None,
            **({"table": self.table} if self.table else {}),
            "row": self.row,
            "column": self.column,
            "characters": [self.start, self.end],
            "text": self.text,
        }

"""One row of a document as it stands: what every format gives."""

from __future__ import annotations

from dataclasses import dataclass

from remit.reading import Cell


@dataclass(frozen=True)
class Row:
    """One row of a document, or one paragraph outside its tables (a row of one cell).

    `number` counts from 1: lines of a text, rows of a table, paragraphs elsewhere.
    `begins` says where each cell begins in a line of text; `table` is 0 outside tables and where a format has none;
    `page` is 0 where it is not known; `above` are the columns that a cell of a row above reaches into (its text stands
    here again).
    """

    number: int
    cells: tuple[Cell, ...]
    begins: tuple[int, ...] = ()
    table: int = 0
    page: int = 0
    above: frozenset[int] = frozenset()

    def on_page(self, counted: int) -> int:
        """Return the page of the row; in a text, which has none of its own, the one counted by repeated headers."""
        return counted if self.begins else self.page

    @property
    def is_blank(self) -> bool:
        """Return whether nothing stands in the row, not even words that are struck out."""
        return not any(cell.text or cell.struck for cell in self.cells)

    @property
    def struck(self) -> tuple[int, ...]:
        """Return the columns of the cells that begin in the row and hold words that are struck out."""
        return tuple(at for at, cell in enumerate(self.cells) if cell.struck and at not in self.above)

    @property
    def text(self) -> str:
        """Return what stands in the row, in one line."""
        return " ".join(cell.text for cell in self.cells if cell.text)

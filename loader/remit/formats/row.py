"""One row of a document as it stands: what every format gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from remit.places import Place
from remit.reading import Cell, Struck

#: The number of a table that no document has: one that was made of a list, whose cells keep their places.
MADE = -1


@dataclass(frozen=True)
class Row:
    """One row of a document, or one paragraph outside its tables (a row of one cell).

    `number` counts from 1: lines of a text, rows of a table, paragraphs elsewhere.
    `begins` says where each cell begins in a line of text; `table` is 0 outside tables and where a format has none;
    `page` is 0 where it is not known; `above` are the columns that a cell of a row above reaches into (its text stands
    here again).
    `caption` is the name of the sheet that the row is of; `unseen` are the rows and columns of
    that sheet that hold something, but are hidden.
    `short` says that a row of text has fewer cells than the header of its table.
    `fills` are the colours of the cells that have one, where a format tells; `spans` says of cells over how many
    columns they go, where that is more than one; `by_colour` says that a term was made of colours.
    `level` is that of a heading, from 1, where a format tells it; `heads` says that the row of a made table is one.
    """

    number: int
    cells: tuple[Cell, ...]
    begins: tuple[int, ...] = ()
    table: int = 0
    page: int = 0
    above: frozenset[int] = frozenset()
    caption: str = ""
    unseen: frozenset[str] = frozenset()
    short: bool = False
    fills: Mapping[int, str] = field(default_factory=dict, compare=False, repr=False)
    spans: Mapping[int, int] = field(default_factory=dict, compare=False, repr=False)
    by_colour: bool = False
    level: int = 0
    heads: bool = False

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


def tidy(text: str) -> str:
    r"""Return the lines of a cell without the blanks around them and without blank lines.

    >>> tidy("  TC 1.1,  \r\n\r\n TC 2 ")
    'TC 1.1,\nTC 2'
    """
    return "\n".join(line for raw in text.splitlines() if (line := raw.strip()))


def cell_of(
    text: str,
    source: str,
    row: int,
    column: int,
    written: str | None = None,
    struck: Iterable[str] = (),
    page: int = 0,
) -> Cell:
    """Return the cell of a text; `written` is what stands in the source where that differs; `struck` no part of it."""
    text = tidy(text)
    stands = text if written is None else written
    place = Place(source, page, row, str(column), 0, len(stands), stands)
    return Cell(text, ((0, place),) if text else (), tuple(Struck(words, place) for words in struck))

"""Paragraphs and tables of a document → rows with places.

A document is a sequence of blocks; each format makes blocks, and this module makes the same rows of all.
Rows keep the number that they have in their table; those without any text are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from remit.formats import limits
from remit.formats.limits import cells_allowed, characters_allowed
from remit.formats.row import Row, cell_of, tidy
from remit.reading import Cell


@dataclass(frozen=True)
class Text:
    """One paragraph as printed; `struck` are the words in it that are struck out, which are not part of `text`.

    `before` counts the page breaks before its first word, `breaks` all of them.
    `origin` are the elements of the document in which the words stand, each with those that it gives,
    where the format tells them; a number that a list prints stands in none.
    `level` is that of a heading, from 1; 0 is a paragraph that is none.
    """

    text: str = ""
    struck: tuple[str, ...] = ()
    before: int = 0
    breaks: int = 0
    origin: tuple[tuple[object, str], ...] = field(default=(), compare=False, repr=False)
    level: int = 0


def joined(texts: Sequence[Text]) -> Text:
    """Return as one the paragraphs whose boundaries were deleted."""
    struck = tuple(words for each in texts for words in each.struck)
    origin = tuple(pair for each in texts for pair in each.origin)
    level = texts[0].level if texts else 0
    text, breaks = "".join(each.text for each in texts), sum(each.breaks for each in texts)
    return Text(text, struck, _lead(texts), breaks, origin, level)


@dataclass(frozen=True)
class Box:
    """A cell: its first column, its paragraphs; `above` says that the cell above reaches down into it.

    `fill` is the colour that it has, empty where none is told, on so many columns (`span`).
    """

    at: int
    texts: tuple[Text, ...] = ()
    above: bool = False
    fill: str = ""
    span: int = 1


@dataclass(frozen=True)
class Strip:
    """A row of a table; `breaks` counts the page breaks before it; one that is `gone` or `hidden` is not printed.

    A hidden one is counted.

    It stands so many `times` one after the other; of blank ones only the first is given. One that is `short` has fewer
    cells than the header of its table.
    """

    boxes: tuple[Box, ...]
    breaks: int = 0
    gone: bool = False
    times: int = 1
    short: bool = False
    hidden: bool = False

    @property
    def given(self) -> int:
        """Return how many rows are made of it."""
        blank = not any(box.above or any(text.text.strip() for text in box.texts) for box in self.boxes)
        return 0 if self.gone or self.hidden else 1 if blank else self.times


@dataclass(frozen=True)
class Grid:
    """A table of so many columns; `caption` and `unseen` are those of the sheet that it is (see `Row`)."""

    strips: tuple[Strip, ...]
    width: int
    caption: str = ""
    unseen: frozenset[str] = frozenset()


Block = Text | Grid


def compose(blocks: Iterable[Block], path: Path, paged: bool = False) -> list[Row]:
    """Return the rows of a sequence of blocks; `paged` says that page breaks are known."""
    composer = Composer(path, paged)
    composer.take(blocks)
    return composer.rows


class Composer:
    """Number paragraphs, tables and pages while the blocks go by.

    `texts` are the paragraphs of each cell, by the numbers of its table (0 outside tables), row and column.
    """

    def __init__(self, path: Path, paged: bool) -> None:
        self.path, self.page = path, 1 if paged else 0
        self.rows: list[Row] = []
        self.texts: dict[tuple[int, int, int], Sequence[Text]] = {}
        self.paragraphs = self.tables = 0
        self.cells = cells_allowed(path)
        self.characters = characters_allowed(path)

    def take(self, blocks: Iterable[Block]) -> None:
        """Compose the rows of a sequence of blocks."""
        for block in blocks:
            self._paragraph(block) if isinstance(block, Text) else self._table(block)

    def _paragraph(self, text: Text) -> None:
        self.paragraphs += 1
        page = self._page(text.before)
        cell = self._cell([text], page, (0, self.paragraphs, 0))
        self.page = self._page(text.breaks)
        row = Row(self.paragraphs, (cell,), page=page, level=text.level)
        self.rows += [] if row.is_blank else [row]

    def _table(self, grid: Grid) -> None:
        self._refuse_large(grid)
        self.tables += any(not strip.gone for strip in grid.strips)
        reaching: dict[int, Cell] = {}
        number = 1
        for strip in grid.strips:
            if strip.gone or strip.hidden:
                reaching = {box.at: reaching[box.at] for box in strip.boxes if box.above and box.at in reaching}
                number += strip.times if strip.hidden else 0
                continue
            for more in range(strip.given):
                reaching = self._row(strip, number + more, grid, reaching)
            number += strip.times

    def _refuse_large(self, grid: Grid) -> None:
        cells = sum(strip.given for strip in grid.strips) * grid.width
        if cells > limits.now().cells or grid.width > limits.now().columns:
            raise limits.too_many(self.path)
        self.cells.take(cells)

    def _row(self, strip: Strip, number: int, grid: Grid, reaching: dict[int, Cell]) -> dict[int, Cell]:
        """Add one row; return its cells by column, for those that the next row continues."""
        page = self._page(strip.breaks + max((_lead(box.texts) for box in strip.boxes), default=0))
        last = self._page(strip.breaks + max((sum(t.breaks for t in box.texts) for box in strip.boxes), default=0))
        above = frozenset(box.at for box in strip.boxes if box.above and box.at in reaching)
        cells = [Cell()] * grid.width
        for box in strip.boxes:
            own = box.at not in above
            cells[box.at] = self._cell(box.texts, page, (self.tables, number, box.at)) if own else reaching[box.at]
        self.page = last
        fills = {
            at: box.fill for box in strip.boxes if box.fill for at in range(box.at, min(box.at + box.span, grid.width))
        }
        spans = {box.at: box.span for box in strip.boxes if box.span > 1}
        row = Row(
            number, tuple(cells), (), self.tables, page, above, grid.caption, grid.unseen, strip.short, fills, spans
        )
        self.rows += [] if row.is_blank else [row]
        return {box.at: cells[box.at] for box in strip.boxes}

    def _page(self, breaks: int) -> int:
        return self.page + breaks if self.page else 0

    def _cell(self, texts: Sequence[Text], page: int, at: tuple[int, int, int]) -> Cell:
        text = tidy("\n".join(each.text for each in texts))
        self.characters.take(len(text))
        self.texts[at] = texts
        struck = [words for each in texts for words in each.struck]
        return cell_of(text, self.path.name, at[1], at[2], struck=struck, page=page)


def _lead(texts: Sequence[Text]) -> int:
    """Return how many page breaks stand before the first word of a cell."""
    lead = 0
    for text in texts:
        if text.text.strip():
            return lead + text.before
        lead += text.breaks
    return 0


def texts_of(blocks: Iterable[Block]) -> Iterator[Text]:
    """Yield the paragraphs of a cell; a table in it gives the paragraphs of its cells, row by row."""
    for block in blocks:
        if isinstance(block, Text):
            yield block
        else:
            for strip in block.strips:
                for box in strip.boxes:
                    if not (strip.gone or box.above):
                        yield from box.texts


def aligned(strips: Sequence[Strip], widths: Sequence[int], sliver: int) -> Grid:
    """Return the table without columns narrower than `sliver`, which only uneven borders make.

    A cell that begins at either edge of a sliver begins at the column that follows it.
    Where two cells of one row would meet so, the table stays as it is.
    """
    many = max((box.at + 1 for strip in strips for box in strip.boxes), default=0)
    if many > limits.now().columns:
        return Grid(tuple(strips), many)
    columns = _columns(widths, many, sliver)
    moved = [replace(s, boxes=tuple(_moved(box, columns) for box in s.boxes)) for s in strips]
    if any(len({box.at for box in strip.boxes}) < len(strip.boxes) for strip in moved):
        return Grid(tuple(strips), many)
    return Grid(tuple(moved), max((box.at + 1 for strip in moved for box in strip.boxes), default=0))


def _moved(box: Box, columns: Sequence[int]) -> Box:
    """Return a cell at the column of its edge, on as many columns as are between its edges."""
    end = box.at + box.span
    right = columns[end] if end < len(columns) else columns[-1] + 1
    return replace(box, at=columns[box.at], span=max(right - columns[box.at], 1))


def _columns(widths: Sequence[int], many: int, sliver: int) -> list[int]:
    """Return the column of each edge of a grid; edges nearer than a sliver share one."""
    columns, column, since = [0], 0, 0
    for index in range(many - 1):
        since += widths[index] if index < len(widths) else sliver
        if since >= sliver:
            column, since = column + 1, 0
        columns.append(column)
    return columns

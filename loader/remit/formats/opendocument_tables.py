"""A table of an OpenDocument: rows and cells that may be repeated, merged over columns, merged over rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from remit.formats import limits
from remit.formats.blocks import Box, Grid, Strip, Text
from remit.formats.limits import Allowance
from remit.formats.numerals import bounded

Texts = Callable[[Element], tuple[Text, ...]]
Colour = Callable[[Element], str]
#: A blank cell that is repeated more often has no colour that says something.
MOST_COLOURED = 60

#: What a cell holds where it displays nothing: the first of these that it has.
_VALUES = ("office|string-value", "office|date-value", "office|time-value", "office|boolean-value", "office|value")
#: How a row or a column is hidden: by hand, or by a filter.
_HIDDEN = ("collapse", "filter")
_GROUPS = {"table|table-header-rows", "table|table-rows", "table|table-row-group"}


def read_grid(table: Element, texts: Texts, colour: Colour, sheet: bool, allowed: Allowance) -> Grid:
    """Return a table; `texts` and `colour` read a cell; blank cells that a sheet repeats to its edge are left out."""
    strips, number = [], 1
    reaching: dict[int, int] = {}
    columns = frozenset(_hidden_columns(table)) if sheet else frozenset()
    unseen: set[str] = set()
    for row, breaks in _rows(table):
        times = max(bounded(row.get("table|number-rows-repeated"), 1, 1 << 30), 1)
        boxes = tuple(_boxes(row, _Reading(texts, colour, sheet), reaching))
        allowed.take(len(boxes))
        strip = Strip(boxes, breaks, times=times, hidden=sheet and row.get("table|visibility", "") in _HIDDEN)
        unseen |= set(_unseen(strip, number, columns))
        strips.append(_shown(strip, columns))
        number += times
    width = max((box.at + 1 for strip in strips for box in strip.boxes), default=0)
    return Grid(tuple(strips), width, table.get("table|name", "") if sheet else "", frozenset(unseen))


def _hidden_columns(table: Element) -> Iterator[int]:
    """Yield the columns of a sheet that are hidden, as far as columns are read."""
    at = 0
    for column in table.iter("table|table-column"):
        times = max(bounded(column.get("table|number-columns-repeated"), 1, 1 << 30), 1)
        if column.get("table|visibility", "") in _HIDDEN:
            yield from range(at, min(at + times, limits.now().columns + 1))
        at += times


def _unseen(strip: Strip, number: int, columns: Collection[int]) -> Iterator[str]:
    """Yield what is hidden of a row and holds something: the whole row, or columns by their letters."""
    filled = [box.at for box in strip.boxes if any(text.text.strip() for text in box.texts)]
    if strip.hidden and filled:
        yield f"row {number}"
    elif not strip.hidden:
        yield from (f"column {_letters(at)}" for at in filled if at in columns)


def _shown(strip: Strip, columns: Collection[int]) -> Strip:
    """Return a row without what stands in hidden columns."""
    return replace(strip, boxes=tuple(box for box in strip.boxes if box.at not in columns)) if columns else strip


def _letters(at: int) -> str:
    """Return how sheets call a column: 0 is A, 26 is AA."""
    before, last = divmod(at, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def _rows(table: Element) -> Iterator[tuple[Element, int]]:
    """Yield the rows and how many pages turn before each."""
    breaks = 0
    for element in _flat(table):
        if element.tag == "text|soft-page-break":
            breaks += 1
        else:
            yield element, breaks
            breaks = 0


def _flat(table: Element) -> Iterator[Element]:
    for element in table:
        if element.tag in _GROUPS:
            yield from _flat(element)
        elif element.tag in ("table|table-row", "text|soft-page-break"):
            yield element


@dataclass(frozen=True)
class _Reading:
    """How cells are read: their words, their colours, and whether they are those of a sheet."""

    texts: Texts
    colour: Colour
    sheet: bool


def _boxes(row: Element, read: _Reading, reaching: dict[int, int]) -> Iterator[Box]:
    """Yield the cells of a row; `reaching` says of each column how many rows a cell above still reaches down."""
    at = 0
    for cell in row:
        if cell.tag not in ("table|table-cell", "table|covered-table-cell"):
            continue
        times = max(bounded(cell.get("table|number-columns-repeated"), 1, limits.now().columns * 1_000), 1)
        if cell.tag == "table|table-cell":
            yield from _repeated(cell, at, times, read, reaching)
        else:
            yield from _covered(at, times, reaching)
        at += times


def _repeated(cell: Element, at: int, times: int, read: _Reading, reaching: dict[int, int]) -> Iterator[Box]:
    words = _texts(cell, read.texts)
    fill = read.colour(cell) if times <= MOST_COLOURED else ""
    blank = not any(text.text.strip() or text.struck for text in words)
    rows = bounded(cell.get("table|number-rows-spanned"), 1, 1 << 30)
    if blank and not fill and rows < 2 and (read.sheet or times > limits.now().columns):
        return
    across = bounded(cell.get("table|number-columns-spanned"), 1, MOST_COLOURED)
    for column in range(at, min(at + times, limits.now().columns + 1)):
        reaching[column] = rows - 1
        yield Box(column, words, fill=fill, span=across)


def _covered(at: int, times: int, reaching: dict[int, int]) -> Iterator[Box]:
    """Yield the cells of a row that cells above reach into; what a cell to the left covers is none."""
    for column in range(at, min(at + times, limits.now().columns + 1)):
        if reaching.get(column, 0) > 0:
            reaching[column] -= 1
            yield Box(column, above=True)


def _texts(cell: Element, texts: Texts) -> tuple[Text, ...]:
    """Return the paragraphs of a cell; one that displays nothing gives its value."""
    words = texts(cell)
    if any(text.text.strip() or text.struck for text in words):
        return words
    return next((Text(value),) for name in (*_VALUES, "") if (value := cell.get(name, "")) or not name)

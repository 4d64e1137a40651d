"""OpenDocument texts (ODT) and sheets (ODS): their paragraphs and tables, as printed once all changes are accepted.

Read are the text, tables in tables, text boxes, results of fields, and the numbers that lists and headings print.
Left out are notes, comments, headers and footers, hidden words, prompts, and what was deleted.
Words that are struck out are no part of the text of a cell; they are kept beside it.
Of a sheet the cells are read as they are displayed; each sheet is a table. Hidden sheets, rows and columns are left
out; of a sheet that is shown, those that hold something are named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element

from remit.formats.blocks import Block, Grid, compose, texts_of
from remit.formats.levels import labelled
from remit.formats.limits import Allowance, cells_allowed
from remit.formats.opendocument_lists import Lists, Run
from remit.formats.opendocument_styles import Styles
from remit.formats.opendocument_tables import read_grid
from remit.formats.opendocument_text import LEFT_OUT, read_paragraph
from remit.formats.package import Package
from remit.formats.row import Row


def rows_of_odt(data: bytes, path: Path) -> list[Row]:
    """Return the rows of an OpenDocument text; what is none, or cannot be read within limits, is a SourceError."""
    return _composed(data, path, "odt", "text")


def rows_of_ods(data: bytes, path: Path) -> list[Row]:
    """Return the rows of an OpenDocument sheet; what is none, or cannot be read within limits, is a SourceError."""
    return _composed(data, path, "ods", "spreadsheet")


def _composed(data: bytes, path: Path, kind: str, what: str) -> list[Row]:
    package = Package(data, path, kind)
    if b"encryption-data" in (package.part("META-INF/manifest.xml") or b""):
        raise package.error("the document is protected by a password; save it without one")
    content, common = package.tree("content.xml"), package.tree("styles.xml")
    body = content.find(f"office|body/office|{what}") if content is not None else None
    if content is None or body is None:
        raise package.error(f"holds no {what}; open it in an office and save it as .{kind}")
    soft = next(body.iter("text|soft-page-break"), None) is not None
    paged = soft or body.get("text|use-soft-page-breaks") == "true"
    try:
        reader = _Reader(
            Styles([content] if common is None else [content, common]), what != "text", cells_allowed(path)
        )
        return compose(reader.blocks(body), path, paged)
    except RecursionError as error:
        raise package.error("tables or lists are nested too deeply; take them apart") from error


class _Reader:
    """Read paragraphs, lists and tables in their order, so that lists count as they are printed."""

    def __init__(self, styles: Styles, sheet: bool, cells: Allowance) -> None:
        self.styles, self.sheet, self.cells, self.lists = styles, sheet, cells, Lists(styles)
        self.turned = 0  # page breaks since the last block
        self.begun = False  # the style of the first page turns none

    def blocks(self, container: Element) -> Iterator[Block]:
        """Yield the paragraphs and tables of a text, a section, a cell or a shape."""
        for element in container:
            yield from self._one(element)

    def _one(self, element: Element) -> Iterator[Block]:
        tag = element.tag
        if tag in ("text|p", "text|h"):
            yield from self._paragraph(element, self.lists.heading(element) if tag == "text|h" else "")
        elif tag == "text|list":
            yield from self._list(element, None)
        elif tag == "table|table":
            if not (self.sheet and self.styles.is_hidden_sheet(element.get("table|style-name", ""))):
                yield self._table(element)
        elif tag == "text|soft-page-break":
            self.turned += 1
        elif tag not in LEFT_OUT and element.get("text|display") != "none":
            yield from self.blocks(element)

    def _paragraph(self, element: Element, label: str) -> Iterator[Block]:
        turned, self.turned = self.turned, 0
        text, shapes = read_paragraph(element, self.styles)
        turned -= self._first("paragraph", element.get("text|style-name", ""))
        before, breaks = text.before + turned, text.breaks + turned
        yield replace(text, text=labelled(label, text.text), before=before, breaks=breaks)
        for shape in shapes:
            yield from self.blocks(shape)

    def _list(self, element: Element, outer: Run | None) -> Iterator[Block]:
        run = self.lists.begin(element, outer)
        for item in element:
            yield from self._item(item, run)

    def _item(self, item: Element, run: Run) -> Iterator[Block]:
        """Yield what stands in an item; its first paragraph has the number."""
        first = item.tag == "text|list-item"
        for element in item:
            if element.tag in ("text|p", "text|h"):
                style, start = element.get("text|style-name", ""), item.get("text|start-value")
                yield from self._paragraph(element, self.lists.item(run, style, start) if first else "")
            elif element.tag == "text|list":
                yield from self._list(element, run)
            else:
                yield from self._one(element)
            first = False

    def _table(self, element: Element) -> Grid:
        style = element.get("table|style-name", "")
        turned = self.turned + self.styles.turns("table", style) - self._first("table", style)
        self.turned = 0
        grid = read_grid(element, lambda cell: tuple(texts_of(self.blocks(cell))), self._colour, self.sheet, self.cells)
        if not (turned and grid.strips):
            return grid
        first, *others = grid.strips
        return replace(grid, strips=(replace(first, breaks=first.breaks + turned), *others))

    def _colour(self, cell: Element) -> str:
        return self.styles.colour(cell.get("table|style-name", ""))

    def _first(self, family: str, style: str) -> int:
        """Return the page that the style of the very first block turns, which is the first page."""
        first, self.begun = not self.begun, True
        return self.styles.turns(family, style) if first else 0

"""A Word document (DOCX): its paragraphs and tables, as printed once all tracked changes are accepted.

Read are the text, tables in tables, text boxes, content controls, results of fields, and the numbers that lists print.
Left out are notes, comments, headers and footers, hidden words, prompts, and what was deleted or moved away.
Words that are struck out are no part of the text of a cell; they are kept beside it.
Not attempted: documents embedded in the document, pictures, shapes without text.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree.ElementTree import Element

from remit.formats import limits
from remit.formats.blocks import (
    Block,
    Box,
    Grid,
    Strip,
    Text,
    aligned,
    compose,
    joined,
    texts_of,
)
from remit.formats.levels import labelled
from remit.formats.numerals import bounded
from remit.formats.package import Package
from remit.formats.row import Row
from remit.formats.word_numbers import Numbers
from remit.formats.word_styles import Styles, value
from remit.formats.word_text import chosen, is_placeholder, read_paragraph

#: The namespace whose names stand bare, and columns of a grid narrower than this (in 20ths of a point) are none: 3 mm.
_BARE, SLIVER = "wordprocessingml", 170
#: Wrappers through which the paragraphs, rows and cells within are seen.
_SEEN_THROUGH = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"}


def rows_of_docx(data: bytes, path: Path) -> list[Row]:
    """Return the rows of a Word document; what is none, or cannot be read within limits, is a SourceError."""
    body = body_of_docx(data, path)
    return compose(body.blocks, path, body.paged)


@dataclass(frozen=True)
class Body:
    """The text of a Word document: the name of its part, its tree, what stands in it; `paged` as in `compose`."""

    part: str
    root: Element
    blocks: tuple[Block, ...]
    paged: bool


def body_of_docx(data: bytes, path: Path) -> Body:
    """Return the paragraphs and tables of a Word document, in order."""
    package = Package(data, path, "docx")
    main = _main(package)
    root = package.tree(main, _BARE)
    body = root.find("body") if root is not None else None
    if root is None or body is None:
        raise package.error("holds no Word text; open it in Word and save it as .docx")
    parts = _related(package, main)
    styles = Styles(package.tree(parts.get("styles", ""), _BARE))
    numbers = Numbers(package.tree(parts.get("numbering", ""), _BARE), styles)
    paged = next(root.iter("lastRenderedPageBreak"), None) is not None
    try:
        return Body(main, root, tuple(_Reader(styles, numbers).blocks(body)), paged)
    except RecursionError as error:
        raise package.error("tables or fields are nested too deeply; take them apart") from error


def _main(package: Package) -> str:
    """Return the name of the part that holds the text."""
    return _related(package, "").get("officeDocument", "word/document.xml")


def _related(package: Package, part: str) -> dict[str, str]:
    """Return kind → name of the parts that a part is related to; what lies outside the package is not."""
    folder, name = posixpath.split(part)
    root = package.tree(posixpath.join(folder, "_rels", name + ".rels"), "relationships")
    found: dict[str, str] = {}
    for each in root.findall("Relationship") if root is not None else ():
        if each.get("TargetMode") != "External":
            kind = posixpath.basename(each.get("Type", ""))
            found.setdefault(kind, posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))))
    return found


class _Reader:
    """Read paragraphs and tables in their order, so that lists count as they are printed."""

    def __init__(self, styles: Styles, numbers: Numbers) -> None:
        self.styles, self.numbers = styles, numbers

    def blocks(self, container: Element) -> list[Block]:
        """Return the paragraphs and tables of a body, a cell or a text box."""
        blocks: list[Block] = []
        begun: list[Text] = []  # paragraphs whose ends were deleted
        for element in _within(container, {"p", "tbl"}):
            if element.tag == "tbl":
                blocks.append(self._grid(element))
                continue
            paragraph = read_paragraph(element, self.styles, self.numbers)
            begun.append(paragraph.text)
            if not paragraph.goes_on:
                whole = joined(begun)
                blocks.append(replace(whole, text=labelled(paragraph.label, whole.text)))
                begun = []
            for box in paragraph.boxes:
                blocks += self.blocks(box)
        return [*blocks, joined(begun)] if begun else blocks

    def _grid(self, table: Element) -> Grid:
        strips: list[Strip] = []
        for row in _within(table, {"tr"}):
            strips.append(self._strip(row, _reaching(strips[-1]) if strips else set()))
        grid = table.find("tblGrid")
        widths = [bounded(column.get("w"), SLIVER) for column in grid.findall("gridCol")] if grid is not None else []
        return aligned(strips, widths, SLIVER)

    def _strip(self, row: Element, reaching: set[int]) -> Strip:
        """Return a row; `reaching` are the columns whose cells in the row above can reach into it."""
        properties = row.find("trPr")
        gone = properties is not None and properties.find("del") is not None
        at = _number(properties, "gridBefore", 0)
        boxes = []
        for cell in _within(row, {"tc"}):
            about = cell.find("tcPr")
            if about is None or about.find("cellDel") is None:
                span = max(_number(about, "gridSpan", 1), 1)
                boxes.append(replace(self._box(cell, about, at, gone, at in reaching), fill=_fill(about), span=span))
                at += span
        return Strip(tuple(boxes), gone=gone)

    def _box(self, cell: Element, about: Element | None, at: int, gone: bool, reached: bool) -> Box:
        above = reached and _goes_on(about, "vMerge")
        hidden = gone or above or _goes_on(about, "hMerge")
        return Box(at, () if hidden else tuple(texts_of(self.blocks(cell))), above)


def _reaching(strip: Strip) -> set[int]:
    return {box.at for box in strip.boxes if box.above or not strip.gone}


def _number(properties: Element | None, name: str, default: int) -> int:
    element = properties.find(name) if properties is not None else None
    return default if element is None else bounded(value(element), default, limits.now().columns)


def _fill(properties: Element | None) -> str:
    """Return the colour that fills a cell, empty for none and for white."""
    shade = properties.find("shd") if properties is not None else None
    colour = shade.get("fill", "auto").upper() if shade is not None else "AUTO"
    return "" if colour in ("AUTO", "FFFFFF") else colour


def _goes_on(properties: Element | None, name: str) -> bool:
    """Return whether a cell goes on with the one above it (`vMerge`) or before it (`hMerge`)."""
    merge = properties.find(name) if properties is not None else None
    if merge is None and name == "vMerge" and properties is not None:
        tracked = properties.find("cellMerge")
        return tracked is not None and tracked.get("vMerge") == "cont"
    return merge is not None and value(merge, "continue") == "continue"


def _within(element: Element, wanted: set[str]) -> Iterator[Element]:
    """Yield the wanted elements below one, looking through wrappers."""
    for child in element:
        if child.tag in wanted:
            yield child
        elif child.tag in _SEEN_THROUGH and not is_placeholder(child):
            yield from _within(child, wanted)
        elif child.tag == "markup-compatibility|AlternateContent":
            yield from _within(chosen(child), wanted)

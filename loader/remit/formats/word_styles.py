"""What the styles of a Word document say that changes the words: hidden, struck out, numbered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from remit.formats.numerals import bounded

#: How many styles may be based on each other.
_DEEPEST = 20
#: What Word calls the style of a heading in every language, and that of the title of a document.
HEADING, TITLE = re.compile(r"heading ([1-9])", re.IGNORECASE), "title"
_OFF = {"0", "false", "off", "none"}


class Styles:
    """The styles of one document, by id; of `root` None there are none."""

    def __init__(self, root: Element | None) -> None:
        found = root.findall("style") if root is not None else []
        self.styles = {style.get("styleId", ""): style for style in found}
        defaults = (s for s in found if s.get("type") == "paragraph" and s.get("default") in {"1", "true", "on"})
        self.default = next((style.get("styleId", "") for style in defaults), "")
        self.known: dict[tuple[str, str], bool | None] = {}
        self.lists: dict[str, tuple[str, int | None]] = {}

    def flag(self, style: str, name: str) -> bool | None:
        """Return whether a style switches `name` (`vanish`, `strike`) on or off; None where it does not say."""
        at = style, name
        if at not in self.known:
            says = (switched(each.find("rPr"), name) for each in self._chain(style))
            self.known[at] = next((said for said in says if said is not None), None)
        return self.known[at]

    def numbering(self, style: str) -> tuple[str, int | None]:
        """Return the list that a style belongs to and the level, empty and None where it does not say."""
        if style not in self.lists:
            said = [list_of(each.find("pPr")) for each in self._chain(style)]
            number = next((number for number, _ in said if number), "")
            self.lists[style] = number, next((level for _, level in said if level is not None), None)
        return self.lists[style]

    def heading(self, style: str) -> int:
        """Return the level of a heading of a style, from 1; 0 where it is none."""
        for each in self._chain(style):
            level = each.find("pPr/outlineLvl")
            if level is not None:
                return (bounded(value(level), 9, 9) + 1) % 10
            if named := HEADING.fullmatch(value(each.find("name"))):
                return int(named[1])
            if value(each.find("name")).lower() == TITLE:
                return 1
        return 0

    def _chain(self, style: str) -> Iterator[Element]:
        """Yield a style and those that it is based on."""
        for _ in range(_DEEPEST):
            element = self.styles.get(style)
            if element is None:
                return
            yield element
            style = value(element.find("basedOn"))


def value(element: Element | None, default: str = "") -> str:
    """Return what an element sets."""
    return default if element is None else element.get("val", default)


def switched(properties: Element | None, name: str) -> bool | None:
    """Return whether properties switch `name` on or off; None where they do not say."""
    element = properties.find(name) if properties is not None else None
    return None if element is None else value(element, "on") not in _OFF


def list_of(properties: Element | None) -> tuple[str, int | None]:
    """Return the list that a paragraph's properties name and the level, empty and None where they do not."""
    numbered = properties.find("numPr") if properties is not None else None
    if numbered is None:
        return "", None
    level = numbered.find("ilvl")
    return value(numbered.find("numId")), None if level is None else bounded(value(level), 0, 8)

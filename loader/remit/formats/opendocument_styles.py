"""What the styles of an OpenDocument say that changes the words: hidden, struck out, on a new page, numbered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from remit.formats.levels import LONGEST, Level
from remit.formats.numerals import bounded

#: How many styles may be based on each other, and how many levels a list has.
_DEEPEST, _LEVELS = 20, 10
_FO = "xsl-fo-compatible|"
#: Format of numbering → its style; Russian ones say so.
_FORMATS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "": "none",
    "а": "russianLower",
    "А": "russianUpper",
}


class Styles:
    """The styles of one document; `roots` are its parts, the first has the last word."""

    def __init__(self, roots: list[Element]) -> None:
        self.styles: dict[tuple[str, str], Element] = {}
        self.lists: dict[str, dict[int, Level]] = {}
        self.outline: dict[int, Level] = {}
        for root in reversed(roots):
            for style in root.iter("style|style"):
                self.styles[style.get("style|family", ""), style.get("style|name", "")] = style
            for style in root.iter("text|list-style"):
                self.lists[style.get("style|name", "")] = levels(style)
            for style in root.iter("text|outline-style"):
                self.outline = levels(style)
        self.known: dict[tuple[str, str, str, str], str] = {}

    def value(self, family: str, name: str, properties: str, attribute: str) -> str:
        """Return what a style sets, by itself or by the styles that it is based on; empty where nothing."""
        at = family, name, properties, attribute
        if at not in self.known:
            found = (each.find(f"style|{properties}-properties") for each in self._chain(family, name))
            set_so = (each.get(attribute, "") for each in found if each is not None)
            self.known[at] = next((value for value in set_so if value), "")
        return self.known[at]

    def hidden(self, family: str, name: str) -> bool | None:
        """Return whether a style hides its words; None where it does not say."""
        said = self.value(family, name, "text", "text|display")
        return said == "none" if said else None

    def struck(self, family: str, name: str) -> bool | None:
        """Return whether a style strikes its words out; None where it does not say."""
        said = self.value(family, name, "text", "style|text-line-through-style")
        said = said or self.value(family, name, "text", "style|text-line-through-type")
        return said != "none" if said else None

    def turns(self, family: str, name: str) -> int:
        """Return how many pages a paragraph or table of a style turns before it begins."""
        chain = self._chain(family, name)
        paged = self.value(family, name, family, f"{_FO}break-before") == "page"
        return int(paged or any(style.get("style|master-page-name") for style in chain))

    def is_hidden_sheet(self, name: str) -> bool:
        """Return whether a style hides the sheet that has it."""
        return self.value("table", name, "table", "table|display") == "false"

    def colour(self, name: str) -> str:
        """Return the colour with which a style fills a cell; empty for none and for white."""
        said = self.value("table-cell", name, "table-cell", f"{_FO}background-color").lower()
        return "" if said in ("transparent", "#ffffff") else said

    def list_style(self, paragraph: str) -> str:
        """Return the list style that a style of paragraphs brings along."""
        named = (style.get("style|list-style-name", "") for style in self._chain("paragraph", paragraph))
        return next((name for name in named if name), "")

    def _chain(self, family: str, name: str) -> Iterator[Element]:
        for _ in range(_DEEPEST):
            style = self.styles.get((family, name))
            if style is None:
                return
            yield style
            name = style.get("style|parent-style-name", "")


def levels(style: Element) -> dict[int, Level]:
    """Return the levels of a list style, from 0."""
    found = {bounded(each.get("text|level"), 1, _LEVELS) - 1: each for each in style if each.get("text|level")}
    return {at: _level(at, each, found) for at, each in found.items()}


def _level(at: int, element: Element, others: dict[int, Element]) -> Level:
    if element.tag.endswith("-bullet"):
        return Level(style="bullet", form=element.get("text|bullet-char", ""))
    if element.tag.endswith("-image"):
        return Level(style="bullet")
    style = _style(element)
    glue = "" if _glued(element) else " "
    form = _form(at, element, others, style)[:LONGEST]
    return Level(bounded(element.get("text|start-value"), 1), style, form, glue)


def _form(at: int, element: Element, others: dict[int, Element], style: str) -> str:
    """Return the form of a number: as newer offices write it whole, or put together of prefix, levels and suffix."""
    for name, form in element.attrib.items():
        if name.endswith("|num-list-format"):
            return re.sub(r"%(\d+)%", r"%\1", form)
    if style == "none":
        return element.get("style|num-prefix", "") + element.get("style|num-suffix", "")
    first = at + 1 - bounded(element.get("text|display-levels"), 1, _LEVELS)
    shown = [n for n in range(max(first, 0), at + 1) if n == at or (n in others and _style(others[n]) != "none")]
    numbers = ".".join(f"%{n + 1}" for n in shown)
    return element.get("style|num-prefix", "") + numbers + element.get("style|num-suffix", "")


def _style(element: Element) -> str:
    return _FORMATS.get(element.get("style|num-format", "")[:1], "decimal")


def _glued(element: Element) -> bool:
    alignment = next(element.iter("style|list-level-label-alignment"), None)
    return alignment is not None and alignment.get("text|label-followed-by") == "nothing"

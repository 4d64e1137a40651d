"""One paragraph of an OpenDocument text, as it is printed once all tracked changes are accepted."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from remit.formats.blocks import Text
from remit.formats.numerals import bounded
from remit.formats.opendocument_styles import Styles

#: What is no part of the printed words: notes, comments, prompts, what was deleted, hidden fields, phonetics.
LEFT_OUT = {
    "text|note",
    "office|annotation",
    "text|placeholder",
    "text|tracked-changes",
    "text|hidden-text",
    "text|ruby-text",
    "text|number",
    "text|script",
    "office|forms",
    "table|shapes",
    "office|event-listeners",
}
_WRITTEN = {"text|tab": "\t", "text|line-break": "\n"}
_BLANKS = re.compile(r"[ \t\r\n]+")
_SOFT_HYPHEN = "\xad"
#: The most blanks that one element may stand for.
_MOST_BLANKS = 1_000


def read_paragraph(element: Element, styles: Styles) -> tuple[Text, list[Element]]:
    """Return what a paragraph prints, and the shapes anchored in it, which may hold text."""
    style = element.get("text|style-name", "")
    reader = _Reader(styles)
    reader.breaks = reader.before = styles.turns("paragraph", style)
    hidden = bool(styles.hidden("paragraph", style)) or any(
        field.get("text|is-hidden") == "true" for field in element.iter("text|hidden-paragraph")
    )
    if not hidden:
        reader.inside(element, bool(styles.struck("paragraph", style)))
    struck = "".join(reader.struck).strip()
    level = bounded(element.get("text|outline-level"), 1, 10) if element.tag == "text|h" else 0
    kept, gone = "".join(reader.kept), (struck,) if struck else ()
    return Text(kept, gone, reader.before, reader.breaks, (), level), reader.shapes


class _Reader:
    """Walk through a paragraph; write down what is printed, white space as the format wants it."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.kept: list[str] = []
        self.struck: list[str] = []
        self.shapes: list[Element] = []
        self.before = self.breaks = 0
        self.blank = True  # white space that follows white space is nothing

    def inside(self, element: Element, struck: bool) -> None:
        """Read what stands in an element, which is struck out or not."""
        self._words(element.text, struck)
        for child in element:
            self._one(child, struck)
            self._words(child.tail, struck)

    def _one(self, element: Element, struck: bool) -> None:
        tag = element.tag
        if tag in LEFT_OUT:
            return
        if tag == "text|s":
            self._write(" " * bounded(element.get("text|c"), 1, _MOST_BLANKS), struck)
        elif tag in _WRITTEN:
            self._write(_WRITTEN[tag], struck)
        elif tag == "text|soft-page-break":
            self.breaks += 1
            self.before += not any(text.strip() for text in self.kept)
        elif tag.startswith("drawing|"):
            self.shapes.append(element)
        elif tag == "text|span":
            self._span(element, struck)
        else:
            self.inside(element, struck)

    def _span(self, element: Element, struck: bool) -> None:
        style = element.get("text|style-name", "")
        if self.styles.hidden("text", style):
            return
        said = self.styles.struck("text", style)
        self.inside(element, struck if said is None else said)

    def _words(self, text: str | None, struck: bool) -> None:
        words = _BLANKS.sub(" ", text or "")
        words = words[1:] if self.blank and words.startswith(" ") else words
        if words:
            self._write(words, struck)
            self.blank = words.endswith(" ")

    def _write(self, text: str, struck: bool) -> None:
        (self.struck if struck else self.kept).append(text.replace(_SOFT_HYPHEN, ""))
        self.blank = False

"""One paragraph of a Word document, as it is printed once all tracked changes are accepted."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from remit.formats.blocks import Text
from remit.formats.levels import BULLET
from remit.formats.numerals import bounded
from remit.formats.word_numbers import Numbers
from remit.formats.word_styles import Styles, list_of, switched, value

#: What is no part of the printed words: properties, what was deleted or moved away, instructions, phonetics.
_LEFT_OUT = {"pPr", "rPr", "sdtPr", "sdtEndPr", "del", "moveFrom", "instrText", "delText", "delInstrText", "rt"}
_NOTES = {"footnoteReference", "endnoteReference", "commentReference", "footnoteRef", "endnoteRef", "annotationRef"}
_WRITTEN = {"tab": "\t", "ptab": "\t", "cr": "\n", "br": "\n", "noBreakHyphen": "‑"}
SOFT_HYPHEN = "\xad"

#: The letters of the font Symbol that programmes use: Greek (micro, ohm) and signs.
_SYMBOL = dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))
_SYMBOL |= dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True))
_SYMBOL |= {0x2D: "−", 0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: BULLET, 0xD7: "⋅"}


@dataclass
class Paragraph:
    """A paragraph: its words, the number that a list prints before them, the text boxes anchored in it.

    `goes_on` says that its end was deleted, so that the next one goes on in it.
    """

    text: Text
    label: str
    boxes: list[Element]
    goes_on: bool


@dataclass
class _Words:
    """What was met so far in a paragraph."""

    kept: list[str] = field(default_factory=list)
    origin: list[tuple[object, str]] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    fields: list[bool] = field(default_factory=list)  # of each open field, whether its result has begun
    before: int = 0
    breaks: int = 0

    def write(self, text: str, struck: bool, element: Element) -> None:
        """Add printed words, with the element that gives them; an instruction of a field is none."""
        if text and all(self.fields):
            (self.struck if struck else self.kept).append(text.replace(SOFT_HYPHEN, ""))
            if not struck:
                self.origin.append((element, text))

    def turn_page(self) -> None:
        """Count a page break."""
        self.breaks += 1
        self.before += not any(text.strip() for text in self.kept)


def read_paragraph(element: Element, styles: Styles, numbers: Numbers) -> Paragraph:
    """Return what a paragraph prints, with the number that a list gives it."""
    properties = element.find("pPr")
    mark = properties.find("rPr") if properties is not None else None
    style = value(properties.find("pStyle")) if properties is not None else ""
    words = _Words()
    _Reader(words, styles, style or styles.default).children(element)
    kept, struck = "".join(words.kept), "".join(words.struck).strip()
    goes_on = mark is not None and (mark.find("del") is not None or mark.find("moveFrom") is not None)
    hidden = goes_on or (bool(switched(mark, "vanish")) and not kept.strip())
    label = "" if hidden else _label(properties, style or styles.default, styles, numbers)
    origin, level = tuple(words.origin), styles.heading(style)
    text = Text(kept, (struck,) if struck else (), words.before, words.breaks, origin, level)
    return Paragraph(text, "" if _is_struck(mark) else label, words.boxes, goes_on)


def _label(properties: Element | None, style: str, styles: Styles, numbers: Numbers) -> str:
    """Return what a list prints before a paragraph, with the blank after it."""
    number, level = list_of(properties)
    by_style, its_level = styles.numbering(style)
    return numbers.before(number or by_style, its_level if level is None else level, style)


def _is_struck(properties: Element | None) -> bool:
    return bool(switched(properties, "strike") or switched(properties, "dstrike"))


class _Reader:
    """Walk through a paragraph of a style; write down what is printed."""

    def __init__(self, words: _Words, styles: Styles, style: str) -> None:
        self.words, self.styles, self.style = words, styles, style

    def children(self, element: Element) -> None:
        """Read what stands in an element."""
        for child in element:
            self.one(child, False)

    def one(self, element: Element, struck: bool) -> None:
        """Read one element; `struck` says that it is struck out."""
        tag = element.tag
        if tag == "t" or tag == "math|t":
            self.words.write(element.text or "", struck, element)
        elif tag == "r":
            self._run(element)
        elif tag == "lastRenderedPageBreak":
            self.words.turn_page()
        elif tag in _WRITTEN:
            self.words.write(_WRITTEN[tag], struck, element)
        elif tag == "sym":
            self.words.write(_symbol(element), struck, element)
        elif tag == "fldChar":
            self._field(element.get("fldCharType", ""))
        elif tag == "txbxContent":
            self.words.boxes.append(element)
        elif tag == "markup-compatibility|AlternateContent":
            for child in chosen(element):
                self.one(child, struck)
        elif tag not in _LEFT_OUT and not is_placeholder(element):
            for child in element:
                self.one(child, struck)

    def _run(self, run: Element) -> None:
        properties = run.find("rPr")
        if any(child.tag in _NOTES for child in run) or self._says(properties, "vanish"):
            return
        struck = self._says(properties, "strike") or self._says(properties, "dstrike")
        for child in run:
            self.one(child, struck)

    def _says(self, properties: Element | None, name: str) -> bool:
        """Return whether a run is so, by itself, by its style, or by the style of the paragraph."""
        own = switched(properties, name)
        style = properties.find("rStyle") if own is None and properties is not None else None
        by_style = self.styles.flag(value(style), name) if style is not None else None
        said = own if own is not None else by_style
        return bool(self.styles.flag(self.style, name) if said is None else said)

    def _field(self, kind: str) -> None:
        """Follow a field: instruction, result, end."""
        if kind == "begin":
            self.words.fields.append(False)
        elif kind == "separate" and self.words.fields:
            self.words.fields[-1] = True
        elif kind == "end" and self.words.fields:
            self.words.fields.pop()


def is_placeholder(element: Element) -> bool:
    """Return whether a content control still shows its prompt and not what somebody wrote."""
    return element.tag == "sdt" and bool(switched(element.find("sdtPr"), "showingPlcHdr"))


def chosen(element: Element) -> Element:
    """Return the one of the alternatives that is read: the first choice, else what falls back."""
    choice = element.find("markup-compatibility|Choice")
    fallback = element.find("markup-compatibility|Fallback") if choice is None else choice
    return Element("none") if fallback is None else fallback


def _symbol(element: Element) -> str:
    """Return a character of a symbol font; one that is not known is the sign for that."""
    try:
        code = int(element.get("char", ""), 16)
    except ValueError:
        return ""
    if 0xF000 <= code <= 0xF0FF:
        return _SYMBOL.get(code - 0xF000, "\ufffd") if element.get("font") == "Symbol" else "\ufffd"
    return chr(code) if bounded(str(code), 0) == code and code < 0xD800 else "\ufffd"

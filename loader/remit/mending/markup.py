"""The elements of an XML text with the bytes that they take, so that a few can be changed and all others stay.

A parser that writes a tree again changes quotes, blanks and the order of namespaces; here nothing is written again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape

from remit.mending.edits import NotWritable

_DECLARED = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")


@dataclass
class Element:
    """One element: its name as written (`w:t`) and where in the bytes it begins, its content begins and ends, it ends.

    `text` is the text that stands in it itself.
    """

    name: str
    parent: Element | None
    start: int
    content: int = 0
    close: int = 0
    end: int = 0
    text: str = ""
    children: list[Element] = field(default_factory=list, repr=False)

    @property
    def local(self) -> str:
        """Return the name without its prefix."""
        return self.name.rpartition(":")[2]

    @property
    def prefix(self) -> str:
        """Return the prefix with its colon, empty where there is none."""
        return self.name[: len(self.name) - len(self.local)]

    def within(self, *names: str) -> Element | None:
        """Return the nearest element around this one that has one of these local names."""
        around = self.parent
        while around is not None and around.local not in names:
            around = around.parent
        return around


def elements(data: bytes) -> list[Element]:
    """Return the elements of an XML text in the order in which they begin; it must be UTF-8."""
    declared = _DECLARED.match(data)
    if declared and declared[1].lower() not in (b"utf-8", b"us-ascii"):
        raise NotWritable(f"its XML is not UTF-8 but {declared[1].decode()}; save the document anew")
    return _Reader(data).found


class _Reader:
    """Follow a parser through the bytes."""

    def __init__(self, data: bytes) -> None:
        self.data, self.found = data, list[Element]()
        self.open: list[Element] = []
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.Parse(data, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        around = self.open[-1] if self.open else None
        element = Element(name, around, self.parser.CurrentByteIndex)
        element.content = tag_end(self.data, element.start)
        if around is not None:
            around.children.append(element)
        self.open.append(element)
        self.found.append(element)

    def _end(self, name: str) -> None:
        element = self.open.pop()
        if self.data[element.content - 2 : element.content] == b"/>":
            element.close = element.end = element.content
        else:
            element.close = self.parser.CurrentByteIndex
            element.end = tag_end(self.data, element.close)

    def _text(self, text: str) -> None:
        if self.open:
            self.open[-1].text += text


_TAG = re.compile(rb"""<[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>""")


def tag_end(data: bytes, start: int) -> int:
    """Return where the tag that begins at `start` ends."""
    found = _TAG.match(data, start)
    assert found is not None, "a parser has found a tag here"
    return found.end()


def words(text: str) -> bytes:
    """Return a text as it stands in XML."""
    return escape(text).encode("utf-8")

"""The colours of cells of a web page: by attribute, by style, or by the class that a style of the page colours."""

from __future__ import annotations

import re

from lxml import etree

#: A longer style sheet is not looked at, in characters.
MAX_STYLE = 100_000
_BACKGROUND = re.compile(
    r"background(?:-color)?\s*:\s*(?P<colour>#[0-9a-f]{3,8}|[a-z]{3,25}|rgba?\([\d.,%\s/]{5,40}\))", re.I
)
_RULE = re.compile(r"(?P<names>[^{}]{1,500})\{(?P<says>[^{}]{1,2000})\}")
_CLASS = re.compile(r"(?:[\w#.-]+\s+)*(?:td|th)?\.(?P<name>[\w-]+)", re.I)
#: What is no colour of its own.
_NONE = ("none", "transparent", "inherit", "initial", "unset", "white", "#fff", "#ffffff", "url")


def colour_of(cell: etree._Element) -> str:
    """Return the colour of a cell; empty for none and for white."""
    found = _BACKGROUND.search(cell.get("style", ""))
    said = (found["colour"] if found else cell.get("bgcolor", "")).strip().lower()
    return "" if said in _NONE else said[:50]


def dye(root: etree._Element) -> None:
    """Write into each cell, as its colour, what the styles of the page say of its class."""
    colours: dict[str, str] = {}
    for style in root.iter("style"):
        for rule in _RULE.finditer((style.text or "")[:MAX_STYLE]):
            if found := _BACKGROUND.search(rule["says"]):
                names = (_CLASS.fullmatch(name.strip()) for name in rule["names"].split(","))
                colours |= {named["name"]: found["colour"] for named in names if named}
    for cell in root.iter("td", "th") if colours else ():
        own = next((colours[name] for name in cell.get("class", "").split() if name in colours), "")
        if own and not cell.get("bgcolor"):
            cell.set("bgcolor", own)

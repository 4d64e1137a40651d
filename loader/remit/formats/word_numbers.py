"""The numbers that Word prints before the paragraphs of a list, which stand nowhere in its text.

Each list (`numId`) is made after a pattern (`abstractNum`) of nine levels; lists of one pattern count on together.
"""

from __future__ import annotations

from dataclasses import replace
from xml.etree.ElementTree import Element

from remit.formats.levels import LONGEST, Level, label
from remit.formats.numerals import bounded
from remit.formats.word_styles import Styles, switched, value

#: How many lists may lead to each other.
_FARTHEST = 20


class Numbers:
    """The lists of one document, counting; ask for the paragraphs in their order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self.styles = styles
        top: Element = Element("numbering") if root is None else root
        self.patterns = {each.get("abstractNumId", ""): each for each in top.findall("abstractNum")}
        self.lists = {each.get("numId", ""): each for each in top.findall("num")}
        self.levels: dict[str, dict[int, Level]] = {}
        self.counts: dict[str, dict[int, int]] = {}
        self.begun: set[tuple[str, int]] = set()
        self.made: dict[str, dict[int, Level]] = {}
        self.starts: dict[str, dict[int, int]] = {}
        self.of: dict[str, str] = {}

    def before(self, number: str, level: int | None, style: str) -> str:
        """Return what the list prints before the next paragraph, whose style tells the level where it does not."""
        if number in ("", "0") or number not in self.lists:
            return ""
        levels = self._levels(number)
        at = next((n for n, each in levels.items() if each.named == style != ""), 0) if level is None else level
        return label(at, levels, self._counted(number, at, levels)) if at in levels else ""

    def _counted(self, number: str, at: int, levels: dict[int, Level]) -> dict[int, int]:
        """Count one paragraph on; return the counts of all levels."""
        counts = self.counts.setdefault(self._pattern(number), {})
        begins = self._begins(number, at)
        if begins is not None and (number, at) not in self.begun:
            counts[at] = begins
        else:
            counts[at] = counts[at] + 1 if at in counts else levels[at].start
        self.begun.add((number, at))
        for upper in range(at):
            counts.setdefault(upper, levels[upper].start if upper in levels else 1)
        for deeper in [n for n in counts if n > at and self._restarts(levels.get(n), at)]:
            del counts[deeper]
        return counts

    def _restarts(self, level: Level | None, after: int) -> bool:
        """Return whether a level counts anew after a paragraph of the level `after`."""
        return level is None or level.restart < 0 or after < level.restart

    def _begins(self, number: str, at: int) -> int | None:
        """Return the number with which a list overrides the begin of a level, None where it does not."""
        if number not in self.starts:
            overrides = self.lists[number].findall("lvlOverride")
            starts = ((bounded(each.get("ilvl"), 0, 8), each.find("startOverride")) for each in overrides)
            self.starts[number] = {n: bounded(value(start), 1) for n, start in starts if start is not None}
        return self.starts[number].get(at)

    def _pattern(self, number: str) -> str:
        """Return the id of a list's pattern; one that only names a style is followed to the style's list."""
        if number not in self.of:
            self.of[number] = self._followed(number)
        return self.of[number]

    def _followed(self, number: str) -> str:
        for _ in range(_FARTHEST):
            pattern = value(self.lists[number].find("abstractNumId"))
            element = self.patterns.get(pattern)
            link = value(element.find("numStyleLink")) if element is not None else ""
            following = self.styles.numbering(link)[0] if link else ""
            if following not in self.lists or following == number:
                return pattern
            number = following
        return ""

    def _levels(self, number: str) -> dict[int, Level]:
        """Return the levels of a list: those of its pattern, and its own in their place."""
        if number not in self.levels:
            pattern = self._pattern(number)
            if pattern not in self.made:
                found = self.patterns.get(pattern, Element("none")).findall("lvl")
                self.made[pattern] = {bounded(each.get("ilvl"), 0, 8): _level(each) for each in found}
            overrides = self.lists[number].findall("lvlOverride")
            own = ((bounded(each.get("ilvl"), 0, 8), each.find("lvl")) for each in overrides)
            self.levels[number] = self.made[pattern] | {at: _level(each) for at, each in own if each is not None}
        return self.levels[number]


def _level(element: Element) -> Level:
    restart = element.find("lvlRestart")
    made = Level(
        bounded(value(element.find("start")), 0),
        value(element.find("numFmt"), "decimal"),
        value(element.find("lvlText"))[:LONGEST],
        "" if value(element.find("suff")) == "nothing" else " ",
        bool(switched(element, "isLgl")),
        named=value(element.find("pStyle")),
    )
    return made if restart is None else replace(made, restart=bounded(value(restart), -1))

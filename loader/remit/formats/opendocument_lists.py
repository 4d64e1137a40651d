"""The numbers that OpenDocument lists and numbered headings print, which stand nowhere in the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from remit.formats.levels import Level, label
from remit.formats.numerals import bounded
from remit.formats.opendocument_styles import Styles


@dataclass
class Run:
    """One list, counting; a list within it is the next level of it."""

    style: str
    level: int = 0
    counts: dict[int, int] = field(default_factory=dict)


class Lists:
    """The lists of one document; ask for them in their order."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.named: dict[str, dict[int, int]] = {}
        self.last: dict[str, dict[int, int]] = {}
        self.headings: dict[int, int] = {}

    def begin(self, element: Element, outer: Run | None) -> Run:
        """Return the run of a list element; `outer` is the list in which it stands."""
        style = element.get("text|style-name", outer.style if outer else "")
        if outer:
            return Run(style, outer.level + 1, outer.counts)
        counts = self.named.get(element.get("text|continue-list", ""))
        if counts is None:
            goes_on = element.get("text|continue-numbering") == "true"
            counts = self.last.get(style, {}) if goes_on else {}
        self.last[style] = counts
        if name := element.get("namespace|id", ""):
            self.named[name] = counts
        return Run(style, 0, counts)

    def item(self, run: Run, paragraph: str, start: str | None) -> str:
        """Return what stands before the next item of a run, `paragraph` being the style of its first paragraph."""
        levels = self.styles.lists.get(run.style or self.styles.list_style(paragraph), {})
        return _count(run.level, levels, run.counts, start)

    def heading(self, element: Element) -> str:
        """Return what stands before a heading outside lists."""
        if element.get("text|is-list-header") == "true":
            return ""
        start = element.get("text|start-value") if element.get("text|restart-numbering") == "true" else None
        at = bounded(element.get("text|outline-level"), 1, 10) - 1
        return _count(at, self.styles.outline, self.headings, start)


def _count(at: int, levels: Mapping[int, Level], counts: dict[int, int], start: str | None) -> str:
    """Count one paragraph of the level `at` on and return its number; the levels below begin anew."""
    if at not in levels:
        return ""
    first = levels[at].start
    counts[at] = bounded(start, first) if start else counts[at] + 1 if at in counts else first
    for upper in range(at):
        counts.setdefault(upper, levels[upper].start if upper in levels else 1)
    for deeper in [n for n in counts if n > at]:
        del counts[deeper]
    return label(at, levels, counts)

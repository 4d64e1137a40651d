"""How far two rows are the same work: title, executors, mentions, section, term and number, each from 0 to 1.

The weights stand in `data/compare.yaml`. A number is a position and no identity: it counts least.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Any

from rapidfuzz.fuzz import ratio

from remit.comparison.edition import Edition, Row, Time
from remit.comparison.texts import Weights, folded, stems


class Look:
    """A row with what is compared of it; `title` begins with that of the group it stands in.

    `sequence` are the stems of the title, `own` those of the row's own title if it stands in a group. `stems` are
    those of the title, each once, `spoken` all in alphabetical order, as one text. `holders` are those who are asked
    (the words where nobody is known), `mentions` the IRIs of what the row speaks of.
    """

    __slots__ = (
        "_repeated", "_shingles", "holders", "mentions", "own", "row", "section", "sequence", "spoken", "stems", "term",
        "title", "words",
    )  # fmt: skip

    def __init__(
        self, row: Row, title: str, sequence: tuple[str, ...], section: str, start: int, own: tuple[str, ...] = ()
    ) -> None:
        self.row, self.title, self.sequence, self.section, self.own = row, title, sequence, section, own
        self.stems = tuple(dict.fromkeys(sequence))
        self.words = frozenset(self.stems)
        self.spoken = " ".join(sorted(sequence))
        self.holders = frozenset([duty.holder or folded(duty.text) for duty in row.duties])
        self.mentions = frozenset([iri for iri, _ in row.mentions])
        #: What the term says, with years told from the first of the period.
        self.term = relative(row.time, start)
        self._shingles: frozenset[str] | None = None
        self._repeated: frozenset[str] | None = None

    @property
    def known(self) -> frozenset[str]:
        """Return those who are asked and have an IRI; words of two languages say nothing of each other."""
        return frozenset([duty.holder for duty in self.row.duties if duty.holder])

    @property
    def shingles(self) -> frozenset[str]:
        """Return the stems and each two that stand beside each other."""
        if self._shingles is None:
            self._shingles = frozenset((*self.stems, *(f"{one} {two}" for one, two in pairwise(self.sequence))))
        return self._shingles

    @property
    def repeated(self) -> frozenset[str]:
        """Return those of the shingles that stand in the title more than once."""
        if self._repeated is None:
            counts = Counter(self.sequence) if len(self.stems) < len(self.sequence) else {}
            twice = [stem for stem, many in counts.items() if many > 1]
            pairs = Counter(f"{one} {two}" for one, two in pairwise(self.sequence)) if twice else {}
            self._repeated = frozenset((*twice, *(pair for pair, many in pairs.items() if many > 1)))
        return self._repeated


@lru_cache(maxsize=1 << 14)
def relative(time: Time, start: int) -> tuple[object, ...]:
    """Return what a term says with years counted from `start`; the words are left out."""
    bounds = [_from(bound, start) for bound in (time.start, time.end, *time.years)]
    said = (time.kind, time.direction, time.rhythm, time.distance, time.status, *bounds)
    return (*said, *(relative(stage, start) for stage in time.stages))


def _from(bound: str, start: int) -> str:
    return f"{int(bound[:4]) - start}{bound[4:]}" if bound[:4].isdigit() else bound


def looks(edition: Edition) -> list[Look]:
    """Return the rows of a revision as they are compared."""
    found = []
    for row in edition.rows:
        group = edition.headings.get(row.group)
        title = f"{group.title} {row.title}" if group else row.title
        section = edition.headings.get(row.section)
        words = stems(title, edition.language, edition.start)
        own = stems(row.title, edition.language, edition.start) if group else ()
        found.append(Look(row, title, words, folded(section.title) if section else "", edition.start, own))
    return found


class Likeness:
    """The weights of the parts and of the words, which section goes on as which, and whether titles are compared."""

    def __init__(
        self, settings: Mapping[str, Any], words: Weights, sections: Mapping[str, str], spoken: bool = True
    ) -> None:
        self.spoken = spoken
        self._foreign: float = settings["foreign"]
        self._weights: dict[str, float] = settings["weights"]
        self.words = words
        self._sections = sections

    def parts(self, old: Look, new: Look, title: float | None = None) -> dict[str, float]:
        """Return how alike two rows are in each part that one of them has, 0 to 1; `title` where it is known."""
        found = {"title": self.title(old, new) if title is None else title} if self.spoken else {}
        held = (old.holders, new.holders) if self.spoken else (old.known, new.known)
        if any(held) if self.spoken else all(held):
            found["executors"] = max(_shared(*held), 0.0 if self.spoken else self._foreign)
        if old.mentions or new.mentions:
            found["mentions"] = _shared(old.mentions, new.mentions)
        if old.row.section and new.row.section:
            found["section"] = float(self.same_section(old, new))
        found["term"] = float(old.term == new.term)
        if old.row.number and new.row.number:
            found["number"] = float(old.row.number == new.row.number)
        return found

    def score_of(self, old: Look, new: Look, title: float) -> float:
        """Return the weighted mean of the parts of two rows in one go: `score` of `parts`, asked most of all."""
        weights = self._weights
        whole, told = (weights["title"], weights["title"] * title) if self.spoken else (0.0, 0.0)
        held = (old.holders, new.holders) if self.spoken else (old.known, new.known)
        if any(held) if self.spoken else all(held):
            whole += weights["executors"]
            told += weights["executors"] * max(_shared(*held), 0.0 if self.spoken else self._foreign)
        if old.mentions or new.mentions:
            whole += weights["mentions"]
            told += weights["mentions"] * _shared(old.mentions, new.mentions)
        mine, yours = old.row, new.row
        if mine.section and yours.section:
            whole += weights["section"]
            told += weights["section"] * (self._sections.get(mine.section, "") == yours.section)
        whole += weights["term"]
        told += weights["term"] * (old.term == new.term)
        if mine.number and yours.number:
            whole += weights["number"]
            told += weights["number"] * (mine.number == yours.number)
        return told / whole

    def same_section(self, old: Look, new: Look) -> bool:
        """Return whether the section of an old row goes on as that of a new one."""
        return self._sections.get(old.row.section, "") == new.row.section

    def title(self, old: Look, new: Look) -> float:
        """Return how alike two titles are: of the letters and of the weight of the words, the mean.

        Of rows in groups that of their own titles may lift that with the titles of the groups before them, so that a
        group may be called anew.
        """
        whole = self._alike(old.spoken, new.spoken, old.words, new.words)
        if whole == 1.0 or not (old.own and new.own):
            return whole
        mine, yours = (" ".join(sorted(look.own)) for look in (old, new))
        return max(whole, (whole + self._alike(mine, yours, frozenset(old.own), frozenset(new.own))) / 2)

    def _alike(self, spoken: str, other: str, words: frozenset[str], others: frozenset[str]) -> float:
        if spoken == other:
            return 1.0
        letters = ratio(spoken, other) / 100
        return (letters + self.words.alike(words, others)) / 2

    def score(self, parts: Mapping[str, float]) -> float:
        """Return the weighted mean of the parts."""
        whole = sum(self._weights[name] for name in parts)
        return sum(self._weights[name] * value for name, value in parts.items()) / whole


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))

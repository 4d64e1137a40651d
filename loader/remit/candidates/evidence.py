"""What is known of pairs of things, ours and theirs, as columns: what agrees, what contradicts, and the score of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from remit.candidates.apart import apart
from remit.candidates.index import Floats, Ints
from remit.candidates.knowledge import Knowledge
from remit.candidates.side import NEVER, Side
from remit.candidates.spelling import Speller

#: From which likeness on two names are the same.
_SAME = 0.999
#: What known words weigh against the letters of the others, and what letters alone are worth.
_WORDS, _SPELT = 0.45, 0.95
#: How much more alike a former name is to be than a present one, to be what leads from one to the other.
_LIVING = 0.1
#: From which score on it is asked what tells two names apart.
_ASKED = 0.7
#: What is said of names that are so many hundredths alike.
_WHOLE = 100
_ALIKE = [f"names alike {hundredths / _WHOLE:.2f}" for hundredths in range(_WHOLE)]
#: What is said of a pair, in this order.
_SAYINGS = {
    "former": "a former name",
    "acronym": "the same acronym",
    "other_acronym": "another acronym",
    "country": "the same country",
    "other_country": "another country",
    "kind": "the same kind",
    "other_kind": "another kind",
    "words": "a word differs that tells what it is",
    "plain": "a name that many could bear, and no country tells",
    "figures": "other figures in the name",
    "since": "founded in the same year",
    "other_since": "founded in another year",
    "dates": "not there at that time",
}


@lru_cache(maxsize=1 << len(_SAYINGS))
def _said(holding: int) -> tuple[str, ...]:
    """Return in words what holds, of bits."""
    return tuple(said for place, said in enumerate(_SAYINGS.values()) if holding >> place & 1)


class Evidence:
    """Pairs that a name or an acronym leads to, each once, by the two names that are most alike."""

    def __init__(
        self,
        known: Knowledge,
        ours: Side,
        theirs: Side,
        our_row: Ints,
        their_row: Ints,
        by_acronym: Mapping[str, Sequence[int]],
        speller: Speller,
    ) -> None:
        """Hold the sides of each pair together."""
        self.known = known
        a, b = ours.row_of[our_row], theirs.row_of[their_row]
        alike = _alike(ours, theirs, our_row, their_row)
        former = ours.former[our_row] | theirs.former[their_row]
        best = _best(a * len(theirs.things) + b, alike - _LIVING * former)
        self.ours, self.theirs, self.name = a[best], b[best], alike[best]
        rows = our_row[best], their_row[best]
        self.other_words = (ours.concepts[rows[0]] ^ theirs.concepts[rows[1]]) != 0
        self.former = former[best]
        self.texts = ours.texts[rows[0]], theirs.texts[rows[1]]
        self._speller, self._sides, self.apart = speller, (ours, theirs), dict[int, str]()
        self.plain = ours.plain[rows[0]]
        self.other_figures = ours.figures[rows[0]] != theirs.figures[rows[1]]
        self._add_acronyms(ours, theirs, by_acronym)
        self._compare(ours, theirs)

    def _add_acronyms(self, ours: Side, theirs: Side, by_acronym: Mapping[str, Sequence[int]]) -> None:
        """Add the pairs that only an acronym leads to, and mark those that one leads to as well."""
        many = len(theirs.things)
        keys = {
            number * many + other
            for number, acronyms in enumerate(ours.acronyms)
            for each in acronyms
            for other in by_acronym.get(each, ())
        }
        named = self.ours * many + self.theirs
        shared = np.array(sorted(keys), dtype=np.int64)
        alone = np.setdiff1d(shared, named, assume_unique=True)
        self.acronym = np.concatenate((np.isin(named, shared), np.ones(len(alone), dtype=bool)))
        self.ours = np.concatenate((self.ours, alone // max(many, 1)))
        self.theirs = np.concatenate((self.theirs, alone % max(many, 1)))
        self.name = np.concatenate((self.name, np.zeros(len(alone))))
        none = np.zeros(len(alone), dtype=bool)
        self.other_words = np.concatenate((self.other_words, none))
        self.former = np.concatenate((self.former, none))
        self.plain = np.concatenate((self.plain, none))
        self.other_figures = np.concatenate((self.other_figures, none))

    def _compare(self, ours: Side, theirs: Side) -> None:
        a, b = self.ours, self.theirs
        left, right = ours.country[a], theirs.country[b]
        self.other_acronym = ours.short[a] & theirs.short[b] & ~self.acronym
        for pair in np.flatnonzero(self.other_acronym).tolist():
            self.other_acronym[pair] = ours.given[a[pair]].isdisjoint(theirs.given[b[pair]])
        self.same_country = (left == right) & (left > 0)
        self.other_country = (left != right) & (left > 0) & (right > 0)
        self.same_kind = (ours.kinds[a] & theirs.kinds[b]) != 0
        self.other_kind = (ours.kinds[a] != 0) & (theirs.kinds[b] != 0) & ~self.same_kind
        dated = (ours.since[a] > NEVER[0]) & (theirs.since[b] > NEVER[0])
        self.same_since = dated & (ours.since[a] == theirs.since[b])
        self.other_since = dated & ~self.same_since
        self.other_dates = (ours.since[a] > theirs.until[b]) | (theirs.since[b] > ours.until[a])
        self.plain &= ~self.same_country
        self.alone = self.name < self.known.alike

    def total(self) -> Floats:
        """Return the sum of what is known of each pair; what contradicts counts as what agrees, the other way."""
        weights = self.known.weights
        total: Floats = self.known.base + weights["name"] * self.name + weights["spelt"] * self._spelt()
        for name, holds in (
            ("exact", self.name > _SAME),
            ("acronym", self.acronym),
            ("other_acronym", self.other_acronym),
            ("country", self.same_country),
            ("kind", self.same_kind),
            ("other_kind", self.other_kind),
            ("since", self.same_since),
            ("other_since", self.other_since),
            ("former", self.former),
        ):
            total = total + weights[name] * holds
        return np.asarray(total - weights["country"] * self.other_country - weights["exact"] * self.other_dates)

    def _spelt(self) -> Floats:
        """Return how alike the names are letter by letter, as they are written and in their order."""
        spelt = np.zeros(len(self.name))
        near = np.flatnonzero(self.name >= self.known.alike)
        if len(near):
            ours, theirs = (texts[near].tolist() for texts in self.texts)
            spelt[near] = cpdist(ours, theirs, scorer=fuzz.ratio, dtype=np.float64) / 100
        return spelt

    def score(self) -> Floats:
        """Return the score of each pair, from 0 to 1."""
        ceilings = self.known.ceilings
        score: Floats = 1 / (1 + np.exp(-self.total()))
        score = np.where(self.alone & self.acronym, ceilings["acronym"], score)
        for name, holds in (
            ("country", self.other_country),
            ("words", self.other_words),
            ("plain", self.plain),
            ("figures", self.other_figures),
            ("dates", self.other_dates),
            ("former", self.former),
            ("acronyms", self.other_acronym & (self.name <= _SAME)),
        ):
            score = np.where(holds, np.minimum(score, ceilings[name]), score)
        for pair in np.flatnonzero((score >= _ASKED) & ~self.alone).tolist():
            if why := self._apart(pair):
                self.apart[pair] = why
                score[pair] = min(score[pair], ceilings["apart"])
        return score

    def _apart(self, pair: int) -> str:
        if self.texts[0][pair] == self.texts[1][pair]:
            return ""
        ours, theirs = self._sides
        known = ours.given[self.ours[pair]] | theirs.given[self.theirs[pair]]
        folded = {self._speller.fold(each) for each in known}
        one, other = (self._speller.words(texts[pair]) for texts in self.texts)
        return apart(one, other, folded)

    def _how_alike(self, pair: int, alike: int) -> str:
        if alike < _WHOLE:
            return _ALIKE[alike]
        if self.other_figures[pair]:
            return "names alike but for their figures"
        one, other = (texts[pair] for texts in self.texts)
        same = one == other or _letters(one) == _letters(other)
        return "the same name" if same else "the same name but for how it is written"

    def reasons(self, pair: int) -> tuple[str, ...]:
        """Return why a pair has its score, in words."""
        names, by_acronym, holding = self._columns
        said = _said(holding[pair])
        if by_acronym[pair]:
            return ("only the acronym is the same", *said)
        if pair in self.apart:
            return (self._how_alike(pair, names[pair]), self.apart[pair], *said)
        return (self._how_alike(pair, names[pair]), *said)

    @cached_property
    def _columns(self) -> tuple[list[int], list[bool], list[int]]:
        """Return for each pair how alike its names are, whether only an acronym leads to it, and what holds, as bits.

        How alike is told in hundredths, and the whole where they are the same.

        One look at a list for each pair: most of what is scored is explained and never read.
        """
        holds = {
            "former": self.former,
            "acronym": self.acronym & ~self.alone,
            "other_acronym": self.other_acronym & ~self.acronym,
            "country": self.same_country,
            "other_country": self.other_country,
            "kind": self.same_kind,
            "other_kind": self.other_kind,
            "words": self.other_words,
            "plain": self.plain,
            "figures": self.other_figures,
            "since": self.same_since,
            "other_since": self.other_since,
            "dates": self.other_dates,
        }
        bits = sum(holds[name].astype(np.int64) << place for place, name in enumerate(_SAYINGS))
        hundredths = np.minimum(np.rint(_WHOLE * self.name), _WHOLE - 1).astype(np.int64)
        alike = np.where(self.name > _SAME, _WHOLE, hundredths)
        return alike.tolist(), (self.acronym & self.alone).tolist(), np.asarray(bits).tolist()


def _alike(ours: Side, theirs: Side, our_row: Ints, their_row: Ints) -> Floats:
    """Return how alike two names are: the share of known words that both have, and the other words by their letters."""
    left, right = ours.concepts[our_row], theirs.concepts[their_row]
    both, either = np.bitwise_count(left & right), np.bitwise_count(left | right)
    words = np.where(either > 0, both / np.maximum(either, 1), 1.0)
    if not len(our_row):
        return np.zeros(0)
    rest = ours.rest[our_row].tolist(), theirs.rest[their_row].tolist()
    letters = cpdist(*rest, scorer=fuzz.ratio, dtype=np.float64) / 100
    whole = ours.whole[our_row].tolist(), theirs.whole[their_row].tolist()
    spelt = cpdist(*whole, scorer=fuzz.ratio, dtype=np.float64) / 100
    return np.asarray(np.maximum(_WORDS * words + (1 - _WORDS) * letters, _SPELT * spelt))


def _best(keys: Ints, alike: Floats) -> Ints:
    """Return the place of the best of each key."""
    order = np.lexsort((-alike, keys))
    if not len(order):
        return order
    return order[np.concatenate(([True], np.diff(keys[order]) > 0))]


def _letters(text: str) -> list[str]:
    """Return the letters and figures of a text, word by word."""
    return re.findall(r"\w+", text.casefold())

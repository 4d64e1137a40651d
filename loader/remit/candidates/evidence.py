"""What is known of pairs of things, ours and theirs, as columns: what agrees, what contradicts, and the score of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from remit.candidates.index import Floats, Ints
from remit.candidates.knowledge import Knowledge
from remit.candidates.side import NEVER, Side

Flags = NDArray[np.bool_]
#: From which likeness on two names are the same.
_SAME = 0.999
#: What known words weigh against the letters of the others, and what letters alone are worth.
_WORDS, _SPELT = 0.45, 0.95


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
    ) -> None:
        """Hold the sides of each pair together."""
        self.known = known
        a, b = ours.row_of[our_row], theirs.row_of[their_row]
        alike = _alike(ours, theirs, our_row, their_row)
        best = _best(a * len(theirs.things) + b, alike, theirs.former[their_row])
        self.ours, self.theirs, self.name = a[best], b[best], alike[best]
        rows = our_row[best], their_row[best]
        self.other_words = (ours.concepts[rows[0]] ^ theirs.concepts[rows[1]]) != 0
        self.former = theirs.former[rows[1]]
        self.plain = np.array([not ours.names[i].rest for i in rows[0].tolist()], dtype=bool)
        self.other_figures = np.array(
            [ours.names[i].figures != theirs.names[j].figures for i, j in zip(*rows, strict=True)], dtype=bool
        )
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
        self.same_country = (left == right) & (left > 0)
        self.other_country = (left != right) & (left > 0) & (right > 0)
        self.same_kind = (ours.kinds[a] & theirs.kinds[b]) != 0
        self.same_since = (ours.since[a] == theirs.since[b]) & (theirs.since[b] > NEVER[0])
        self.other_dates = (ours.since[a] > theirs.until[b]) | (theirs.since[b] > ours.until[a])
        self.plain &= ~self.same_country
        self.alone = self.name < self.known.alike

    def total(self) -> Floats:
        """Return the sum of what is known of each pair; what contradicts counts as what agrees, the other way."""
        weights = self.known.weights
        total: Floats = self.known.base + weights["name"] * self.name
        for name, holds in (
            ("exact", self.name > _SAME),
            ("acronym", self.acronym),
            ("country", self.same_country),
            ("kind", self.same_kind),
            ("since", self.same_since),
            ("former", self.former),
        ):
            total = total + weights[name] * holds
        return np.asarray(total - weights["country"] * self.other_country - weights["exact"] * self.other_dates)

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
        ):
            score = np.where(holds, np.minimum(score, ceilings[name]), score)
        return score

    def reasons(self, pair: int) -> tuple[str, ...]:
        """Return why a pair has its score, in words."""
        return tuple(self._reasons(pair))

    def _reasons(self, pair: int) -> Iterator[str]:
        name = self.name[pair]
        if self.acronym[pair] and self.alone[pair]:
            yield "only the acronym is the same"
        else:
            yield "the same name" if name > _SAME else f"names alike {name:.2f}"
        for holds, said in (
            (self.former, "a former name"),
            (self.acronym & ~self.alone, "the same acronym"),
            (self.same_country, "the same country"),
            (self.other_country, "another country"),
            (self.same_kind, "the same kind"),
            (self.other_words, "a word differs that tells what it is"),
            (self.plain, "a name that many could bear, and no country tells"),
            (self.other_figures, "other figures in the name"),
            (self.same_since, "founded in the same year"),
            (self.other_dates, "not there at that time"),
        ):
            if holds[pair]:
                yield said


def _alike(ours: Side, theirs: Side, our_row: Ints, their_row: Ints) -> Floats:
    """Return how alike two names are: the share of known words that both have, and the other words by their letters."""
    left, right = ours.concepts[our_row], theirs.concepts[their_row]
    both, either = np.bitwise_count(left & right), np.bitwise_count(left | right)
    words = np.where(either > 0, both / np.maximum(either, 1), 1.0)
    texts = [ours.names[i].rest for i in our_row.tolist()], [theirs.names[j].rest for j in their_row.tolist()]
    if not texts[0]:
        return np.zeros(0)
    letters = cpdist(*texts, scorer=fuzz.ratio, dtype=np.float64) / 100
    whole = [ours.names[i].whole for i in our_row.tolist()], [theirs.names[j].whole for j in their_row.tolist()]
    spelt = cpdist(*whole, scorer=fuzz.ratio, dtype=np.float64) / 100
    return np.asarray(np.maximum(_WORDS * words + (1 - _WORDS) * letters, _SPELT * spelt))


def _best(keys: Ints, alike: Floats, former: Flags) -> Ints:
    """Return the place of the best of each key; a present name goes before a former one that is as good."""
    order = np.lexsort((former, -alike, keys))
    if not len(order):
        return order
    return order[np.concatenate(([True], np.diff(keys[order]) > 0))]

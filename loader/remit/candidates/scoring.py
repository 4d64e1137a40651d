"""Score the things of an authority as candidates for ours, all at once, and explain the scores.

Two things are compared by their names that are most alike, by acronyms, countries, kinds, fields, figures and dates.
What contradicts bounds the score, whatever else agrees; an acronym alone never suffices.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from remit.candidates.facts import YEARS, Facts, Pairs, Side, ints
from remit.candidates.index import Floats, Index, Ints
from remit.candidates.knowledge import Knowledge
from remit.candidates.scored import Scored
from remit.candidates.spelling import Speller, acronym, short
from remit.services.things import Thing

_BATCH = 2000


class Scorer:
    """Scores candidates out of the things of an authority."""

    def __init__(self, things: Sequence[Thing], known: Knowledge) -> None:
        """Index the things."""
        self._known = known
        self._speller = Speller(known)
        self._countries: dict[str, int] = {"": 0}
        self._theirs = self._side(things)
        self._index = Index(self._theirs.names)
        self._by_acronym: dict[str, list[int]] = {}
        for number, acronyms in enumerate(self._theirs.acronyms):
            for each in dict.fromkeys((*acronyms, *_initials(things[number]))):
                self._by_acronym.setdefault(each, []).append(number)

    def candidates(self, ours: Sequence[Thing], year: int | None = None, most: int = 5) -> list[list[Scored]]:
        """Return for each of ours the best candidates, best first.

        `year` is when ours existed where no date of it is known. At most one is `proposed`, and none where the next
        best is nearly as good.
        """
        found: list[list[Scored]] = []
        for at in range(0, len(ours), _BATCH):
            found += self._batch(ours[at : at + _BATCH], year, most)
        return found

    # --- columns -------------------------------------------------------------------------

    def _side(self, things: Sequence[Thing]) -> Side:
        rows = [(number, text, former) for number, thing in enumerate(things) for text, former in _full_names(thing)]
        names = [self._speller.name(text) for _, text, _ in rows]
        return Side(
            things,
            [text for _, text, _ in rows],
            names,
            ints(number for number, _, _ in rows),
            np.array([former for _, _, former in rows], dtype=bool),
            ints(self._countries.setdefault(thing.country, len(self._countries)) for thing in things),
            ints(self._speller.kinds(thing.kinds) for thing in things),
            ints(YEARS[0] if thing.since is None else thing.since for thing in things),
            ints(YEARS[1] if thing.until is None else thing.until for thing in things),
            [tuple(dict.fromkeys(_acronyms(thing))) for thing in things],
        )

    def _pairs(self, ours: Side) -> Pairs:
        """Return every pair that a name or an acronym leads to, once, by the two names that are most alike."""
        our_row, their_row, cosine = self._index.near(ours.names)
        left = [ours.names[i].text for i in our_row]
        right = [self._theirs.names[j].text for j in their_row]
        letters = cpdist(left, right, scorer=fuzz.ratio, dtype=np.float64) / 100 if left else np.zeros(0)
        alike = (cosine + letters) / 2
        by_acronym = [
            (number, theirs)
            for number, acronyms in enumerate(ours.acronyms)
            for each in acronyms
            for theirs in self._by_acronym.get(each, ())
        ]
        extra = np.array(by_acronym, dtype=np.int64).reshape(-1, 2)
        none = np.full(len(extra), -1, dtype=np.int64)
        return _unique(
            Pairs(
                np.concatenate((ours.row_of[our_row], extra[:, 0])),
                np.concatenate((self._theirs.row_of[their_row], extra[:, 1])),
                np.concatenate((our_row, none)),
                np.concatenate((their_row, none)),
                np.concatenate((alike, np.zeros(len(extra)))),
                np.concatenate((np.zeros(len(our_row), dtype=bool), np.ones(len(extra), dtype=bool))),
            ),
            len(self._theirs.things),
        )

    # --- scores --------------------------------------------------------------------------

    def _batch(self, things: Sequence[Thing], year: int | None, most: int) -> list[list[Scored]]:
        ours = self._side(things)
        pairs = self._pairs(ours)
        facts = Facts(self._known, ours, self._theirs, pairs, year)
        score = facts.score()
        order = np.lexsort((pairs.theirs, -facts.plain, -score, pairs.ours))
        starts = np.searchsorted(pairs.ours[order], np.arange(len(things) + 1))
        scored: list[list[Scored]] = []
        for number in range(len(things)):
            best = order[starts[number] : min(starts[number] + max(most, 2), starts[number + 1])]
            scored.append(self._ranked(best, score, facts)[:most])
        return scored

    def _ranked(self, best: Ints, score: Floats, facts: Facts) -> list[Scored]:
        values = [float(score[pair]) for pair in best]
        near = len(values) > 1 and values[0] - values[1] < self._known.margin
        found = []
        for rank, (pair, value) in enumerate(zip(best, values, strict=True)):
            if value < self._known.shown:
                break
            proposed = rank == 0 and not near and value >= self._known.proposed
            reasons = facts.reasons(int(pair))
            if near and rank < 2 and value >= self._known.proposed - self._known.margin:
                reasons = (*reasons, "another candidate is nearly as good")
            found.append(facts.scored(int(pair), round(value, 3), reasons, proposed))
        return found


def _full_names(thing: Thing) -> Iterator[tuple[str, bool]]:
    for text in dict.fromkeys(thing.names):
        if not short(text):
            yield text, False
    for text in dict.fromkeys(thing.former):
        if not short(text) and text not in thing.names:
            yield text, True


def _acronyms(thing: Thing) -> Iterator[str]:
    for text in (*thing.acronyms, *(name for name in (*thing.names, *thing.former) if short(name))):
        if len(made := acronym(text)) > 1:
            yield made


def _initials(thing: Thing) -> Iterator[str]:
    """Yield what acronyms the names would have, for an authority that does not say them all."""
    for name in thing.names:
        if len(made := acronym("".join(word[0] for word in name.split() if word[0].isupper()))) > 2:
            yield made


def _unique(pairs: Pairs, many: int) -> Pairs:
    """Return each pair once: with its best names, and with the acronym where one led to it, too."""
    if not len(pairs.ours):
        return pairs
    key = pairs.ours * many + pairs.theirs
    order = np.lexsort((pairs.their_row, -pairs.name, key))
    first = np.concatenate(([True], np.diff(key[order]) > 0))
    shared = np.maximum.reduceat(pairs.acronym[order], np.flatnonzero(first))
    best = order[first]
    return Pairs(
        pairs.ours[best],
        pairs.theirs[best],
        pairs.our_row[best],
        pairs.their_row[best],
        pairs.name[best],
        np.asarray(shared, dtype=bool),
    )

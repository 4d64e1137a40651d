"""Score the things of an authority as candidates for ours, all at once, and explain the scores.

Two things are compared by their names that are most alike, then by acronyms, country, kind, dates and figures.
What contradicts bounds the score, whatever else agrees; an acronym alone never suffices.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from remit.candidates.evidence import Evidence
from remit.candidates.index import Index
from remit.candidates.knowledge import Knowledge
from remit.candidates.scored import Scored
from remit.candidates.side import Side
from remit.candidates.spelling import Speller
from remit.services.things import Thing

_BATCH = 4000


class Scorer:
    """Scores candidates out of the things of an authority."""

    def __init__(self, things: Sequence[Thing], known: Knowledge) -> None:
        """Index the things."""
        self._known = known
        self._speller = Speller(known)
        self._countries: dict[str, int] = {"": 0}
        self._theirs = Side(things, self._speller, self._countries)
        self._theirs.derive_acronyms()
        self._index = Index(self._theirs.names)
        self._by_acronym: dict[str, list[int]] = {}
        for number, acronyms in enumerate(self._theirs.acronyms):
            for each in acronyms:
                self._by_acronym.setdefault(each, []).append(number)

    def candidates(self, ours: Sequence[Thing], most: int = 5) -> list[list[Scored]]:
        """Return for each of ours the best candidates, best first.

        At most one is `proposed`, and none where the next best is nearly as good.
        """
        found: list[list[Scored]] = []
        for at in range(0, len(ours), _BATCH):
            found += self._batch(ours[at : at + _BATCH], most)
        return found

    def _batch(self, things: Sequence[Thing], most: int) -> list[list[Scored]]:
        ours = Side(things, self._speller, self._countries)
        near = self._index.near(ours.names, ours.country[ours.row_of], self._theirs.country[self._theirs.row_of])
        pairs = Evidence(self._known, ours, self._theirs, *near, self._by_acronym, self._speller)
        total, score = pairs.total(), np.round(pairs.score(), 3)
        order = np.lexsort((pairs.theirs, -total, -score, pairs.ours))
        starts = np.searchsorted(pairs.ours[order], np.arange(len(things) + 1))
        ranked, columns = order.tolist(), (total.tolist(), score.tolist(), pairs.theirs.tolist(), pairs.former.tolist())
        bounds = starts.tolist()
        return [self._ranked(ranked[one:end], *columns, pairs, most) for one, end in pairwise(bounds)]

    def _ranked(
        self,
        pairs: list[int],
        total: list[float],
        score: list[float],
        theirs: list[int],
        former: list[bool],
        evidence: Evidence,
        most: int,
    ) -> list[Scored]:
        if not pairs:
            return []
        # What contradicts or is told apart is no rival; what is only more distant by its sum is.
        bound = self._known.ceilings["country"]
        rivals = [total[pair] for pair in pairs[1:3] if score[pair] > bound and pair not in evidence.apart]
        near = bool(rivals) and total[pairs[0]] - max(rivals) < self._known.margin
        found = []
        for rank, pair in enumerate(pairs[:most]):
            if score[pair] < self._known.shown:
                break
            proposed = rank == 0 and not near and score[pair] >= self._known.proposed
            reasons = evidence.reasons(pair)
            if near and rank == 0:
                reasons = (*reasons, "another is nearly as good")
            thing = self._theirs.things[theirs[pair]]
            found.append(Scored(thing, score[pair], reasons, proposed, former[pair]))
        return found

"""What is known of pairs of things, ours and theirs, as columns: what agrees, what contradicts, and the score of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from remit.candidates.index import Floats, Ints
from remit.candidates.knowledge import Knowledge
from remit.candidates.scored import Scored
from remit.candidates.spelling import Name
from remit.services.things import Thing

YEARS = (-9999, 9999)
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Side:
    """Things as columns: their names in rows (`row_of` → thing), and for each thing what is known of it."""

    things: Sequence[Thing]
    texts: list[str]
    names: list[Name]
    row_of: Ints
    former: Flags
    country: Ints
    kinds: Ints
    since: Ints
    until: Ints
    acronyms: list[tuple[str, ...]]


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs of ours and theirs as columns; a row of -1 says that no name led from one to the other."""

    ours: Ints
    theirs: Ints
    our_row: Ints
    their_row: Ints
    name: Floats
    acronym: Flags


class Facts:
    """What is known of each pair, as columns."""

    def __init__(self, known: Knowledge, ours: Side, theirs: Side, pairs: Pairs, year: int | None) -> None:
        """Hold the two sides of each pair together."""
        self.known, self.ours, self.theirs, self.pairs = known, ours, theirs, pairs
        a, b = pairs.ours, pairs.theirs
        named = pairs.our_row >= 0
        left, right = ours.country[a], self.theirs.country[b]
        self.same_country, self.other_country = (left == right) & (left > 0), (left != right) & (left > 0) & (right > 0)
        bits = _bits(ours.names, pairs.our_row, named), _bits(self.theirs.names, pairs.their_row, named)
        kinds = ours.kinds[a] | bits[0][0], self.theirs.kinds[b] | bits[1][0]
        self.same_kind = (kinds[0] & kinds[1]) > 0
        self.other_kind = _apart(*kinds) | _apart(bits[0][0], bits[1][0])
        self.other_field = _apart(bits[0][1], bits[1][1])
        figures = [
            [side.names[row].numbers if row >= 0 else "" for row in rows.tolist()]
            for side, rows in ((ours, pairs.our_row), (theirs, pairs.their_row))
        ]
        self.other_numbers = np.array([a != b for a, b in zip(*figures, strict=True)], dtype=bool) & named
        self.former = named & self.theirs.former[pairs.their_row] if len(self.theirs.former) else named
        self.exact = pairs.name > 0.985
        self._dates(a, b, year)

    def _dates(self, a: Ints, b: Ints, year: int | None) -> None:
        begun, ended = self.ours.since[a], self.ours.until[a]
        if year is not None:
            nothing = (begun == YEARS[0]) & (ended == YEARS[1])
            begun, ended = np.where(nothing, year, begun), np.where(nothing, year, ended)
        since, until = self.theirs.since[b], self.theirs.until[b]
        self.same_since = (self.ours.since[a] == since) & (since > YEARS[0])
        self.other_dates = (begun > until) | (since > ended)

    def score(self) -> Floats:
        """Return the score of each pair, from 0 to 1."""
        weights, pairs = self.known.weights, self.pairs
        total = self.known.base + weights["name"] * pairs.name
        for name, holds in self._supports():
            total = total + weights[name] * holds
        self.plain: Floats = 1 / (1 + np.exp(-total))
        score = self.plain
        for name, holds in self._bounds():
            score = np.where(holds, np.minimum(score, self.known.ceilings[name]), score)
        return score

    def _supports(self) -> tuple[tuple[str, Flags], ...]:
        return (
            ("exact", self.exact),
            ("acronym", self.pairs.acronym),
            ("country", self.same_country),
            ("kind", self.same_kind),
            ("since", self.same_since),
            ("former", self.former),
        )

    def _bounds(self) -> tuple[tuple[str, Flags], ...]:
        unlike = self.pairs.name < self.known.alike
        return (
            ("acronym_alone", unlike & self.pairs.acronym),
            ("unlike", unlike),
            ("country", self.other_country),
            ("kind", self.other_kind),
            ("field", self.other_field),
            ("numbers", self.other_numbers),
            ("dates", self.other_dates),
        )

    def reasons(self, pair: int) -> tuple[str, ...]:
        """Return why a pair has its score, in words."""
        return tuple(self._reasons(pair))

    def _reasons(self, pair: int) -> Iterator[str]:
        named = self.pairs.our_row[pair] >= 0
        if named:
            alike = f"names alike {self.pairs.name[pair]:.2f}"
            yield "the same name" if self.exact[pair] else alike
        if self.pairs.acronym[pair]:
            yield "the same acronym" if self.pairs.name[pair] >= self.known.alike else "only the acronym is the same"
        for holds, said in (
            (self.former, "it is a former name"),
            (self.same_country, "the same country"),
            (self.other_country, "another country"),
            (self.same_kind & ~self.other_kind, "the same kind"),
            (self.other_kind, "another kind"),
            (self.other_field, "another field"),
            (self.other_numbers, "other figures in the name"),
            (self.same_since, "founded in the same year"),
            (self.other_dates, "not there at that time"),
        ):
            if holds[pair]:
                yield said

    def scored(self, pair: int, value: float, reasons: tuple[str, ...], proposed: bool) -> Scored:
        """Return a pair as a candidate."""
        ours, theirs = int(self.pairs.our_row[pair]), int(self.pairs.their_row[pair])
        thing = self.theirs.things[int(self.pairs.theirs[pair])]
        asked = self.ours.texts[ours] if ours >= 0 else ""
        return Scored(thing, value, reasons, proposed, asked, self.theirs.texts[theirs] if theirs >= 0 else "")


def _bits(names: Sequence[Name], rows: Ints, named: Flags) -> tuple[Ints, Ints]:
    """Return the kinds and the fields that the names in some rows tell."""
    if not names:
        return np.zeros(len(rows), dtype=np.int64), np.zeros(len(rows), dtype=np.int64)
    kinds, fields = (ints(name.kinds for name in names), ints(name.fields for name in names))
    return np.where(named, kinds[rows], 0), np.where(named, fields[rows], 0)


def _apart(left: Ints, right: Ints) -> Flags:
    """Return where both tell something and share nothing."""
    return np.asarray((left > 0) & (right > 0) & ((left & right) == 0))


def ints(values: Iterable[int]) -> Ints:
    """Return numbers as a column."""
    return np.fromiter(values, dtype=np.int64)

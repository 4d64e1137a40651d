"""Rows that go on nowhere or come from nowhere, each with the row it is likest to; nothing is concluded from it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from remit.comparison.blocking import candidates
from remit.comparison.likeness import Look
from remit.comparison.match import Decision, Frame, Match, Pair


def nearest(frame: Frame, matches: Sequence[Match], decisions: Sequence[Decision]) -> Iterator[Match]:
    """Yield the likest pairs of rows that are in no match, without those that a person decided about."""
    goes, comes = {row.code for m in matches for row in m.old}, {row.code for m in matches for row in m.new}
    old, new = {c for each in decisions for c in each.old}, {c for each in decisions for c in each.new}
    ours, theirs = _without(frame.old, old), _without(frame.new, new)
    gone, came = _without(frame.old, old | goes), _without(frame.new, new | comes)
    pairs = [*candidates(frame, gone, theirs), *candidates(frame, ours, came, back=True)]
    alone = {("old", at) for at in gone} | {("new", at) for at in came}
    used = set[tuple[str, int]]()
    for pair in sorted(pairs, key=lambda pair: (-pair.score, pair.old, pair.new)):
        ends = alone & {("old", pair.old), ("new", pair.new)}
        if pair.score >= frame.settings["near"] and not used & ends:
            used |= ends
            yield _perhaps(frame, pair, goes, comes)


def _without(looks: Sequence[Look], codes: Collection[str]) -> list[int]:
    return [at for at, look in enumerate(looks) if look.row.code not in codes]


def _perhaps(frame: Frame, pair: Pair, goes: Collection[str], comes: Collection[str]) -> Match:
    """Return a pair as a match of which nobody is sure; a row that goes on otherwise has it as a part."""
    old, new = frame.old[pair.old], frame.new[pair.new]
    how = "split" if old.row.code in goes else "merged" if new.row.code in comes else ""
    parts = tuple(frame.like.parts(old, new).items())
    return Match((old.row,), (new.row,), round(pair.score, 3), parts, "near", sure=False, confidence=None, how=how)

"""Rows that go on nowhere or come from nowhere, each with the row it is likest to; nothing is concluded from it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from remit.comparison.blocking import COMMON, candidates
from remit.comparison.likeness import Look
from remit.comparison.match import Decision, Frame, Match, Pair


def nearest(frame: Frame, matches: Sequence[Match], decisions: Sequence[Decision]) -> Iterator[Match]:
    """Yield the likest pairs of rows that are in no match, without those that a person decided about."""
    goes, comes = {row.code for m in matches for row in m.old}, {row.code for m in matches for row in m.new}
    old, new = {c for each in decisions for c in each.old}, {c for each in decisions for c in each.new}
    ours, theirs = _without(frame.old, old), _without(frame.new, new)
    gone, came = _without(frame.old, old | goes), _without(frame.new, new | comes)
    alone = {("old", at) for at in gone} | {("new", at) for at in came}
    used = set[tuple[str, int]]()
    for o, n, score in _of_clauses(frame, matches, gone, came):
        if not used & {("old", o), ("new", n)}:
            used |= alone & {("old", o), ("new", n)}
            yield _perhaps(frame, Pair(score, o, n), goes, comes)
    pairs = [*candidates(frame, gone, theirs), *candidates(frame, ours, came, back=True)]
    for pair in sorted(pairs, key=lambda pair: (-pair.score, pair.old, pair.new)):
        ends = alone & {("old", pair.old), ("new", pair.new)}
        if pair.score >= frame.settings["near"] and not used & ends:
            used |= ends
            yield _perhaps(frame, pair, goes, comes)


def _of_clauses(
    frame: Frame, matches: Sequence[Match], gone: Sequence[int], came: Sequence[int]
) -> list[tuple[int, int, float]]:
    """Return rows that say what another lost or won on its way: old, new, how far; the best first.

    What a title lost stands in a row that comes from nowhere: it was split off; what it won in one that goes nowhere.
    """
    ours, theirs = ({look.row.code: at for at, look in enumerate(side)} for side in (frame.old, frame.new))
    pairs = [(ours[m.old[0].code], theirs[m.new[0].code]) for m in matches if m.one_to_one]
    lost = [(o, frame.old[o].words - frame.new[n].words) for o, n in pairs]
    won = [(n, frame.new[n].words - frame.old[o].words) for o, n in pairs]
    split = [(o, n, s) for o, n, s in _fitting(frame, frame.old, lost, frame.new, came) if not frame.is_never(o, n)]
    merged = [(o, n, s) for n, o, s in _fitting(frame, frame.new, won, frame.old, gone) if not frame.is_never(o, n)]
    return sorted((*split, *merged), key=lambda each: (-each[2], each[:2]))


def _fitting(
    frame: Frame, wholes: Sequence[Look], clauses: Sequence[tuple[int, frozenset[str]]], parts: Sequence[Look],
    alone: Sequence[int],
) -> Iterator[tuple[int, int, float]]:  # fmt: skip
    """Yield whole, part and how far the part says what the whole says elsewhere no more, and nothing else."""
    index: dict[str, list[int]] = {}
    for at in alone:
        for stem in parts[at].words:
            index.setdefault(stem, []).append(at)
    held, least = frame.like.words.held, frame.settings["near"]
    for whole, clause in clauses:
        for at in sorted({at for stem in clause if len(rows := index.get(stem, ())) <= COMMON for at in rows}):
            both = held(clause, parts[at].words), held(parts[at].words, wholes[whole].words)
            if min(both) >= least:
                yield whole, at, sum(both) / 2


def _without(looks: Sequence[Look], codes: Collection[str]) -> list[int]:
    return [at for at, look in enumerate(looks) if look.row.code not in codes]


def _perhaps(frame: Frame, pair: Pair, goes: Collection[str], comes: Collection[str]) -> Match:
    """Return a pair as a match of which nobody is sure; a row that goes on otherwise has it as a part."""
    old, new = frame.old[pair.old], frame.new[pair.new]
    how = "split" if old.row.code in goes else "merged" if new.row.code in comes else ""
    parts = tuple(frame.like.parts(old, new).items())
    return Match((old.row,), (new.row,), round(pair.score, 3), parts, "near", sure=False, confidence=None, how=how)

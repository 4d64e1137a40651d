"""Which rows of two revisions are held together at all: those that share rarer words, and how alike each two are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import pairwise, product

from remit.comparison.likeness import Look
from remit.comparison.match import Frame, Pair

#: Up to this many pairs all are scored; above, only those that share rare words.
ALL_PAIRS = 40_000
#: A word that stands in more rows than this leads nowhere.
COMMON = 60
_NOWHERE: tuple[float, list[int]] = (0.0, [])
#: How many candidates a row keeps, the best first.
MOST = 8


def candidates(frame: Frame, ours: Sequence[int], theirs: Sequence[int], back: bool = False) -> Iterator[Pair]:
    """Yield the pairs of some old and some new rows that may be the same work, scored.

    Of each old row the best are looked at; of each new row where `back` is true.
    """
    if len(ours) * len(theirs) <= ALL_PAIRS:
        yield from scored(frame, product(ours, theirs))
    elif back:
        yield from scored(frame, ((o, n) for n, o in _blocked(frame, frame.new, theirs, frame.old, ours)))
    else:
        yield from scored(frame, _blocked(frame, frame.old, ours, frame.new, theirs))


def scored(frame: Frame, pairs: Iterable[tuple[int, int]]) -> Iterator[Pair]:
    """Yield pairs with how alike they are, without those that somebody forbade or whose titles are too far apart."""
    like, least = frame.like, frame.settings["least_title"]
    for o, n in pairs:
        if frame.is_never(o, n):
            continue
        old, new = frame.old[o], frame.new[n]
        title = like.title(old, new) if like.spoken else 1.0
        if title >= least:
            score = like.score_of(old, new, title)
            yield Pair(score, o, n, title if like.spoken else score)


def _blocked(
    frame: Frame, ones: Sequence[Look], ours: Sequence[int], others: Sequence[Look], theirs: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs that share rare words, and of each of `ours` those that share the most."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for n in theirs:
        for key in _keys(others[n]):
            places[key].append(n)
    weight = frame.like.words.of
    rare = {key: (weight.get(key, 1.0), rows) for key, rows in places.items() if len(rows) <= COMMON}
    for o in ours:
        shared: defaultdict[int, float] = defaultdict(float)
        for key in _keys(ones[o]):
            much, rows = rare.get(key, _NOWHERE)
            for n in rows:
                shared[n] += much
        yield from ((o, n) for n in _best(o, shared))


def _best(o: int, shared: Mapping[int, float]) -> Iterator[int]:
    """Return the rows that share the most, of several that share as much the nearest."""
    if len(shared) > MOST:
        least = nlargest(MOST, shared.values())[-1]
        shared = {n: much for n, much in shared.items() if much >= least}
    ranked = sorted([(-much, abs(n - o), n) for n, much in shared.items()])[:MOST]
    return (n for _, _, n in ranked)


def _keys(look: Look) -> list[str]:
    """Return what rows are found by: their words, their number, neighbouring words together."""
    stems = look.stems
    return [*stems, f"№{look.row.number}", *map(" ".join, pairwise(stems))]

"""Which event of one text is which event of the other: by number first, then by what the events say.

A lost row must not shift all that follow: where the rows under one heading fit clearly better one further on,
they are taken so (a sequence alignment), and their numbers are what differs. The same holds for a lost heading.
What is left is paired where it says the same, or stands between the same neighbours and says much the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import TypeVar

from remit.reading import Event
from remit.sides.likeness import Row, likeness
from remit.sides.signs import common, signs_of

#: How much one number counts beside all that two events say (1), and one that is not printed.
NUMBER, PLACE = 0.25, 0.1
#: How alike two events of different numbers must be to be one: in a run of rows, between the same neighbours, alone.
IN_RUN, BETWEEN, ALONE = 0.6, 0.5, 0.75
#: How much the signs that both rows bear count (numerals, borrowed words, names), and by how much those of another row
#: must be more to put two rows of one number in doubt.
SIGNS, DOUBT = 0.5, 0.25
#: By how much a shifted run must fit better than the same numbers.
MARGIN = 0.2
#: How much speaks against a row that stands above the one that it should follow.
TURN = 0.5
#: Where more pairs than this would have to be compared, only numbers count.
MOST = 100_000

Item = TypeVar("Item")
Pairs = list[tuple[Item, Item]]
Rows = Sequence[Row]


def pair_events(leading: Sequence[Event], other: Sequence[Event]) -> dict[int, int]:
    """Return the pairs of events: the place of the one → the place of the other, both from 0."""
    ours, theirs = _rows(leading), _rows(other)
    found = [pair for blocks in _pair_blocks(ours, theirs) for pair in _pair_block(*blocks)]
    pairs = {one.at: other.at for one, other in found}
    return dict(sorted({**pairs, **_pair_rest(ours, theirs, pairs)}.items()))


def _rows(events: Sequence[Event]) -> Rows:
    return [Row(event, at, signs) for at, (event, signs) in enumerate(zip(events, signs_of(events), strict=True))]


# --- by number, or as a run ----------------------------------------------------------------------


def _pair_blocks(ours: Rows, theirs: Rows) -> Pairs[Rows]:
    """Pair the rows under one heading with those under the heading of the same number, or of one that fits better."""
    mine, yours = _by_heading(ours), _by_heading(theirs)
    numbered = [(mine[heading], yours[heading]) for heading in mine if heading in yours]
    if all(2 * _fit(*blocks) >= len(blocks[0]) for blocks in numbered):
        return numbered
    return _better(numbered, list(mine.values()), list(yours.values()), _worth_of_blocks)


def _by_heading(rows: Iterable[Row]) -> dict[str, Rows]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.under].append(row)
    return dict(found)


def _pair_block(ours: Rows, theirs: Rows) -> Pairs[Row]:
    """Pair the rows under one heading: by number, or as a run where that fits clearly better."""
    numbered = _numbered(ours, theirs)
    alike = [pair for pair in numbered if likeness(*pair) == 1]
    exact = [pair for pair in alike if _undoubted(*pair, ours, theirs)]
    return numbered if len(exact) == len(numbered) else _better(numbered, ours, theirs, _worth, exact)


def _undoubted(one: Row, other: Row, ours: Rows, theirs: Rows) -> bool:
    """Return whether no row of either text shows clearly more signs of one of two rows than the other does."""
    if len(ours) * len(theirs) > MOST:
        return True
    own = common(one.signs, other.signs) + DOUBT
    rivals = [*(common(one.signs, each.signs) for each in theirs), *(common(each.signs, other.signs) for each in ours)]
    return all(rival < own for rival in rivals)


def _alike(one: Row, other: Row) -> float:
    """Return how far two rows say the same, with the signs that both bear."""
    return likeness(one, other) + SIGNS * common(one.signs, other.signs)


def _numbered(ours: Rows, theirs: Rows) -> Pairs[Row]:
    by_last = {row.last: row for row in reversed(theirs)}
    return [(row, by_last[row.last]) for row in ours if row.last in by_last]


def _fit(ours: Rows, theirs: Rows) -> float:
    return sum(likeness(one, other) for one, other in _numbered(ours, theirs))


def _worth(one: Row, other: Row) -> float:
    """Return how much speaks for two rows being one event; what is below zero is never paired in a run."""
    alike = _alike(one, other)
    if one.last == other.last:
        return alike + (NUMBER if one.number and one.number == other.number else PLACE)
    return alike if alike >= IN_RUN else -1


def _worth_of_blocks(ours: Rows, theirs: Rows) -> float:
    alike = _fit(ours, theirs)
    same = ours[0].under == theirs[0].under
    return alike + NUMBER if same else (alike if alike >= IN_RUN * max(len(ours), len(theirs)) else -1)


def _better(
    numbered: Pairs[Item],
    ours: Sequence[Item],
    theirs: Sequence[Item],
    worth: Callable[[Item, Item], float],
    exact: Pairs[Item] | None = None,
) -> Pairs[Item]:
    """Return the pairs by number, or those of a run where that is clearly worth more.

    A run takes in all rows, or leaves those alone that have one number and say the same (`exact`).
    """
    if len(ours) * len(theirs) > MOST:
        return numbered
    kept = exact or []
    mine, yours = {id(one) for one, _ in kept}, {id(other) for _, other in kept}
    left = [each for each in ours if id(each) not in mine]
    rest = _run(left, [each for each in theirs if id(each) not in yours], worth)
    at = {id(each): place for place, each in enumerate([*ours, *theirs])}

    def value(pairs: Pairs[Item]) -> float:
        walk = [at[id(other)] for _, other in sorted(pairs, key=lambda pair: at[id(pair[0])])]
        turns = sum(one > other for one, other in pairwise(walk))
        return sum(worth(one, other) for one, other in pairs) - TURN * turns

    runs = [_run(ours, theirs, worth), [*kept, *rest]] if kept else [rest]
    best = max(runs, key=value)
    return best if value(best) > value(numbered) + MARGIN else numbered


def _run(ours: Sequence[Item], theirs: Sequence[Item], worth: Callable[[Item, Item], float]) -> Pairs[Item]:
    """Return the pairs of the best alignment that keeps both orders (Needleman and Wunsch; a gap costs nothing)."""
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    for i in range(len(ours) - 1, -1, -1):
        for j in range(len(theirs) - 1, -1, -1):
            both = worth(ours[i], theirs[j]) + best[i + 1][j + 1]
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(ours) and j < len(theirs):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            pairs.append((ours[i], theirs[j]))
            i, j = i + 1, j + 1
    return pairs


# --- what neither pairs --------------------------------------------------------------------------


def _pair_rest(ours: Rows, theirs: Rows, pairs: dict[int, int]) -> dict[int, int]:
    """Pair what is left, the likest first; of two that are as like, what stands between the same neighbours."""
    taken = set(pairs.values())
    left, right = [row for row in ours if row.at not in pairs], [row for row in theirs if row.at not in taken]
    if len(left) * len(right) > MOST:
        return {}
    above, before = _above(ours, pairs), _above(theirs, {there: there for there in taken})
    ranked = sorted(
        (-_alike(one, other), above[one.at] != before[other.at], one.at, other.at) for one in left for other in right
    )
    made: dict[int, int] = {}
    for unlike, elsewhere, at, there in ranked:
        if -unlike >= (ALONE if elsewhere else BETWEEN) and at not in made and there not in taken:
            made[at] = there
            taken.add(there)
    return made


def _above(rows: Rows, pairs: dict[int, int]) -> list[int]:
    """Return for each row which row of the other text the nearest paired row above it is, −1 where there is none."""
    found, last = [], -1
    for row in rows:
        found.append(last)
        last = pairs.get(row.at, last)
    return found

"""Which events of an older revision go on as which of a newer one, solved as one assignment.

Rows are blocked by their rarer words, so that the cost grows with the number of rows and not with its square.
What a person decided (`data/links/revisions.sssom.tsv`) stands before everything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from math import exp
from typing import Any

from remit.comparison.blocking import candidates
from remit.comparison.edition import Edition, Row
from remit.comparison.headings import pair_sections
from remit.comparison.likeness import Likeness, Look, looks
from remit.comparison.match import Decision, Found, Frame, Match, Pair
from remit.comparison.nearest import nearest
from remit.comparison.splits import with_splits
from remit.comparison.texts import Weights, folded


def align(
    old: Edition,
    new: Edition,
    settings: Mapping[str, Any],
    decisions: Iterable[Decision] = (),
    never: Collection[tuple[str, str]] = frozenset(),
) -> list[Match]:
    """Return the matches of two revisions, in the order of the new one; what is in none was removed or added.

    `never` are pairs of codes of which a person decided that they are not the same work.
    Titles in two languages are not held together: what counts then is who is asked, when, where and by which number.
    """
    return align_and_near(old, new, settings, decisions, never)[0]


def align_and_near(
    old: Edition,
    new: Edition,
    settings: Mapping[str, Any],
    decisions: Iterable[Decision] = (),
    never: Collection[tuple[str, str]] = frozenset(),
) -> tuple[list[Match], Callable[[], Iterable[Match]]]:
    """Return the matches, and what finds for each row that is in none the row that it is likest to, if asked for."""
    frame, decided = _frame(old, new, settings, never), list(decisions)
    matches = _Alignment(frame).matches(decided)
    return matches, partial(nearest, frame, matches, decided)


def _frame(old: Edition, new: Edition, settings: Mapping[str, Any], never: Collection[tuple[str, str]]) -> Frame:
    ours, theirs = looks(old), looks(new)
    words = Weights.among(look.stems for look in (*ours, *theirs))
    sections = pair_sections(old.sections, new.sections)
    return Frame(ours, theirs, Likeness(settings, words, sections, old.language == new.language), settings, never)


class _Alignment:
    def __init__(self, frame: Frame) -> None:
        self.frame, self.settings, self.like = frame, frame.settings, frame.like
        self.old, self.new = frame.old, frame.new

    def matches(self, decisions: Sequence[Decision]) -> list[Match]:
        """Return the matches: decided, the same, assigned; then split and merged."""
        decided = self._decided(decisions)
        ours = self._left(self.old, {c for each in decisions if not _is_part(each, "split") for c in each.old})
        theirs = self._left(self.new, {c for each in decisions if not _is_part(each, "merged") for c in each.new})
        same = self._same(ours, theirs)
        taken_old, taken_new = {o for o, _ in same}, {n for _, n in same}
        rest = [i for i in ours if i not in taken_old], [j for j in theirs if j not in taken_new]
        pairs: list[Found] = [*((Pair(1.0, o, n), 1.0, "same") for o, n in same), *self._assigned(*rest)]
        found = with_splits(self.frame, pairs, ours, theirs)
        order = {look.row.code: at for at, look in enumerate(self.new)}
        return sorted(_joined(decided, found), key=lambda m: order.get(m.new[0].code, 0) if m.new else -1)

    def _left(self, looks: Sequence[Look], decided: set[str]) -> list[int]:
        return [at for at, look in enumerate(looks) if look.row.code not in decided]

    def _decided(self, decisions: Sequence[Decision]) -> list[Match]:
        ours, theirs = ({look.row.code: look.row for look in side} for side in (self.old, self.new))
        found = []
        for each in decisions:
            rows = tuple(ours[c] for c in each.old if c in ours), tuple(theirs[c] for c in each.new if c in theirs)
            if all(rows):
                found.append(Match(*rows, by="decision", how=each.how))
        return found

    def _same(self, ours: Sequence[int], theirs: Sequence[int]) -> list[tuple[int, int]]:
        """Return the pairs whose titles are the same and stand once in each revision."""
        left, right = self._by_title(self.old, ours), self._by_title(self.new, theirs)
        pairs = [(left[t][0], right[t][0]) for t in left if len(left[t]) == 1 and len(right.get(t, ())) == 1]
        return [(o, n) for o, n in pairs if not self.frame.is_never(o, n)]

    @staticmethod
    def _by_title(looks: Sequence[Look], chosen: Iterable[int]) -> dict[str, list[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for at in chosen:
            found[folded(looks[at].title) and looks[at].spoken].append(at)
        return {title: rows for title, rows in found.items() if title}

    def _assigned(self, ours: Sequence[int], theirs: Sequence[int]) -> Iterator[Found]:
        """Yield the pairs of the best assignment, each with how probable it is that they are the same work."""
        scored = [pair for pair in candidates(self.frame, ours, theirs) if pair.score >= self.settings["least"]]
        chosen = _assign(scored)
        best: defaultdict[tuple[str, int], list[Pair]] = defaultdict(list)
        for pair in scored:
            best["old", pair.old].append(pair)
            best["new", pair.new].append(pair)
        for pair in chosen:
            rivals = [p.score for p in (*best["old", pair.old], *best["new", pair.new]) if p is not pair]
            confidence = self._confidence(pair, max(rivals, default=self.settings["least"]))
            if confidence >= self.settings["dropped"] and not self._is_elsewhere(pair):
                yield pair, confidence, "score"

    def _is_elsewhere(self, pair: Pair) -> bool:
        """Return whether all that two rows name, their sections and terms are others: the words are of one build."""
        old, new = self.old[pair.old], self.new[pair.new]
        others = bool(old.mentions and new.mentions) and not old.mentions & new.mentions
        return others and old.term != new.term and not self.like.same_section(old, new)

    def _confidence(self, pair: Pair, rival: float) -> float:
        """Return how probable it is that a pair is the same work, given the best score that one of it has elsewhere."""
        fitted = self.settings["confidence"]
        told = fitted["score"] * pair.score + fitted["margin"] * (pair.score - rival) + fitted["title"] * pair.title
        told += fitted["constant"]
        return 1 / (1 + exp(-told))


def _is_part(decision: Decision, how: str) -> bool:
    return decision.in_part and decision.how == how


def _joined(decided: Sequence[Match], found: Sequence[Match]) -> list[Match]:
    """Return what was decided and what was found; a part that was decided is put to those that were found."""
    left = [*found]
    made = []
    for each in decided:
        also = [] if each.one_to_one else [m for m in left if each.kind == "split" and m.old == each.old]
        also += [] if each.one_to_one else [m for m in left if each.kind == "merged" and m.new == each.new]
        for more in also:
            left.remove(more)
            old, new = (_in_order(rows) for rows in ((*each.old, *more.old), (*each.new, *more.new)))
            each = replace(each, old=old, new=new, sure=more.sure, confidence=more.confidence, score=more.score)
        made.append(each)
    return [*made, *left]


def _in_order(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(sorted(dict.fromkeys(rows), key=lambda row: row.order))


def _assign(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the pairs that together are worth most, each row in one of them at most.

    Each old row may also stay alone: it has a column of its own, worth nothing.
    """
    if not pairs:
        return []
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    ours, theirs = sorted({p.old for p in pairs}), sorted({p.new for p in pairs})
    row, column = {o: at for at, o in enumerate(ours)}, {n: at for at, n in enumerate(theirs)}
    alone = len(theirs)
    worth = [*(1 + p.score for p in pairs), *(1.0 for _ in ours)]
    rows = [*(row[p.old] for p in pairs), *range(len(ours))]
    columns = [*(column[p.new] for p in pairs), *(alone + at for at in range(len(ours)))]
    matrix = csr_array((worth, (rows, columns)), shape=(len(ours), alone + len(ours)))
    left, right = min_weight_full_bipartite_matching(matrix, maximize=True)
    by = {(p.old, p.new): p for p in pairs}
    return [by[ours[r], theirs[c]] for r, c in zip(left, right, strict=True) if c < alone]

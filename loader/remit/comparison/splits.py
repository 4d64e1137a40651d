"""Splits and mergers: a row whose words stand in several rows of the other revision, which together cover it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from remit.comparison.likeness import Likeness, Look
from remit.comparison.match import Found, Frame, Match

#: How many parts beside the first a row may be split into.
PARTS = 6
#: How many wholes a part is tried at: the likest of all may be work of the same words that has no room for it.
HOMES = 3
#: A word that stands in more rows than this leads to no whole.
RARE = 60


def with_splits(frame: Frame, pairs: Iterable[Found], ours: Sequence[int], theirs: Sequence[int]) -> list[Match]:
    """Return the matches of an assignment, with the rows that are left taken in as parts where they fit."""
    kept = {(pair.old, pair.new): (pair.score, confidence, by) for pair, confidence, by in pairs}
    to_new: dict[int, list[int]] = defaultdict(list)
    to_old: dict[int, list[int]] = defaultdict(list)
    for old, new in kept:
        to_new[old].append(new)
        to_old[new].append(old)
    doubtful = [pair for pair, (_, confidence, _) in kept.items() if confidence < frame.settings["taken"]]
    doubtful_old, doubtful_new = {old for old, _ in doubtful}, {new for _, new in doubtful}
    left_new = [n for n in theirs if n not in to_old or n in doubtful_new]
    left_old = [o for o in ours if o not in to_new or o in doubtful_old]
    splits = _Wholes(frame.old, frame.new, frame.like, frame.settings, True).found(left_new, dict(to_new), ours)
    mergers = _Wholes(frame.new, frame.old, frame.like, frame.settings, False).found(left_old, dict(to_old), theirs)
    return _matches(frame, kept, splits, mergers)


def _matches(
    frame: Frame,
    kept: dict[tuple[int, int], tuple[float, float, str]],
    splits: dict[int, list[int]],
    mergers: dict[int, list[int]],
) -> list[Match]:
    found: list[Match] = []
    used_old, used_new = set[int](), set[int]()
    for whole, parts in splits.items():
        if not used_new & set(parts) and not any(frame.is_never(whole, part) for part in parts):
            found.append(_match(frame, [whole], parts))
            used_old.add(whole)
            used_new.update(parts)
    for whole, parts in mergers.items():
        forbidden = any(frame.is_never(part, whole) for part in parts)
        if whole not in used_new and not used_old & set(parts) and not forbidden:
            found.append(_match(frame, parts, [whole]))
            used_new.add(whole)
            used_old.update(parts)
    for (old, new), (score, confidence, by) in kept.items():
        if old not in used_old and new not in used_new:
            alike = tuple(frame.like.parts(frame.old[old], frame.new[new]).items())
            found.append(
                Match(
                    (frame.old[old].row,), (frame.new[new].row,), round(score, 3), alike, by, *_taken(frame, confidence)
                )
            )
    return found


def _match(frame: Frame, old: Sequence[int], new: Sequence[int]) -> Match:
    each = [frame.like.parts(frame.old[o], frame.new[n]) for o in old for n in new]
    score = sum(frame.like.score(parts) for parts in each) / len(each)
    rows = tuple(frame.old[o].row for o in sorted(old)), tuple(frame.new[n].row for n in sorted(new))
    names = dict.fromkeys(name for parts in each for name in parts)
    mean = tuple((name, sum(parts.get(name, 0.0) for parts in each) / len(each)) for name in names)
    return Match(*rows, round(score, 3), mean, "score", sure=False, confidence=None)


def _taken(frame: Frame, confidence: float) -> tuple[bool, float]:
    """Return whether a match is taken without a person, and how probable it is."""
    return confidence >= frame.settings["taken"], round(confidence, 3)


class _Wholes:
    """Rows of one revision that may be wholes, and those of the other that may be their parts."""

    def __init__(
        self, wholes: Sequence[Look], parts: Sequence[Look], like: Likeness, settings: Mapping[str, Any], forward: bool
    ) -> None:
        self.wholes, self.parts, self.like, self.settings = wholes, parts, like, settings
        self.forward = forward
        self.known: dict[int, list[int]] = {}
        self.covers: dict[tuple[int, ...], float] = {}

    def found(self, left: Iterable[int], known: dict[int, list[int]], among: Sequence[int]) -> dict[int, list[int]]:
        """Return whole → its parts, two or more; `left` are the parts without a counterpart, `known` the pairs."""
        index: defaultdict[str, list[int]] = defaultdict(list)
        for at in among:
            for stem in self.wholes[at].stems:
                index[stem].append(at)
        self.known = known
        homes = {part: sorted(self._homes(part, index), reverse=True)[:HOMES] for part in left}
        found: dict[int, list[int]] = {}
        claims: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
        for turn in range(HOMES):
            placed = {part for parts in found.values() for part in parts}
            for part, wholes in homes.items():
                fit, whole = wholes[turn] if turn < len(wholes) else (0.0, -1)
                if whole >= 0 and (not turn or self._belongs(part, whole)):
                    claims[whole].append((fit, part))
            open_to = {
                whole: rest
                for whole, parts in claims.items()
                if whole not in found and (rest := [each for each in parts if each[1] not in placed])
            }
            found |= self._settled(open_to, known)
        return found

    def _belongs(self, part: int, whole: int) -> bool:
        """Return whether a part may come from a whole that is not the likest of those it may come from."""
        return self._word_for_word(part, whole) or self._fills(part, whole)

    def _open(self, whole: int) -> frozenset[str]:
        """Return the words of a whole that its counterpart does not say, or not as often; none where it has none."""
        look, parts = self.wholes[whole], [self.parts[part] for part in self.known.get(whole, ())]
        if not parts:
            return frozenset()
        once = look.words.difference(*(part.words for part in parts))
        return once | look.repeated.difference(*(part.repeated for part in parts)) & look.words

    def _fills(self, part: int, whole: int) -> bool:
        """Return whether a part says what the counterpart of a whole leaves open."""
        left, bounds = self._open(whole), self.settings["part_fills"]
        if len(left) < bounds["words"]:
            return False
        held, mine = self.like.words.held, self.parts[part].words
        return bool(held(left, mine) >= bounds["open"] and held(mine, self.wholes[whole].words) >= bounds["held"])

    def _word_for_word(self, part: int, whole: int) -> bool:
        """Return whether most of a part stands in a whole in the same order, not its words alone."""
        mine, yours = self.parts[part], self.wholes[whole]
        held = self.like.words.held
        said = min(held(mine.words, yours.words), held(mine.shingles, yours.shingles))
        return bool(said >= self.settings["part_said"])

    def _settled(self, claims: dict[int, list[tuple[float, int]]], known: dict[int, list[int]]) -> dict[int, list[int]]:
        """Return the wholes whose claimants cover them together, with those that they have already."""
        found = {}
        for whole, parts in claims.items():
            chosen = self._together(whole, known.get(whole, []), [p for _, p in sorted(parts, reverse=True)][:PARTS])
            if len(chosen) > 1:
                found[whole] = sorted(chosen)
        return found

    def _homes(self, part: int, index: dict[str, list[int]]) -> list[tuple[float, int]]:
        """Return the wholes that a part may come from, each with how well it fits there."""
        look = self.parts[part]
        near = {at for stem in look.stems if len(rows := index.get(stem, ())) <= RARE for at in rows}
        found = []
        least_akin, least_held = self.settings["part_akin"], self.settings["part_held"]
        for whole in near:
            akin = self._akin(self.wholes[whole], look)
            if akin < least_akin:
                continue
            held = self.like.words.held(look.words, self.wholes[whole].words)
            if held >= least_held:
                found.append((held + akin, whole))
        return found

    def _akin(self, whole: Look, part: Look) -> float:
        """Return how far the same are asked in the same section; a part may ask fewer than its whole."""
        asked = len(whole.holders & part.holders) / len(part.holders) if part.holders else float(not whole.holders)
        mine, yours = (whole, part) if self.forward else (part, whole)
        return (asked + float(self.like.same_section(mine, yours))) / 2

    def _together(self, whole: int, known: Sequence[int], more: Sequence[int]) -> list[int]:
        """Return the parts that cover a whole together, each of them adding to it."""
        chosen: list[int] = [*known]
        for part in more:
            gain = self._cover(whole, [*chosen, part]) - self._cover(whole, chosen)
            if part not in chosen and (gain >= self.settings["cover_gain"] or self._under_one(part, chosen, whole)):
                chosen.append(part)
        enough = self._cover(whole, chosen) >= self.settings["cover"]
        held = all(self._held(part, whole) >= self.settings["part_held"] for part in chosen)
        each = all(self._adds(whole, part, chosen) for part in chosen)
        return chosen if enough and held and each else []

    def _adds(self, whole: int, part: int, chosen: Sequence[int]) -> bool:
        """Return whether a part covers something of the whole that the others do not."""
        others = [each for each in chosen if each != part]
        if self._under_one(part, others, whole):
            return True
        return bool(self._cover(whole, chosen) - self._cover(whole, others) >= self.settings["cover_gain"])

    def _under_one(self, part: int, others: Sequence[int], whole: int) -> bool:
        """Return whether a part stands under one heading with the others, which says what the whole is by itself."""
        group = self.parts[part].row.group
        return (
            bool(group)
            and not self.wholes[whole].row.group
            and bool(others)
            and all(self.parts[each].row.group == group for each in others)
        )

    def _held(self, part: int, whole: int) -> float:
        return self.like.words.held(self.parts[part].words, self.wholes[whole].words)

    def _cover(self, whole: int, parts: Sequence[int]) -> float:
        """Return the share of the weight of a whole that its parts hold together; what it says twice, twice."""
        asked = (whole, *parts)
        found = self.covers.get(asked)
        if found is None:
            found = self.covers[asked] = self._covered(whole, parts)
        return found

    def _covered(self, whole: int, parts: Sequence[int]) -> float:
        look, words = self.wholes[whole], self.like.words
        said = [self.parts[part] for part in parts]
        covered = words.held(look.shingles, frozenset[str]().union(*(each.shingles for each in said)))
        if not look.repeated:
            return covered
        twice = [s for s in look.repeated if sum((s in e.shingles) + (s in e.repeated) for e in said) > 1]
        once, again = words.sum(look.shingles), words.sum(look.repeated)
        return (covered * once + words.sum(twice)) / (once + again)

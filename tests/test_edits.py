"""What is said of a revised programme is what was done to it: random edits, one at a time and many at once."""

from __future__ import annotations

import pytest

from edits import EDITS, Score, combination, score, single

#: The edit that puts another work in the place of one, under its number and with its executors: now and then the two
#: share so many rare words that they are taken for one.
DOUBTFUL = {"supplanted": 0.98}


def said(found: Score) -> list[str]:
    """Return what was missed and what was too much, a line each."""
    return [
        f"{seed}: {sign} {each}"
        for seed, missed, extra in found.wrong
        for sign, side in (("-", missed), ("+", extra))
        for each in side
    ]


def judge(name: str, many: int) -> None:
    found = score(lambda seed: single(name, seed), range(many))

    assert found.wanted.total() >= many
    if name in DOUBTFUL:
        assert min(found.precision(""), found.recall("")) >= DOUBTFUL[name], said(found)
    else:
        assert said(found) == []


def judge_together(seeds: range, least: float) -> None:
    """Hold all kinds together against the aim, and each against `least`: of few changes one weighs more."""
    found = score(combination, seeds)

    aims = {"": 0.98, **dict.fromkeys(found.wanted, least)}
    poor = {kind for kind, aim in aims.items() if min(found.precision(kind), found.recall(kind)) < aim}
    assert poor == set(), said(found)
    assert len(found.given) == len(found.wanted), f"kinds that nobody made: {set(found.given) - set(found.wanted)}"


@pytest.mark.parametrize("name", EDITS)
def test_a_single_edit_is_named_and_nothing_else(name: str) -> None:
    judge(name, 40)


def test_many_edits_at_once_are_named() -> None:
    judge_together(range(40), 0.95)


@pytest.mark.long
@pytest.mark.parametrize("name", EDITS)
def test_a_thousand_edits_of_each_kind_are_named(name: str) -> None:
    judge(name, 1000)


@pytest.mark.long
def test_a_thousand_combinations_are_named() -> None:
    judge_together(range(1000), 0.98)

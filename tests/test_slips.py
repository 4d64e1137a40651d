"""Slips that a drafter makes are found, each by its rule at its row, and a sound programme stays silent."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from remit.checking import check_documents
from remit.findings import Finding
from remit.rules import listed, rules
from remit.workspace import Workspace
from slips import DEFECTS, sound, written

#: The row of the text dump in which the event with the number 1.n stands.
FIRST_ROW = 5


def findings(text: str, folder: Path) -> tuple[Finding, ...]:
    path = folder / "programme.txt"
    path.write_text(text, encoding="utf-8")
    return check_documents([path], Workspace.bundled()).findings


def missed(names: list[str], folder: Path, seed: int) -> list[str]:
    """Return the slips of a programme that their rules do not find, each row with the slip of one rule."""
    rng, rows = Random(seed), sound()
    slips = {at: names[at % len(names)] for at in range(1, len(rows))}
    text = written([DEFECTS[slips[at]](row, rng) if at in slips else row for at, row in enumerate(rows)])
    found = {(finding.rule, place.row) for finding in findings(text, folder) for place in finding.places}
    lines = text.split("\n")
    return [f"{name}: {lines[at + FIRST_ROW]}" for at, name in slips.items() if (name, at + FIRST_ROW + 1) not in found]


def test_a_sound_programme_is_silent(tmp_path: Path) -> None:
    assert [(f.rule, f.message) for f in findings(written(sound()), tmp_path)] == []


def test_every_slip_is_that_of_a_rule() -> None:
    assert set(DEFECTS) <= {rule.name for rule in listed(rules()).values()}


@pytest.mark.parametrize("seed", range(2))
def test_slips_of_all_kinds_in_one_programme_are_found(seed: int, tmp_path: Path) -> None:
    names = Random(seed).sample(sorted(DEFECTS), len(DEFECTS))

    assert missed(names, tmp_path, seed) == []


def test_a_word_misspelt_three_times_is_found_where_the_right_one_stands_too(tmp_path: Path) -> None:
    rows = [
        replace(row, title=row.title.replace("hospitals", "hosptials")) if at in (3, 17, 38) else row
        for at, row in enumerate(sound())
    ]

    found = findings(written(rows), tmp_path)

    assert [(f.rule, f.places[0].text) for f in found] == [("word-spelled", "hosptials")] * 3


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(DEFECTS))
def test_50_slips_of_one_kind_are_found(name: str, tmp_path: Path) -> None:
    assert missed([name], tmp_path, 50) == []

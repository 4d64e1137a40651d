"""Every rule finds defects of its kind at the damaged node and nothing else; sound programmes stay silent."""

from __future__ import annotations

import pytest

from defects import checks, scores, table
from grown import grown
from remit.rules import check, rules
from test_rules import known


def test_every_rule_that_judges_the_graph_has_defects() -> None:
    assert set(checks()) == set(known())


@pytest.mark.parametrize("seed", range(3))
def test_a_grown_programme_is_silent(seed: int) -> None:
    found = check(grown(seed).store(), rules())

    assert [(each.rule, each.message) for each in found if each.rule != "depth-alike"] == []


def test_the_table_counts_what_is_missed() -> None:
    good, *_ = scores(["title-present"], range(2))

    assert table([good]).splitlines()[1:] == ["title-present\tshape\t2\t2", "1 rules\t\t2\t2"]


def test_defects_of_every_rule_are_found() -> None:
    missed = [(each.rule, miss) for each in scores(checks(), range(10)) for miss in each.missed]

    assert missed == []


@pytest.mark.long
def test_50_defects_of_every_rule_are_found() -> None:
    missed = [(each.rule, miss) for each in scores(checks(), range(10, 50)) for miss in each.missed]

    assert missed == []

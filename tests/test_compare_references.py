"""Numbers of events in the titles of others: they follow, or are left behind, when the numbers change; all made up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.comparison.change import Change
from remit.comparison.changes import compare
from remit.comparison.edition import Edition, Row
from remit.comparison.match import Decision
from remit.comparison.settings import settings

WORKS = ("Guide to wicks", "Survey of harbour lights", "Course for divers", "Review of rope")


def told(old: Sequence[Row], new: Sequence[Row], shift: int = 0) -> list[Change]:
    """Return what is told of the titles of two revisions whose rows go on in the order given."""
    one, other = (
        Edition(f"urn:x:{name}", name, start=2030 + years, end=2032 + years, rows=tuple(rows), language="en")
        for name, rows, years in (("a", old, 0), ("b", new, shift))
    )
    decided = [Decision((before.code,), (after.code,)) for before, after in zip(old, new, strict=True)]
    return [c for c in compare(one, other, settings(), decided).changes if c.kind.startswith("title")]


def row(number: str, title: str, mention: str = "") -> Row:
    return Row(f"urn:x:{number}", number, number, title, mentions=(("urn:x:thing", mention),) if mention else ())


@given(st.permutations(range(1, 5)), st.integers(0, 3), st.booleans())
def test_a_number_in_a_title_follows_its_event_or_is_left_behind(order: list[int], at: int, follows: bool) -> None:
    old = [row(f"2.1.{n}", title) for n, title in enumerate(WORKS, start=1)]
    new = [row(f"2.1.{n}", title) for n, title in zip(order, WORKS, strict=True)]
    before, after = old[at].number, new[at].number
    said = after if follows else before

    found = told([*old, row("3.1", f"Continuation of {before}")], [*new, row("3.1", f"Continuation of {said}")])

    kind = "" if before == after else "title-reference-followed" if follows else "title-reference-left"
    assert [(c.kind, c.new) for c in found] == ([(kind, ("3.1",))] if kind else [])
    assert kind != "title-reference-left" or found[0].before == f"Continuation of {after}"


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ("Continuation of 1.1", "Further work on 1.2", ["title-reworded"]),
        ("Continuation of 1.1", "Continuation of 1.9", ["title-changed"]),
        ("Continuation of 1.1 in 2030", "Continuation of 1.2 in 2033", ["title-reference-followed"]),
        ("Plan of TC 1.1", "Plan of TC 1.1", []),
        ("Plan of TC 1.1", "Plan of TC 1.2", ["title-changed"]),
        ("Revision of R 1.1", "Revision of R 1.1", []),
        ("Meeting on 1.1.2030", "Meeting on 1.1.2030", []),
    ],
)
def test_what_else_changes_is_told_and_numbers_of_others_are_none(before: str, after: str, kinds: list[str]) -> None:
    old, new = [row("1.1", WORKS[0]), row("2.1", before)], [row("1.2", WORKS[0]), row("2.1", after)]

    assert [change.kind for change in told(old, new, shift=3)] == kinds


def test_a_number_in_the_name_of_a_thing_that_is_spoken_of_is_no_event() -> None:
    old, new = ([row(n, WORKS[0]), row("2.1", "Update of Guide 1.1", "Guide 1.1")] for n in ("1.1", "1.2"))

    assert told(old, new) == []


def test_a_number_of_an_event_that_goes_on_nowhere_is_left_behind() -> None:
    old = [row("1.1", WORKS[0]), row("2.1", "Continuation of 1.1"), replace(row("2.2", WORKS[2]), remark="See 1.1")]
    decided = [Decision(("1.1",), ()), Decision(("2.1",), ("2.1",)), Decision(("2.2",), ("2.2",))]
    one, other = (Edition(f"urn:x:{n}", n, rows=tuple(rows), language="en") for n, rows in (("a", old), ("b", old[1:])))

    found = {(c.kind, c.before) for c in compare(one, other, settings(), decided).changes if "reference" in c.kind}

    assert found == {("title-reference-left", "Continuation of –"), ("reference-left", "See –")}

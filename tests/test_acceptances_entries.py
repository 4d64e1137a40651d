"""Entries of accepted findings that are slips themselves: a day to come, an unknown rule, one thing said twice."""

from __future__ import annotations

from dataclasses import replace

from remit.acceptances import Judge
from test_acceptances import BASE, RULES, TERM, TODAY, accepted, entry


def test_an_acceptance_of_a_day_to_come_is_not_in_force_yet() -> None:
    marked, (early,) = accepted(replace(entry(event="1.2"), date="2031-05-03"), {"p1-2030": [TERM]})

    assert marked == []
    assert early.rule == "acceptance-in-force"
    assert "from 2031-05-03 on" in early.message


def test_an_acceptance_of_a_rule_that_is_unknown_is_told_with_the_nearest() -> None:
    _, (told,) = accepted(replace(entry(event="1.2"), rule="term-raed"), {"p1-2030": [TERM]}, whole=False)

    assert told.rule == "acceptance-known"
    assert told.message == "there is no rule [term-raed] to accept for event 1.2; the nearest is [term-read]."


def test_what_is_accepted_twice_is_told_unless_the_first_has_run_out() -> None:
    once, again = replace(entry(event="1.2"), line=2), replace(entry(event="1.2", until="2031-06-01"), line=7)
    (told,) = Judge([once, again], BASE, TODAY).outlived({"p1-2030": [TERM]}, RULES, whole=True)
    over = replace(once, until="2031-05-01")

    assert (told.rule, told.places[0].row) == ("acceptance-once", 7)
    renewed = Judge([over, once], BASE, TODAY).outlived({"p1-2030": [TERM]}, RULES, whole=True)
    assert [each.rule for each in renewed] == ["acceptance-in-force"]

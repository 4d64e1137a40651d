"""Terms that count months of a project, and dates that are written as numbers."""

from __future__ import annotations

import pytest

from remit.understand.period import Period
from test_terms import english, short

PROJECT = Period(2024, 2027, month="2024-03")


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("M1", "month 2024-03..2024-03"),
        ("M1-M36", "range 2024-03..2027-02"),
        ("M7–12", "range 2024-09..2025-02"),
        ("by M6", "until ..2024-08 until"),
        ("from month 10", "from 2024-12.. from"),
        ("M18 and M36", "list 2025-08..2027-02 [month 2025-08..2025-08; month 2027-02..2027-02]"),
        ("month 13", "month 2025-03..2025-03"),
    ],
)
def test_months_of_a_project_count_from_its_first(text: str, meaning: str) -> None:
    assert short(english(text, PROJECT)) == meaning


def test_months_of_a_project_without_a_first_month_are_relative() -> None:
    assert english("M6", (2024, 2027)).kind == "relative"


@pytest.mark.parametrize(
    ("text", "slashed", "meaning"),
    [
        ("14/03/2024", "", "day 2024-03-14..2024-03-14"),
        ("03/14/2024", "", "day 2024-03-14..2024-03-14"),
        ("05/05/2024", "", "day 2024-05-05..2024-05-05"),
        ("05/06/2024", "d", "day 2024-06-05..2024-06-05"),
        ("05/06/2024", "m", "day 2024-05-06..2024-05-06"),
        ("05/06/2024", "", "unread"),
        ("no later than 15/12/2026", "", "until ..2026-12-15 not-later-than"),
        ("14/14/2024", "", "unread"),
    ],
)
def test_of_two_numbers_of_a_date_one_above_12_is_the_day_else_the_document_decides(
    text: str, slashed: str, meaning: str
) -> None:
    assert short(english(text, Period(slashed=slashed))) == meaning

"""A plan whose cells say the same in two languages; all plans are fictional."""

from __future__ import annotations

from pathlib import Path

import pytest

from remit import read


def term(folder: Path, cell: str) -> tuple[str, object, object, str]:
    path = folder / "plan.csv"
    path.write_text(f'№;Мероприятие;Срок;Исполнители\n1;Сверка глины;"{cell}";РГ 1\n', encoding="utf-8")
    found = read(path).events[0].term
    return found.kind, found.start, found.end, found.every


@pytest.mark.parametrize(
    ("cell", "meaning"),
    [
        ("до 30.06.2031\nby 30 June 2031", ("until", None, "2031-06-30", "")),
        ("by 30 June 2031\nдо 30.06.2031", ("until", None, "2031-06-30", "")),
        ("III кв. 2031 / Q3 2031", ("quarter", "2031-07", "2031-09", "")),
        ("II полугодие 2031 г.\n2. Halbjahr 2031", ("half-year", "2031-07", "2031-12", "")),
        ("ежегодно\nchaque année", ("recurring", None, None, "P1Y")),
        ("2031 г.\n2031", ("year", 2031, 2031, "")),
        ("постоянно\nongoing", ("continuous", None, None, "")),
    ],
)
def test_a_cell_that_says_its_term_in_two_languages_is_read_once(
    cell: str, meaning: tuple[str, object, object, str], tmp_path: Path
) -> None:
    assert term(tmp_path, cell) == meaning


@pytest.mark.parametrize("cell", ["до 30.06.2031\nby 30 July 2031", "III кв. 2031\nnot Q3 2031", "май 2031 г.\nin May"])
def test_two_halves_that_differ_or_are_not_read_stay_unread(cell: str, tmp_path: Path) -> None:
    assert term(tmp_path, cell)[0] == "unread"

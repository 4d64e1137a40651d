"""Slips that a secretary makes in drafts, beside the nearest sound wording: what is said, and at which words."""

from __future__ import annotations

from pathlib import Path

import pytest

from remit.mending import mend
from remit.workspace import Workspace
from test_drafts import HEAD, SOUND, found, programme, row, told


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ("Completed in 2027", ["done-is-past"]),
        ("Done, 2026", ["done-is-past"]),
        ("Completed in 2025", ["term-within-period"]),
        ("2027", []),
        ("To be completed in 2027", []),
    ],
)
def test_nothing_is_done_after_the_approval(tmp_path: Path, term: str, said: list[str]) -> None:
    assert [rule for rule, _ in told(found(programme(tmp_path, row(term=term), SOUND)))] == said


@pytest.mark.parametrize(
    ("second", "said"),
    [
        ("IMPROVEMENT OF INFRASTRUCTURE", "IMPROVEMENT OF INFRASTRUCTURE"),
        ("Improvement of infrastructure", "Improvement of infrastructure"),
        ("Improvement of knowledge", ""),
    ],
)
def test_a_heading_that_stands_twice_in_whatever_capitals_is_told(tmp_path: Path, second: str, said: str) -> None:
    path = programme(tmp_path, row(), SOUND)
    rows = ["Painting of bridges\t2026\tTC 2\t", "Cleaning of wells\t2027\tTC 3.1\t"]
    more = [f"2\t{second}", *(f"2.{at}\t{each}" for at, each in enumerate(rows, start=1)), ""]
    path.write_text(path.read_text(encoding="utf-8") + "\n".join(more), encoding="utf-8")

    assert told(found(path)) == ([("sections-distinct", said)] if said else [])


@pytest.mark.parametrize(
    ("executors", "words"),
    [
        ("JCMS; TC 2 & TC 4, TC 1.5", "JCMS; TC 2 & TC 4"),
        ("JCMS; TC 2, TC 4", "JCMS; TC 2"),
        ("JCMS; TC 2; TC 4, TC 3.1", "TC 4, TC 3.1"),
        ("TC 1.1 / TC 1.5, TC 1.6", "TC 1.1 / TC 1.5"),
        ("JCMS, TC 2/TC 4", "TC 2/TC 4"),
        ("TC 2/TC 4", ""),
        ("TC 2, TC 4", ""),
        ("JCMS, TC 2 & TC 4", ""),
        ("JCMS; TC 2; TC 4", ""),
        ("JCMS and TC 2, TC 4", ""),
        ("COOMET representative in JCRB; JCMS; TC 3.1, TC 4", ""),
        ("Chairpersons of TC 1.1, TC 1.2; TC 2", ""),
        ("Committee Members from Armenia, Georgia; TC 2", ""),
    ],
)
def test_signs_that_part_executors_now_so_now_otherwise_are_told(tmp_path: Path, executors: str, words: str) -> None:
    findings = told(found(programme(tmp_path, row(executors=executors), SOUND)))

    assert [text for rule, text in findings if rule == "separators-alike"] == ([words] if words else [])


@pytest.mark.parametrize(
    ("title", "executors", "said"),
    [
        ("Meeting of TC 2", "TC 1.3", True),
        ("Annual meetings of TC 2", "Chairperson of TC 4, TC 1.3", True),
        ("Meeting of TC 2", "TC 2", False),
        ("Meeting of TC 2", "TC 2 Secretariat", False),
        ("Meeting of TC 2", "Chairperson of TC 2, TC 4", False),
        ("Meeting of TC 2", "COOMET Secretariat", False),
        ("Meeting of SC 2.2", "TC 2", False),
        ("Meeting of JCMS", "TC 1.4", False),
        ("Meeting of TC 2 and TC 4", "TC 4", False),
        ("Meeting of experts of TC 2", "TC 4", False),
        ("Report to the meeting of TC 2", "TC 4", False),
    ],
)
def test_a_meeting_of_one_committee_that_its_sister_holds_is_told(
    tmp_path: Path, title: str, executors: str, said: bool
) -> None:
    findings = told(found(programme(tmp_path, row(title, executors=executors), SOUND)))

    assert [text for rule, text in findings if rule == "meeting-of-executor"] == (["TC 2"] if said else [])


@pytest.mark.parametrize(
    ("code", "when", "said"),
    [("P1/2023", "November, 2025", True), ("P1/2029", "November, 2025", True), ("P1/2025", "April, 2026", True),
     ("P1/2026", "November, 2025", False), ("P1/2025", "November, 2025", False)],
)  # fmt: skip
def test_a_code_with_the_year_of_another_revision_is_told(tmp_path: Path, code: str, when: str, said: bool) -> None:
    head = HEAD.replace("P1/2026", code).replace("November, 2025", when)

    rules = {rule for rule, _ in told(found(programme(tmp_path, row(), SOUND, head=head)))}

    assert ("code-in-time" in rules) == said


@pytest.mark.parametrize("term", ["2027, 2027", "2027–2027", "2027; 2027"])
def test_a_year_that_stands_twice_is_told(tmp_path: Path, term: str) -> None:
    findings = told(found(programme(tmp_path, row(term=term), SOUND)))

    assert ("word-once", term) in findings


@pytest.mark.parametrize("remark", ["To be finished in 2032", "To be published by the end of 2031"])
def test_what_is_to_be_done_after_the_period_is_told(tmp_path: Path, remark: str) -> None:
    assert [rule for rule, _ in told(found(programme(tmp_path, row(remarks=remark), SOUND)))] == [
        "remark-within-period"
    ]


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Development of the plan for 2023–2025", "2023–2025"),
        ("Plan of the committee (2024 – 2026)", "2024 – 2026"),
        ("Report on the plan for 2023–2025", ""),
        ("Development of the plan for 2026–2028", ""),
        ("Development of the plan for 2029–2031", ""),
        ("Translation of the almanac 1998–2024", ""),
    ],
)
def test_a_title_that_speaks_of_the_programme_before_is_told(tmp_path: Path, title: str, said: str) -> None:
    findings = told(found(programme(tmp_path, row(title), SOUND)))

    assert [text for rule, text in findings if rule == "title-period-current"] == ([said] if said else [])


def test_a_plural_with_an_apostrophe_before_of_is_told(tmp_path: Path) -> None:
    path = programme(
        tmp_path, row("Study of comparison's of lamps"), row("Painting of the tower's roof", "2026", "TC 4")
    )

    assert told(found(path)) == [("expression-usual", "comparison's of")]


def test_a_name_that_no_registry_has_is_told_once_where_a_comma_is_missing_too(tmp_path: Path) -> None:
    assert told(found(programme(tmp_path, row(executors="President UL"), SOUND))) == [("executor-registered", "UL")]


def test_an_abbreviation_is_held_against_the_words_that_the_programme_has(tmp_path: Path) -> None:
    path = programme(tmp_path, row("Agreement with regional organizations", executors="JCMS"), row("Report to RMO"))

    (message,) = [each.message for each in found(path) if each.rule == "abbreviation-used-again"]

    assert "“regional organizations”" in message


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ({"executors": "COOMET President JCMS"}, "executors-separated"),
        ({"executors": "Chairperson of TC 2 TC 2 Secretariat"}, "executors-separated"),
        ({"executors": "President COOMET"}, "name-not-turned"),
        ({"executors": "JCMS; TC 2, TC 4"}, "separators-alike"),
        ({"term": "2027, 2027"}, "word-once"),
    ],
)
def test_what_has_one_answer_is_mended(tmp_path: Path, cells: dict[str, str], rule: str) -> None:
    path = programme(tmp_path, row(**cells), SOUND)
    before, out = path.read_bytes(), tmp_path / "mended.txt"

    outcome = mend(path, out, Workspace.bundled(), lambda findings: findings)

    assert [done.rule for done in outcome.done] == [rule]
    assert told(found(out)) == []
    assert path.read_bytes() == before


RUSSIAN = """Программа развития КООМЕТ на 2028–2030 годы (вымышленная)
КООМЕТ P1/2028
Утверждена на 37-м заседании Комитета КООМЕТ (ноябрь 2027 г.)
№\tНаименование мероприятия\tСроки\tИсполнители\tПримечание
1\tСовершенствование инфраструктуры
"""


def test_a_russian_draft_is_read_as_carefully(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    rows = [
        "Обзор ламп\t2028–2030\tТК 2\t",
        "Обзор башен\t2028–2030\tТК 4\t",
        "Осмотр колоколов\t2028-2030гг\tТК 1.5\t",
        "Заседание ТК 2\t2029\tТК 4\t",
        "Перевод статей, брошюр и т.д.\t2029\tПредседтель ТК 2\t",
    ]
    path.write_text(RUSSIAN + "".join(f"1.{at}\t{each}\n" for at, each in enumerate(rows, 1)), encoding="utf-8")

    assert sorted(told(found(path))) == [
        ("executor-registered", "Председтель"),
        ("list-closed", "брошюр и т.д."),
        ("meeting-of-executor", "ТК 2"),
        ("range-dash-alike", "2028-2030гг"),
        ("word-spelled", "Председтель"),
    ]

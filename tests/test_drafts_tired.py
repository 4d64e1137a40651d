"""Slips of a tired secretary that a check once missed, or told of where they were not; beside the nearest sound row."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from remit import bundle
from remit.checking import check_subject
from remit.workspace import Workspace
from test_drafts import HEAD, SOUND, found, programme, row, told


@pytest.mark.parametrize("written", ["ТC 2", "ТС 2", "TС 2"])
def test_one_letter_of_another_script_makes_no_other_word_odd(tmp_path: Path, written: str) -> None:
    rows = [
        row(executors=written),
        row("Painting of a tower", executors="TC 2"),
        row("Cleaning of wells", executors="TC 4"),
    ]

    findings = told(found(programme(tmp_path, *rows)))

    assert [text for rule, text in findings if rule == "letters-of-one-script"] == [written.split()[0]]


@pytest.mark.parametrize(
    "titles",
    [("Carrying out reviews of lamps", "Carrying out audits of wells"), ("Setting up lamps", "Setting up wells")],
)
def test_the_particle_of_a_verb_is_no_work_in_common(tmp_path: Path, titles: tuple[str, str]) -> None:
    findings = told(found(programme(tmp_path, *(row(title) for title in titles), SOUND)))

    assert [text for rule, text in findings if rule == "work-told-apart"] == []


@pytest.mark.parametrize(
    ("written", "better"),
    [("OIMIL", "OIML"), ("WELMC", "WELMEC"), ("OILM", "OIML"), ("OIML", ""), ("RLMO", ""), ("QOIMZ", "")],
)
def test_an_abbreviation_that_is_one_of_the_programme_but_for_a_slip_is_told(
    tmp_path: Path, written: str, better: str
) -> None:
    rows = [row("Cooperation with OIML and WELMEC"), row(f"Exchange of letters with {written}", executors="TC 4")]

    findings = found(programme(tmp_path, *rows))

    said = [each.message for each in findings if each.rule == "name-spelled"]
    assert len(said) == bool(better) and all(f"“{better}”" in each for each in said)


@pytest.mark.parametrize(
    ("title", "term", "year"),
    [
        ("Holding of the regional conference on lamps in 2027", "2028", "2027"),
        ("Holding the 2027 conference on lamps", "2026", "2027"),
        ("Holding of the conference on lamps in 2027", "2027", ""),
        ("Holding of the conference on lamps in 2027", "2026–2028", ""),
        ("Holding of seminars on the Agenda 2030", "2026", ""),
        ("Holding of a seminar on the results of 2026", "2027", ""),
        ("Report on the conference of 2026", "2027", ""),
        ("Preparation of the conference of 2028", "2027", ""),
        ("Holding of courses on R/GM/11:2017", "2027", ""),
    ],
)
def test_the_year_in_which_a_title_holds_something_is_one_of_its_term(
    tmp_path: Path, title: str, term: str, year: str
) -> None:
    findings = told(found(programme(tmp_path, row(title, term), SOUND)))

    assert [text for rule, text in findings if rule == "title-year-in-term"] == ([year] if year else [])


@pytest.mark.parametrize(
    ("remark", "term", "words"),
    [
        ("The seminar was held in Minsk", "2027", "was held"),
        ("Took place in the museum", "2027", "Took place"),
        ("To be held in Minsk", "2027", ""),
        ("The first fair was held in 2024", "2027", ""),
        ("The seminar was held in Minsk", "2025", ""),
        ("The seminar was held in Minsk", "Constantly", ""),
    ],
)
def test_what_is_still_to_come_is_not_told_as_done(tmp_path: Path, remark: str, term: str, words: str) -> None:
    findings = told(found(programme(tmp_path, row(term=term, remarks=remark), SOUND)))

    assert [text for rule, text in findings if rule == "remark-not-done-yet"] == ([words] if words else [])


@pytest.mark.parametrize(
    ("term", "rule"),
    [
        ("31 November 2027", "date-exists"),
        ("29 February 2027", "date-exists"),
        ("30 November 2027", ""),
        ("29 February 2028", ""),
        ("November 2027 – March 2026", "term-ordered"),
        ("March 2026 – November 2027", ""),
        ("in due course", "term-read"),
    ],
)
def test_a_term_with_one_slip_is_told_by_the_slip(tmp_path: Path, term: str, rule: str) -> None:
    findings = told(found(programme(tmp_path, row(term=term), SOUND)))

    assert [one for one, _ in findings if one in ("date-exists", "term-ordered", "term-read")] == (
        [rule] if rule else []
    )


@pytest.mark.parametrize(
    ("executors", "rule"),
    [
        ("Chairperson of COOMET Secretariat", "chair-of-committee"),
        ("Head of COOMET Secretariat", ""),
        ("Chairperson of TC 2", ""),
        ("TC-4, TC 2", "number-joined-alike"),
        ("TC 4, TC 2", ""),
    ],
)
def test_an_executor_is_written_as_it_is(tmp_path: Path, executors: str, rule: str) -> None:
    path = programme(tmp_path, row(executors=executors), row("Painting of a tower", executors="TC 1.2, TC 1.3"))

    findings = told(found(path))

    assert [one for one, _ in findings if one in ("chair-of-committee", "number-joined-alike")] == (
        [rule] if rule else []
    )


@pytest.mark.parametrize(
    ("when", "said"), [("November, 2022", True), ("March, 2024", True), ("November, 2024", False), ("2025", False)]
)
def test_an_approval_of_years_before_is_told(tmp_path: Path, when: str, said: bool) -> None:
    path = programme(tmp_path, row(), SOUND, head=HEAD.replace("November, 2025", when).replace("35th", "32nd"))

    assert ("approval-current" in {rule for rule, _ in told(found(path))}) is said


def test_an_organisation_that_ended_is_told_with_the_one_that_followed(tmp_path: Path) -> None:
    path = programme(tmp_path, row("Exchange of letters with EUROMET"), row("Exchange of maps with EURAMET"))

    said = [each.message for each in found(path) if each.rule == "organisation-current"]

    assert said == ["“EUROMET” in event 1.1 ended in 2007-01-11; it was followed by EURAMET."]


def test_a_short_second_year_is_another_way(tmp_path: Path) -> None:
    path = programme(tmp_path, row(term="2026–28"), SOUND, row("Cleaning of wells"), row("Counting of maps"))

    assert ("range-dash-alike", "2026–28") in told(found(path))


@pytest.mark.parametrize(
    ("second", "said"), [("2 Care of lamps\t\t\t\t", 0), ("2\tCare of lamps", 1)], ids=["everywhere", "here and there"]
)
def test_numbers_in_headings_are_told_where_others_stand_in_their_column(
    tmp_path: Path, second: str, said: int
) -> None:
    path = tmp_path / "draft.txt"
    columns = "No.\tName of event\tTerms\tExecutors\tRemarks"
    rows = ["1.1\tPainting of bridges\t2026\tTC 2\t", "1.2\tPainting of towers\t2026\tTC 4\t"]
    more = ["2.1\tCleaning of lamps\t2027\tTC 2\t", "2.2\tCleaning of wells\t2027\tTC 4\t"]
    heading = f"\t{second}" if said == 0 else second
    lines = [HEAD, columns, "\t1 Improvement of infrastructure\t\t\t", *rows, heading, *more, ""]
    path.write_text("\n".join(lines), encoding="utf-8")

    assert [rule for rule, _ in told(found(path))].count("number-in-heading") == said


@pytest.mark.parametrize("written", ["1,2", "1.2"])
def test_a_number_with_a_comma_is_called_as_it_is_meant(tmp_path: Path, written: str) -> None:
    path = programme(tmp_path, row(), SOUND, row("Cleaning of wells"))
    path.write_text(path.read_text(encoding="utf-8").replace("1.2\t", f"{written}\t"), encoding="utf-8")

    findings = told(found(path))

    assert findings == ([("number-well-formed", "1,2")] if "," in written else [])


def test_the_line_of_approval_is_shown_where_it_stands(tmp_path: Path) -> None:
    path = programme(tmp_path, row(), SOUND, head=HEAD.replace("2025", "2020"))

    (finding,) = [each for each in found(path) if each.rule == "approval-current"]

    assert [(place.row, place.text) for place in finding.places] == [(3, HEAD.splitlines()[2].replace("2025", "2020"))]


def test_a_post_whose_kind_is_that_of_a_body_is_told_at_its_line(tmp_path: Path) -> None:
    shutil.copytree(bundle.folder("data") / "template", tmp_path / "lights")
    posts = tmp_path / "lights" / "data" / "registry" / "posts.yaml"
    posts.write_text(
        posts.read_text(encoding="utf-8").replace("kind: president", "kind: technical-committee"), encoding="utf-8"
    )

    findings = check_subject(None, Workspace.at(tmp_path / "lights")).findings

    assert [each.places[0].source for each in findings if each.rule == "post-no-body"] == ["posts.yaml"]


@pytest.mark.parametrize(("title", "words"), [("Care of lamps", "Improvement of infrastructure"), ("", "")])
def test_two_headings_of_one_number_are_told(tmp_path: Path, title: str, words: str) -> None:
    path = programme(tmp_path, row(), SOUND)
    more = f"{'1' if title else '2'}\t{title or 'Care of lamps'}\n"
    rows = ["Cleaning of lamps\t2027\tTC 2\t", "Cleaning of wells\t2027\tTC 4\t"]
    number = (f"1.{at}" if title else f"2.{at - 2}" for at in (3, 4))
    more += "".join(f"{each}\t{said}\n" for each, said in zip(number, rows, strict=True))
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")

    assert told(found(path)) == ([("section-numbers-unique", words)] if title else [])

"""What a drafter gets wrong in small fictional programmes, and what is said of it: which rule, at which words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from remit.checking import check_documents
from remit.findings import Finding
from remit.workspace import Workspace

HEAD = """COOMET DEVELOPMENT PROGRAM FOR 2026–2028 (fictional)
COOMET P1/2026
Approved at the 35th Meeting (November, 2025)"""
COLUMNS = "No.\tName of event\tTerms\tExecutors\tRemarks\n1\tImprovement of infrastructure"
#: A row of a sound programme: title, term, executors, remarks.
TITLE, TERM, EXECUTORS = "Review of the rules for lamps", "2026–2028", "JCMS, TC 2"


def row(title: str = TITLE, term: str = TERM, executors: str = EXECUTORS, remarks: str = "") -> tuple[str, ...]:
    return title, term, executors, remarks


def programme(folder: Path, *rows: Sequence[str], head: str = HEAD) -> Path:
    """Write a programme with a row for each event, numbered from 1.1."""
    path = folder / "draft.txt"
    events = ["\t".join((f"1.{number}", *each)) for number, each in enumerate(rows, start=1)]
    path.write_text("\n".join([*([head] if head else []), COLUMNS, *events, ""]), encoding="utf-8")
    return path


def found(path: Path) -> tuple[Finding, ...]:
    return check_documents([path], Workspace.bundled()).findings


def told(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    """Return rule and marked words of each finding, but for abbreviations, which every such small programme has."""
    kept = [each for each in findings if not each.rule.startswith("abbreviation-")]
    return [(each.rule, each.places[0].text if each.places else "") for each in kept]


SOUND = row("Painting of a tower", "2026", "TC 4", "")


def test_a_sound_programme_is_silent(tmp_path: Path) -> None:
    assert told(found(programme(tmp_path, row(), SOUND))) == []


# --- the head -------------------------------------------------------------------------------------


def test_a_document_without_a_head_is_named_and_no_graph_is_blamed(tmp_path: Path) -> None:
    findings = found(programme(tmp_path, row(), SOUND, head=""))

    assert {each.rule for each in findings if not each.rule.startswith("abbrev")} == {
        "revision-has-code", "revision-has-period", "revision-has-approval",
    }  # fmt: skip
    assert {place.source for each in findings for place in each.places} == {"draft.txt"}
    assert all(each.places for each in findings)


@pytest.mark.parametrize("code", ["КООМЕТ P1/2024", "КООМЕТ Р1/2024", "COOMET P1/2024"])
def test_a_code_in_cyrillic_is_a_code(tmp_path: Path, code: str) -> None:
    path = tmp_path / "draft.txt"
    path.write_text(
        f"Программа развития КООМЕТ на 2024–2026 годы\n{code}\n"
        "№\tНаименование мероприятия\tСроки\tИсполнители\tПримечание\n1\tСовершенствование инфраструктуры\n"
        "1.1\tАнализ результатов\t2024\tТК 1.5\t\n1.2\tПодготовка отчёта\t2024–2026\tТК 1.6\t\n",
        encoding="utf-8",
    )

    assert "revision-has-code" not in {each.rule for each in found(path)}


def test_a_period_in_the_wrong_order_is_told_as_such_alone(tmp_path: Path) -> None:
    path = programme(tmp_path, row(term="2025"), SOUND, head=HEAD.replace("2026–2028", "2028–2026"))

    messages = [each.message for each in found(path) if each.rule != "approval-in-time" and "abbr" not in each.rule]

    assert messages == ["the period 2028–2026 of COOMET P1/2026 ends before it begins."]


# --- terms and executors --------------------------------------------------------------------------


@pytest.mark.parametrize("term", ["2028–2026", "from 2028 to 2026", "с 2028 по 2026 г.", "2028 bis 2026", "2028—2027"])
def test_years_in_the_wrong_order_are_told_as_such(tmp_path: Path, term: str) -> None:
    rules = told(found(programme(tmp_path, row(term=term), SOUND)))

    assert [each for each in rules if each[0].startswith("term")] == [("term-ordered", term)]


@pytest.mark.parametrize("term", ["from 2026 to 2027 or so"])
def test_years_that_are_no_range_are_not_understood(tmp_path: Path, term: str) -> None:
    assert told(found(programme(tmp_path, row(term=term), SOUND))) == [("term-read", term)]


def test_a_body_spelled_in_two_ways_is_named_twice_and_has_lost_no_words(tmp_path: Path) -> None:
    findings = found(programme(tmp_path, row(executors="TC-1.6, TC 1.6"), SOUND))

    assert [rule for rule, _ in told(findings)] == ["executor-once"]


# --- what is not finished -------------------------------------------------------------------------


@pytest.mark.parametrize("cell", ["title", "term", "executors", "remarks"])
@pytest.mark.parametrize("said", ["TBD", "???", "tbd?"])
def test_a_placeholder_is_told_once_and_nobody_looks_for_it_in_a_registry(tmp_path: Path, cell: str, said: str) -> None:
    findings = told(found(programme(tmp_path, row(**{cell: said}), SOUND)))

    if said == "tbd?":
        assert ("placeholder-filled", said) not in findings
    else:
        assert findings == [("placeholder-filled", said)]


@pytest.mark.parametrize("term", ["2026–", "– 2027", "–2028"])
def test_a_range_with_one_end_is_told(tmp_path: Path, term: str) -> None:
    assert told(found(programme(tmp_path, row(term=term), SOUND))) == [("range-closed", term)]


@pytest.mark.parametrize(
    ("title", "words"),
    [("Preparation of a survey on the state of", "state of"), ("Review of lamps and the", "and the")],
)
def test_a_title_that_breaks_off_is_told(tmp_path: Path, title: str, words: str) -> None:
    assert told(found(programme(tmp_path, row(title), SOUND))) == [("title-finished", words)]


@pytest.mark.parametrize("said", ["see event 9.9.9", "see 1.12", "see item 1.9"])
def test_a_reference_to_no_row_is_told(tmp_path: Path, said: str) -> None:
    assert told(found(programme(tmp_path, row(remarks=f"Together, {said}"), SOUND))) == [("row-exists", said)]


@pytest.mark.parametrize(
    "said", ["see event 1.2", "see 1.2", "see 6.6 of ISO/IEC 17025", "see 2.1 in the Guide", "event of 10.5.2026"]
)
def test_a_reference_to_a_row_or_to_another_document_is_none(tmp_path: Path, said: str) -> None:
    assert told(found(programme(tmp_path, row(remarks=f"Together, {said}"), SOUND))) == []


@pytest.mark.parametrize(
    ("remark", "words"),
    [
        ("Report in 2024", "in 2024"),
        ("To be held in March 2031", "in March 2031"),
        ("Planned for 2029", "Planned for 2029"),
    ],
)
def test_a_plan_outside_the_period_is_told(tmp_path: Path, remark: str, words: str) -> None:
    assert told(found(programme(tmp_path, row(remarks=remark), SOUND))) == [("remark-within-period", words)]


@pytest.mark.parametrize("remark", ["Report in 2027", "Adopted in 2015", "ISO 9001:2015", "Agreement valid until 2031"])
def test_what_has_been_and_what_lies_within_is_no_plan_outside(tmp_path: Path, remark: str) -> None:
    assert told(found(programme(tmp_path, row(remarks=remark), SOUND))) == []


# --- letters and signs ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "rule", "words"),
    [
        ({"title": "Review of teh lamps"}, "word-spelled", "teh"),
        ({"title": "Review of lamps adn candles"}, "word-spelled", "adn"),
        ({"title": "Review of lamps ,and candles"}, "comma-spaced", "lamps ,and"),
        ({"executors": "JCMS ,TC 4"}, "comma-spaced", "JCMS ,TC"),
        ({"executors": "TC 1.2,TC 4"}, "comma-spaced", "1.2,TC"),
        ({"executors": "JCMS,, TC 4"}, "signs-once", "JCMS,, TC"),
        ({"executors": "JCMS, TC 4."}, "cell-ends-with-words", "4."),
        ({"executors": "JCMS, TC 4,"}, "cell-ends-with-words", "4,"),
        ({"term": "2026."}, "cell-ends-with-words", "2026."),
        ({"term": "2026–2028,"}, "cell-ends-with-words", "2026–2028,"),
        ({"title": "Review of the lamps,"}, "cell-ends-with-words", "lamps,"),
    ],
)
def test_a_slip_of_the_keyboard_is_told(tmp_path: Path, cells: dict[str, str], rule: str, words: str) -> None:
    assert told(found(programme(tmp_path, row(**cells), SOUND))) == [(rule, words)]


# --- what stands twice ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Annual report", "Annual report"),
        ("Comparison of thermometers", "Comparison of  thermometers"),
        ("5th Competition of young lamplighters", "5th Competition of young lamplighters"),
    ],
)
def test_a_title_that_stands_twice_is_told(tmp_path: Path, one: str, other: str) -> None:
    rules = [rule for rule, _ in told(found(programme(tmp_path, row(one, executors="TC 4"), row(other))))]

    assert "events-distinct" in rules


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5th Competition of young lamplighters", "6th Competition of young lamplighters"),
        ("5th Competition of young lamplighters in the hills", "6th Competition of young lamplighters in the hills"),
        ("Meeting", "Meeting"),
    ],
)
def test_titles_that_a_number_tells_apart_are_two(tmp_path: Path, one: str, other: str) -> None:
    assert told(found(programme(tmp_path, row(one, executors="TC 4"), row(other)))) == []


# --- abbreviations, names, numbers -----------------------------------------------------------------


def test_an_abbreviation_stands_first_where_the_eye_meets_it_first(tmp_path: Path) -> None:
    findings = found(programme(tmp_path, row("Painting of towers", executors="JCRB"), row("Report to JCRB", "2026")))

    places = {
        each.places[0].text: (each.places[0].row, each.places[0].column)
        for each in findings
        if each.rule == "abbreviation-written-out"
    }
    assert (places["COOMET"], places["JCRB"]) == ((1, "head"), (6, "executors"))


def test_a_slip_in_an_abbreviation_has_one_advice(tmp_path: Path) -> None:
    path = programme(tmp_path, row("Review of COMET lamps", executors="COMET Secretariat"), SOUND)

    about = [(each.rule, each.message) for each in found(path) if "COMET" in each.message]

    assert {rule for rule, _ in about} == {"name-spelled", "executor-registered"}
    assert all("COOMET" in message for _, message in about)


@pytest.mark.parametrize("name", ["KELVIN-2025", "KELVIN 2025"])
def test_a_name_with_a_number_is_no_word_in_capitals(tmp_path: Path, name: str) -> None:
    findings = told(found(programme(tmp_path, row(f"Review of {name}"), SOUND)))

    assert findings == ([] if "-" in name else [("words-in-small-letters", "KELVIN")])


@pytest.mark.parametrize("code", ["COOMET.M.M-K1", "COOMET.AUV.V-S2"])
def test_a_comparison_is_no_project_that_a_registry_lacks(tmp_path: Path, code: str) -> None:
    assert told(found(programme(tmp_path, row(f"Comparison {code}"), SOUND))) == []


def test_the_spelling_of_a_tie_is_not_called_that_of_most(tmp_path: Path) -> None:
    path = programme(tmp_path, row("Organization of lamps"), row("Organisation of towers", "2026", "TC 4"))

    (message,) = [each.message for each in found(path) if each.rule == "spelling-of-one-kind"]

    assert "most" not in message


def numbered(folder: Path, *numbers: str) -> list[tuple[str, str]]:
    path = folder / "draft.txt"
    things = ("lamps", "towers", "bridges", "roads", "walls", "gates", "wells")
    events = [f"{each}\tReview of {thing}\t2026\tTC {at}\t" for at, (each, thing) in
              enumerate(zip(numbers, things, strict=False), start=1)]  # fmt: skip
    path.write_text("\n".join([HEAD, COLUMNS, *events, ""]), encoding="utf-8")
    return [(each.rule, each.places[0].text) for each in found(path) if each.rule.startswith("number")]


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        (["1.1", "1.2", "1.9", "1.4", "1.5"], [("numbers-follow", "1.9")]),
        (["1.1", "1.2", "1.9", "1.10", "1.11"], [("numbers-follow", "1.9")]),
        (["1.1", "1.3", "1.4"], [("numbers-follow", "1.3")]),
        (["1.1", "2.2", "1.3"], [("number-under-section", "2.2")]),
        (["1.1", "1.2", "1.3"], []),
    ],
)
def test_one_wrong_number_is_told_once(tmp_path: Path, numbers: list[str], said: list[tuple[str, str]]) -> None:
    assert numbered(tmp_path, *numbers) == said

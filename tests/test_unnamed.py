"""Rows without a title and columns without a name. All plans are fictional."""

from __future__ import annotations

from pathlib import Path

import pytest

from remit import read
from remit.reading import FOREIGN, Reading


def plan(folder: Path, names: str, *rows: str) -> Reading:
    path = folder / "plan.csv"
    path.write_text("\n".join(["Work plan 2032 of the Kite Union", names, *rows]) + "\n", encoding="utf-8")
    return read(path)


def told(reading: Reading) -> list[tuple[str, str, list[str]]]:
    return [(e.title, e.term.text, [x.name for x in e.executors]) for e in reading.events]


NAMES = {
    "en": "No.;Action;Responsible;Deadline",
    "ru": "№;Мероприятие;Исполнители;Срок",
    "de": "Nr.;Maßnahme;Verantwortlich;Termin",
    "fr": "N°;Action;Responsable;Échéance",
}
PAIRS = {
    "en": ("Safety Board", "May 2032", "Art Board", "July 2032"),
    "ru": ("Совет по безопасности", "май 2032 г.", "Совет по искусству", "июль 2032 г."),
    "de": ("Sicherheitsrat", "Mai 2032", "Kunstrat", "Juli 2032"),
    "fr": ("Conseil de sûreté", "mai 2032", "Conseil des arts", "juillet 2032"),
}


@pytest.mark.parametrize("language", NAMES)
def test_a_row_without_a_title_that_says_who_and_when_is_a_part_of_the_row_above(language: str, tmp_path: Path) -> None:
    first, when, second, later = PAIRS[language]

    reading = plan(
        tmp_path, NAMES[language], f"1;Tables;{first};{when}", f";;{second};{later}", f"2;Tests;{first};2032"
    )

    assert [(e.title, e.term.text, len(e.executors)) for e in reading.events] == [
        ("Tables", when, 1),
        ("Tables", later, 1),
        ("Tests", "2032", 1),
    ]
    assert [finding.rule for finding in reading.findings] == [FOREIGN, "title-taken-over"]


def test_a_row_that_names_one_more_body_adds_it(tmp_path: Path) -> None:
    reading = plan(tmp_path, NAMES["en"], "1;Tables;Safety Board;May 2032", ";;Art Board;", "2;Tests;Art Board;2032")

    assert told(reading)[0] == ("Tables", "May 2032", ["Safety Board", "Art Board"])
    assert [finding.rule for finding in reading.findings] == [FOREIGN, "row-continued"]


def test_a_row_that_begins_in_mid_sentence_goes_on(tmp_path: Path) -> None:
    reading = plan(
        tmp_path, NAMES["en"], "1;Tables;Board of;not later than", ";;the Arts;May 2032", "2;Tests;Crew;2032"
    )

    assert len(reading.events) == 2
    assert reading.events[0].term.end == "2032-05"


@pytest.mark.parametrize(
    "row", ["Total;;;;300", ";Total;;;300", ";;Total;;300", ";;;Total;300", ";;;;Total 300", ";;;Grand total:;300 000"]
)
def test_a_total_may_stand_in_any_column(row: str, tmp_path: Path) -> None:
    rows = ("1;Tables;Safety Board;May 2032;100", "2;Tests;Safety Board;June 2032;200", row)

    reading = plan(tmp_path, NAMES["en"] + ";Cost", *rows)

    assert told(reading)[-1] == ("Tests", "June 2032", ["Safety Board"])
    assert "total-left-out" in [finding.rule for finding in reading.findings]


@pytest.mark.parametrize(
    ("first", "title", "rest"),
    [
        ("Objective", "Actions", "Responsible;Deadline"),
        ("Направление", "Мероприятия", "Исполнители;Срок"),
        ("Handlungsfeld", "Maßnahme", "Verantwortlich;Termin"),
        ("Objectif", "Action", "Responsable;Échéance"),
    ],
)
def test_the_name_of_sections_may_stand_over_a_number_and_words(
    first: str, title: str, rest: str, tmp_path: Path
) -> None:
    rows = ("1;Safety;1.1 Tables;A;2032", "1;Safety;1.2 Tests;A;2032", "2;Art;2.1 Show;B;2032", "2;Art;2.2 Book;B;2032")

    reading = plan(tmp_path, f"{first};;{title};{rest}", *rows)

    assert [(s.number, s.title) for s in reading.sections] == [("1", "Safety"), ("2", "Art")]
    assert [(e.number, e.title, e.section) for e in reading.events] == [
        ("1.1", "Tables", "1"),
        ("1.2", "Tests", "1"),
        ("2.1", "Show", "2"),
        ("2.2", "Book", "2"),
    ]


def test_the_name_of_titles_may_stand_over_a_number_and_words(tmp_path: Path) -> None:
    reading = plan(tmp_path, "Action;;Responsible;Deadline", "1;Tables;Safety Board;May 2032", "2;Tests;Art Board;2032")

    assert [(e.number, e.title) for e in reading.events] == [("1", "Tables"), ("2", "Tests")]


def test_words_before_the_titles_are_no_numbers(tmp_path: Path) -> None:
    rows = ("Harbour;Tables;Safety Board;May 2032", "Hill;Tests;Art Board;2032")

    reading = plan(tmp_path, ";Action;Responsible;Deadline", *rows)

    assert [(e.number, e.title) for e in reading.events] == [("", "Tables"), ("", "Tests")]

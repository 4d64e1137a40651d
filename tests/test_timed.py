"""Terms of two columns, and of headings. All plans are fictional."""

from __future__ import annotations

from pathlib import Path

import pytest

from remit import read
from remit.programmes import title_pattern, without_years, year_of
from remit.reading import Event, Programme, Reading


def plan(folder: Path, names: str, *rows: str, title: str = "Work plan 2032–2033 of the Kite Union") -> Reading:
    path = folder / "plan.csv"
    path.write_text("\n".join([title, names, *rows]) + "\n", encoding="utf-8")
    return read(path)


def event(folder: Path, start: str, end: str) -> Event:
    return plan(folder, "Task;Responsible;Start;End", f"Dock;Reed Board;{start};{end}").events[0]


@pytest.mark.parametrize(
    ("start", "end", "bounds"),
    [
        ("March 2032", "by end of 2032", ("2032-03", 2032)),
        ("March 2032", "not later than 1 June 2033", ("2032-03", "2033-06-01")),
        ("from March 2032", "until June 2033", ("2032-03", "2033-06")),
        ("early 2032", "June 2033", (2032, "2033-06")),
    ],
)
def test_a_begin_and_an_end_in_other_words_are_read_each_alone(
    start: str, end: str, bounds: tuple[object, object], tmp_path: Path
) -> None:
    term = event(tmp_path, start, end).term

    assert (term.start, term.end) == bounds
    assert term.kind in ("range", "vague")


def test_a_begin_is_kept_where_the_end_is_no_time(tmp_path: Path) -> None:
    term = event(tmp_path, "March 2032", "3 months after adoption of the charter").term

    assert (term.kind, term.start, term.end) == ("staged", "2032-03", None)
    assert [(stage.kind, stage.start, stage.offset) for stage in term.stages] == [
        ("from", "2032-03", ""),
        ("relative", None, "P3M"),
    ]


HEADED = {
    "en": ("No.;Activity;Responsible;Deadline", "2032", "2033", "May", ("2032-05", 2033)),
    "ru": ("№;Мероприятие;Исполнители;Срок", "2032 год", "Мероприятия на 2033 год", "май", ("2032-05", 2033)),
    "de": ("Nr.;Maßnahme;Verantwortlich;Termin", "Jahr 2032", "Maßnahmen 2033", "Mai", ("2032-05", 2033)),
    "fr": ("N°;Action;Responsable;Échéance", "2032", "Actions en 2033", "mai", ("2032-05", 2033)),
}


@pytest.mark.parametrize("language", HEADED)
def test_rows_under_a_year_are_of_that_year(language: str, tmp_path: Path) -> None:
    names, first, second, month, starts = HEADED[language]
    rows = (f"{first};;;", f"1;Cut;Reed Board;{month}", f"{second};;;", "2;Dry;Reed Board;", "3;Sell;Reed Board;2032")

    reading = plan(tmp_path, names, *rows)

    assert [e.term.start for e in reading.events] == [*starts, 2032]
    assert [f.rule for f in reading.findings if f.rule == "term-from-heading"] == ["term-from-heading"] * 2


@pytest.mark.parametrize(
    ("title", "names", "heading", "bounds"),
    [
        ("План работы на 2032 год", HEADED["ru"][0], "II квартал", ("2032-04", "2032-06")),
        ("План работы на 2032 год", HEADED["ru"][0], "В течение года", (2032, 2032)),
        ("Work plan 2032", HEADED["en"][0], "Q2", ("2032-04", "2032-06")),
        ("Arbeitsplan 2032", HEADED["de"][0], "2. Quartal", ("2032-04", "2032-06")),
    ],
)
def test_rows_under_a_time_are_of_that_time(
    title: str, names: str, heading: str, bounds: tuple[object, object], tmp_path: Path
) -> None:
    reading = plan(tmp_path, names, f"{heading};;;", "1;Cut;Reed Board;", "2;Dry;Reed Board;", title=title)

    assert [(e.term.start, e.term.end) for e in reading.events] == [bounds, bounds]


def test_a_heading_of_words_gives_no_time(tmp_path: Path) -> None:
    reading = plan(tmp_path, HEADED["en"][0], "The fair of 2032;;;", "1;Cut;Reed Board;", "2;Dry;Reed Board;2033")

    assert [e.term.kind for e in reading.events] == ["none", "year"]


def test_a_report_above_the_plan_is_not_its_title(tmp_path: Path) -> None:
    title = "Report on the activities of the Ice Union 2031–2032 and the like\nWork plan 2033"

    reading = plan(tmp_path, HEADED["en"][0], "1;Cut;Reed Board;2033", title=title)

    assert (reading.programme.title, reading.programme.start) == ("Work plan 2033", 2033)


def test_the_words_of_a_russian_title_keep_their_letters() -> None:
    title = "План мероприятий Союза маяков на 2030–2032 годы"

    assert without_years(title, {"на"}) == "План мероприятий Союза маяков годы"
    pattern = title_pattern(title, 2030)
    assert "План мероприятий" in pattern
    assert year_of({"title_pattern": pattern}, Programme(title=title.replace("2030–2032", "2033–2035"))) == "2033"

"""Headings of any text, between the tables of a plan and in them: numbers, years, signs. All is fictional."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit import read
from remit.errors import SourceError
from remit.reading import Reading

NAMES = ["No.", "Activity", "Responsible", "Deadline"]
FIRST, SECOND = ["1", "Cut the reeds", "Reed Board", "May 2032"], ["2", "Dry the reeds", "Reed Board", "Q3 2033"]


def markdown(folder: Path, *parts: tuple[str, list[list[str]]]) -> Path:
    """Write a plan of several tables, each with its heading."""
    lines = ["# Work plan 2032–2033 of the Reed Society"]
    for heading, rows in parts:
        table = [NAMES, ["---"] * len(NAMES), *rows]
        lines += ["", f"## {heading}", "", *("| " + " | ".join(row) + " |" for row in table)]
    path = folder / "plan.md"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


Write = Callable[..., Path]


def page(folder: Path, *parts: tuple[str, list[list[str]]]) -> Path:
    """Write the same as a web page."""
    body = "<h1>Work plan 2032–2033 of the Reed Society</h1>"
    for heading, rows in parts:
        names = "".join(f"<th>{name}</th>" for name in NAMES)
        cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
        body += f"<h2>{heading}</h2><table><tr>{names}</tr>{cells}</table>"
    path = folder / "plan.html"
    path.write_text(f"<!doctype html><html><body>{body}</body></html>", encoding="utf-8")
    return path


def sheet(folder: Path, *rows: list[str], suffix: str = "csv") -> Path:
    """Write one table as CSV."""
    path = folder / f"plan.{suffix}"
    lines = ["Work plan 2032–2033 of the Reed Society", *(";".join(row) for row in [NAMES, *rows])]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def placed(reading: Reading) -> list[tuple[str, str]]:
    titles = {section.number: section.title for section in reading.sections}
    return [(titles.get(event.section, ""), event.title) for event in reading.events]


@pytest.mark.parametrize("write", [markdown, page])
@pytest.mark.parametrize("headings", [("2032", "2033"), ("II", "III"), ("7", "8"), ("2032", "Year 2033"), ("A", "B")])
def test_a_heading_may_be_a_bare_number(write: object, headings: tuple[str, str], tmp_path: Path) -> None:
    path = write(tmp_path, (headings[0], [FIRST]), (headings[1], [SECOND]))  # type: ignore[operator]

    reading = read(path)

    assert placed(reading) == [(headings[0], FIRST[1]), (headings[1], SECOND[1])]


def test_the_number_of_a_year_is_not_that_of_a_section(tmp_path: Path) -> None:
    reading = read(markdown(tmp_path, ("2032", [FIRST]), ("2033 – the second year", [SECOND])))

    assert [(section.number, section.title) for section in reading.sections] == [
        ("1", "2032"),
        ("2", "2033 – the second year"),
    ]


@pytest.mark.parametrize("years", [("2032", "2033"), ("2032.", "2033."), ("2032–2033", "2033–2034")])
def test_a_year_in_the_column_of_numbers_heads_the_rows_under_it(years: tuple[str, str], tmp_path: Path) -> None:
    reading = read(sheet(tmp_path, [years[0], "", "", ""], FIRST, [years[1], "", "", ""], SECOND))

    assert placed(reading) == [(years[0], FIRST[1]), (years[1], SECOND[1])]
    assert [event.number for event in reading.events] == ["1", "2"]


CELLS = ["", "1", "2.1", "2032", "2032–2033", "I", "IV.", "A.", "–", ".", "…", "*", "(continued)", "Total", "1)",
         "a)", "№ 3", "Cut", "- part", "Reed Board", "Board, Panel", "Lead:", "with", "Chair of", "May 2032", "Q5 2032",
         "0000", "9999", "31 February 2032", "week 60 2032", "1 (a)", "1.1.1.1.1", "10,5", "Section 1", "see 1",
         "ditto", "every 0 years", "TC 1 –", "WG 9-2", "()", "and", "~~x~~", "1) Cut", "M99999", "by"]  # fmt: skip
ROWS = st.lists(st.lists(st.sampled_from(CELLS), min_size=4, max_size=4), min_size=1, max_size=4)


@pytest.mark.parametrize("write", [markdown, page])
@given(heading=st.sampled_from(CELLS), first=ROWS, second=ROWS)
def test_whatever_stands_in_cells_and_headings_a_plan_is_read_or_refused(
    write: object,
    heading: str,
    first: list[list[str]],
    second: list[list[str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    path = write(tmp_path_factory.mktemp("plan"), ("2032", first), (heading, second))  # type: ignore[operator]

    try:
        reading = read(path)
    except SourceError:
        return

    assert all(event.cells for event in reading.events)
    assert len({event.id for event in reading.events}) == len(reading.events)
    assert len({section.number for section in reading.sections}) <= len(reading.sections)


@pytest.mark.parametrize("write", [markdown, page])
def test_a_letter_that_heads_the_numbers_under_it_is_the_number_of_the_heading(write: Write, tmp_path: Path) -> None:
    first, second = ["A1", *FIRST[1:]], ["B1", *SECOND[1:]]

    reading = read(write(tmp_path, ("A Growth of reeds", [first]), ("B Sale", [second])))

    assert [(each.number, each.printed, each.title) for each in reading.sections] == [
        ("A", "A", "Growth of reeds"),
        ("B", "B", "Sale"),
    ]
    assert [event.section for event in reading.events] == ["A", "B"]


@pytest.mark.parametrize("write", [markdown, page])
def test_a_letter_that_is_a_word_is_no_number(write: Write, tmp_path: Path) -> None:
    reading = read(write(tmp_path, ("A Reed for All", [FIRST]), ("B Flat", [SECOND])))

    assert [(each.number, each.title) for each in reading.sections] == [("1", "A Reed for All"), ("2", "B Flat")]


def test_a_numbered_title_stands_over_words_above_the_first_table(tmp_path: Path) -> None:
    names = "<tr><th>No.</th><th>Task</th><th>Term</th><th>Executor</th></tr>"
    row = "<tr><td>{0}.{1}</td><td>{2} {0}</td><td>203{1}</td><td>{2} Board</td></tr>"
    tables = [f"<table>{names}{row.format(n, 1, 'Clay')}{row.format(n, 2, 'Fire')}</table>" for n in (1, 2)]
    path = tmp_path / "plan.html"
    path.write_text(
        "<html><body><p>Plan 2031-2033 of a fictional union</p><p>Foreword</p><p>The union digs.</p>"
        f"<p>Area 1: Clay</p><p>Of the 46 pits 19 are dry.</p>{tables[0]}<p>Area 2: Fire</p>{tables[1]}</body></html>",
        encoding="utf-8",
    )

    reading = read(path)

    assert [(section.number, section.title) for section in reading.sections] == [("1", "Clay"), ("2", "Fire")]
    assert [event.section for event in reading.events] == ["1", "1", "2", "2"]


def test_titles_stand_over_a_few_words_before_each_part(tmp_path: Path) -> None:
    names = "<tr><th>No.</th><th>Task</th><th>Term</th><th>Executor</th></tr>"
    row = "<tr><td>{0}</td><td>{1} {0}</td><td>2031</td><td>{1} Board</td></tr>"
    words = "<p>{0}</p><p>The board meets every second month.</p><table>{1}{2}{3}</table>"
    named = ((1, "WG 1 – Clay", "Clay"), (3, "WG 2 – Fire", "Fire"), (5, "Reviews", "Tide"))
    parts = [words.format(title, names, row.format(n, who), row.format(n + 1, who)) for n, title, who in named]
    path = tmp_path / "plan.html"
    path.write_text(f"<html><body><p>Programme of work 2031</p>{''.join(parts)}</body></html>", encoding="utf-8")

    reading = read(path)
    titles = {section.number: section.title for section in reading.sections}

    assert [titles[event.section] for event in reading.events] == [
        title for title in ("WG 1 – Clay", "WG 2 – Fire", "Reviews") for _ in range(2)
    ]

"""Columns of years, quarters and months with marks in them are read as terms; all programmes are fictional."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from docx import Document

from remit import bundle, read
from remit.documents.grid import with_terms
from remit.documents.plan import find_plan
from remit.formats.row import Row
from remit.places import Place
from remit.reading import Cell
from remit.understand.language import load
from remit.understand.terms import read_term
from remit.understand.times import Period

THREE_YEARS = Period(2025, 2027)
LANGUAGES = [load(bundle.folder("data") / "language" / f"{code}.yaml") for code in ("en", "ru", "de", "fr")]


def place(row: int, text: str) -> Place:
    return Place("plan.csv", 1, row, "extra", 0, len(text), text)


def rows(*lines: str) -> list[Row]:
    made = []
    for number, line in enumerate(lines, start=1):
        texts = [text.strip() for text in line.split("|")]
        cells = (Cell(text, ((0, place(number, text)),)) if text else Cell() for text in texts)
        made.append(Row(number, tuple(cells), table=1))
    return made


def terms(*lines: str, period: Period = THREE_YEARS) -> list[tuple[str, str]]:
    table, language = find_plan(with_terms(rows(*lines), LANGUAGES), LANGUAGES, "plan.csv")
    found = [line.text("term") for line in table.lines]
    return [(text, read_term(text, language, period).kind) for text in found]


@pytest.mark.parametrize("mark", ["X", "x", "●", "■", "✓", "*", "Х"])
def test_a_mark_in_the_column_of_a_year_is_the_term(mark: str) -> None:
    found = terms(
        "No. | Activity | 2025 | 2026 | 2027 | Responsible",
        f"1 | Digging | {mark} | | | Clay Board",
        f"2 | Sieving | {mark} | {mark} | | Clay Board",
        f"3 | Firing | {mark} | | {mark} | Fire Board",
    )

    assert found == [("2025", "year"), ("2025 – 2026", "range"), ("2025, 2027", "years")]


def test_quarters_are_read_from_one_row_or_from_two() -> None:
    one = terms("No. | Activity | Q1 2025 | Q2 2025 | Q1 2026 | Who", "1 | Digging | X | X | | Clay Board")
    two = terms("No. | Activity | 2025 | | 2026 | Who", " | | Q1 | Q2 | Q1 | ", "1 | Digging | X | X | | Clay Board")

    assert one == two == [("Q1 2025 – Q2 2025", "range")]


def test_months_without_a_year_are_those_of_a_programme_of_one_year() -> None:
    header = "№ | Мероприятие | Январь | Февраль | Март | Исполнители"

    assert terms(header, "1 | Добыча | | + | + | Совет", period=Period(2031, 2031)) == [("Февраль – Март", "range")]


def test_a_name_over_the_calendar_stays_the_name_of_the_column() -> None:
    header = ("No. | Activity | Timeline | | | Who", " | | 2025 | 2026 | 2027 | ")
    table, _ = find_plan(with_terms(rows(*header, "1 | Digging | | X | X | Clay Board"), LANGUAGES), LANGUAGES, "p")

    assert table.names["term"] == "Timeline"
    assert [line.text("term") for line in table.lines] == ["2026 – 2027"]


@pytest.mark.parametrize(
    "lines",
    [
        ("No. | Activity | 2025 | 2026 | Who", "1 | Digging | 100 | 250 | Clay Board"),
        ("No. | Activity | Terms | 2025 | 2026 | Who", "1 | Digging | 2025 | X | | Clay Board"),
        ("No. | Activity | Terms | Who", "1 | Digging | 2025 | Clay Board"),
        ("a | b", "X | X"),
    ],
)
def test_what_is_no_calendar_stays_as_it_is(lines: tuple[str, ...]) -> None:
    assert with_terms(rows(*lines), LANGUAGES) == rows(*lines)


def test_the_places_of_a_term_are_those_of_its_marks() -> None:
    given = rows("No. | Activity | 2025 | 2026 | 2027 | Who", "1 | Digging | x | | X | Clay Board")
    cell = with_terms(given, LANGUAGES)[1].cells[2]

    assert (cell.text, [place.text for place in cell.places]) == ("2025, 2027", ["x", "X"])


PLAN = (
    ("No", "Activity", "Responsible", "Q1 2031", "Q2 2031", "Q3 2031", "Q4 2031"),
    ("1", "Survey of wells (TEST DATA)", "Water Office", "X", "X", "", ""),
    ("2", "Map of wells", "Map Board", "", "", "●", "●"),
    ("3", "Report", "Water Office", "", "", "", "X"),
)


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_a_calendar_in_a_document_gives_the_terms_of_its_rows(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"wells.{form}"
    if form == "docx":
        document = Document()
        table = document.add_table(len(PLAN), len(PLAN[0]))
        for at, row in enumerate(PLAN):
            for index, text in enumerate(row):
                table.cell(at, index).text = text
        document.save(str(path))
    else:
        book = openpyxl.Workbook()
        for row in PLAN:
            book.active.append(row)  # type: ignore[union-attr]
        book.save(path)

    terms = [event.term for event in read(path).events]

    assert [(term.text, term.start, term.end) for term in terms] == [
        ("Q1 2031 – Q2 2031", "2031-01", "2031-06"),
        ("Q3 2031 – Q4 2031", "2031-07", "2031-12"),
        ("Q4 2031", "2031-10", "2031-12"),
    ]

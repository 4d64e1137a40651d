"""Columns of years, quarters and months with marks in them are read as terms; all programmes are fictional."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.styles import PatternFill

from remit import bundle, read
from remit.documents.grid import with_terms
from remit.documents.plan import find_plan
from remit.formats.row import Row
from remit.places import Place
from remit.reading import Cell
from remit.understand.language import load
from remit.understand.period import Period
from remit.understand.terms import read_term

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


def renumbered(row: Row, number: int) -> Row:
    return replace(row, number=number)


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
        (
            "No. | Activity | Start | Finish | Lead",
            "1 | Dig | July 2025 | June 2027 | Manager",
            "2 | Sow | May 2025 | | Who",
        ),
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


def test_quarters_under_years_keep_their_year_where_other_names_are_merged_over_both_rows() -> None:
    names = ("No. | Activity | Who | 2033 | | 2034 | | Budget", "No. | Activity | Who | Q3 | Q4 | Q1 | Q2 | Budget")
    header = rows(*names)
    header[1] = replace(header[1], above=frozenset({0, 1, 2, 7}))
    given = [*header, *map(renumbered, rows("1 | Digging | Clay Board | | x | x | | 12"), [3])]
    table, _ = find_plan(with_terms(given, LANGUAGES), LANGUAGES, "plan.csv")

    assert [line.text("term") for line in table.lines] == ["Q4 2033 – Q1 2034"]


SCALES = [
    ("No. | Task | Who | 2035 | | | | | | | | | | | ", " | | | J | F | M | A | M | J | J | A | S | O | N | D", 12),
    ("No. | Task | Who | 2035 | | | | | | | | | | | ", " | | | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12", 12),
    ("№ | Мероприятие | Кто | 2035 | | | | | | | | | | | ", " | | | Я | Ф | М | А | М | И | И | А | С | О | Н | Д", 12),
    ("Nr. | Maßnahme | Wer | 2035 | | | | | | | | | | | ", " | | | J | F | M | A | M | J | J | A | S | O | N | D", 12),
    ("№ | Мероприятие | Исполнитель | Кварталы | | | ", " | | | I | II | III | IV", 4),
    ("№ | Мероприятие | Исполнитель | 2035 год | | | ", " | | | I | II | III | IV", 4),
    ("No. | Task | Who | Quarter | | | ", " | | | 1 | 2 | 3 | 4", 4),
    ("N° | Action | Qui | 2035 | | | ", " | | | 1 | 2 | 3 | 4", 4),
]  # fmt: skip


@pytest.mark.parametrize(("over", "names", "parts"), SCALES)
@pytest.mark.parametrize("mark", ["V", "√", "x"])
def test_quarters_and_months_that_are_only_counted_are_read_under_what_says_so(
    over: str, names: str, parts: int, mark: str
) -> None:
    second = [" ".join(["1 | Dig | Clay Board"] + ["|"] + [f"{mark if at == 1 else ''} |" for at in range(parts)])[:-1]]
    third = ["2 | Sieve | Clay Board" + "".join(f" | {mark if at > parts // 2 - 1 else ''}" for at in range(parts))]
    table, language = find_plan(with_terms(rows(over, names, *second, *third), LANGUAGES), LANGUAGES, "plan.csv")
    found = [read_term(line.text("term"), language, Period(2035, 2035)) for line in table.lines]

    months = ("2035-02", "2035-02") if parts == 12 else ("2035-04", "2035-06")
    assert [(term.start, term.end) for term in found] == [months, ("2035-07", "2035-12")]


def test_letters_that_are_no_months_are_none() -> None:
    header = ("No. | Task | Who | Boards | | | ", " | | | A | B | C | D", "1 | Dig | Clay Board | x | | x | ")

    assert with_terms(rows(*header), LANGUAGES) == rows(*header)


def test_years_over_quarters_over_months_are_months() -> None:
    header = (
        "No. | Task | Who | 2035 | | | | | ",
        " | | | Q1 | | | Q2 | | ",
        " | | | Jan | Feb | Mar | Apr | May | Jun",
    )

    assert terms(*header, "1 | Dig | Clay Board | | | x | x | | ", period=Period(2035, 2036)) == [
        ("Mar 2035 – Apr 2035", "range")
    ]


COLOURED = [
    ("1.1", "Map the burnt areas", "Moor Institute", range(1, 5)),
    ("1.2", "Count the grouse", "Bird Trust", range(3, 7)),
    ("2.1", "Block the drains", "Water Company", range(8, 16)),
    ("3.1", "Project meetings", "Moor Institute", range(1, 25)),
]


def coloured(path: Path, band: str = "") -> Path:
    """Write a calendar whose months are coloured and hold nothing; `band` colours every second row whole."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Moor Partnership (TEST DATA): Work plan 2031–2032"])  # type: ignore[union-attr]
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    sheet.append(["No.", "Task", "Lead partner", 2031, *[None] * 11, 2032, *[None] * 11])  # type: ignore[union-attr]
    sheet.append([None, None, None, *months, *months])  # type: ignore[union-attr]
    for number, title, lead, filled in COLOURED:
        sheet.append([number, title, lead])  # type: ignore[union-attr]
        row = sheet.max_row  # type: ignore[union-attr]
        if band and row % 2:
            for column in range(1, 28):
                sheet.cell(row, column).fill = PatternFill("solid", fgColor=band)  # type: ignore[union-attr]
        for month in filled:
            sheet.cell(row, month + 3).fill = PatternFill("solid", fgColor="4472C4")  # type: ignore[union-attr]
    book.save(path)
    return path


@pytest.mark.parametrize("band", ["", "F2F2F2"])
def test_months_that_are_only_coloured_are_read_and_told(tmp_path: Path, band: str) -> None:
    reading = read(coloured(tmp_path / "moor.xlsx", band))

    assert [(event.number, event.term.start, event.term.end) for event in reading.events] == [
        ("1.1", "2031-01", "2031-04"),
        ("1.2", "2031-03", "2031-06"),
        ("2.1", "2031-08", "2032-03"),
        ("3.1", "2031-01", "2032-12"),
    ]
    assert [finding.rule for finding in reading.findings].count("term-by-colour") == 1
    assert all(event.term.places for event in reading.events)


def test_colours_say_nothing_where_signs_mark_the_months(tmp_path: Path) -> None:
    path = coloured(tmp_path / "moor.xlsx")
    book = openpyxl.load_workbook(path)
    for row in range(4, 8):
        book.active.cell(row, 10).value = "x"  # type: ignore[union-attr]
    book.save(path)

    assert {event.term.start for event in read(path).events} == {"2031-07"}


def test_rows_that_are_only_banded_have_no_term(tmp_path: Path) -> None:
    path = coloured(tmp_path / "moor.xlsx", "F2F2F2")
    book = openpyxl.load_workbook(path)
    for row in range(4, 8):
        for column in range(4, 28):
            band = PatternFill("solid", fgColor="F2F2F2") if row % 2 else PatternFill()
            book.active.cell(row, column).fill = band  # type: ignore[union-attr]
    book.save(path)

    assert {event.term.kind for event in read(path).events} == {"none"}


def test_months_that_are_only_coloured_are_read_in_a_text_document_too(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(6, 15)
    months = "J F M A M J J A S O N D".split()
    for row, texts in enumerate([["No.", "Task", "Responsible", "2031"], ["", "", "", *months]]):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    for row, (number, title, lead, filled) in enumerate(COLOURED[:3], start=2):
        for column, text in enumerate((number, title, lead)):
            table.cell(row, column).text = text
        for month in (each for each in filled if each <= 12):
            shade = OxmlElement("w:shd")
            shade.set(qn("w:fill"), "4472C4")
            table.cell(row, month + 2)._tc.get_or_add_tcPr().append(shade)
    document.save(str(tmp_path / "moor.docx"))

    events = read(tmp_path / "moor.docx").events

    assert [(event.term.start, event.term.end) for event in events] == [
        ("2031-01", "2031-04"),
        ("2031-03", "2031-06"),
        ("2031-08", "2031-12"),
    ]

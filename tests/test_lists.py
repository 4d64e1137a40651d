"""A document without a plan is told so, and a row that sums up is no event. All documents here are fictional."""

from __future__ import annotations

import html
import io
from pathlib import Path

import docx
import openpyxl
import pytest

from remit.documents.document import read
from remit.errors import SourceError


def as_csv(rows: list[list[str]]) -> bytes:
    return "\n".join(";".join(row) for row in rows).encode()


def as_html(rows: list[list[str]]) -> bytes:
    lines = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}" for cell in row) for row in rows)
    return f"<!DOCTYPE html><h1>A fictional document</h1><table>{lines}</table>".encode()


def as_docx(rows: list[list[str]]) -> bytes:
    document = docx.Document()
    document.add_paragraph("A fictional document")
    table = document.add_table(len(rows), len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_xlsx(rows: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


WRITERS = {"csv": as_csv, "html": as_html, "docx": as_docx, "xlsx": as_xlsx}
#: What is no plan: name → format and rows.
LISTS = {
    "meetings": ("docx", [["Meeting", "Date", "Place"], ["Meeting A", "12 March 2025", "Town A"]]),
    "minutes": ("docx", [["Time", "Topic", "Speaker"], ["09:00", "Opening", "Chair"], ["10:00", "Report", "Chair"]]),
    "participants": ("xlsx", [["Name", "Organisation", "From", "To"], ["A", "Institute A", "1 March", "3 March"]]),
    "budget": ("xlsx", [["Description", "Period", "Cost"], ["Rent", "2025", "1000"], ["Total", "", "1000"]]),
    "expenses": (
        "csv",
        [["№", "Наименование", "Сумма", "Год"], ["1", "Аренда", "1000", "2025"], ["", "Итого", "1", ""]],
    ),
    "papers": ("html", [["Title", "Author", "Year"], ["A guide", "Institute A", "2020"]]),
    "glossary": ("html", [["Term", "Description"], ["reading", "how a text was understood"]]),
    "events": ("docx", [["No.", "Event", "Date", "Place"], ["1", "Meeting A", "12 March 2035", "Town A"]]),
    "hosted": ("csv", [["№", "Мероприятие", "Сроки", "Место проведения"], ["1", "Совещание", "март 2035", "Город"]]),
    "sittings": ("csv", [["Nr.", "Bezeichnung", "Datum"], ["1", "Sitzung A", "12.03.2025"]]),
    "publications": ("csv", [["N°", "Intitulé", "Année"], ["1", "Un guide", "2020"]]),
}
#: What is a plan, though its columns have plain names.
PLANS = {
    "who": [["Title", "Date", "Responsible"], ["Hold the courses", "2025", "Secretariat"]],
    "deadline": [["Title", "Deadline"], ["Hold the courses", "2025"]],
    "activity": [["Activity", "Year"], ["Hold the courses", "2025"]],
    "event": [["Name of event", "Date"], ["Hold the courses", "2025"]],
    "russian": [["№", "Наименование мероприятия", "Год"], ["1", "Провести курсы", "2025"]],
    "place": [["No.", "Event", "Date", "Place", "Responsible"], ["1", "Hold the courses", "2035", "Town A", "WG 1"]],
    "german": [["Bezeichnung der Maßnahme", "Jahr"], ["Kurse halten", "2025"]],
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_other_things_is_told_to_be_no_plan(name: str, tmp_path: Path) -> None:
    form, rows = LISTS[name]
    path = tmp_path / f"{name}.{form}"
    path.write_bytes(WRITERS[form](rows))

    with pytest.raises(SourceError, match="holds no programme") as stopped:
        read(path)

    assert "\n" not in str(stopped.value)


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_with_plain_names_is_read(name: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_bytes(as_csv(PLANS[name]))

    assert len(read(path).events) == 1


def test_a_calendar_of_meetings_is_refused_with_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "calendar.csv"
    path.write_bytes(as_csv([["No.", "Event", "Date", "Place"], ["1", "Meeting A", "2035", "Town A"]]))

    with pytest.raises(
        SourceError, match=r"nobody who is to do anything, and has a column 'Place'.*'Coordinating body'"
    ):
        read(path)


HEADERS = {
    "en": ["No.", "Activity", "Deadline", "Responsible", "Budget"],
    "ru": ["№", "Мероприятие", "Срок", "Исполнители", "Бюджет"],
    "de": ["Nr.", "Maßnahme", "Frist", "Zuständig", "Kosten"],
    "fr": ["N°", "Activité", "Échéance", "Responsable", "Budget"],
}
TOTALS = {
    "en": ["Total", "TOTAL:", "Grand total", "Subtotal", "Total for 2025", "Total 12 000"],
    "ru": ["Итого", "ИТОГО:", "Всего", "Итого по разделу 1", "Всего за 2025 год"],
    "de": ["Summe", "Gesamt", "Gesamtsumme", "Zwischensumme", "Summe der Kosten"],
    "fr": ["Total", "Total général", "Sous-total", "Total des dépenses", "Somme"],
}


@pytest.mark.parametrize(("language", "words"), [(code, words) for code, each in TOTALS.items() for words in each])
@pytest.mark.parametrize("column", [0, 1])
def test_a_total_is_no_event_and_is_reported(language: str, words: str, column: int, tmp_path: Path) -> None:
    total = ["", "", "", "", "12 000"]
    total[column] = words
    path = tmp_path / "plan.csv"
    path.write_bytes(as_csv([HEADERS[language], ["1", "Kurs A", "2025", "", "12 000"], total]))

    reading = read(path)

    assert [event.title for event in reading.events] == ["Kurs A"]
    said = [finding for finding in reading.findings if finding.rule == "total-left-out"]
    assert len(said) == 1 and words in said[0].message and "12 000" in said[0].message
    assert said[0].places[-1].row == 3


@pytest.mark.parametrize("title", ["Total quality management", "Sum up the results", "Totals of the survey are sent"])
def test_an_event_that_begins_as_a_total_does_is_an_event(title: str) -> None:
    from remit.documents.lists import without_totals
    from remit.documents.rows import Line
    from remit.reading import Cell
    from remit.workspace import Workspace

    line = Line(1, 1, {"title": Cell(title)})

    assert without_totals([line], Workspace.bundled().languages[0]) == ([line], [])


def test_a_total_with_somebody_responsible_is_an_event(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_bytes(as_csv([HEADERS["en"], ["1", "Total", "2025", "Secretariat", ""]]))

    assert len(read(path).events) == 1

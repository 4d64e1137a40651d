"""A place in a document that is a text has its line and columns; what is not certain is not said."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from checked import LANTERN, P1, checked
from programmes import programmes
from remit.documents.document import read
from remit.places import Place
from remit.reports.checked import Checked, Document
from remit.reports.regions import region
from remit.reports.sheet import Sheet
from remit.reports.subject import of_readings
from remit.workspace import Workspace

WORKSPACE = Workspace.bundled()
CSV = 'No.,Name of event,Terms,Executors,Remarks\n1.1,"A school, 2031",2031,TC 2,\n1.2,"Two\nlines",2032,TC 3,\n'
MARKDOWN = (
    "# A plan for 2031 (fictional)\n\n"
    "| No. | Name of event | Terms | Executors |\n|---|---|---|---|\n| 1.1 | A school | 2031 | TC 2 |\n"
)


def regions_hold(found: Checked) -> int:
    """Hold every region of every place against the text; return how many have columns."""
    documents = {document.name: document for document in found.documents}
    sheet, many = Sheet(found.rows), 0
    for row in sheet.rows:
        for place in (place for cell in row.values() for place in cell.places):
            document = documents[place.source]
            at = region(document, place, row)
            assert at is not None and at.line == place.row
            if at.start:
                many += 1
                assert document.lines[at.line - 1][at.start - 1 : at.end - 1] == place.text
    return many


@pytest.mark.parametrize("path", [LANTERN, P1], ids=lambda path: path.stem)
def test_the_cells_of_a_dump_stand_where_their_regions_say(path: Path) -> None:
    found = checked(path)
    many = sum(len(cell.pieces) for row in found.rows for cell in row.values())

    assert regions_hold(found) > 0.95 * many


@given(programmes())
def test_the_cells_of_any_dump_stand_where_their_regions_say(made: tuple[str, object, object]) -> None:
    path = Path(WORKSPACE.root) / "generated.txt"
    source = Document(path.name, path.name, "", "", "text", made[0])
    for number, line in enumerate(source.lines, start=1):
        for cell in line.split("\t"):
            begin = len(cell) - len(cell.lstrip())
            text = cell.strip()
            place = Place(path.name, 1, number, "title", begin, begin + len(text), text)
            found = region(source, place, {})
            assert found is not None and found.line == number
            assert not found.start or line[found.start - 1 : found.end - 1] == text


@pytest.mark.parametrize(("name", "text"), [("plan.csv", CSV), ("plan.md", MARKDOWN)])
def test_a_row_of_another_text_has_its_line(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    reading = read(tmp_path / name, WORKSPACE)
    found = of_readings([(tmp_path / name, reading)], WORKSPACE)
    row = reading.events[0].cells
    regions = {column: region(found.documents[0], cell.places[0], row) for column, cell in row.items()}
    line = next(number for number, line in enumerate(text.split("\n"), start=1) if "A school" in line)

    assert {each.line for each in regions.values() if each} == {line}
    executors = regions["executors"]
    assert executors and found.documents[0].lines[line - 1][executors.start - 1 : executors.end - 1] == "TC 2"


def test_a_record_over_several_lines_has_none() -> None:
    document = Document("plan.csv", "plan.csv", "", "", "csv", CSV)
    place = Place("plan.csv", 0, 3, "title", 0, 9, "Two\nlines")

    assert region(document, place, {}) is None


def test_words_that_stand_in_two_cells_of_a_line_have_no_columns() -> None:
    document = Document("plan.txt", "plan.txt", "", "", "text", "1.1\t2031\t2031\n")

    found = region(document, Place("plan.txt", 1, 1, "term", 0, 4, "2031"), {})

    assert found is not None and (found.line, found.start) == (1, 0)

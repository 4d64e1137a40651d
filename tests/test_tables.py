"""A plan that stands in several tables or sheets is read from all of them; all programmes are fictional."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from office import docx, p, tbl, tc, tr
from remit import read
from remit.reading import Reading

HEADER = ["No.", "Activity", "When", "Who"]
TITLE = "Work plan of the Kiln Union for 2031–2033"


def word(tmp_path: Path, *blocks: str | list[list[str]]) -> Reading:
    body = "".join(
        p(each) if isinstance(each, str) else tbl(*(tr(*(tc(text) for text in row)) for row in each))
        for each in (TITLE, "Prepared by the office.", *blocks)
    )
    path = tmp_path / "plan.docx"
    path.write_bytes(docx(body))
    return read(path)


def sheets(tmp_path: Path, **tables: list[list[Any]]) -> Reading:
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in tables.items():
        sheet = made.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(row)
    path = tmp_path / "plan.xlsx"
    made.save(path)
    return read(path)


def told(reading: Reading) -> list[tuple[str, str, str]]:
    titles = {section.number: section.title for section in reading.sections}
    return [(titles.get(e.section, ""), e.title, e.term.text) for e in reading.events]


def rules(reading: Reading) -> set[str]:
    return {finding.rule for finding in reading.findings}


CLAY = [HEADER, ["1", "Dig clay", "2031", "Clay Board"], ["2", "Sieve clay", "2032", "Clay Board"]]
FIRE = [["Activity", "Responsible", "Start", "End"], ["Fire bricks", "Fire Board", "2031", "2033"]]


def test_tables_with_other_columns_are_read_in_the_order_of_the_document(tmp_path: Path) -> None:
    reading = word(tmp_path, "Clay", CLAY, "Fire", FIRE)

    assert told(reading) == [
        ("Clay", "Dig clay", "2031"),
        ("Clay", "Sieve clay", "2032"),
        ("Fire", "Fire bricks", "2031 – 2033"),
    ]
    assert "table-left-out" not in rules(reading)
    last = reading.events[-1].cells
    assert {(place.table, place.row) for place in last["executors"].places} == {(2, 2)}
    assert reading.events[-1].executors[0].text == "Fire Board"


def test_a_table_without_remarks_or_executors_is_read_too(tmp_path: Path) -> None:
    reading = word(tmp_path, CLAY, [["Activity", "When"], ["Bake bread", "2032"]])

    assert [title for _, title, _ in told(reading)] == ["Dig clay", "Sieve clay", "Bake bread"]


def test_a_table_without_a_header_goes_on_with_the_columns_of_the_one_before(tmp_path: Path) -> None:
    reading = word(tmp_path, "Clay", CLAY, "Fire", [["1", "Fire bricks", "2033", "Fire Board"]])

    assert told(reading)[-1] == ("Fire", "Fire bricks", "2033")
    assert {place.table for place in reading.events[-1].places} == {2}


@pytest.mark.parametrize(
    "other",
    [
        [["Item", "Cost", "Year"], ["Clay", "100", "2031"]],
        [["Name", "Position", "E-mail", "Phone"], ["The chair", "Chair", "chair@kiln.example", "1"]],
        [["Name", "Position", "Date", "Signature"], ["The chair", "Chair", "2031", ""]],
        [["Home", "News", "About", "Contact"], ["In", "Out", "Up", "Down"]],
        [["Bricks", "kg", "much", "dry"], ["Tiles", "kg", "little", "wet"]],
    ],
)
def test_other_tables_stay_out_and_are_told(tmp_path: Path, other: list[list[str]]) -> None:
    reading = word(tmp_path, CLAY, other)

    assert [title for _, title, _ in told(reading)] == ["Dig clay", "Sieve clay"]
    assert rules(reading) & {"table-left-out", "table-outside"}


def test_sheets_are_read_with_their_names_as_sections(tmp_path: Path) -> None:
    reading = sheets(tmp_path, Clay=[[TITLE], *CLAY], Fire=FIRE, More_fire=[["Fire tiles", "Fire Board", 2032, 2033]])

    assert told(reading) == [
        ("Clay", "Dig clay", "2031"),
        ("Clay", "Sieve clay", "2032"),
        ("Fire", "Fire bricks", "2031 – 2033"),
        ("More fire", "Fire tiles", "2032 – 2033"),
    ]
    assert {(place.table, place.row) for place in reading.events[2].places} == {(2, 2)}
    assert reading.programme.title == TITLE


def test_a_name_that_the_program_gave_to_a_sheet_is_no_section(tmp_path: Path) -> None:
    reading = sheets(tmp_path, Sheet1=[[TITLE], *CLAY], Sheet2=FIRE)

    assert len(reading.events) == 3
    assert reading.sections == ()


def test_tables_one_under_the_other_on_one_sheet(tmp_path: Path) -> None:
    other: list[list[Any]] = [["Responsible", "Activity", "Start", "End"], ["Fire Board", "Fire bricks", 2031, 2033]]
    one: list[list[Any]] = [[TITLE], *CLAY, [], *other]
    reading = sheets(tmp_path, Plan=one)

    assert told(reading)[-1] == ("", "Fire bricks", "2031 – 2033")


def test_a_role_is_that_of_its_own_table(tmp_path: Path) -> None:
    led = [["Activity", "When", "Lead", "Partners"], ["Fire bricks", "2031", "Fire Board", "Clay Board"]]
    reading = word(tmp_path, CLAY, led)

    assert [[e.role for e in event.executors] for event in reading.events] == [["body"], ["body"], ["lead", "partner"]]


def test_rows_and_columns_that_are_hidden_are_told(tmp_path: Path) -> None:
    made = Workbook()
    sheet = made.worksheets[0]
    rows: list[list[Any]] = [[TITLE], [*HEADER, "Price"], [*CLAY[1], 1], [*CLAY[2], 2]]
    for row in rows:
        sheet.append(row)
    sheet.row_dimensions[4].hidden = True
    sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions["E"].hidden = True
    path = tmp_path / "plan.xlsx"
    made.save(path)

    found = [finding.message for finding in read(path).findings if finding.rule == "hidden-left-out"]

    assert found == ["hidden in this sheet and left out: row 4, column E."]


@pytest.mark.parametrize(
    ("first", "second"),
    [("Table 1", "Table 1, continued"), ("Table 1.", "Table 1 (cont.)"), ("Таблица 1", "Продолжение таблицы 1")],
)
def test_a_caption_that_only_counts_tables_is_no_section(first: str, second: str, tmp_path: Path) -> None:
    reading = word(tmp_path, first, CLAY, second, [HEADER, ["3", "Fire clay", "2033", "Fire Board"]])

    assert told(reading) == [("", "Dig clay", "2031"), ("", "Sieve clay", "2032"), ("", "Fire clay", "2033")]


def test_the_title_of_a_part_stands_before_its_caption_too(tmp_path: Path) -> None:
    fire = [HEADER, ["3", "Fire clay", "2033", "Fire Board"]]

    reading = word(tmp_path, "Clay", "Table 1", CLAY, "Fire", "Table 2", fire)

    assert [section for section, _, _ in told(reading)] == ["Clay", "Clay", "Fire"]


@pytest.mark.parametrize("header", [[], [["Pos.", "Article", "Pieces", "Price"]]])
def test_a_numbered_table_as_wide_as_the_plan_is_no_part_of_it(header: list[list[str]], tmp_path: Path) -> None:
    other = [["1", "Shovels", "12", "240"], ["2", "Buckets", "30", "150"]]

    reading = word(tmp_path, TITLE, CLAY, "What it costs", [*header, *other], "The end")

    assert [title for _, title, _ in told(reading)] == ["Dig clay", "Sieve clay"]

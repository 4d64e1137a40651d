"""A spreadsheet is read as it is shown."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from office import struck_in
from remit.errors import SourceError
from remit.formats.numbering import restored
from remit.formats.sheet import restored_in, rows_of_xlsx
from remit.formats.shown import shown
from renditions import saved

PLAN = Path("plan.xlsx")


def book(*rows: list[Any]) -> tuple[Workbook, Worksheet]:
    made = Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(row)
    return made, sheet


def read(made: Workbook) -> list[tuple[int, int, list[str]]]:
    """Return table, number and texts of each row."""
    return [(r.table, r.number, [cell.text for cell in r.cells]) for r in rows_of_xlsx(saved(made), PLAN)]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (2017, "General", "2017"),
        (2017.0, "General", "2017"),
        (2.1, "General", "2.1"),
        (2.1, "0.00", "2.10"),
        (0.25, "0%", "25%"),
        (0.125, "0.0#%", "12.5%"),
        (-5, "0;(0)", "(5)"),
        (0, '0;-0;"–"', "–"),
        (211, r"0\.0\.0", "2.1.1"),
        (5, '"TC "0', "TC 5"),
        (1234.5, "#,##0.00", "1,234.50"),
        (1500000, '0.0,,"M"', "1.5M"),
        (0.5, "# ?/?", "0.5"),
        (1e28, "0", f"1{'0' * 28}"),
        (1.7e308, "0.00", f"17{'0' * 307}.00"),
        (True, "General", "TRUE"),
        (datetime(2017, 4, 2), "dd.mm.yyyy", "02.04.2017"),
        (datetime(2017, 4, 2), "mm-dd-yy", "2017-04-02"),
        (datetime(2017, 4, 2), "mmmm yyyy", "April 2017"),
        (datetime(2017, 4, 2), '[$-419]d mmmm yyyy" г."', "2 апреля 2017 г."),
        (datetime(2017, 4, 2), "[$-419]mmmm yyyy", "апрель 2017"),
        (date(2017, 4, 2), "[$-F800]dddd, d mmm yy", "Sunday, 2 Apr 17"),
        (datetime(2017, 4, 2, 13, 5), "d/m/yy h:mm AM/PM", "2/4/17 1:05 PM"),
        (time(9, 30), "hh:mm", "09:30"),
        (timedelta(hours=26, minutes=3), "[h]:mm:ss", "26:03:00"),
    ],
)
def test_a_value_is_read_as_it_is_shown(value: Any, form: str, text: str) -> None:
    assert shown(value, form) == text


@given(
    value=st.floats() | st.integers() | st.datetimes() | st.text(),
    form=st.text('0#?.,%;@mdyhs"\\[]-$E+_*/ A', max_size=12),
)
def test_any_format_shows_some_text(value: Any, form: str) -> None:
    assert isinstance(shown(value, form), str)


def test_numbers_and_dates_of_a_sheet_are_read_as_shown() -> None:
    made, sheet = book([1.1, "Review", 2017, 0.5], [1.2, "Report", datetime(2018, 3, 1), True])
    sheet["D1"].number_format = "0%"
    sheet["C2"].number_format = "mmmm yyyy"

    assert read(made) == [(1, 1, ["1.1", "Review", "2017", "50%"]), (1, 2, ["1.2", "Report", "March 2018", "TRUE"])]


def test_a_number_that_lost_its_nought_is_put_right_and_says_so() -> None:
    made, _ = book(*([float(f"2.{n}"), "Review"] for n in range(1, 13)))

    cells = [row.cells[0] for row in rows_of_xlsx(saved(made), PLAN)]

    assert [cell.text for cell in cells[8:]] == ["2.9", "2.10", "2.11", "2.12"]
    assert [restored_in(cell) for cell in cells[8:]] == ["", "2.1", "", ""]


@pytest.mark.parametrize(
    "column",
    [
        [("2.1", True), ("2.9", True), ("2.1", True)],  # a column of amounts
        [(f"2.{n}", True) for n in range(1, 10)] + [("2.1", False)],  # typed as a text
        [(f"2.{n}", True) for n in range(1, 9)] + [("2.1", True)],  # 2.9 is missing
    ],
)
def test_a_number_is_left_alone_where_nothing_is_certain(column: list[tuple[str, bool]]) -> None:
    assert restored(column) == {}


@given(last=st.integers(1, 45), sub=st.booleans())
def test_any_unbroken_sequence_comes_out_whole(last: int, sub: bool) -> None:
    wanted = [f"3.{n}" for n in range(1, last + 1)]
    column = [(f"{float(number):g}", True) for number in wanted]
    if sub:
        column = [pair for text, typed in column for pair in ((text, typed), ("", False))]

    meant = restored(column)

    assert [meant.get(i, text) for i, (text, _) in enumerate(column) if text] == wanted


def test_merged_cells_stand_once_across_and_again_below() -> None:
    made, sheet = book(["2 Section"], ["a", "b", "2017"], [None, "c", "2018"])
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A2:A3")

    rows = rows_of_xlsx(saved(made), PLAN)

    assert [[cell.text for cell in row.cells] for row in rows] == [
        ["2 Section", "", ""],
        ["a", "b", "2017"],
        ["a", "c", "2018"],
    ]
    assert [row.above for row in rows] == [frozenset(), frozenset(), frozenset({0})]


def test_what_is_hidden_is_left_out_and_rows_keep_their_numbers() -> None:
    made, sheet = book(["a", "x", "b"], ["gone"], [], ["c", "x", "d"])
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    made.create_sheet("Notes").sheet_state = "hidden"
    made["Notes"].append(["secret"])
    made.create_sheet("Empty")
    made.create_sheet("More").append(["e"])

    assert read(made) == [(1, 1, ["a", "", "b"]), (1, 4, ["c", "", "d"]), (2, 1, ["e"])]


def test_struck_out_words_are_not_read_but_told() -> None:
    made, sheet = book(["1", "old"])
    sheet["B1"].font = Font(strike=True)
    sheet["C1"] = CellRichText(TextBlock(InlineFont(strike=True), "2016"), " 2017")
    data = saved(made)

    assert [cell.text for cell in rows_of_xlsx(data, PLAN)[0].cells] == ["1", "", "2017"]
    assert {(s.text, s.place.row, s.place.column) for s in struck_in(rows_of_xlsx(data, PLAN))} == {
        ("old", 1, "1"),
        ("2016", 1, "2"),
    }


def test_struck_out_words_are_told_where_words_are_shared_by_cells() -> None:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    pieces = "<r><rPr><strike/></rPr><t>2016</t></r><r><t> 2017</t></r>"
    runs = f"<sst xmlns='{space}'><si>{pieces}</si></sst>"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    shared = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    data = changed(saved(book([17])[0]), "[Content_Types].xml", ("</Types>", shared))
    data = changed(data, SHEET, ('t="n"', 't="s"'), ("<v>17</v>", "<v>0</v>"), extra={"xl/sharedStrings.xml": runs})

    assert rows_of_xlsx(data, PLAN)[0].cells[0].text == "2017"
    assert [s.text for s in struck_in(rows_of_xlsx(data, PLAN))] == ["2016"]


def changed(data: bytes, part: str, *swaps: tuple[str, str], extra: dict[str, str] | None = None) -> bytes:
    """Return a spreadsheet with words of one part swapped and with extra parts."""
    archive, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in archive.namelist():
            text = archive.read(name)
            for old, other in swaps if name == part else ():
                assert old.encode() in text
                text = text.replace(old.encode(), other.encode())
            new.writestr(name, text)
        for name, words in (extra or {}).items():
            new.writestr(name, words)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_a_formula_gives_its_saved_value_or_stands_as_written() -> None:
    data = saved(book(["=1+1", "=2016+1"])[0])
    data = changed(data, SHEET, ("<f>1+1</f><v></v>", "<f>1+1</f><v>2</v>"))

    assert [cell.text for cell in rows_of_xlsx(data, PLAN)[0].cells] == ["2", "=2016+1"]


HOSTILE = {
    "declares entities": ("<worksheet", '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet'),
    "damaged": ("<sheetData>", "<sheetData><"),
    "100,000 cells": ('<row r="1"', '<row r="99999999"'),
}


@pytest.mark.parametrize("words", HOSTILE)
def test_a_hostile_sheet_is_refused_in_one_sentence(words: str) -> None:
    data = changed(saved(book(["a", "b"])[0]), SHEET, HOSTILE[words])

    with pytest.raises(SourceError, match=words):
        rows_of_xlsx(data, PLAN)


def test_merges_over_the_whole_sheet_cost_nothing() -> None:
    made = saved(book(["a", "b"])[0])
    merges = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>' * 1000
    data = changed(made, SHEET, ("</sheetData>", f"</sheetData>{merges}"))

    assert [cell.text for cell in rows_of_xlsx(data, PLAN)[0].cells] == ["a", "b"]


def test_a_bomb_is_refused() -> None:
    data = changed(saved(book(["a", "b"])[0]), SHEET, ("</sheetData>", "</sheetData>" + " " * 50_000_000))

    with pytest.raises(SourceError, match="unpacks to more than"):
        rows_of_xlsx(data, PLAN)


def test_a_missing_style_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    data = changed(saved(book(["a"])[0]), "xl/styles.xml", ("cellStyleXfs", "cellStyles_"))

    try:
        rows_of_xlsx(data, PLAN)
    except SourceError:
        pass

    assert capfd.readouterr().out == ""


def test_a_name_of_a_part_breaks_no_line() -> None:
    data = changed(saved(book(["a"])[0]), SHEET, extra={"xl/a\nb.xml": "no XML"})

    with pytest.raises(SourceError) as stopped:
        rows_of_xlsx(data, PLAN)

    assert "\n" not in str(stopped.value)

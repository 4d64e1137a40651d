"""A PDF gives the rows that its ruling lines, or clear gaps, make."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pdfplumber
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdf_writing import HEADER, Page, pdf
from remit import bundle
from remit.documents.outline import outline
from remit.documents.plan import find_plan
from remit.errors import SourceError
from remit.formats.pdf import rows_of_pdf
from remit.formats.row import Row
from remit.formats.text import rows_of_text
from remit.places import Place
from remit.understand.language import load

HERE = Path(__file__).parent / "documents"
ROWS = (
    HEADER,
    ("1.1", "Review of the rules", "2031", "WG 1, WG 2", ""),
    ("1.2", "Survey", "2032", "WG 3", "fictional"),
)


def rows(data: bytes) -> list[Row]:
    return rows_of_pdf(data, Path("draft.pdf"))


def table(data: bytes, number: int = 1) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in rows(data) if row.table == number]


def texts(data: bytes) -> list[str]:
    return [row.text for row in rows(data) if row.table == 0]


# --- P1/2017 ------------------------------------------------------------------------------------------


def events(found: list[Row]) -> list[dict[str, str]]:
    english = load(bundle.folder("data") / "language" / "en.yaml")
    items, _ = outline(find_plan(found, [english], "programme")[0], english)
    return [{c: cell.text for c, cell in item.line.cells.items()} for item in items if item.kind == "event"]


@pytest.mark.parametrize("name", ["p1-2017-portrait.pdf", "p1-2017-landscape.pdf"])
def test_every_cell_of_every_event_of_p1_2017_is_that_of_the_text(name: str) -> None:
    source = bundle.folder("data") / "source" / "coomet-p1-2017.txt"
    wanted = events(rows_of_text(source.read_bytes(), source))

    got = events(rows_of_pdf((HERE / name).read_bytes(), HERE / name))
    assert len(wanted) == 59
    assert got == wanted


def test_what_stands_above_the_table_is_read_and_running_heads_are_not() -> None:
    found = rows_of_pdf((HERE / "p1-2017-landscape.pdf").read_bytes(), Path("p.pdf"))

    assert [row.text for row in found if row.table == 0] == [
        "COOMET Program",
        "COOMET DEVELOPMENT PROGRAM FOR 2017–2019",
        "COOMET P1/2017",
        "Approved at the 27 th COOMET Committee Meeting (April, 2017)",
    ]


@pytest.mark.parametrize("name", ["p1-2017-portrait.pdf", "p1-2017-landscape.pdf"])
def test_another_reader_finds_the_same_cells(name: str) -> None:
    with pdfplumber.open(HERE / name) as document:
        theirs = [row for page in document.pages for each in page.extract_tables() for row in each]

    ours = [row for row in rows_of_pdf((HERE / name).read_bytes(), HERE / name) if row.table]

    assert [bare(cell.text for cell in row.cells) for row in ours] == [bare(row) for row in theirs]


def bare(cells: Iterable[str | None]) -> list[str]:
    return ["".join((cell or "").split()) for cell in cells]


# --- lines --------------------------------------------------------------------------------------------


def test_a_ruled_table_gives_its_cells_with_their_places() -> None:
    found = rows(pdf(Page().text(40, 60, "Programme 2031").table(ROWS)))

    assert [(row.number, row.table, row.page) for row in found] == [(1, 0, 1), (1, 1, 1), (2, 1, 1), (3, 1, 1)]
    assert tuple(cell.text for cell in found[3].cells) == ROWS[2]
    assert found[3].cells[3].places == (Place("draft.pdf", 1, 3, "3", 0, 4, "WG 3"),)


@pytest.mark.parametrize("dash", ["", "1 2", "3 3"])
def test_a_dotted_line_is_a_line(dash: str) -> None:
    assert table(pdf(Page().table(ROWS, dash=dash))) == list(ROWS)


def test_a_line_made_of_dots_drawn_one_by_one_is_a_line() -> None:
    page = Page().text(44, 110, "1.1").text(124, 110, "Survey")
    for step in range(0, 160, 3):
        for y in (100, 140):
            page.area(40 + step, y, 41 + step, y + 0.5)
    for x in (40, 120, 200):
        for step in range(0, 40, 3):
            page.area(x, 100 + step, x + 0.5, 101 + step)

    assert table(pdf(page)) == [("1.1", "Survey")]


def test_a_table_without_outer_border_keeps_its_outer_columns() -> None:
    page = Page()
    for y in (130, 160):
        page.line(40, y, 300, y)
    for x in (100, 200):
        page.line(x, 100, x, 190)
    for row, y in enumerate((115, 145, 175)):
        for column, x in enumerate((45, 105, 205)):
            page.text(x, y, f"r{row}c{column}")

    assert table(pdf(page)) == [tuple(f"r{row}c{column}" for column in range(3)) for row in range(3)]


def test_a_cell_merged_over_columns_stands_at_the_first_and_over_rows_again_below() -> None:
    page = Page()
    for y in (100, 160):
        page.line(40, y, 340, y)
    page.line(40, 120, 340, 120).line(140, 140, 340, 140)
    page.line(40, 100, 40, 160).line(340, 100, 340, 160).line(140, 120, 140, 160).line(240, 120, 240, 160)
    page.text(45, 112, "1 Heading").text(45, 143, "2031").text(145, 132, "a").text(245, 132, "b")
    found = rows(pdf(page.text(145, 152, "c").text(245, 152, "d")))

    assert [tuple(cell.text for cell in row.cells) for row in found] == [
        ("1 Heading", "", ""),
        ("2031", "a", "b"),
        ("2031", "c", "d"),
    ]
    assert [row.above for row in found] == [frozenset(), frozenset(), frozenset({0})]


def test_a_frame_around_the_page_is_no_table() -> None:
    page = Page().table(ROWS)
    page.line(10, 10, 585, 10).line(10, 830, 585, 830).line(10, 10, 10, 830).line(585, 10, 585, 830)

    assert table(pdf(page)) == list(ROWS)


def test_a_word_that_runs_over_a_line_is_parted_there() -> None:
    page = Page().table((("a", "b"),)).text(60, 130, "20312032")

    assert table(pdf(page))[0][0].endswith("2031") and table(pdf(page))[0][1].endswith("2032")


# --- turned pages -------------------------------------------------------------------------------------


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_is_read_whatever_it_says_of_its_rotation(rotate: int) -> None:
    assert table(pdf(Page(rotate=rotate).table(ROWS))) == list(ROWS)


def test_a_table_drawn_sideways_is_read_upright() -> None:
    page = Page(842, 595).table(ROWS)
    page.width, page.height = 595, 842
    page.content = ["q 0 1 -1 0 595 0 cm", *page.content, "Q"]

    assert table(pdf(page)) == list(ROWS)


def test_a_word_that_stands_upright_in_a_cell_is_read() -> None:
    page = Page().table(ROWS).text(0, 0, "Sideways", matrix=f"0 1 -1 0 {40 + 40 + 150 + 80 + 130 + 60} {842 - 138}")

    assert table(pdf(page))[0][4] == "Remarks Sideways"


# --- text of a cell -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("Support in improving national\nservices of the member countries", None),
        (
            "Maintenance of pages and web-\nresources of the office",
            "Maintenance of pages and web-resources of the office",
        ),
        (
            "Collaboration with ABC-\nDEF, in the years from 2031–\n2033",
            "Collaboration with ABC-DEF, in the years from 2031–2033",
        ),
        ("Chairperson of WG 2\nWG 2 Secretariat", "Chairperson of WG 2\nWG 2 Secretariat"),
        ("- first thing\n- second thing", "- first thing\n- second thing"),
        ("Holding of many workshops (CEN\n, ISO)", "Holding of many workshops (CEN, ISO)"),
    ],
)
def test_line_ends_are_blanks_unless_somebody_made_them(cell: str, wanted: str | None) -> None:
    assert table(pdf(Page().table((HEADER, ("1", cell)))))[1][1] == (wanted or cell.replace("\n", " "))


def test_hyphens_of_a_typesetter_go_where_the_document_has_them_throughout() -> None:
    torn = ("1", "the imple-\nmentation of metro-\nlogy and the stand-\nardisation")

    assert (
        table(pdf(Page().table((HEADER, torn), row=60)))[1][1]
        == "the implementation of metrology and the standardisation"
    )


def test_raised_and_lowered_letters_stand_in_their_line() -> None:
    page = Page().table((HEADER, ("", "H", "", "", ""))).text(91, 154, "2", size=5.5).text(94.5, 152, "O at 27")
    page.text(125, 149, "th", size=5.5).text(133, 152, "meeting")

    assert table(pdf(page))[1][1] == "H2O at 27th meeting"


# --- pages --------------------------------------------------------------------------------------------


def test_a_table_that_goes_on_over_pages_is_one_and_page_numbers_are_left_out() -> None:
    pages = [
        Page()
        .text(40, 30, "Fictional office")
        .table((HEADER, (f"1.{n}", "Survey", "2031", "WG 1", "")))
        .text(290, 820, f"{n}")
        for n in (1, 2, 3)
    ]
    found = rows(pdf(*pages))

    assert {row.table for row in found} == {1}
    assert [(row.number, row.page) for row in found] == [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (6, 3)]


def test_two_tables_with_text_between_are_two() -> None:
    page = Page().table(ROWS).text(40, 300, "Contacts").table((("Office", "Town"), ("A", "B")), top=330)

    assert texts(pdf(page)) == ["Contacts"]
    assert table(pdf(page), 2) == [("Office", "Town"), ("A", "B")]


def test_lines_of_a_paragraph_are_one_row_and_a_title_is_its_own() -> None:
    page = Page().text(40, 40, "Programme of the fictional office", size=14).text(40, 70, "This text goes on " * 6)
    page.text(40, 81, "and ends here.").table(ROWS)

    assert texts(pdf(page)) == ["Programme of the fictional office", "This text goes on " * 6 + "and ends here."]


# --- without lines ------------------------------------------------------------------------------------


def laid_out(pitch: int) -> Page:
    page = Page().text(40, 60, "Programme 2031")
    for row, cells in enumerate(ROWS):
        for x, cell in zip((40, 80, 230, 310, 440), cells, strict=True):
            page.text(x, 100 + pitch * row, cell)
    return page


def test_clear_columns_without_lines_are_read() -> None:
    assert table(pdf(laid_out(30))) == list(ROWS)
    assert table(pdf(laid_out(11))) == list(ROWS)


def test_what_may_be_a_row_or_a_line_of_one_is_not_read() -> None:
    unclear = laid_out(11).text(80, 133, "or the rest").text(310, 133, "WG 5")

    with pytest.raises(SourceError, match="no ruled table was found"):
        rows(pdf(unclear))


def test_rows_parted_by_lying_lines_alone_are_read() -> None:
    page = laid_out(30).text(80, 171, "of surveyors")
    for y in (86, 118, 148, 178):
        page.line(40, y, 550, y)

    assert table(pdf(page))[2] == ("1.2", "Survey of surveyors", "2032", "WG 3", "fictional")


def test_prose_is_no_table() -> None:
    with pytest.raises(SourceError, match="no ruled table was found"):
        rows(pdf(Page().text(40, 100, "Dear colleagues,").text(40, 111, "the next meeting is in May.")))


# --- properties ---------------------------------------------------------------------------------------

WORD = st.text("abcdefgXYZ123.,()", min_size=1, max_size=4)
CELL = st.lists(st.lists(WORD, min_size=1, max_size=2).map(" ".join), max_size=3).map("\n".join)


@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=6))
def test_every_letter_of_a_ruled_table_stands_in_its_own_cell(cells: list[tuple[str, str, str]]) -> None:
    wide = [("", *each) for each in cells]
    got = table(pdf(Page().table([("n", "n", "n", "n"), *wide])))

    letters = [tuple("".join(cell.split()) for cell in row) for row in got[1:]]
    assert letters == [tuple("".join(cell.split()) for cell in row) for row in wide]

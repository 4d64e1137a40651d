"""OpenDocument texts and sheets give the same rows as Word documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office import ods, odt, opened, struck_in
from remit.formats.opendocument import rows_of_ods, rows_of_odt
from remit.formats.row import Row
from remit.formats.word import rows_of_docx

DOCUMENTS = Path(__file__).parent / "documents"
NAME, SHEET = Path("draft.odt"), Path("draft.ods")


def texts(data: bytes) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in rows_of_odt(data, NAME)]


def cell(text: str, about: str = "") -> str:
    return (
        f"<table:table-cell {about}>{text if text.startswith('<') else f'<text:p>{text}</text:p>'}</table:table-cell>"
    )


def row(*cells: str, about: str = "") -> str:
    return f"<table:table-row {about}>{''.join(cells)}</table:table-row>"


def table(*rows: str) -> str:
    return f"<table:table>{''.join(rows)}</table:table>"


COVERED = "<table:covered-table-cell/>"
STYLES = (
    '<style:style style:name="hid" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="old" style:family="text"><style:text-properties '
    'style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="new" style:family="text" style:parent-style-name="old"><style:text-properties '
    'style:text-line-through-style="none"/></style:style>'
    '<style:style style:name="turn" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/>'
    "</style:style>"
)


def span(style: str, text: str) -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


PARAGRAPHS = {
    "words": ("Hold a school", "Hold a school"),
    "white space": ("  a\n   b <text:span> c</text:span>", "a b c"),
    "blanks that stay": ('a<text:s text:c="2"/>b<text:tab/>c', "a  b\tc"),
    "a line break": ("a<text:line-break/>b", "a\nb"),
    "a soft hyphen": ("metro\xadlogy", "metrology"),
    "a link": ("see <text:a>page</text:a>!", "see page!"),
    "a footnote": ("a<text:note><text:note-body><text:p>x</text:p></text:note-body></text:note>b", "ab"),
    "a comment": ("a<office:annotation><text:p>x</text:p></office:annotation>b", "ab"),
    "a prompt": ("a<text:placeholder>date</text:placeholder>", "a"),
    "a field": ("<text:date>2031</text:date>", "2031"),
    "hidden words": ("a" + span("hid", "b"), "a"),
    "struck words": (span("old", "2030") + "2031" + span("old", span("new", "!")), "2031!"),
    "phonetics": ("<text:ruby><text:ruby-base>a</text:ruby-base><text:ruby-text>b</text:ruby-text></text:ruby>", "a"),
    "a hidden paragraph": ('b<text:hidden-paragraph text:is-hidden="true"/></text:p><text:p>a', "a"),
    "an inserted word": ('a<text:change-start text:change-id="1"/>b<text:change-end text:change-id="1"/>', "ab"),
}


@pytest.mark.parametrize("what", PARAGRAPHS)
def test_a_paragraph_is_read_as_printed(what: str) -> None:
    inner, wanted = PARAGRAPHS[what]
    paragraph = f"<text:p>{inner}</text:p>"

    assert texts(odt(paragraph, STYLES)) == [[wanted]]
    assert texts(odt(table(row(cell(paragraph), cell("z"))), common=STYLES)) == [[wanted, "z"]]


def test_what_is_struck_out_is_told() -> None:
    body = table(row(cell("a"), cell(f"<text:p>{span('old', '2030')} 2031</text:p>")))

    (struck,) = struck_in(rows_of_odt(odt(body, STYLES), NAME))

    assert (struck.text, struck.place.column, struck.place.text) == ("2030", "1", "2031")
    assert struck_in(rows_of_ods(ods(table(row(cell("a")))), SHEET)) == []


def test_deleted_text_kept_aside_is_not_read() -> None:
    gone = "<text:tracked-changes><text:deletion><text:p>x</text:p></text:deletion></text:tracked-changes>"

    assert texts(odt(gone + "<text:p>a</text:p>")) == [["a"]]


def test_sections_are_read_unless_hidden_and_boxes_follow_their_paragraph() -> None:
    box = "<text:p>b<draw:frame><draw:text-box><text:p>P1/2031</text:p></draw:text-box></draw:frame></text:p>"
    hidden = '<text:section text:display="none"><text:p>x</text:p></text:section>'
    body = f"<text:section><text:p>a</text:p></text:section>{hidden}{box}"

    assert texts(odt(body)) == [["a"], ["b"], ["P1/2031"]]


def test_merged_cells_are_read_as_in_word() -> None:
    wide, tall = 'table:number-columns-spanned="2"', 'table:number-rows-spanned="2"'
    body = table(
        row(cell("a", wide), COVERED, cell("b", tall)),
        row(cell("c"), cell("d"), COVERED),
        row(cell("e", wide + " " + tall), COVERED, cell("f")),
        row(COVERED, COVERED, cell("g")),
    )

    rows = rows_of_odt(odt(body), NAME)

    assert [[c.text for c in each.cells] for each in rows] == [
        ["a", "", "b"], ["c", "d", "b"], ["e", "", "f"], ["e", "", "g"]
    ]  # fmt: skip
    assert [set(each.above) for each in rows] == [set(), {2}, set(), {0}]
    assert rows[1].cells[2].places[0].row == 1


def test_header_rows_groups_and_tables_in_cells_are_read() -> None:
    inner = table(row(cell("b"), cell("c")))
    header = f"<table:table-header-rows>{row(cell('a'))}</table:table-header-rows>"
    body = table(header, f"<table:table-row-group>{row(cell(inner))}</table:table-row-group>")

    assert texts(odt(body)) == [["a"], ["b\nc"]]


LEVELS = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" '
    'text:display-levels="2"/><text:list-level-style-bullet text:level="3" text:bullet-char="–"/></text:list-style>'
)


def listed(*items: str, about: str = 'text:style-name="L"') -> str:
    return f"<text:list {about}>{''.join(f'<text:list-item>{each}</text:list-item>' for each in items)}</text:list>"


def test_lists_print_their_numbers() -> None:
    one = "<text:p>{}</text:p>"
    deeper = listed(one.format("c") + listed(one.format("d"), about=""), about="")
    body = listed(
        one.format("a") + one.format("more"), one.format("b") + deeper, about='text:style-name="L" xml:id="x"'
    )
    again = listed(one.format("e"), about='text:style-name="L" text:continue-list="x"')
    anew = listed(one.format("f"))
    going = listed(one.format("g"), about='text:style-name="L" text:continue-numbering="true"')

    got = [each for (each,) in texts(odt(body + again + anew + going, LEVELS))]

    assert got == ["1. a", "more", "2. b", "2.a) c", "– d", "3. e", "1. f", "2. g"]


def test_newer_offices_write_the_form_of_a_number_whole() -> None:
    space = 'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
    style = (
        f'<text:list-style style:name="L"><text:list-level-style-number {space} text:level="1" style:num-format="I" '
        'loext:num-list-format="Item %1%:"/></text:list-style>'
    )

    assert texts(odt(listed("<text:p>a</text:p>"), style)) == [["Item I: a"]]


def test_headings_print_the_numbers_of_the_outline() -> None:
    outline = LEVELS.replace("list-style style:name", "outline-style style:name").replace(
        "/text:list-style", "/text:outline-style"
    )
    body = "".join(f'<text:h text:outline-level="{at}">{text}</text:h>' for at, text in ((1, "a"), (2, "b"), (1, "c")))

    assert texts(odt(body, common=outline)) == [["1. a"], ["1.a) b"], ["2. c"]]
    assert texts(odt('<text:h text:outline-level="1" text:is-list-header="true">a</text:h>', common=outline)) == [["a"]]


def test_pages_are_counted_where_the_office_tells_them() -> None:
    soft = "<text:soft-page-break/>"
    turned = '<text:p text:style-name="turn">{}</text:p>'
    body = (
        turned.format("a")
        + f"{soft}<text:p>b</text:p>"
        + turned.format("c")
        + table(row(cell("d")), soft, row(cell("e")))
    )

    assert [each.page for each in rows_of_odt(odt(body, STYLES), NAME)] == [1, 2, 3, 3, 4]
    assert [each.page for each in rows_of_odt(odt("<text:p>a</text:p>"), NAME)] == [0]


# --- sheets ---------------------------------------------------------------------------------------


def sheet(*rows: str) -> list[Row]:
    return rows_of_ods(ods(table(*rows)), SHEET)


def test_a_cell_of_a_sheet_is_read_as_displayed() -> None:
    (only,) = sheet(row(cell("2.10", 'office:value-type="float" office:value="2.1"'),
                        '<table:table-cell office:value-type="float" office:value="2017"/>',
                        '<table:table-cell office:value-type="date" office:date-value="2017-04-01"/>'))  # fmt: skip

    assert [c.text for c in only.cells] == ["2.10", "2017", "2017-04-01"]


def test_blank_cells_to_the_edge_of_a_sheet_are_none() -> None:
    edge = '<table:table-cell table:number-columns-repeated="16381"/>'
    blank = row(edge, about='table:number-rows-repeated="7"')
    end = row('<table:table-cell table:number-columns-repeated="16384"/>', about='table:number-rows-repeated="1048566"')

    rows = sheet(
        row(cell("a"), cell("b"), edge),
        blank,
        row('<table:table-cell table:number-columns-repeated="2"/>', cell("c")),
        end,
    )

    assert [(each.number, [c.text for c in each.cells]) for each in rows] == [
        (1, ["a", "b", ""]),
        (9, ["", "", "c"]),
    ]


def test_repeated_cells_and_rows_are_repeated() -> None:
    rows = sheet(
        row(cell("a", 'table:number-columns-repeated="2"'), about='table:number-rows-repeated="3"'), row(cell("b"))
    )

    assert [(each.number, each.text) for each in rows] == [(1, "a a"), (2, "a a"), (3, "a a"), (4, "b")]


def test_each_sheet_is_a_table() -> None:
    rows = rows_of_ods(ods(table(row(cell("a"))) + table(row(cell("b")))), SHEET)

    assert [(each.table, each.number, each.text) for each in rows] == [(1, 1, "a"), (2, 1, "b")]


# --- P1/2017 in three offices ---------------------------------------------------------------------


def _plain(rows: list[Row]) -> list[tuple[str, ...]]:
    return [tuple(c.text for c in each.cells) for each in rows]


def test_p1_2017_is_the_same_in_all_offices() -> None:
    word, text, sheets = (DOCUMENTS / f"coomet-p1-2017.{kind}" for kind in ("docx", "odt", "ods"))

    in_word = _plain(rows_of_docx(word.read_bytes(), word))
    in_text = _plain(rows_of_odt(text.read_bytes(), text))
    in_sheets = [tuple(c for c in each if c) for each in _plain(rows_of_ods(sheets.read_bytes(), sheets))]

    assert len(in_word) == 75
    assert in_text == in_word
    assert [each for each in in_sheets if each] == [tuple(c for c in each if c) for each in in_word]


WORDS = st.text(st.sampled_from("abc АБ1.,–"), max_size=6)


@given(st.lists(st.lists(WORDS, min_size=2, max_size=4), min_size=1, max_size=5))
def test_any_table_is_read_back(cells: list[list[str]]) -> None:
    width = max(map(len, cells))
    body = table(*(row(*map(cell, each)) for each in cells))

    rows = texts(odt(body))

    wanted = [[" ".join(text.split()) for text in each] + [""] * (width - len(each)) for each in cells]
    assert rows == [each for each in wanted if any(each)]


def named_sheet(name: str, *parts: str, style: str = "") -> str:
    return f'<table:table table:name="{name}" table:style-name="{style}">{"".join(parts)}</table:table>'


def test_hidden_rows_and_columns_of_a_sheet_are_left_out_and_named() -> None:
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>'
    hidden = 'table:visibility="{}"'
    lines = [
        row(cell("1"), cell("secret"), cell("Survey")),
        row(cell("2"), cell(""), cell("Draft"), about=hidden.format("collapse")),
        row(cell("3"), cell(""), cell("Audit"), about=hidden.format("filter")),
        row(cell("4"), cell(""), cell("Guide")),
    ]

    rows = rows_of_ods(ods(named_sheet("Plan", columns, *lines)), SHEET)

    assert [[each.text for each in one.cells] for one in rows] == [["1", "", "Survey"], ["4", "", "Guide"]]
    assert [one.number for one in rows] == [1, 4]
    assert rows[0].unseen == {"row 2", "row 3", "column B"}


def test_a_hidden_sheet_is_left_out_and_a_shown_one_has_its_name() -> None:
    styles = (
        '<style:style style:name="h" style:family="table"><style:table-properties table:display="false"/></style:style>'
    )
    sheets = named_sheet("Notes", row(cell("no plan")), style="h") + named_sheet("Water", row(cell("plan")))

    rows = rows_of_ods(opened(sheets, "spreadsheet", styles), SHEET)

    assert [(one.caption, one.text) for one in rows] == [("Water", "plan")]

"""A Word document is read as it is printed once all changes are accepted."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx as python_docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from office import STRICT, docx, p, struck_in, tbl, tc, tr
from remit.formats.row import Row
from remit.formats.word import rows_of_docx

NAME = Path("draft.docx")
MERGED_BELOW, MERGED = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
PAGE = "<w:r><w:lastRenderedPageBreak/><w:t>x</w:t></w:r>"


def texts(data: bytes) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in rows_of_docx(data, NAME) if row.text]


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def t(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


BOX = "<w:txbxContent>" + p("P1/2031") + "</w:txbxContent>"
PARAGRAPHS = {
    "words": (p("Hold a school"), "Hold a school"),
    "two runs": (p("Hold ", t("a school")), "Hold a school"),
    "a line break and a tab": (p("a", "<w:r><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r>"), "a\nb\tc"),
    "a hyphen that does not break": (p("TC", "<w:r><w:noBreakHyphen/><w:t>3</w:t></w:r>"), "TC‑3"),
    "a hyphen that is not printed": (p("metro\xadlogy", "<w:r><w:softHyphen/></w:r>"), "metrology"),
    "a word inserted": (p("by ", '<w:ins w:id="1">' + t("TC 3") + "</w:ins>"), "by TC 3"),
    "a word deleted": (p("by ", "<w:del><w:r><w:delText>TC 2</w:delText></w:r></w:del>" + t("TC 3")), "by TC 3"),
    "a word moved away": (p("by ", '<w:moveFrom w:id="1">' + t("TC 2") + "</w:moveFrom>" + t("TC 3")), "by TC 3"),
    "a word moved here": (p("by ", '<w:moveTo w:id="1">' + t("TC 3") + "</w:moveTo>"), "by TC 3"),
    "an insertion deleted again": (p("a", '<w:ins w:id="1"><w:del w:id="2">' + t("b") + "</w:del></w:ins>"), "a"),
    "a link": (p("see ", "<w:hyperlink>" + t("page") + "</w:hyperlink>"), "see page"),
    "a footnote": (p("a", '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r>'), "a"),
    "a comment": (p("a", '<w:r><w:commentReference w:id="2"/></w:r>'), "a"),
    "a field": (p("", field("begin") + "<w:r><w:instrText>DATE</w:instrText></w:r>" + field("separate") + t("2031")
                  + field("end") + t("!")), "2031!"),
    "a field in an instruction": (p("", field("begin") + field("begin") + field("separate") + t("no") + field("end")
                                    + field("separate") + t("yes") + field("end")), "yes"),
    "a simple field": (p("", '<w:fldSimple w:instr="PAGE">' + t("7") + "</w:fldSimple>"), "7"),
    "hidden words": (p("a") + p("secret", run="<w:vanish/>"), "a"),
    "words not hidden after all": (p("a", run='<w:vanish w:val="0"/>'), "a"),
    "a content control": (p("a ", "<w:sdt><w:sdtPr/><w:sdtContent>" + t("b") + "</w:sdtContent></w:sdt>"), "a b"),
    "a prompt": (p("a", "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + t("Choose a date")
                   + "</w:sdtContent></w:sdt>"), "a"),
    "a formula": (p("at ", "<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>"), "at x+1"),
    "a Greek letter": (p("1 ", '<w:r><w:sym w:font="Symbol" w:char="F06D"/><w:t>m</w:t></w:r>'), "1 μm"),
    "an unknown sign": (p("a", '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>'), "a\ufffd"),
    "phonetics": (p("", "<w:r><w:ruby><w:rt>" + t("no") + "</w:rt><w:rubyBase>" + t("yes")
                    + "</w:rubyBase></w:ruby></w:r>"), "yes"),
    "a paragraph in a control": ("<w:sdt><w:sdtContent>" + p("a") + "</w:sdtContent></w:sdt>", "a"),
    "two paragraphs made one": (p("a", about="<w:rPr><w:del/></w:rPr>") + p("b"), "ab"),
    "a text box, once": (p("", "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>" + BOX
                           + "</wps:txbx></mc:Choice><mc:Fallback><v:textbox>" + BOX
                           + "</v:textbox></mc:Fallback></mc:AlternateContent></w:r>"), "P1/2031"),
    "a struck word": (p("2030", run="<w:strike/>") + p("2031"), "2031"),
}  # fmt: skip


@pytest.mark.parametrize("what", PARAGRAPHS)
def test_a_paragraph_is_read_as_printed(what: str) -> None:
    body, wanted = PARAGRAPHS[what]

    assert texts(docx(body)) == [[wanted]]
    assert texts(docx(tbl(tr(tc(body), tc("z"))))) == [[wanted, "z"]]


def test_a_document_of_the_strict_kind_is_read_alike() -> None:
    assert texts(docx(p("a") + tbl(tr(tc("b"), tc("c"))), space=STRICT)) == [["a"], ["b", "c"]]


def test_paragraphs_outside_tables_are_numbered_and_blank_ones_left_out() -> None:
    rows = rows_of_docx(docx(p("a") + p() + p(" c ") + tbl(tr(tc("d"))) + p("e") + tbl(tr(tc("f")))), NAME)

    assert [(row.table, row.number, row.text) for row in rows] == [
        (0, 1, "a"), (0, 3, "c"), (1, 1, "d"), (0, 4, "e"), (2, 1, "f")
    ]  # fmt: skip


def test_a_cell_says_where_it_stands() -> None:
    (row,) = rows_of_docx(docx(tbl(tr(tc("a"), tc(p(" b ") + p() + p("c"))))), NAME)

    place = row.cells[1].places[0]
    assert (place.source, place.row, place.column, place.start, place.end, place.text) == (
        "draft.docx", 1, "1", 0, 3, "b\nc"
    )  # fmt: skip


def test_a_cell_merged_over_columns_stands_once_at_its_first() -> None:
    span = '<w:gridSpan w:val="2"/>'

    assert texts(docx(tbl(tr(tc("a", span), tc("b")), tr(tc("c"), tc("d"), tc("e"))))) == [
        ["a", "", "b"],
        ["c", "d", "e"],
    ]
    old = tr(tc("a", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), tc("b"))
    assert texts(docx(tbl(old))) == [["a", "", "b"]]


def test_a_cell_merged_over_rows_stands_in_each() -> None:
    table = tbl(tr(tc("1"), tc("a", MERGED_BELOW)), tr(tc("2"), tc("", MERGED)), tr(tc("3"), tc("b")))

    rows = rows_of_docx(docx(table), NAME)

    assert [[c.text for c in row.cells] for row in rows] == [["1", "a"], ["2", "a"], ["3", "b"]]
    assert [row.above for row in rows] == [frozenset(), frozenset({1}), frozenset()]
    assert rows[1].cells[1].places[0].row == 1


def test_a_merge_that_begins_nowhere_is_a_cell_of_its_own() -> None:
    assert texts(docx(tbl(tr(tc("a", MERGED))))) == [["a"]]


def test_rows_and_cells_deleted_or_in_controls_are_read_as_accepted() -> None:
    gone = tr(tc("x", MERGED_BELOW), about="<w:del/>")
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    table = tbl(
        tr(tc("a"), tc("x", "<w:cellDel/>"), about="<w:ins/>"), gone, tr(tc("b", MERGED)),
        control.format(tr(control.format(tc("c")))),
    )  # fmt: skip

    assert [(row.number, row.text) for row in rows_of_docx(docx(table), NAME)] == [(1, "a"), (2, "b"), (3, "c")]


def test_a_table_in_a_cell_belongs_to_the_cell() -> None:
    assert texts(docx(tbl(tr(tc(p("a") + tbl(tr(tc("b"), tc("c"))) + p("d")), tc("e"))))) == [["a\nb\nc\nd", "e"]]


def test_rows_that_begin_late_keep_their_columns() -> None:
    late = tr(tc("b"), about='<w:gridBefore w:val="1"/>')

    assert texts(docx(tbl(tr(tc("x"), tc("a")), late))) == [["x", "a"], ["", "b"]]


def test_columns_that_only_uneven_borders_make_are_none() -> None:
    two = '<w:gridSpan w:val="2"/>'
    table = tbl(tr(tc("a", two), tc("b")), tr(tc("c"), tc("d", two)), grid=(2000, 60, 3000))

    assert texts(docx(table)) == [["a", "b"], ["c", "d"]]
    narrow = tbl(tr(tc("a"), tc("b"), tc("c")), grid=(2000, 60, 3000))
    assert texts(docx(narrow)) == [["a", "b", "c"]]


def test_pages_are_counted_as_word_laid_them_out() -> None:
    split = tr(tc(p("c") + p("", PAGE)), tc(p("d") + p("", PAGE)))
    rows = rows_of_docx(docx(p("a") + tbl(tr(tc(p("", PAGE)), tc("b")), split, tr(tc("e"))) + p("f", PAGE)), NAME)

    assert [row.page for row in rows] == [1, 2, 2, 3, 3]
    assert rows[1].cells[0].places[0].page == 2
    assert [row.page for row in rows_of_docx(docx(p("a")), NAME)] == [0]


def test_what_is_struck_out_is_told() -> None:
    styles = '<w:style w:styleId="old"><w:rPr><w:strike/></w:rPr></w:style>'
    cell = p("2030", t(" 2031"), run="<w:dstrike/>") + p("2029", run='<w:rStyle w:val="old"/>')

    (first, second) = struck_in(rows_of_docx(docx(tbl(tr(tc("a"), tc(cell))), styles=styles), NAME))

    assert (first.text, second.text) == ("2030", "2029")
    assert (first.place.row, first.place.column, first.place.text) == (1, "1", "2031")
    assert struck_in(rows_of_docx(docx(p("a", run='<w:strike w:val="false"/>')), NAME)) == []


def test_styles_hide_words_too_and_may_run_in_a_circle() -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="n"><w:basedOn w:val="n"/></w:style>'
        '<w:style w:styleId="h"><w:basedOn w:val="g"/></w:style>'
        '<w:style w:styleId="g"><w:rPr><w:vanish/></w:rPr></w:style>'
    )

    assert texts(
        docx(p("a") + p("b", about='<w:pStyle w:val="h"/>') + p("c", run='<w:rStyle w:val="g"/>'), styles=styles)
    ) == [["a"]]


# --- tables made by python-docx are read back equal -----------------------------------------------

WORDS = st.text(st.sampled_from("abc АБ1.,–"), max_size=6)


@st.composite
def merges(draw: st.DrawFn) -> tuple[int, int, list[list[list[str]]], list[tuple[int, int, int, int]]]:
    height, width = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    cells = [[draw(st.lists(WORDS, min_size=1, max_size=3)) for _ in range(width)] for _ in range(height)]
    boxes: list[tuple[int, int, int, int]] = []
    for _ in range(draw(st.integers(0, 3))):
        top, left = draw(st.integers(0, height - 1)), draw(st.integers(0, width - 1))
        box = (top, left, draw(st.integers(top, height - 1)), draw(st.integers(left, width - 1)))
        if all(box[2] < b[0] or b[2] < box[0] or box[3] < b[1] or b[3] < box[1] for b in boxes):
            boxes.append(box)
    return height, width, cells, boxes


def lines(paragraphs: list[str]) -> str:
    return "\n".join(text.strip() for text in paragraphs if text.strip())


@given(merges())
def test_a_table_made_by_python_docx_is_read_back(made: tuple[int, int, list[list[list[str]]], Any]) -> None:
    height, width, cells, boxes = made
    document = python_docx.Document()
    table = document.add_table(height, width)
    for top, left, bottom, right in boxes:
        table.cell(top, left).merge(table.cell(bottom, right))
    covered = {(r, c): box for box in boxes for r in range(box[0], box[2] + 1) for c in range(box[1], box[3] + 1)}
    wanted = [[""] * width for _ in range(height)]
    above: list[set[int]] = [set() for _ in range(height)]
    for r in range(height):
        for c in range(width):
            top, left, _, _ = covered.get((r, c), (r, c, r, c))
            if (top, left) == (r, c):
                table.cell(r, c).text = "\n".join(cells[r][c])
            wanted[r][c] = lines(cells[top][left]) if left == c else ""
            above[r] |= {c} if left == c and top < r else set()
    stream = io.BytesIO()
    document.save(stream)

    rows: list[Row] = rows_of_docx(stream.getvalue(), NAME)

    fitted = _fitted(wanted, boxes, width)
    filled = [number for number, row in enumerate(fitted) if any(row)]
    assert [[cell.text for cell in row.cells] for row in rows] == [fitted[number] for number in filled]
    assert [row.number - 1 for row in rows] == filled
    assert [set(row.above) for row in rows] == [above[number] for number in filled]


def _fitted(wanted: list[list[str]], boxes: list[tuple[int, int, int, int]], width: int) -> list[list[str]]:
    """Return the rows without the last columns in which no cell begins."""
    begins = {c for r in range(len(wanted)) for c in range(width)
              if not any(b[0] <= r <= b[2] and b[1] < c <= b[3] for b in boxes)}  # fmt: skip
    return [row[: max(begins) + 1] for row in wanted]

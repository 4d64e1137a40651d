"""A document is told by its content; the same rows in any format are read back cell by cell."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from contextlib import nullcontext
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit import bundle
from remit.errors import SourceError
from remit.formats.formats import _READERS, FORMATS, recognise
from remit.formats.limits import Limits, held
from remit.formats.row import Row, tidy
from remit.formats.text import rows_of_text
from renditions import WRITERS, Rows, as_html, as_xlsx

SOURCE = bundle.folder("data") / "source" / "coomet-p1-2017.txt"
SAMPLES = Path(__file__).parent / "documents"
HEADER = ["No.", "Name of event", "Terms", "Executors", "Remarks"]


def texts(rows: Sequence[Row], width: int = 0) -> list[list[str]]:
    """Return the cells of the rows, without blank ones at the end beyond `width`."""
    found = []
    for row in rows:
        cells = [cell.text for cell in row.cells]
        while len(cells) > width and not cells[-1]:
            cells.pop()
        found.append(cells + [""] * (width - len(cells)))
    return found


def printed() -> list[list[str]]:
    """Return the rows of the text dump of P1/2017 from its header on, five cells each."""
    rows = [row for row in texts(rows_of_text(SOURCE.read_bytes(), SOURCE), 5) if any(row)]
    return rows[rows.index(HEADER) :]


@pytest.mark.parametrize("name", WRITERS)
def test_p1_2017_is_read_back_cell_by_cell(name: str) -> None:
    rows, path = printed(), Path("programme")
    data = WRITERS[name](rows)

    form = recognise(data, path)

    # Quotes stand in its titles, so that a TSV is told from a plain text with tabs.
    assert form == name.split()[0]
    assert texts(FORMATS[form](data, path), 5) == rows
    assert len(rows) == 80


LETTERS = st.characters(
    exclude_categories=("Cs", "Cc", "Cn", "Co"), exclude_characters="\u00ad\ufeff\u200b\u200e\u200f\u2060"
)
WORDS = st.text(st.sampled_from("ab 1.;,|\"'\\*_`<>&~[]()-#=Яé–\n") | LETTERS, max_size=12)
CELLS = WORDS.map(tidy).map(lambda text: "\n".join(" ".join(line.split()) for line in text.split("\n")))


def tables(cells: st.SearchStrategy[str]) -> st.SearchStrategy[list[list[str]]]:
    filled = st.lists(cells, min_size=5, max_size=5).filter(lambda row: sum(map(bool, row)) > 1)
    return st.lists(filled, min_size=1, max_size=6).map(lambda rows: [HEADER, *rows])


@pytest.mark.parametrize("name", WRITERS)
@given(rows=tables(CELLS))
def test_any_cells_are_read_back(name: str, rows: Rows) -> None:
    data = WRITERS[name](rows)

    assert texts(FORMATS[name.split()[0]](data, Path("x")), 5) == rows


@pytest.mark.parametrize("name", ["csv", "csv with semicolons", "tsv"])
@given(rows=tables(CELLS | st.just("two\twords") | st.just("TC 1\nTC 2")))
def test_fields_may_hold_tabs_and_line_ends(name: str, rows: Rows) -> None:
    assert texts(FORMATS["csv"](WRITERS[name](rows), Path("x")), 5) == rows


def test_places_lead_to_the_cell() -> None:
    for name, write in WRITERS.items():
        row = FORMATS[name.split()[0]](write([HEADER, ["1", "Review", "", "TC 1,\nTC 2", ""]]), Path("a/x.y"))[1]
        place = row.cells[3].places[0]

        assert (place.source, place.row, place.column, place.text) == ("x.y", row.number, "3", "TC 1,\nTC 2")
        assert (place.start, place.end, row.number, row.table) == (0, 10, 2, 1), name


# --- what a document is ---------------------------------------------------------------------------


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/"), part)
    return out.getvalue()


OPENDOCUMENT = b"application/vnd.oasis.opendocument."
KNOWN = {
    "docx": packed(**{"word/document.xml": b"<w/>"}),
    "xlsx": packed(**{"xl/workbook.xml": b"<w/>"}),
    "odt": packed(mimetype=OPENDOCUMENT + b"text"),
    "ods": packed(mimetype=OPENDOCUMENT + b"spreadsheet"),
    "pdf": b"\n%PDF-1.7\n",
    "html": "<!-- сохранено --><HTML><meta charset=windows-1251><table><tr><td>Срок</table>".encode("cp1251"),
    "markdown": b"# Plan\n\nNo. | Event\n:-- | --:\n1 | Review\n",
    "csv": b"Plan\n\nNo.;Event;Terms\n1;Review, report;2017\n",
    "tsv": b'No.\tEvent\tExecutors\n1\tReview\t"TC 1\nTC 2"\n',
    "text": b'No.\tEvent\tExecutors\n1\tthe "Metrology" journal\tTC 1, TC 2\n',
}


@pytest.mark.parametrize("name", KNOWN)
@pytest.mark.parametrize("suffix", ["txt", "docx", "csv", ""])
def test_a_document_is_told_by_its_content(name: str, suffix: str) -> None:
    assert recognise(KNOWN[name], Path(f"plan.{suffix}")) == name


REFUSED = {
    "picture (PNG)": b"\x89PNG\r\n\x1a\n",
    "picture (JPEG": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "picture (SVG)": b"<svg xmlns='x'/>",
    "XML of a kind": b'<?xml version="1.0"?><feed/>',
    "archive (gzip)": b"\x1f\x8b\x08\0",
    "archive (ZIP)": packed(**{"letter.txt": b"dear"}),
    "presentation (PPTX)": packed(**{"ppt/presentation.xml": b""}),
    "binary spreadsheet": packed(**{"xl/workbook.bin": b""}),
    "damaged": b"PK\x03\x04 and no more",
    "program": b"\x7fELF\x02\x01",
    "database": b"SQLite format 3\0",
    "RTF": b"{\\rtf1 No.}",
    ".doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
    ".xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"),
    "password": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    "empty": b" \n\t",
    "UTF-16": "No.\tEvent\n1\tReview\n".encode("utf-16") + b"\0",
    "not UTF-8": b"No.;Event;Terms\n" + bytes(range(128, 256)),
}


@pytest.mark.parametrize("words", REFUSED)
def test_what_is_not_read_is_named_in_one_sentence(words: str) -> None:
    with pytest.raises(SourceError) as stopped:
        recognise(REFUSED[words], Path("plan.xyz"))

    assert str(stopped.value).startswith("plan.xyz: ") and words in str(stopped.value)
    assert "\n" not in str(stopped.value)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_its_reader(name: str) -> None:
    module, function = _READERS[name]
    if not find_spec(f"remit.formats.{module}"):
        pytest.skip(f"{module} is not there yet")

    assert callable(getattr(__import__(f"remit.formats.{module}", fromlist=[function]), function))


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "pdf"])
def test_a_document_that_a_program_locked_is_refused_with_its_reason(suffix: str) -> None:
    path = SAMPLES / f"locked.{suffix}"

    with pytest.raises(SourceError, match="password; save it without one"):
        FORMATS[suffix](path.read_bytes(), path)
    with pytest.raises(SourceError, match="password; save it without one") if suffix != "pdf" else nullcontext():
        recognise(path.read_bytes(), path)


def test_a_pdf_that_may_be_read_but_not_changed_is_read() -> None:
    path = SAMPLES / "restricted.pdf"

    assert "Survey of “old” varieties" in [
        cell.text for row in FORMATS["pdf"](path.read_bytes(), path) for cell in row.cells
    ]


# --- limits ---------------------------------------------------------------------------------------

WIDE = [["x"] * 1001]


@pytest.mark.parametrize("name", WRITERS)
def test_a_table_that_is_too_large_is_refused(name: str) -> None:
    def read(rows: Rows) -> Sequence[Row]:
        return FORMATS[name.split()[0]](WRITERS[name](rows), Path("x"))

    with pytest.raises(SourceError, match="1,000 columns"):
        read(WIDE)
    with held(Limits(cells=1_000)):
        assert len(read([["x", "y"]] * 500)) == 500
        with pytest.raises(SourceError, match="1,000 cells"):
            read([["x", "y"]] * 501)


def test_a_table_has_100_000_cells_at_most_where_nobody_says_otherwise() -> None:
    assert len(FORMATS["csv"](b"x;y\n" * 50_000, Path("x"))) == 50_000
    with pytest.raises(SourceError, match="100,000 cells"):
        FORMATS["csv"](b"x;y\n" * 50_001, Path("x"))


@pytest.mark.parametrize("name", ["csv", "html", "markdown", "xlsx"])
def test_a_file_of_more_than_100_mb_is_refused(name: str) -> None:
    with pytest.raises(SourceError, match="more than 100 MB"):
        FORMATS[name](b"PK\x03\x04" + b"a;" * 50_000_001, Path("x"))


def test_html_and_xlsx_of_a_sheet_are_the_same_rows() -> None:
    assert texts(FORMATS["html"](as_html(printed()), Path("x"))) == texts(
        FORMATS["xlsx"](as_xlsx(printed()), Path("x"))
    )

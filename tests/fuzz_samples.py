"""Sound documents of each format, small and with most of what such a document can have, to be damaged at random."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from office import docx, ods, odt, p, tbl, tc, tr
from pdf_writing import HEADER, Page, pdf, stream, written
from remit import bundle
from remit.formats.text import rows_of_text
from renditions import WRITERS, as_xlsx, saved

DOCUMENTS = Path(__file__).resolve().parent / "documents"
SOURCE = bundle.folder("data") / "source" / "coomet-p1-2017.txt"
#: A sound document, and how often of a hundred times it is taken.
Samples = tuple[tuple[bytes, int], ...]

TABLE = Page().table((HEADER, ("1", "Survey", "2031", "WG 1", "")))


def samples(name: str) -> Samples:
    """Return the sound documents of a format."""
    made = {"docx": _word, "odt": _text, "ods": _sheet, "xlsx": _book, "pdf": _pdf}.get(name)
    return made() if made else tuple((write(_rows()), 50) for kind, write in WRITERS.items() if kind.split()[0] == name)


def _rows() -> list[list[str]]:
    """Return the first rows of P1/2017, five cells each."""
    rows = [[cell.text for cell in row.cells] for row in rows_of_text(SOURCE.read_bytes(), SOURCE)]
    filled = [[*row, *[""] * 5][:5] for row in rows if len(row) > 1]
    return filled[:12]


def _real(name: str) -> bytes:
    return (DOCUMENTS / f"coomet-p1-2017.{name}").read_bytes()


def _word() -> Samples:
    lists = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    about = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    merged = tr(tc("a", '<w:vMerge w:val="restart"/>'), tc("b", '<w:gridSpan w:val="2"/>')) + tr(
        tc("", "<w:vMerge/>"), tc("c"), tc("d")
    )
    return (docx(p("Plan", about=about) + tbl(merged, grid=(900, 50, 900)), lists), 99), (_real("docx"), 1)


_TALL = 'table:number-rows-spanned="2" table:number-columns-repeated="2"'
_GRID = (
    f"<table:table><table:table-row><table:table-cell {_TALL}><text:p>a</text:p></table:table-cell>"
    "</table:table-row><table:table-row><table:covered-table-cell/></table:table-row></table:table>"
)


def _text() -> Samples:
    item = "<text:list><text:list-item><text:p>a<text:s text:c='2'/></text:p></text:list-item></text:list>"
    return (odt(item + _GRID), 99), (_real("odt"), 1)


def _sheet() -> Samples:
    return (ods(_GRID), 99), (_real("ods"), 1)


def _book() -> Samples:
    return (as_xlsx(_rows()), 40), (_rich(), 59), (_real("xlsx"), 1)


def _rich() -> bytes:
    """Return a spreadsheet with merged, hidden, struck out and computed cells, dates and percentages."""
    made = Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    for row in (
        [1.1, "Review", date(2031, 4, 2), 0.5],
        [None, "old", "=2030+1", True],
        ["gone"],
        [2.1, "Report", 2031],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:A2")
    sheet["B2"].font = Font(strike=True)
    sheet["D1"].number_format = "0.0%"
    sheet["C1"].number_format = "[$-419]d mmmm yyyy"
    sheet["E1"] = CellRichText(TextBlock(InlineFont(strike=True), "2030"), " 2031")
    sheet.row_dimensions[3].hidden = True
    made.create_sheet("Notes").sheet_state = "hidden"
    return saved(made)


def _pdf() -> Samples:
    small: list[Callable[[], bytes]] = [lambda: pdf(TABLE), lambda: pdf(TABLE, packed=True), form, turned, bare]
    page = (DOCUMENTS / "orchards-page.pdf").read_bytes()
    return *((make(), 8) for make in small), (page, 59), ((DOCUMENTS / "p1-2017-portrait.pdf").read_bytes(), 1)


def turned() -> bytes:
    """Return a PDF whose page is turned."""
    return pdf(Page(rotate=90).table((HEADER,)))


def bare() -> bytes:
    """Return a PDF whose table has no lines."""
    page = Page()
    for index, row in enumerate(
        (HEADER, *[(f"1.{n}", "Survey of trees", "2031", f"WG {n}", "-") for n in range(1, 9)])
    ):
        for x, words in zip((40, 90, 260, 350, 480), row, strict=True):
            page.text(x, 100 + 30 * index, words)
    return pdf(page)


def form() -> bytes:
    """Return a PDF whose table stands in a form."""
    inner = "\n".join(TABLE.content).encode("cp1252")
    said = b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 6 0 R >> >> /Length %d >>"
    drawn = said % len(inner) + b"\nstream\n" + inner + b"\nendstream"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    held = b"/Resources << /XObject << /F 5 0 R >> >> /Contents 4 0 R"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] " + held + b" >>"
    kids = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    content = stream(b"q 0.9 0 0 0.9 20 20 cm /F Do Q")
    return written([b"<< /Type /Catalog /Pages 2 0 R >>", kids, page, content, drawn, font])

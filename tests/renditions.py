"""Rows written as CSV, TSV, Markdown, HTML and XLSX, so that tests can read them back."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable, Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

#: The rows of one table, each with its cells.
Rows = Sequence[Sequence[str]]


def as_csv(rows: Rows, delimiter: str = ",") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode("utf-8")


def as_semicolons(rows: Rows) -> bytes:
    return b"\xef\xbb\xbf" + as_csv(rows, ";")


def as_tsv(rows: Rows) -> bytes:
    return as_csv(rows, "\t")


def as_markdown(rows: Rows) -> bytes:
    header, *others = [[_escaped(cell) for cell in row] for row in rows]
    lines = [header, ["---"] * len(header), *others]
    return ("\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n").encode("utf-8")


def _escaped(cell: str) -> str:
    """Write a cell so that every letter is taken as it is."""
    marked = "".join(f"&#{ord(c)};" if c in "\\`*_{}[]<>()#+-!|~&\"'^=$:" else c for c in cell)
    return marked.replace("\n", "<br>")


def as_html(rows: Rows) -> bytes:
    cells = ["".join(f"<td>{html.escape(cell).replace(chr(10), '<br>')}</td>" for cell in row) for row in rows]
    page = '<!DOCTYPE html><meta charset="utf-8"><table>' + "".join(f"<tr>{row}</tr>\n" for row in cells) + "</table>"
    return page.encode("utf-8")


def as_xlsx(rows: Rows) -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row, start=1):
            if cell:
                written = sheet.cell(number, column, cell)
                written.data_type = "s"  # a text, even where it looks like a formula
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


#: Format, as it is recognised, with a word for its variant → what writes it.
WRITERS: dict[str, Callable[[Rows], bytes]] = {
    "csv": as_csv,
    "csv with semicolons": as_semicolons,
    "tsv": as_tsv,
    "markdown": as_markdown,
    "html": as_html,
    "xlsx": as_xlsx,
}

"""Write a fictional programme of any length in every format, plainly and without a library, so that it costs little."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Callable, Sequence
from functools import partial

HEADER = ("No.", "Name of event", "Terms", "Executors", "Remarks")
#: The rows of one table, each with its cells; the parts of a zipped document.
Rows = Sequence[Sequence[str]]
Parts = dict[str, str | bytes]

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(f'xmlns:{name}="{ODF}{name}:1.0"' for name in ("office", "text", "table"))
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = 'xmlns="http://schemas.openxmlformats.org/package/2006/content-types"'
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'


def rows(events: int) -> list[tuple[str, ...]]:
    """Return the header and so many rows of a fictional programme, 99 events a section."""
    made: list[tuple[str, ...]] = [HEADER]
    for number in range(events):
        section, event = divmod(number, 99)
        if event == 0:
            made.append((f"{section + 1}", f"Trees of kind {section + 1}", "", "", ""))
        made.append((f"{section + 1}.{event + 1}", "Survey of the trees", "2031 – 2033", "WG 1, WG 2", ""))
    return made[: events + 1]


def packed(parts: Parts) -> bytes:
    """Return a zipped document of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def with_part(document: bytes, name: str, part: str | bytes) -> bytes:
    """Return a zipped document with one part more."""
    out = io.BytesIO(document)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, part)
    return out.getvalue()


def word(body: str) -> bytes:
    """Return a Word document with a body of XML."""
    return packed({"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>"})


def docx(table: Rows) -> bytes:
    """Return a table as a Word document."""
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>".format
    return word("<w:tbl>" + "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in table) + "</w:tbl>")


def opened(what: str, table: Rows) -> bytes:
    """Return a table as an OpenDocument: a `text` or a `spreadsheet`."""
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>".format
    lines = (f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in table)
    body = f"<office:body><office:{what}><table:table>{''.join(lines)}</table:table></office:{what}></office:body>"
    content = f"<office:document-content {SPACES}>{body}</office:document-content>"
    return packed({"mimetype": f"application/vnd.oasis.opendocument.{what}", "content.xml": content})


def xlsx(table: Rows, macros: bool = False) -> bytes:
    """Return a table as a spreadsheet, on request as one that says that it has macros."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    main = "application/vnd.ms-excel.sheet.macroEnabled.main+xml" if macros else kind + "sheet.main+xml"
    cell = '<c t="inlineStr"><is><t>{}</t></is></c>'.format
    lines = (f"<row>{''.join(map(cell, row))}</row>" for row in table)
    relation = '<Relationships {}><Relationship Id="r1" Type="{}/{}" Target="{}"/></Relationships>'.format
    types = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{main}"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}worksheet+xml"/>'
    )
    sheets = '<sheets><sheet name="P" sheetId="1" r:id="r1"/></sheets>'
    return packed({
        "[Content_Types].xml": f"<Types {TYPES}>{types}</Types>",
        "_rels/.rels": relation(RELATIONS, R, "officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook {S} xmlns:r="{R}">{sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": relation(RELATIONS, R, "worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f"<worksheet {S}><sheetData>{''.join(lines)}</sheetData></worksheet>",
    })  # fmt: skip


def html(table: Rows) -> bytes:
    """Return a table as a web page."""
    lines = ("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in table)
    return ('<!DOCTYPE html><meta charset="utf-8"><table>' + "".join(lines) + "</table>").encode()


def separated(delimiter: str, table: Rows) -> bytes:
    """Return a table as delimited text."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(table)
    return out.getvalue().encode()


def markdown(table: Rows) -> bytes:
    """Return a table as Markdown."""
    lines = ["| " + " | ".join(row) + " |\n" for row in table]
    return "".join([lines[0], "|---|---|---|---|---|\n", *lines[1:]]).encode()


def pdf(table: Rows, pages: int = 0, attached: bytes = b"") -> bytes:
    """Return a table as a PDF with ruling lines, 25 rows a page; or so many pages, each with its first rows."""
    pieces = [table[:25]] * pages if pages else [table[at : at + 25] for at in range(0, len(table), 25)]
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    kids = b" ".join(b"%d 0 R" % (4 + 2 * index) for index in range(len(pieces)))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    objects += [b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % len(pieces), font]
    held = b"/Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
    for piece in pieces:
        objects.append(b"<< /Type /Page " + held + b" /Contents %d 0 R >>" % (len(objects) + 2))
        objects.append(_stream(zlib.compress(_drawn(piece), 1), b"/Filter /FlateDecode "))
    return _numbered([*objects, _stream(attached)] if attached else objects)


def _drawn(table: Rows) -> bytes:
    """Return what draws the lines and words of a table on a page."""
    xs, height = (40, 80, 260, 340, 460, 560), 28
    lines = [f"{x} {780 - height * len(table)} m {x} 780 l S" for x in xs]
    lines += [f"40 {780 - height * at} m 560 {780 - height * at} l S" for at in range(len(table) + 1)]
    for at, row in enumerate(table):
        y = 765 - height * at
        lines += [f"BT /F1 8 Tf 1 0 0 1 {x + 3} {y} Tm ({cell}) Tj ET" for x, cell in zip(xs, row, strict=False)]
    return "\n".join(lines).encode("cp1252", "replace")


def _stream(data: bytes, said: bytes = b"") -> bytes:
    return b"<< " + said + b"/Length %d >>\nstream\n" % len(data) + data + b"\nendstream"


def _numbered(objects: Sequence[bytes]) -> bytes:
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    start, size = out.tell(), len(objects) + 1
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % size + b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start))
    return out.getvalue()


#: Suffix → what writes a table so.
WRITERS: dict[str, Callable[[Rows], bytes]] = {
    "docx": docx,
    "odt": partial(opened, "text"),
    "ods": partial(opened, "spreadsheet"),
    "xlsx": xlsx,
    "pdf": pdf,
    "html": html,
    "csv": partial(separated, ","),
    "tsv": partial(separated, "\t"),
    "md": markdown,
}

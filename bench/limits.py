"""Read large, broken and hostile documents of every format; print time, peak memory and what is said.

    python bench/limits.py [word …]       only the cases whose names hold one of the words

Each is read by `remit read` in a process of its own, from a file made here.
Ends with 1 when one takes more than `SECONDS` of CPU or `MEGABYTES` of memory, or ends otherwise than with rows (0) or
one sentence (2).
"""

from __future__ import annotations

import csv
import io
import os
import random
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SECONDS, MEGABYTES = 120, 1_500
MB = 1_000_000
HEADER = ("No.", "Name of event", "Terms", "Executors", "Remarks")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(f'xmlns:{name}="{ODF}{name}:1.0"' for name in ("office", "text", "table"))
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


# --- documents -----------------------------------------------------------------------------------


def rows(events: int) -> list[tuple[str, ...]]:
    """Return a fictional programme of so many events, with 100 events a section."""
    made: list[tuple[str, ...]] = [HEADER]
    for number in range(events):
        section, event = divmod(number, 99)
        if event == 0:
            made.append((f"{section + 1}", f"Trees of kind {section + 1}", "", "", ""))
        made.append((f"{section + 1}.{event + 1}", "Survey of the trees", "2031 – 2033", "WG 1, WG 2", ""))
    return made[: events + 1]


def packed(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zipped document of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def word(body: str | bytes, more: dict[str, str | bytes] | None = None) -> bytes:
    """Return a Word document with a body of XML."""
    inner = body if isinstance(body, bytes) else body.encode()
    return packed({"word/document.xml": f"<w:document {W}><w:body>".encode() + inner + b"</w:body></w:document>", **(more or {})})


def docx(table: list[tuple[str, ...]]) -> bytes:
    """Return a table as a Word document."""
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>".format
    return word("<w:tbl>" + "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in table) + "</w:tbl>")


def opened(body: str, what: str) -> bytes:
    """Return an OpenDocument with a body of XML."""
    kind = "text" if what == "text" else "spreadsheet"
    inner = f"<office:document-content {SPACES}><office:body><office:{what}>{body}</office:{what}></office:body>"
    return packed({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": inner + "</office:document-content>"})


def odt(table: list[tuple[str, ...]], what: str = "text") -> bytes:
    """Return a table as an OpenDocument text."""
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>".format
    lines = (f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in table)
    return opened(f"<table:table>{''.join(lines)}</table:table>", what)


def ods(table: list[tuple[str, ...]]) -> bytes:
    """Return a table as an OpenDocument sheet."""
    return odt(table, "spreadsheet")


def book(sheet: str, more: dict[str, str | bytes] | None = None, kind: str = "sheet.main+xml") -> bytes:
    """Return a spreadsheet with the XML of its sheet."""
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    main = types + kind if "macro" not in kind else "application/vnd.ms-excel." + kind
    return packed({
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{main}"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{types}worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{R}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets><sheet name="P" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{R}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
        **(more or {}),
    })  # fmt: skip


def xlsx(table: list[tuple[str, ...]]) -> bytes:
    """Return a table as a spreadsheet."""
    cell = '<c t="inlineStr"><is><t>{}</t></is></c>'.format
    lines = (f"<row>{''.join(map(cell, row))}</row>" for row in table)
    return book(f'<worksheet xmlns="{S}"><sheetData>{"".join(lines)}</sheetData></worksheet>')


def html(table: list[tuple[str, ...]]) -> bytes:
    """Return a table as a web page."""
    lines = ("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in table)
    return ('<!DOCTYPE html><meta charset="utf-8"><table>' + "".join(lines) + "</table>").encode()


def separated(delimiter: str) -> Callable[[list[tuple[str, ...]]], bytes]:
    """Return what writes a table as delimited text."""

    def written(table: list[tuple[str, ...]]) -> bytes:
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=delimiter).writerows(table)
        return out.getvalue().encode()

    return written


def markdown(table: list[tuple[str, ...]]) -> bytes:
    """Return a table as Markdown."""
    lines = ["| " + " | ".join(row) + " |\n" for row in table]
    return "".join([lines[0], "|---|---|---|---|---|\n", *lines[1:]]).encode()


def pdf(table: list[tuple[str, ...]], pages: int = 0, extra: bytes = b"") -> bytes:
    """Return a table as a PDF with ruling lines, 25 rows a page, or so many pages with the same rows."""
    xs, height, each = (40, 80, 260, 340, 460, 560), 28, 25
    cut = [table[at : at + each] for at in range(0, len(table), each)] if not pages else [table[:each]] * pages
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    for piece in cut:
        lines = [f"{x} {780 - height * len(piece)} m {x} 780 l S" for x in xs]
        lines += [f"40 {780 - height * i} m 560 {780 - height * i} l S" for i in range(len(piece) + 1)]
        for i, row in enumerate(piece):
            lines += [f"BT /F1 8 Tf 1 0 0 1 {x + 3} {765 - height * i} Tm ({cell}) Tj ET" for x, cell in zip(xs, row, strict=False)]
        content = zlib.compress("\n".join(lines).encode("cp1252", "replace"), 1)
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % (len(objects) + 2))
        objects.append(b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(content) + content + b"\nendstream")
    kids = b" ".join(b"%d 0 R" % (4 + 2 * index) for index in range(len(cut)))
    objects[1] = b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % len(cut)
    if extra:
        objects.append(b"<< /Length %d >>\nstream\n" % len(extra) + extra + b"\nendstream")
    return numbered(objects)


def numbered(objects: list[bytes]) -> bytes:
    """Return objects as a PDF, the first one being its catalogue."""
    out, places = io.BytesIO(b"%PDF-1.7\n"), []
    out.seek(0, os.SEEK_END)
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


WRITERS: dict[str, Callable[[list[tuple[str, ...]]], bytes]] = {
    "docx": docx, "odt": odt, "ods": ods, "xlsx": xlsx, "pdf": pdf, "html": html, "csv": separated(","),
    "tsv": separated("\t"), "md": markdown,
}  # fmt: skip


# --- cases ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    """A file to be read, and the exit code that it must give: 0 rows, 2 one sentence; None where either will do."""

    name: str
    suffix: str
    make: Callable[[], bytes]
    code: int | None = 2


ENTITIES = '<!DOCTYPE a [<!ENTITY a "lollollol">' + "".join(
    f'<!ENTITY {n} "{f"&{m};" * 20}">' for m, n in zip("abcdefg", "bcdefgh", strict=True)
)  # fmt: skip
OUTSIDE = '<!DOCTYPE a [<!ENTITY h SYSTEM "file:///etc/hostname">'


def cases() -> list[Case]:
    """Return everything that is tried."""
    return [*_bombs(), *_reaching(), *_large(), *_broken(), *_tables()]


def _bombs() -> list[Case]:
    parts = {"docx": "word/document.xml", "odt": "content.xml", "ods": "content.xml", "xlsx": "xl/worksheets/sheet1.xml"}
    types = {"odt": "text", "ods": "spreadsheet"}
    made = []
    for suffix, part in parts.items():
        head: dict[str, str | bytes] = {"mimetype": f"application/vnd.oasis.opendocument.{types[suffix]}"} if suffix in types else {}
        head |= {"xl/workbook.xml": "<workbook/>"} if suffix == "xlsx" else {}
        made.append(Case(f"a zip bomb of 1 GB ({suffix})", suffix, lambda head=head, part=part: packed({**head, part: bytes(1000 * MB)})))  # type: ignore[misc]
        for what, begin in (("an XML bomb", ENTITIES), ("a file outside (XXE)", OUTSIDE)):
            made.append(Case(f"{what} ({suffix})", suffix, lambda head=head, part=part, begin=begin: packed({**head, part: begin + "]><a>&h;</a>"})))  # type: ignore[misc]
    page = "<html><body><table><tr><td>&h;</td></tr></table></body></html>"
    made.append(Case("an XML bomb (html)", "html", lambda: (ENTITIES.replace("a [", "html [", 1) + "]>" + page).encode(), None))
    made.append(Case("a nested zip bomb alone", "zip", nested))
    made.append(Case("a nested zip bomb within Word", "docx", lambda: word(_words(docx(rows(20))), {"word/embeddings/a.zip": nested()}), 0))
    return made


def nested() -> bytes:
    """Return an archive of 50 archives, each of which unpacks to 10 MB."""
    return packed({f"{n}.zip": packed({"0": bytes(10 * MB)}) for n in range(50)})


def _words(document: bytes) -> bytes:
    """Return what stands in the body of a Word document."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return archive.read("word/document.xml").partition(b"<w:body>")[2].partition(b"</w:body>")[0]


def _reaching() -> list[Case]:
    outside = f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="x" Type="{R}/{{}}" Target="http://127.0.0.1:9/a.xml" TargetMode="External"/></Relationships>'
    macro = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000)
    sheet = zipfile.ZipFile(io.BytesIO(xlsx(rows(20)))).read("xl/worksheets/sheet1.xml").decode()
    return [
        Case("external relations (docx)", "docx", lambda: word(_words(docx(rows(20))), {"word/_rels/document.xml.rels": outside.format("styles")}), 0),
        Case("external relations (xlsx)", "xlsx", lambda: book(sheet, {"xl/worksheets/_rels/sheet1.xml.rels": outside.format("hyperlink")}), 0),
        Case("macros (docm)", "docm", lambda: word(_words(docx(rows(20))), {"word/vbaProject.bin": macro}), 0),
        Case("macros (xlsm)", "xlsm", lambda: book(sheet, {"xl/vbaProject.bin": macro}, "sheet.macroEnabled.main+xml"), 0),
    ]  # fmt: skip


def _large() -> list[Case]:
    """Return files of 99 MB whose bytes are a picture, words or cells, and one of 101 MB of each format."""
    few = rows(20)
    prose = "Trees grow slowly in the north. " * 32 + "\n"
    made = [
        Case("99 MB, most of it a picture (docx)", "docx", lambda: word(_words(docx(few)), {"word/media/a.png": noise()}), 0),
        Case("99 MB, most of it a picture (xlsx)", "xlsx", lambda: book(_part(xlsx(few)), {"xl/media/a.png": noise()}), 0),
        Case("99 MB, most of it a picture (odt)", "odt", lambda: _with(odt(few), "Pictures/a.png", noise()), 0),
        Case("99 MB, most of it a picture (ods)", "ods", lambda: _with(ods(few), "Pictures/a.png", noise()), 0),
        Case("99 MB, most of it a picture (pdf)", "pdf", lambda: pdf(few, extra=noise()), 0),
        Case("99 MB of words (docx)", "docx", lambda: word("<w:p><w:r><w:t>" + prose * (99 * MB // len(prose)) + "</w:t></w:r></w:p>")),
        Case("190 MB of paragraphs (docx)", "docx", lambda: word("<w:p><w:r><w:t>" + prose + "</w:t></w:r></w:p>" * 1 + ("<w:p><w:r><w:t>" + prose + "</w:t></w:r></w:p>") * 180_000)),
        Case("99 MB of words (html)", "html", lambda: (f"<html><p>{prose}</p>" * (99 * MB // (len(prose) + 14))).encode()),
        Case("99 MB of words (md)", "md", lambda: (markdown(few).decode() + "\n" + prose * (99 * MB // len(prose))).encode()),
        Case("99 MB of words (txt)", "txt", lambda: (prose * (99 * MB // len(prose))).encode()),
        Case("99 MB of one line (csv)", "csv", lambda: b"a," * (99 * MB // 2)),
        Case("99 MB in one quoted field (csv)", "csv", lambda: b'No.,Event\n1,"' + b"a " * (99 * MB // 2) + b'"\n'),
    ]  # fmt: skip
    made += [Case(f"99 MB of cells ({name})", name, lambda name=name: _filled(name)) for name in ("html", "csv", "tsv", "md")]  # type: ignore[misc]
    made += [Case(f"101 MB ({name})", name, lambda name=name: write(few) + bytes(101 * MB)) for name, write in WRITERS.items()]  # type: ignore[misc]
    return made + [
        Case("1,000 pages (pdf)", "pdf", lambda: pdf(rows(24), 1_000), None),
        Case("10,000 pages (pdf)", "pdf", lambda: pdf(rows(24), 10_000)),
    ]


def noise() -> bytes:
    """Return what cannot be packed, as a picture."""
    return random.Random(1).randbytes(99 * MB - 100_000)


def _filled(name: str) -> bytes:
    table = rows(100)
    return WRITERS[name](table * (99 * MB // len(WRITERS[name](table))))


def _part(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode()


def _with(data: bytes, name: str, part: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, part)
    return out.getvalue()


def _broken() -> list[Case]:
    made = []
    for name, write in WRITERS.items():
        for share in (10, 50, 90, 99):
            code = 2 if name in ("docx", "odt", "ods", "xlsx") else None
            make = lambda write=write, share=share: (d := write(rows(60)))[: len(d) * share // 100]  # type: ignore[misc]  # noqa: E731
            made.append(Case(f"cut off after {share} % ({name})", name, make, code))
    return made


def _tables() -> list[Case]:
    return [Case(f"100,000 cells ({name})", name, lambda write=write: write(rows(19_999)), None) for name, write in WRITERS.items()]  # type: ignore[misc]


# --- measuring -----------------------------------------------------------------------------------


def measured(path: Path) -> tuple[float, float, int, str]:
    """Return CPU seconds, peak megabytes, exit code and what is said of reading a file."""
    command = [sys.executable, "-m", "remit", "read", str(path), "--json"]
    with tempfile.TemporaryFile() as errors:
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        said = errors.read().decode("utf-8", "replace").strip()
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, child.returncode, said


def _made(case: Case, path: Path) -> None:
    """Make a file in a child, because the memory of this process counts as that of the one that reads."""
    child = os.fork()
    if child == 0:
        path.write_bytes(case.make())
        os._exit(0)
    os.waitpid(child, 0)


def main(words: list[str]) -> int:
    """Read every case and print a line each."""
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        for case in cases():
            if words and not any(word in case.name for word in words):
                continue
            path = Path(folder) / f"draft.{case.suffix}"
            _made(case, path)
            seconds, megabytes, code, said = measured(path)
            kept = seconds <= SECONDS and megabytes <= MEGABYTES and "\n" not in said
            kept &= code in (0, 2) if case.code is None else code == case.code
            missed += not kept
            said = said.replace(f"{folder}/", "").replace("\n", " / ")
            print(f"{case.name:42} {seconds:6.1f} s {megabytes:6.0f} MB  {code:3}  {'' if kept else 'MISSED '}{said[-200:]}", flush=True)
            path.unlink()
    print(f"\n{missed} missed" if missed else "\nall kept")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""What a document is, told by its content and never by the suffix of its name alone; and who reads it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import cast

from remit.errors import SourceError
from remit.formats import signatures
from remit.formats.charsets import SMALLER, begin_of, plain_text
from remit.formats.limits import refuse_large
from remit.formats.package import BROKEN, opened
from remit.formats.row import Row

#: What turns the bytes of a document into rows.
Reader = Callable[[bytes, Path], list[Row]]

#: Format → the module that reads it, and its function.
_READERS: dict[str, tuple[str, str]] = {
    "docx": ("word", "rows_of_docx"),
    "odt": ("opendocument", "rows_of_odt"),
    "ods": ("opendocument", "rows_of_ods"),
    "xlsx": ("sheet", "rows_of_xlsx"),
    "pdf": ("pdf", "rows_of_pdf"),
    "html": ("web", "rows_of_html"),
    "markdown": ("markdown", "rows_of_markdown"),
    "csv": ("delimited", "rows_of_csv"),
    "tsv": ("delimited", "rows_of_csv"),
    "text": ("text", "rows_of_text"),
}
#: The formats that are bytes of a text, in one character set or another.
TEXTS = frozenset(("html", "markdown", "csv", "tsv", "text"))
_PAGE = re.compile(
    r"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|table|div|p|h[1-6]|section|main|"
    r"article|center|font|span|ul|ol|style|link|base)\b",
    re.IGNORECASE | re.DOTALL,
)
#: A label that begins a line: *Responsible: …*.
_LABEL = re.compile(r"\s*(?:[-*•–]\s+)?[^\W\d_][^:;,|\t]{1,40}:\s")
#: How much of a text is looked at, in characters, and where a PDF must begin, in bytes.
LOOKED_AT, PDF_WITHIN = 200_000, 1024


def _later(module: str, function: str) -> Reader:
    """Return a reader that is imported when it is first used."""

    def rows(data: bytes, path: Path) -> list[Row]:
        return cast(Reader, getattr(import_module(f"remit.formats.{module}"), function))(data, path)

    return rows


#: Format → what turns its bytes into rows.
FORMATS: dict[str, Reader] = {name: _later(*where) for name, where in _READERS.items()}


def recognise(data: bytes, path: Path) -> str:
    """Return the format of a document, a key of `FORMATS`; what is not read is a SourceError that says what it is.

    >>> recognise(b"No.,Event,Terms\\n1,Review,2017\\n", Path("plan.txt"))
    'csv'
    """
    if not data.strip():
        raise SourceError(f"{path}: the file is empty")
    refuse_large(data, path, SMALLER)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data, path)
    if data.startswith(signatures.OLE):
        raise _refusal(path, *signatures.old(data))
    if found := signatures.refused(data):
        raise _refusal(path, *found)
    return "pdf" if b"%PDF-" in data[:PDF_WITHIN] else _of_text(data, path)


def _refusal(path: Path, what: str, do: str) -> SourceError:
    return SourceError(f"{path}: this is {what}; {do}")


def _zipped(data: bytes, path: Path) -> str:
    archive = opened(data, path)
    form, what, do = signatures.zipped(archive, _type(archive))
    if not form:
        raise _refusal(path, what, do)
    return form


def _type(archive: zipfile.ZipFile) -> str:
    """Return what a package says that it is, in the part that OpenDocument has for this."""
    try:
        with archive.open("mimetype") as stream:
            return stream.read(200).decode("ascii", "replace").strip()
    except BROKEN:
        return ""


def _of_text(data: bytes, path: Path) -> str:
    if _PAGE.match(begin_of(data)) and not _is_other(begin_of(data)):
        return "html"
    text = plain_text(data, path)
    begin = text.lstrip().lower()[:200]
    for sign, what, do in signatures.TEXTS:
        if begin.startswith(sign):
            raise _refusal(path, what, do)
    return _of_plain(text[:LOOKED_AT], path)


def _is_other(begin: str) -> bool:
    """Return whether XML says by its first element that it is no page."""
    found = re.search(r"<([a-z][\w:-]*)", begin, re.IGNORECASE)
    return begin.startswith("<?xml") and found is not None and found[1].lower() not in ("html", "body", "table", "div")


def _of_plain(text: str, path: Path) -> str:
    from remit.formats.delimited import dialect_of, quotes_enclose
    from remit.formats.drawn import is_drawn
    from remit.formats.markdown import has_signs, has_table

    if has_table(text) or (has_signs(text) and "\t" not in text):
        return "markdown"
    lines = [line for line in text.splitlines() if line.strip()]
    if is_drawn(lines):
        return "text"
    if sum("\t" in line for line in lines) * 2 >= len(lines) or ("\t" in text and quotes_enclose(text, "\t")):
        quoted = quotes_enclose(text, "\t")
        return "tsv" if quoted or path.suffix.lower() in (".tsv", ".tab") else "text"
    if (table := re.search(r"<table\b", text, re.I)) and re.compile(r"<t[rdh]\b", re.I).search(text, table.end()):
        return "html"
    dialect = dialect_of(text)
    share, width = dialect.evidence
    is_table = share >= (0.3 if width > 2 and not _is_labelled(lines) else 0.9)
    return "csv" if is_table and dialect.delimiter != "\t" else "text"


def _is_labelled(lines: Sequence[str]) -> bool:
    """Return whether the lines of a text are rather those of a list: a third begins with a label and a colon."""
    return 3 * sum(_LABEL.match(line) is not None for line in lines) >= len(lines)

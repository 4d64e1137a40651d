"""What the first bytes of a file tell: what it is, and what its owner can do to have it read.

Each line of the table: how far in the bytes stand, the bytes, what such a file is, what to do.
A file that is refused is named, so that nobody wonders why.
"""

from __future__ import annotations

import zipfile

_WORDS = "name the document that holds the programme's words"
_UNPACK = "unpack it and name the document in it"

#: Offset, bytes, what it is, what to do; the first that fits holds.
REFUSED: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"{\\rtf", "a rich text (RTF)", "save it as .docx"),
    (0, b"%!PS", "a PostScript file", "make a PDF of it"),
    (0, b"AT&TFORM", "a scanned document (DjVu)", "recognise its text and save that as .docx"),
    (0, b"\x89PNG", "a picture (PNG)", _WORDS),
    (0, b"\xff\xd8\xff", "a picture (JPEG, binary data)", _WORDS),
    (0, b"GIF8", "a picture (GIF)", _WORDS),
    (0, b"BM", "a picture (BMP)", _WORDS),
    (0, b"II*\0", "a picture (TIFF)", _WORDS),
    (0, b"MM\0*", "a picture (TIFF)", _WORDS),
    (8, b"WEBP", "a picture (WebP)", _WORDS),
    (4, b"ftypheic", "a picture (HEIC)", _WORDS),
    (4, b"ftypavif", "a picture (AVIF)", _WORDS),
    (4, b"ftyp", "a film", _WORDS),
    (0, b"\x1aE\xdf\xa3", "a film (Matroska)", _WORDS),
    (0, b"ID3", "a sound (MP3)", _WORDS),
    (0, b"OggS", "a sound (Ogg)", _WORDS),
    (8, b"WAVE", "a sound (WAV)", _WORDS),
    (8, b"AVI ", "a film (AVI)", _WORDS),
    (0, b"\x1f\x8b", "an archive (gzip)", _UNPACK),
    (0, b"BZh", "an archive (bzip2)", _UNPACK),
    (0, b"\xfd7zXZ\0", "an archive (xz)", _UNPACK),
    (0, b"7z\xbc\xaf\x27\x1c", "an archive (7z)", _UNPACK),
    (0, b"Rar!\x1a\x07", "an archive (RAR)", _UNPACK),
    (0, b"\x28\xb5\x2f\xfd", "an archive (Zstandard)", _UNPACK),
    (0, b"MSCF", "an archive (CAB)", _UNPACK),
    (257, b"ustar", "an archive (tar)", _UNPACK),
    (0, b"\x7fELF", "a program", _WORDS),
    (0, b"MZ", "a program (Windows)", _WORDS),
    (0, b"\xcf\xfa\xed\xfe", "a program (macOS)", _WORDS),
    (0, b"\xca\xfe\xba\xbe", "a program", _WORDS),
    (0, b"SQLite format 3\0", "a database (SQLite)", "export its table as CSV"),
    (0, b"PAR1", "a table (Parquet)", "export it as CSV"),
    (0, b"\0\x01\0\0Standard", "a database (Access)", "export its table as CSV"),
    (0, b"\0\x01\0\0", "a font", _WORDS),
    (0, b"wOF", "a font", _WORDS),
)

#: Old binary documents: a name in their list of parts, what it is, what to do. The first that is there holds.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD: tuple[tuple[str, str, str], ...] = (
    ("EncryptedPackage", "protected by a password", "save it without one"),
    ("WordDocument", "a Word document of the old binary kind (.doc)", "save it as .docx"),
    ("Workbook", "a spreadsheet of the old binary kind (.xls)", "save it as .xlsx"),
    ("Book", "a spreadsheet of the old binary kind (.xls)", "save it as .xlsx"),
    ("PowerPoint Document", "a presentation of the old binary kind (.ppt)", "put the programme in a document"),
    ("__substg1.0", "a message (Outlook)", "save what is attached to it and name that"),
)

#: Zipped documents that are read: a part → the format.
PARTS: tuple[tuple[str, str], ...] = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
)
#: What an OpenDocument (or other) package says that it is → the format.
TYPES: tuple[tuple[str, str], ...] = (
    ("application/vnd.oasis.opendocument.text", "odt"),
    ("application/vnd.oasis.opendocument.spreadsheet", "ods"),
)
#: Zipped documents that are refused: the begin of a part's name or of the type, what it is, what to do.
PACKED: tuple[tuple[str, str, str], ...] = (
    ("application/vnd.oasis.opendocument.presentation", "a presentation (ODP)", "put the programme in a document"),
    ("application/vnd.oasis.opendocument", "a drawing or a formula (OpenDocument)", "put the programme in a document"),
    ("application/epub", "a book (EPUB)", "save its page as HTML"),
    ("ppt/", "a presentation (PPTX)", "put the programme in a document"),
    ("xl/workbook.bin", "a binary spreadsheet (.xlsb)", "save it as .xlsx"),
    ("visio/", "a drawing (Visio)", "put the programme in a document"),
    ("Index/", "a document of Pages, Numbers or Keynote", "export it as .docx, .xlsx or PDF"),
    ("FixedDocSeq.fdseq", "an XPS document", "save it as PDF"),
    ("META-INF/MANIFEST.MF", "a program (Java)", _WORDS),
    ("", "an archive (ZIP)", _UNPACK),
)

#: The begin of a text that is no programme's: what it says, what it is, what to do.
TEXTS: tuple[tuple[str, str, str], ...] = (
    ("<?xml", "XML of a kind that is not read", "save the document as .docx, .xlsx, .odt or HTML"),
    ("<svg", "a picture (SVG)", _WORDS),
    ("mime-version:", "a saved page or message (MHTML)", "save the page as HTML"),
    ("from: <saved by", "a saved page (MHTML)", "save the page as HTML"),
    ("\\documentclass", "a LaTeX text", "make a PDF of it"),
)


def refused(data: bytes) -> tuple[str, str] | None:
    """Return what a file is and what to do, where its first bytes tell that it is not read."""
    return next(((what, do) for at, sign, what, do in REFUSED if data.startswith(sign, at)), None)


def old(data: bytes) -> tuple[str, str]:
    """Return what an old binary document is and what to do."""
    for name, what, do in OLD:
        if name.encode("utf-16-le") in data:
            return what, do
    return "a document of an old binary kind", "save it as .docx, .xlsx or PDF"


def zipped(archive: zipfile.ZipFile, kind: str) -> tuple[str, str, str]:
    """Return the format of a zipped document; where it is not read, nothing, what it is, and what to do."""
    names = [info.filename.replace("\\", "/").lstrip("/") for info in archive.infolist()]
    small = {name.lower() for name in names}
    for name, form in (*PARTS, *TYPES):
        if name in small or kind.removesuffix("-template") == name:
            return form, "", ""
    signs = (kind, *names)
    return next(("", what, do) for sign, what, do in PACKED if sign == "" or any(n.startswith(sign) for n in signs))

"""A born-digital PDF: rows of its ruled tables and paragraphs outside them.

Read are tables drawn with ruling lines (or shaded areas), over any number of pages, upright or turned;
a table without lines is read by its layout where gaps part its columns throughout.
Not attempted: scanned pages, which have no text; they are refused, not guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pypdfium2

from remit.errors import SourceError
from remit.fence import Stopped, fenced
from remit.formats import limits
from remit.formats.limits import refuse_large
from remit.formats.pdf_grid import TooManyBoxes
from remit.formats.pdf_layout import by_layout
from remit.formats.pdf_page import sheet
from remit.formats.pdf_parts import Parts, parts
from remit.formats.pdf_shapes import Sheet, Word
from remit.formats.pdf_tables import Draft, drafts_of, rows_of
from remit.formats.row import Row

#: How many letters at least in boxes as wide as a table tell that no lines part its columns.
LONG = 500
#: A label that begins a line (*Responsible: …*), and how many of them make a list.
FEWEST_LABELS = 3
LABEL = re.compile(r"(?:[-*•–]\s+)?[^\W\d_][^:;,|]{1,40}:(?:\s|$)")
#: A number or a bullet that begins a line.
NUMBER = re.compile(r"[A-ZА-ЯЁ]{0,4}[.-]?\d+(?:\.\d+)*[.)]?|[-*•–▪]|[a-zа-я]\)")
#: How many heights of a letter part two columns.
APART = 1.5
#: How many of the letters may be ones of which the font does not say what they are.
UNNAMED = 0.2


def rows_of_pdf(data: bytes, path: Path) -> list[Row]:
    """Return the rows of a PDF; what is no PDF, has no text or no table is a SourceError."""
    refuse_large(data, path, "save the pages of the programme alone")
    try:
        drafts = fenced(lambda: _drafts(data, path), limits.now().seconds, limits.now().memory_bytes)
    except Stopped as stopped:
        raise SourceError(f"{path}: {stopped}; save the pages of the programme alone as PDF and read that") from None
    return rows_of(drafts, path.name)


def _drafts(data: bytes, path: Path) -> list[Draft]:
    sheets = _sheets(data, path)
    _readable(sheets, path)
    try:
        pages = _parts(sheets)
    except TooManyBoxes as error:
        raise SourceError(
            f"{path}: a table has {error} cells, at most {limits.now().cells:,} are read; "
            "save the programme's table alone"
        ) from None
    if pages is None:
        raise SourceError(
            f"{path}: no ruled table was found, and gaps do not part its text into clear columns; "
            "draw the lines of the table and save it again, or read the document that the PDF was made from"
        )
    drafts = drafts_of(pages)
    cells = Counter(draft.table for draft in drafts if draft.table for _ in draft.texts)
    if max(cells.values(), default=0) > limits.now().cells:
        raise limits.too_many(path)
    return drafts


def _parts(sheets: list[Sheet]) -> list[Parts] | None:
    """Return the parts of the pages by ruling lines, else by shaded cells, else by layout; None where none fits."""
    for shaded, fewest in ((False, 2), (True, 3)):
        pages = [parts(each, shaded) for each in sheets]
        if _labelled(pages) or (
            any(len(piece.grid.xs) > fewest for page in pages for piece in page.pieces) and not _undivided(pages)
        ):
            return pages
    return by_layout(sheets) or ([parts(each) for each in sheets] if _numbered(sheets) else None)


def _labelled(pages: list[Parts]) -> bool:
    """Return whether the document is a list or cards: a quarter of its lines begins with a label and a colon."""
    lines = [" ".join(word.text for word in line.words) for page in pages for line in page.lines]
    labels = sum(LABEL.match(line) is not None for line in lines)
    return labels > FEWEST_LABELS and 4 * labels >= len(lines)


def _numbered(sheets: list[Sheet]) -> bool:
    """Return whether the document is a list: a fifth of its lines is one text behind a number or a bullet."""
    lines = [line.words for sheet in sheets for line in parts(sheet).lines]
    numbers = sum(NUMBER.fullmatch(words[0].text) is not None and _is_one_text(words[1:]) for words in lines)
    return numbers > FEWEST_LABELS and 5 * numbers >= len(lines)


def _is_one_text(words: Sequence[Word]) -> bool:
    """Return whether words stand as close as those of one text do, not in columns."""
    return bool(words) and all(other.x0 - one.x1 < APART * other.height for one, other in pairwise(words))


def _undivided(pages: list[Parts]) -> bool:
    """Return whether most of the text stands in boxes as wide as their table: lines part its rows, not its columns."""
    held = [(box, piece, text) for page in pages for piece in page.pieces for box, text in piece.boxed()]
    wide = sum(len(text) for box, piece, text in held if box.right - box.left == len(piece.grid.xs) - 1)
    return wide > LONG and wide * 2 > sum(len(text) for _, _, text in held)


def _sheets(data: bytes, path: Path) -> list[Sheet]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise SourceError(f"{path}: {_why(str(error))}") from None
    try:
        if len(document) > limits.now().pages:
            raise SourceError(
                f"{path}: has {len(document):,} pages, at most {limits.now().pages:,} are read; "
                "save the pages of the programme alone"
            )
        return [_sheet(document, index, path) for index in range(len(document))]
    finally:
        document.close()


def _sheet(document: pypdfium2.PdfDocument, index: int, path: Path) -> Sheet:
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        raise SourceError(
            f"{path}: page {index + 1} is damaged; save the document again as PDF and read that"
        ) from None
    try:
        return sheet(page.raw, index + 1, str(path))
    finally:
        page.close()


def _why(message: str) -> str:
    if "assword" in message or "ecurity" in message:
        return "the PDF is locked with a password; save it without one and read that"
    return "is damaged or no PDF; save the document again as PDF and read that"


def _readable(sheets: list[Sheet], path: Path) -> None:
    """Refuse what has no text, or text whose letters nobody can know."""
    letters = "".join(word.text for each in sheets for word in each.words)
    if not letters:
        pictures = any(each.pictures for each in sheets)
        said = "holds pictures of pages (a scan), no text" if pictures else "holds no text"
        raise SourceError(f"{path}: {said}; read the document it was made from, or have its text recognised (OCR)")
    unnamed = sum(letter == "\ufffd" or "\ue000" <= letter <= "\uf8ff" for letter in letters)
    if unnamed > UNNAMED * len(letters):
        raise SourceError(
            f"{path}: its fonts do not say which letters they draw; "
            "read the document it was made from, or have its text recognised (OCR)"
        )

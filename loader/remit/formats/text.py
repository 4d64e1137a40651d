"""A text dump of a table: one row a line, cells parted by tabs.

Read are the lines and their cells, each with its place; nothing is understood yet.
Not attempted: texts in other encodings than UTF-8, which are refused, not guessed.
"""

from __future__ import annotations

import codecs
import re
from itertools import accumulate
from pathlib import Path

from remit.errors import SourceError
from remit.formats.row import Row
from remit.places import Place
from remit.reading import Cell

#: Breaks inside a cell, blanks that do not break: kept in the place, one line end or blank in the text.
_SOFT = str.maketrans({**dict.fromkeys("\v\f\x85\u2028\u2029", "\n"), **dict.fromkeys("\u00a0\u202f\u2007", " ")})
#: How many control characters a text may hold and still be one.
_CONTROL = set(map(chr, range(32))) - set("\t\n\r\f\v")


def rows_of_text(data: bytes, path: Path) -> list[Row]:
    """Return the rows of a tab-separated text; what is no UTF-8 text is a SourceError."""
    rows = []
    lines = re.split(r"\r\n|\n|\r", _decoded(data, path))
    for number, line in enumerate(lines, start=1):
        texts = line.split("\t")
        cells = tuple(_cell(text, path.name, number, index) for index, text in enumerate(texts))
        begins = tuple(accumulate((len(text) + 1 for text in texts[:-1]), initial=0))
        rows.append(Row(number, cells, begins))
    return rows


def _cell(raw: str, source: str, row: int, index: int) -> Cell:
    """Return a cell without the blanks around it; its characters still count from the cell's begin."""
    text = raw.strip()
    if not text:
        return Cell()
    begin = len(raw) - len(raw.lstrip())
    return Cell(text.translate(_SOFT), ((0, Place(source, 1, row, str(index), begin, begin + len(text), text)),))


def _decoded(data: bytes, path: Path) -> str:
    if data[:4] in (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE):
        raise SourceError(f"{path}: the text is UTF-32; save it as UTF-8 and read that")
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) or _looks_wide(data[:4096]):
        raise SourceError(f"{path}: the text is UTF-16; save it as UTF-8 (iconv -f UTF-16 -t UTF-8) and read that")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(_not_utf8(data, path, error.start)) from error
    if _CONTROL & set(text):
        raise SourceError(f"{path}: this is not a text but binary data; a programme is read from tab-separated text")
    return text


def _looks_wide(data: bytes) -> bool:
    """Return whether a text has a zero byte at most second places, as UTF-16 has in Western texts."""
    halves = data[0::2].count(0), data[1::2].count(0)
    return max(halves) > len(data) // 4 > 0 and min(halves) < len(data) // 50 + 1


def _not_utf8(data: bytes, path: Path, at: int) -> str:
    if b"\0" in data[:4096] or any(byte < 9 for byte in data[:4096]):
        return f"{path}: this is not a text but binary data; a programme is read from tab-separated text"
    line = data.count(b"\n", 0, at) + 1
    return f"{path}: line {line} is not UTF-8 (Windows-1251 perhaps); save the text as UTF-8 and read that"

"""A text dump of a table: one row a line, cells parted by tabs.

Read are the lines and their cells, each with its place; nothing is understood yet.
"""

from __future__ import annotations

import re
from itertools import accumulate
from pathlib import Path

from remit.formats.charsets import plain_text
from remit.formats.drawn import is_drawn, rows_of_drawn
from remit.formats.row import Row
from remit.places import Place
from remit.reading import Cell

#: Breaks inside a cell, blanks that do not break: kept in the place, one line end or blank in the text.
_SOFT = str.maketrans({**dict.fromkeys("\v\f\x85\u2028\u2029", "\n"), **dict.fromkeys("\u00a0\u202f\u2007", " ")})


def rows_of_text(data: bytes, path: Path) -> list[Row]:
    """Return the rows of a tab-separated text; what is no text is a SourceError."""
    rows = []
    lines = re.split(r"\r\n|\n|\r", plain_text(data, path))
    if is_drawn(lines):
        return rows_of_drawn(lines, path.name)
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

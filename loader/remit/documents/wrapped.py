"""Lines of a plain text → its paragraphs: a line that goes on with the one before it is joined to it.

A line stands for itself after a blank one, where a number, a bullet or a label begins it, and after a short line.
A line of dashes or equals signs under another makes that one a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from remit.documents.seams import append
from remit.formats.row import Row
from remit.understand.words import DASHES

#: A shorter line ends its paragraph, unless it ends or the next begins in mid-sentence.
SHORT = 60
_RULE = re.compile(rf"[{DASHES}=_*~#]{{3,}}")
_BEGINS = re.compile(
    r"(?:[A-ZА-ЯЁ]{0,4}[.-]?\d+(?:\.\d+)*[.)]?|[IVXLC]+[.)]|[a-zа-я]\)|\(\w{1,3}\)|[-*•–—▪·○o])\s|[^\W\d_][^:.;]{1,40}:(?:\s|$)"
)


def paragraphs(rows: Sequence[Row]) -> list[Row]:
    """Return the paragraphs of a text; rows of other documents, or with several cells, are as they were."""
    made: list[Row] = []
    fresh = True
    for row in _ruled(rows):
        text = row.text
        lone = bool(row.begins) and len(row.cells) == 1
        if not text and lone:
            fresh = True
        elif made and not fresh and lone and _goes_on(made[-1], row):
            made[-1] = replace(made[-1], cells=(append(made[-1].cells[0], row.cells[0], " "),))
        else:
            made.append(row)
            fresh = not lone or bool(row.level)
    return made


def _ruled(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows without the lines that only rule others off; a ruled one is a heading."""
    for at, row in enumerate(rows):
        if row.begins and _RULE.fullmatch(row.text):
            continue
        below = rows[at + 1].text if at + 1 < len(rows) else ""
        ruled = bool(row.begins and row.text and _RULE.fullmatch(below))
        yield replace(row, level=1 if below[:1] == "=" else 2) if ruled else row


def _goes_on(before: Row, row: Row) -> bool:
    """Return whether a line goes on with the paragraph before it."""
    first, text = before.cells[0], row.text
    if _BEGINS.match(text) or len(before.cells) > 1:
        return False
    last = first.places[-1]
    begins, indent = first.places[0].start, row.cells[0].places[0].start
    mid = first.text[-1] in ",(" + DASHES or (text[0].islower() and len(last.text) >= SHORT // 2)
    return mid or len(last.text) >= SHORT or (indent > begins and _BEGINS.match(first.text) is not None)

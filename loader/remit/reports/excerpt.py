"""The text of a cell in one line, cut around the words that are meant, and carets that point at them.

>>> excerpt("Signing the Memorandum between the Guild and EEC", [(45, 48)], 30)
Excerpt(line='… between the Guild and EEC', marks=((24, 27),))

Marks count columns of a terminal: a Chinese character takes two of them, an accent that is added none.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from wcwidth import wcswidth

CUT = "…"
#: What turns the direction of the signs that follow, by which a text can pretend to be another.
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
Span = tuple[int, int]


@dataclass(frozen=True)
class Excerpt:
    """A line and the columns of what is meant in it, one pair a span that was asked for; of what is cut off none."""

    line: str
    marks: tuple[Span, ...]

    def carets(self, *marks: Span) -> str:
        """Return the line that points at marks, which may overlap."""
        columns = {column for start, end in marks for column in range(start, max(end, start + 1))}
        return "".join("^" if column in columns else " " for column in range(max(columns, default=-1) + 1))


def printable(text: str) -> str:
    r"""Return a text in one line, character for character: line ends and tabs as blanks, what steers a terminal as `�`.

    >>> printable("TC 2,\nTC\t4 \x1b[31m")
    'TC 2, TC 4 �[31m'
    """
    return "".join(" " if sign in "\n\t\v\f\r\x85\u2028\u2029" else _safe(sign) for sign in text)


def _safe(sign: str) -> str:
    return "�" if unicodedata.category(sign) == "Cc" or sign in _TURNING else sign


def excerpt(text: str, spans: Sequence[Span], room: int) -> Excerpt:
    """Return a text within `room` columns: whole if it fits, else its spans with as many words around as fit.

    A span that covers all of a text that does not fit points at nothing, so it gets no mark.
    """
    shown = printable(text)
    if width(shown) <= room:
        return _put_together(shown, [(0, len(shown))], spans)
    cores = sorted(span for span in spans if span != (0, len(shown))) or [(0, 0)]
    words = [found.span() for found in re.finditer(r"\S+", shown)]
    made = _put_together(shown, _around(words, cores, 0), spans)
    if width(made.line) > room:
        return _clipped(shown, cores[0], spans, room)
    for more in range(1, len(words) + 1):
        wider = _put_together(shown, _around(words, cores, more), spans)
        if width(wider.line) > room:
            break
        made = wider
    return made


def width(text: str) -> int:
    """Return how many columns a printable text takes."""
    return max(wcswidth(text), 0)


def _around(words: Sequence[Span], cores: Sequence[Span], more: int) -> list[Span]:
    """Return the spans, made whole words, with so many words more before and after; those that meet become one."""
    pieces: list[Span] = []
    starts, ends = [start for start, _ in words], [end for _, end in words]
    for start, end in cores:
        first = max(bisect_right(ends, start) - more, 0)
        last = min(bisect_left(starts, end) + more, len(words)) - 1
        if first > last:
            pieces.append((start, end))
        elif pieces and starts[first] <= pieces[-1][1] + 1:
            pieces[-1] = (pieces[-1][0], max(ends[last], pieces[-1][1]))
        else:
            pieces.append((min(start, starts[first]), max(end, ends[last])))
    return pieces


def _clipped(text: str, core: Span, spans: Sequence[Span], room: int) -> Excerpt:
    """Return as much as fits from the begin of a span that does not fit itself."""
    end = core[0]
    while end < len(text) and width(text[core[0] : end + 1]) <= room - 4:
        end += 1
    return _put_together(text, [(core[0], core[0] + len(text[core[0] : end].rstrip()))], spans)


def _put_together(text: str, pieces: Sequence[Span], spans: Sequence[Span]) -> Excerpt:
    """Return the pieces with `…` where something is left out, and the columns of the spans."""
    line = f"{CUT} " if pieces[0][0] > 0 else ""
    columns: dict[Span, int] = {}
    for index, (start, end) in enumerate(pieces):
        line += f" {CUT} " if index else ""
        columns[start, end] = width(line)
        line += text[start:end]
    line += f" {CUT}" if pieces[-1][1] < len(text.rstrip()) else ""
    return Excerpt(line, tuple(_mark(text, columns, span) for span in spans))


def _mark(text: str, columns: dict[Span, int], span: Span) -> Span:
    for (start, end), column in columns.items():
        if start <= span[0] <= end and (span != (0, len(text)) or (start, end) == span):
            return (
                column + width(text[start : span[0]]),
                column + width(text[start : max(span[0], min(span[1], end))]),
            )
    return (0, 0)

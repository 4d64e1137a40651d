"""The words that a message means, found in the places of its finding.

One convention for all rules: what a message quotes in “…” and what stands there verbatim is what is meant;
of several quotations it is the first that stands there, and where none does, the whole place is meant.
White space counts as equal, so that words are found over a line end and over a page break;
a quotation that is only part of a word is not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, islice

from remit.places import Place

#: How many quotations of one message are looked for; a title can be full of quotation marks.
MOST = 12


def meant(message: str, places: Sequence[Place]) -> tuple[Place, ...]:
    """Return the places of the words that a message means; all `places` where it quotes nothing that stands there.

    >>> cell = Place("draft.txt", 1, 4, "executors", 10, 19, "TC 2 TC 4")
    >>> meant("nobody knows “TC 4”.", [cell])[0].part(0, 4) == cell.part(5, 9)
    True
    """
    cells = [list(group) for _, group in groupby(places, lambda place: (place.source, place.table, place.column))]
    for words in islice(_quoted(message), MOST):
        for cell in cells:
            if found := _found(words, cell):
                return found
    return tuple(places)


def _quoted(message: str) -> Iterator[str]:
    """Yield what stands between quotation marks; marks within marks belong to what is quoted."""
    at = message.find("“")
    while at >= 0:
        end = _closing(message, at)
        if end < 0:
            return
        yield message[at + 1 : end].strip()
        at = message.find("“", end)


def _closing(message: str, at: int) -> int:
    """Return where a quotation ends: at the mark that matches, else at the next one, -1 without any."""
    depth = 0
    for mark in re.finditer("[“”]", message[at:]):
        depth += 1 if mark[0] == "“" else -1
        if depth == 0:
            return at + mark.start()
    return message.find("”", at)


def _found(words: str, cell: Sequence[Place]) -> tuple[Place, ...]:
    """Return the first stretch of a cell that reads so; a cell that a page break cuts is put together."""
    for glue in ("\n", ""):
        if found := re.search(_pattern(words), glue.join(place.text for place in cell)):
            return tuple(_parts(cell, len(glue), *found.span()))
    return ()


def _pattern(words: str) -> str:
    """Return the pattern of words; `(?!)` matches nothing."""
    written = r"\s+".join(map(re.escape, words.split()))
    before, after = (r"(?<!\w)" if words[:1].isalnum() else ""), (r"(?!\w)" if words[-1:].isalnum() else "")
    return f"{before}{written}{after}" if written else "(?!)"


def _parts(cell: Sequence[Place], glue: int, start: int, end: int) -> Iterator[Place]:
    offset = 0
    for place in cell:
        first, last = max(start - offset, 0), min(end - offset, len(place.text))
        if first < last:
            yield place.part(first, last)
        offset += len(place.text) + glue

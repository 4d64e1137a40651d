"""Lists that say when and who without a label: *1.1 Survey of the reefs – Reef Office (May 2032)*.

A paragraph is parted at dashes and brackets, and what stands in these at semicolons or commas; of what follows the
title one part must be a time, and the others say who. A list is read so only where most of its items do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from remit.documents.cards import Asked, Said, Told, said_in, together
from remit.documents.labels import BULLETS, Field, part
from remit.documents.seams import append
from remit.formats.row import Row
from remit.reading import Cell
from remit.understand.fields import has_body_noun
from remit.understand.language import Language
from remit.understand.terms import read_term
from remit.understand.words import DASHES

#: So many items make a list, and this share of the items of a document must be parted.
FEWEST, SHARE = 3, 0.6
#: The kinds of term that many words may seem to say.
LOOSE = ("none", "unread", "relative", "reference", "by-schedule", "status", "staged")
_JOINT = re.compile(rf"\s+[{DASHES}|]\s+|\s*[(\[]|[)\]]\s*(?:[.;,:]\s*|[{DASHES}]\s+)?|\t+")
_ITEM = re.compile(r"(?:[A-ZА-ЯЁ]{0,4}[.-]?\d+(?:\.\d+)*[.)]?\s|[IVXLC]+[.)]\s|[a-zа-я]\)\s)")
LONGEST = 400

#: Where parts of a text begin and end.
_Spots = list[tuple[int, int]]


def unlabelled_in(rows: Sequence[Row], language: Language) -> list[Asked]:
    """Return what is asked in a list without labels, in order; nothing where too few of its items are parted."""
    found = list(_stream(rows, language))
    titles = sum(isinstance(each, Told) and each.field.column == "term" for each in found)
    items = sum(len(row.cells) == 1 and _is_item(row.text) for row in rows)
    enough = titles >= FEWEST and titles >= SHARE * items
    return together(iter(found)) if enough else []


def _is_item(text: str) -> bool:
    return BULLETS.match(text) is not None or _ITEM.match(text) is not None


def _stream(rows: Sequence[Row], language: Language) -> Iterator[Said | Told]:
    for at, row in enumerate(rows):
        filled = [cell for cell in row.cells if cell.text]
        if row.table or len(filled) != 1:
            continue
        bullet = BULLETS.match(filled[0].text)
        cell = part(filled[0], bullet.end(), len(filled[0].text)) if bullet else filled[0]
        title, term, who = _parted(cell, language) if len(cell.text) <= LONGEST else (cell, Cell(), Cell())
        yield said_in(at, row, title, language)
        if term.text:
            names = language.data["columns"]
            yield Told(at, row, Field("term", str(names["term"][0]), term))
            yield Told(at, row, Field("executors", str(names["executors"][0]), who))


def _parted(cell: Cell, language: Language) -> tuple[Cell, Cell, Cell]:
    """Return the title, the term and the executors that a paragraph says; the whole as title where it says none."""
    cuts = [found.span() for found in _JOINT.finditer(cell.text)]
    for first in range(len(cuts)):
        tail = list(_tail(cell.text, cuts[first:]))
        times = [spot for spot in tail if _is_time(cell.text[slice(*spot)], language)]
        others = [spot for spot in tail if spot not in times]
        bodies = any(has_body_noun(cell.text[slice(*spot)], language) for spot in others)
        if len(times) == 1 and others and (bodies or len(others) == 1):
            who = Cell()
            for spot in others:
                who = append(who, part(cell, *spot), "; ") if who.text else part(cell, *spot)
            return part(cell, 0, cuts[first][0]), part(cell, *times[0]), who
    return cell, Cell(), Cell()


def _tail(text: str, cuts: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield where the parts after a title stand: what joints part, each at its semicolons, else at its commas."""
    for (_, begin), (end, _) in zip(cuts, [*cuts[1:], (len(text), 0)], strict=True):
        piece = text[begin:end]
        for sign in ";,":
            if sign in piece:
                break
        at = begin
        for found in [*re.finditer(sign, piece), None]:
            stop = begin + found.start() if found else end
            if text[at:stop].strip(" .;,"):
                yield at, stop
            at = begin + found.end() if found else end


def _is_time(text: str, language: Language) -> bool:
    return read_term(text.strip(" .;,"), language).kind not in LOOSE

"""Pages of a PDF → rows of its tables and paragraphs outside them, in reading order.

A table that goes on over a page (same outer edges, nothing between) keeps its number.
What stands at the top or the bottom of several pages alike, and the numbers of pages, are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from remit.formats.pdf_hyphens import settled
from remit.formats.pdf_lines import line_text
from remit.formats.pdf_parts import Loose, Parts, Piece, paragraphs
from remit.formats.row import Row
from remit.places import Place
from remit.reading import Cell

#: How far edges of one table may differ from page to page, in points.
ALIKE = 4.0
#: The part of a page in which running heads and page numbers stand, from its top or bottom.
MARGIN = 0.13
_PAGE_NUMBER = re.compile(r"\W*(?:[^\W\d]+\.?\s*)?\d{1,4}(?:\s*(?:/|\w{1,3})\s*\d{1,4})?\W*")


@dataclass
class _Part:
    """A paragraph, or one table with all its pieces, each with its page."""

    page: int
    text: str = ""
    pieces: list[tuple[int, Piece]] = field(default_factory=list)


@dataclass(frozen=True)
class Draft:
    """A row before its hyphens are settled: the texts of its cells."""

    number: int
    table: int
    page: int
    texts: tuple[str, ...]
    above: frozenset[int]
    spans: tuple[tuple[int, int], ...] = ()


def drafts_of(pages: Sequence[Parts]) -> list[Draft]:
    """Return the rows of all tables and paragraphs, in reading order."""
    return list(_drafts(_flow(pages)))


def rows_of(drafts: Sequence[Draft], source: str) -> list[Row]:
    """Return drafts as rows, their hyphens settled; `source` is the name of the document."""
    texts = iter(settled([text for draft in drafts for text in draft.texts]))
    return [
        Row(
            draft.number,
            tuple(_cell(next(texts), source, draft, index) for index in range(len(draft.texts))),
            table=draft.table,
            page=draft.page,
            above=draft.above,
            spans=dict(draft.spans),
        )
        for draft in drafts
    ]


def _cell(text: str, source: str, draft: Draft, index: int) -> Cell:
    text = text.strip()
    if not text:
        return Cell()
    return Cell(text, ((0, Place(source, draft.page, draft.number, str(index), 0, len(text), text)),))


# --- reading order --------------------------------------------------------------------------------


def _flow(pages: Sequence[Parts]) -> list[_Part]:
    """Return paragraphs and tables in reading order, tables joined over pages."""
    running = _running(pages)
    flow: list[_Part] = []
    for page in pages:
        lines = [line for line in page.lines if _key(line, page) not in running and not _is_number(line, page)]
        found: list[tuple[float, str | Piece]] = [*paragraphs(lines, page.width)]
        found += [(piece.top, piece) for piece in page.pieces]
        for _, part in sorted(found, key=lambda pair: pair[0]):
            if isinstance(part, str):
                flow.append(_Part(page.number, part))
            elif flow and _goes_on(flow[-1], part, page.number):
                flow[-1].pieces.append((page.number, part))
            else:
                flow.append(_Part(page.number, pieces=[(page.number, part)]))
    return flow


def _goes_on(before: _Part, piece: Piece, page: int) -> bool:
    """Return whether a piece goes on with the table before it, which ended on the page before."""
    if not before.pieces or before.pieces[-1][0] == page:
        return False
    old, new = before.pieces[-1][1].grid.xs, piece.grid.xs
    edges = abs(old[0] - new[0]) <= ALIKE and abs(old[-1] - new[-1]) <= ALIKE
    union = _columns([grid.grid.xs for _, grid in before.pieces])
    return edges and (_within(new, union) or _within(union, new))


def _within(some: Sequence[float], others: Sequence[float]) -> bool:
    return all(min(abs(x - other) for other in others) <= ALIKE for x in some)


def _in_margin(line: Loose, page: Parts) -> bool:
    edges = [piece.top for piece in page.pieces] + [piece.grid.ys[-1] for piece in page.pieces]
    outside = not edges or line.bottom <= min(edges) + 1 or line.top >= max(edges) - 1
    top = min((each.top for each in page.lines), default=0.0)
    bottom = max((each.bottom for each in page.lines), default=0.0)
    near = min(line.top - top, bottom - line.bottom) < MARGIN * page.height
    return outside and near


def _key(line: Loose, page: Parts) -> tuple[str, int] | None:
    """Return what is compared of a running head: its words without numbers, and how high it stands."""
    if not _in_margin(line, page):
        return None
    return re.sub(r"\d+", "#", line_text(list(line.words))), round(line.top / 6)


def _running(pages: Sequence[Parts]) -> set[tuple[str, int] | None]:
    """Return what stands in the margin of several pages alike."""
    counts = Counter(key for page in pages for key in {_key(line, page) for line in page.lines} if key)
    enough = max(2, len(pages) // 4)
    return {key for key, count in counts.items() if count >= enough}


def _is_number(line: Loose, page: Parts) -> bool:
    """Return whether a line is the number of a page: the last or the first of it, alone."""
    if not _PAGE_NUMBER.fullmatch(text := line_text(list(line.words))):
        return False
    tops = sorted([each.top for each in page.lines] + [piece.top for piece in page.pieces])
    lowest = line.top >= tops[-1] and all(line.top >= piece.grid.ys[-1] for piece in page.pieces)
    number = re.search(r"\d+", text)
    return lowest or (line.top <= tops[0] and len(tops) > 1 and number is not None and int(number[0]) == page.number)


# --- rows -----------------------------------------------------------------------------------------


def _drafts(flow: Sequence[_Part]) -> Iterator[Draft]:
    paragraph, table = 0, 0
    for part in flow:
        if part.pieces:
            table += 1
            yield from _table(part, table)
        elif part.text.strip():
            paragraph += 1
            yield Draft(paragraph, 0, part.page, (part.text,), frozenset())


def _columns(grids: Sequence[Sequence[float]]) -> list[float]:
    """Return where the columns of a table are parted, on any of its pages."""
    columns: list[float] = []
    for x in sorted(x for xs in grids for x in xs):
        if not columns or x - columns[-1] > ALIKE:
            columns.append(x)
    return columns


def _table(part: _Part, table: int) -> Iterator[Draft]:
    """Yield the rows of a table, page by page; rows without any text are left out and not counted."""
    columns = _columns([piece.grid.xs for _, piece in part.pieces])
    number = 0
    for page, piece in part.pieces:
        at = [_nearest(columns, x) for x in piece.grid.xs]
        for row in range(len(piece.grid.ys) - 1):
            texts, above, spans = [""] * (len(columns) - 1), set(), []
            for box, text in zip(piece.grid.boxes, piece.texts, strict=True):
                if box.top <= row < box.bottom and text:
                    index = min(at[box.left], len(texts) - 1)
                    texts[index] = text
                    above |= {index} if row > box.top else set()
                    spans += [(index, wide)] if (wide := at[box.right] - at[box.left]) > 1 else []
            number += 1
            yield Draft(number, table, page, tuple(texts), frozenset(above), tuple(spans))


def _nearest(columns: Sequence[float], x: float) -> int:
    return min(range(len(columns)), key=lambda index: abs(columns[index] - x))

"""A table without standing lines: columns parted by gaps that no word crosses, under a header row.

Rows are parted by lying lines or the edges of shaded areas where there are any, else by wide spaces;
where there is neither, each line must be a row with a number of its own. What could be read in two ways is not read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from remit.formats.pdf_grid import Box, Grid, joined
from remit.formats.pdf_lines import Line, cell_text, line_text, lines_of
from remit.formats.pdf_parts import Loose, Parts, Piece
from remit.formats.pdf_shapes import Sheet, Word

#: How wide a gap between columns is at least, and how far lines of one row are apart at most, in heights of letters.
GUTTER, PITCH = 0.9, 1.5
#: How many columns a header has at least, and how many first lines may be one.
COLUMNS, CANDIDATES = 3, 12
#: How far below the others a line is none of the table, in heights of letters.
FAR = 2.5
#: How many lines name all columns: names of two levels, or one that goes on.
LEVELS = 3
_NUMBER = re.compile(r"\d+(?:\.\d+)*[.)]?")


@dataclass(frozen=True)
class _Band:
    """The lines of one row, and whether its text goes over all columns."""

    lines: tuple[Line, ...]
    over: bool


def by_layout(sheets: Sequence[Sheet]) -> list[Parts] | None:
    """Return the pages with the table that gaps make; None where it is not safe."""
    pages = _without_running([(sheet, lines_of(sheet.words)) for sheet in sheets])
    first, lines = next(((at, lines) for at, (_, lines) in enumerate(pages) if lines), (0, []))
    for begin, line in enumerate(lines[:CANDIDATES]):
        if len(_stretches([line], GUTTER)) < COLUMNS:
            continue
        body = [(sheet, each[begin:] if at == first else each) for at, (sheet, each) in enumerate(pages) if at >= first]
        made = _table(body)
        if made:
            head = [Loose(tuple(each)) for each in lines[:begin]]
            return [_with_head(made[0], head), *made[1:]]
    return None


def _without_running(pages: list[tuple[Sheet, list[Line]]]) -> list[tuple[Sheet, list[Line]]]:
    """Return the pages without what stands first or last on several of them alike, numbers aside."""
    counts = Counter(key for _, lines in pages for key in {_key(line) for line in lines[:2] + lines[-2:]})
    enough = max(2, len(pages) // 4)
    return [(sheet, [line for line in lines if not _runs(line, counts, enough)]) for sheet, lines in pages]


def _runs(line: Line, counts: Counter[tuple[str, int]], enough: int) -> bool:
    """Return whether a line is a running head, not the header of a table that is repeated."""
    return counts[_key(line)] >= enough and len(_stretches([line], GUTTER)) < COLUMNS


def _key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line_text(line)), round(line[0].y / 6)


def _with_head(parts: Parts, head: list[Loose]) -> Parts:
    return Parts(parts.number, parts.height, parts.pieces, (*head, *parts.lines), parts.width)


def _table(pages: list[tuple[Sheet, list[Line]]]) -> list[Parts] | None:
    """Return the pages of a table whose header begins with the first line; None where gaps do not part it."""
    parted = [(sheet, *_margins(each)) for sheet, each in pages]
    lines = [line for _, body, _ in parted for line in body]
    columns = _columns(lines)
    if not columns:
        return None
    xs = (columns[0][0] - 1, *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), _right(lines) + 1)
    made = []
    for sheet, body, rest in parted:
        bands = _bands(sheet, body, xs)
        if bands is None or any(_crosses(line, xs) for band in bands if not band.over for line in band.lines):
            return None
        made.append(_parts(sheet, bands, xs, rest))
    return made


def _columns(lines: list[Line]) -> list[tuple[float, float]]:
    """Return the stretches of the columns, all of them named by the first lines; none where gaps do not part them.

    A line of one text belongs to the column at whose begin it stands, as far as the next one is not reached.
    """
    several = [line for line in lines if len(_stretches([line], GUTTER)) > 1]
    columns = _stretches(several, 0.0)
    heads = (len(_stretches(lines[:height], GUTTER)) for height in range(1, LEVELS + 1))
    if len(several) < 3 or len(columns) not in heads:
        return []
    room = GUTTER * lines[0][0].height
    if any(right[0] - left[1] < room for left, right in pairwise(columns)):
        return []
    ends = [*(begin - room for begin, _ in columns[1:]), float("inf")]
    alone = [line for line in lines if len(_stretches([line], GUTTER)) == 1]
    for at, ((begin, end), most) in enumerate(zip(columns, ends, strict=True)):
        rights = [line[-1].x1 for line in alone if abs(line[0].x0 - begin) < room and line[-1].x1 <= most]
        columns[at] = (begin, max([end, *rights]))
    return columns


def _right(lines: list[Line]) -> float:
    return max(word.x1 for line in lines for word in line)


def _stretches(lines: Sequence[Line], gap: float) -> list[tuple[float, float]]:
    """Return the stretches, from the left, in which the words of any line stand; `gap` in heights of letters."""
    found: list[tuple[float, float]] = []
    for word in sorted((word for line in lines for word in line), key=lambda word: word.x0):
        room = max(gap * word.height, 0.6 * word.height)
        if found and word.x0 - found[-1][1] < room:
            found[-1] = (found[-1][0], max(found[-1][1], word.x1))
        else:
            found.append((word.x0, word.x1))
    return found


def _margins(lines: list[Line]) -> tuple[list[Line], list[Loose]]:
    """Return the lines of a page without its last one, where that is far below (its foot, the number of the page)."""
    gaps = [(below[0].y - above[0].y) / above[0].height for above, below in pairwise(lines)]
    if gaps and (gaps[-1] > FAR and (len(lines[-1]) < 5 or gaps[-1] > 1.5 * max([FAR, *gaps[:-1]]))):
        return lines[:-1], [Loose(tuple(lines[-1]))]
    return lines, []


def _bands(sheet: Sheet, lines: list[Line], xs: tuple[float, ...]) -> list[_Band] | None:
    """Return the rows of a page; None where one could begin elsewhere too."""
    width = xs[-1] - xs[0]
    ruled = [rule.at for rule in joined(sheet.rules.lying + sheet.shades.lying) if rule.end - rule.start > width / 2]
    if len(ruled) > 3:
        return _between(ruled, lines, xs)
    begins = [index for index, line in enumerate(lines) if index == 0 or _apart(lines[index - 1], line)]
    numbered = [index for index, line in enumerate(lines) if _numbered(line, xs)]
    if not set(numbered) <= set(begins):
        begins = list(range(len(lines)))
        if any(index and index not in numbered and not _over(lines[index], xs) for index in begins):
            return None
    bands = [tuple(lines[start:stop]) for start, stop in pairwise([*begins, len(lines)])]
    return [_Band(band, len(band) == 1 and _over(band[0], xs)) for band in bands]


def _apart(above: Line, below: Line) -> bool:
    return below[0].y - above[0].y > PITCH * max(above[0].height, below[0].height)


def _numbered(line: Line, xs: tuple[float, ...]) -> bool:
    """Return whether a number stands alone in the first column."""
    return bool(_NUMBER.fullmatch(" ".join(word.text for word in line if _column(word, xs) == 0)))


def _between(ruled: list[float], lines: list[Line], xs: tuple[float, ...]) -> list[_Band]:
    """Return the rows that lying lines part."""
    edges = [float("-inf"), *ruled, float("inf")]
    parted = [[line for line in lines if top < line[0].y <= bottom] for top, bottom in pairwise(edges)]
    return [_Band(tuple(band), len(band) == 1 and _over(band[0], xs)) for band in parted if band]


def _column(word: Word, xs: tuple[float, ...]) -> int:
    return max(sum(x <= word.x for x in xs) - 1, 0)


def _over(line: Line, xs: tuple[float, ...]) -> bool:
    """Return whether a line is one text that goes over a gap between columns."""
    return len(_stretches([line], GUTTER)) == 1 and (_crosses(line, xs) or len({_column(w, xs) for w in line}) > 1)


def _crosses(line: Line, xs: tuple[float, ...]) -> bool:
    return any(left < x < right for x in xs[1:-1] for left, right in _stretches([line], GUTTER))


def _parts(sheet: Sheet, bands: list[_Band], xs: tuple[float, ...], rest: list[Loose]) -> Parts:
    """Return a page whose rows are given, as if lines were drawn between them."""
    boxes, texts, last = [], [], len(xs) - 1
    for row, band in enumerate(bands):
        words = [word for line in band.lines for word in line]
        edges = [(0, last)] if band.over else [(column, column + 1) for column in range(last)]
        for left, right in edges:
            inside = [word for word in words if left <= _column(word, xs) < right]
            boxes.append(Box(left, row, right, row + 1))
            texts.append(cell_text(inside, 0.0))
    tops = tuple(min(word.y0 for line in band.lines for word in line) for band in bands)
    bottom = max((word.y1 for band in bands for line in band.lines for word in line), default=0.0)
    pieces = (Piece(Grid(xs, (*tops, bottom), tuple(boxes)), tuple(texts)),) if bands else ()
    return Parts(sheet.number, sheet.height, pieces, tuple(rest), xs[-1] - xs[0])

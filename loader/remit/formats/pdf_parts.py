"""One page of a PDF in parts: pieces of tables with their texts, and the lines outside them, in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from remit.formats.pdf_divide import divided
from remit.formats.pdf_grid import Box, Grid, grids
from remit.formats.pdf_lines import Line, cell_text, ended, lines_of, trails
from remit.formats.pdf_shapes import Rules, Sheet, Word

#: How wide a gap parts a line outside tables, and how much space is between lines of one paragraph, in heights.
PARTED, LEADING = 2.5, 1.9
#: How much room is left beside a text in a box, in points, at most.
PADDING = 12.0


@dataclass(frozen=True)
class Loose:
    """One line (or a part of it, where a wide gap parts it) outside tables."""

    words: tuple[Word, ...]

    @property
    def top(self) -> float:
        """Return the top edge."""
        return min(word.y0 for word in self.words)

    @property
    def bottom(self) -> float:
        """Return the bottom edge."""
        return max(word.y1 for word in self.words)


@dataclass(frozen=True)
class Piece:
    """What stands of a table on one page: its grid and the text of each box."""

    grid: Grid
    texts: tuple[str, ...]

    @property
    def top(self) -> float:
        """Return the top edge."""
        return self.grid.ys[0]

    def boxed(self) -> Iterator[tuple[Box, str]]:
        """Yield each box with its text."""
        yield from zip(self.grid.boxes, self.texts, strict=True)


@dataclass(frozen=True)
class Parts:
    """A page: its number, its height, its pieces of tables and its other lines, each from the top."""

    number: int
    height: float
    pieces: tuple[Piece, ...]
    lines: tuple[Loose, ...]
    width: float


def parts(sheet: Sheet, shaded: bool = False) -> Parts:
    """Return the parts of a page; `shaded` takes the edges of shaded areas for ruling lines too."""
    rules = sheet.rules
    if shaded:
        rules = Rules(rules.lying + sheet.shades.lying, rules.standing + sheet.shades.standing)
    tables = grids(rules)
    held: list[dict[int, list[Word]]] = [{} for _ in tables]
    outside: list[Word] = []
    for word in sheet.words:
        for grid, boxes in zip(tables, held, strict=True):
            number = grid.box_at(word.x, word.y)
            if number is not None:
                boxes.setdefault(number, []).append(word)
                break
        else:
            outside.append(word)
    blanks = trails(sheet.words)
    whole = [divided(grid, boxes) for grid, boxes in zip(tables, held, strict=True) if boxes]
    pieces = tuple(Piece(grid, _texts(grid, boxes, blanks)) for grid, boxes in whole)
    loose = tuple(Loose(tuple(part)) for line in lines_of(outside) for part in _apart(line))
    return Parts(sheet.number, sheet.height, pieces, loose, _span(sheet.words, tables))


def _texts(grid: Grid, held: dict[int, list[Word]], trailing: bool) -> tuple[str, ...]:
    """Return the text of each box of a table."""
    rooms = [min(word.x0 for word in words) - grid.xs[grid.boxes[number].left] for number, words in held.items()]
    padding = min(max(min(rooms, default=0), 0), PADDING)
    widths = [_room(grid, box) - 2 * padding for box in grid.boxes]
    return tuple(cell_text(held.get(number, []), width, trailing) for number, width in enumerate(widths))


def _room(grid: Grid, box: Box) -> float:
    return grid.xs[box.right] - grid.xs[box.left]


def _apart(line: Line) -> list[Line]:
    """Return the parts of a line that wide gaps make."""
    found: list[Line] = [[line[0]]]
    for left, right in pairwise(line):
        if right.x0 - left.x1 > PARTED * left.height:
            found.append([])
        found[-1].append(right)
    return found


def _span(words: Sequence[Word], tables: Sequence[Grid]) -> float:
    """Return the width that the text of a page takes."""
    edges = [edge for word in words for edge in (word.x0, word.x1)]
    edges += [edge for grid in tables for edge in (grid.xs[0], grid.xs[-1])]
    return max(edges) - min(edges) if edges else 0.0


def paragraphs(lines: Sequence[Loose], width: float) -> list[tuple[float, str]]:
    """Return (top, text) of each paragraph that lines outside tables make."""
    groups: list[list[Loose]] = []
    for line in lines:
        home = next((group for group in reversed(groups[-3:]) if _goes_on(group[-1], line, width)), None)
        if home is None:
            groups.append([line])
        else:
            home.append(line)
    return [(group[0].top, cell_text([w for each in group for w in each.words], width)) for group in groups]


def _goes_on(above: Loose, below: Loose, width: float) -> bool:
    """Return whether a line belongs to the paragraph of the line above: near, as high, and full."""
    high, low = above.words[0].height, below.words[0].height
    near = 0 < below.top - above.top < LEADING * max(high, low)
    alike = 0.9 < low / max(high, 0.1) < 1.1
    over = below.words[0].x0 < above.words[-1].x1 and above.words[0].x0 < below.words[-1].x1
    full = not ended(list(above.words), [below.words[0]], width)
    return near and alike and over and full

"""Part a box of a PDF's table where its lines do not, but the lines of other rows and the gaps in its text do.

Such are the rows of a table whose every second row is shaded.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from remit.formats.pdf_grid import Box, Grid
from remit.formats.pdf_lines import lines_of
from remit.formats.pdf_shapes import Word

#: In how many columns a box must have words, and how wide the gaps between them are at least, in heights of letters.
COLUMNS, GAP = 3, 0.7

#: Number of a box → its words.
_Held = dict[int, list[Word]]


def divided(grid: Grid, held: _Held) -> tuple[Grid, _Held]:
    """Return a table with such boxes parted, and the words of each box."""
    boxes: list[Box] = []
    words: _Held = {}
    for number, box in enumerate(grid.boxes):
        inside = held.get(number, [])
        parted = _columns(grid, box, inside)
        for column in range(box.left, box.right) if parted else ():
            words[len(boxes)] = [word for word in inside if _at(grid, word.x) == column]
            boxes.append(replace(box, left=column, right=column + 1))
        if not parted:
            words[len(boxes)] = inside
            boxes.append(box)
    return replace(grid, boxes=tuple(boxes)), {number: each for number, each in words.items() if each}


def _columns(grid: Grid, box: Box, words: Sequence[Word]) -> bool:
    """Return whether gaps part the words of a box at the edges of columns."""
    if box.right - box.left < COLUMNS or len({_at(grid, word.x) for word in words}) < COLUMNS:
        return False
    if len(lines_of([word for word in words if _at(grid, word.x) == box.left])) > 1:
        return False  # the box holds several rows
    if any(word.turn or _at(grid, word.x0 + 1) != _at(grid, word.x1 - 1) for word in words):
        return False
    pairs = [(left, right) for line in lines_of(words) for left, right in pairwise(line)]
    parted = [(left, right) for left, right in pairs if _at(grid, left.x) != _at(grid, right.x)]
    return all(right.x0 - left.x1 >= GAP * left.height for left, right in parted)


def _at(grid: Grid, x: float) -> int:
    """Return the column of a table in which a point stands."""
    return bisect(grid.xs, x) - 1

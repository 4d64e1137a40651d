"""From the ruling lines of a page to its tables: boxes in rows and columns, merged where a line is missing.

Lines are joined first (dots, doubled borders, borders drawn cell by cell).
Lines that touch belong to one table; its outer border may be missing.
A frame around one box is no table, nor is a table that lies within a box of another.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from remit.formats import limits
from remit.formats.pdf_shapes import Rule, Rules

#: How far lines may lie apart and be one; how long a gap in a line may be; how far lines that touch may be apart.
NEAR, GAP, TOUCH = 2.5, 4.0, 2.5
#: The shortest line, the narrowest column and the lowest row, in points; how much of a side a line must cover.
SHORTEST, NARROWEST, COVERED = 6.0, 4.0, 0.6
#: How high a row may be that parts a table without borders at its sides.
FAR = 50.0

Lines = tuple[list[Rule], list[Rule]]


class TooManyBoxes(ValueError):
    """A table has more boxes than are read."""


@dataclass(frozen=True, slots=True)
class Box:
    """A cell with its edges: the lines between columns (`left`, `right`) and rows (`top`, `bottom`), counted from 0."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True)
class Grid:
    """A table: where its columns and rows are parted, in points, and its boxes in reading order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]

    @cached_property
    def owners(self) -> dict[tuple[int, int], int]:
        """Return (column, row) → number of the box that covers it."""
        return {
            (column, row): number
            for number, box in enumerate(self.boxes)
            for column in range(box.left, box.right)
            for row in range(box.top, box.bottom)
        }

    def box_at(self, x: float, y: float) -> int | None:
        """Return the number of the box in which a point lies; None outside the table."""
        return self.owners.get((bisect(self.xs, x) - 1, bisect(self.ys, y) - 1))

    def holds(self, other: Grid) -> bool:
        """Return whether the middle of another table lies in this one."""
        return self.box_at((other.xs[0] + other.xs[-1]) / 2, (other.ys[0] + other.ys[-1]) / 2) is not None


def grids(rules: Rules) -> list[Grid]:
    """Return the tables that ruling lines make, from the top of the page down; too large a one is TooManyBoxes."""
    lying, standing = joined(rules.lying), joined(rules.standing)
    found = [made for parts in _stacked(_touching(lying, standing)) if (made := _grid(*parts))]
    found.sort(key=lambda grid: (grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0]), reverse=True)
    kept: list[Grid] = []
    for grid in found:
        if not any(outer.holds(grid) for outer in kept):
            kept.append(grid)
    return sorted(kept, key=lambda grid: (grid.ys[0], grid.xs[0]))


def joined(rules: Sequence[Rule]) -> list[Rule]:
    """Return long lines, made of what lies in one row; what stays short is left out.

    >>> joined([Rule(10, 0, 5), Rule(10.5, 6, 20), Rule(40, 0, 2)])
    [Rule(at=10.25, start=0, end=20)]
    """
    lines: list[Rule] = []
    for group in _near(sorted(rules, key=lambda rule: rule.at)):
        at = sum(rule.at for rule in group) / len(group)
        start, end = group[0].start, group[0].end
        for rule in sorted(group, key=lambda rule: rule.start):
            if rule.start > end + GAP or rule.start < start:
                lines.append(Rule(at, start, end))
                start, end = rule.start, rule.end
            end = max(end, rule.end)
        lines.append(Rule(at, start, end))
    return [line for line in lines if line.end - line.start >= SHORTEST]


def _near(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Yield groups of lines that lie so near together that they are one; `rules` are sorted."""
    group: list[Rule] = []
    for rule in rules:
        if group and rule.at - group[0].at > NEAR:
            yield sorted(group, key=lambda each: each.start)
            group = []
        group.append(rule)
    if group:
        yield sorted(group, key=lambda each: each.start)


def _touching(lying: Sequence[Rule], standing: Sequence[Rule]) -> Iterator[Lines]:
    """Yield the lines of each table: those that touch, directly or by others."""
    root = list(range(len(lying) + len(standing)))

    def find(index: int) -> int:
        while root[index] != index:
            root[index] = root[root[index]]
            index = root[index]
        return index

    order = sorted(range(len(standing)), key=lambda index: standing[index].at)
    ats = [standing[index].at for index in order]
    for number, line in enumerate(lying):
        for place in range(bisect(ats, line.start - TOUCH), bisect(ats, line.end + TOUCH)):
            wall = standing[order[place]]
            if wall.start - TOUCH <= line.at <= wall.end + TOUCH:
                root[find(number)] = find(len(lying) + order[place])
    parts: dict[int, Lines] = {}
    for index in range(len(root)):
        lines, walls = parts.setdefault(find(index), ([], []))
        (lines if index < len(lying) else walls).append((*lying, *standing)[index])
    yield from (part for part in parts.values() if all(part))


def _stacked(parts: Iterable[Lines]) -> list[Lines]:
    """Return the lines of tables, those joined that a row without standing lines parts (their sides are open)."""
    made: list[Lines] = []
    for lying, standing in sorted(parts, key=lambda part: min(line.at for line in part[0])):
        above = made[-1] if made else ([], [])
        if above[0] and _open(*above) and _open(lying, standing) and _follows(above[0], lying):
            above[0].extend(lying)
            above[1].extend(standing)
        else:
            made.append((lying, standing))
    return made


def _open(lying: list[Rule], standing: list[Rule]) -> bool:
    """Return whether a table has no border at its sides."""
    left, right = min(line.start for line in lying), max(line.end for line in lying)
    return all(left + NARROWEST < wall.at < right - NARROWEST for wall in standing)


def _follows(above: list[Rule], below: list[Rule]) -> bool:
    """Return whether lines are as wide as those above them, and not far below."""
    last, first = max(above, key=lambda line: line.at), min(below, key=lambda line: line.at)
    return abs(last.start - first.start) + abs(last.end - first.end) < 2 * NEAR and first.at - last.at < FAR


def _grid(lying: list[Rule], standing: list[Rule]) -> Grid | None:
    """Return the table of lines that touch; None where they part nothing."""
    xs = _levels([wall.at for wall in standing], [end for line in lying for end in (line.start, line.end)])
    ys = _levels([line.at for line in lying], [end for wall in standing for end in (wall.start, wall.end)])
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns * rows > limits.now().cells:
        raise TooManyBoxes(f"{columns * rows:,}")
    if columns * rows < 2:
        return None
    walls = _sides(standing, xs, ys)
    floors = _sides(lying, ys, xs)
    boxes = tuple(sorted(_boxes(columns, rows, walls, floors), key=lambda box: (box.top, box.left)))
    return Grid(xs, ys, boxes) if len(boxes) > 1 else None


def _levels(ats: list[float], ends: list[float]) -> tuple[float, ...]:
    """Return where lines part a table; the outermost ends of the lines across stand for a border that is missing."""
    levels: list[float] = []
    for at in sorted([*ats, *(end for end in (min(ends), max(ends)) if not min(ats) <= end <= max(ats))]):
        if not levels or at - levels[-1] > NARROWEST:
            levels.append(at)
    return tuple(levels)


def _sides(lines: list[Rule], levels: tuple[float, ...], across: tuple[float, ...]) -> set[tuple[int, int]]:
    """Return (level, gap) for each side of a box that a line covers, most of it at least."""
    covered: dict[tuple[int, int], float] = {}
    for line in lines:
        level = min(range(len(levels)), key=lambda index: abs(levels[index] - line.at))
        first = max(bisect(across, line.start) - 1, 0)
        for gap in range(first, min(bisect(across, line.end), len(across) - 1)):
            overlap = min(line.end, across[gap + 1]) - max(line.start, across[gap])
            covered[level, gap] = covered.get((level, gap), 0) + max(overlap, 0)
    return {(at, gap) for (at, gap), length in covered.items() if length >= COVERED * (across[gap + 1] - across[gap])}


def _boxes(columns: int, rows: int, walls: set[tuple[int, int]], floors: set[tuple[int, int]]) -> Iterator[Box]:
    """Yield the boxes: cells without a line between them are one; one that is not square is parted by rows."""
    taken: set[tuple[int, int]] = set()
    for row in range(rows):
        for column in range(columns):
            if (column, row) in taken:
                continue
            open_cells = _spread(column, row, columns, rows, walls, floors)
            taken |= open_cells
            left, right = min(c for c, _ in open_cells), max(c for c, _ in open_cells) + 1
            top, bottom = min(r for _, r in open_cells), max(r for _, r in open_cells) + 1
            if len(open_cells) == (right - left) * (bottom - top):
                yield Box(left, top, right, bottom)
            else:
                yield from _strips(open_cells, walls)


def _spread(
    column: int, row: int, columns: int, rows: int, walls: set[tuple[int, int]], floors: set[tuple[int, int]]
) -> set[tuple[int, int]]:
    """Return the cells that are reached from one without crossing a line."""
    reached, waiting = {(column, row)}, [(column, row)]
    while waiting:
        c, r = waiting.pop()
        steps = (
            ((c + 1, r), c + 1 < columns and (c + 1, r) not in walls),
            ((c - 1, r), c > 0 and (c, r) not in walls),
            ((c, r + 1), r + 1 < rows and (r + 1, c) not in floors),
            ((c, r - 1), r > 0 and (r, c) not in floors),
        )
        fresh = {cell for cell, free in steps if free and cell not in reached}
        reached |= fresh
        waiting += fresh
    return reached


def _strips(cells: set[tuple[int, int]], walls: set[tuple[int, int]]) -> Iterator[Box]:
    """Yield, row by row, the stretches of cells that are next to each other without a line between."""
    for row in sorted({r for _, r in cells}):
        across = sorted(c for c, r in cells if r == row)
        starts = [c for c in across if c - 1 not in across or (c, row) in walls]
        for start, following in pairwise([*starts, across[-1] + 1]):
            yield Box(start, row, max(c for c in across if c < following) + 1, row + 1)

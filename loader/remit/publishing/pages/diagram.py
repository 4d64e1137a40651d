"""The picture of a module of the ontology: a box a class with its properties, arrows to the classes they lead to.

Boxes stand in columns, each right of those that lead to it where there is a way; an arrow over several columns has a
gap of its own in each, and boxes are drawn over the arrows, so that no word is crossed. A dashed box is a class of
another module. Sizes are pixels: the picture scrolls in its frame.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from remit.names import end
from remit.publishing.pages.relations import Relation, own

ROW, HEAD, GAP, BETWEEN, EDGE = 19, 26, 20, 84, 8
#: How wide a letter is, of a line and of a heading; how many letters of a line are shown; how many columns there are.
LETTER, BOLD, LETTERS, COLUMNS = 7.2, 8.0, 30, 4
#: A property that leads to more classes than these is told by words.
TARGETS = 4


@dataclass
class Box:
    """Some classes that have the same properties: the lines in it, where it stands; without classes, a gap."""

    classes: tuple[str, ...]
    lines: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    foreign: bool = False
    column: int = 0
    x: float = 0
    y: float = 0
    width: int = 0

    @property
    def title(self) -> str:
        """Return the names of its classes."""
        return ", ".join(map(end, self.classes))

    @property
    def wanted(self) -> int:
        """Return how wide its words are."""
        lines = max((len(_cut(line)) for line, _ in self.lines), default=0)
        return int(max(lines * LETTER, len(_cut(self.title)) * BOLD)) + 24

    @property
    def height(self) -> int:
        """Return how high it is."""
        return (HEAD if self.classes else 0) + ROW * len(self.lines) + (6 if self.lines else 0)


def diagram(key: str, title: str, desc: str, classes: Sequence[str], every: Sequence[Relation]) -> Markup:
    """Return the picture of some classes and of relations between them; nothing where there is nothing to draw."""
    boxes = _boxes(classes, every)
    if not any(box.lines for box in boxes):
        return Markup("")
    ends = list(_arrows(boxes))
    _into_columns(boxes, ends)
    arrows = [Arrow(boxes[at], line, boxes[to]) for at, line, to in ends]
    _stack([*boxes, *(gap for each in arrows for gap in each.gaps)], arrows)
    wide = int(max(box.x + box.width for box in boxes)) + 4 * EDGE
    high = int(max(box.y + box.height for box in boxes)) + 2 * EDGE
    parts = [each.drawn() for each in arrows] + [_box(box) for box in boxes]
    return Markup(
        '<svg class="pic fixed" role="img" aria-labelledby="{0}-t {0}-d" width="{1}" height="{2}">'
        '<title id="{0}-t">{3}</title><desc id="{0}-d">{4}</desc>{5}</svg>'
    ).format(key, wide, high, title, desc, Markup("").join(parts))


class Arrow:
    """What leads from a line of a box to a box, through a gap in each column between them."""

    def __init__(self, begin: Box, line: int, goal: Box) -> None:
        self.begin, self.line, self.goal = begin, line, goal
        self.gaps = [Box((), column=column) for column in range(begin.column + 1, goal.column)]

    @property
    def height(self) -> float:
        """Return how far down it begins."""
        return self.begin.y + HEAD + ROW * self.line + 10

    def drawn(self) -> Markup:
        """Return it: to the right, back to the left, or, in one column, around on the right."""
        begin, goal, y = self.begin, self.goal, self.height
        right, left = begin.column < goal.column, begin.column > goal.column
        x = begin.x if left else begin.x + begin.width
        path = f"M{x:.0f} {y:.0f}"
        for gap in self.gaps:
            path += _curve(x, y, gap.x, gap.y, 1, -1) + f"H{gap.x + gap.width:.0f}"
            x, y = gap.x + gap.width, gap.y
        end_x, end_y = (goal.x if right else goal.x + goal.width), goal.y + HEAD / 2
        out, back = (-1 if left else 1), (-1 if right else 1)
        path += _curve(x, y, end_x + back * 7, end_y, out, back)
        head = f"M{end_x:.0f} {end_y:.0f}l{back * 8} -4v8z"
        return Markup('<path class="a" d="{}"/><path class="b" d="{}"/>').format(path, head)


def _curve(x: float, y: float, end_x: float, end_y: float, out: int, back: int) -> str:
    bend = max(abs(end_x - x) / 2, 30.0)
    return f"C{x + out * bend:.0f} {y:.0f} {end_x + back * bend:.0f} {end_y:.0f} {end_x:.0f} {end_y:.0f}"


def _boxes(classes: Sequence[str], every: Sequence[Relation]) -> list[Box]:
    """Return a box for the classes that have a property, and for each that one leads to."""
    found: dict[tuple[str, ...], Box] = {(each,): Box((each,)) for each in classes}
    for relation in every:
        if not relation.of:
            continue
        targets = tuple(each for each in relation.to if own(each)) if len(relation.to) <= TARGETS else ()
        box = found.setdefault(relation.of, Box(relation.of))
        words = " | ".join(map(end, relation.to[:TARGETS])) + (" …" if len(relation.to) > TARGETS else "")
        sign = " → " if relation.links else ": "
        box.lines.append((relation.name if targets or not words else f"{relation.name}{sign}{words}", targets))
        for each in targets:
            found.setdefault((each,), Box((each,)))
    for box in found.values():
        box.foreign = not set(box.classes) & set(classes)
    told = {each for box in found.values() if len(box.classes) > 1 or box.lines for each in box.classes}
    led = {each for box in found.values() for _, targets in box.lines for each in targets}
    return [box for box in found.values() if box.lines or box.classes[0] in led or box.classes[0] not in told]


def _arrows(boxes: Sequence[Box]) -> Iterator[tuple[int, int, int]]:
    """Yield box, line and box: where an arrow begins and where it ends."""
    alone = {box.classes[0]: n for n, box in enumerate(boxes) if len(box.classes) == 1}
    for n, box in enumerate(boxes):
        for line, (_, targets) in enumerate(box.lines):
            yield from ((n, line, alone[each]) for each in targets)


def _into_columns(boxes: Sequence[Box], arrows: Sequence[tuple[int, int, int]]) -> None:
    """Put each box right of those that lead to it; an arrow back, which closes a ring, does not count."""
    after: dict[int, set[int]] = {n: {to for at, _, to in arrows if at == n and to != n} for n in range(len(boxes))}
    depth: dict[int, int] = {}

    def place(n: int, column: int, above: frozenset[int]) -> None:
        if depth.get(n, -1) >= column:
            return
        depth[n] = column
        for to in sorted(after[n] - above):
            place(to, min(column + 1, COLUMNS - 1), above | {n})

    led = {to for _, _, to in arrows}
    for n in sorted(range(len(boxes)), key=lambda n: (n in led, n)):
        if n not in depth:
            place(n, 0, frozenset())
    for n, box in enumerate(boxes):
        box.column = depth[n]


def _stack(boxes: Sequence[Box], arrows: Sequence[Arrow]) -> None:
    """Set where each box and gap stands: in its column, in the order of the lines that lead to it."""
    x = float(EDGE)
    for column in range(COLUMNS):
        stacked = [box for box in boxes if box.column == column]
        stacked.sort(key=lambda box: _mean(arrows, box))
        y, wide = float(EDGE), max((box.wanted for box in stacked if box.classes), default=0)
        for box in stacked:
            box.x, box.y, box.width = x, y, wide
            y += box.height + GAP
        x += wide + BETWEEN if wide else 0


def _mean(arrows: Sequence[Arrow], box: Box) -> float:
    """Return how far down the lines of earlier columns are that lead to a box or through a gap."""
    heights = [
        each.height
        for each in arrows
        if (each.goal is box or any(gap is box for gap in each.gaps)) and each.begin.column < box.column
    ]
    return sum(heights) / len(heights) if heights else 0.0


def _box(box: Box) -> Markup:
    """Return a box with its words."""
    x, y = f"{box.x:.0f}", f"{box.y:.0f}"
    frame = Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="4"/>').format(
        "c f" if box.foreign else "c", x, y, box.width, box.height
    )
    words = Markup('<text class="h" x="{:.0f}" y="{:.0f}">{}</text>').format(box.x + 10, box.y + 18, _cut(box.title))
    lines = [
        Markup('<text x="{:.0f}" y="{:.0f}">{}</text>').format(box.x + 10, box.y + HEAD + ROW * n + 14, _cut(line))
        for n, (line, _) in enumerate(box.lines)
    ]
    return frame + words + Markup("").join(lines)


def _cut(words: str) -> str:
    return words if len(words) <= LETTERS else f"{words[: LETTERS - 1]}…"

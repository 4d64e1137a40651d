"""What stands on a page of a PDF, once it is upright: words and ruling lines, in points from the top left."""

from __future__ import annotations

from dataclasses import dataclass, field

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Word:
    """Letters without a blank between them.

    `x0`, `y0`, `x1`, `y1` are left, top, right, bottom; `order` is the place in the stream of the page.
    `spaced` says that the stream has a blank before the word, `trails` that it has one after it;
    `turn` counts quarter turns anticlockwise by which the word stands otherwise than the page.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    order: int = 0
    spaced: bool = False
    trails: bool = False
    turn: int = 0

    @property
    def x(self) -> float:
        """Return the middle, from the left."""
        return (self.x0 + self.x1) / 2

    @property
    def y(self) -> float:
        """Return the middle, from the top."""
        return (self.y0 + self.y1) / 2

    @property
    def height(self) -> float:
        """Return the height of the letters, much the same for all letters of a font."""
        return self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruling line at `at`, from `start` to `end`; whether it lies or stands, its list says."""

    at: float
    start: float
    end: float


@dataclass
class Rules:
    """The ruling lines of a page: those that lie and those that stand."""

    lying: list[Rule] = field(default_factory=list)
    standing: list[Rule] = field(default_factory=list)


@dataclass(frozen=True)
class Sheet:
    """One page: its number from 1, its words, its ruling lines, and the edges of its shaded areas."""

    number: int
    words: list[Word]
    rules: Rules
    shades: Rules
    height: float
    pictures: int = 0


def turned(x: float, y: float, turn: int) -> Point:
    """Return a point of a PDF (upwards from the bottom left) as it stands when text turned so is upright.

    Done twice, it gives the point back.

    >>> turned(10, 20, 0), turned(10, 20, 1), turned(*turned(10, 20, 3), 3)
    ((10, -20), (20, 10), (10, 20))
    """
    return ((x, -y), (y, x), (-x, y), (-y, -x))[turn % 4]

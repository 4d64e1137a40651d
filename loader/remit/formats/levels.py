"""What a list prints before a paragraph: the number of its level, by the pattern of the list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from remit.formats.numerals import printed
from remit.understand.words import DASHES

BULLET = "•"
#: The longest form of a number that is read, in characters.
LONGEST = 100


@dataclass(frozen=True)
class Level:
    """How one level of a list prints its number; `%1` in `form` stands for the number of the first level.

    `style` is a style of numbering or `bullet`, then `form` is the bullet; `glue` stands between number and text;
    a `legal` level prints all numbers in digits; it counts anew after a paragraph of a level below `restart`,
    after each higher one where that is negative.
    """

    start: int = 0
    style: str = "decimal"
    form: str = ""
    glue: str = " "
    legal: bool = False
    restart: int = -1
    named: str = ""


def label(at: int, levels: Mapping[int, Level], counts: Mapping[int, int]) -> str:
    """Return what stands before a paragraph of the level `at`, levels and counts being numbered from 0.

    >>> label(1, {0: Level(), 1: Level(style="lowerLetter", form="%1.%2)")}, {0: 2, 1: 3})
    '2.c) '
    """
    level = levels[at]
    if level.style == "bullet":
        return (level.form if level.form and level.form in DASHES else BULLET) + level.glue

    def number(found: re.Match[str]) -> str:
        which = int(found[1]) - 1
        style = levels[which].style if which in levels else "decimal"
        return printed(counts.get(which, 0), "decimal" if level.legal and style != "none" else style)

    text = re.sub(r"%([1-9])", number, level.form)
    return text + level.glue if text else ""


def labelled(label: str, text: str) -> str:
    """Return a paragraph with what stands before it; a bullet before nothing is nothing."""
    return text if not text.strip() and not label.strip(BULLET + DASHES + " ") else label + text

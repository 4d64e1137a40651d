"""Words of a page → lines → the text of a cell or of a paragraph.

Line ends are layout: they become one blank.
Where the next word would have stood on the line before, somebody ended that line; such an end stays (`\\n`).
A line end that tears a word is marked, for `pdf_hyphens` to settle by the words of the whole document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from remit.formats.pdf_shapes import Word, turned
from remit.understand.words import DASHES

#: Marks in a text: after a hyphen at the end of a line, between what may be two halves of a word,
#: and between what are two halves unless the words of the document say otherwise.
HYPHEN_END, LINE_END, TORN_END = "\ue000", "\ue001", "\ue002"
#: A letter below this part of the height of its neighbours is raised or lowered, not a line of its own.
SMALL = 0.78
#: How wide a letter is at most, of most letters, in heights.
LETTER = 0.6
#: So many lines must end with a blank before one without it tells something.
TRAILING = 3
#: How wide a gap is a blank, and how wide a part of a line two words fit in, in heights of letters.
BLANK, SLACK = 0.13, 0.6
_BULLET = re.compile(r"[-‐‑–—−•▪*·]$")

Line = list[Word]


def lines_of(words: Sequence[Word]) -> list[Line]:
    """Return the lines from the top, each from the left; raised and lowered letters stand in their line."""
    if not words:
        return []
    upright = _upright(words)
    tallest = max(word.height for word in upright)
    lines: list[Line] = []
    for word in sorted((w for w in upright if w.height >= SMALL * tallest), key=lambda w: (w.y, w.x0)):
        if lines and abs(word.y - lines[-1][0].y) < 0.35 * max(word.height, lines[-1][0].height):
            lines[-1].append(word)
        else:
            lines.append([word])
    small = [word for word in upright if word.height < SMALL * tallest]
    for word in small:
        if home := _home(word, lines):
            home.append(word)
    seen = {id(word) for line in lines for word in line}
    rest = [word for word in small if id(word) not in seen]
    lines += lines_of(rest) if len(rest) < len(upright) else []
    lines.sort(key=lambda line: line[0].y)
    return [sorted(line, key=lambda word: (word.x0, word.order)) for line in lines]


def _upright(words: Sequence[Word]) -> Sequence[Word]:
    """Return the words as they stand when most of them are upright; the others stay as they are."""
    turn = Counter(word.turn for word in words).most_common(1)[0][0]
    if not turn:
        return words
    made = []
    for word in words:
        (x0, y0), (x1, y1) = (turned(x, -y, turn) for x, y in ((word.x0, word.y0), (word.x1, word.y1)))
        made.append(replace(word, x0=min(x0, x1), x1=max(x0, x1), y0=min(y0, y1), y1=max(y0, y1), turn=0))
    return made


def _home(word: Word, lines: list[Line]) -> Line | None:
    """Return the line that a small word belongs to: it stands beside its words, not below or above them."""
    for line in lines:
        near = abs(word.y - line[0].y) < 0.6 * line[0].height
        beside = all(word.x1 <= other.x0 + 1 or word.x0 >= other.x1 - 1 for other in line)
        touches = any(min(abs(word.x0 - o.x1), abs(word.x1 - o.x0)) < o.height for o in line)
        if near and beside and touches:
            return line
    return None


def line_text(line: Line) -> str:
    """Return a line as text, with a blank where the stream has one or a gap is wide enough."""
    text = line[0].text
    for left, right in pairwise(line):
        text += (" " if _parted(left, right) else "") + right.text
    return text


def _parted(left: Word, right: Word) -> bool:
    if right.order == left.order + 1 and right.x0 - left.x1 < BLANK * left.height:
        return False
    if right.spaced or (left.trails and right.x0 - left.x1 > 0):
        return True
    return right.x0 - left.x1 > BLANK * min(left.height, right.height)


def cell_text(words: Sequence[Word], width: float, trailing: bool = False) -> str:
    """Return what words say that stand in a space of `width` points; marks say where a line ends in a word.

    `trailing` says that the page has blanks at the ends of lines, so that an end without one may tear a word.
    """
    lines = lines_of(words)
    if not lines:
        return ""
    text = line_text(lines[0])
    for above, below in pairwise(lines):
        torn = trailing and _fills(above, below[0], width)
        text += (TORN_END if torn else _end(above, below, width, alone=" " not in text)) + line_text(below)
    return text


def _end(above: Line, below: Line, width: float, alone: bool) -> str:
    """Return what stands between two lines of a text."""
    last, first = above[-1], below[0]
    if ended(above, below, width):
        return "\n"
    if last.trails or first.spaced:
        return " "
    if first.text[0] in ",;.:)":
        return ""
    glued = len(last.text) > 1 and last.text[-1] in DASHES + "/"
    if glued and last.text[-1] in "-‐" and last.text[-2].isalpha() and first.text[0].islower():
        return HYPHEN_END
    if glued and not _BULLET.fullmatch(last.text):
        return ""
    full = above[-1].x1 - above[0].x0 > width - 1.6 * last.height
    return LINE_END if len(above) == 1 and full and _same_kind(last.text, first.text, alone) else " "


def _fills(above: Line, first: Word, width: float) -> bool:
    """Return whether a line ends in a word that is too long for any, so that not one letter more has room."""
    last = above[-1]
    if last.trails or first.spaced or last.text[-1] in DASHES or (last.text[-1].islower() and first.text[0].isupper()):
        return False
    both = last.x1 - last.x0 + first.x1 - first.x0
    letter = max((first.x1 - first.x0) / len(first.text), LETTER * last.height)
    return (len(above) == 1 or both > width) and width - (last.x1 - above[0].x0) < letter


def trails(words: Sequence[Word]) -> bool:
    """Return whether the stream of a page has blanks at the ends of lines."""
    ends = [left for left, right in pairwise(words) if right.y > left.y + left.height / 2 and left.trails]
    return len(ends) >= TRAILING


def _same_kind(left: str, right: str, alone: bool) -> bool:
    """Return whether two texts may be halves of a word, or of a number where nothing else stands in the cell."""
    letters = left[-1].isalpha() and right[0].islower()
    return letters or (alone and bool(re.fullmatch(r"[\d.]+", left + right)))


def ended(above: Line, below: Line, width: float) -> bool:
    """Return whether somebody ended a line: what follows would have stood there, and begins like something new."""
    first = below[0].text
    if first[0].islower() or above[-1].text[-1] in DASHES:
        return False
    follows = [below[0]]
    for word in below[1:]:
        if not (word.text[0].isdigit() or _BULLET.fullmatch(follows[-1].text)):
            break
        follows.append(word)
    needed = follows[-1].x1 - follows[0].x0 + SLACK * below[0].height
    return above[-1].x1 - above[0].x0 + needed < width

"""Take words and ruling lines from one page of a PDF, with pdfium.

A page is turned so that most of its text is upright, whatever the page says of its rotation.
pdfium parts words (a blank that is only a gap counts) and marks a hyphen at the end of a line.
"""

from __future__ import annotations

import ctypes
import math
from bisect import bisect
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from remit.errors import SourceError
from remit.formats import limits
from remit.formats.pdf_shapes import Point, Rules, Sheet, Word, turned
from remit.formats.pdf_strokes import drawn

#: pdfium's marks of a hyphen at the end of a line.
_HYPHENS = (0x2, 0xFFFE)
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
#: The bullets of the fonts Symbol and Wingdings, which have no letters of their own.
_BULLETS = dict.fromkeys((0xF0B7, 0xF0A7, 0xF0D8, 0xF02D, 0xF076), "•")
_SPELT = {**_LIGATURES, **_BULLETS}
_BLANK, _LINE_FEED = 32, 10


@dataclass(frozen=True, slots=True)
class _Run:
    """A word in the stream: its first letter and the one after its last."""

    start: int
    stop: int
    spaced: bool
    trails: bool


def sheet(page: Any, number: int, name: str) -> Sheet:
    """Return what stands on a page; `page` is pdfium's, `name` is for the sentence of an error."""
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        raise SourceError(f"{name}: page {number} is damaged; save the document again as PDF and read that")
    try:
        codes = _codes(text, name, number)
        letters = _Letters(text, codes)
        runs = list(_runs(codes))
        turns = [letters.turn(run.start) for run in runs]
        upright = _most(turns, runs)
        rules, shades, pictures = drawn(page, upright, f"{name}: page {number}")
        words = list(_words(letters, runs, turns, upright, rules))
    finally:
        pdfium.FPDFText_ClosePage(text)
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    return Sheet(number, words, rules, shades, height if width else 0.0, pictures)


def _most(turns: list[int], runs: list[_Run]) -> int:
    """Return the turn of most letters; that of a page without letters is 0."""
    counts: Counter[int] = Counter()
    for turn, run in zip(turns, runs, strict=True):
        counts[turn] += run.stop - run.start
    return counts.most_common(1)[0][0] if counts else 0


def _codes(text: Any, name: str, number: int) -> list[int]:
    count = pdfium.FPDFText_CountChars(text)
    if count > limits.now().letters:
        raise SourceError(
            f"{name}: page {number} holds {count:,} letters, at most {limits.now().letters:,} are read; "
            "save the pages of the programme alone and read that"
        )
    codes = [pdfium.FPDFText_GetUnicode(text, index) for index in range(count)]
    ends = [at for at, code in enumerate(codes) if code == _BLANK and 0 < at < count - 1 and _ends_a_line(text, at)]
    for at in ends:
        codes[at] = _LINE_FEED
    return codes


def _ends_a_line(text: Any, at: int) -> bool:
    """Return whether pdfium made a blank up for the end of a line: the next letter stands further left, and not beside.

    Such a blank is not in the document, and may stand where a narrow cell tears a word.
    """
    if pdfium.FPDFText_IsGenerated(text, at) != 1:
        return False
    edges = [[ctypes.c_double() for _ in range(4)] for _ in range(2)]
    for near, box in zip((at - 1, at + 1), edges, strict=True):
        pdfium.FPDFText_GetCharBox(text, near, *map(ctypes.byref, box))
    (left, _, bottom, top), (after, _, below, _) = ([edge.value for edge in box] for box in edges)
    return after < left and abs(bottom - below) > (top - bottom) / 2


def _blank(code: int) -> bool:
    return code in (0, 0xAD, 0xFEFF, 0x200B) or chr(code).isspace() or (code < 32 and code not in _HYPHENS)


def _runs(codes: list[int]) -> Iterator[_Run]:
    """Yield the words of a stream; a hyphen at the end of a line ends its word."""
    start, spaced = -1, False
    for index, code in enumerate([*codes, 32]):
        blank = _blank(code)
        if start < 0 and not blank:
            start = index
        elif start >= 0 and (blank or codes[index - 1] in _HYPHENS):
            trails = blank and index < len(codes) and code not in (0, 10, 13)
            yield _Run(start, index, spaced, trails)
            spaced = False
            start = -1 if blank else index
        if blank:
            spaced = spaced or code not in (0, 10, 13)


def _words(letters: _Letters, runs: list[_Run], turns: list[int], upright: int, rules: Rules) -> Iterator[Word]:
    walls = sorted(rules.standing, key=lambda rule: rule.at)
    ats = [wall.at for wall in walls]
    for order, (run, turn) in enumerate(zip(runs, turns, strict=True)):
        word = letters.word(run, upright, order * 1000, turn - upright)
        crossed = walls[bisect(ats, word.x0 + 1) : bisect(ats, word.x1 - 1)]
        crossed = [wall for wall in crossed if wall.start < word.y < wall.end]
        if word.turn or (not crossed and not letters.jumps(run, turn, word.height)):
            yield word
        else:
            yield from _cut(letters, run, word, upright, [wall.at for wall in crossed])


def _cut(letters: _Letters, run: _Run, whole: Word, upright: int, walls: list[float]) -> Iterator[Word]:
    """Yield the pieces of a word that a standing line parts, or that goes on in another line."""
    single = [letters.word(_Run(i, i + 1, False, False), upright, 0, 0) for i in range(run.start, run.stop)]
    starts = [0]
    for index, (left, right) in enumerate(pairwise(single), start=1):
        walled = any(left.x < wall < right.x for wall in walls)
        if walled or right.x < left.x - left.height or abs(right.y - left.y) > left.height / 2:
            starts.append(index)
    for number, (first, stop) in enumerate(pairwise([*starts, len(single)])):
        piece = letters.word(_Run(run.start + first, run.start + stop, False, False), upright, whole.order + number, 0)
        yield replace(piece, spaced=number == 0 and whole.spaced, trails=stop == len(single) and whole.trails)


class _Letters:
    """The letters of a page and where they stand."""

    def __init__(self, text: Any, codes: list[int]) -> None:
        self.text, self.codes = text, codes
        self._box = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def origin(self, index: int) -> Point:
        """Return where a letter stands on its line, in the space of the page."""
        pdfium.FPDFText_GetCharOrigin(self.text, index, self._x, self._y)
        return self._x.value, self._y.value

    def turn(self, index: int) -> int:
        """Return the quarter turns, anticlockwise, by which a letter is drawn."""
        if not pdfium.FPDFText_GetMatrix(self.text, index, self._matrix):
            return 0
        a, b = self._matrix.a, self._matrix.b
        return (0 if a >= 0 else 2) if abs(a) >= abs(b) else (1 if b > 0 else 3)

    def jumps(self, run: _Run, turn: int, height: float) -> bool:
        """Return whether a word begins in one line and ends in another."""
        first, last = (turned(*self.origin(index), turn) for index in (run.start, run.stop - 1))
        return abs(last[1] - first[1]) > height / 2 or last[0] < first[0]

    def size(self, index: int, tight: float) -> float:
        """Return the size of a letter's font; `tight` is the height of its ink, for fonts that lie."""
        scale = 1.0
        if pdfium.FPDFText_GetMatrix(self.text, index, self._matrix):
            m = self._matrix
            scale = math.sqrt(abs(m.a * m.d - m.b * m.c))
        size = pdfium.FPDFText_GetFontSize(self.text, index) * scale
        return size if tight / 2 <= size <= 40 * max(tight, 1) else max(tight * 1.3, 1)

    def box(self, index: int) -> tuple[Point, Point]:
        """Return two corners of a letter, in the space of the page."""
        pdfium.FPDFText_GetLooseCharBox(self.text, index, self._box)
        return (self._box.left, self._box.bottom), (self._box.right, self._box.top)

    def word(self, run: _Run, upright: int, order: int, turn: int) -> Word:
        """Return a word, as high as its font whatever its letters: from 0.75 above its base to 0.25 below."""
        towards = upright + turn
        corners = [turned(*corner, towards) for index in (run.start, run.stop - 1) for corner in self.box(index)]
        x0, x1 = min(x for x, _ in corners), max(x for x, _ in corners)
        size = self.size(run.start, abs(corners[0][1] - corners[1][1]))
        base = turned(*self.origin(run.start), towards)[1]
        first, second = _between((x0, base - 0.75 * size), (x1, base + 0.25 * size), towards, upright)
        return Word(
            spelt(self.codes[run.start : run.stop]),
            min(first[0], second[0]), min(first[1], second[1]), max(first[0], second[0]), max(first[1], second[1]),
            order, run.spaced, run.trails, turn % 4,
        )  # fmt: skip


def _between(one: Point, other: Point, towards: int, upright: int) -> tuple[Point, Point]:
    """Return two points that stand upright by `towards` as they stand by `upright`."""
    return turned(*turned(*one, towards), upright), turned(*turned(*other, towards), upright)


def spelt(codes: list[int]) -> str:
    """Return letters as text: hyphens, ligatures and bullets plain, halves of a pair joined.

    >>> spelt([0xFB01, 0x6E, 0x64, 0x2]), spelt([0xD835, 0xDC00]), spelt([0xD835])
    ('find-', '𝐀', '\\ufffd')
    """
    text = "".join("-" if code in _HYPHENS else _SPELT.get(code) or chr(code) for code in codes)
    if any(0xD800 <= code < 0xE000 for code in codes):
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text

"""Join what was torn: cells cut by page breaks, headings torn over several cells.

A seam is closed with a blank, without one, or with a doubled letter dropped;
the words at the seam decide, by the document's own words first, then by a word list (pyspellchecker).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise, product
from typing import TYPE_CHECKING

from remit.reading import Cell
from remit.understand.words import DASHES

if TYPE_CHECKING:
    from spellchecker import SpellChecker

#: More pieces than these are joined with blanks: three ways a seam are many ways a heading.
MOST_PIECES = 6


def join_cut(first: Cell, second: Cell) -> Cell:
    """Join a cell and its continuation on the next page; a hyphen at the cut is kept and glued."""
    if not first.text or not second.text:
        whole = first if first.text else second
        return replace(whole, struck=(*first.struck, *second.struck))
    glue = "" if re.search(rf"\w[{DASHES}]$", first.text) else " "
    return append(first, second, glue)


def stretch(cell: Cell, start: int, end: int) -> Cell:
    """Return a stretch of a cell as a cell."""
    pieces, at = [], 0
    for place in cell.spot(start, end):
        pieces.append((at, place))
        at += len(place.text)
    return Cell(cell.text[start:end], tuple(pieces))


def append(first: Cell, second: Cell, glue: str, drop: int = 0) -> Cell:
    """Return both cells as one text; `drop` characters of the second are left out."""
    offset = len(first.text) + len(glue) - drop
    pieces = (*first.pieces, *((offset + at, place) for at, place in second.pieces))
    return Cell(first.text + glue + second.text[drop:], pieces, (*first.struck, *second.struck))


def join_torn(cells: Collection[Cell], words: Collection[str], language: str) -> Cell:
    """Join the pieces of a torn heading; `words` are the words of the document, in small letters.

    Every way to close the seams is tried; that which gives the most words wins.
    """
    pieces = [cell for cell in cells if cell.text]
    ways = product(*(_seams(left, right) for left, right in pairwise(pieces[:MOST_PIECES])))
    return max((_joined(pieces, way) for way in ways), key=lambda cell: _worth(cell.text, words, language))


def _seams(left: Cell, right: Cell) -> list[tuple[str, int]]:
    """Return the ways to close one seam, each with what is put between and how many letters are dropped.

    >>> _seams(Cell("information"), Cell("n dissemination"))
    [('', 0), ('', 1), (' ', 0)]
    """
    if not left.text[-1].isalnum() or not right.text[0].isalnum():
        return [("", 0)] if right.text[0] in ",.;:)" or left.text[-1] in "(-/" else [(" ", 0)]
    blank_before = bool(right.pieces) and right.pieces[0][1].start > 0
    ways = [("", 0), *([("", 1)] if left.text[-1] == right.text[0] and len(right.text) > 1 else []), (" ", 0)]
    return [(" ", 0)] if blank_before else ways


def _joined(pieces: Sequence[Cell], way: Sequence[tuple[str, int]]) -> Cell:
    joined = pieces[0]
    for index, piece in enumerate(pieces[1:]):
        glue, drop = way[index] if index < len(way) else (" ", 0)
        joined = append(joined, piece, glue, drop)
    return joined


def _worth(text: str, words: Collection[str], language: str) -> float:
    """Return how much a text looks like words: of the document, else of the language."""
    found = re.findall(r"[^\W\d_]+", text)
    return sum(_word(word.lower(), words, language) for word in found)


def _word(word: str, words: Collection[str], language: str) -> float:
    if word in words:
        return 0
    if len(word) == 1:
        return -0.5 if word in "aiавикосуя" else -3
    return -1 if is_word(word, language) else -3


def is_word(word: str, language: str) -> bool:
    """Return whether a word in small letters is one of the language; of a language without a list none is."""
    return bool(_dictionary(language).known([word])) if _has_dictionary(language) else False


@cache
def _has_dictionary(language: str) -> bool:
    from spellchecker import SpellChecker

    return language in SpellChecker.languages()


@cache
def _dictionary(language: str) -> SpellChecker:
    from spellchecker import SpellChecker

    return SpellChecker(language=language, distance=1)

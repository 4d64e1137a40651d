"""Join what was torn: cells cut by page breaks, headings torn over several cells.

A seam is closed with a blank, without one, or with a doubled letter dropped;
the words at the seam decide, by the document's own words first, then by a word list (pyspellchecker).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import TYPE_CHECKING

from remit.reading import Cell
from remit.understand.words import DASHES

if TYPE_CHECKING:
    from spellchecker import SpellChecker


def join_cut(first: Cell, second: Cell) -> Cell:
    """Join a cell and its continuation on the next page; a hyphen at the cut is kept and glued."""
    if not first.text or not second.text:
        return first if first.text else second
    glue = "" if re.search(rf"\w[{DASHES}]$", first.text) else " "
    return append(first, second, glue)


def append(first: Cell, second: Cell, glue: str, drop: int = 0) -> Cell:
    """Return both cells as one text; `drop` characters of the second are left out."""
    offset = len(first.text) + len(glue) - drop
    pieces = (*first.pieces, *((offset + at, place) for at, place in second.pieces))
    return Cell(first.text + glue + second.text[drop:], pieces)


def join_torn(cells: Collection[Cell], words: Collection[str], language: str) -> Cell:
    """Join the pieces of a torn heading; `words` are the words of the document, in small letters."""
    pieces = [cell for cell in cells if cell.text]
    joined = pieces[0]
    for piece in pieces[1:]:
        glue, drop = _seam(joined.text, piece.text, words, language)
        joined = append(joined, piece, glue, drop)
    return joined


def _seam(left: str, right: str, words: Collection[str], language: str) -> tuple[str, int]:
    """Return (glue, letters to drop) for one seam.

    >>> _seam("Activity in s", "ome fields", {"some", "fields"}, "en")
    ('', 0)
    >>> _seam("training and information", "n dissemination", {"information"}, "en")
    ('', 1)
    >>> _seam("with international,", "regional", set(), "en")
    (' ', 0)
    """
    last, first = re.search(r"\w*$", left), re.match(r"\w*", right)
    before, after = (last[0] if last else ""), (first[0] if first else "")
    if not before or not after:
        return ("" if re.match(r"[,.;:)]", right) else " "), 0
    if _known(before + after, words, language):
        return "", 0
    if before[-1] == after[0] and _known(before + after[1:], words, language):
        return "", 1
    both = _known(before, words, language) and _known(after, words, language)
    return (" " if both or after[0].isupper() else ""), 0


def _known(word: str, words: Collection[str], language: str) -> bool:
    lower = word.lower()
    if len(lower) == 1 and lower not in {"a", "i", "и", "в", "о", "с", "к", "у", "я"}:
        return False
    return lower in words or bool(_dictionary(language) and _dictionary(language).known([lower]))


@cache
def _dictionary(language: str) -> SpellChecker:
    from spellchecker import SpellChecker

    return SpellChecker(language=language, distance=1)

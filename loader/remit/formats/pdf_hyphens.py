"""Settle what a line end tears: is the hyphen the word's own, are two halves one word?

The words of the document decide, then a word list (pyspellchecker).
A hyphen is kept unless the document breaks words at line ends throughout: *web-resources* is no *webresources*.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import TYPE_CHECKING

from remit.formats.pdf_lines import HYPHEN_END, LINE_END

if TYPE_CHECKING:
    from spellchecker import SpellChecker

_TORN = re.compile(rf"(\w+)([-‐]?)([{HYPHEN_END}{LINE_END}])([\w.]+)")
#: So many words must be torn beyond doubt before hyphens are taken for those of a typesetter.
SURE = 2


def settled(texts: Sequence[str]) -> list[str]:
    """Return the texts with the marks of line ends taken out.

    >>> settled([f"web-{HYPHEN_END}resources"])
    ['web-resources']
    >>> settled([f"imple-{HYPHEN_END}mentation", f"metro-{HYPHEN_END}logy"])
    ['implementation', 'metrology']
    """
    if not any(HYPHEN_END in text or LINE_END in text for text in texts):
        return list(texts)
    found = {word.lower() for text in texts for word in re.findall(r"[\w-]+\b", _TORN.sub(" ", text))}
    words = found | {part for word in found for part in word.split("-")}
    breaks = [found for text in texts for found in _TORN.finditer(text) if found[3] == HYPHEN_END]
    torn = [_torn(found[1], found[4], words) for found in breaks]
    typeset = torn.count(True) >= SURE and torn.count(True) > torn.count(False)
    return [_unmarked(_TORN.sub(lambda found: _joined(found, words, typeset), text)) for text in texts]


def _unmarked(text: str) -> str:
    return text.replace(HYPHEN_END, "").replace(LINE_END, " ")


def _joined(found: re.Match[str], words: AbstractSet[str], typeset: bool) -> str:
    left, hyphen, mark, right = found.groups()
    if mark == LINE_END:
        return left + ("" if right[0].isdigit() or _torn(left, right, words) else " ") + right
    return left + ("" if typeset and _torn(left, right, words) is not False else hyphen) + right


def _torn(left: str, right: str, words: AbstractSet[str]) -> bool | None:
    """Return whether two halves are one word without a hyphen; None where nothing tells."""
    if f"{left}-{right}".lower() in words:
        return False
    if {left.lower(), right.lower()} <= words and (left + right).lower() not in words:
        return False
    whole, halves = _known(left + right, words), _known(left, words) and _known(right, words)
    if halves and not whole:
        return False
    return True if whole else None


def _known(word: str, words: AbstractSet[str]) -> bool:
    return word.lower() in words or bool(_listed("ru" if "а" <= word[0].lower() <= "я" else "en", word.lower()))


@cache
def _listed(language: str, word: str) -> bool:
    return bool(_dictionary(language).known([word]))


@cache
def _dictionary(language: str) -> SpellChecker:
    from spellchecker import SpellChecker

    return SpellChecker(language=language, distance=1)

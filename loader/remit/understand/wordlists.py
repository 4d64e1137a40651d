"""The words of a language, from the best library for it: Russian in all its forms, others as they are listed.

A language that no library knows has no list.

>>> in_word_list("ремонтно-механической", "ru"), in_word_list("mechanical", "en"), has_word_list("xx")
(True, True, False)
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spellchecker import SpellChecker

#: The languages whose words pymorphy3 knows in all their forms; pyspellchecker lists few of these.
BENT = ("ru",)
#: More often than this a word need not be used.
MOST = 1_000_000


def in_word_list(word: str, code: str) -> bool:
    """Return whether the word list of a language has a word in small letters; one without a list has every word."""
    if code in BENT:
        return bool(_morphology(code).word_is_known(word))
    return word in _listed(code).word_frequency if has_word_list(code) else True


def is_common(word: str, code: str) -> bool:
    """Return whether a word in small letters is one that texts use, no rare one or a part that happens to be one."""
    from spellchecker import SpellChecker

    return code in SpellChecker.languages() and word in _listed(code).word_frequency


def frequency(word: str, code: str) -> float:
    """Return how often a word is used, from 0 to 1; 0 where the list of the language does not tell."""
    if code in BENT or not has_word_list(code):
        return 0.0
    return min(_listed(code).word_frequency[word], MOST) / MOST


@cache
def has_word_list(code: str) -> bool:
    """Return whether a library has the words of a language."""
    from spellchecker import SpellChecker

    return code in BENT or code in SpellChecker.languages()


@cache
def _listed(code: str) -> SpellChecker:
    from spellchecker import SpellChecker

    return SpellChecker(language=code, distance=1)


@cache
def _morphology(code: str) -> Any:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang=code)

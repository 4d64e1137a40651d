"""Settle what a line end tears: is the hyphen the word's own, are two halves one word?

The words of the document decide, then a word list (`understand/wordlists.py`).
A hyphen is kept unless the document breaks words at line ends throughout (*web-resources* is no *webresources*), or
what stands after it is no word and both halves are one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache

from remit import bundle
from remit.formats.pdf_lines import HYPHEN_END, LINE_END, TORN_END
from remit.understand.scripts import script
from remit.understand.wordlists import has_word_list, in_word_list, is_common

_TORN = re.compile(rf"(\w+)([-‐]?)([{HYPHEN_END}{LINE_END}])([\w.]+)")
_PIECES = re.compile(rf"[^\s{LINE_END}]*{TORN_END}[^\s{LINE_END}]*")
_HYPHEN = re.compile(rf"[-‐]?{HYPHEN_END}")
_LETTERS = r"[\w'’]+"
_CLOSING, _OPENING = tuple(',;:!?)]»”"'), re.compile(r'[(\[«“"]\w')
_YEAR = re.compile(r"(?:19|20)\d\d")
#: How long a word is that tells the language of a document, and how many are looked at.
TELLING, MOST_WORDS = 3, 400
#: How long the begin of a word is by which another form of it is known.
STEM = 5
#: So many words must be torn beyond doubt before hyphens are taken for those of a typesetter.
SURE = 2


def settled(texts: Sequence[str]) -> list[str]:
    """Return the texts with the marks of line ends taken out.

    >>> settled([f"web-{HYPHEN_END}resources"])
    ['web-resources']
    >>> settled([f"Consta{TORN_END}nt{TORN_END}ly", f"Member{TORN_END}States", "Member, States"])
    ['Constantly', 'Member States', 'Member, States']
    >>> settled([f"imple-{HYPHEN_END}mentation", f"metro-{HYPHEN_END}logy"])
    ['implementation', 'metrology']
    >>> settled([f"учреж-{HYPHEN_END}дение", f"меха-{HYPHEN_END}ника", f"ремонтно-{HYPHEN_END}механической"])
    ['учреждение', 'механика', 'ремонтно-механической']
    """
    if not any(mark in text for text in texts for mark in (HYPHEN_END, LINE_END, TORN_END)):
        return list(texts)
    whole = [_TORN.sub(" ", _PIECES.sub(" ", text)) for text in texts]
    found = {word.lower() for text in whole for word in re.findall(r"[\w-]+\b", text)}
    words = frozenset(found | {part for word in found for part in word.split("-")})
    texts = [_PIECES.sub(lambda found: _glued(found[0].split(TORN_END), words), text) for text in texts]
    breaks = [found for text in texts for found in _TORN.finditer(text) if found[3] == HYPHEN_END]
    torn = [_torn(found[1], found[4], words) for found in breaks]
    typeset = torn.count(True) >= SURE and torn.count(True) > torn.count(False)
    return [_unmarked(_TORN.sub(lambda found: _joined(found, words, typeset), text)) for text in texts]


def _glued(pieces: Sequence[str], words: frozenset[str]) -> str:
    """Return pieces of a word as one; those that are words of their own stand apart."""
    text = pieces[0]
    for index, piece in enumerate(pieces[1:], start=1):
        rest = [_HYPHEN.sub("", "".join(pieces[index:stop])) for stop in range(index + 1, len(pieces) + 1)]
        text += (" " if any(_apart(text, each, words) for each in rest) else "") + piece
    return text


def _apart(before: str, after: str, words: frozenset[str]) -> bool:
    """Return whether what ends `before` and what begins `after` are two words, or two years."""
    left, right = re.search(rf"{_LETTERS}$", before), re.match(_LETTERS, after)
    if not left or not right:
        return before[-1:] in _CLOSING or bool(_OPENING.match(after))
    if left[0][-1].isdigit() and right[0][0].isdigit():
        return bool(_YEAR.fullmatch(left[0]) and _YEAR.fullmatch(right[0]))
    if _YEAR.fullmatch(right[0]) and left[0].isalpha() and left[0][-1].islower():
        return True
    return _torn(left[0], right[0], words) is False


def _unmarked(text: str) -> str:
    return text.replace(HYPHEN_END, "").replace(LINE_END, " ")


def _joined(found: re.Match[str], words: frozenset[str], typeset: bool) -> str:
    left, hyphen, mark, right = found.groups()
    if mark == LINE_END:
        return left + ("" if right[0].isdigit() or _torn(left, right, words) else " ") + right
    torn = _torn(left, right, words)
    sure = torn and not _common(right, words)  # *imple-mentation*, but *pre-packages*
    return left + ("" if sure or (typeset and torn is not False) else hyphen) + right


def _torn(left: str, right: str, words: frozenset[str]) -> bool | None:
    """Return whether two halves are one word without a hyphen; None where nothing tells."""
    if _known(f"{left}-{right}", words):
        return False
    if {left.lower(), right.lower()} <= words and (left + right).lower() not in words:
        return False
    whole, halves = _known(left + right, words), _common(left, words) and _common(right, words)
    if halves and not whole:
        return False
    return True if whole or _is_stem(left.lower(), right.lower(), words) else None


def _is_stem(left: str, right: str, words: frozenset[str]) -> bool:
    """Return whether another form of a word stands in the document: *hydran-ts* beside *hydrant*."""
    stem = left + right[: 2 if left in words else 1]
    ordered = _ordered(words)
    at = bisect_left(ordered, stem)
    return len(stem) > STEM and at < len(ordered) and ordered[at].startswith(stem)


@lru_cache(maxsize=8)
def _ordered(words: frozenset[str]) -> list[str]:
    return sorted(words)


def _known(word: str, words: frozenset[str]) -> bool:
    if word.lower() in words:
        return True
    return in_word_list(word.lower(), _language_of(word, words))


def _common(word: str, words: frozenset[str]) -> bool:
    """Return whether a half is a word by itself: *ская* is a rare one, and rather the end of another."""
    return word.lower() in words or is_common(word.lower(), _language_of(word, words))


def _language_of(word: str, words: frozenset[str]) -> str:
    return _language(words, "cyrillic" if "а" <= word[0].lower() <= "я" else "latin")


@lru_cache(maxsize=8)
def _language(words: frozenset[str], letters: str) -> str:
    """Return the language of a document's words in these letters: that whose list knows most of them."""
    if len(_written(letters)) == 1:
        return _written(letters)[0]
    said = sorted(word for word in words if len(word) >= TELLING and word.isalpha())[:MOST_WORDS]
    return max(_written(letters), key=lambda language: sum(in_word_list(word, language) for word in said))


@cache
def _written(letters: str) -> tuple[str, ...]:
    """Return the languages in these letters that have a file here and a word list, English first."""
    files = {path.stem for path in (bundle.folder("data") / "language").glob("??.yaml")}
    found = (code for code in files if has_word_list(code) and script(code) == letters)
    return tuple(sorted(found, key=lambda code: (code != "en", code)))

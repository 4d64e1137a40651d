"""What a title says less or more than another: clauses that went and came, the contrary, another deed.

Words may be exchanged for others, and change places; a stretch of which nothing stands in the other title, and in whose
place nothing stands, is a clause that went or came. Which words carry no matter, join clauses, turn a meaning or name a
deed stands in `data/compare.yaml`, by language.

>>> found = scope("Guide to bulbs and to fuses", "Guide to bulbs", "en")
>>> found.gone, found.came, found.turned
(('and to fuses',), (), False)
"""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import NamedTuple

from remit.comparison.settings import settings
from remit.comparison.texts import stems

#: What ends a clause, or begins one.
_ENDS, _BEGINS = (",", ";", ".", ":", ")"), ("(",)


class Scope(NamedTuple):
    """The clauses that went and came, as written, and whether a word that turns the meaning came or went elsewhere."""

    gone: tuple[str, ...]
    came: tuple[str, ...]
    turned: bool


def scope(old: str, new: str, language: str) -> Scope:
    """Return what a newer title says less, more, and whether it says the contrary."""
    ours, theirs = (_Title(text, language) for text in (old, new))
    lost, gained = ours.count - theirs.count, theirs.count - ours.count
    gone, came = list[tuple[int, int]](), list[tuple[int, int]]()
    for how, first, last, start, end in SequenceMatcher(None, ours.told, theirs.told, autojunk=False).get_opcodes():
        if how != "equal":
            here, there = ours.matter(first, last, lost), theirs.matter(start, end, gained)
            if ours.is_clause(first, last, here, there) and (here > 1 or theirs.only_joins(start, end)):
                gone.append((first, last))
            elif theirs.is_clause(start, end, there, here) and (there > 1 or ours.only_joins(first, last)):
                came.append((start, end))
    turned = ours.turning(gone) != theirs.turning(came)
    return Scope(ours.clauses(gone), theirs.clauses(came), turned)


def other_deed(old: str, new: str, language: str) -> tuple[str, str]:
    """Return the words for the deeds that a newer title asks no more and asks instead; empty where it asks the same.

    >>> other_deed("Signing the memorandum", "Implementation of the memorandum", "en")
    ('Signing', 'Implementation')
    >>> other_deed("Working out of a guide", "Elaboration of a guide", "en")
    ('', '')
    """
    ours, theirs = (_deeds(text, language) for text in (old, new))
    gone, came = ([words for kind, words in x.items() if kind not in y] for x, y in ((ours, theirs), (theirs, ours)))
    return (", ".join(gone), ", ".join(came)) if gone and came else ("", "")


def _deeds(text: str, language: str) -> dict[str, str]:
    """Return what a title asks to be done: the name of its list in the settings → the words as written."""
    kinds, told, found = _kinds_of_deeds(language), stems(text, language), dict[str, str]()
    for at, stem in enumerate(told):
        for phrase, kind in kinds.get(stem, ()):
            if told[at : at + len(phrase)] == phrase:
                words = re.findall(r"\w+", text)[at : at + len(phrase)]
                found.setdefault(kind, " ".join(words))
    return found


@cache
def _kinds_of_deeds(language: str) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Return the words for deeds by the stem that they begin with: their stems, and the name of their list."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind, phrases in settings()["deeds"].get(language, {}).items():
        for told in (stems(phrase, language) for phrase in phrases):
            found.setdefault(told[0], []).append((told, kind))
    return found


@cache
def _words(name: str, language: str) -> frozenset[str]:
    """Return the stems of the words of a list; those of all languages where one is not known."""
    lists: dict[str, list[str]] = settings()[name]
    chosen = [lists[language]] if language in lists else lists.values()
    return frozenset(stem for words in chosen for word in words for stem in stems(word, language))


@lru_cache(maxsize=1 << 15)
def _stems(word: str, language: str) -> tuple[str, ...]:
    return stems(word, language)


class _Title:
    """A title word by word, each told by its stems."""

    def __init__(self, text: str, language: str) -> None:
        self.text, self.language = text, language
        self.words = [(found[0], found.span()) for found in re.finditer(r"\S+", text)]
        self.stems = [_stems(word, language) for word, _ in self.words]
        self.told = [" ".join(each) or word for each, (word, _) in zip(self.stems, self.words, strict=True)]
        self.count = Counter(stem for each in self.stems for stem in each)

    def matter(self, first: int, last: int, alone: Counter[str]) -> int:
        """Return how many words of a stretch have a matter of their own and stand in this title alone."""
        if first == last:
            return 0
        small, joining = _words("small", self.language), _words("joining", self.language)
        here = [
            s for each in self.stems[first:last] for s in each if s in alone and s not in small and s not in joining
        ]
        return sum(min(here.count(stem), alone[stem]) for stem in {*here})

    def is_clause(self, first: int, last: int, here: int, there: int) -> bool:
        """Return whether a stretch with some matter, in whose place stands some other, is said in this title alone."""
        bounds: dict[str, int] = settings()["clause"]
        if there or first == last:
            return here - there >= bounds["instead"] and 2 * there <= here
        return here >= bounds["matter"] or (here > 0 and self._is_set_off(first, last))

    def _is_set_off(self, first: int, last: int) -> bool:
        """Return whether a stretch begins or ends with a word that joins, or stands between signs that part clauses."""
        joining = _words("joining", self.language)
        joins = any(self.stems[at][:1] and self.stems[at][0] in joining for at in (first, last - 1))
        before, word = self.words[first - 1][0] if first else "", self.words[first][0]
        return bool(joins) or before.endswith(_ENDS) or word.startswith(_BEGINS)

    def only_joins(self, first: int, last: int) -> bool:
        """Return whether a stretch is nothing, or words that join: then it is in no other's place."""
        joining = _words("joining", self.language)
        return all(stem in joining for each in self.stems[first:last] for stem in each)

    def turning(self, clauses: list[tuple[int, int]]) -> Counter[str]:
        """Return the words that turn a meaning, without those of some clauses."""
        inside = {at for first, last in clauses for at in range(first, last)}
        turning = _words("turning", self.language)
        return Counter(
            stem for at, each in enumerate(self.stems) if at not in inside for stem in each if stem in turning
        )

    def clauses(self, found: list[tuple[int, int]]) -> tuple[str, ...]:
        """Return stretches as written, without the signs that part them from the next."""
        return tuple(
            self.text[self.words[first][1][0] : self.words[last - 1][1][1]].rstrip(",;.: ") for first, last in found
        )

"""Names as they are compared: without what alphabets, spellings and languages write otherwise."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from anyascii import anyascii
from rapidfuzz import process
from rapidfuzz.distance import OSA

from remit.candidates.knowledge import Knowledge

_WORD = re.compile(r"\w+")
_FIGURES = re.compile(r"\d+(?:[./-]\d+)*")
#: From which likeness on a long word is a known one with a slip of the hand: one letter of five.
_SLIP = 0.8
_LONG = 5
_SHORT = 6
#: How long what begins a known word is to be, that a slip in it is forgiven: "youth" is no "south".
_FORGIVEN = 6
_ROMAN = re.compile(r"(?<=[^\W\d_] )(?:X{0,3}(?:IX|IV|V?I{0,3}))(?![\w.])")
_SIGN = re.compile(r"(?<=[^\W\d_]{2} )[A-Z](?=$|[^\w.]*(?:[^\w.]$| [a-z(]))")
#: Whether a name may have figures, and initials of a person in it.
_COUNTED = re.compile(r"\d| [A-Z](?![a-z])")
_INITIAL = re.compile(r"\b[^\W\d_]\.")
#: What makes an ordinal of a figure: 2nd, 1er.
_ENDING = re.compile(r"(?<=\d)[a-z]{2}\b")
#: What is no letter and no figure, and a letter that is doubled.
_OTHER, _TWICE = re.compile(r"[^a-z0-9]+"), re.compile(r"([a-z])\1+")
_VALUES = {"I": 1, "V": 5, "X": 10}


class Name(NamedTuple):
    """A name as it is compared: concepts of known words (as bits), the other words, all words, and the figures."""

    concepts: int
    rest: str
    whole: str
    figures: str
    initials: str
    text: str


class Word(NamedTuple):
    """A word of a name: folded, without its ending, and as it was written where that was in plain letters.

    `known` and `head` are concepts as bits: of a word known in some language, and of one that says what it is.
    `like` is the beginning of a known word for which it is held though it does not begin so, and else empty.
    """

    folded: str
    stem: str
    plain: str
    known: int
    head: int
    like: str = ""


class Speller:
    """Fold names; what was folded once is remembered word by word."""

    def __init__(self, known: Knowledge) -> None:
        """Fold what is known."""
        self._folds, self._empty = known.folds, known.empty
        self.bits = {concept: 1 << number for number, concept in enumerate(known.words)}
        begins = ((self.fold(begin), self.bits[concept]) for concept, every in known.words.items() for begin in every)
        self._begins = dict(sorted(begins, key=lambda each: -len(each[0])))
        self._lengths = sorted({len(begin) for begin in self._begins}, reverse=True)
        self._long = [begin for begin in self._begins if len(begin) >= _FORGIVEN]
        self._heads = sum(self.bits[concept] for concept in known.heads)
        self._figures = {self.fold(word): figure for figure, every in known.figures.items() for word in every}
        self._words: dict[str, list[Word]] = {}
        self._apart: dict[str, Word | None] = {}
        self._slips: dict[str, str] = {}
        endings = {self.fold(ending) for ending in known.endings}
        self._ending = re.compile(rf"(.{{4,}}?)(?:{'|'.join(sorted(endings, key=len, reverse=True))})")
        self._known: dict[str, tuple[int, str, str]] = {}

    def name(self, text: str) -> Name:
        """Return a name as it is compared."""
        concepts = 0
        rest, whole = list[str](), list[str]()
        figures = self._told(text)
        for word in _WORD.findall(numbered(text) if figures else text):
            bit, folded, stem = self._known.get(word) or self._word(word)
            if folded in self._figures:
                figures.add(self._figures[folded])
                whole.append(self._figures[folded])
                continue
            concepts |= bit
            if folded:
                whole.append(folded)
                if not bit:
                    rest.append(stem)
        initials = "".join(word[0] for word in whole).upper()
        told = " ".join(sorted(figures))
        return Name(concepts, " ".join(sorted(rest)), " ".join(sorted(whole)), told, initials, text)

    def _told(self, text: str) -> set[str]:
        """Return the figures of a name, Arabic or Roman, and the capitals that stand for some."""
        if not _COUNTED.search(text):
            return set()
        return {*_FIGURES.findall(numbered(text)), *_SIGN.findall(text)}

    def words(self, text: str) -> list[Word]:
        """Return the words of a name in their order, without empty ones, figures and initials."""
        if text not in self._words:
            written = _INITIAL.sub("", numbered(text))
            self._words[text] = [word for each in _WORD.findall(written) if (word := self._told_apart(each))]
        return self._words[text]

    def _told_apart(self, word: str) -> Word | None:
        if word not in self._apart:
            self._apart[word] = self._own(word)
        return self._apart[word]

    def _own(self, word: str) -> Word | None:
        bit, folded, stem = self._word(word)
        if not folded or folded in self._figures or word.isdigit():
            return None
        plain = word.lower() if word.isascii() else ""
        return Word(folded, stem, plain, bit, bit & self._heads, self._slips.get(folded, ""))

    def fold(self, word: str) -> str:
        """Return a word in small Latin letters without what is written in several ways."""
        folded = _OTHER.sub("", anyascii(word).lower())
        for old, new in self._folds:
            folded = folded.replace(old, new)
        return _TWICE.sub(r"\1", folded)

    def _stem(self, folded: str) -> str:
        found = self._ending.fullmatch(folded)
        return found[1] if found else folded

    def _word(self, word: str) -> tuple[int, str, str]:
        if word not in self._known:
            folded = "" if anyascii(word).lower() in self._empty else self.fold(word)
            self._known[word] = (self._concept(folded), folded, self._stem(folded))
        return self._known[word]

    def _concept(self, folded: str) -> int:
        """Return the bit of the concept that a word stands for, else 0; one or two slips are forgiven."""
        for length in self._lengths:
            if length <= len(folded) and (bit := self._begins.get(folded[:length])):
                return bit
        if len(folded) < _LONG:
            return 0
        if folded not in self._slips:
            cuts = (folded[: len(folded) - cut] for cut in range(4))
            found = (process.extractOne(cut, self._long, scorer=OSA.normalized_similarity) for cut in cuts)
            nearest = max(found, key=lambda each: each[1])
            self._slips[folded] = nearest[0] if nearest[1] >= _SLIP else ""
        return self._begins.get(self._slips[folded], 0)


def numbered(text: str) -> str:
    """Return a name with figures in place of Roman ones.

    >>> numbered("Committee XIV of Lamps"), numbered("D. I. Mendeleev Institute"), numbered("Group V")
    ('Committee 14 of Lamps', 'D. I. Mendeleev Institute', 'Group 5')
    """
    text = _ENDING.sub("", text)
    return _ROMAN.sub(lambda found: _arabic(found[0]) if found[0] else "", text)


def _arabic(roman: str) -> str:
    values = [_VALUES[sign] for sign in roman]
    following = [*values[1:], 0]
    return str(sum(-one if one < two else one for one, two in zip(values, following, strict=True)))


@lru_cache(maxsize=1 << 14)
def short(text: str) -> bool:
    """Return whether a text is an acronym, or so short that it is no better than one.

    >>> [short(text) for text in ("VNIIM", "BelGIM", "Lamp Office", "Rostekhnadzor", "TC 1.1")]
    [True, True, False, False, True]
    """
    words = _WORD.findall(text)
    letters = sum(map(len, words))
    if len(words) == 1:
        return letters <= _SHORT or sum(c.isupper() for c in text) >= 2
    return letters <= _SHORT or (letters <= 2 * _SHORT and not any(c.islower() for c in text))


@lru_cache(maxsize=1 << 14)
def acronym(text: str) -> str:
    """Return an acronym as it is compared: Latin capitals and figures.

    >>> acronym("ВНИИМ"), acronym("B.I.P.M.")
    ('VNIIM', 'BIPM')
    """
    return _OTHER.sub("", anyascii(text).lower()).upper()

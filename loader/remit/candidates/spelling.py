"""Names as they are compared: without what alphabets, spellings and languages write otherwise."""

from __future__ import annotations

import re
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Name:
    """A name as it is compared: concepts of known words (as bits), the other words, all words, and the figures."""

    concepts: int
    rest: str
    whole: str
    figures: str
    initials: str


class Speller:
    """Fold names; what was folded once is remembered word by word."""

    def __init__(self, known: Knowledge) -> None:
        """Fold what is known."""
        self._folds, self._empty = known.folds, known.empty
        self.bits = {concept: 1 << number for number, concept in enumerate(known.words)}
        begins = ((self.fold(begin), self.bits[concept]) for concept, every in known.words.items() for begin in every)
        self._begins = dict(sorted(begins, key=lambda each: -len(each[0])))
        self._lengths = sorted({len(begin) for begin in self._begins}, reverse=True)
        self._long = [begin for begin in self._begins if len(begin) >= _LONG]
        self._slips: dict[str, int] = {}
        endings = {self.fold(ending) for ending in known.endings}
        self._ending = re.compile(rf"(.{{4,}}?)(?:{'|'.join(sorted(endings, key=len, reverse=True))})")
        self._known: dict[str, tuple[int, str]] = {}

    def name(self, text: str) -> Name:
        """Return a name as it is compared."""
        concepts = 0
        rest, whole = list[str](), list[str]()
        for word in _WORD.findall(text):
            bit, folded = self._word(word)
            concepts |= bit
            if folded:
                whole.append(folded)
                if not bit:
                    rest.append(self._stem(folded))
        figures = " ".join(sorted(_FIGURES.findall(text))) if any(c.isdigit() for c in text) else ""
        initials = "".join(word[0] for word in whole).upper()
        return Name(concepts, " ".join(sorted(rest)), " ".join(sorted(whole)), figures, initials)

    def fold(self, word: str) -> str:
        """Return a word in small Latin letters without what is written in several ways."""
        folded = re.sub(r"[^a-z0-9]", "", anyascii(word).lower())
        for old, new in self._folds:
            folded = folded.replace(old, new)
        return re.sub(r"([a-z])\1+", r"\1", folded)

    def _stem(self, folded: str) -> str:
        found = self._ending.fullmatch(folded)
        return found[1] if found else folded

    def _word(self, word: str) -> tuple[int, str]:
        if word not in self._known:
            folded = "" if anyascii(word).lower() in self._empty else self.fold(word)
            self._known[word] = (self._concept(folded), folded)
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
            self._slips[folded] = self._begins[nearest[0]] if nearest[1] >= _SLIP else 0
        return self._slips[folded]


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


def acronym(text: str) -> str:
    """Return an acronym as it is compared: Latin capitals and figures.

    >>> acronym("ВНИИМ"), acronym("B.I.P.M.")
    ('VNIIM', 'BIPM')
    """
    return re.sub(r"[^A-Z0-9]", "", anyascii(text).upper())

"""Names as they are compared: without what alphabets, spellings and languages write otherwise."""

from __future__ import annotations

import re
from dataclasses import dataclass

from anyascii import anyascii

from remit.candidates.knowledge import Knowledge

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+(?:[./-]\d+)*")
_SHORT = 6


@dataclass(frozen=True)
class Name:
    """A name as it is compared: its words sorted in one text, and what they tell.

    `kinds` and `fields` are sets as bits; `numbers` is what figures it holds; `words` are the folded words.
    """

    text: str
    words: tuple[str, ...]
    kinds: int
    fields: int
    numbers: str


class Speller:
    """Fold names; what was folded once is remembered word by word."""

    def __init__(self, known: Knowledge) -> None:
        """Keep the knowledge."""
        self._known = known
        self._words: dict[str, tuple[tuple[str, int, int], ...]] = {}
        self._bits: dict[str, int] = {}
        self._concepts = {self.fold(begin): concept for begin, concept in known.concepts.items()}
        self._longest = max(map(len, self._concepts), default=0)

    def name(self, text: str) -> Name:
        """Return a name as it is compared."""
        kinds = fields = 0
        words: list[str] = []
        for written in _WORD.findall(text):
            for word, kind, field in self._word(written):
                words.append(word)
                kinds |= kind
                fields |= field
        words.sort()
        numbers = " ".join(sorted(_NUMBER.findall(text))) if any(c.isdigit() for c in text) else ""
        return Name(" ".join(words), tuple(words), kinds, fields, numbers)

    def kinds(self, texts: tuple[str, ...]) -> int:
        """Return the kinds that words such as `metrology-institute` name, as bits."""
        found = 0
        for text in texts:
            found |= self.name(text).kinds
        return found

    def _word(self, written: str) -> tuple[tuple[str, int, int], ...]:
        if written not in self._words:
            latin = written if written.isascii() else anyascii(written)
            folded = (self.fold(each) for each in re.findall(r"[a-z0-9]+", latin.lower().replace("'", "")))
            self._words[written] = tuple(self._known_word(word) for word in folded if word not in self._known.empty)
        return self._words[written]

    def fold(self, word: str) -> str:
        """Return a word in small Latin letters without what is written in more than one way."""
        for old, new in self._known.folds:
            word = word.replace(old, new)
        return re.sub(r"([a-z])\1+", r"\1", word)

    def _known_word(self, word: str) -> tuple[str, int, int]:
        for length in range(min(len(word), self._longest), 2, -1):
            if (found := self._concepts.get(word[:length])) is not None:
                group, concept = found
                bit = self._bits.setdefault(concept, 1 << len(self._bits))
                return concept, bit if group == "kinds" else 0, bit if group == "fields" else 0
        return word, 0, 0


def short(text: str) -> bool:
    """Return whether a text is an acronym, or so short that it is no better than one.

    >>> [short(text) for text in ("VNIIM", "BelGIM", "PTB", "Lamps", "Lamp Office", "Rostekhnadzor", "TC 1.1")]
    [True, True, True, True, False, False, True]
    """
    words = _WORD.findall(text)
    letters = sum(len(word) for word in words)
    if len(words) == 1:
        return letters <= _SHORT or sum(c.isupper() for c in text) >= 2
    return letters <= _SHORT or (letters <= 2 * _SHORT and not any(c.islower() for c in text))


def acronym(text: str) -> str:
    """Return an acronym as it is compared: Latin capitals and figures.

    >>> acronym("ВНИИМ"), acronym("B.I.P.M.")
    ('VNIIM', 'BIPM')
    """
    return re.sub(r"[^A-Z0-9]", "", anyascii(text).upper())

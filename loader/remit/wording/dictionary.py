"""Which words there are: of the language, of the registries, of the language file, of the programme itself.

English comes from the word list of pyspellchecker, Russian from the morphological dictionary of pymorphy3.
A language without either knows only the words of the registries and of the programme.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any
from weakref import WeakKeyDictionary

from remit.registry import Registry
from remit.understand.wordlists import frequency, in_word_list
from remit.wording.texts import Pages, words

_MADE: WeakKeyDictionary[Pages, Dictionary]
_REGISTERED: WeakKeyDictionary[Registry, frozenset[str]] = WeakKeyDictionary()
#: The shortest stem of a derived word.
_STEM = 4
#: From how many letters on an abbreviation is known in spite of a slip.
_LONG = 6
#: From how many letters on one is known where a letter is doubled or two are turned; another letter is another name.
_SHORT = 4


def dictionary(pages: Pages) -> Dictionary:
    """Return the dictionary of a programme, made once."""
    if pages not in _MADE:
        _MADE[pages] = Dictionary(pages)
    return _MADE[pages]


@dataclass(eq=False)
class Dictionary:
    """The words that a programme may use without being asked."""

    pages: Pages

    @cached_property
    def used(self) -> Counter[str]:
        """Return how often each word stands in the programme, in small letters."""
        return Counter(word.text.lower() for text in self.pages.texts for word in words(text.text))

    @cached_property
    def registered(self) -> frozenset[str]:
        """Return every word of the registries, as written."""
        registry = self.pages.lexicon.registry
        if registry not in _REGISTERED:
            texts = (value for record in registry.named for value in _texts(record.data))
            _REGISTERED[registry] = frozenset(word.text for text in texts for word in words(text))
        return _REGISTERED[registry]

    @cached_property
    def own(self) -> frozenset[str]:
        """Return the words of the registries and of the language file, in small letters."""
        return frozenset(word.lower() for word in self.registered) | _language_words(self.pages)

    def is_name(self, word: str) -> bool:
        """Return whether the registries have the word as it is written."""
        return word in self.registered

    @cached_property
    def abbreviations(self) -> frozenset[str]:
        """Return the abbreviations that the registries have."""
        records = self.pages.lexicon.registry.records.values()
        return frozenset(text for record in records for text in record.spellings() if text[:2].isupper())

    def is_shouted(self, letters: str) -> bool:
        """Return whether capitals spell an ordinary word: ROUND, but not ILAC."""
        roman = set(letters) <= set("IVXLC")
        known = letters in self.abbreviations or self.meant_by(letters)
        return len(letters) > 3 and not roman and not known and self.is_word(letters.lower())

    def meant_by(self, letters: str) -> str:
        """Return the one abbreviation of the registries that capitals are but for a slip; else nothing.

        A long one is known by any slip (COMET), a short one if the programme has it, too: OIMIL beside OIML.
        """
        from rapidfuzz.distance import OSA

        if len(letters) < _SHORT or letters in self.abbreviations:
            return ""
        options = self._long_ones if len(letters) >= _LONG - 1 else ()
        near = {one for one in options if OSA.distance(letters, one, score_cutoff=1) == 1}
        near |= {one for one in self._short_ones if _is_typed_for(letters, one)}
        return near.pop() if len(near) == 1 else ""

    @cached_property
    def _short_ones(self) -> tuple[str, ...]:
        """Return the abbreviations of the registries of some letters that the programme has."""
        known = (one for one in self.abbreviations if _SHORT <= len(one) < _LONG and one.isalpha() and one.isupper())
        return tuple(sorted(one for one in known if self.used[one.lower()]))

    @cached_property
    def _long_ones(self) -> tuple[str, ...]:
        """Return the abbreviations of the registries that are too long to be another one by chance."""
        return tuple(sorted(one for one in self.abbreviations if len(one) >= _LONG and one.isalpha() and one.isupper()))

    def is_word(self, word: str) -> bool:
        """Return whether a word in small letters is one of the language or of the field."""
        return word in self.own or self.is_listed(word) or self._varied(word) or self._derived(word)

    def is_listed(self, word: str) -> bool:
        """Return whether the word list of the language has a word as it is spelled."""
        return in_word_list(word, self.pages.table.code)

    def _varied(self, word: str) -> bool:
        """Return whether the word is another country's spelling of one that is listed."""
        pairs = self.pages.table.pairs("spelled-otherwise")
        return any(one in word and self.is_listed(word.replace(one, other)) for one, other in pairs)

    def _derived(self, word: str) -> bool:
        """Return whether a prefix or an ending makes the word from one that is known."""
        table = self.pages.table
        for prefix in table.words("prefixes"):
            if word.startswith(prefix) and len(word) - len(prefix) >= _STEM and self._base(word.removeprefix(prefix)):
                return True
        return any(
            self._base(word.removesuffix(ending) + stem)
            for ending, stem in table.pairs("endings")
            if word.endswith(ending) and len(word) - len(ending) >= _STEM
        )

    def _base(self, word: str) -> bool:
        return word in self.own or self.is_listed(word) or self._varied(word)

    def nearest(self, word: str) -> str:
        """Return the known word that `word` was probably meant to be, or nothing."""
        near = sorted(self._near(word), key=lambda one: (-self._weight(one), one))
        return near[0] if near else ""

    def _near(self, word: str) -> set[str]:
        near = {one for one in _edits(word) if self._base(one)}
        if near or len(word) < 9:
            return near
        from rapidfuzz.distance import OSA

        pool = [one for one in {*self.own, *self.used} if abs(len(one) - len(word)) < 3 and one != word]
        return {one for one in pool if OSA.distance(word, one, score_cutoff=2) <= 2 and self._base(one)}

    def _weight(self, word: str) -> float:
        """Return how probable a word is: the programme's own words first, then the field's, then the language's."""
        return self.used[word] * 1000 + (word in self.own) * 100 + frequency(word, self.pages.table.code)


_MADE = WeakKeyDictionary()


def _is_typed_for(letters: str, meant: str) -> bool:
    """Return whether letters are others with one letter typed twice, or two neighbours turned: OIMIL, OILM.

    >>> [_is_typed_for(one, "OIML") for one in ("OIMIL", "OIMLL", "OILM", "OIMLA", "OIMR", "OIML")]
    [True, True, True, False, False, False]
    """
    if len(letters) == len(meant) + 1:
        spots = [at for at in range(len(letters)) if letters[:at] + letters[at + 1 :] == meant]
        return any(letters[at] in meant for at in spots)
    turned = (meant[:at] + meant[at + 1] + meant[at] + meant[at + 2 :] for at in range(len(meant) - 1))
    return letters != meant and letters in turned


def _edits(word: str) -> set[str]:
    """Return what one slip makes of a word: a letter lost, added, changed, or two in the wrong order."""
    alphabet = "абвгдежзийклмнопрстуфхцчшщъыьэюяё" if re.search("[а-яё]", word) else "abcdefghijklmnopqrstuvwxyz"
    splits = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    lost = {left + right[1:] for left, right in splits if right}
    turned = {left + right[1] + right[0] + right[2:] for left, right in splits if len(right) > 1}
    changed = {left + letter + right[1:] for left, right in splits if right for letter in alphabet}
    added = {left + letter + right for left, right in splits for letter in alphabet}
    return (lost | turned | changed | added) - {word}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in ("note", "source", "definition", "confidence"):
                yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _language_words(pages: Pages) -> frozenset[str]:
    return _words_of_language(pages.table.code, tuple(_texts(pages.lexicon.language.data["columns"])))


@cache
def _words_of_language(code: str, columns: Iterable[str]) -> frozenset[str]:
    from remit.wording.table import table_of

    listed = table_of(code).words("words") | {word.text.lower() for text in columns for word in words(text)}
    return frozenset(listed)

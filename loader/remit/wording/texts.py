"""The texts of a programme and the words in them, each word with its place.

>>> [word.text for word in words("On-line review of CMCs (2 pages)")]
['On-line', 'review', 'of', 'CMCs', 'pages']
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from remit.reading import Cell
from remit.understand.lexicon import Lexicon
from remit.understand.words import plain
from remit.wording.table import Table

#: A word begins where no letter or digit stands before it: the ending of *5th* is no word.
_WORD = re.compile(r"(?<![^\W_])[^\W\d_]+(?:[-‐‑’'][^\W\d_]+)*")
#: A cell of which so much is capitals is printed in capitals: they say nothing.
_SHOUTED = 0.6


@dataclass(frozen=True)
class Text:
    """One cell that holds prose; `part` is the class and the id of what it belongs to, `section` its number."""

    part: tuple[str, str]
    column: str
    cell: Cell
    section: str = ""

    @property
    def text(self) -> str:
        """Return the words of the cell."""
        return self.cell.text

    @cached_property
    def in_capitals(self) -> bool:
        """Return whether the whole cell is printed in capitals."""
        letters = [letter for letter in self.text if letter.isalpha()]
        return sum(map(str.isupper, letters)) > _SHOUTED * len(letters)


@dataclass(frozen=True)
class Word:
    """A word as written, and where it begins and ends in its text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Notice:
    """A stretch of a text, why a reader stops at it, and what would be expected."""

    text: Text
    start: int
    end: int
    kind: str
    better: str = ""
    other: tuple[str, str] = ("", "")


@dataclass(frozen=True, eq=False)
class Pages:
    """All texts of a programme, the names that are known, and what is known of the language."""

    texts: tuple[Text, ...]
    lexicon: Lexicon
    table: Table

    @cached_property
    def prose(self) -> tuple[Text, ...]:
        """Return the texts in ordinary letters."""
        return tuple(text for text in self.texts if not text.in_capitals)

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """Return the texts as they are compared, each after a blank."""
        return tuple(f" {self.lexicon.key(text.text)}" for text in self.texts)

    @cached_property
    def cyrillic(self) -> frozenset[str]:
        """Return words wholly in Cyrillic, of texts and before the numbers of bodies, as they look in Latin letters."""
        language = self.lexicon.language
        known = [str(name) for names in language.data.get("numbered", {}).values() for name in names]
        seen = [word.text for text in (*known, *(each.text for each in self.texts)) for word in words(text)]
        wholly = (word for word in seen if not re.search("[A-Za-z]", word))
        return frozenset(look for word in wholly if (look := plain(word)) != word and look.isascii())

    def of(self, *columns: str) -> tuple[Text, ...]:
        """Return the texts of some columns, in ordinary letters."""
        return tuple(text for text in self.prose if text.column in columns)


@lru_cache(maxsize=1 << 14)
def words(text: str) -> Sequence[Word]:
    """Return the words of a text; a hyphen or an apostrophe inside keeps a word whole."""
    return tuple(Word(found[0], found.start(), found.end()) for found in _WORD.finditer(text))


def begins_sentence(text: str, start: int) -> bool:
    """Return whether a word at `start` begins the text or a sentence, so that its capital says nothing."""
    before = text[:start].rstrip(" \n\t\"“«„'(–—-•")
    return not before or before[-1] in ".:;!?\n" or bool(re.search(r"^[\d.]+$|\d[.)]$", before))

"""Find where the terms of the glossary stand in a programme: in titles, headings, terms, executors and remarks.

A term is found as names are (`lexicon.py`): an abbreviation with its capitals, other words in any, both in the plural
too, the longest at each word, none inside another. A term inside a longer name that the glossary does not have is
found: it is a word that the reader meets, and the mention beside it says what the whole name means.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from remit.reading import Occurrence
from remit.understand.lexicon import Lexicon
from remit.understand.words import plain
from remit.wording.texts import Text


def read_occurrences(texts: Iterable[Text], lexicon: Lexicon) -> tuple[Occurrence, ...]:
    """Return every occurrence of a term of the glossary in the texts of a programme, in the order of the texts."""
    return tuple(found for text in texts for found in _occurrences(text, lexicon.glossary))


def _occurrences(text: Text, glossary: Lexicon) -> Iterator[Occurrence]:
    if not text.text or not glossary.registry.records:
        return
    for start, end, record in glossary.names(plain(text.text), ("concept",)):
        yield Occurrence(text.part, record.path, text.text[start:end], text.cell.spot(start, end))

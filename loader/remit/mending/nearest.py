"""A misspelt name: mended where one registered name, and one only, is near.

Near is a slip of typing: one letter too many, too few, another or two in the wrong order; two slips in a long name.
Numbers are never changed, words that are words of the language neither, and a name of a few letters only by their
order or a doubled one: TC 1.13 is no slip for TC 1.12, ISO none for ISA, a Heating Group none for a Seating Group.
The mended words are read again, and must name registered holders only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from remit.documents.seams import is_word
from remit.mending.edits import Edit
from remit.places import Place
from remit.reading import Cell, Executor
from remit.understand.cases import cases
from remit.understand.executors import read_executors
from remit.understand.lexicon import WORD, Lexicon

#: The classes of records that may be executors.
HOLDERS = ("body", "post", "organisation")
#: The shortest name that is mended, up to what a name has few letters, and that in which two slips are allowed.
SHORTEST, FEW, LONG = 4, 5, 12
#: How many words of a cell are looked at together.
MOST_WORDS = 8

#: Words of a place with what they are mended to, and how many slips this takes.
Slip = tuple[int, int, str, int]


def nearest_names(place: Place, lexicon: Lexicon) -> tuple[Edit, ...]:
    """Return the edit that makes the words of a place name registered executors; nothing where that is not plain."""
    readings: dict[tuple[tuple[str, str], ...], tuple[int, Edit]] = {}
    for start, end, name, slips in _slips(place.text, lexicon):
        read = _read(place.text[:start] + name + place.text[end:], lexicon)
        if read and (read not in readings or slips < readings[read][0]):
            readings[read] = slips, Edit(place.part(start, end), name)
    return tuple(edit for _, edit in readings.values()) if len(readings) == 1 else ()


def _read(text: str, lexicon: Lexicon) -> tuple[tuple[str, str], ...]:
    """Return holder and role of each executor that a text names; nothing where one of them is not registered."""
    found = read_executors(Cell(text, ((0, Place("", 1, 1, "executors", 0, len(text), text)),)), lexicon)
    known = all(_is_known(executor) for executor in found)
    return tuple((executor.holder, executor.role) for executor in found) if known else ()


def _is_known(executor: Executor) -> bool:
    return bool(executor.holder) and not {"unread", "unknown-body", "missing-separator"} & set(executor.readings)


def _slips(text: str, lexicon: Lexicon) -> Iterator[Slip]:
    """Yield the stretches of a text that are nearly a registered name."""
    words = list(WORD.finditer(text))
    for at in range(len(words)):
        for last in range(at, min(at + MOST_WORDS, len(words))):
            start, end = words[at].start(), words[last].end()
            yield from ((start, end, name, slips) for name, slips in _near(text[start:end], lexicon))


def _near(text: str, lexicon: Lexicon) -> Iterator[tuple[str, int]]:
    """Yield the registered names near to a text, with the number of slips between."""
    from rapidfuzz.distance import OSA

    folded = lexicon.key(text)
    if len(folded) < SHORTEST:
        return
    most = 2 if len(folded) >= LONG else 1
    for key, name, exact in _names(lexicon):
        if abs(len(key) - len(folded)) <= most and key != folded:
            slips = OSA.distance(folded, key, score_cutoff=most)
            if slips <= most and _is_slip(folded, key, exact, lexicon):
                yield name, slips


def _is_slip(written: str, key: str, exact: bool, lexicon: Lexicon) -> bool:
    """Return whether one text can be the other, mistyped."""
    if re.findall(r"\d+", written) != re.findall(r"\d+", key):
        return False
    if exact or sum(map(str.isalpha, key)) <= FEW:
        return sorted(written) == sorted(key) or _undoubled(written) == _undoubled(key)
    known = set(key.split())
    strange = [word for word in written.split() if word not in known]
    return not any(is_word(word, lexicon.language.code) for word in strange)


def _undoubled(text: str) -> str:
    return "".join(letter for letter, _ in groupby(text))


@lru_cache(maxsize=8)
def _names(lexicon: Lexicon) -> tuple[tuple[str, str, bool], ...]:
    """Return every name of a holder: what is compared of it, how it is written, whether it is an abbreviation."""
    found: dict[tuple[str, str], bool] = {}
    for record in lexicon.registry.of(*HOLDERS):
        for spelling in lexicon.written(record):
            for text in cases(spelling, lexicon.language):
                if len(key := lexicon.key(text)) >= SHORTEST:
                    found.setdefault((key, text), any(known.exact for known in lexicon.spellings.get(key, ())))
    return tuple((key, text, exact) for (key, text), exact in found.items())

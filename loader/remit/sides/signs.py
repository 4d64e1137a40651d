"""What the words of a row show in any language: numerals, and words that both languages borrowed or only transcribe.

Nothing is translated: two words are one sign if the consonants that they begin with sound alike.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from anyascii import anyascii

from remit.reading import Event

#: Letters of one sound in the languages that are read here; the first that fits is taken.
_SOUNDS = tuple({"sch": "s", "sh": "s", "ch": "k", "ph": "f", "th": "t", "ts": "s", "ck": "k", "x": "ks"}.items())
_ONE = str.maketrans("cqzwg", "kksvk", "aeiouyjh'")
#: How many consonants a word must show to be a sign, and how many are looked at.
_LEAST, _MOST = 3, 4


@cache
def sign(word: str) -> str:
    """Return the consonants that a word begins with, by sound; empty where they are too few to tell it by.

    >>> sign("Metrology") == sign("метрология"), sign("Metro") == sign("метро"), sign("tea")
    (True, True, '')
    """
    letters = anyascii(word).lower()
    for written, spoken in _SOUNDS:
        letters = letters.replace(written, spoken)
    told = re.sub(r"(.)\1+", r"\1", letters.translate(_ONE))[:_MOST]
    return told if len(told) >= _LEAST else ""


@cache
def _signs(text: str) -> frozenset[str]:
    numerals = (found.lstrip("0") for found in re.findall(r"\d+", text))
    return frozenset(filter(None, (*numerals, *map(sign, re.findall(r"[^\W\d_]{3,}", text)))))


def signs_of(events: Sequence[Event]) -> list[frozenset[str]]:
    """Return the signs of each row: of what is to be done, the remarks, and holders that no registry knows.

    What more than half of the rows show tells none from another, and is left out.
    """
    all_of = [_signs(f"{event.title} {event.remarks} {_unknown(event)}") for event in events]
    seen = Counter(each for signs in all_of for each in signs)
    usual = {each for each, count in seen.items() if count > max(2, len(events) / 2)}
    return [signs - usual for signs in all_of]


def common(one: frozenset[str], other: frozenset[str]) -> float:
    """Return which share of the signs of the row with fewer both have; a row without signs shares nothing."""
    least = min(len(one), len(other))
    return len(one & other) / least if least else 0.0


def _unknown(event: Event) -> str:
    return " ".join(executor.text for executor in event.executors if "unknown-body" in executor.readings)

"""Whether two documents in different languages are texts of one revision, by what they say themselves.

Letters of a code are not compared: an organisation is abbreviated otherwise in each language, and letters of two
scripts look alike. Its numbers are, and the period; then the numbers of the rows, or the rows themselves.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable

from remit.reading import Reading
from remit.sides.likeness import meaning, plain_number

#: Which share of the numbers of the rows both must have, and which of the terms where no code says that they are one.
NUMBERS, TERMS = 0.6, 0.5
#: What looks like the code of a revision: letters, figures, a stroke and a year (`P7/2024`, `LSB/34`).
_CODE = re.compile(r"(?<![\w/])[^\W\d_]+\d*/\d{2,4}(?![\w/])")


def apart(one: Reading, other: Reading) -> str:
    """Return why two documents are not texts of one revision, as the end of a sentence; empty if they are."""
    if not one.language or not other.language or one.language == other.language:
        return "they are not known to be in two languages"
    printed = _code(one), _code(other)
    codes = [_figures(code) for code in printed]
    if all(codes) and codes[0] != codes[1]:
        return f"their codes differ (“{printed[0]}”, “{printed[1]}”)"
    periods = _period(one), _period(other)
    same_code = all(codes) and any(len(number) == 4 for number in codes[0])
    if all(periods) and periods[0] != periods[1] and not same_code:
        return f"their periods differ ({periods[0]}, {periods[1]})"
    return _rows_apart(one, other, lenient=same_code and periods[0] == periods[1])


def kinship(one: Reading, other: Reading) -> float:
    """Return how much two texts say alike by the numbers and terms of their rows, from 0 to 1."""
    return (_share(_numbers(one), _numbers(other)) + _share(_terms(one), _terms(other))) / 2


def _rows_apart(one: Reading, other: Reading, *, lenient: bool) -> str:
    """Compare the rows; where code and period are the same (`lenient`) their terms need not be alike."""
    if not one.events or not other.events:
        return "one of them has no rows"
    numbers = _numbers(one), _numbers(other)
    if all(numbers) and _share(*numbers) < NUMBERS:
        return "the numbers of their rows differ"
    rows = len(one.events), len(other.events)
    if not all(numbers) and min(rows) < NUMBERS * max(rows):
        return f"one has {rows[0]} rows and the other {rows[1]}"
    alike = lenient or not _terms(one) or not _terms(other) or _share(_terms(one), _terms(other)) >= TERMS
    return "" if alike else "the terms of their rows differ"


def _code(reading: Reading) -> str:
    """Return the code of a text; one whose form no setting knows is taken if it is the only one above the table."""
    seen = {found for place in reading.programme.places for found in _CODE.findall(place.text)}
    return reading.programme.code or (seen.pop() if len(seen) == 1 else "")


def _figures(code: str) -> tuple[str, ...]:
    """Return the numbers in a code; one without any contradicts nothing."""
    return tuple(found.lstrip("0") for found in re.findall(r"\d+", code))


def _period(reading: Reading) -> str:
    said = reading.programme
    return f"{said.start}–{said.end}" if said.start and said.end else ""


def _numbers(reading: Reading) -> Counter[Hashable]:
    printed = [*(each.number for each in reading.events), *(each.printed for each in reading.sections)]
    return Counter(filter(None, map(plain_number, printed)))


def _terms(reading: Reading) -> Counter[Hashable]:
    read = (event.term for event in reading.events)
    return Counter(meaning(term) for term in read if term.kind not in ("none", "unread"))


def _share(one: Counter[Hashable], other: Counter[Hashable]) -> float:
    """Return which share both have of what the larger one has."""
    most = max(one.total(), other.total())
    return (one & other).total() / most if most else 0.0


def alone(texts: Iterable[tuple[Reading, ...]]) -> tuple[str, ...]:
    """Return a sentence for each document that no other stands beside although documents are in several languages."""
    groups = list(texts)
    lone = [group[0] for group in groups if len(group) == 1]
    said = []
    for at, one in enumerate(lone):
        for other in lone[at + 1 :]:
            if one.language and other.language and one.language != other.language and (why := apart(one, other)):
                said.append(
                    f"{one.source.name} and {other.source.name} are looked at one by one, not as two texts of one "
                    f"revision: {why}"
                )
    return tuple(said)

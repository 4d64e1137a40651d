"""What stands in the cells of a calendar: signs, words for what is done then, times, bodies, or colours alone.

A mark in a cell that covers several columns holds for all of them. Amounts and counts are no marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from remit.documents.rows import NOTHING
from remit.formats.row import Row
from remit.understand.fields import has_body_noun
from remit.understand.language import Language
from remit.understand.period import NOTHING as NOTHING_SAID
from remit.understand.period import Period
from remit.understand.terms import read_term
from remit.understand.times import LEAP_YEAR
from remit.understand.words import key

#: Index of a column → its time, in words.
Times = Mapping[int, str]
#: What tells in which columns of a calendar a row is marked, each with the words that stand there.
Marks = Callable[[Row], dict[int, str]]

#: What marks a cell of a calendar.
SIGNS = frozenset("xх×✓✔✗✘●■▪•◆♦*+▲▇█○◼⬛v√☑☒✅✖➤►▶→➔➜")
#: So many rows that are coloured alike say nothing by it; so many letters or counts are marks if there are few of them.
FEWEST_ALIKE, MOST_SHORT, SHORT = 3, 4, 2
_WORDS = re.compile(r"[^\W\d_]{3}")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


def marks_in(rows: Sequence[Row], times: Times, language: Language) -> Marks | None:
    """Return what tells the marks of the rows under a calendar; None where what stands there is none."""
    texts = [text for row in rows for text in _texts(row, times, language).values() if text not in times.values()]
    if not texts:
        found = {frozenset(_coloured(row, times)) for row in rows if sum(bool(c.text) for c in row.cells) > 1}
        told = found - {frozenset()} and (len(found) > 1 or len(rows) < FEWEST_ALIKE)
        return (lambda row: dict.fromkeys(_coloured(row, times), "")) if told else None
    signs = sum(map(is_sign, texts))
    if 2 * signs > len(texts) or _are_short(texts):
        short = 2 * signs <= len(texts)
        return lambda row: _marked(row, times, language, short)
    wordy = sum(bool(_WORDS.search(text)) or _is_time(text, times, language) for text in texts)
    return (lambda row: _marked(row, times, language)) if 5 * (wordy + signs) >= 4 * len(texts) else None


def is_sign(text: str) -> bool:
    """Return whether a text is a sign and nothing else."""
    return set(text.strip().lower()) <= SIGNS and bool(text.strip()) and len(set(text.strip())) == 1


def bodies_in(rows: Sequence[Row], times: Times, language: Language) -> bool:
    """Return whether most of what stands in a calendar names bodies."""
    texts = [text for row in rows for text in _texts(row, times, language).values() if not is_sign(text)]
    return bool(texts) and 2 * sum(has_body_noun(text, language) for text in texts) > len(texts)


def coloured(row: Row, times: Times, language: Language) -> bool:
    """Return whether colours alone mark a row."""
    return not _texts(row, times, language)


def dated(label: str, time: str, language: Language) -> str:
    """Return words that are a time with the year of their column (*15 May* under *Q2 2031*), empty for others.

    In a plan of one year the column needs none (*May* under *Q2*).
    """
    years = _YEAR.findall(time)
    said = label if _YEAR.search(label) or not years else f"{label} {years[-1]}"
    within = NOTHING_SAID if years else Period(LEAP_YEAR, LEAP_YEAR)
    return (
        said
        if read_term(said, language, within).kind not in ("none", "unread", "relative", "by-schedule", "status")
        else ""
    )


def _texts(row: Row, times: Times, language: Language) -> dict[int, str]:
    """Return what stands in the calendar of a row, without what says that nothing is done."""
    found = {i: " ".join(row.cells[i].text.split()) for i in times if i < len(row.cells)}
    no = {key(str(word)) for word in language.data.get("no", ())}
    return {i: text for i, text in found.items() if text and not NOTHING.fullmatch(text) and key(text) not in no}


def _marked(row: Row, times: Times, language: Language, short: bool = False) -> dict[int, str]:
    """Return the marked columns of a row with their words; none where an amount stands in one of them."""
    texts = _texts(row, times, language)
    yes = {key(str(word)) for word in language.data.get("yes", ())}
    bare = {i: "" if short or is_sign(text) or key(text) in yes else text for i, text in texts.items()}
    if any(text and not _WORDS.search(text) and not dated(text, times[i], language) for i, text in bare.items()):
        return {}
    made: dict[int, str] = {}
    for index, text in bare.items():
        made |= dict.fromkeys((at for at in range(index, index + row.spans.get(index, 1)) if at in times), text)
    beside = _coloured(row, times)
    wide = any(made.values()) and {*made} < {*beside}
    return {i: made.get(i, "") for i in beside} if wide else made


def _are_short(texts: Iterable[str]) -> bool:
    """Return whether texts are a few letters, or one and the same count, that stand for marks."""
    each = {text.lower() for text in texts}
    letters = len(each) <= MOST_SHORT and all(len(text) <= SHORT and text.isalpha() for text in each)
    return letters or each == {"1"}


def _is_time(text: str, times: Times, language: Language) -> bool:
    return any(map(str.isalpha, text)) and bool(dated(text, next(iter(times.values())), language))


def _coloured(row: Row, times: Times) -> list[int]:
    """Return the columns of a calendar that have a colour which no other cell of the row has."""
    others = {row.fills.get(index, "") for index in range(len(row.cells)) if index not in times}
    return [i for i in sorted(times) if row.fills.get(i) and row.fills[i] not in others]

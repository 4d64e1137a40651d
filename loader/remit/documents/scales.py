"""The header of a calendar: the times over its columns, where one row names them or several do.

*Q1* under *2025* is *Q1 2025*. Quarters and months may only be counted (I–IV, 1–12) or be letters (J F M A …):
they are read where all of them stand in a row under a year, or under the name of a column of times.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from remit.formats.row import Row
from remit.understand.almanac import folded
from remit.understand.language import Language
from remit.understand.period import Period
from remit.understand.terms import read_term
from remit.understand.times import LEAP_YEAR

#: The kinds of term that a column of a calendar is.
CALENDAR = ("year", "half-year", "quarter", "month")
#: The columns that say when.
TERMS = ("term", "term-begin", "term-end")
#: How many rows the header of a calendar may have: years, quarters, months.
MOST_LEVELS = 3
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")

#: Index of a column → its time, in words.
Times = dict[int, str]


def times_of(rows: Sequence[Row], at: int, language: Language) -> tuple[Times, int]:
    """Return the times of the calendar whose header begins at a row, and how many rows it has; none is ({}, 1)."""
    levels = [_named(rows[at], language)]
    found, height = levels[0], 1
    for row in rows[at + 1 : at + MOST_LEVELS]:
        if row.table != rows[at].table or not (parts := _parts(row, rows[at], levels, language)):
            break
        levels.append(parts)
        found, height = parts, len(levels)
    return found, height


def is_time(text: str, language: Language) -> bool:
    """Return whether a text is a stretch of the calendar; a month without a year is one too."""
    return read_term(text, language, Period(LEAP_YEAR, LEAP_YEAR)).kind in CALENDAR


def _filled(row: Row) -> Times:
    """Return what stands in a row by index, without what reaches into it from above."""
    return {i: " ".join(cell.text.split()) for i, cell in enumerate(row.cells) if cell.text and i not in row.above}


def _named(row: Row, language: Language) -> Times:
    """Return the times that cells of a row are."""
    return {index: text for index, text in _filled(row).items() if is_time(text, language)}


def _parts(row: Row, top: Row, levels: Sequence[Times], language: Language) -> Times:
    """Return the times of a row under others; nothing where the row is no part of a header.

    Each is named with the time of the nearest row above with which it is one: a month with its year, not its quarter.
    """
    filled = _filled(row)
    parts = _named(row, language)
    if set(filled) != set(parts):
        years = levels[0] or next((level for level in reversed(levels) if level), {})
        parts = _counted(filled, top, years, language)
    if not parts or set(filled) != set(parts):
        return {}
    overs = [{index: _over(index, level) for index in parts} for level in (*reversed(levels), {})]
    made = {index: _joined(text, [over[index] for over in overs], language) for index, text in parts.items()}
    return made if all(made.values()) and len(set(made.values())) == len(made) else {}


def _over(index: int, level: Times) -> str:
    """Return the time that spans a column in a row above."""
    at = max((each for each in level if each <= index), default=None)
    return "" if at is None else level[at]


def _joined(text: str, overs: Sequence[str], language: Language) -> str:
    """Return a part with the first of the times above it with which it is a time."""
    if not any(overs):
        return text if is_time(text, language) else ""
    return next((whole for over in overs if over and is_time(whole := f"{text} {over}", language)), "")


def _counted(filled: Times, top: Row, years: Times, language: Language) -> Times:
    """Return the names of quarters or months that are only counted, under each year or name of a column of times."""
    named = {i for i, cell in enumerate(top.cells) if cell.text and language.column(cell.text) in TERMS}
    spans = sorted({*years, *named})
    made: Times = {}
    for _, run in groupby(sorted(filled), key=lambda index: max((at for at in spans if at <= index), default=-1)):
        indices = list(run)
        found = _scale([filled[index] for index in indices], language) if spans and indices[0] >= spans[0] else ()
        made |= dict(zip(indices, found, strict=False))
    return made


def _scale(texts: Sequence[str], language: Language) -> tuple[str, ...]:
    """Return the names of what is counted by texts: of all quarters or of all months of a year; else nothing."""
    bare = tuple(folded(text).rstrip(".") for text in texts)
    for names, ways in _scales(language):
        if any(bare == tuple(map(folded, way)) for way in ways):
            return names
    return ()


@cache
def _scales(language: Language) -> tuple[tuple[tuple[str, ...], tuple[tuple[str, ...], ...]], ...]:
    """Return the names of the quarters and of the months, each with the ways to count them."""
    figures = tuple(str(number) for number in range(1, 13))
    quarters = tuple(_quarter(numeral, language) for numeral in ("I", "II", "III", "IV"))
    months, letters = _months(language)
    of_months = (_ROMAN, figures, tuple(f"0{n}"[-2:] for n in figures), *letters)
    return (quarters, (_ROMAN[:4], figures[:4])), (months, of_months)


def _quarter(numeral: str, language: Language) -> str:
    """Return the name of a quarter, as the language writes it."""
    words = str(language.data["quarter-words"]).split("|")
    ways = (way for word in reversed(words) for way in (f"{numeral} {word}", f"{word} {numeral}"))
    return next((way for way in ways if is_time(way, language)), numeral)


def _months(language: Language) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the names of the months, and the letters that stand for them."""
    from babel.dates import get_month_names

    locale = language.data.get("locales", [language.code])[0]
    names = get_month_names("wide", "stand-alone", locale=locale)
    narrow = get_month_names("narrow", "stand-alone", locale=locale)
    return tuple(_in_order(names)), (tuple(_in_order(narrow)),)


def _in_order(names: object) -> Iterator[str]:
    found = {int(at): str(name) for at, name in dict(names).items()}  # type: ignore[call-overload]
    return (found[number] for number in range(1, 13))

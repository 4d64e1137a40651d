"""Times of a year that does not begin in January: *Q1* from April, *Q4 FY2031/32*, *September* of a school year.

The times of a text are found as if its year were that of the calendar; here they are moved, and a part of a year and
the own year beside it become one time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from remit.understand.almanac import folded
from remit.understand.language import Language
from remit.understand.period import ACROSS, OwnYear, Period, begin_of, own_begin, shifted, year_of
from remit.understand.time import Time
from remit.understand.words import pattern

PARTS = ("quarter", "half-year")


@dataclass(frozen=True)
class Found:
    """Times and the words before each of them; `rest` are the words after the last."""

    before: tuple[str, ...]
    times: tuple[Time, ...]
    rest: str


def moved(found: Found, language: Language, period: Period) -> Found:
    """Return the times of a text as those of the document's own year."""
    words, made, begins = [*found.before, found.rest], list[Time](), list[int | None]()
    texts = [words[0]]
    for at, time in enumerate(found.times):
        begin = _own(time, texts[-1], words[at + 1], language, period)
        if begin is not None:
            texts[-1], words[at + 1], time = _whole(time, begin, texts[-1], words[at + 1], language, period)
        elif time.precision in PARTS:
            called = _ends(language).search(folded(texts[-1])) if time.year else None
            begin, time = _part(time, period, called is not None)
            if called and time.kind:  # FY2032 Q1
                time = replace(time, text=texts[-1][called.start() :] + time.text)
                texts[-1] = texts[-1][: called.start()]
        if time.kind == "":  # which year is meant cannot be told
            texts[-1] += time.text + words[at + 1]
            continue
        made, begins = [*made, time], [*begins, begin]
        texts.append(words[at + 1])
    return _merged(texts, made, begins, language, period)


def _own(time: Time, before: str, after: str, language: Language, period: Period) -> int | None:
    """Return the year in which the own year begins that a time is: *2031/32*, *FY 2031-32*, *FY2032*."""
    if time.precision != "year" or time.year is None or period.own != _full(period):
        return None
    named = bool(_ends(language).search(folded(before)) or _begins(language).match(folded(after)))
    if time.last is None:
        return time.year + period.own.named if named and period.own.named is not None else None
    short = re.search(r"[/–—−-]\s?\d\d$", time.text) is not None
    return time.year if time.last == time.year + 1 and (named or short or "/" in time.text) else None


def _whole(
    time: Time, begin: int, before: str, after: str, language: Language, period: Period
) -> tuple[str, str, Time]:
    """Return an own year as the months from its first to its last, with the words that call it so taken in."""
    first, last = shifted(1, 12, period.own)
    ends, begins = _ends(language).search(folded(before)), _begins(language).match(folded(after))
    text = (before[ends.start() :] if ends else "") + time.text + (after[: begins.end()] if begins else "")
    months = replace(time, kind="range", precision="month", year=begin, last=begin + 1, text=text,
                     begin=f"-{first:02}", close=f"-{last:02}")  # fmt: skip
    return before[: ends.start()] if ends else before, after[begins.end() :] if begins else after, months


def _part(time: Time, period: Period, called: bool) -> tuple[int | None, Time]:
    """Return in which year the own year of a quarter or half-year begins, and that moved; no kind where unknown."""
    if not (period.own.quarters or called):
        return None, time
    first, last = shifted(int(time.begin[1:]), int(time.close[1:]), period.own)
    if time.year is None:
        return None, replace(time, begin=f"-{first:02}", close=f"-{last:02}")
    begin = own_begin(first, time.year, period)
    if called:
        begin = None if period.own.named is None else time.year + period.own.named
    return begin, replace(time, kind="") if begin is None else _dated(time, first, last, begin, period)


def _dated(time: Time, first: int, last: int, begin: int, period: Period) -> Time:
    year, close = (year_of(month, begin, _full(period)) for month in (first, last))
    return replace(time, year=year, last=close, begin=f"-{first:02}", close=f"-{last:02}")


def _full(period: Period) -> OwnYear:
    """Return the own year of all its months."""
    return period.own._replace(closes=period.own.opens - 1)


def _merged(texts: list[str], times: list[Time], begins: list[int | None], language: Language, period: Period) -> Found:
    """Return the times with each part of a year and the own year beside it as one."""
    at = 0
    while at + 1 < len(times):
        one, other = times[at], times[at + 1]
        part, year = (one, other) if one.precision in PARTS else (other, one)
        begin = begins[at + 1] if part is one else begins[at]
        beside = part.precision in PARTS and part.year is None and begin is not None and year.precision == "month"
        if not beside or not _between(language).fullmatch(folded(texts[at + 1])):
            at += 1
            continue
        first, last = int(part.begin[1:]), int(part.close[1:])
        first, last = (first, last) if period.own.quarters else shifted(first, last, period.own)
        text = f"{one.text}{texts[at + 1]}{other.text}"
        times[at : at + 2] = [replace(_dated(part, first, last, begin or 0, period), text=text)]
        begins[at : at + 2], texts[at + 1 : at + 2] = [begin], []
    return Found(tuple(texts[:-1]), tuple(times), texts[-1])


def with_years(times: Sequence[Time], year: int | None, period: Period) -> list[Time]:
    """Give a time without year its own: in the own year of the next time, else in the one of the plan."""
    made: list[Time] = []
    begins = period.start if year == ACROSS else year
    own = period.own
    for time in reversed(times):
        month = int(time.begin[1:3] or 0)
        if time.year is None and time.precision in PARTS and not period.own.quarters:
            made.insert(0, time)  # whose quarters are meant is not told
            continue
        if time.year is None and begins is not None and (known := year_of(month, begins, own)) is not None:
            wraps = time.close < time.begin
            time = replace(time, year=known, last=known + 1 if wraps else None)
        elif time.year is not None and time.begin:
            begins, own = begin_of(month, time.year, period.own), _full(period)
        made.insert(0, time)
    return made


@cache
def _words(language: Language) -> str:
    return pattern(language.data.get("own-year", "(?!)").lower(), {})


@cache
def _ends(language: Language) -> re.Pattern[str]:
    """Return the pattern of the words for an own year before its number."""
    return re.compile(rf"(?<!\w)(?:{_words(language)})[\s-]?['’]?$")


@cache
def _begins(language: Language) -> re.Pattern[str]:
    """Return the pattern of the words for an own year after its number."""
    return re.compile(rf"\s(?:{_words(language)})(?!\w)")


@cache
def _between(language: Language) -> re.Pattern[str]:
    """Return the pattern of what may stand between a part of a year and its year."""
    of = pattern(f"({language.data['head'].get('period', '')}|)", {})
    article = "|".join(map(re.escape, language.data.get("articles", ())))
    return re.compile(rf"\s*[,:/]?\s*(?:{of}\s+)?(?:(?:{article})\s+)?")

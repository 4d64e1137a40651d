"""Find the times in a text: years, half-years, quarters, months and days, each with its precision.

The forms stand under `times` in the language file; the names in them come from CLDR.
Each time is taken out of the text and leaves one sign, so that the forms of a term see only the words around it.

>>> from remit import bundle
>>> from remit.understand.language import load
>>> english = load(bundle.folder("data") / "language" / "en.yaml")
>>> [(time.start, time.end, time.precision) for time in find_times("from Q2 2022 to 1 May 2023", english).times]
[('2022-04', '2022-06', 'quarter'), ('2023-05-01', '2023-05-01', 'day')]
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from remit.understand.almanac import choice, folded, months, quarters, weekdays, year_of_figures
from remit.understand.language import Language
from remit.understand.own_years import Found, moved, with_years
from remit.understand.period import MONTHS, NOTHING, Period
from remit.understand.time import Time
from remit.understand.words import DASH, pattern

YEAR = r"(?:19|20)\d\d"
#: What stands for a time with its year, and for one without (private characters: no text has them).
DATED, UNDATED = "\ue000", "\ue001"
PRECISIONS = ("day", "month", "quarter", "half-year", "year")
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
LEAP_YEAR = 2000
#: What is typed for a dash between two times.
ARROW = r"\s*(?:[–-]?>|→|⇒|÷|…|\.\.\.?)\s*"
#: A blank, with or without a comma or colon before it.
GAP = r"(?:[,:]?\s+|,)"
DAY = r"0?[1-9]|[12]\d|3[01]"
#: A date of two numbers and a year.
SLASHED = re.compile(rf"(?<![\d/])(\d\d?)/(\d\d?)/{YEAR}(?!\d)")
WEEK = r"0?[1-9]|[1-4]\d|5[0-3]"
#: The numbers to which an ordinal ending may be glued: *1st*, *2-й*.
COUNTED = ("d", "d2", "q", "q2", "h", "h2")


@dataclass(frozen=True)
class Reduced:
    """A text with a sign for each time, and the times in their order."""

    text: str
    times: tuple[Time, ...]

    def written(self, start: int, end: int) -> str:
        """Return a stretch of the text as it was, its times written out."""
        at = len(re.findall(f"[{DATED}{UNDATED}]", self.text[:start]))
        made = ""
        for sign in self.text[start:end]:
            made += self.times[at].text if sign in (DATED, UNDATED) else sign
            at += sign in (DATED, UNDATED)
        return made


def find_times(text: str, language: Language, year: int | None = None, period: Period = NOTHING) -> Reduced:
    """Return the text with its times found; `year` is the one meant where a text names none."""
    text = text.replace(DATED, " ").replace(UNDATED, " ")
    lowered = folded(text)
    source = text if len(lowered) == len(text) else lowered
    orders = {order_of(*both) for both in SLASHED.findall(lowered)} - {""}
    period = period._replace(slashed=period.slashed or (orders.pop() if len(orders) == 1 else ""))
    pieces, times, at = [], [], 0
    for found in _scanner(language).finditer(lowered):
        time = _time(found, source[found.start() : found.end()], language, period)
        if time:
            pieces.append(source[at : found.start()])
            times.append(time)
            at = found.end()
    rest = source[at:]
    if period.own.opens:
        own = moved(Found(tuple(pieces), tuple(times), rest), language, period)
        pieces, times, rest = list(own.before), with_years(own.times, year, period), own.rest
    else:
        times = _with_years(times, year)
    signs = [UNDATED if time.year is None else DATED for time in times]
    signed = "".join(piece + sign for piece, sign in zip(pieces, signs, strict=True))
    return Reduced(signed + rest, tuple(times))


def _with_years(times: list[Time], year: int | None) -> list[Time]:
    """Give a time without year that of the next finer one (*March–May 2022*), else the year that is meant."""
    made: list[Time] = []
    following: int | None = None
    for time in reversed(times):
        known = time.year or following or year
        made.insert(0, replace(time, year=known))
        following = (following if time.year is None else time.year) if time.precision != "year" else None
    return made


def _time(found: re.Match[str], text: str, language: Language, period: Period) -> Time | None:
    """Return what one form found; a day, month or span that does not exist is none."""
    name = found.lastgroup or ""
    parts = {
        key.rpartition("_")[0]: value
        for key, value in found.groupdict().items()
        if value is not None and key.endswith(f"_{name[1:]}")
    }
    year = int(parts["yyyy"]) if "yyyy" in parts else year_of_figures(parts.get("y2"), period.start, period.end)
    if "y2" in parts and year is None:
        return None
    precision = _forms(language)[int(name[1:])][0]
    spans = {"year": _years, "half-year": _parts_of_year, "quarter": _parts_of_year, "month": _months, "day": _days}
    if "w" in parts:
        span = _weeks(parts, year or (period.start if period.start == period.end else None))
    elif "nth" in parts:
        span = _months_of_project(parts, period)
    elif "one" in parts:
        span = _slashed(parts, year, period, language)
    else:
        span = spans[precision](parts, year, precision, language)
    if span is None:
        return None
    kind = "range" if {"yy", "next", "q2", "h2", "m2", "month2", "d2", "nth2", "w"} & set(parts) else precision
    return replace(span, kind=kind, precision=precision, text=text)


def _years(parts: Mapping[str, str], year: int | None, precision: str, language: Language) -> Time | None:
    written = parts.get("yy") or parts.get("next")
    if not written or year is None:
        return Time("", "", year)
    last = int(written) if len(written) == 4 else year // 100 * 100 + int(written)
    fits = last == year + 1 if "next" in parts else last > year
    return Time("", "", year, last=last) if fits else None


def _parts_of_year(parts: Mapping[str, str], year: int | None, precision: str, language: Language) -> Time | None:
    """Return quarters or half-years as the months from their first to their last."""
    sign, length = ("q", 3) if precision == "quarter" else ("h", 6)
    first = _count(parts.get(sign) or parts.get("quarter", ""), language)
    last = _count(parts[f"{sign}2"], language) if f"{sign}2" in parts else first
    if not first or not last or not first <= last <= 12 // length:
        return None
    return Time("", "", year, f"-{(first - 1) * length + 1:02}", f"-{last * length:02}")


def _months(parts: Mapping[str, str], year: int | None, precision: str, language: Language) -> Time | None:
    written = re.fullmatch(r"(?:19|20)(\d\d)-(\d\d)", f"{year}-{parts['mm']}") if "mm" in parts else None
    if written and written[1] < written[2]:
        return None  # 2010-12 may be December 2010 or three years
    first = _month(parts, "", language)
    last = _month(parts, "2", language) or first
    return Time("", "", year, f"-{first:02}", f"-{last:02}") if 1 <= first <= last <= 12 else None


def _months_of_project(parts: Mapping[str, str], period: Period) -> Time | None:
    """Return months that are counted from the first of a project, where the document says which one that is."""
    if not period.month:
        return None
    year, month = map(int, period.month.split("-"))
    first = year * 12 + month - 2 + int(parts["nth"])
    last = year * 12 + month - 2 + int(parts.get("nth2") or parts["nth"])
    if not 1 <= int(parts["nth"]) <= int(parts.get("nth2") or parts["nth"]):
        return None
    return Time("", "", first // 12, f"-{first % 12 + 1:02}", f"-{last % 12 + 1:02}", last // 12)


def _weeks(parts: Mapping[str, str], year: int | None) -> Time | None:
    """Return weeks by their numbers (ISO 8601) from Monday to Sunday, in a year that must be known."""
    try:
        first = date.fromisocalendar(year or 0, int(parts["w"]), 1).isoformat()
        last = date.fromisocalendar(year or 0, int(parts.get("w2") or parts["w"]), 7).isoformat()
    except ValueError:
        return None
    return Time("", "", int(first[:4]), first[4:], last[4:], int(last[:4])) if first < last else None


def _slashed(parts: Mapping[str, str], year: int | None, period: Period, language: Language) -> Time | None:
    """Return a date of two numbers and a year: one above 12 is the day, else the document's other dates decide."""
    one, two = parts["one"], parts["two"]
    order = order_of(one, two) or period.slashed or ("d" if one == two else "")
    day, month = (one, two) if order == "d" else (two, one)
    return _days({"d": day, "m": month}, year, "day", language) if order else None


def order_of(one: str, two: str) -> str:
    """Return which of the two numbers of a date is the day, by being above 12: the first (`d`) or the second (`m`)."""
    return "d" if int(one) > MONTHS >= int(two) else "m" if int(two) > MONTHS >= int(one) else ""


def _days(parts: Mapping[str, str], year: int | None, precision: str, language: Language) -> Time | None:
    first = _month(parts, "", language)
    ends = [int(parts.get("d") or parts["dd"])]
    ends.append(int(parts.get("d2") or ends[0]))
    try:
        begin, close = (date(year or LEAP_YEAR, first, day).isoformat()[4:] for day in ends)
    except ValueError:
        return None
    return Time("", "", year, begin, close) if begin <= close else None


def _month(parts: Mapping[str, str], which: str, language: Language) -> int:
    if name := parts.get(f"month{which}"):
        return months(language)[re.sub(r"\s+", " ", name).rstrip(".")]
    return int(parts.get(f"m{which}") or (parts.get("mm") if not which else None) or 0)


def _count(written: str, language: Language) -> int:
    """Return the number that a text counts to, in digits, Roman ones, or words; 0 if it does not."""
    words = {folded(word): int(number) for word, number in language.data.get("ordinals", {}).items()}
    named = quarters(language).get(written.rstrip("."))
    return int(written) if written.isdecimal() else ROMAN.get(written) or words.get(written) or named or 0


@cache
def _forms(language: Language) -> tuple[tuple[str, str], ...]:
    """Return (precision, form) of every form, those with a year first, in the order of the file."""
    forms = [(precision, form) for precision, each in language.data["times"].items() for form in each]
    return tuple(sorted(forms, key=lambda each: not re.search(r"\{(?:yyyy|y2|year)\}", each[1])))


@cache
def _scanner(language: Language) -> re.Pattern[str]:
    """Return one pattern for all forms: form number 7 is the group `f7`, its parts end in `_7`."""
    ending = rf"(?:{pattern(language.data.get('ordinal-endings', '(?!)').lower(), {})})?"
    names = {
        name: f"(?P<{name}>{regex})" + (ending if name in COUNTED else "") for name, regex in _names(language).items()
    }
    names["gap"] = GAP
    names["qs"] = _listed(names["q"], ending, language)
    names["year"] = pattern(language.data["year"].lower(), names)
    names["to"] = upto(language)
    names["weekday"] = choice(weekdays(language))
    made = []
    for number, (_, form) in enumerate(_forms(language)):
        regex = re.sub(r"\(\?P<(\w+)>", rf"(?P<\1_{number}>", pattern(form.lower(), names))
        made.append(rf"(?P<f{number}>{regex})")
    return re.compile(rf"(?<!\w)(?:(?<!\d[./])|(?=[^\W\d]))(?:{'|'.join(made)})(?!\w)(?![./]\d)")


def _listed(number: str, ending: str, language: Language) -> str:
    """Return the pattern of a number whose noun stands after the last of a list: *I* in *I, III кварталы*."""
    joint = rf"(?:\s*[,;]\s*|\s+(?:{pattern(language.data['and'].lower(), {})})\s+)"
    bare = f"(?:{_names(language)['q']}){ending}"
    return rf"{number}(?=(?:{joint}{bare})+[\s-]?(?:{pattern(language.data['quarter-words'].lower(), {})}))"


def upto(language: Language) -> str:
    """Return the pattern of what stands between the two ends of a range."""
    return rf"(?:{ARROW}|{DASH}|\s+(?:{pattern(language.data['to'].lower(), {})})\s+)"


def _names(language: Language) -> dict[str, str]:
    """Return what each name in a form of a time stands for."""
    count = "|".join(sorted(map(re.escape, map(folded, language.data.get("ordinals", {}))), key=len, reverse=True))
    quarter = rf"(?:[1-4]|iv|i{{1,3}}{'|' + count if count else ''})"
    half = rf"(?:[12]|i{{1,2}}{'|' + count if count else ''})"
    month = choice(months(language))
    return {
        "yyyy": YEAR, "y2": r"\d\d", "yy": rf"{YEAR}|\d\d", "next": rf"{YEAR}|\d\d",
        "q": quarter, "q2": quarter, "h": half, "h2": half, "quarter": choice(quarters(language)),
        "month": month, "month2": month, "m": r"0?[1-9]|1[0-2]", "m2": r"0?[1-9]|1[0-2]", "mm": r"0[1-9]|1[0-2]",
        "d": DAY, "d2": DAY, "dd": r"0[1-9]|[12]\d|3[01]",
        "w": WEEK, "w2": WEEK, "one": DAY, "two": DAY, "nth": r"\d{1,2}|1\d\d", "nth2": r"\d{1,2}|1\d\d",
    }  # fmt: skip

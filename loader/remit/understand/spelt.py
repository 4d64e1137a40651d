"""Short spellings of times, spelt out before they are read: *FY32*, *8, 15 and 22 June 2031*, *2032: Q1, Q3*."""

from __future__ import annotations

import re
from functools import cache

from remit.understand.almanac import choice, folded, months
from remit.understand.language import Language
from remit.understand.times import YEAR
from remit.understand.words import pattern

#: The time of day that a spreadsheet adds to a date.
MIDNIGHT = re.compile(r"(?<=\d)(?:T|,? )(?:0?0:00(?::00(?:\.0+)?)?Z?|12:00(?::00)? ?AM)(?![\w:])", re.IGNORECASE)
#: A year of two figures behind a prefix that says it is one: FY32, FY 32/33.
_FIGURES = r"\s?['’]?(\d\d)(?=\s*(?:$|[^\w\s/–-]|[/–-]\s?\d\d(?!\d)|\s[^\W\d]))"


def spelt_out(text: str, language: Language) -> str:
    """Return a text in which years have their four figures, days their month, and dates no midnight."""
    cleaned = MIDNIGHT.sub("", re.sub(r"[^\S\n]+", " ", text)).strip()
    if prefixes := language.data.get("year-prefixes"):
        prefix = rf"(?<!\w)({language.choice(prefixes)})"
        cleaned = re.sub(rf"{prefix}(?={YEAR})", r"\1 ", re.sub(prefix + _FIGURES, r"\1 20\2", cleaned))
    low = folded(cleaned)
    for found in reversed(list(_days(language).finditer(low) if len(low) == len(cleaned) else ())):
        cleaned = cleaned[: found.start()] + _each(found, cleaned) + cleaned[found.end() :]
    return cleaned


def year_last(text: str) -> str:
    """Return a text with the year behind that stands before a colon or a bracket: *2032: Q1, Q3*; else nothing."""
    found = re.fullmatch(rf"(?P<year>{YEAR}[^\d,;:()]{{0,5}})(?:\s?:\s*(?P<rest>[^:]+)|\s\((?P<inner>[^()]+)\))", text)
    rest = found and (found["rest"] or found["inner"])
    return f"{rest} {found['year'].strip()}" if found and rest and not re.search(YEAR, rest) else ""


def _each(found: re.Match[str], text: str) -> str:
    """Return days that share a month with the month behind each; those of a row, or in a wrong order, as written."""
    days = [int(day) for day in re.findall(r"\d+", found[0].removesuffix(found["month"]))]
    if days != sorted(set(days)) or days[-1] - days[0] == len(days) - 1:
        return text[slice(*found.span())]
    before, last, month = (text[slice(*found.span(name))] for name in ("before", "last", "month"))
    return re.sub(r"\d+[^\s,]*", lambda day: f"{day[0]} {month}", before) + last


@cache
def _days(language: Language) -> re.Pattern[str]:
    """Return the pattern of several days before one month, its name."""
    joining = pattern(language.data["and"].lower(), {})
    joint = rf"(?:\s*,\s*(?:(?:{joining})\s+)?|\s+(?:{joining})\s+)"
    ending = rf"(?:{language.data.get('ordinal-endings', '(?!)')})?\.?"
    day = rf"\d{{1,2}}{ending}"
    last = rf"{day}\s(?:of\s)?(?P<month>{choice(months(language))})(?!\w)"
    return re.compile(rf"(?<![\d./-])(?P<before>(?:{day}{joint})+)(?P<last>{last})")

"""The names of months, quarters and days of the week, as CLDR gives them (Babel), folded for comparison.

Only what grammar adds to them comes from the language file: `month-endings` says which ending of a name becomes
which other one (Russian *март* → *марте*), and `locales` which other regions' names count (*Sept*).

>>> from remit import bundle
>>> from remit.understand.language import load
>>> months(load(bundle.folder("data") / "language" / "en.yaml"))["sept"]
9
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from remit.understand.language import Language
from remit.understand.words import plain

Names = Callable[[str, str, str], Mapping[int, str]]


def folded(text: str) -> str:
    """Return what is compared: small letters, those that look Latin made Latin."""
    return plain(text.lower())


#: The last day of the longest month.
LAST_DAY = 31


@cache
def months(language: Language) -> dict[str, int]:
    """Return every name of a month, abbreviations without their full stop, and its number."""
    from babel.dates import get_month_names

    found = _names(language, get_month_names, ("format", "stand-alone"))
    cases = {
        re.sub(rf"{ending}$", other, name): number
        for name, number in found.items()
        for ending, others in language.data.get("month-endings", {}).items()
        if name.endswith(folded(ending)) and number in _whole(name, found)
        for ending, other in ((folded(ending), folded(each)) for each in others)
    }
    return {**cases, **found}


@cache
def quarters(language: Language) -> dict[str, int]:
    """Return every name of a quarter and its number.

    Only the names for dates are asked for: in Babel 2.17 those that stand alone may come from another language.
    """
    from babel.dates import get_quarter_names

    return _names(language, get_quarter_names, ("format",))


@cache
def weekdays(language: Language) -> dict[str, int]:
    """Return every name of a day of the week and its number, Monday first."""
    from babel.dates import get_day_names

    return {name: day + 1 for name, day in _names(language, get_day_names, ("format", "stand-alone")).items()}


def choice(names: Iterable[str]) -> str:
    """Return a pattern for any of the names, the longest first, with or without a full stop."""
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return r"(?:" + "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in ordered) + r")\b\.?"


def _whole(name: str, found: Mapping[str, int]) -> set[int]:
    """Return the month of a name that is written out: the abbreviations have no cases."""
    longest = max(len(other) for other, number in found.items() if number == found[name])
    return {found[name]} if len(name) >= longest - 1 else set()


def _names(language: Language, ask: Callable[..., Mapping[int, str]], contexts: tuple[str, ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    for locale in language.data.get("locales", [language.code]):
        for width in ("wide", "abbreviated"):
            for context in contexts:
                found.update({folded(n).rstrip("."): at for at, n in ask(width, context, locale=locale).items()})
    return found


def year_of_figures(written: str | None, start: int | None, end: int | None) -> int | None:
    """Return the year that two figures say (*Sep-33*): one within the period, else one that is no day of a month.

    >>> year_of_figures("33", None, None), year_of_figures("12", None, None), year_of_figures("12", 2012, 2014)
    (2033, None, 2012)
    """
    if written is None:
        return None
    year = 2000 + int(written)
    if start and end:
        return year if start - 1 <= year <= end + 1 else None
    return year if int(written) > LAST_DAY else None

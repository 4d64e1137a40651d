"""Read a date as people write it, to the precision that it has; the names of months come from CLDR (Babel).

>>> from remit import bundle
>>> from remit.understand.language import load
>>> english = load(bundle.folder("data") / "language" / "en.yaml")
>>> read_date("April, 2017", english), read_date("12 April 2017", english), read_date("2017", english)
('2017-04', '2017-04-12', '2017')
>>> read_date("in spring 2017", english)
''
"""

from __future__ import annotations

import re
from functools import cache

from remit.understand.language import Language

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"


def read_date(text: str, language: Language) -> str:
    """Return a year, a month or a day in ISO 8601; an empty text where it is none of these."""
    months = _months(language.code)
    name = rf"(?P<name>{'|'.join(map(re.escape, sorted(months, key=len, reverse=True)))})\.?"
    forms = (
        _YEAR,
        rf"(?:{_DAY}\s+)?{name},?\s+{_YEAR}",
        rf"{name}\s+{_DAY},?\s+{_YEAR}",
        rf"{_DAY}\.(?P<month>[01]?\d)\.{_YEAR}",
        rf"{_YEAR}-(?P<month>[01]\d)(?:-(?P<day>[0-3]\d))?",
    )
    for form in forms:
        if found := re.fullmatch(form, text.strip(), re.IGNORECASE):
            parts = found.groupdict()
            month = months.get(parts.get("name", "").lower()) if parts.get("name") else parts.get("month")
            return "-".join(f"{int(p):02}" for p in (parts["year"], month, parts.get("day")) if p)
    return ""


@cache
def _months(code: str) -> dict[str, int]:
    from babel.dates import get_month_names

    found: dict[str, int] = {}
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            names = get_month_names(width, context, locale=code)
            found.update({name.lower().rstrip("."): number for number, name in names.items()})
    return found

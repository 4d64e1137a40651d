"""Of which programme a document is a revision: told by its code, else by its title, as the settings have them.

A pattern of titles says what stays the same from one revision to the next; years, blanks, dashes and capitals do not
count. Where it has no group `year`, the revision is called by the first year of its period.

>>> pattern = title_pattern("Work Plan of the Kiln Union 2030–2031", 2030)
>>> pattern
'Work Plan of the Kiln Union (?P<year>\\\\d{4})(?:[-/]\\\\d{2,4})?'
>>> year_of({"title_pattern": pattern}, Programme(title="Work plan of the Kiln Union 2032/33"))
'2032'
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from remit.reading import Programme
from remit.understand.words import DASHES, plain

#: A year, or a range of years.
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:\s?[-/]\s?((?:(?:19|20)\d\d)|\d\d)(?!\d))?(?![\d])")


def year_of(entry: Mapping[str, Any], programme: Programme) -> str | None:
    """Return the year that a revision of a programme of the settings is called by; None for a document of another."""
    by_code = re.fullmatch(entry["code_pattern"], programme.code) if "code_pattern" in entry else None
    if by_code:
        return by_code["year"]
    if "title_pattern" not in entry or not programme.title:
        return None
    by_title = re.fullmatch(_folded(entry["title_pattern"]), _folded(programme.title), re.IGNORECASE)
    if by_title is None:
        return None
    return by_title.groupdict().get("year") or (str(programme.start) if programme.start else None)


def title_pattern(title: str, start: int | None) -> str:
    """Return the pattern of the titles that differ from one in their years only; `start` is the year that counts."""
    folded = _tidied(title)
    found = list(_YEARS.finditer(folded))
    called = next((years for years in found if years[1] == str(start)), None)
    made, at = "", 0
    for years in found:
        group = r"(?P<year>\d{4})" if years is called else r"\d{4}"
        made += _verbatim(folded[at : years.start()]) + group + r"(?:[-/]\d{2,4})?"
        at = years.end()
    return made + _verbatim(folded[at:])


def without_years(title: str, small: Collection[str] = ()) -> str:
    """Return a title without its years and what joins them; `small` words before them go too.

    >>> without_years("Work plan for 2030–2031 (draft)", {"for"})
    'Work plan (draft)'
    """
    before = "|".join(re.escape(word) for word in small)
    years = rf"(?:\b(?:{before})\s+)?{_YEARS.pattern}" if before else _YEARS.pattern
    return " ".join(re.sub(years, " ", _tidied(title), flags=re.IGNORECASE).split())


def _folded(text: str) -> str:
    """Return a text tidied and in plain letters, to be compared and never shown."""
    return _tidied(plain(text))


def _tidied(text: str) -> str:
    """Return a text with one kind of dash and blank, none of them around a dash between years."""
    dashed = re.sub(f"[{DASHES}]", "-", " ".join(text.split()))
    return re.sub(r"(?<=\d)\s*([-/])\s*(?=\d)", r"\1", dashed)


def _verbatim(text: str) -> str:
    """Return a regular expression for a text as it stands, readable."""
    return re.sub(r"([.+*?()\[\]{}|^$\\])", r"\\\1", text)

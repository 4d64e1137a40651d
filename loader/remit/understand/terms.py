"""Read a *Terms* cell: when an event is to happen.

A cell is understood whole or kept as written; nothing is guessed.

>>> from remit import bundle
>>> from remit.understand.language import load
>>> english = load(bundle.folder("data") / "language" / "en.yaml")
>>> read_term("2017 –2019", english).start
2017
>>> read_term("once in 2 years (2017, 2019)", english).years
(2017, 2019)
>>> read_term("in due course", english).kind
'unread'
"""

from __future__ import annotations

import re
from functools import cache

from remit.reading import Term
from remit.understand.language import Language
from remit.understand.words import pattern, plain

YEAR = r"(?:19|20)\d\d"


def read_term(text: str, language: Language) -> Term:
    """Return the term that `text` says; a text that no form fits has the kind `unread`."""
    cleaned = plain(text).strip()
    for kind, form in _forms(language):
        found = form.fullmatch(cleaned)
        if found and (term := _term(text, kind, found.groupdict())):
            return term
    return Term(text, "unread")


@cache
def _forms(language: Language) -> tuple[tuple[str, re.Pattern[str]], ...]:
    several = rf"{YEAR}(?:\s*(?:,|;|{pattern(language.data['and'], {})})\s*{YEAR})+"
    count = "|".join([r"\d+", *language.data.get("numbers", {})])
    names = {
        "year": rf"(?P<start>{YEAR})",
        "start": rf"(?P<start>{YEAR})",
        "end": rf"(?P<end>{YEAR}|\d\d)",
        "years": f"(?P<years>{several})",
        "named": rf"(?:\s*[(:,]?\s*(?P<years>{YEAR}|{several})\s*\)?)?",
        "n": f"(?:{count})",
        "schedule": r"(?P<schedule>\S.*?)",
    }
    return tuple(
        (kind, re.compile(pattern(form, names), re.IGNORECASE | re.DOTALL))
        for kind, forms in language.data["terms"].items()
        for form in forms
    )


def _term(text: str, kind: str, parts: dict[str, str | None]) -> Term | None:
    years = tuple(int(year) for year in re.findall(YEAR, parts.get("years") or ""))
    written = parts.get("start")
    start = int(written) if written else None
    if years:
        return Term(text, kind, min(years), max(years), years)
    if start is None:
        return Term(text, kind)
    end = _end(start, parts.get("end"))
    return None if end < start else Term(text, kind, start, end)


def _end(start: int, written: str | None) -> int:
    """Return the last year; `2017–19` ends in 2019."""
    if not written:
        return start
    return int(written) if len(written) == 4 else start // 100 * 100 + int(written)

"""Terms that would be understood but for one slip: two times that change places, a day that the month does not have.

Nothing is known here of a language: a term is turned or given another day, and read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from remit.understand.language import Language
from remit.understand.terms import read_term
from remit.wording.texts import Notice, Pages, Text

#: The days that not every month has, and one that each has.
_LAST_DAYS, _ANY_DAY = re.compile(r"(?<!\d)(?:29|3[01])(?!\d)"), "28"
_FROM_TO = re.compile(r"^(?P<one>[^–—]*\d[^–—]*?)(?P<dash>\s*[–—]\s*|\s+-\s+)(?P<two>[^–—]*\d[^–—]*)$")
_YEARS = re.compile(r"\d{4}\D+\d{4}\D*")


def calendar(pages: Pages) -> Iterator[Notice]:
    """Yield each term that is not understood and would be with its times turned, or with another day."""
    for text in pages.texts:
        if text.column == "term" and re.search(r"\d", text.text) and _is_unread(text.text, pages.lexicon.language):
            yield from _slip(text, pages.lexicon.language)


def _slip(text: Text, language: Language) -> Iterator[Notice]:
    found = _FROM_TO.match(text.text)
    turned = f"{found['two']}{found['dash']}{found['one']}" if found else ""
    if turned and not _YEARS.fullmatch(text.text) and not _is_unread(turned, language):
        yield Notice(text, 0, len(text.text), "time-turned", turned)
    elif (early := _LAST_DAYS.sub(_ANY_DAY, text.text)) != text.text and not _is_unread(early, language):
        yield Notice(text, 0, len(text.text), "no-such-day")


def _is_unread(text: str, language: Language) -> bool:
    return read_term(text, language).kind == "unread"

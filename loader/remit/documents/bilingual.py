"""A cell that says one term in two languages: *до 30.06.2031* and below it *by 30 June 2031*."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from remit.reading import Term
from remit.understand.language import Language
from remit.understand.period import Period
from remit.understand.terms import read_term

#: What parts the two: a line end, a slash with blanks around it.
_BETWEEN = re.compile(r"\n|\s+/\s+")
#: A text with more of these is no pair.
MOST = 6


def said_twice(text: str, language: Language, others: Sequence[Language], period: Period) -> Term | None:
    """Return the term of a text whose one half says in another language what the other half says; else None.

    Both halves must be read, each in its language, and say the same.
    """
    for halves in _halves(text):
        for own, other in (halves, halves[::-1]):
            said = read_term(own, language, period)
            if said.kind in ("unread", "none"):
                continue
            if any(_same(said, read_term(other, each, period)) for each in others):
                return replace(said, text=text)
    return None


def _halves(text: str) -> Iterator[tuple[str, str]]:
    cuts = list(_BETWEEN.finditer(text))
    for cut in cuts if len(cuts) <= MOST else []:
        yield text[: cut.start()], text[cut.end() :]


def _same(first: Term, second: Term) -> bool:
    """Return whether two terms say the same: kind, bounds, rhythm, and as many stages."""
    said = [(t.kind, t.start, t.end, t.every, t.offset, t.status, len(t.stages)) for t in (first, second)]
    return said[0] == said[1]

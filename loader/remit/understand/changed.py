"""Terms that were replaced by others: *2024 (postponed to 2025)*, *originally 2024, now 2026*.

The term is the new one; what it replaces is kept as written, as if it had been struck out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from remit.reading import Term
from remit.understand.almanac import folded
from remit.understand.bounds import ONE_SIDED
from remit.understand.language import Language
from remit.understand.words import pattern

Read = Callable[[str], Term | None]
#: A longer text names no old and new term.
LONGEST = 200


def replaced(text: str, read: Read, language: Language) -> Term | None:
    """Return the new term of a text that names an old one too, each with a time of its own; else None."""
    lowered = folded(text)
    if len(lowered) != len(text) or len(text) > LONGEST:
        return None
    for form, status in _forms(language):
        if found := form.fullmatch(lowered):
            old, new = (read(text[slice(*found.span(name))]) for name in ("old", "new"))
            if old and new and _dated(old) and _dated(new):
                return replace(_as(old, new), text=text, status=status, struck=text[slice(*found.span("old"))].strip())
    return None


def _as(old: Term, new: Term) -> Term:
    """Return the new term as open on one side as the old one: *until 2033 (extended to 2034)* is until 2034."""
    if old.kind not in ONE_SIDED or new.direction != "during" or new.kind == "range":
        return new
    start, end = (None, new.end) if old.kind == "until" else (new.start, None)
    return replace(new, kind=old.kind, direction=old.direction, years=(), start=start, end=end)


def _dated(term: Term) -> bool:
    return term.kind not in ("status", "vague") and (term.start is not None or term.end is not None)


@cache
def _forms(language: Language) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the forms of a language, each with the status that it says."""
    names = {name: rf"(?P<{name}>[^(){{}}]*?\d[^(){{}}]*?)" for name in ("old", "new")}
    return tuple(
        (re.compile(pattern(form.lower(), names)), str(entry.get("status", "")))
        for entry in language.data.get("replaced", ())
        for form in entry["forms"]
    )

"""Words that only narrow what is said: *monthly, except in August*, *quarterly by the 10th*, *summer (July 2031)*.

They are forms of the language (`beside` in its file, and the words of `except`); the rhythm is what is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from remit.reading import Term
from remit.understand.almanac import folded
from remit.understand.bounds import BOUNDED
from remit.understand.language import Language
from remit.understand.words import pattern

#: The kinds that words may narrow.
LASTING = ("recurring", "continuous", "as-needed", "whole-period")
#: A text with more blanks is not taken apart.
MOST_BLANKS = 20
#: A time in brackets after words: *summer break (July 2031)*.
_NAMED = re.compile(r"(?P<words>[^()]+?)\s*\((?P<time>[^()]+)\)")
Read = Callable[..., Term | None]
_CUT = re.compile(r"\s*[,;]\s+|\s*\(|\s+")


def narrowed(text: str, read: Read, language: Language) -> Term | None:
    """Return the rhythm of a text whose other words only narrow it, or the time in brackets after a vague one.

    `read` takes `free=True` for forms with any words; a time in brackets after *before* an event is the limit.
    """
    if (named := _NAMED.fullmatch(text)) and (term := read(named["time"])) and term.kind in BOUNDED:
        said = read(named["words"]) or read(named["words"], free=True)
        if said and said.kind == "vague":
            return replace(term, label=named["words"].strip())
        if said and said.kind == "relative" and said.direction == "before":
            return replace(term, kind="until", direction="until", start=None, label=named["words"].strip())
    found = (read(left) for left in _begins(text, language))
    return next((term for term in found if term and term.kind in LASTING), None)


def followed(text: str, read: Read, language: Language) -> Term | None:
    """Return a time after which a rhythm holds: *by 1 April 2031, then quarterly*; the rhythm is kept with it."""
    low = folded(text)
    then = language.data.get("then")
    cut = re.search(rf"\s*[,;.–]\s*(?:{pattern(then, {})})[\s:–]+", low) if then else None
    if not cut or len(low) != len(text):
        return None
    first, rhythm = read(text[: cut.start()]), read(text[cut.end() :]) or read(text[cut.end() :].split()[0])
    if not first or not rhythm or first.kind not in BOUNDED or rhythm.kind not in ("recurring", "continuous"):
        return None
    if first.kind == "until":
        return replace(first, every=rhythm.every)
    return replace(first, kind="from", direction="from", end=None, every=rhythm.every, years=(), stages=())


def _begins(text: str, language: Language) -> Iterator[str]:
    """Yield what stands before words that only narrow a rhythm, the longest first."""
    low = folded(text)
    cuts = list(_CUT.finditer(text)) if len(low) == len(text) else []
    for cut in reversed(cuts if len(cuts) <= MOST_BLANKS else []):
        right = low[cut.end() :].removesuffix(")" if "(" in cut[0] else "")
        if _forms(language).fullmatch(right.rstrip(" .")):
            yield text[: cut.start()]


@cache
def _forms(language: Language) -> re.Pattern[str]:
    units = "|".join(pattern(unit.lower(), {}) for unit in language.data["units"].values())
    names = {"n": r"\d{1,2}", "unit": f"(?:{units})", "words": r"\S.{0,80}"}
    saves = f"({language.data.get('except') or '(?!)'}) {{words}}"
    forms = [pattern(form.lower(), names) for form in (*language.data.get("beside", ()), saves)]
    return re.compile("|".join(f"(?:{form})" for form in forms))

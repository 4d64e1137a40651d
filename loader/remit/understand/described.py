"""A time beside which a few words stand that say what is done then, or at which meeting: they become its label."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from remit.reading import Term
from remit.understand.language import Language
from remit.understand.stages import parted
from remit.understand.times import find_times
from remit.understand.words import DASHES, SMALL

#: How many words may stand beside a time.
MOST_WORDS = 5
#: The kinds beside which words may stand on either side.
LASTING = ("recurring", "continuous")
#: The kinds before which they may.
DATED_KINDS = ("year", "half-year", "quarter", "month", "day", "range", "years", "list", "staged")
#: Words up to a colon or dash, or where they begin with a capital up to a comma.
_NAMED = re.compile(
    rf"(?P<words>(?=[^\W\d_])(?:(?![{SMALL}])[^,;:()]+(?=,\s)|[^,;:()]+?(?=:\s|\s+[{DASHES}]\s)))"
    rf"(?:[,:]\s+|\s+[{DASHES}]\s+)(?P<rest>.+)"
)


def with_words(line: str, read: Callable[[str], Term | None], language: Language) -> Term | None:
    """Return a time beside which a few words say what is done or where: *reviewed every quarter*, *Council, May 2034*.

    A rhythm may have them on either side; before a stretch of the calendar a comma, colon or dash follows them, and
    before *by* and *from* one word is enough (*Launch by May 2034*).
    """
    for left, right in parted(line):
        begun = len(left.split()) == 1 and (right[:1].islower() or line.isupper()) and _describes(left, read, language)
        if begun and (term := read(right)) and term.kind in ("from", "until"):
            return replace(term, label=left.strip(" ,;()"))
        for said, words in ((left, right), (right, left)):
            if (term := read(said)) and term.kind in LASTING and _describes(words, read, language, timed=True):
                return replace(term, label=words.strip(" ,;()"))
    named = _NAMED.fullmatch(line)
    if named and _describes(named["words"], read, language) and (term := read(named["rest"])):
        return replace(term, label=named["words"]) if term.kind in DATED_KINDS else None
    return None


def _describes(words: str, read: Callable[[str], Term | None], language: Language, timed: bool = False) -> bool:
    """Return whether words only describe: no figure, no time, nothing that turns what is said into its opposite.

    `timed` words may have a time without its year.
    """
    bare = re.findall(r"\w+", words.lower())
    if not 0 < len(bare) <= MOST_WORDS or language.turned & set(bare):
        return False
    if lasts := read(words):
        return lasts.kind == "relative" and bool(lasts.offset) and not lasts.after
    times = find_times(words, language).times
    return not re.search(r"\d", words) and all(timed and time.year is None for time in times)

"""What parts two executors: a comma, a semicolon, a line end, a bar, a phrase such as *together with*, a bracket.

A bracket parts only where such a phrase stands behind it: *TC 4 (in coordination with the Board)*.
"""

from __future__ import annotations

import re
from functools import cache

from remit.understand.language import Language
from remit.understand.words import DASHES, pattern, plain

#: The phrases that begin another executor though nothing parts it from the one before.
JOINING = ("with", "approves", "receives", "proposes", "led")
#: What follows is not within quotation marks.
UNQUOTED = "(?![^«]*»)"
#: The phrases that begin another executor though nothing but a colon behind them parts it from the one before.
HEADING = ("lead", "partners")
#: The phrases that begin another executor in brackets.
BRACKETED = JOINING
#: A blank, then the bracket that was opened before.
_CLOSING = re.compile(r"\s*\)")


def skip(text: str, at: int, language: Language) -> tuple[int, bool]:
    """Return where the next executor begins after `at`, and whether a separator was passed."""
    closed = _CLOSING.match(text, at) if text.count("(", 0, at) > text.count(")", 0, at) else None
    at = closed.end() if closed else at
    if found := _separator(language).match(text, at):
        return found.end(), True
    blank = re.compile(r"\s*").match(text, at)
    end = blank.end() if blank else at
    return end, end == len(text) or closed is not None


def is_either(text: str, language: Language) -> bool:
    """Return whether what stands between two executors says that one of them is enough: *Board A or Board B*."""
    return any(re.search(rf"(?<!\w)(?:{pattern(w, {})})(?!\w)", text, re.IGNORECASE) for w in _either(language))


def _either(language: Language) -> tuple[str, ...]:
    return (language.data["or"],) if "or" in language.data else ()


def is_party(note: str, language: Language) -> bool:
    """Return whether what stands in brackets begins as another executor does: *with the Board*, *partners: WG 2*."""
    return _bracketed(language).match(plain(note)) is not None


@cache
def _bracketed(language: Language) -> re.Pattern[str]:
    begins, heads = language.phrases(*BRACKETED), language.phrases(*HEADING)
    return re.compile(rf"{begins}(?:(?<=[:’'])|\s)|{heads}\s?[:–]", re.IGNORECASE)


@cache
def _separator(language: Language) -> re.Pattern[str]:
    joint = rf"(?:{'|'.join(pattern(words, {}) for words in (language.data['and'], *_either(language)))})"
    begins, heads = (language.phrases(*kinds) for kinds in (JOINING, HEADING))
    joins = rf"|\s*\.?\s+(?={begins}(?<=[:’'])|{begins}\s|{heads}\s?[:–])"
    bracket = rf"|\s*\((?={_bracketed(language).pattern})"
    signs = rf"(?:[,;/→|\\]|\n(?!\s*\()[{DASHES}]?|[•▪·])"
    parting = rf"\s*{signs}(?:\s|{signs})*(?:{joint}\s+)?{UNQUOTED}|\s+{joint}\s+{UNQUOTED}"
    return re.compile(rf"{parting}{joins}{bracket}|\s*\.?\s*$", re.IGNORECASE)


@cache
def joining(language: Language) -> re.Pattern[str]:
    """Return the pattern of a phrase that begins another executor."""
    return re.compile(rf"(?<!\w){language.phrases(*JOINING)}(?!\w)", re.IGNORECASE)


def has_phrase(text: str, language: Language) -> bool:
    """Return whether a phrase of several words stands within a text, *in coordination with*, but not *with*."""
    return any(" " in found[0].strip() for found in joining(language).finditer(plain(text)) if found.start())

"""Persons: *Dr. J. Smith*, *Smith, J.*, *Иванов И.И.* A programme names bodies and posts, and no name is kept.

A person is known by a title or by initials; a first name and a surname alone look like any other name.
"""

from __future__ import annotations

import re
from functools import cache

from remit.understand.fields import has_noun
from remit.understand.language import Language
from remit.understand.lexicon import Lexicon
from remit.understand.words import DASHES, plain

_UP, _LOW = "[A-ZÀ-ÖØ-ÞА-ЯЁІЎЄЇ]", "[a-zß-öø-ÿа-яёіўєї]"
_SURNAME = rf"(?:(?:van|von|der|den|de|da|di|le|la|del)\s+){{0,2}}(?:{_UP}['’])?{_UP}{_LOW}+(?:-{_UP}{_LOW}+)?"
_INITIALS = rf"{_UP}\.(?:[\s-]?{_UP}\.){{0,2}}"
_NAME = rf"(?:{_INITIALS}\s?{_SURNAME}|{_SURNAME},?\s{_UP}\.(?:[\s-]?{_UP}\.?){{0,2}})"


@cache
def person(language: Language) -> str:
    """Return the pattern of a person's name, in plain letters."""
    hidden = rf"\[{re.escape(word(language))}(?:\s\d+)?\]"
    return rf"(?:{_titled(language)}|(?-i:{_NAME})|{hidden})"


@cache
def beside(language: Language) -> re.Pattern[str]:
    """Return the pattern of a person, its group: with a title, or with initials between what parts executors."""
    ends = rf"(?=\s*(?:[(),;:/|\n]|\s[{DASHES}]\s|$))"
    placed = rf"(?:^|(?<=[(\n])|(?<=[:{DASHES},;]\s))(?-i:{_NAME})"
    return re.compile(rf"(?<!\w)({_titled(language)}|{placed}){ends}", re.IGNORECASE)


def word(language: Language, count: int = 1) -> str:
    """Return what stands for the first, second … person of an event, without its brackets."""
    said = str(language.data.get("person", "person"))
    return said if count == 1 else f"{said} {count}"


@cache
def _brackets(language: Language) -> re.Pattern[str]:
    return re.compile(rf"\[{re.escape(word(language))}(?:\s\d+)?\]|[\[\]]")


def rounded(text: str, language: Language) -> str:
    """Return a text with round brackets for square ones (*Reef Office [lead]*), but for those of `[person]`."""
    return _brackets(language).sub(lambda found: {"[": "(", "]": ")"}.get(found[0], found[0]), text)


def _titled(language: Language) -> str:
    titles = language.choice(language.data["titles"]) if language.data.get("titles") else "(?!)"
    return rf"(?:{titles}\s*)+(?-i:{_NAME}|{_SURNAME}(?:\s{_SURNAME}){{0,2}})"


def is_person(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text is a person's name, and neither registered nor with a noun for bodies in it."""
    found = re.compile(person(lexicon.language), re.IGNORECASE).fullmatch(plain(text.strip()))
    groups = ("body", "organisation", "post", "country")
    return found is not None and not has_noun(text, lexicon) and not lexicon.resolve(text, groups)

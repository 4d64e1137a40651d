"""Persons: *Dr. J. Smith*, *Smith, J.*, *Иванов И.И.* A programme names bodies and posts, and no name is kept.

A person is known by a title or by initials; a first name and a surname alone look like any other name.
"""

from __future__ import annotations

import re
from functools import cache

from remit.understand.fields import has_noun
from remit.understand.language import Language
from remit.understand.lexicon import Lexicon
from remit.understand.words import plain

_UP, _LOW = "[A-ZÀ-ÖØ-ÞА-ЯЁІЎЄЇ]", "[a-zß-öø-ÿа-яёіўєї]"
_SURNAME = rf"(?:(?:van|von|der|den|de|da|di|le|la|del)\s+){{0,2}}(?:{_UP}['’])?{_UP}{_LOW}+(?:-{_UP}{_LOW}+)?"
_INITIALS = rf"{_UP}\.(?:[\s-]?{_UP}\.){{0,2}}"
_NAME = rf"(?:{_INITIALS}\s?{_SURNAME}|{_SURNAME},?\s{_UP}\.(?:[\s-]?{_UP}\.?){{0,2}})"


@cache
def person(language: Language) -> str:
    """Return the pattern of a person's name, in plain letters."""
    titles = language.choice(language.data["titles"]) if language.data.get("titles") else "(?!)"
    titled = rf"(?:{titles}\s*)+(?-i:{_NAME}|{_SURNAME}(?:\s{_SURNAME}){{0,2}})"
    return rf"(?:{titled}|(?-i:{_NAME}))"


def is_person(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text is a person's name, and neither registered nor with a noun for bodies in it."""
    found = re.compile(person(lexicon.language), re.IGNORECASE).fullmatch(plain(text.strip()))
    groups = ("body", "organisation", "post", "country")
    return found is not None and not has_noun(text, lexicon) and not lexicon.resolve(text, groups)

"""Nouns that stand for many, and a few words around them that name nobody: *line ministries*, *Donors*."""

from __future__ import annotations

import re
from functools import cache

from remit.understand.cases import cases
from remit.understand.fields import heads, is_field, parts
from remit.understand.language import Language
from remit.understand.lexicon import Lexicon
from remit.understand.words import pattern, plain

#: What a registry may have under a name.
NAMED = ("body", "organisation", "post", "country")
_WORD = r"[^\W\d_][\w'’-]*"


@cache
def crowd(language: Language) -> str:
    """Return the pattern of a few words around a noun that stands for many."""
    noun = _nouns(language)
    return rf"(?:(?:{_WORD}\s+){{0,3}}?{noun}(?:\s+{_WORD}){{0,4}})"


@cache
def _nouns(language: Language) -> str:
    """Return the pattern of the nouns that stand for many, in their cases, but for what may be the noun of one."""
    said = language.data.get("crowds", ())
    forms = {form for word in said for form in (word, *cases(word, language)) if form != word[:-1]}
    return language.choice(forms) if forms else "(?!)"


def is_crowd(words: str, lexicon: Lexicon) -> bool:
    """Return whether words with such a noun name nobody: all but the first are small, where nouns are, and none joins.

    Where names turn on their last word the noun is the last (*line ministries*), or a small word follows it.
    """
    language = lexicon.language
    noun = re.compile(_nouns(language), re.IGNORECASE)
    if not re.fullmatch(crowd(language), plain(words), re.IGNORECASE):
        return False
    first, *others = words.split()
    turns_on = language.data.get("column-words", {}).get("turns-on")
    small = {word.lower() for word in language.data["unfinished"]}
    joint = re.compile(pattern(language.data["and"], {}), re.IGNORECASE)
    at = next(index for index, word in enumerate((first, *others)) if noun.fullmatch(plain(word)))
    capitals = [word for word in others if word[:1].isupper()]
    small_or_many = small | {word.lower() for word in language.data.get("collective", ())}
    if at < len(others) and others[-1].lower() in small_or_many:
        return False
    if any(joint.fullmatch(plain(word)) for word in others) or lexicon.resolve(
        words, ("body", "organisation", "post", "country")
    ):
        return False
    if language.data.get("column-words", {}).get("endings"):  # nouns have capitals
        return at == len(others) and all(word[:1].islower() for word in (first, *others)[:at])
    if turns_on == "first" and heads(language) & {lexicon.key(word) for word in (first, *others)[:at]}:
        return False  # *Отдел статистики предприятий* is one
    behind = others[at:] if at else others
    if turns_on == "last" and behind and behind[0].lower() not in small:
        return False
    return not capitals


def is_portfolio(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text lists the fields of work of a post, all in capitals or all in small letters."""
    items = parts(text, lexicon.language)
    small = items[0][:1].islower()
    fields = (is_field(item, lexicon, small, first=index == 0) for index, item in enumerate(items))
    return all(fields) and not any(is_crowd(item, lexicon) for item in items[1:])

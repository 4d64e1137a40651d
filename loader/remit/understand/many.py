"""Words that begin as what stands for many does: *national laboratories*, *all members*."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from remit.understand.language import Language
from remit.understand.lexicon import Lexicon
from remit.understand.lists import HOLDERS, holders
from remit.understand.words import plain


def begin(language: Language) -> str:
    """Return the pattern of the word that begins what stands for many."""
    return rf"{language.choice(language.data['collective'])}\s+" if language.data.get("collective") else "(?!)"


def is_many(words: str, lexicon: Lexicon) -> bool:
    """Return whether words stand for many of a sort: *national laboratories*, but not *National Laboratory*."""
    roles = {word.lower() for word in lexicon.language.data.get("role-words", ())}
    first, *others = words.split()
    if words.split()[-1].lower() in set(lexicon.language.data["unfinished"]):
        return False
    several = {word.lower() for word in lexicon.language.data.get("many", ())}
    named = lexicon.resolve(words, (*HOLDERS, "post")) or _has_number(words, lexicon)
    if first.lower() in roles or (first[:1].islower() and (named or first.lower() not in several)):
        return not holders(words, lexicon)
    every = lexicon.bare(words) != words or first.lower() in several or bool(others and others[0][:1].islower())
    return lexicon.collective.match(plain(words)) is not None and (every or _is_plural(others, lexicon.language))


def _is_plural(words: Sequence[str], language: Language) -> bool:
    """Return whether the noun that words turn on, the last before a small one, ends as one for many."""
    small = {word.lower() for word in language.data["unfinished"]}
    noun = list(takewhile(lambda word: word.lower() not in small, words))[-1:]
    return bool(noun) and noun[0].endswith(language.data.get("plural", "\0"))


def _has_number(words: str, lexicon: Lexicon) -> bool:
    return lexicon.number_form.search(plain(words)) is not None

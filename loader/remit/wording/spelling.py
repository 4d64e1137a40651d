"""Words that no dictionary has and that lie near one that it has; names that lie near a registered one.

A word that is near nothing is left alone: it may be a term that nobody listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from rapidfuzz.distance import OSA

from remit.wording.dictionary import Dictionary, dictionary
from remit.wording.letters import capital_inside
from remit.wording.texts import Notice, Pages, Text, Word, words

#: The shortest word that is looked at, and how often one is used before it counts as known.
_SHORTEST, _OFTEN = 4, 3


def spelling(pages: Pages) -> Iterator[Notice]:
    """Yield misspelt words and misspelt names."""
    known = dictionary(pages)
    for text in (text for text in pages.texts if text.column in ("title", "executors", "remarks")):
        for word in words(text.text):
            if better := known.meant_by(word.text) if word.text.isupper() else "":
                yield Notice(text, word.start, word.end, "name-misspelt", better)
            elif text.in_capitals:
                continue
            elif len(word.text) >= _SHORTEST and not _is_special(word.text):
                yield from _word(text, word, known)
            elif better := _turned(word.text, known):
                yield Notice(text, word.start, word.end, "misspelt", better)
    yield from _fixed(pages)


def _is_special(word: str) -> bool:
    """Return whether a word is an abbreviation, or is written in two scripts, which is another slip."""
    if re.search("[A-Za-z]", word) and re.search("[А-яЁё]", word):
        return True
    return any(letter.isupper() for letter in word[1:].replace("-", "")) and "-" not in word


def _word(text: Text, word: Word, known: Dictionary) -> Iterator[Notice]:
    if capital_inside(text.text, word.start):
        if better := _name(word.text, known):
            yield Notice(text, word.start, word.end, "name-misspelt", better)
        return
    elided = known.pages.table.words("elided")
    at = word.start
    if (found := re.match(r"(\w+)['’]", word.text)) and found[1].lower() in elided:
        yield from _word(text, Word(word.text[found.end() :], at + found.end(), word.end), known)
        return
    for part in word.text.replace("’", "'").split("-"):
        bare = part.removesuffix("'s").removesuffix("'").lower()
        if len(bare) >= _SHORTEST and part[:1].islower() | (at == word.start) and not known.is_word(bare):
            better = known.nearest(bare)
            if better and not _is_settled(part.lower(), better.lower(), known):
                yield Notice(text, at, at + len(part), "misspelt", _capital_as(part, better))
        at += len(part) + 1


def _turned(word: str, known: Dictionary) -> str:
    """Return the small word of three letters that a word is with two of them changed about: teh; else nothing."""
    if len(word) != _SHORTEST - 1 or not word.islower() or known.is_word(word):
        return ""
    if any(pattern.kind == "expression" and pattern.form.fullmatch(word) for pattern in known.pages.table.patterns):
        return ""  # the language file says more of it
    options = (word[1] + word[0] + word[2], word[0] + word[2] + word[1])
    return next((one for one in options if one in known.pages.table.words("small-words")), "")


def _is_settled(word: str, better: str, known: Dictionary) -> bool:
    """Return whether a word is used so often that it is no slip, and never beside the word that is near it."""
    return known.used[word] >= _OFTEN and not known.used[better]


def _capital_as(written: str, better: str) -> str:
    return better[0].upper() + better[1:] if written[0].isupper() else better


def _name(word: str, known: Dictionary) -> str:
    """Return the registered name that a word with a capital is near to, or nothing."""
    if known.is_name(word) or known.used[word.lower()] > 1 or len(word) < 5 or known.is_word(word.lower()):
        return ""
    limit = 1 if len(word) < 8 else 2
    near = [name for name in known.registered if name[:2] == word[:2] and _is_near(word, name, limit)]
    return min(near, key=lambda name: (OSA.distance(word, name), name), default="")


def _is_near(word: str, name: str, limit: int) -> bool:
    """Return whether a name is the word but for a slip; of a much longer name the begin counts."""
    if not name[0].isupper() or (name[-3:] == word[-3:] and len(name) == len(word) and name == word):
        return False
    begun = name[: len(word)] if len(word) > 9 and len(name) > len(word) + 3 else name
    return 0 < OSA.distance(word, begun, score_cutoff=limit) <= limit


def _fixed(pages: Pages) -> Iterator[Notice]:
    """Yield pairs of words that differ from a fixed expression by a slip in one of them: manual acceptance."""
    firsts, seconds = _by_word(pages, 0), _by_word(pages, 1)
    for text in pages.of("title", "remarks"):
        seen = words(text.text)
        for first, second in pairwise(seen):
            pair = (first.text.lower(), second.text.lower())
            options = [*firsts.get(pair[0], ()), *seconds.get(pair[1], ())]
            for wanted in options:
                if wanted != pair and _slipped(pair, wanted) and text.text[first.end : second.start].isspace():
                    yield Notice(text, first.start, second.end, "expression", " ".join(wanted))


def _by_word(pages: Pages, place: int) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for expression in pages.table.data.get("expressions") or ():
        first, second = expression.split()
        found.setdefault((first, second)[place], []).append((first, second))
    return found


def _slipped(pair: tuple[str, str], wanted: tuple[str, str]) -> bool:
    """Return whether one word is the expected one and the other begins alike and ends alike, two letters apart."""
    for said, meant in zip(pair, wanted, strict=True):
        if said != meant:
            return (
                said[0] == meant[0]
                and said[-1] == meant[-1]
                and len(said) > 4
                and OSA.distance(said, meant, score_cutoff=2) <= 2
            )
    return False

"""A name in the cases of a language: *Комитет* → *Комитета, Комитету, Комитетом, Комитете*.

A registry has names in the nominative, a programme bends them.
The endings stand in the language file under `cases`, so that a language stays a file; a language without them bends
nothing. Bent are the adjectives that begin a name and the noun after them; what follows stays as it is.
Not attempted: nouns that change within (*Египет – Египта*; such forms are spellings of the registry), another number
of the noun. A form that no writer uses does no harm, since it is never met.

>>> from remit import bundle
>>> from remit.understand.language import load
>>> russian = load(bundle.folder("data") / "language" / "ru.yaml")
>>> cases("Совет Президента", russian)[1:3]
('Совета Президента', 'Совету Президента')
>>> "Международной ассоциацией лоцманов" in cases("Международная ассоциация лоцманов", russian)
True
>>> cases("ОКМО", russian)
('ОКМО',)
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from remit.understand.language import Language

#: The endings of one word: nominative → the other cases in one order, alternatives parted by a bar.
Endings = Mapping[str, list[str]]


@lru_cache(maxsize=1 << 14)
def cases(name: str, language: Language) -> tuple[str, ...]:
    """Return a name and its other cases, each once."""
    table: dict[str, Any] = language.data.get("cases", {})
    words = name.split(" ")
    if not table or not words[0]:
        return (name,)
    found = [name]
    for head in _heads(words, table["adjectives"]):
        bent = [_bent(word, table["adjectives"], "") for word in words[:head]]
        bent.append(_bent(words[head], table["nouns"], table["bare"]))
        if all(bent):
            rest = words[head + 1 :]
            found += [" ".join([*row, *rest]) for forms in zip(*bent, strict=True) for row in _rows(forms)]
    return tuple(dict.fromkeys(found))


def agreed(word: str, noun: str, language: Language) -> str:
    """Return an adjective in the nominative of one, as it stands before a noun; empty for a word that is none.

    >>> from remit import bundle
    >>> from remit.understand.language import load
    >>> agreed("районные", "отделение", load(bundle.folder("data") / "language" / "ru.yaml"))
    'районное'
    """
    if word.lower() in language.data.get("adjectives", ()):
        return word
    table: Mapping[str, Endings] = language.data.get("agree", {})
    ending = next((end for end in sorted(table, key=len, reverse=True) if noun.endswith(end)), None)
    for one, others in table.get(ending, {}).items() if ending is not None else ():
        for other in sorted((one, *others), key=len, reverse=True):
            if word.endswith(other) and len(word) > len(other) + 2:
                return word.removesuffix(other) + one
    return ""


def _heads(words: list[str], adjectives: Endings) -> list[int]:
    """Return where the noun of a name may stand: after no word but adjectives."""
    count = next((at for at, word in enumerate(words) if not word.endswith(tuple(adjectives))), len(words) - 1)
    return list(range(count + 1))


def _bent(word: str, endings: Endings, bare: str) -> list[list[str]]:
    """Return the forms of a word, case by case; nothing where it has an ending that the language does not bend.

    `bare` are the letters in which a word without ending may end.
    """
    stem = word.rpartition("-")[2]
    if sum(map(str.isupper, stem)) > 1:
        return []
    ending = next((end for end in sorted(endings, key=len, reverse=True) if end and stem.endswith(end)), "")
    if not ending and not (bare and stem.endswith(tuple(bare))):
        return []
    root = word.removesuffix(ending)
    return [[root + each for each in case.split("|")] for case in endings[ending]]


def _rows(forms: tuple[list[str], ...]) -> list[list[str]]:
    """Return one case of a name with the alternatives of its words."""
    rows: list[list[str]] = [[]]
    for words in forms:
        rows = [[*row, word] for row in rows for word in words]
    return rows

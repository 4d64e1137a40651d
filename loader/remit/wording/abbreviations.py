"""Abbreviations: where each stands first, and whether the programme ever says what it means.

An abbreviation begins with two capitals. It is explained where its letters stand in brackets behind its words,
and written out where its registered name, or words that begin with its letters, stand anywhere in the programme.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from remit.registry import Record
from remit.understand.words import key
from remit.wording.dictionary import dictionary
from remit.wording.texts import Notice, Pages, Text, words

_TOKEN = re.compile(r"(?<![\w])([A-ZА-ЯЁ]{2}[^\W\d_]*?)(s?)(?=\d|\b)(?!['’]?[^\W\d_])")
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
#: Characters that belong to a code when a digit stands among them: R/GM/11:2010, 478/UA-A/09.
_CODE = re.compile(r"\S*[/:]\S*")
_BRACKET = re.compile(r"(?P<words>(?:[^\W\d_][\w’'-]*\s+){1,9})\((?P<inside>[^()]{2,40})\)")


#: Abbreviations and nothing else, as brackets behind their words hold them.
#: What stands between the words of a long name: a blank, or small words.
_RUN = r"\s(?:(?:of|for|the|and|on|in|по|и|в|для|при) )*"
_LETTERS = re.compile(r"(?:[A-ZА-ЯЁ]{2,}s?\s?){1,2}")


@dataclass(frozen=True)
class _Use:
    """An abbreviation without its plural ending, and where it stands."""

    letters: str
    text: Text
    start: int
    end: int
    order: int


def abbreviations(pages: Pages) -> Iterator[Notice]:
    """Yield each abbreviation where it stands first, unless it is explained there or before."""
    explained = dict(_explained(pages))
    seen: set[str] = set()
    uses = list(_uses(pages))
    often = Counter(use.letters for use in uses)
    for use in uses:
        if use.letters in seen:
            continue
        seen.add(use.letters)
        long, at = _written_out(use.letters, pages)
        if use.letters not in explained and not long:
            yield Notice(use.text, use.start, use.end, "abbreviation", _label(use.letters, pages))
        elif use.letters not in explained and at > use.order:
            yield Notice(use.text, use.start, use.end, "abbreviation-early", long)
        elif use.letters not in explained and often[use.letters] == 1:
            yield Notice(use.text, use.start, use.end, "abbreviation-once", long)
    yield from (notice for notice in explained.values() if notice)


def _uses(pages: Pages) -> Iterator[_Use]:
    known = dictionary(pages)
    for order, text in enumerate(pages.texts):
        codes = [found.span() for found in _CODE.finditer(text.text) if re.search(r"\d", found[0])]
        for found in _TOKEN.finditer(text.text):
            letters = found[1]
            inside = any(start <= found.start() < end for start, end in codes)
            if inside or _ROMAN.fullmatch(letters) or known.is_shouted(letters) or known.meant_by(letters):
                continue
            if (text.in_capitals or text.part[0] == "revision") and letters not in known.abbreviations:
                continue
            yield _Use(letters, text, found.start(), found.start() + len(letters), order)


def _explained(pages: Pages) -> Iterator[tuple[str, Notice | None]]:
    """Yield each abbreviation that brackets explain; with a notice where its letters are in another order."""
    for text in pages.prose:
        for found in _BRACKET.finditer(text.text):
            inside = found["inside"] if _LETTERS.fullmatch(found["inside"]) else ""
            for letters in re.findall(r"[A-ZА-ЯЁ]{2,}", inside):
                initials = [word.text[0].upper() for word in words(found["words"])]
                if _in_order(letters, initials):
                    yield letters, None
                elif _named_so(letters, found["words"], pages):
                    yield letters, None
                elif _all_there(letters, initials) and len(letters) > 2:
                    start = found.start("inside") + found["inside"].index(letters)
                    yield (
                        letters,
                        Notice(text, start, start + len(letters), "letters-out-of-order", _said(letters, found)),
                    )


def _named_so(letters: str, said: str, pages: Pages) -> bool:
    """Return whether the words in front of brackets are the registered label of an abbreviation."""
    labels = [str(label) for r in _bearers(letters, pages) for label in (r.data.get("label") or {}).values()]
    return any(" " in label and pages.lexicon.key(label) in pages.lexicon.key(said) for label in labels)


def _said(letters: str, found: re.Match[str]) -> str:
    """Return the words that an abbreviation stands for, from the one that begins with its first letter on."""
    said = found["words"].split()
    begins = [at for at, word in enumerate(said) if word[0].upper() == letters[0]]
    return " ".join(said[begins[0] :] if begins else said)


def _in_order(letters: str, initials: list[str]) -> bool:
    rest = iter(initials)
    return all(letter in rest for letter in letters)


def _all_there(letters: str, initials: list[str]) -> bool:
    left = list(initials)
    for letter in letters:
        if letter not in left:
            return False
        left.remove(letter)
    return True


def _written_out(letters: str, pages: Pages) -> tuple[str, int]:
    """Return the words for an abbreviation as the programme first has them, and at which text; nothing, -1."""
    names = [name for name in _long_names(letters, pages) if " " in name]
    stems = [pages.lexicon.key(name).removesuffix("y") for name in names]
    form = re.compile(rf"\b{_RUN.join(map(_begin, letters))}") if len(letters) > 2 and letters.isupper() else None
    for order, (text, folded) in enumerate(zip(pages.texts, pages.folded, strict=True)):
        for name, stem in zip(names, stems, strict=True):
            if f" {stem}" in folded:
                return name, order
        if form and text.part[0] != "revision" and (said := form.search(text.text)):
            return said[0], order
        if text.part[0] == "revision" and (title := _head_form(letters).search(text.text)):
            return title[0], order
    return "", -1


@cache
def _head_form(letters: str) -> re.Pattern[str]:
    """Return the pattern of the words of an abbreviation in a title, which may be printed in capitals."""
    return re.compile(r"\b" + _RUN.join(rf"{re.escape(letter)}[^\W\d_]{{2,}}" for letter in letters), re.IGNORECASE)


def _begin(letter: str) -> str:
    return rf"{letter}[^\W\d_A-ZА-ЯЁ]+"


def _long_names(letters: str, pages: Pages) -> list[str]:
    found = [name for record in _bearers(letters, pages) for name in record.spellings() if name != letters]
    for listed in pages.lexicon.language.data["numbered"].values():
        if letters in listed:
            found += [name for name in listed if name != letters]
    return found


def _bearers(letters: str, pages: Pages) -> list[Record]:
    bearers = (known.record for known in pages.lexicon.spellings.get(pages.lexicon.key(letters), ()))
    return sorted((r for r in set(bearers) if letters in _letters_of(r)), key=lambda record: record.path)


@cache
def _letters_of(record: Record) -> frozenset[str]:
    return frozenset(text for text in record.spellings() if " " not in text and text[:2].isupper())


def _label(letters: str, pages: Pages) -> str:
    """Return what the registries or the language file say that an abbreviation means."""
    for record in _bearers(letters, pages):
        label = record.data.get("label") or record.data.get("title") or {}
        said = str(label.get(pages.table.code) or record.label)
        if key(said) != key(letters):
            return said
    names = [name for name in _long_names(letters, pages) if " " in name]
    return names[0] if names else ""

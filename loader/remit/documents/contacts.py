"""Columns whose names say that persons stand in them (*Responsible person*, *Contact*): no name of them is kept.

What is a name by its form is hidden there, a single capitalised word too, unless it has a noun for bodies or a word
for an office, or is registered.
In remarks and in columns of other names only those are hidden who bear a title or initials.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from remit.documents.persons import hidden_beside, masked
from remit.documents.rows import Line
from remit.reading import Cell
from remit.understand.fields import has_noun
from remit.understand.language import Language
from remit.understand.lexicon import Lexicon
from remit.understand.persons import word
from remit.understand.words import pattern, plain

#: How many words the name of a person has at most.
MOST_WORDS = 5
_UP, _LOW = "A-ZÀ-ÖØ-ÞА-ЯЁІЎЄЇ", "a-zß-öø-ÿа-яёіўєї"
_NAME = re.compile(rf"[{_UP}][{_LOW}'’]+(?:[-'’][{_UP}][{_LOW}]+)*|[{_UP}]['’][{_UP}][{_LOW}]+|[{_UP}]{{3,}}")
_INITIAL = re.compile(rf"(?:[{_UP}]\.-?){{1,3}}|[{_UP}]")
_SMALL = re.compile("van|von|der|den|de|da|di|le|la|del|ter|zu|bin|al", re.IGNORECASE)
_ADDRESS = re.compile(r"\S+@\S+")
_WORDS = re.compile(r"[^\s()]+")


def without_persons(line: Line, lexicon: Lexicon) -> tuple[Line, tuple[str, ...]]:
    """Return a line without the names of persons in columns of persons, and the names of those columns that had some.

    Remarks and columns whose names are not known are looked at too, for persons with a title or initials.
    """
    cells, named = dict(line.cells), []
    for column, cell in line.cells.items():
        if column in line.persons:
            cells[column] = _hidden(cell, lexicon)
            named += [line.persons[column]] if cells[column] != cell else []
        elif column == "remarks" or column.startswith("extra-"):
            cells[column] = hidden_beside(cell, lexicon)[0]
    return replace(line, cells=cells), tuple(named)


def _hidden(cell: Cell, lexicon: Lexicon) -> Cell:
    """Return a cell with a neutral word for each person in it."""
    spans: list[tuple[int, int, str]] = []
    for start, end in _persons(cell.text, lexicon):
        spans.append((start, end, f"[{word(lexicon.language, len(spans) + 1)}]"))
    return masked(cell, spans) if spans else cell


def _persons(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield where the names of persons stand in a text, and the addresses by which they are reached."""
    at = 0
    for found in [*_parting(lexicon.language).finditer(plain(text)), None]:
        end = found.start() if found else len(text)
        if span := _person(text, at, end, lexicon):
            yield span
        at = found.end() if found else end


def _person(text: str, at: int, end: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """Return where the name of a person stands in one item: after the words for an office, if there are any."""
    item = text[at:end]
    if address := _ADDRESS.search(item):
        item = item[: address.start()] or item
    groups = ("body", "organisation", "post", "country")
    if has_noun(item, lexicon) or lexicon.resolve(item.strip(), groups) or lexicon.kind_of(item.strip()):
        return None
    words = list(_WORDS.finditer(item))
    offices = [n for n, each in enumerate(words) if each[0].strip(".,").lower() in _offices(lexicon.language)]
    own = words[offices[-1] + 1 :] if offices else words
    fewest = 2 if offices else 1
    if address and not own:
        return at + (len(item) if len(item) < end - at else 0), end
    if not fewest <= len(own) <= MOST_WORDS or not _is_name([each[0].strip(",") for each in own], lexicon.language):
        return None
    return at + own[0].start(), end if address else at + own[-1].end()


def _is_name(words: list[str], language: Language) -> bool:
    """Return whether words are a name: capitalised, with titles, initials and small words; one is no initial."""
    titles = {str(title).lower().rstrip(".") for title in language.data.get("titles", ())}
    bare = [each for each in words if each.lower().rstrip(".") not in titles]
    names = [each for each in bare if _NAME.fullmatch(each) and (len(words) > 1 or not each.isupper())]
    rest = [each for each in bare if each not in names]
    return bool(names) and all(_INITIAL.fullmatch(each) or _SMALL.fullmatch(each) for each in rest)


@cache
def _parting(language: Language) -> re.Pattern[str]:
    """Return the pattern of what parts two persons; a comma before initials parts none."""
    joint = pattern(language.data["and"], {})
    return re.compile(rf"\s*(?:[;/\n|&]|,(?!\s*(?:[A-ZА-Я]\.)))\s*|\s+(?:{joint})\s+", re.IGNORECASE)


@cache
def _offices(language: Language) -> frozenset[str]:
    """Return the words by which offices are called, in small letters."""
    data = language.data
    common = [name for names in data.get("common", {}).get("post", {}).values() for name in names]
    said = [*data.get("role-words", ()), *data.get("offices", ()), *data["phrases"].get("officer", ()),
            *data["phrases"].get("chair", ()), *data["phrases"].get("chairs", ())]  # fmt: skip
    said += [each for name in common for each in (name if isinstance(name, list) else [name])]
    return frozenset(part.lower() for each in said for part in str(each).split() if part[:1].isupper())

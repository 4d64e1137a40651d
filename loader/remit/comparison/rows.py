"""What changed between one row and the row that goes on from it: number, section, title, executors, term, remark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from remit.comparison.change import Change
from remit.comparison.duties import of_duties
from remit.comparison.edition import Edition, Row, Time
from remit.comparison.scope import other_deed, scope
from remit.comparison.settings import settings
from remit.comparison.terms import of_terms
from remit.comparison.texts import folded, later, moved_on, stems
from remit.sides.likeness import plain_number
from remit.understand.words import CAPITALS, SMALL

#: A number of an event in a text: of several parts, and no date or time, nor that of a body or a code (TC 1.2, R 1.2).
_NUMBER = re.compile(rf"(?<![\w.:/-])(?<![{CAPITALS}]\s)\d+(?:\.\d+)+[a-z]?(?![\w:/-]|\.\d)")
#: What makes a word an abbreviation; words that a text in capitals has do so as well.
_CAPITALS = re.compile(rf"[{CAPITALS}][^\W\d_]*[{CAPITALS}]")
_WORD = re.compile(r"\w+")
#: The ending of an abbreviation: of many, or of a case.
_ENDING = re.compile(rf"(?<=[{CAPITALS}]{{2}})[{SMALL}]{{1,2}}$")


@dataclass(frozen=True)
class Context:
    """Two revisions, which heading of the older one goes on as which of the newer, and which event as which, whole."""

    old: Edition
    new: Edition
    sections: Mapping[str, str]
    groups: Mapping[str, str]
    numbers: Mapping[str, str] = field(default_factory=dict)

    @property
    def spoken(self) -> bool:
        """Return whether both are in one language."""
        return self.old.language == self.new.language

    @property
    def shift(self) -> int:
        """Return by how many years the period moved on, 0 where one of the two is not known."""
        return self.new.later_than(self.old)

    def followed(self, text: str, row: Row) -> str:
        """Return a text of a row of the older revision with the numbers of events in it as they are in the newer.

        A number in the name of something that the row speaks of is none of an event.
        """
        if "." not in text:
            return text  # a number has several parts
        named = " ".join(words for _, words in row.mentions)

        def now(found: re.Match[str]) -> str:
            return found[0] if found[0] in named else self.numbers.get(found[0], found[0])

        return _NUMBER.sub(now, text)

    def of_terms(self, old: Time, new: Time) -> str:
        """Return the kind of change between two terms; of two languages the words say nothing."""
        kind = of_terms(old, new, self.shift)
        return "" if kind == "term-reworded" and not self.spoken else kind


def of_rows(old: Row, new: Row, context: Context) -> Iterator[Change]:
    """Yield the changes of a row that goes on as one row."""
    both = ((old.code,), (new.code,))
    if plain_number(old.number) != plain_number(new.number):
        yield Change("renumbered", *both, before=old.number, after=new.number)
    yield from moved(old, new, context)
    if context.spoken:
        yield from _title(old, new, context)
    if old.duties != new.duties:
        yield from of_duties(old.duties, new.duties, both, context.shift)
    if kind := context.of_terms(old.time, new.time):
        yield Change(kind, *both, before=old.time.text, after=new.time.text)
    if context.spoken and (old.remark or new.remark):
        yield from _remark(old, new, context)


def _remark(old: Row, new: Row, context: Context) -> Iterator[Change]:
    """Yield how the remark changed, and whether numbers of events in it are those of the newer revision."""
    both = ((old.code,), (new.code,))
    followed = context.followed(old.remark, old)
    if folded(old.remark) == folded(new.remark):
        if followed != old.remark:
            yield Change("reference-left", *both, before=followed, after=new.remark)
    elif folded(followed) == folded(new.remark):
        yield Change("reference-followed", *both, before=old.remark, after=new.remark)
    else:
        yield Change(kind_of_remark(old.remark, new.remark), *both, before=old.remark, after=new.remark)


def kind_of_remark(before: str, after: str) -> str:
    """Return the kind of change of a remark that is another."""
    return "remark-changed" if before and after else "remark-added" if after else "remark-removed"


def moved(old: Row, new: Row, context: Context) -> Iterator[Change]:
    """Yield that a row stands under another heading."""
    same = context.sections.get(old.section, "") == new.section
    grouped = context.groups.get(old.group, "") == new.group
    if not same or not grouped:
        before, after = _where(old, context.old), _where(new, context.new)
        yield Change("moved", (old.code,), (new.code,), before=before, after=after)


def _where(row: Row, edition: Edition) -> str:
    """Return what the heading above a row says."""
    heading = edition.headings.get(row.group) or edition.headings.get(row.section)
    return f"{heading.code} {heading.title}" if heading else ""


def _title(old: Row, new: Row, context: Context) -> Iterator[Change]:
    """Yield how the title changed: in numbers of events or years alone, or in what it says."""
    both, shift = ((old.code,), (new.code,)), context.shift
    followed = context.followed(old.title, old)
    if folded(old.title) == folded(new.title):
        if followed != old.title:
            yield Change("title-reference-left", *both, before=followed, after=new.title)
    elif followed != old.title and folded(new.title) in (folded(followed), folded(later(followed, shift))):
        yield Change("title-reference-followed", *both, before=old.title, after=new.title)
    elif moved_on(old.title, new.title, shift):
        yield Change("title-moved-with-period", *both, before=old.title, after=new.title)
    else:
        yield from _worded(old, new, (later(followed, shift), followed, later(old.title, shift), old.title), context)


def _worded(old: Row, new: Row, moved_on_or_not: Sequence[str], context: Context) -> Iterator[Change]:
    """Yield how the words of a title changed: in words alone, in scope, into its contrary, or in what is meant.

    `moved_on_or_not` are the older title with years and numbers of events as they are now, or as they were.
    """
    language, both = context.new.language, ((old.code,), (new.code,))
    ours, spoken = _spoken(old), _spoken(new)
    lost, gained = ours - spoken, spoken - ours
    theirs = named(new.title, language)
    before = next((each for each in moved_on_or_not if named(each, language) == theirs), "")
    found = scope(before or moved_on_or_not[0], new.title, language)
    if found.turned:
        yield Change("title-negated", *both, before=old.title, after=new.title)
    if not lost and not gained and before:
        deeds = other_deed(before, new.title, language)
        if any(deeds):
            yield Change("deed-changed", *both, before=deeds[0], after=deeds[1])
        if found.gone:
            yield Change("title-narrowed", *both, before=" … ".join(found.gone))
        if found.came:
            yield Change("title-widened", *both, after=" … ".join(found.came))
        if not any(found) and not any(deeds):
            yield Change("title-reworded", *both, before=old.title, after=new.title)
        return
    about, instead = (sorted(lost) or [""])[0], (sorted(gained) or [""])[0]
    yield Change("title-changed", *both, about or instead, instead if about else "", old.title, new.title)


def _spoken(row: Row) -> set[str]:
    """Return what the title speaks of."""
    title = _in_words(row.title)
    return {iri for iri, words in row.mentions if _in_words(words) in title}


def named(text: str, language: str = "") -> frozenset[str]:
    """Return the numbers, the codes and the abbreviations of a text: what has a digit or two capitals in it.

    A number told in a word is the number; "should" and "may" are told too, as they ask for less than "shall".

    >>> sorted(named("Three seminars of WG 2 on R/GM/11, at least two of NMIs", "en"))
    ['11', '2', '3', 'GM', 'NMI', 'WG']
    """
    return frozenset([_named(word, language) for word in _WORD.findall(text)]) - {""}


@lru_cache(maxsize=1 << 16)
def _named(word: str, language: str) -> str:
    """Return what a word names, empty for nothing."""
    if any(map(str.isdigit, word)) or _CAPITALS.search(word):
        return _ENDING.sub("", word)
    return _in_numbers(language).get(word.casefold()) or _in_weaker(language).get(word, "")


@cache
def _in_numbers(language: str) -> dict[str, str]:
    """Return word → number."""
    return {word: str(number) for word, number in settings()["counting"].get(language, {}).items()}


@cache
def _in_weaker(language: str) -> dict[str, str]:
    """Return the words that ask for less than "shall" → what they stand for."""
    kinds = settings()["weaker"].get(language, {}).items()
    return {word: kind for kind, words in kinds for word in words}


@lru_cache(maxsize=1 << 15)
def _in_words(text: str) -> str:
    """Return the words of a text with a blank around each, so that "PC" is not found in "upcoming"."""
    return f" {' '.join(stems(text))} "

"""One thing written in several ways: hyphens, capitals, word order, spellings of two countries, words of one meaning.

What most places have is the usual way; on a tie the registries decide, then what stands first.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from remit.understand.wordlists import in_word_list
from remit.wording.dictionary import dictionary
from remit.wording.letters import capital_inside
from remit.wording.names import registered_names, word_orders
from remit.wording.texts import Notice, Pages, Text, words

PROSE = ("title", "executors", "remarks")


@dataclass(frozen=True)
class Form:
    """One way to write something, and where it stands."""

    way: str
    text: Text
    start: int
    end: int


def variants(pages: Pages) -> Iterator[Notice]:
    """Yield every place where something is written otherwise than in most places."""
    yield from _odd_ones(_compounds(pages), "compound", pages)
    yield from _odd_ones(_capitals(pages), "capitals", pages)
    yield from _odd_ones(_families(pages), "synonym", pages, apart=True)
    yield from _countries(pages)
    yield from _odd_ones(_openings(pages), "opening", pages, ties=False)
    yield from _gerunds(pages)
    yield from word_orders(pages)
    yield from registered_names(pages)
    yield from _joined_numbers(pages)


def _odd_ones(
    groups: Iterable[list[Form]], kind: str, pages: Pages, ties: bool = True, apart: bool = False
) -> Iterator[Notice]:
    """Yield the forms of each group that are not written in its usual way.

    With `apart`, two ways in one cell mean two things; without `ties`, a tie says nothing.
    """
    for forms in groups:
        counts = Counter(form.way for form in forms)
        if len(counts) < 2:
            continue
        usual = _usual(forms, counts, pages)
        if not ties and list(counts.values()).count(counts[usual]) > 1:
            continue
        for form in forms:
            beside = any(other.text is form.text and other.way == usual for other in forms)
            if form.way != usual and not (apart and beside):
                yield Notice(form.text, form.start, form.end, kind, usual)


def _usual(forms: list[Form], counts: Counter[str], pages: Pages) -> str:
    known, most = dictionary(pages), max(counts.values())
    best = [way for way in dict.fromkeys(form.way for form in forms) if counts[way] == most]
    return next((way for way in best if known.is_name(way)), best[0])


def _compounds(pages: Pages) -> Iterable[list[Form]]:
    """Group words by their letters: pre-packages, prepackages, pre packages."""
    joined: dict[str, list[Form]] = defaultdict(list)
    pairs: list[tuple[str, Form]] = []
    for text in pages.of(*PROSE):
        seen = words(text.text)
        for word in (one for one in seen if not _has_letters(one.text)):
            joined[_letters(word.text)].append(Form(_way(word.text), text, word.start, word.end))
        for first, second in pairwise(seen):
            if second.start - first.end == 1 and text.text[first.end] == " ":
                said = f"{first.text} {second.text}"
                pairs.append((_letters(said), Form(_way(said), text, first.start, second.end)))
    for letters, form in pairs:
        if any(_is_compound(other, form, pages) for other in joined.get(letters, ())):
            joined[letters].append(form)
    return [_of_one_number(forms) for forms in joined.values() if len({_marks(form.way) for form in forms}) > 1]


def _of_one_number(forms: list[Form]) -> list[Form]:
    """Return the forms with capitals as the first has them, so that hyphens alone are compared."""
    shapes = Counter(form.way for form in forms)
    shape = {_marks(way): way for way, _ in reversed(shapes.most_common())}
    return [Form(shape[_marks(form.way)], form.text, form.start, form.end) for form in forms]


def _has_letters(word: str) -> bool:
    """Return whether a part of a compound is an abbreviation: then it is a name, and others look at it."""
    return "-" in word and any(len(part) > 1 and part.isupper() for part in word.split("-"))


@lru_cache(maxsize=1 << 14)
def _letters(said: str) -> str:
    return re.sub(r"[-‐‑ ]", "", said).lower()


@lru_cache(maxsize=1 << 14)
def _way(said: str) -> str:
    return re.sub(r"[‐‑]", "-", said)


@lru_cache(maxsize=1 << 14)
def _marks(way: str) -> tuple[str, ...]:
    """Return where the blanks and hyphens stand."""
    return tuple(f"{found.start()}{found[0]}" for found in re.finditer("[- ]", way))


def _is_compound(one: Form, pair: Form, pages: Pages) -> bool:
    """Return whether two words beside one compound are the same noun: a name, a plural, or one written as one word.

    In front of another noun a hyphen is good English, so that "long-term plan" and "in the long term" go together.
    """
    second = pair.way.split(" ")[1]
    bends = bool(pages.table.data.get("bends"))
    return bends or "-" not in one.way or second[0].isupper() or (second.endswith("s") and not second.endswith("ss"))


def _capitals(pages: Pages) -> Iterable[list[Form]]:
    """Group words inside sentences by their small letters, but for those that the registries have with a capital."""
    known = dictionary(pages)
    found: dict[str, list[Form]] = defaultdict(list)
    inner: dict[str, list[Form]] = defaultdict(list)
    for text in pages.of(*PROSE):
        for word in words(text.text):
            form = Form(word.text, text, word.start, word.end)
            if "-" in word.text:
                inner[word.text.lower()].append(Form(word.text[0].upper() + word.text[1:], text, form.start, form.end))
            elif len(word.text) > 3 and word.text[1:].islower() and not known.is_name(word.text.capitalize()):
                inside = capital_inside(text.text, word.start) or word.text.islower()
                found[word.text.lower()].extend([form] if inside else [])
    small = [forms for forms in found.values() if sum(form.way.islower() for form in forms) * 2 > len(forms)]
    return [*small, *(forms for forms in inner.values() if any(form.way[1:] != form.way[1:].lower() for form in forms))]


def _families(pages: Pages) -> Iterable[list[Form]]:
    """Group the places of words that mean one thing: member countries, member states."""
    for family in pages.table.data.get("families") or ():
        ways = sorted(family, key=len, reverse=True)
        form = re.compile("|".join(rf"(?P<w{n}>\b(?:{_loose(way)})\b)" for n, way in enumerate(ways)), re.IGNORECASE)
        forms = []
        for text in pages.of(*PROSE):
            for found in form.finditer(text.text):
                forms.append(Form(_base(ways[int(str(found.lastgroup)[1:])]), text, found.start(), found.end()))
        yield forms


def _loose(way: str) -> str:
    return way.replace("-", "[-‐‑]").replace(" ", r"\s+")


def _base(way: str) -> str:
    """Return the words of a form without what may follow them."""
    return re.sub(r"\(\?:.*?\)\??|\[.*?\][*?]?|\w\?", "", way).strip()


def _countries(pages: Pages) -> Iterator[Notice]:
    """Yield words spelled as another country spells them than the one that most words follow: organisation."""
    for pairs in pages.table.data.get("two-spellings") or ():
        spellings = tuple((first, second) for first, second in pairs)
        sides: tuple[list[Notice], list[Notice]] = ([], [])
        for text in pages.of(*PROSE):
            for word in words(text.text):
                for side, better in _sides(word.text, spellings, pages.table.code):
                    sides[side].append(Notice(text, word.start, word.end, "other-country", better))
        if all(sides):
            yield from min(sides, key=len)


@lru_cache(maxsize=1 << 16)
def _sides(word: str, pairs: tuple[tuple[str, str], ...], language: str) -> tuple[tuple[int, str], ...]:
    """Return the country of a spelling, 0 or 1, and the other country's; no word of one spelling has a side.

    The word lists have the second spelling alone: exercise is listed, organise is not.
    """
    found: list[tuple[int, str]] = []
    for first, second in pairs:
        if (other := _swapped(word, first, second)) and in_word_list(other.lower(), language):
            if not in_word_list(word.lower(), language) or first == word.lower():
                found.append((0, other))
        elif (other := _swapped(word, second, first)) and in_word_list(word.lower(), language):
            if not in_word_list(other.lower(), language) or second == word.lower():
                found.append((1, other))
    return tuple(found)


def _swapped(word: str, one: str, other: str) -> str:
    """Return a word spelled otherwise, or nothing; an ending (`isation`) stands for all words that have it."""
    if word.lower() == one:
        return other.capitalize() if word[0].isupper() else other
    is_ending = one[0] == "i" and one[1:2] in "sz"
    return word[: -len(one)] + other if is_ending and word.lower().endswith(one) and len(word) > len(one) + 2 else ""


def _openings(pages: Pages) -> Iterable[list[Form]]:
    """Group titles by their first three words but for articles: Development and the realization."""
    articles = pages.table.words("articles")
    found: dict[tuple[str, ...], list[Form]] = defaultdict(list)
    for text in pages.of("title"):
        seen = words(text.text)[:5]
        bare = [word for word in seen if word.text.lower() not in articles][:3]
        if articles and len(bare) == 3 and seen[0] is bare[0]:
            end = bare[-1].end
            said = re.sub(r"\s+", " ", text.text[bare[0].start : end])
            found[tuple(word.text.lower() for word in bare)].append(Form(said, text, bare[0].start, end))
    return found.values()


def _gerunds(pages: Pages) -> Iterator[Notice]:
    """Yield a title that opens with "Holding of" where more titles open with "Holding" alone."""
    ending, link = pages.table.data.get("gerund") or ("", "")
    found: dict[str, list[Form]] = defaultdict(list)
    for text in pages.of("title") if ending else ():
        if begun := re.match(rf"\W*(\w+{ending})\s+({link}\b)?(?!and\b)", text.text):
            way = f"{begun[1]} {link}" if begun[2] else begun[1]
            found[begun[1].lower()].append(Form(way, text, begun.start(1), begun.end(2) if begun[2] else begun.end(1)))
    for forms in found.values():
        counts = Counter(form.way for form in forms)
        for form in forms:
            if " " in form.way and 2 * counts[form.way] < len(forms):
                yield Notice(form.text, form.start, form.end, "gerund", form.way.split(" ")[0])


_NUMBERED = re.compile(r"(?<![\w/])([^\W\d_]{2,5})([-‐‑ ]?)(\d{1,2}(?:\.\d{1,2})?)(?![\w/:-])")
_ITEM = re.compile(r"[^,;/\n]+")
#: How many numbers make a way of writing them.
_MANY = 3


def _joined_numbers(pages: Pages) -> Iterator[Notice]:
    """Yield numbers that stand after their letters otherwise than most: TC-4 beside TC 2.

    Where the same executor stands elsewhere as most are written (TC4, TC 4, TC 4), it is its spelling that is odd.
    """
    texts = [text for text in pages.texts if text.column == "executors"]
    items = Counter(found[0].strip() for text in texts for found in _ITEM.finditer(text.text))
    forms = [(found, text) for text in texts for found in _NUMBERED.finditer(text.text) if found[1].isupper()]
    counts = Counter(found[2] for found, _ in forms)
    usual, most = next(iter(counts.most_common(1)), (" ", 0))
    for found, text in forms if most >= _MANY and 2 * most > len(forms) else ():
        right = f"{found[1]}{usual}{found[3]}"
        item = next(one[0] for one in _ITEM.finditer(text.text) if one.end() >= found.end())
        if found[2] != usual and items[item.strip().replace(found[0], right)] < 2:
            yield Notice(text, found.start(), found.end(), "number-joined", right)

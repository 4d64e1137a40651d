"""Texts as they are compared: what is typography is folded away, words are taken by their stems.

>>> folded("Guide «A–B» , part 1.2.") == folded('GUIDE "A - B", Part 1.2')
True
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache, cached_property, lru_cache
from math import fsum, log, sqrt

from remit.comparison.settings import settings
from remit.understand.words import APOSTROPHE, key

#: What stands between two numbers, which keeps them two; all else that is no letter is typography.
_BETWEEN = re.compile(r"(?<=\d)[\W_]+(?=\d)")
_APART = "\x1f"
_TYPOGRAPHY = re.compile(rf"[^\w{_APART}]|_")
#: Soft hyphens and what else takes no room.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_APOSTROPHE = re.compile(APOSTROPHE)
_WORD = re.compile(r"\w+")
#: How many words are kept told of one language and period.
WORDS = 1 << 16
_YEAR = re.compile(r"(19|20)\d\d")
_YEARS = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")


@lru_cache(maxsize=1 << 17)
def folded(text: str) -> str:
    """Return what is compared of a text: no capitals, blanks, dashes, quotation marks or stops."""
    small = _small(text)
    letters = (small.replace(_APART, " ") if small.isascii() else key(small)).replace("'", "")
    return _TYPOGRAPHY.sub("", _BETWEEN.sub(_APART, letters))


@lru_cache(maxsize=1 << 16)
def _small(text: str) -> str:
    """Return a text in small letters, without marks that show nothing; one letter for those that stand for another."""
    if text.isascii():  # of all that follows only one apostrophe can be written otherwise
        return text.replace("`", "'").lower()
    shown = _APOSTROPHE.sub("'", _UNSEEN.sub("", unicodedata.normalize("NFKC", text)))
    folded = shown.casefold()
    return folded if folded.isascii() else folded.translate(_alike())


@cache
def _alike() -> dict[int, str]:
    return str.maketrans(settings()["alike"])


@cache
def _stemmer(language: str) -> object | None:
    import snowballstemmer
    from babel import Locale

    name = (Locale.parse(language).get_language_name("en") or "").lower() if language else ""
    return snowballstemmer.stemmer(name) if name in snowballstemmer.algorithms() else None


@lru_cache(maxsize=1 << 16)
def _stem(word: str, language: str) -> str:
    """Return the stem of a word; only then are letters that look alike made one, as a stemmer knows its own script."""
    stemmer = _stemmer(language)
    return key(str(stemmer.stemWord(word)) if stemmer else word)  # type: ignore[attr-defined]


def stems(text: str, language: str = "", start: int = 0) -> tuple[str, ...]:
    """Return the stems of the words of a text, in order.

    A year is told by its distance from `start`, the first year of the period: "for 2017–2019" in a revision of
    2017 is "for 2020–2022" in one of 2020.
    """
    return tuple(map(_told(language, start).__getitem__, _WORD.findall(_small(text))))


class _Told(dict[str, str]):
    """Word → how it is told, of one language and first year of a period; it is asked hundreds of thousands of times."""

    def __init__(self, language: str, start: int) -> None:
        super().__init__()
        self.language, self.start = language, start

    def __missing__(self, word: str) -> str:
        if len(self) >= WORDS:
            self.clear()
        found = self[word] = _year(word, self.start) or _stem(word, self.language)
        return found


@lru_cache(maxsize=32)
def _told(language: str, start: int) -> _Told:
    return _Told(language, start)


def moved_on(old: str, new: str, shift: int) -> bool:
    """Return whether two texts differ in typography and in years alone, each of which moved on by `shift`.

    >>> moved_on("Plan for 2017-2019", "Plan for 2020–2022", 3), moved_on("Plan for 2017", "Plan for 2019", 3)
    (True, False)
    """
    return bool(shift) and folded(later(old, shift)) == folded(new)


def later(text: str, shift: int) -> str:
    """Return a text with each year in it moved on by `shift`."""
    return _YEARS.sub(lambda year: str(int(year[0]) + shift), text)


def _year(word: str, start: int) -> str:
    return f"year{int(word) - start:+}" if start and _YEAR.fullmatch(word) else ""


class _Weighed(dict[str, float]):
    """Stem → its weight; two stems beside each other weigh what both weigh together."""

    def __init__(self, count: Mapping[str, int], total: int) -> None:
        super().__init__((stem, log(1 + total / n)) for stem, n in count.items())
        self.unseen = log(1 + total or 2)

    def __missing__(self, stems: str) -> float:
        one, _, other = stems.partition(" ")
        found = self[stems] = self[one] + self[other] if other else self.unseen
        return found


@dataclass(frozen=True)
class Weights:
    """How much a stem tells: the rarer it is among the texts of both revisions, the more.

    Sums are exact (fsum), so that they do not hang on the order of a set.
    """

    of: dict[str, float]
    norms: dict[frozenset[str], float] = field(default_factory=dict, repr=False)
    sums: dict[frozenset[str], float] = field(default_factory=dict, repr=False)

    @cached_property
    def squares(self) -> dict[str, float]:
        """Return the squares of the weights."""
        return {stem: weight**2 for stem, weight in self.of.items()}

    @classmethod
    def among(cls, texts: Iterable[tuple[str, ...]]) -> Weights:
        """Return the weights of the stems of some texts: the logarithm of how many texts there are for each."""
        count: dict[str, int] = {}
        total = 0
        for text in texts:
            total += 1
            for stem in text:
                count[stem] = count.get(stem, 0) + 1
        return cls(_Weighed(count, total))

    def sum(self, stems: Iterable[str]) -> float:
        """Return the weight of some stems together."""
        return fsum(map(self.of.__getitem__, stems))

    def alike(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Return how far two sets of stems are the same, 0 to 1 (the cosine, weights squared)."""
        both = one & other
        return self._squares(both) / sqrt(self._norm(one) * self._norm(other)) if both else 0.0

    def _norm(self, stems: frozenset[str]) -> float:
        found = self.norms.get(stems)
        if found is None:
            found = self.norms[stems] = self._squares(stems)
        return found

    def _squares(self, stems: frozenset[str]) -> float:
        return fsum(map(self.squares.__getitem__, stems))

    def held(self, part: frozenset[str], whole: frozenset[str]) -> float:
        """Return the share of the weight of `part` that stands in `whole`, 0 to 1."""
        all_of_it = self.sums.get(part)
        if all_of_it is None:
            all_of_it = self.sums[part] = self.sum(part)
        return self.sum(part & whole) / all_of_it if all_of_it else 0.0


#: A stretch of words and how it stands to the other text: `same`, `gone` or `new`.
Mark = tuple[str, str]


def marks(old: str, new: str) -> Iterator[Mark]:
    """Yield the words of two texts together, as stretches that are the same, gone or new; blanks as one.

    >>> list(marks("Draft of the guide", "Draft of a guide"))
    [('same', 'Draft of'), ('gone', 'the'), ('new', 'a'), ('same', 'guide')]
    """
    ours, theirs = old.split(), new.split()
    matcher = SequenceMatcher(None, [folded(w) or w for w in ours], [folded(w) or w for w in theirs], autojunk=False)
    for how, first, last, start, end in matcher.get_opcodes():
        if how == "equal":
            yield "same", " ".join(theirs[start:end])
            continue
        if last > first:
            yield "gone", " ".join(ours[first:last])
        if end > start:
            yield "new", " ".join(theirs[start:end])

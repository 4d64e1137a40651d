"""What tells two names apart that look alike: sisters are called alike on purpose.

Asked only about pairs that would else be proposed. A slip of the hand in a long word is forgiven; a word that only one
of the two has is not, be it a place, a direction or a part: no list of places is ever whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from remit.candidates.spelling import Word

#: From how many letters on one that differs is held for a slip of the hand: in any word, in one that is known.
_LONG, _KNOWN = 8, 7


def apart(ours: Collection[Word], theirs: Collection[Word], acronyms: Collection[str] = ()) -> str:
    """Return why two names are not one, in words; nothing where nothing tells them apart.

    `acronyms` are those of both, folded: written beside a name they are no part of it.
    """
    if _mistaken(ours, theirs) or _mistaken(theirs, ours):
        return "a word is only like a known one, and may be another"
    left, right = _own(ours, acronyms), _own(theirs, acronyms)
    if _unlike(left - right, right - left):
        return "a word of their own differs, as a place or a part"
    if [word.head for word in ours if word.head] != [word.head for word in theirs if word.head]:
        return "what is part of what differs"
    if _otherwise_written(ours, theirs):
        return "letters differ in names that are written alike"
    return ""


def _own(words: Iterable[Word], acronyms: Collection[str]) -> set[str]:
    """Return the words that are known in no language, without acronyms."""
    return {word.stem for word in words if not word.known and word.folded not in acronyms}


def _unlike(left: set[str], right: set[str]) -> bool:
    """Return whether words of one name have no counterpart in the other."""
    if len(left) != len(right):
        return True
    return any(not any(_slip(one, other) for other in right) for one in left)


def _mistaken(words: Iterable[Word], others: Iterable[Word]) -> bool:
    """Return whether a word was held for a known one that is none, and does not stand in the other name too.

    Petrology is one letter from metrology, and no slip of the hand.
    """
    stems = {word.stem for word in others}
    doubtful = [word for word in words if word.like and word.stem not in stems]
    return any(not any(_slip(cut, word.like, _KNOWN) for cut in _cuts(word.folded)) for word in doubtful)


def _cuts(word: str) -> list[str]:
    """Return a word and what is left of it without an ending of one to three letters."""
    return [word[: len(word) - cut] for cut in range(4)]


def _slip(one: str, other: str, least: int = _LONG) -> bool:
    long = min(len(one), len(other)) >= least
    return long and one[0] == other[0] and OSA.distance(one, other, score_cutoff=1) <= 1


def _otherwise_written(ours: Iterable[Word], theirs: Iterable[Word]) -> bool:
    """Return whether, of words that sound alike, one is spelt otherwise where all the others are spelt the same.

    Where everything is spelt otherwise, that is another way of writing Cyrillic in Latin letters.
    """
    spelt = {word.stem: word.plain for word in theirs if word.plain and not word.known}
    pairs = [(word.plain, spelt[word.stem]) for word in ours if word.plain and not word.known and word.stem in spelt]
    others = {word.plain for word in ours if word.known} & {word.plain for word in theirs if word.known}
    same = sum(one == other for one, other in pairs) + len(others - {""})
    return bool(same) and any(one != other for one, other in pairs)

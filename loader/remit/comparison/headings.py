"""Which section of an older revision goes on as which of a newer one: by title first, then by the rows in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.fuzz import token_sort_ratio
from rapidfuzz.process import extract

from remit.comparison.edition import Heading, Row
from remit.comparison.texts import folded

#: From which likeness of two titles on (0 to 100) they may be one heading.
ALIKE = 75
#: How many headings one may be held together with, the likest first.
RIVALS = 5


def pair_sections(old: Sequence[Heading], new: Sequence[Heading]) -> dict[str, str]:
    """Return old code → new code of the sections whose titles are the same or nearly, or that have one number."""
    found = _by_title(old, new)
    free = {heading.code for heading in new} - set(found.values())
    found |= {heading.code: heading.code for heading in old if heading.code not in found and heading.code in free}
    return found


def _by_title(old: Sequence[Heading], new: Sequence[Heading]) -> dict[str, str]:
    """Return old code → new code: the same titles (of several the same number first), then the likest of the rest."""
    found = dict(_same_titles(old, new))
    taken = set(found.values())
    left = {heading.code: heading.title.casefold() for heading in new if heading.code not in taken}
    ranked = [
        (-score, heading.code != code, heading.code, code)
        for heading in old
        if heading.code not in found
        for _, score, code in extract(
            heading.title.casefold(), left, scorer=token_sort_ratio, score_cutoff=ALIKE, limit=RIVALS
        )
    ]
    for _, _, one, other in sorted(ranked):
        if one not in found and other not in taken:
            found[one] = other
            taken.add(other)
    return found


def _same_titles(old: Sequence[Heading], new: Sequence[Heading]) -> Iterator[tuple[str, str]]:
    """Yield the codes of headings whose titles are the same: first those of one number, then one after the other."""
    ours, theirs = _titles(old), _titles(new)
    for title, codes in ours.items():
        others = theirs.get(title, [])
        same = set(codes) & set(others)
        yield from ((code, code) for code in same)
        rest = ([code for code in side if code not in same] for side in (codes, others))
        yield from zip(*rest, strict=False)


def _titles(headings: Sequence[Heading]) -> dict[str, list[str]]:
    """Return the codes of headings by their titles."""
    found: dict[str, list[str]] = {}
    for heading in headings:
        found.setdefault(folded(heading.title), []).append(heading.code)
    return found


def pair_by_rows(
    old: Sequence[Heading], new: Sequence[Heading], rows: Iterable[tuple[Row, Row]], groups: bool = False
) -> dict[str, str]:
    """Return old code → new code of headings: the same titles, then those with most rows in common, then the likest.

    A number alone says nothing here: a section without a row or a word in common is another one in its place.
    """
    votes = Counter(_votes(old, new, rows, groups))
    found: dict[str, str] = {}
    taken: set[str] = set()

    def take(one: str, other: str) -> None:
        if one not in found and other not in taken:
            found[one] = other
            taken.add(other)

    theirs = _titles(new)
    for heading in old:
        for code in theirs.get(folded(heading.title), ()):
            if votes[heading.code, code] or heading.code == code:
                take(heading.code, code)
    for (one, other), _ in sorted(votes.items(), key=lambda item: (-item[1], item[0])):
        take(one, other)
    left = [h for h in old if h.code not in found], [h for h in new if h.code not in taken]
    for one, other in _by_title(*left).items():
        take(one, other)
    return found


def _votes(
    old: Sequence[Heading], new: Sequence[Heading], rows: Iterable[tuple[Row, Row]], groups: bool
) -> Iterator[tuple[str, str]]:
    """Yield the headings above each two rows that are the same work, level by level."""
    above, over = ({heading.code: heading.parent for heading in side} for side in (old, new))
    for row, other in rows:
        one, two = (row.group, other.group) if groups else (row.section, other.section)
        while one in above and two in over:
            yield one, two
            one, two = above[one], over[two]

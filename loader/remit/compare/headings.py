"""Which section of an older revision goes on as which of a newer one: by title first, then by the rows in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.fuzz import token_sort_ratio

from remit.compare.edition import Heading, Row
from remit.compare.texts import folded

#: From which likeness of two titles on (0 to 100) they may be one heading.
ALIKE = 75


def pair_sections(old: Sequence[Heading], new: Sequence[Heading]) -> dict[str, str]:
    """Return old code → new code of the sections whose titles are the same or nearly, or that have one number."""
    found = _by_title(old, new)
    for code in (heading.code for heading in old):
        if code not in found and code in {heading.code for heading in new} - set(found.values()):
            found[code] = code
    return found


def _by_title(old: Sequence[Heading], new: Sequence[Heading]) -> dict[str, str]:
    found: dict[str, str] = {}
    ranked = sorted(
        ((-_alike(one, other), one.code != other.code, one.code, other.code) for one in old for other in new),
    )
    for unlike, _, one, other in ranked:
        if -unlike >= ALIKE and one not in found and other not in found.values():
            found[one] = other
    return found


def pair_by_rows(
    old: Sequence[Heading], new: Sequence[Heading], rows: Iterable[tuple[Row, Row]], groups: bool = False
) -> dict[str, str]:
    """Return old code → new code of headings: the same titles, then those with most rows in common, then the likest.

    A number alone says nothing here: a section without a row or a word in common is another one in its place.
    """
    votes = Counter(_votes(old, new, rows, groups))
    found: dict[str, str] = {}

    def take(one: str, other: str) -> None:
        if one not in found and other not in found.values():
            found[one] = other

    for a in old:
        for b in new:
            if folded(a.title) == folded(b.title) and (votes[a.code, b.code] or a.code == b.code):
                take(a.code, b.code)
    for (one, other), _ in sorted(votes.items(), key=lambda item: (-item[1], item[0])):
        take(one, other)
    for one, other in _by_title(old, new).items():
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


def _alike(one: Heading, other: Heading) -> float:
    mine, yours = folded(one.title), folded(other.title)
    return 100.0 if mine == yours else token_sort_ratio(one.title.casefold(), other.title.casefold())

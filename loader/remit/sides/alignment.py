"""Two texts of one revision, side by side: what of the one is what of the other.

The leading text is the one that counts; the other is held against it.
Nothing is decided here about who is right: what differs is stated in the graph and found by its rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from remit.reading import Reading
from remit.sides.likeness import plain_number
from remit.sides.rows import pair_events


@dataclass(frozen=True)
class Alignment:
    """Ids of the other text → ids of the leading one, for sections (by number), groups and events."""

    sections: dict[str, str]
    groups: dict[str, str]
    events: dict[str, str]


def align(leading: Reading, other: Reading) -> Alignment:
    """Return what of the other text is what of the leading one; what stands in one alone is left out."""
    pairs = pair_events(leading.events, other.events)
    together = [(leading.events[at], other.events[there]) for at, there in pairs.items()]
    under = [
        pair
        for one, two in together
        for pair in zip(_above(leading, one.section), _above(other, two.section), strict=False)
    ]
    grouped = [(one.group, two.group) for one, two in together if one.group and two.group]
    return Alignment(
        _pair_headings([s.number for s in leading.sections], [s.number for s in other.sections], under),
        _pair_headings([g.id for g in leading.groups], [g.id for g in other.groups], grouped),
        {two.id: one.id for one, two in together},
    )


def _above(reading: Reading, section: str) -> Iterator[str]:
    """Yield a section and those that it stands in, from the innermost out."""
    parents = {each.number: each.parent for each in reading.sections}
    while section:
        yield section
        section = parents[section]


def _pair_headings(ours: Sequence[str], theirs: Sequence[str], votes: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Pair headings by the events under them, most first, then by number; the result is theirs → ours."""
    ranked = sorted(Counter(votes).items(), key=lambda item: (-item[1], item[0]))
    numbered = [(one, two) for one in ours for two in theirs if plain_number(one) == plain_number(two)]
    found: dict[str, str] = {}
    for one, two in [*(pair for pair, _ in ranked), *numbered]:
        if two not in found and one not in found.values():
            found[two] = one
    return found

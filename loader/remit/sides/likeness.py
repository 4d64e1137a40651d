"""What an event says without the words of a language, and how far two events say the same.

Compared are terms as they were read, holders and roles, things mentioned: all are called by ids of the registries,
which have no language. Titles are not compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property

from remit.formats.numerals import LATIN, RUSSIAN
from remit.reading import Event, Executor, Term

#: How much each part of an event counts; a part that is empty on both sides counts nothing.
WEIGHTS = {"executors": 0.5, "term": 0.35, "mentions": 0.15}
#: What two events are to each other of which nothing can be compared.
UNKNOWN = 0.5
#: The letters that sub-rows are counted with → the Latin letter of the same place.
_LETTERS = str.maketrans(RUSSIAN[: len(LATIN)], LATIN)


def plain_number(number: str) -> str:
    """Return what is compared of a number: no stop or bracket at its end, letters of any script by their place.

    >>> plain_number("2.4."), plain_number("2.2.1в"), plain_number(" 3)")
    ('2.4', '2.2.1c', '3')
    """
    return number.strip().rstrip(".)").lower().translate(_LETTERS)


def meaning(term: Term) -> tuple[Hashable, ...]:
    """Return what a term says; the words that a condition or a stage is told in are left out."""
    if term.kind == "unread":
        return ("unread",)
    said = (term.kind, term.start, term.end, term.years, term.direction, term.every, term.offset, term.status)
    return (*said, plain_number(term.refers), *(meaning(stage) for stage in term.stages))


def is_known(executor: Executor) -> bool:
    """Return whether a holder was found in a registry; the ids of others are made of words."""
    return bool(executor.holder) and "unknown-body" not in executor.readings


@dataclass(frozen=True, eq=False)
class Row:
    """An event as it is compared with those of another text, its place from 0, and the signs its words show."""

    event: Event
    at: int
    signs: frozenset[str] = frozenset()

    @cached_property
    def number(self) -> str:
        """Return the number as printed, in the form in which numbers are compared."""
        return plain_number(self.event.number)

    @cached_property
    def under(self) -> str:
        """Return the number of the heading above, as the event's own says it: `2.1` of 2.1.3."""
        return plain_number(self.event.id).rpartition(".")[0]

    @cached_property
    def last(self) -> str:
        """Return the last part of the number, or of the id where none is printed: `3` of 2.1.3."""
        return plain_number(self.event.id).rpartition(".")[2]

    @cached_property
    def parts(self) -> Mapping[str, Counter[Hashable]]:
        """Return what is compared: the term, holders with their roles, things mentioned."""
        holders = Counter[Hashable]()
        for executor in self.event.executors:
            holder = (executor.post or executor.holder) if is_known(executor) else "?"
            holders.update([holder, (holder, executor.role)])
        term = self.event.term
        timed = Counter[Hashable]([meaning(term)] if term.kind != "none" else [])
        timed.update([(term.start, term.end)] if term.start or term.end else [])
        mentions = Counter[Hashable](each.entity for each in self.event.mentions if each.kind == "external")
        return {"term": timed, "executors": holders, "mentions": mentions}


def likeness(one: Row, other: Row) -> float:
    """Return how far two events say the same: 1 the same, 0 nothing of it."""
    pairs = [(WEIGHTS[name], one.parts[name], other.parts[name]) for name in WEIGHTS]
    counted = [(weight, mine, yours) for weight, mine, yours in pairs if mine or yours]
    whole = sum(weight for weight, _, _ in counted)
    return sum(weight * _overlap(mine, yours) for weight, mine, yours in counted) / whole if whole else UNKNOWN


def _is_open(part: Hashable) -> bool:
    """Return whether a part is a holder that no registry knows."""
    return part == "?" or (isinstance(part, tuple) and part[:1] == ("?",))


def _overlap(one: Counter[Hashable], other: Counter[Hashable]) -> float:
    """Return the share of what both have in what each has; an unknown holder may be a known one or not."""
    left, right = one - other, other - one
    known = [sum(count for part, count in side.items() if not _is_open(part)) for side in (left, right)]
    maybe = min(known[0], right.total() - known[1]) + min(known[1], left.total() - known[0])
    return 2 * ((one & other).total() + UNKNOWN * maybe) / (one.total() + other.total())

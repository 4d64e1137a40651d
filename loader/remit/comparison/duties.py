"""Who is asked before and after: added, removed or replaced, for another part or in another role."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from remit.comparison.change import Change
from remit.comparison.edition import Duty
from remit.comparison.texts import folded, later

#: What stands in brackets beside a name and has a number in it: from when, until when, for how many.
_BOUNDS = re.compile(r"[(\[]([^()\[\]]*\d[^()\[\]]*)[)\]]")

Both = tuple[tuple[str, ...], tuple[str, ...]]


class Held(NamedTuple):
    """Two lists of those who are asked: who is asked otherwise in the second, who stands in one of them alone."""

    otherwise: list[tuple[Duty, Duty]]
    ours: list[Duty]
    theirs: list[Duty]


def held_together(old: Sequence[Duty], new: Sequence[Duty], shift: int = 0) -> Held:
    """Return what differs between those who are asked before and after; their order says nothing.

    Years in brackets that moved on by `shift`, as the period did, are no change.
    """
    found = Held([], [*old], [*new])
    for same in (_said, _said_later(shift), _seat, holder_of):
        for duty in [*found.ours]:
            wanted = same(duty, False)
            other = next((each for each in found.theirs if same(each, True) == wanted), None)
            if other is None:
                continue
            found.ours.remove(duty)
            found.theirs.remove(other)
            if same in (_seat, holder_of):
                found.otherwise.append((duty, other))
    return found


def of_duties(old: Sequence[Duty], new: Sequence[Duty], both: Both, shift: int = 0) -> Iterator[Change]:
    """Yield which executors were added, removed or replaced, and whose role changed."""
    otherwise, ours, theirs = held_together(old, new, shift)
    yield from (asked_otherwise(duty, other, both) for duty, other in otherwise)
    for duty, other in replaced(ours, theirs):
        ours.remove(duty)
        theirs.remove(other)
        yield Change(
            "executor-replaced", *both, duty.holder, other.holder, duty.text, other.text, (duty.role, other.role)
        )
    for duty in ours:
        yield Change("executor-removed", *both, duty.holder, before=duty.text, roles=(duty.role, ""))
    for duty in theirs:
        yield Change("executor-added", *both, duty.holder, after=duty.text, roles=(duty.role, ""))


def replaced(ours: Sequence[Duty], theirs: Sequence[Duty]) -> list[tuple[Duty, Duty]]:
    """Return who stands in whose place: as many came as went, first those of one role."""
    if len(ours) != len(theirs):
        return []
    left, found = [*theirs], []
    for duty in ours:
        other = next((each for each in left if each.role == duty.role), None)
        if other:
            left.remove(other)
            found.append((duty, other))
    rest = [duty for duty in ours if all(duty is not one for one, _ in found)]
    return [*found, *zip(rest, left, strict=True)]


def asked_otherwise(old: Duty, new: Duty, both: Both) -> Change:
    """Return the change of one who is asked before and after, for another part or in another role."""
    roles = old.role, new.role
    if old.role != new.role:
        return Change("role-changed", *both, old.holder, "", words_of(old), words_of(new), roles)
    said = (old.text, new.text) if folded(old.text) != folded(new.text) else (words_of(old), words_of(new))
    return Change("executor-changed", *both, old.holder, "", *said, roles)


def words_of(duty: Duty) -> str:
    """Return one who is asked as written, with the role."""
    return f"{duty.text} ({duty.role})"


#: What is compared of one who is asked; the second argument says whether that is in the newer revision.
Same = Callable[[Duty, bool], object]


def holder_of(duty: Duty, newer: bool = False) -> str:
    """Return who is asked: the IRI, the words where nobody is known."""
    return duty.holder or folded(duty.text)


def _seat(duty: Duty, newer: bool = False) -> tuple[object, ...]:
    return (holder_of(duty), duty.role)


def _said(duty: Duty, newer: bool = False, shift: int = 0) -> tuple[object, ...]:
    bounds = sorted(folded(later(each, 0 if newer else shift)) for each in _BOUNDS.findall(duty.text))
    return (*_seat(duty), folded(duty.portfolio), duty.countries, *bounds)


def _said_later(shift: int) -> Same:
    return lambda duty, newer: _said(duty, newer, shift)

"""What changed in work that was split or merged: for each part who is asked, when, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from remit.comparison.change import Change
from remit.comparison.duties import Both, Held, asked_otherwise, held_together, holder_of, of_duties, replaced, words_of
from remit.comparison.edition import Duty, Row
from remit.comparison.rows import Context, kind_of_remark, moved
from remit.comparison.terms import span
from remit.comparison.texts import folded


def of_parts(old: Sequence[Row], new: Sequence[Row], context: Context) -> Iterator[Change]:
    """Yield the changes of work that is split or merged: who is asked, when, where, the remark.

    A term that goes on with the period is none, nor that of work put together which lasts as long as its parts did.
    A remark that stands at some parts of a split is gone at the others.
    """
    both = _codes(old), _codes(new)
    yield from of_executors(old, new, context.shift)
    together = len(new) == 1 and None is not _ends(old, context.shift) == _ends(new)
    for one, other in product(old, new):
        kind = context.of_terms(one.time, other.time)
        if kind and kind != "term-moved-with-period" and not (together and kind == "term-extended"):
            yield Change(kind, (one.code,), (other.code,), before=one.time.text, after=other.time.text)
        yield from moved(one, other, context) if one.section else ()
    before, after = ("; ".join(dict.fromkeys(row.remark for row in rows if row.remark)) for rows in (old, new))
    if context.spoken and folded(before) != folded(after):
        yield Change(kind_of_remark(before, after), *both, before=before, after=after)
    elif context.spoken and before and len(old) == 1:
        without = [row for row in new if not row.remark]
        yield from (Change("remark-removed", both[0], (row.code,), before=before) for row in without)


def of_executors(old: Sequence[Row], new: Sequence[Row], shift: int = 0) -> Iterator[Change]:
    """Yield who is asked for which part: a change names the rows that it is about, not all of the split or merger.

    Of several rows that became several others only all together are told.
    """
    if min(len(old), len(new)) > 1:
        yield from of_duties(_all_duties(old), _all_duties(new), (_codes(old), _codes(new)), shift)
    else:
        yield from _Parted(old, new, shift).changes()


class _Seat(NamedTuple):
    """One who is asked, and the parts that this is about."""

    duty: Duty
    parts: tuple[Row, ...]


class _Parted:
    """A whole and its parts; a split has the whole in the older revision, a merger in the newer."""

    def __init__(self, old: Sequence[Row], new: Sequence[Row], shift: int) -> None:
        self.split = len(old) == 1
        self.whole, self.parts = (old[0], new) if self.split else (new[0], old)
        self.held = [self._held(part, shift) for part in self.parts]

    def _held(self, part: Row, shift: int) -> Held:
        """Return what differs between the whole and a part; `ours` are those of the whole."""
        sides = (self.whole.duties, part.duties) if self.split else (part.duties, self.whole.duties)
        found = held_together(*sides, shift)
        return found if self.split else found._replace(ours=found.theirs, theirs=found.ours)

    def both(self, parts: Sequence[Row]) -> Both:
        """Return the codes of the whole and of some parts, the older ones first."""
        whole, some = (self.whole.code,), _codes(parts)
        return (whole, some) if self.split else (some, whole)

    def changes(self) -> Iterator[Change]:
        """Yield who is asked otherwise at a part, for some parts only, for none, or at a part and not for the whole."""
        for part, held in zip(self.parts, self.held, strict=True):
            yield from (asked_otherwise(*each, self.both([part])) for each in held.otherwise)
            yield from self._in_another_seat(part, held)
        lone = [seat for seat in map(self._missing, self.whole.duties) if seat.parts]
        for seat in _each_once(lone):
            if len(seat.parts) < len(self.parts):
                yield self._of_some(seat)
        yield from self._came_and_went([s for s in lone if len(s.parts) == len(self.parts)], self._of_parts())

    def _of_some(self, seat: _Seat) -> Change:
        """Return that somebody is asked for other parts alone, not for those of the seat."""
        both, roles = self.both(seat.parts), (seat.duty.role, "")
        if self.split:
            return Change("executor-narrowed", *both, seat.duty.holder, before=seat.duty.text, roles=roles)
        return Change("executor-widened", *both, seat.duty.holder, after=seat.duty.text, roles=roles)

    def _has_seat(self, duty: Duty) -> bool:
        """Return whether one of the whole has the same role at some part."""
        seats = ((holder_of(each), each.role) for part in self.parts for each in part.duties)
        return (holder_of(duty), duty.role) in seats

    def _missing(self, duty: Duty) -> _Seat:
        """Return the parts that one of the whole is not asked for, in no role."""
        pairs = zip(self.parts, self.held, strict=True)
        return _Seat(duty, tuple(part for part, held in pairs if duty in held.ours and not _asked(part, duty)))

    def _in_another_seat(self, part: Row, held: Held) -> Iterator[Change]:
        """Yield those who have one of their several seats at a part, and the others at no other part."""
        for holder in dict.fromkeys(holder_of(duty) for duty in held.ours if _asked(part, duty)):
            mine = [d for d in held.ours if holder_of(d) == holder]
            if all(self._has_seat(duty) for duty in mine):
                yield from (self._of_some(_Seat(duty, (part,))) for duty in mine)
                continue
            rows = (self.whole, part) if self.split else (part, self.whole)
            before, after = ("; ".join(words_of(d) for d in row.duties if holder_of(d) == holder) for row in rows)
            yield Change("executor-changed", *self.both([part]), mine[0].holder, before=before, after=after)

    def _of_parts(self) -> list[_Seat]:
        """Return those who are asked at parts and not for the whole, each with the parts."""
        found: dict[tuple[str, str], _Seat] = {}
        for part, held in zip(self.parts, self.held, strict=True):
            for duty in held.theirs:
                seat = found.get((holder_of(duty), duty.role), _Seat(duty, ()))
                found[holder_of(duty), duty.role] = _Seat(seat.duty, (*seat.parts, part))
        return list(found.values())

    def _came_and_went(self, of_whole: Sequence[_Seat], of_parts: Sequence[_Seat]) -> Iterator[Change]:
        gone, came = (of_whole, of_parts) if self.split else (of_parts, of_whole)
        parts = {id(seat.duty): seat.parts for seat in (*gone, *came)}
        ours, theirs = [seat.duty for seat in gone], [seat.duty for seat in came]
        for duty, other in replaced(ours, theirs):
            both = self.both(parts[id(other if self.split else duty)])
            yield Change(
                "executor-replaced", *both, duty.holder, other.holder, duty.text, other.text, (duty.role, other.role)
            )
            ours, theirs = [d for d in ours if d is not duty], [d for d in theirs if d is not other]
        for duty in ours:
            yield Change(
                "executor-removed", *self.both(parts[id(duty)]), duty.holder, before=duty.text, roles=(duty.role, "")
            )
        for duty in theirs:
            yield Change(
                "executor-added", *self.both(parts[id(duty)]), duty.holder, after=duty.text, roles=(duty.role, "")
            )


def _each_once(seats: Iterable[_Seat]) -> list[_Seat]:
    """Return the first seat of each who is asked, in order."""
    found: dict[str, _Seat] = {}
    for seat in seats:
        found.setdefault(holder_of(seat.duty), seat)
    return list(found.values())


def _asked(part: Row, duty: Duty) -> bool:
    return any(holder_of(each) == holder_of(duty) for each in part.duties)


def _ends(rows: Iterable[Row], shift: int = 0) -> tuple[str, str] | None:
    """Return when some rows begin and end together, some years later; None where one of them has no such bounds."""
    bounds = [span(row.time, shift) for row in rows]
    if not all(start and end for start, end in bounds):
        return None
    return min(start for start, _ in bounds), max(end for _, end in bounds)


def _codes(rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(row.code for row in rows)


def _all_duties(rows: Sequence[Row]) -> tuple[Duty, ...]:
    """Return who is asked in some rows, each once a role."""
    return tuple({(holder_of(duty), duty.role): duty for row in rows for duty in row.duties}.values())

"""What changed between one row and the row that goes on from it: number, section, title, executors, term, remark."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from remit.comparison.change import Change
from remit.comparison.edition import Duty, Edition, Row
from remit.comparison.terms import of_terms
from remit.comparison.texts import folded, later, moved_on, stems
from remit.sides.likeness import plain_number

#: What stands in brackets beside a name and has a number in it: from when, until when, for how many.
_BOUNDS = re.compile(r"[(\[]([^()\[\]]*\d[^()\[\]]*)[)\]]")
#: What makes a word an abbreviation; words that a text in capitals has do so as well.
_CAPITALS = re.compile(r"[^\W\d_a-zа-яё][^\W\d_]*[^\W\d_a-zа-яё]")


@dataclass(frozen=True)
class Context:
    """Two revisions, and which heading of the older one goes on as which of the newer."""

    old: Edition
    new: Edition
    sections: Mapping[str, str]
    groups: Mapping[str, str]

    @property
    def spoken(self) -> bool:
        """Return whether both are in one language."""
        return self.old.language == self.new.language

    @property
    def shift(self) -> int:
        """Return by how many years the period moved on, 0 where one of the two is not known."""
        return self.new.later_than(self.old)


def of_rows(old: Row, new: Row, context: Context) -> Iterator[Change]:
    """Yield the changes of a row that goes on as one row."""
    both = ((old.code,), (new.code,))
    if plain_number(old.number) != plain_number(new.number):
        yield Change("renumbered", *both, before=old.number, after=new.number)
    yield from _moved(old, new, context)
    if context.spoken:
        yield from _title(old, new, context.shift)
    yield from of_duties(old.duties, new.duties, both, context.shift)
    if kind := of_terms(old.time, new.time, context.shift):
        yield Change(kind, *both, before=old.time.text, after=new.time.text)
    if context.spoken and folded(old.remark) != folded(new.remark):
        yield Change(_kind_of_remark(old.remark, new.remark), *both, before=old.remark, after=new.remark)


def of_parts(old: Sequence[Row], new: Sequence[Row], context: Context) -> Iterator[Change]:
    """Yield the changes of work that is split or merged: who is asked, when, where, the remark.

    A term that goes on with the period is none; nor is a remark that stands at one of the parts.
    """
    both = tuple(row.code for row in old), tuple(row.code for row in new)
    yield from of_duties(_all_duties(old), _all_duties(new), both, context.shift)
    for one, other in product(old, new):
        kind = of_terms(one.time, other.time, context.shift)
        if kind and kind != "term-moved-with-period":
            yield Change(kind, (one.code,), (other.code,), before=one.time.text, after=other.time.text)
        yield from _moved(one, other, context) if one.section else ()
    before, after = ("; ".join(dict.fromkeys(row.remark for row in rows if row.remark)) for rows in (old, new))
    if context.spoken and folded(before) != folded(after):
        yield Change(_kind_of_remark(before, after), *both, before=before, after=after)


def _kind_of_remark(before: str, after: str) -> str:
    return "remark-changed" if before and after else "remark-added" if after else "remark-removed"


def _all_duties(rows: Sequence[Row]) -> tuple[Duty, ...]:
    """Return who is asked in some rows, each once a role."""
    return tuple({(_holder(duty), duty.role): duty for row in rows for duty in row.duties}.values())


def _moved(old: Row, new: Row, context: Context) -> Iterator[Change]:
    same = context.sections.get(old.section, "") == new.section
    grouped = context.groups.get(old.group, "") == new.group
    if not same or not grouped:
        before, after = _where(old, context.old), _where(new, context.new)
        yield Change("moved", (old.code,), (new.code,), before=before, after=after)


def _where(row: Row, edition: Edition) -> str:
    """Return what the heading above a row says."""
    heading = edition.headings.get(row.group) or edition.headings.get(row.section)
    return f"{heading.code} {heading.title}" if heading else ""


def _title(old: Row, new: Row, shift: int) -> Iterator[Change]:
    """Yield how the title changed: without effect, or with other things spoken of."""
    if folded(old.title) == folded(new.title):
        return
    if moved_on(old.title, new.title, shift):
        yield Change("title-moved-with-period", (old.code,), (new.code,), before=old.title, after=new.title)
        return
    lost, gained = _spoken(old) - _spoken(new), _spoken(new) - _spoken(old)
    both = ((old.code,), (new.code,))
    if not lost and not gained and named(later(old.title, shift)) == named(new.title):
        yield Change("title-reworded", *both, before=old.title, after=new.title)
        return
    about, instead = (sorted(lost) or [""])[0], (sorted(gained) or [""])[0]
    yield Change("title-changed", *both, about or instead, instead if about else "", old.title, new.title)


def _spoken(row: Row) -> set[str]:
    """Return what the title speaks of."""
    title = _in_words(row.title)
    return {iri for iri, words in row.mentions if _in_words(words) in title}


def named(text: str) -> Counter[str]:
    """Return the numbers, the codes and the abbreviations of a text: what has a digit or two capitals in it.

    >>> sorted(named("Three seminars of WG 2 on R/GM/11 in 2017")), named("A plan") == named("The plan")
    (['11', '2', '2017', 'GM', 'WG'], True)
    """
    return Counter(word for word in re.findall(r"\w+", text) if re.search(r"\d", word) or _CAPITALS.search(word))


def _in_words(text: str) -> str:
    """Return the words of a text with a blank around each, so that "PC" is not found in "upcoming"."""
    return f" {' '.join(stems(text))} "


# --- executors -----------------------------------------------------------------------------------

Both = tuple[tuple[str, ...], tuple[str, ...]]


def of_duties(old: tuple[Duty, ...], new: tuple[Duty, ...], both: Both, shift: int = 0) -> Iterator[Change]:
    """Yield which executors were added, removed or replaced, and whose role changed; their order says nothing.

    Years in brackets that moved on by `shift`, as the period did, are no change.
    """
    ours, theirs = [*old], [*new]
    for same in (_said, _said_later(shift), _seat, _holder):
        for duty in [*ours]:
            wanted = same(duty, False)
            other = next((each for each in theirs if same(each, True) == wanted), None)
            if other is None:
                continue
            ours.remove(duty)
            theirs.remove(other)
            if same in (_seat, _holder):
                yield _otherwise(duty, other, both)
    for duty, other in _replaced(ours, theirs):
        ours.remove(duty)
        theirs.remove(other)
        yield Change("executor-replaced", *both, duty.holder, other.holder, duty.text, other.text)
    for duty in ours:
        yield Change("executor-removed", *both, duty.holder, before=duty.text)
    for duty in theirs:
        yield Change("executor-added", *both, duty.holder, after=duty.text)


def _replaced(ours: list[Duty], theirs: list[Duty]) -> list[tuple[Duty, Duty]]:
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


def _otherwise(old: Duty, new: Duty, both: Both) -> Change:
    """Return the change of one who is asked before and after, for another part or in another role."""
    if old.role != new.role:
        return Change("role-changed", *both, old.holder, "", _words(old), _words(new))
    said = (old.text, new.text) if folded(old.text) != folded(new.text) else (_words(old), _words(new))
    return Change("executor-changed", *both, old.holder, "", *said)


def _words(duty: Duty) -> str:
    return f"{duty.text} ({duty.role})"


#: What is compared of one who is asked; the second argument says whether that is in the newer revision.
Same = Callable[[Duty, bool], object]


def _holder(duty: Duty, newer: bool = False) -> str:
    return duty.holder or folded(duty.text)


def _seat(duty: Duty, newer: bool = False) -> tuple[object, ...]:
    return (_holder(duty), duty.role)


def _said(duty: Duty, newer: bool = False, shift: int = 0) -> tuple[object, ...]:
    bounds = sorted(folded(later(each, 0 if newer else shift)) for each in _BOUNDS.findall(duty.text))
    return (*_seat(duty), folded(duty.portfolio), duty.countries, *bounds)


def _said_later(shift: int) -> Same:
    return lambda duty, newer: _said(duty, newer, shift)

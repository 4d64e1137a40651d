"""Which links a newer revision touches: those of events, headings and things that the older one names.

A link is `lost` where its event or heading goes on nowhere, `other` where its IRI stands for other work in the newer
text, `moved` where the work has another IRI now, which the link does not know; it is `unnamed` where a body, an
organisation or another thing is named in the older revision and nowhere in the newer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, Store

from remit.comparison.change import Comparison
from remit.comparison.edition import Edition, Heading, Row
from remit.comparison.headings import pair_by_rows
from remit.comparison.records import pairs
from remit.comparison.sides import Side
from remit.registry import natural

#: What became of the thing that a link is about: how it is touched, its code, the codes that it has now.
Fate = tuple[str, str, tuple[str, ...]]


@dataclass(frozen=True)
class Touched:
    """Links that are touched: from a thing of ours to others, how, and for events and headings their numbers."""

    subject: str
    targets: tuple[str, ...]
    how: str
    code: str = ""
    now: tuple[str, ...] = ()


def touched(old: Side, new: Side, comparison: Comparison) -> tuple[Touched, ...]:
    """Return the links that are touched, by what they are about."""
    links = sorted({link for side in (old, new) for link in _links(side.state)})
    if not links:
        return ()
    fates = dict(_fates(comparison))
    found: dict[str, list[str]] = {}
    for _, subject, target in links:
        for end, other in ((subject, target), (target, subject)):
            if end in fates:
                found.setdefault(end, []).append(other)
    made = (Touched(end, tuple(dict.fromkeys(others)), *fates[end]) for end, others in found.items())
    return tuple(sorted(made, key=lambda each: (not each.code, natural(each.code), each.subject)))


def _links(store: Store) -> Iterator[tuple[str, str, str]]:
    """Yield link, subject and target, a code of others where no IRI stands for it; what is negated joins nothing."""
    names = ("remit:linksFrom", "remit:linksTo", "remit:foreignCode", "remit:negation")
    subject, to, code, no = ({one: value.value for one, value in pairs(store, name, DefaultGraph())} for name in names)
    for link, about in subject.items():
        if link not in no:
            yield link, about, to.get(link) or code.get(link, "")


def _fates(comparison: Comparison) -> Iterator[tuple[str, Fate]]:
    """Yield what became of each event, heading and thing of the older revision that is not there as it was."""
    old, new = comparison.old, comparison.new
    rows = [(one, other) for match in comparison.matches for one in match.old for other in match.new]
    goes_on: dict[str, list[Row | Heading]] = {}
    for row, next_row in rows:
        goes_on.setdefault(row.iri, []).append(next_row)
    for ours, theirs, groups in ((old.sections, new.sections, False), (old.groups, new.groups, True)):
        for code, other in pair_by_rows(ours, theirs, rows, groups=groups).items():
            goes_on.setdefault(old.headings[code].iri, []).append(new.headings[other])
    things: tuple[Row | Heading, ...] = (*old.rows, *old.sections, *old.groups)
    there = {row.iri for row in new.rows} | {heading.iri for heading in new.headings.values()}
    for thing in things:
        now = goes_on.get(thing.iri, [])
        if thing.iri not in {each.iri for each in now}:
            how = "other" if thing.iri in there else "moved" if now else "lost"
            yield thing.iri, (how, thing.code, tuple(each.code for each in now))
    for iri in _named(old) - _named(new):
        yield iri, ("unnamed", "", ())


def _named(edition: Edition) -> set[str]:
    """Return who is asked and what is spoken of."""
    asked = {duty.holder for row in edition.rows for duty in row.duties}
    return {*asked, *(iri for row in edition.rows for iri, _ in row.mentions)} - {""}

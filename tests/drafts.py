"""A next revision as it is written: a table that edits are made to, and what each of them claims to have changed.

Numbers and codes come last: `finished` numbers the sections that were disturbed anew and says who was renumbered.
What is claimed is said of entries, and told by their codes only when these are known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from remit.comparison.change import Change
from remit.comparison.edition import Edition, Heading, Row
from revised import shifted

#: What is expected of a comparison: kind, old codes, new codes, the IRI of what it is about.
Said = tuple[str, tuple[str, ...], tuple[str, ...], str]


@dataclass(eq=False)
class Entry:
    """A row being written, the old rows that it goes on from, and which of its parts an edit has had."""

    row: Row
    old: tuple[Row, ...] = ()
    touched: set[str] = field(default_factory=set)
    number: str = ""
    claims: list[tuple[str, str]] = field(default_factory=list)
    parts: list[Entry] = field(default_factory=list)
    place: int = 0

    def take(self, part: str) -> bool:
        """Return whether a part is free for an edit, and take it."""
        if {part, "whole"} & self.touched or (part == "whole" and self.touched):
            return False
        self.touched.add(part)
        return True


@dataclass(eq=False)
class Head:
    """A heading being written; `old` is None for a new one.

    One that is called `anew`, in words that it had none of, is another heading if none of its rows is left.
    """

    heading: Heading
    old: Heading | None
    entries: list[Entry] = field(default_factory=list)
    disturbed: bool = False
    touched: bool = False
    anew: bool = False
    code: str = ""


class Draft:
    """The table of a next revision; edits change `heads`, their entries and `groups`, and add to `gone`."""

    def __init__(self, old: Edition, years: int = 0) -> None:
        """Begin with the rows of a revision; `years` is by how many years the period moves on, and terms with it."""
        self.old, self.years = old, years
        self.heads = [Head(section, section, code=section.code) for section in old.sections]
        self.groups = {group.code: Head(group, group, code=group.code) for group in old.groups}
        self.gone: list[Row] = []
        self._sub: list[str] = []
        self.gone_heads: list[Heading] = []
        by_code = {head.code: head for head in self.heads}
        for row in old.rows:
            entry = Entry(replace(row, time=shifted(row.time, years) if years else row.time), (row,), number=row.number)
            if entry.row.time != row.time:
                entry.claims.append(("term-moved-with-period", ""))
            by_code[row.section].entries.append(entry)

    @property
    def places(self) -> list[tuple[Head, Entry]]:
        """Return all entries, each with the section it stands in."""
        return [(head, entry) for head in self.heads for entry in head.entries]

    @property
    def leaves(self) -> list[Head]:
        """Return the sections that have rows."""
        return [head for head in self.heads if head.entries]

    def finished(self) -> tuple[Edition, Counter[Said]]:
        """Return the new revision and what must be said of it."""
        self._number()
        rows = []
        for at, (_, entry) in enumerate(self.places):
            entry.place = at
            rows.append(replace(entry.row, order=at))
        sections = tuple(replace(h.heading, code=h.code, parent=self._parent(h)) for h in self.heads)
        parents = {entry.row.group: head.code for head, entry in self.places}
        groups = tuple(
            replace(g.heading, code=g.code, parent=parents[g.code]) for g in self.groups.values() if g.code in parents
        )
        old, years = self.old, self.years
        new = replace(
            old, iri=f"{old.iri}-next", name="next", rows=tuple(rows), sections=sections, groups=groups,
            start=old.start + years, end=old.end + years,
        )  # fmt: skip
        return new, Counter(self._said())

    def _parent(self, head: Head) -> str:
        return next((h.code for h in self.heads if h.old and h.old.code == head.heading.parent), "")

    def _number(self) -> None:
        for head in self.heads:
            count = 0
            number = ""
            seen: dict[str, str] = {}
            for entry in head.entries:
                group = entry.row.group
                if group not in seen or not group:
                    count += 1
                    number = f"{head.code}.{count}" if head.disturbed else (entry.number or number)
                if group:
                    self._sub_row(entry, group, number, seen)
                else:
                    entry.row = self._placed(entry.row, head, number, number)

    def _sub_row(self, entry: Entry, group: str, number: str, seen: dict[str, str]) -> None:
        """Number a row of a group: the first has the number of the group, each a letter in its code."""
        first = group not in seen
        seen[group] = seen.get(group, number)
        letter = "abcdefgh"[sum(1 for each in self._sub if each == seen[group])] if not first else "a"
        self._sub = [*(() if first else self._sub), seen[group]]
        head = next(h for h in self.heads if entry in h.entries)
        self.groups[group].code = seen[group]
        entry.row = replace(
            self._placed(entry.row, head, f"{number}{letter}", number if first else ""), group=seen[group]
        )

    def _placed(self, row: Row, head: Head, code: str, number: str) -> Row:
        iri = f"{self.old.iri}-next/event/{code}"
        return replace(row, iri=iri, code=code, number=number, section=head.code)

    def _said(self) -> Iterator[Said]:
        if self.years:
            yield "period-changed", (), (), ""
        numbered = {row.number: row.code for row in self.old.rows if row.number}
        split = [entry for _, entry in self.places if entry.parts]
        parts = {id(part) for entry in split for part in entry.parts if part is not entry}
        for _, entry in self.places:
            if id(entry) not in parts:
                yield from _of_entry(entry, numbered)
        for row in self.gone:
            yield "removed", (row.code,), (), ""
        yield from self._said_of_heads()

    def _emptied(self, old: Heading) -> bool:
        """Return whether a section has rows in the old revision, none of which goes on in it."""
        mine = {row.code for row in self.old.rows if row.section == old.code}
        kept = {row.code for head in self.heads if head.old == old for entry in head.entries for row in entry.old}
        return bool(mine) and not mine & kept

    def _said_of_heads(self) -> Iterator[Said]:
        for head, what in (*((h, "section") for h in self.heads), *((g, "group") for g in self.groups.values())):
            if head.old is None:
                yield f"{what}-added", (), (head.code,), ""
                continue
            if head.anew and self._emptied(head.old):
                yield f"{what}-removed", (head.old.code,), (), ""
                yield f"{what}-added", (), (head.code,), ""
                continue
            if head.heading.title != head.old.title:
                yield f"{what}-renamed", (head.old.code,), (head.code,), ""
            if what == "section" and head.code.rpartition(".")[2] != head.old.code.rpartition(".")[2]:
                yield "section-moved", (head.old.code,), (head.code,), ""
        for heading in self.gone_heads:
            yield "section-removed", (heading.code,), (), ""


def _of_entry(entry: Entry, numbered: dict[str, str]) -> Iterator[Said]:
    """Yield what must be said of an entry: that it is new, split or merged, renumbered, and what edits claim."""
    codes = tuple(row.code for row in entry.old)
    new: tuple[str, ...] = (entry.row.code,)
    if not entry.old:
        yield "added", (), new, ""
        if entry.row.number in numbered:
            yield "number-reused", (numbered[entry.row.number],), new, ""
        return
    if entry.parts:
        new = tuple(part.row.code for part in sorted(entry.parts, key=lambda part: part.place))
        yield "split", codes, new, ""
        yield from _of_parts(entry, codes)
    elif len(entry.old) > 1:
        yield "merged", codes, new, ""
        yield from _of_whole(entry, new)
    elif entry.old[0].number.rstrip(".") != entry.row.number:
        yield "renumbered", codes, new, ""
    yield from ((kind, codes, new, about) for kind, about in entry.claims)


def _of_parts(entry: Entry, old: tuple[str, ...]) -> Iterator[Said]:
    """Yield whom a part of split work does not ask any more."""
    parts = sorted(entry.parts, key=lambda part: part.place)
    for holder in {duty.holder for duty in entry.old[0].duties}:
        without = tuple(p.row.code for p in parts if all(duty.holder != holder for duty in p.row.duties))
        if without:
            yield "executor-narrowed", old, without, holder


def _of_whole(entry: Entry, new: tuple[str, ...]) -> Iterator[Said]:
    """Yield whom merged work asks for what was the work of others, and each of the seats that it has in others."""
    seats = {(duty.holder, duty.role) for duty in entry.row.duties}
    for holder in {holder for holder, _ in seats}:
        here = {row.code: {(d.holder, d.role) for d in row.duties if d.holder == holder} for row in entry.old}
        if without := tuple(code for code, mine in here.items() if not mine):
            yield "executor-widened", without, new, holder
        for code, mine in here.items():
            missing = {seat for seat in seats if seat[0] == holder} - mine if mine else ()
            yield from (("executor-widened", (code,), new, holder) for _ in missing)


def told(changes: tuple[Change, ...]) -> Counter[Said]:
    """Return what a comparison says, as it is held against the truth; what became of bodies is no edit of a text."""
    said = ((change.kind, change.old, change.new, change.about) for change in changes)
    return Counter(each for each in said if not each[0].startswith("body-"))

"""A comparison made ready for reports: a summary, the changed rows by section, the quiet ones counted.

What is in no way changed is not shown; a row of which only the number or the year went on with the rest is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from textwrap import shorten
from typing import TYPE_CHECKING

from remit.comparison.cells import arrow, number
from remit.comparison.change import Change, Comparison
from remit.comparison.edition import Row
from remit.comparison.headings import pair_by_rows
from remit.comparison.match import Match
from remit.comparison.sides import Side
from remit.comparison.texts import Mark, marks, moved_on
from remit.comparison.wording import Wording
from remit.findings import Finding

if TYPE_CHECKING:
    from remit.comparison.impact import Impact
    from remit.comparison.touched import Touched

#: How many pairs of numbers a counted line names.
NAMED = 6
#: How many letters are shown of the title of a row that is only pointed to.
LENGTH = 80
#: How many ends of links are named.
TARGETS = 3
#: How the kinds begin that are about no row.
ABOVE = ("period", "body", "section", "group")


@dataclass(frozen=True)
class Entry:
    """Rows that are the same work, or one that came or went, and what changed in them; `match` is None where alone."""

    old: tuple[Row, ...]
    new: tuple[Row, ...]
    changes: tuple[Change, ...]
    match: Match | None = None

    @property
    def sure(self) -> bool:
        """Return whether nobody need look whether this is the same work."""
        return self.match is None or self.match.sure

    @property
    def marks(self) -> list[Mark]:
        """Return the words of both titles together, as stretches that are the same, gone or new."""
        return list(marks(*("; ".join(row.title for row in rows) for rows in (self.old, self.new))))

    @property
    def holders(self) -> frozenset[str]:
        """Return who and what the rows and their changes are about."""
        rows = (*self.old, *self.new)
        named = [duty.holder for row in rows for duty in row.duties]
        spoken = [iri for row in rows for iri, _ in row.mentions]
        said = [iri for change in self.changes for iri in (change.about, change.instead)]
        return frozenset((*named, *spoken, *said)) - {""}

    @property
    def kinds(self) -> frozenset[str]:
        """Return the kinds of what changed."""
        return frozenset(change.kind for change in self.changes)


@dataclass(frozen=True, eq=False)
class Redline:
    """Two sides and their comparison; `only` is the IRI of whom it is told for, `kinds` what is told, all if empty."""

    old: Side
    new: Side
    comparison: Comparison
    wording: Wording
    only: str = ""
    kinds: frozenset[str] = frozenset()
    impact: Impact | None = None
    findings: tuple[Finding, ...] = ()
    colour: bool = False
    width: int = 100

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Return all rows of both revisions that are meant, in the order of the newer one."""
        found = _entries(self.comparison)
        return tuple(each for each in found if not self.only or self.only in each.holders)

    @cached_property
    def meant(self) -> tuple[Entry, ...]:
        """Return the rows in which something of the kinds that are told changed."""
        return tuple(each for each in self.entries if not self.kinds or self.told(each))

    @cached_property
    def meaning(self) -> Impact | None:
        """Return what the changes that are told mean; the questions are left out where only some kinds are told."""
        if self.impact is None or not (self.only or self.kinds):
            return self.impact
        old = {row.code for each in self.meant for row in each.old}
        new = {row.code for each in self.meant for row in each.new}
        return self.impact.within(self.only, old, new, asked=not self.kinds)

    @cached_property
    def headings(self) -> tuple[Change, ...]:
        """Return what changed in the period and the headings."""
        said = () if self.only else self.comparison.changes
        return tuple(change for change in said if change.kind.startswith(ABOVE))

    @cached_property
    def shown(self) -> tuple[Entry, ...]:
        """Return the entries that are told one by one."""
        loud = (each for each in self.entries if not self._is_quiet(each) or not each.sure)
        return tuple(each for each in loud if self._wanted(each.kinds))

    @cached_property
    def told_findings(self) -> tuple[Finding, ...]:
        """Return what the step does not keep of the rules, in the rows that are meant."""
        if not (self.only or self.kinds):
            return self.findings
        sides = ((self.old, [row for each in self.meant for row in each.old]),
                 (self.new, [row for each in self.meant for row in each.new]))  # fmt: skip
        here = {(name, side.spots.get(row.iri, "")) for side, rows in sides for row in rows for name in side.sources}
        return tuple(f for f in self.findings if any((p.source, p.spot) in here for p in f.places))

    def _is_quiet(self, entry: Entry) -> bool:
        return all(change.kind in self.wording.quiet or self._went_on(change) for change in entry.changes)

    def _went_on(self, change: Change) -> bool:
        """Return whether a remark changed in nothing but its years, which moved on with the period."""
        shift = self.comparison.new.later_than(self.comparison.old)
        return change.kind == "remark-changed" and moved_on(change.before, change.after, shift)

    def _wanted(self, kinds: Collection[str]) -> bool:
        return not self.kinds or bool(self.kinds & set(kinds))

    def told(self, entry: Entry) -> list[Change]:
        """Return the changes of an entry that are told."""
        return [change for change in entry.changes if self._wanted([change.kind])]

    @property
    def told_headings(self) -> list[Change]:
        """Return what is told of the period and the headings."""
        return [change for change in self.headings if self._wanted([change.kind])]

    @property
    def loud_headings(self) -> list[Change]:
        """Return what is told of the period and the headings one by one."""
        return [change for change in self.told_headings if not self._went_on(change)]

    @cached_property
    def parts(self) -> list[tuple[str, list[Entry]]]:
        """Return the entries that are told by the section of the newer revision that they stand in."""
        by: dict[str, list[Entry]] = {}
        for entry in self.shown:
            by.setdefault(self._section(entry), []).append(entry)
        order = {each.code: at for at, each in enumerate(self.comparison.new.sections)}
        return [(self._title(code), by[code]) for code in sorted(by, key=lambda code: order.get(code, len(order)))]

    def where(self, finding: Finding) -> str:
        """Return where a finding stands, in each of the two texts: `draft.docx page 3, row 14`."""
        return "; ".join(dict.fromkeys(f"{place.source} {place.spot}" for place in finding.places))

    @cached_property
    def _sections(self) -> dict[str, str]:
        rows = [(one, other) for match in self.comparison.matches for one in match.old for other in match.new]
        return pair_by_rows(self.comparison.old.sections, self.comparison.new.sections, rows)

    def _section(self, entry: Entry) -> str:
        return entry.new[0].section if entry.new else self._sections.get(entry.old[0].section, "")

    def _title(self, code: str) -> str:
        heading = self.comparison.new.headings.get(code)
        return f"{heading.number} {heading.title}".strip() if heading else ""

    # --- counts ------------------------------------------------------------------------------

    @cached_property
    def summary(self) -> tuple[str, ...]:
        """Return at most ten lines that say how much changed."""
        word = self.wording.word
        many = Counter(change.kind for each in self.entries for change in self.told(each))
        many.update(change.kind for change in self.told_headings)
        same = [] if self.kinds else [f"{word('unchanged')} {sum(map(self._is_quiet, self.entries))}"]
        lines = [word("source", old=self._called(self.old), new=self._called(self.new))]
        for name, kinds in self.wording.counted.items():
            said = [f"{self.wording.kind(kind)} {many[kind]}" for kind in kinds if many[kind]]
            said = [*same, *said] if name == "events" else said
            lines += [f"{word(name)}: {', '.join(said)}."] if said else []
        spoken = self.comparison.old.language, self.comparison.new.language
        lines += [word("spoken", old=spoken[0], new=spoken[1])] if len({*spoken}) > 1 else []
        doubtful = sum(not each.sure for each in self.meant)
        lines += [f"{word('doubtful')}: {word('matches')} {doubtful}."] if doubtful else []
        lines += [word("only", body=self.wording.thing(self.only))] if self.only else []
        lines += [word("kinds", kinds=", ".join(map(self.wording.kind, sorted(self.kinds))))] if self.kinds else []
        return tuple(lines if self.changed else [*lines, word("nothing")])

    def _called(self, side: Side) -> str:
        """Return what a side is called, with its code, how many events it has, and its period."""
        one = side.edition
        period = f"{one.start}–{one.end}" if one.start else ""
        said = (one.code, self.wording.word("many", n=str(len(one.rows))), period)
        return f"{side.name} ({', '.join(filter(None, said))})"

    @property
    def changed(self) -> bool:
        """Return whether anything changed."""
        return bool(self.headings or any(each.changes for each in self.entries))

    @cached_property
    def counted(self) -> tuple[str, ...]:
        """Return a line for each kind of change that is counted, with the first few numbers."""
        return tuple(self._counted())

    def _counted(self) -> Iterator[str]:
        by: dict[frozenset[str], list[Entry]] = {}
        for entry in self.entries:
            if entry.changes and self._is_quiet(entry) and entry.sure and self._wanted(entry.kinds):
                by.setdefault(entry.kinds, []).append(entry)
        for kinds, entries in sorted(by.items(), key=lambda item: (-len(item[1]), sorted(item[0]))):
            named = [arrow(each.old, each.new) for each in entries[:NAMED]] + (["…"] if len(entries) > NAMED else [])
            yield f"{' + '.join(map(self.wording.kind, sorted(kinds)))}: {len(entries)} ({', '.join(named)})"

    # --- words -------------------------------------------------------------------------------

    def says(self, change: Change) -> str:
        """Return a change in one sentence."""
        return self.wording.sentence(change)

    def link_says(self, link: Touched) -> str:
        """Return in one sentence how the links of a thing are touched; of many targets a few are named."""
        name = link.code or self.wording.thing(link.subject)
        targets = ", ".join([*link.targets[:TARGETS], *(["…"] if link.targets[TARGETS:] else [])])
        how = "kept" if link.now == (link.code,) else link.how
        return self.wording.word(f"link-{how}", about=name, target=targets, now=", ".join(link.now))

    def sentences(self, entry: Entry) -> list[str]:
        """Return what changed in an entry, each sentence once."""
        return list(dict.fromkeys(map(self.says, self.told(entry))))

    def spots(self, entry: Entry) -> tuple[str, str]:
        """Return where the rows stand in both sources."""
        sides = ((self.old, entry.old), (self.new, entry.new))
        old, new = ("; ".join(filter(None, (side.spots.get(row.iri, "") for row in rows))) for side, rows in sides)
        return old, new

    def look(self, entry: Entry) -> str:
        """Return the question whether two rows are the same work, or may be; empty where nobody need look."""
        if entry.match:
            return "" if entry.sure else self.wording.word("look", score=f"{entry.match.score:.2f}")
        rows = {*entry.old, *entry.new}
        near = (each for each in self.comparison.near if rows & {*each.old, *each.new})
        return " ".join(self._perhaps(each, entry) for each in near)

    @property
    def near(self) -> list[Match]:
        """Return the rows without counterpart that are told, each with the one that it is likest to."""
        alone = {row for each in self.meant if not each.match for row in (*each.old, *each.new)}
        return [each for each in self.comparison.near if alone & {*each.old, *each.new}]

    def _perhaps(self, near: Match, entry: Entry) -> str:
        name, rows = ("perhaps-as", near.new) if entry.old else ("perhaps-from", near.old)
        title = shorten(rows[0].title, LENGTH, placeholder=" …")
        return self.wording.word(name, number=number(rows), title=title, score=f"{near.score:.2f}")


def _entries(comparison: Comparison) -> Iterator[Entry]:
    """Yield the matches and what stands alone, in the order of the newer revision; what went stands where it stood."""
    order = {row.code: at for at, row in enumerate(comparison.new.rows)}
    mine: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Change]] = {}
    reused: dict[str, list[Change]] = {}
    for change in comparison.changes:
        if change.kind == "number-reused":
            reused.setdefault(change.new[0], []).append(change)
        else:
            mine.setdefault((change.old, change.new), []).append(change)

    def entry(old: Sequence[Row], new: Sequence[Row], match: Match | None = None) -> Entry:
        codes = tuple(row.code for row in old), tuple(row.code for row in new)
        also = [change for code in codes[1] for change in reused.get(code, ())]
        parts = (((one,), (other,)) for one in codes[0] for other in codes[1])
        here = (change for key in dict.fromkeys((codes, *parts)) for change in mine.get(key, ()))
        said = [change for change in here if not change.kind.startswith(ABOVE)]
        return Entry(tuple(old), tuple(new), (*said, *also), match)

    found = [entry(match.old, match.new, match) for match in comparison.matches if match.old and match.new]
    at = {row.code: min(order[other.code] for other in each.new) for each in found for row in each.old}
    found += [entry((), (row,)) for row in comparison.added]
    placed = [(min(order[row.code] for row in each.new), 0, n, each) for n, each in enumerate(found)]
    last, gone = -1, {row.code for row in comparison.removed}
    for n, row in enumerate(comparison.old.rows):
        last = at.get(row.code, last)
        if row.code in gone:
            placed.append((last, 1, n, entry((row,), ())))
    yield from (each for *_, each in sorted(placed, key=lambda one: one[:3]))

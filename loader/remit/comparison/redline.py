"""A comparison made ready for reports: a summary, the changed rows by section, the quiet ones counted.

What is in no way changed is not shown; a row of which only the number or the year went on with the rest is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from textwrap import shorten
from typing import TYPE_CHECKING

from remit.comparison.cells import arrow, number
from remit.comparison.change import Change, Comparison
from remit.comparison.edition import Row
from remit.comparison.entries import ABOVE, Entry
from remit.comparison.entries import entries as entries_of
from remit.comparison.headings import pair_by_rows
from remit.comparison.match import Match
from remit.comparison.sides import Side
from remit.comparison.texts import moved_on
from remit.comparison.wording import Wording
from remit.findings import Finding

if TYPE_CHECKING:
    from remit.comparison.impact import Impact, Stake
    from remit.comparison.touched import Touched

#: How many pairs of numbers a counted line names.
NAMED = 6
#: How many letters are shown of the title of a row that is only pointed to.
LENGTH = 80
#: What may change for one who is asked.
STAKES = ("gained", "lost", "kept")
#: How many ends of links are named.
TARGETS = 3


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
        found = entries_of(self.comparison)
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
        same = [] if self.kinds else [f"{word('unchanged' if many else 'same-all')} {self._quiet}"]
        lines = [word("source", old=self._called(self.old), new=self._called(self.new))]
        for name, kinds in self.wording.counted.items():
            said = [f"{self.wording.kind(kind)} {many[kind]}" for kind in kinds if many[kind]]
            said = [*same, *said] if name == "events" else said
            lines += [f"{word(name)}: {', '.join(said)}."] if said else []
        spoken = self.comparison.old.language, self.comparison.new.language
        lines += [word("spoken", old=spoken[0], new=spoken[1])] if len({*spoken}) > 1 else []
        doubtful = sum(not each.sure for each in self.meant)
        watched = sum(map(self._is_watched, self.meant))
        said = [f"{word(name)} {n}" for name, n in (("matches", doubtful), ("scopes", watched)) if n]
        lines += [f"{word('doubtful')}: {', '.join(said)}."] if said else []
        lines += [word("only", body=self.wording.thing(self.only))] if self.only else []
        lines += [word("kinds", kinds=", ".join(map(self.wording.kind, sorted(self.kinds))))] if self.kinds else []
        hidden = len(self.findings) - len(self.told_findings)
        lines[-1:] = [f"{lines[-1]} {word('hidden', n=str(hidden))}"] if hidden else lines[-1:]
        return tuple(lines if self.changed else [*lines, word("nothing")])

    @property
    def _quiet(self) -> int:
        return sum(map(self._is_quiet, self.entries))

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

    def says(self, *changes: Change) -> str:
        """Return a change in one sentence, or several that are told together; where it is one part's it says which."""
        said, change = self.wording.sentence(*changes), changes[0]
        rows = self._matched.get(("".join(change.old[:1]), "".join(change.new[:1])))
        if rows is None or change.kind in self.wording.together:
            return said
        sides = (("whole-new", change.new, rows[1]), ("whole-old", change.old, rows[0]))
        for name, codes, all_ in sides:
            if len(codes) < len(all_):
                said = self.wording.word(name, number=", ".join(codes), said=said)
        return said

    @cached_property
    def _matched(self) -> dict[tuple[str, str], tuple[tuple[Row, ...], tuple[Row, ...]]]:
        """Return the rows of each split and merger by the codes of each pair of them."""
        many = (match for match in self.comparison.matches if not match.one_to_one)
        return {(o.code, n.code): (m.old, m.new) for m in many for o in m.old for n in m.new}

    def link_says(self, link: Touched) -> str:
        """Return in one sentence how the links of a thing are touched; of many targets a few are named."""
        name = link.code or self.wording.thing(link.subject)
        targets = ", ".join([*link.targets[:TARGETS], *(["…"] if link.targets[TARGETS:] else [])])
        how = "kept" if link.now == (link.code,) else link.how
        return self.wording.word(f"link-{how}", about=name, target=targets, now=", ".join(link.now))

    def sentences(self, entry: Entry) -> list[str]:
        """Return what changed in an entry, each sentence once."""
        groups: dict[object, list[Change]] = {}
        for at, change in enumerate(self.told(entry)):
            rows = (change.kind, change.old, change.new)
            words = (*rows, change.before, change.after) if change.kind in self.wording.alike else at
            groups.setdefault(rows if change.kind in self.wording.together else words, []).append(change)
        return list(dict.fromkeys(self.says(*group) for group in groups.values()))

    def stake_name(self, stake: Stake) -> str:
        """Return what one is called for whom something changes; of several of one name the end of the IRI too."""
        name = self.wording.thing(stake.holder)
        return f"{name} ({stake.holder.rpartition('/')[2]})" if self._names[name] > 1 else name

    @cached_property
    def _names(self) -> Counter[str]:
        return Counter(self.wording.thing(each.holder) for each in (self.impact.stakes if self.impact else ()))

    def stake_says(self, stake: Stake) -> tuple[tuple[str, str], ...]:
        """Return what a body, post or organisation gained, lost, keeps otherwise; each after its head."""
        word = self.wording.word
        gained = [*stake.gained, *(word("wider", old=o, new=n) for o, n in stake.widened)]
        lost = [*stake.lost, *(word("narrower", old=o, new=n) for o, n in stake.narrowed)]
        kept = ["→".join(dict.fromkeys(way)) for way in stake.kept]
        return tuple((word(name), ", ".join(said)) for name, said in zip(STAKES, (gained, lost, kept), strict=True))

    def spots(self, entry: Entry) -> tuple[str, str]:
        """Return where the rows stand in both sources."""
        sides = ((self.old, entry.old), (self.new, entry.new))
        old, new = ("; ".join(filter(None, (side.spots.get(row.iri, "") for row in rows))) for side, rows in sides)
        return old, new

    def look(self, entry: Entry) -> str:
        """Return what a person should look at: whether this is the same work, and all of it; empty for nothing."""
        said = (
            [] if entry.sure else [self.wording.word("look", score=f"{entry.match.score:.2f}")] if entry.match else []
        )
        near = dict.fromkeys(each for row in (*entry.old, *entry.new) for each in self._near.get(row, ()))
        said += [self._perhaps(each, entry) for each in near]
        said += [self.wording.word("scope")] if self._is_watched(entry) and not near else []
        return " ".join(said)

    def _is_watched(self, entry: Entry) -> bool:
        return any(change.kind in self.wording.watched for change in self.told(entry))

    @cached_property
    def _near(self) -> dict[Row, list[Match]]:
        found: dict[Row, list[Match]] = {}
        for each in self.comparison.near:
            for row in (*each.old, *each.new):
                found.setdefault(row, []).append(each)
        return found

    @property
    def near(self) -> list[Match]:
        """Return the rows without counterpart that are told, each with the one that it is likest to."""
        alone = {row for each in self.meant if not each.match for row in (*each.old, *each.new)}
        return [each for each in self.comparison.near if alone & {*each.old, *each.new}]

    def _perhaps(self, near: Match, entry: Entry) -> str:
        goes = near.old[0] in entry.old
        names = {"": ("perhaps-as", "perhaps-from"), "split": ("perhaps-part", "perhaps-part-of")}
        name = names.get(near.how, ("perhaps-in", "perhaps-has"))[0 if goes else 1]
        rows = near.new if goes else near.old
        title = shorten(rows[0].title, LENGTH, placeholder=" …")
        return self.wording.word(name, number=number(rows), title=title, score=f"{near.score:.2f}")

"""Findings meet acceptances: which are accepted, and which acceptances nothing answers to any more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from remit.acceptances.acceptance import FILE, Acceptance
from remit.findings import Finding
from remit.places import HEAD, Place
from remit.rules.catalogue import nearest
from remit.rules.finding import filled
from remit.rules.shapes import Rule

#: The findings of each revision that was checked.
ByRevision = Mapping[str, Sequence[Finding]]

#: The rules about acceptances themselves.
MATCHES, IN_FORCE = "acceptance-matches", "acceptance-in-force"
KNOWN, ONCE = "acceptance-known", "acceptance-once"


@dataclass(frozen=True)
class Judge:
    """The acceptances of a workspace on a day; a path is what stands in the subject of a finding after `base`."""

    entries: Sequence[Acceptance]
    base: str
    today: str

    def marked(self, found: ByRevision) -> dict[str, list[Finding]]:
        """Return the findings of each revision, those that are accepted marked so."""
        return {revision: [self._marked(each, revision) for each in findings] for revision, findings in found.items()}

    def outlived(self, found: ByRevision, known: Mapping[str, Rule], *, whole: bool) -> Iterator[Finding]:
        """Yield a finding for each acceptance that nothing answers to any more, and for each that is not in force.

        One of a rule that is not `known`, and one that says again what another says, is told whatever was checked.

        One of no particular revision is missed only when the workspace was checked as a `whole`.
        """
        told: set[tuple[str, ...]] = set()
        for entry in self.entries:
            asked = entry.revision in found if entry.revision else whole
            key = (entry.rule, entry.event, entry.about, " ".join(entry.words.split()), entry.revision)
            if entry.rule not in known:
                yield _finding(known[KNOWN], entry, nearest=nearest(entry.rule, known))
            elif key in told:
                yield _finding(known[ONCE], entry)
            elif not any(self._covers(entry, each, revision) for revision in found for each in found[revision]):
                if asked:
                    yield _finding(known[MATCHES], entry)
            elif not entry.in_force(self.today):
                late = entry.date <= self.today
                yield _finding(known[IN_FORCE], entry, when=f"until {entry.until}" if late else f"from {entry.date} on")
            if entry.in_force(self.today):
                told.add(key)

    def _marked(self, finding: Finding, revision: str) -> Finding:
        for entry in self.entries:
            if entry.in_force(self.today) and self._covers(entry, finding, revision):
                return replace(finding, accepted=entry.said)
        return finding

    def _covers(self, entry: Acceptance, finding: Finding, revision: str) -> bool:
        return entry.covers(finding, finding.subject.removeprefix(self.base), revision)


def _finding(rule: Rule, entry: Acceptance, **more: str) -> Finding:
    said = {"rule": entry.rule, "about": entry.subject, **more}
    place = Place(FILE, 0, entry.line, HEAD, 0, len(entry.written), entry.written)
    return Finding(rule.name, rule.severity, filled(rule.message, said.__getitem__), rule.hint, (place,))

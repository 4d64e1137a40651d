"""Hold what an authority says of its records against our rows: dead, merged, withdrawn, of another time, contradicted.

A record that ended as ours did is right for what was before, so that is worth knowing and no more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from remit.findings import Finding, Severity
from remit.links.checking import about
from remit.names import expand

if TYPE_CHECKING:
    from remit.links.authorities import Authority
    from remit.links.known import Links
    from remit.links.mapping import Mapping
    from remit.registry import Record as Ours
    from remit.registry import Registry
    from remit.services.pages import Page
    from remit.services.record import Record

THERE = "link-target-there"
CURRENT = "link-target-current"
IN_TIME = "link-target-in-time"
AGREE = "link-authorities-agree"
_EXACT = "skos:exactMatch"
#: How many identifiers of one thing are told.
_SHOWN = 10
#: By what predicates a row says what an identifier of the thing is.
_IDENTIFIES = (_EXACT, "schema:identifier")


@dataclass(frozen=True)
class Judge:
    """What is known here: links, registries, where IRIs begin, the periods of the revisions as (first, last year)."""

    links: Links
    registry: Registry
    base: str
    periods: Sequence[tuple[int, int]] = ()

    def page(self, link: Mapping, page: Page) -> Iterator[Finding]:
        """Yield what there is to say of a page that a link leads to."""
        if page.gone:
            hint = "look for where the page went; write its new address, or take the row out."
            yield about(link, THERE, self._grave(link), f"the page {link.object} of {_name(link)} is gone.", hint)
        if page.target:
            said = f"the page {link.object} of {_name(link)} sends to another host: {page.target}."
            hint = "look whether it is still the site of the same thing; if so, write the new address."
            yield about(link, THERE, Severity.info, said, hint)

    def record(self, link: Mapping, authority: Authority, record: Record) -> Iterator[Finding]:
        """Yield what there is to say of a record that a link leads to."""
        if not record.there:
            said = f"{authority.name} has no record {record.id}, which {_name(link)} is linked to."
            yield about(link, THERE, Severity.warning, said, "look for the right record, or take the row out.")
        elif record.merged:
            said = f"{authority.name} merged {record.id}, which {_name(link)} is linked to, into {record.merged}."
            hint = "look whether that is the same thing; if so, write it in the place of the other."
            yield about(link, CURRENT, Severity.warning, said, hint)
        elif link.predicate == expand(_EXACT):
            if record.status:
                yield from self._withdrawn(link, authority, record)
            yield from self._in_time(link, authority, record)
            yield from self._claims(link, authority, record)

    # --- in time -------------------------------------------------------------------------

    def _withdrawn(self, link: Mapping, authority: Authority, record: Record) -> Iterator[Finding]:
        next_ones = [f"{name} ({identity})" if name else identity for identity, name in record.successors]
        said = f"{authority.name} says of the record of {_name(link)}: {record.status}"
        said += f"; successor: {_some(next_ones)}" if next_ones else "; it names no successor"
        ours = self._ours(link)
        if ours is None or not ours.data.get("until"):
            hint = "write until: and successor: in its registry, if it ended; link what follows it from its own record."
            yield about(link, CURRENT, Severity.warning, f"{said}.", hint)
            return
        said += f". Here it ended in {ours.data['until']}, so the record is right for programmes from before."
        yield about(link, CURRENT, Severity.info, said, "nothing, unless a later programme names it.")
        known = self._successors(ours, authority)
        if known and next_ones and not known & {identity for identity, _ in record.successors}:
            said = f"what follows {_name(link)} is {', '.join(sorted(known))} here, and {_some(next_ones)} there."
            yield about(link, AGREE, Severity.warning, said, "correct the successor here, or tell the authority.")

    def _in_time(self, link: Mapping, authority: Authority, record: Record) -> Iterator[Finding]:
        ours = self._ours(link)
        if ours is None or record.since is None:
            return
        for start, end in sorted(self.periods):
            if record.since > end and ours.valid_in(end):
                said = (
                    f"the record of {_name(link)} in {authority.name} is of something that began in {record.since}, "
                    f"after the programme of {start}–{end}."
                )
                hint = "make the link skos:closeMatch, and link the record from what began then; or write since: here."
                yield about(link, IN_TIME, Severity.warning, said, hint)
                return

    def _successors(self, ours: Ours, authority: Authority) -> set[str]:
        """Return the IRIs by which an authority knows what follows one of ours."""
        path = str(ours.data.get("successor", ""))
        return {each.object for each in self._of(self.base + path, authority) if each.predicate == expand(_EXACT)}

    # --- other authorities ---------------------------------------------------------------

    def _claims(self, link: Mapping, authority: Authority, record: Record) -> Iterator[Finding]:
        for name, values in record.claims.items():
            other = self.links.authorities.get(name)
            claimed = {plain(value): value for value in values}
            if other and claimed:
                yield from self._claimed(link, authority, other, claimed)

    def _claimed(
        self, link: Mapping, authority: Authority, other: Authority, claimed: dict[str, str]
    ) -> Iterator[Finding]:
        """Yield what there is to say of the identifiers of another authority that a record holds."""
        rows = self._of(link.subject, other, negated=True)
        ours = [row for row in rows if not row.negated and row.predicate in map(expand, _IDENTIFIES)]
        said_of = {_identifier(row, other) for row in rows}
        by = f"{authority.name} ({link.object})"
        agreed = [row for row in ours if _identifier(row, other) in claimed]
        if not agreed:
            denied = [row for row in rows if row.negated and _identifier(row, other) in claimed]
            for row in ours or denied:
                not_ = "is not" if row.negated else "is"
                said = f"{_name(row)} {not_} {row.object} here; {by} gives {_some(claimed.values())} of {other.name}."
                hint = "find out which is right; correct the row, or tell the authority."
                yield about(row, AGREE, Severity.warning, said, hint)
        elif other.single and (more := [claimed[each] for each in claimed if each not in said_of]):
            said = f"{by} gives {_name(link)} {len(claimed)} identifiers of {other.name}: {_some(claimed.values())}."
            hint = f"say of {_some(more)} in a row what it is, or that it is Not the same."
            yield about(link, AGREE, Severity.warning, said, hint)

    # --- what is known -------------------------------------------------------------------

    @cached_property
    def _by_subject(self) -> dict[str, list[Mapping]]:
        found: dict[str, list[Mapping]] = {}
        for each in self.links.every.values():
            found.setdefault(each.subject, []).append(each)
        return found

    def _of(self, subject: str, authority: Authority, negated: bool = False) -> list[Mapping]:
        return [
            each
            for each in self._by_subject.get(subject, ())
            if (negated or not each.negated) and self.links.authorities.keeper(each, self.base) == authority
        ]

    def _ours(self, link: Mapping) -> Ours | None:
        return self.registry.records.get(link.subject.removeprefix(self.base))

    def _grave(self, link: Mapping) -> Severity:
        """Return how grave it is that a page is gone: of what has ended, one expects it."""
        ours = self._ours(link)
        return Severity.info if ours and ours.data.get("until") else Severity.warning


def plain(identifier: str) -> str:
    """Return an identifier as it is compared: the end of an address, without blanks and in one case.

    >>> plain("0000 0001 2191 659X"), plain("lamps.example/055vkyj43/"), plain("GRID.494575.e")
    ('000000012191659x', '055vkyj43', 'grid.494575.e')
    """
    return "".join(identifier.rstrip("/").rpartition("/")[2].split()).lower()


def _some(values: Collection[str]) -> str:
    """Return values in one line; of many the first, and how many more there are.

    >>> _some([str(number) for number in range(12)])
    '0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 2 more'
    """
    more = f" and {len(values) - _SHOWN:,} more" if len(values) > _SHOWN else ""
    return ", ".join(islice(values, _SHOWN)) + more


def _identifier(row: Mapping, authority: Authority) -> str:
    return plain((authority.identifier(row.object) or row.object) if authority.iri else row.object)


def _name(link: Mapping) -> str:
    return f"“{link.subject_label or link.subject.rpartition('/')[2]}”"

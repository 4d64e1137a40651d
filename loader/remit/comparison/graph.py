"""A comparison → triples: the comparison, its continuations and its changes, each with the places on both sides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from remit.comparison.change import Change, Comparison
from remit.comparison.edition import Edition, Heading, Row
from remit.comparison.match import Match
from remit.graph.facts import Facts, member, node, text
from remit.names import slug
from remit.store import default_graph, in_default

#: How the name of a kind of change begins → the column in which it is seen; the whole row else.
COLUMNS = {
    "executor": "executors",
    "role": "executors",
    "term": "term",
    "title": "title",
    "remark": "remarks",
    "reference": "remarks",
}


def facts_of(comparison: Comparison, base: str, places: Store) -> Facts:
    """Return what a comparison says, as the triples of one named graph; `places` is where the rows stand."""
    old, new = comparison.old, comparison.new
    facts = Facts(base, f"graph/{new.name}-since-{old.name}")
    return _Writer(comparison, facts, places).written()


def together(*sides: Store) -> Store:
    """Return a store whose default graph holds what stands in those of two sides."""
    made = Store()
    for side in sides:
        made.bulk_extend(in_default(default_graph(side)))
    return made


#: What has an IRI and stands somewhere.
Thing = Row | Heading | Edition


class _Writer:
    def __init__(self, comparison: Comparison, facts: Facts, places: Store) -> None:
        self.comparison, self.facts, self.places = comparison, facts, places
        self.subject = node(f"{comparison.new.iri}/since/{comparison.old.name}")

    def written(self) -> Facts:
        facts, one = self.facts, self.comparison
        facts.add(self.subject, "rdf:type", node("remit:Comparison"))
        facts.add(self.subject, "remit:hasOlder", node(one.old.iri))
        facts.add(self.subject, "remit:hasNewer", node(one.new.iri))
        for side in (one.old, one.new):
            facts.add(self.subject, "remit:standsAt", *self._places(node(side.iri), ""))
        for match in one.matches:
            self._add_continuation(match)
        for change in one.changes:
            self._add_change(change)
        return facts

    def _add_continuation(self, match: Match) -> None:
        name = "+".join(row.code for row in match.new)
        subject = node(f"{self.subject.value}/continuation/{slug(name)}")
        facts = self.facts
        self._add_part(subject, "remit:Continuation", match.old, match.new, "")
        facts.add(subject, "remit:probability", None if match.confidence is None else _decimal(match.confidence))
        link = "prov:wasRevisionOf" if match.one_to_one else "prov:wasDerivedFrom"
        for row in match.new:
            facts.add(node(row.iri), link, *(node(each.iri) for each in match.old))

    def _add_change(self, change: Change) -> None:
        facts, subject = self.facts, node(f"{self.subject.value}/change/{slug(change.name)}")
        if Quad(subject, node("rdf:type"), node("remit:Change"), node(facts.base + facts.graph)) in facts.quads:
            subject = node(f"{subject.value}-{slug(change.before or change.after)[:40]}")
        old, new = (
            self._things(change, codes, side)
            for codes, side in ((change.old, self.comparison.old), (change.new, self.comparison.new))
        )
        column = COLUMNS.get(change.kind.partition("-")[0], "")
        self._add_part(subject, "remit:Change", old, new, column)
        facts.add(subject, "remit:hasKind", member("kind-of-change", change.kind))
        facts.add(subject, "remit:concerns", node(change.about) if change.about else None)
        facts.add(subject, "remit:putsInPlace", node(change.instead) if change.instead else None)
        facts.add(subject, "remit:textBefore", text(change.before) if change.before else None)
        facts.add(subject, "remit:textAfter", text(change.after) if change.after else None)
        for name, role in zip(("remit:hasRoleBefore", "remit:hasRoleAfter"), change.roles_in_time, strict=True):
            facts.add(subject, name, member("role", role) if role else None)
        if change.kind.startswith("body"):
            self._add_event(subject, change)

    def _add_event(self, subject: NamedNode, change: Change) -> None:
        """State the change of a body in the words of ORG."""
        self.facts.add(subject, "rdf:type", node("org:ChangeEvent"))
        if change.kind != "body-created":
            self.facts.add(subject, "org:originalOrganization", node(change.about))
        result = change.about if change.kind == "body-created" else change.instead
        self.facts.add(subject, "org:resultingOrganization", node(result) if result else None)

    def _add_part(self, subject: NamedNode, kind: str, old: Iterable[Thing], new: Iterable[Thing], column: str) -> None:
        facts = self.facts
        facts.add(subject, "rdf:type", node(kind))
        facts.add(subject, "remit:belongsToComparison", self.subject)
        for name, things in (("remit:changesFrom", old), ("remit:changesTo", new)):
            for thing in things:
                facts.add(subject, name, node(thing.iri))
                facts.add(subject, "remit:standsAt", *self._places(node(thing.iri), column))

    def _things(self, change: Change, codes: Iterable[str], edition: Edition) -> list[Thing]:
        """Return the rows or headings of a change on one side; one of neither is a change of the revision."""
        if not change.old and not change.new:
            return [edition]
        known = edition.headings if change.kind.startswith(("section", "group")) else edition.by_code
        return [known[code] for code in codes]

    def _places(self, thing: NamedNode, column: str) -> Iterator[NamedNode]:
        """Yield where a thing stands, in one column where it stands there at all."""
        quads = self.places.quads_for_pattern(thing, node("remit:standsAt"), None, DefaultGraph())
        every = [quad.object for quad in quads if isinstance(quad.object, NamedNode)]
        wanted = Literal(column)
        there = [p for p in every if Quad(p, node("remit:column"), wanted) in self.places] if column else []
        yield from there or every


def _decimal(value: float) -> Literal:
    return Literal(f"{value:.3f}", datatype=node("xsd:decimal"))

"""Find contradictions by following the axioms from what is stated, and keep for each the statements that lead to it.

Followed are memberships, domains, ranges, wider classes and properties, chains of two properties, and what is one thing
by a functional property or a key. What cannot be is one thing in two disjoint classes, a relation that goes both ways
or to itself where it must not, two values where one may be, a value of another datatype.
Not attempted: all other axioms. What is found is a candidate that the reasoner confirms; what is not found it still
sees, without saying why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from rdflib import OWL, RDF, XSD, Graph, Literal
from rdflib.term import Node

from remit.reasoning.axioms import Axiom, Axioms

#: A statement, as it stands in a graph.
Triple = tuple[Node, Node, Node]
#: What leads to a conclusion, in order.
Reason = tuple["Triple | Axiom", ...]


#: Of more things with one value no more pairs are looked at.
MOST = 50


@dataclass(frozen=True)
class Link:
    """One relation between two things, or a thing and a value, and why it holds."""

    ends: tuple[Node, Node]
    reason: Reason


@dataclass(frozen=True)
class Clash:
    """One contradiction: its kind, the terms that clash, and the reason: statements and axioms in order."""

    kind: str
    terms: tuple[Node, ...]
    reason: Reason

    @property
    def statements(self) -> tuple[Triple, ...]:
        """Return the statements that cannot be true together, each once."""
        return tuple(dict.fromkeys(step for step in self.reason if not isinstance(step, Axiom)))

    @property
    def axioms(self) -> tuple[Axiom, ...]:
        """Return the axioms by which they cannot, each once."""
        return tuple(dict.fromkeys(step for step in self.reason if isinstance(step, Axiom)))


def find(data: Graph, axioms: Axioms) -> list[Clash]:
    """Return the contradictions of `data`, each once and for the shortest reason, the shortest first."""
    found: dict[frozenset[Triple], Clash] = {}
    known: set[tuple[str, tuple[Node, ...]]] = set()
    for clash in sorted(_Ledger(data, axioms).clashes(), key=_length):
        if (clash.kind, clash.terms) not in known:
            found.setdefault(frozenset(clash.statements), clash)
        known.add((clash.kind, clash.terms))
    return [clash for said, clash in found.items() if not any(other < said for other in found)]


def _length(clash: Clash) -> tuple[int, int, str]:
    return len(clash.statements), len(clash.reason), repr(clash.terms)


class _Ledger:
    """What is stated and what follows, each with its reason."""

    def __init__(self, data: Graph, axioms: Axioms) -> None:
        self.data, self.axioms = data, axioms
        self.types: dict[Node, dict[Node, Reason]] = defaultdict(dict)
        self.links: dict[Node, list[Link]] = defaultdict(list)
        for triple in sorted(data):
            self._state(triple)
        for axiom in axioms.chains:
            self._chain(axiom)
        for predicate, rows in list(self.links.items()):
            self._follow(predicate, rows)

    def _state(self, triple: Triple) -> None:
        subject, predicate, value = triple
        if predicate == RDF.type and value in self.axioms.classes:
            self._belongs(subject, value, (triple,))
        elif predicate in self.axioms.properties:
            for wider, steps in self.axioms.wider_properties(predicate):
                self.links[wider].append(Link((subject, value), (triple, *steps)))

    def _belongs(self, thing: Node, kind: Node, reason: Reason) -> None:
        """Note that a thing is of a class and of all wider ones; the shortest reason stays."""
        for wider, steps in self.axioms.wider_classes(kind):
            known = self.types[thing].get(wider)
            if known is None or len(known) > len(reason) + len(steps):
                self.types[thing][wider] = (*reason, *steps)

    def _chain(self, axiom: Axiom) -> None:
        """Conclude a relation from two that follow each other."""
        predicate, first, second = axiom.terms
        onward: dict[Node, list[Link]] = defaultdict(list)
        for row in self.links.get(second, ()):
            onward[row.ends[0]].append(row)
        for row in self.links.get(first, ()):
            for then in onward.get(row.ends[1], ()):
                ends = row.ends[0], then.ends[1]
                self.links[predicate].append(Link(ends, (*row.reason, *then.reason, axiom)))

    def _follow(self, predicate: Node, rows: list[Link]) -> None:
        """Conclude from domain and range what the things of a relation are."""
        for end, axioms in ((0, self.axioms.domains), (1, self.axioms.ranges)):
            for axiom in axioms.get(predicate, ()):
                if len(axiom.terms) == 2:
                    for row in rows:
                        if not isinstance(row.ends[end], Literal):
                            self._belongs(row.ends[end], axiom.terms[1], (*row.reason, axiom))

    # --- what cannot be ---------------------------------------------------------------------------

    def clashes(self) -> Iterator[Clash]:
        """Yield every contradiction that can be seen."""
        for thing in self.types:
            yield from self._disjoint((thing,), self.types[thing], self.types[thing], ())
        yield from self._unions()
        yield from self._relations()
        yield from self._values()
        for equal in self._equal():
            yield from self._same(equal)

    def _disjoint(
        self, things: tuple[Node, ...], one: dict[Node, Reason], other: dict[Node, Reason], reason: Reason
    ) -> Iterator[Clash]:
        for first in one:
            for second in other:
                axiom = self.axioms.disjoint.get(frozenset((first, second)))
                if axiom and (len(things) > 1 or str(first) < str(second)):
                    kind = "disjoint" if len(things) == 1 else "same-disjoint"
                    yield Clash(kind, (*things, first, second), (*reason, *one[first], *other[second], axiom))

    def _unions(self) -> Iterator[Clash]:
        """Yield things that are in none of the classes of which they must be in one."""
        for end, axioms in ((0, self.axioms.domains), (1, self.axioms.ranges)):
            for predicate, each in axioms.items():
                for axiom in (one for one in each if len(one.terms) > 2):
                    for row in self.links.get(predicate, ()):
                        yield from self._outside(row.ends[end], axiom, row.reason)

    def _outside(self, thing: Node, axiom: Axiom, reason: Reason) -> Iterator[Clash]:
        wanted = axiom.terms[1:]
        for kind, why in self.types.get(thing, {}).items():
            apart = [self.axioms.disjoint.get(frozenset((kind, each))) for each in wanted]
            if kind not in wanted and all(apart):
                steps = tuple(dict.fromkeys(each for each in apart if each))
                yield Clash("outside", (thing, kind, *wanted), (*why, *reason, axiom, *steps))

    def _relations(self) -> Iterator[Clash]:
        for predicate, rows in self.links.items():
            asymmetric = self.axioms.of("asymmetric", predicate)
            irreflexive = self.axioms.of("irreflexive", predicate)
            there = {row.ends: row.reason for row in rows}
            for (s, o), reason in there.items():
                if s == o and (selfless := list(self._selfless(s, predicate, reason))):
                    yield from selfless
                elif s == o and (axiom := irreflexive or asymmetric):
                    yield Clash("self", (s, predicate), (*reason, axiom))
                elif asymmetric and (o, s) in there and str(s) < str(o):
                    yield Clash("both-ways", (s, o, predicate), (*reason, *there[o, s], asymmetric))

    def _selfless(self, thing: Node, predicate: Node, reason: Reason) -> Iterator[Clash]:
        for kind, why in self.types.get(thing, {}).items():
            if axiom := self.axioms.of("no-self", kind, predicate):
                yield Clash("self", (thing, predicate), (*why, *reason, axiom))

    def _values(self) -> Iterator[Clash]:
        """Yield values too many, and values of another datatype than the range says."""
        for predicate, rows in self.links.items():
            if axiom := self.axioms.of("functional", predicate):
                for one, other in _pairs(rows, 0):
                    first, second = one.ends[1], other.ends[1]
                    if isinstance(first, Literal) and isinstance(second, Literal) and first != second:
                        terms = (one.ends[0], predicate, first, second)
                        yield Clash("two-values", terms, (*one.reason, *other.reason, axiom))
            for axiom in self.axioms.datatypes.get(predicate, ()):
                for row in rows:
                    subject, value = row.ends
                    if isinstance(value, Literal) and not _fits(value, axiom.terms[1]):
                        yield Clash("datatype", (subject, predicate, value, axiom.terms[1]), (*row.reason, axiom))

    # --- what is one thing ------------------------------------------------------------------------

    def _equal(self) -> Iterator[Link]:
        """Yield the pairs of things that a functional property or a key makes one."""
        for predicate, rows in self.links.items():
            for kind, end in (("functional", 0), ("inverse-functional", 1)):
                if axiom := self.axioms.of(kind, predicate):
                    for one, other in _pairs(rows, end):
                        ends = one.ends[1 - end], other.ends[1 - end]
                        if ends[0] != ends[1] and not any(isinstance(each, Literal) for each in ends):
                            yield Link(ends, (*one.reason, *other.reason, axiom))
        for axiom in self.axioms.keys:
            yield from self._keyed(axiom)

    def _keyed(self, axiom: Axiom) -> Iterator[Link]:
        """Yield the pairs of members of a class with equal values of its key."""
        kind, *parts = axiom.terms
        values = [{row.ends[0]: row for row in self.links.get(part, ())} for part in parts]
        by: dict[tuple[Node, ...], list[tuple[Node, Reason]]] = defaultdict(list)
        for thing, types in self.types.items():
            if kind in types and all(thing in each for each in values):
                why = tuple(step for each in values for step in each[thing].reason)
                by[tuple(each[thing].ends[1] for each in values)].append((thing, (*types[kind], *why)))
        for same in by.values():
            for (one, why), (other, because) in combinations(same[:MOST], 2):
                yield Link((one, other), (*why, *because, axiom))

    def _same(self, equal: Link) -> Iterator[Clash]:
        """Yield why two things cannot be one: their classes, or their values."""
        one, other = equal.ends
        yield from self._disjoint((one, other), self.types.get(one, {}), self.types.get(other, {}), equal.reason)
        for triple in ((one, OWL.differentFrom, other), (other, OWL.differentFrom, one)):
            if triple in self.data:
                yield Clash("same-different", (one, other), (*equal.reason, triple))
        for predicate, rows in self.links.items():
            if axiom := self.axioms.of("functional", predicate):
                mine = [row for row in rows if row.ends[0] == one and isinstance(row.ends[1], Literal)]
                its = [row for row in rows if row.ends[0] == other and isinstance(row.ends[1], Literal)]
                for a, b in ((a, b) for a in mine for b in its if a.ends[1] != b.ends[1]):
                    terms = (one, other, predicate, a.ends[1], b.ends[1])
                    yield Clash("same-values", terms, (*equal.reason, *a.reason, *b.reason, axiom))


def _pairs(rows: list[Link], end: int) -> Iterator[tuple[Link, Link]]:
    """Yield the pairs of links that share the thing at an end."""
    by: dict[Node, list[Link]] = defaultdict(list)
    for row in rows:
        by[row.ends[end]].append(row)
    for same in by.values():
        yield from combinations(same[:MOST], 2)


def _fits(value: Literal, datatype: Node) -> bool:
    """Return whether a literal is of a datatype, as far as can be told by looking; the reasoner knows better."""
    if value.ill_typed:
        return False
    own = value.datatype or (RDF.langString if value.language else XSD.string)
    return own == datatype or (_is_number(own) and _is_number(datatype))


def _is_number(datatype: Node) -> bool:
    return str(datatype).lower().endswith(("integer", "decimal", "int", "long"))

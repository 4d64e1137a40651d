"""The axioms of an ontology that lead from a statement to a contradiction, looked up by what they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

#: The class of a property → what it means.
_CHARACTERS = {
    OWL.AsymmetricProperty: "asymmetric",
    OWL.IrreflexiveProperty: "irreflexive",
    OWL.FunctionalProperty: "functional",
    OWL.InverseFunctionalProperty: "inverse-functional",
}


@dataclass(frozen=True)
class Axiom:
    """One axiom: its kind and the terms that it is about, the one first that it stands with in the ontology."""

    kind: str
    terms: tuple[Node, ...]


class Axioms:
    """What an ontology says of its classes and properties."""

    def __init__(self, ontology: Graph) -> None:
        self.graph = ontology
        self.classes = set(ontology.subjects(RDF.type, OWL.Class)) - set(_anonymous(ontology))
        self.properties = {
            *ontology.subjects(RDF.type, OWL.ObjectProperty),
            *ontology.subjects(RDF.type, OWL.DatatypeProperty),
        }
        self._known = {Axiom(name, (each,)) for kind, name in _CHARACTERS.items()
                       for each in ontology.subjects(RDF.type, kind)}  # fmt: skip
        self._known |= set(self._selfless())

    def of(self, kind: str, *terms: Node) -> Axiom | None:
        """Return the axiom of a kind about some terms, None where there is none."""
        axiom = Axiom(kind, terms)
        return axiom if axiom in self._known else None

    # --- classes ----------------------------------------------------------------------------------

    @cached_property
    def disjoint(self) -> Mapping[frozenset[Node], Axiom]:
        """Return two classes → the axiom by which nothing is in both."""
        found: dict[frozenset[Node], Axiom] = {}
        for node in self.graph.subjects(RDF.type, OWL.AllDisjointClasses):
            for each in self.graph.objects(node, OWL.members):
                for pair in combinations(Collection(self.graph, each), 2):
                    found[frozenset(pair)] = Axiom("disjoint", pair)
        for one, other in self.graph.subject_objects(OWL.disjointWith):
            found[frozenset((one, other))] = Axiom("disjoint", (one, other))
        return found

    def wider_classes(self, kind: Node) -> Iterable[tuple[Node, tuple[Axiom, ...]]]:
        """Return a class and all wider ones, each with the axioms that lead there."""
        return self._wider(kind, RDFS.subClassOf, "subclass")

    def wider_properties(self, predicate: Node) -> Iterable[tuple[Node, tuple[Axiom, ...]]]:
        """Return a property and all wider ones, each with the axioms that lead there."""
        return self._wider(predicate, RDFS.subPropertyOf, "subproperty")

    def _wider(self, begin: Node, by: URIRef, kind: str) -> Iterable[tuple[Node, tuple[Axiom, ...]]]:
        at = begin, by
        if at not in self._chains:
            found: dict[Node, tuple[Axiom, ...]] = {begin: ()}
            waiting = [begin]
            while waiting:
                narrow = waiting.pop()
                for wide in self.graph.objects(narrow, by):
                    if isinstance(wide, URIRef) and wide not in found:
                        found[wide] = (*found[narrow], Axiom(kind, (narrow, wide)))
                        waiting.append(wide)
            self._chains[at] = list(found.items())
        return self._chains[at]

    @cached_property
    def _chains(self) -> dict[tuple[Node, URIRef], list[tuple[Node, tuple[Axiom, ...]]]]:
        return {}

    def _selfless(self) -> Iterator[Axiom]:
        """Yield the classes whose members have no relation of some kind to themselves."""
        for restriction, predicate in self.graph.subject_objects(OWL.onProperty):
            if (restriction, OWL.hasSelf, None) in self.graph:
                for negation in self.graph.subjects(OWL.complementOf, restriction):
                    for kind in self.graph.subjects(RDFS.subClassOf, negation):
                        yield Axiom("no-self", (kind, predicate))

    # --- properties -------------------------------------------------------------------------------

    @cached_property
    def domains(self) -> Mapping[Node, list[Axiom]]:
        """Return property → the classes of what it is said of; of several in one axiom it is one."""
        return self._ends(RDFS.domain, "domain")

    @cached_property
    def ranges(self) -> Mapping[Node, list[Axiom]]:
        """Return property → the classes of what it leads to; of several in one axiom it is one."""
        return self._ends(RDFS.range, "range")

    def _ends(self, by: URIRef, kind: str) -> Mapping[Node, list[Axiom]]:
        found: dict[Node, list[Axiom]] = defaultdict(list)
        for predicate, end in self.graph.subject_objects(by):
            union = self.graph.value(end, OWL.unionOf)
            members = tuple(Collection(self.graph, union)) if union is not None else (end,)
            if all(member in self.classes for member in members):
                found[predicate].append(Axiom(kind, (predicate, *members)))
        return found

    @cached_property
    def datatypes(self) -> Mapping[Node, list[Axiom]]:
        """Return property → the datatype of its values."""
        found: dict[Node, list[Axiom]] = defaultdict(list)
        for predicate in self.graph.subjects(RDF.type, OWL.DatatypeProperty):
            for datatype in self.graph.objects(predicate, RDFS.range):
                if isinstance(datatype, URIRef) and datatype != RDFS.Literal:
                    found[predicate].append(Axiom("datatype", (predicate, datatype)))
        return found

    @cached_property
    def chains(self) -> list[Axiom]:
        """Return the chains of two properties: the property that follows, then the two."""
        found = [
            Axiom("chain", (predicate, *Collection(self.graph, each)))
            for predicate, each in self.graph.subject_objects(OWL.propertyChainAxiom)
        ]
        return sorted((axiom for axiom in found if len(axiom.terms) == 3), key=repr)

    @cached_property
    def keys(self) -> list[Axiom]:
        """Return the keys: a class and the properties whose values make its members one."""
        return [
            Axiom("key", (kind, *Collection(self.graph, each))) for kind, each in self.graph.subject_objects(OWL.hasKey)
        ]


def _anonymous(ontology: Graph) -> Iterator[Node]:
    return (node for node in ontology.subjects(RDF.type, OWL.Class) if not isinstance(node, URIRef))

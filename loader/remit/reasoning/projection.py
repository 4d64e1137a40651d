"""The part of a graph that a reasoner of OWL 2 DL can see, and what was left out.

OWL 2 DL has no datatype for a year, a month or a day, and OWL-Time is not OWL 2 DL.
"""

from __future__ import annotations

import re
from collections import Counter

from rdflib import OWL, RDF, RDFS, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from remit import names

#: The datatypes that the reasoner can compare.
KNOWN = frozenset(
    XSD[name]
    for name in (
        "string boolean decimal integer nonNegativeInteger positiveInteger long int double float "
        "anyURI dateTime dateTimeStamp"
    ).split()
)

#: The predicates of RDF and RDFS that make axioms; `rdfs:label` stays, so that things keep a name.
KEPT = frozenset(
    {RDF.type, RDF.first, RDF.rest, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, RDFS.label}
)


def project(graph: Graph) -> tuple[Graph, dict[str, int]]:
    """Return the part of `graph` that is OWL 2 DL, and how many statements were left out, by reason.

    Kept are axioms, memberships in declared classes and values of declared properties. A literal of a
    datatype that OWL 2 does not have becomes a string, so that two values still differ; it counts as
    left out under the name of its datatype. An ill-typed literal becomes a string too, and so clashes
    with the range of its property.
    """
    kinds = _Kinds(graph)
    seen, left_out = Graph(), Counter[str]()
    for subject, predicate, value in graph:
        why_not = kinds.why_not(subject, predicate, value)
        if why_not:
            left_out[why_not] += 1
            continue
        if isinstance(value, Literal) and predicate != RDFS.label:
            value, lost = _comparable(value)
            left_out.update(lost)
        seen.add((subject, predicate, value))
        if predicate == RDF.type and value in kinds.classes and isinstance(subject, URIRef):
            seen.add((subject, RDF.type, OWL.NamedIndividual))
    return seen, dict(sorted(left_out.items()))


class _Kinds:
    """What each IRI is declared to be in one graph."""

    def __init__(self, graph: Graph) -> None:
        self.classes = set(graph.subjects(RDF.type, OWL.Class))
        self.objects = set(graph.subjects(RDF.type, OWL.ObjectProperty))
        self.values = set(graph.subjects(RDF.type, OWL.DatatypeProperty))
        self.notes = set(graph.subjects(RDF.type, OWL.AnnotationProperty))
        self.heads = set(graph.subjects(RDF.type, OWL.Ontology))

    def why_not(self, subject: Node, predicate: Node, value: Node) -> str:
        """Return why a statement is left out, or nothing when the reasoner can see it."""
        if subject in self.heads:
            return "head of an ontology"
        if _is_in("time", subject) and predicate != RDF.type:
            return "axiom of OWL-Time"
        if predicate == RDF.type:
            known = value in self.classes or _is_in("owl", value) or _is_in("rdfs", value)
            return "" if known else "class that is not declared"
        if predicate == RDFS.range and _is_in("xsd", value) and value not in KNOWN:
            return "range that OWL 2 does not have"
        if predicate in KEPT or _is_in("owl", predicate):
            return ""
        return self._why_no_value(predicate, value)

    def _why_no_value(self, predicate: Node, value: Node) -> str:
        if predicate in self.objects:
            return "literal where a thing belongs" if isinstance(value, Literal) else ""
        if predicate in self.values:
            return "" if isinstance(value, Literal) else "thing where a literal belongs"
        noted = predicate in self.notes or _is_in("rdfs", predicate)
        return "annotation" if noted else "property that is not declared"


def _is_in(prefix: str, node: Node) -> bool:
    return isinstance(node, URIRef) and node.startswith(names.prefixes()[prefix])


def _comparable(literal: Literal) -> tuple[Literal, list[str]]:
    """Return a literal that the reasoner can compare, and the datatype that was lost on the way."""
    if literal.language:
        return literal, []
    datatype = literal.datatype or XSD.string
    if datatype in KNOWN and not literal.ill_typed:
        return Literal(str(literal), datatype=datatype), []
    return Literal(str(literal), datatype=XSD.string), [re.split("[#/]", datatype)[-1]]


def terms(seen: Graph) -> Graph:
    """Return the axioms alone, without the individuals: all that a class needs to be judged."""
    kept = Graph()
    for subject, predicate, value in seen:
        if predicate == RDF.type and (value == OWL.NamedIndividual or not _is_in("owl", value)):
            continue
        if predicate in KEPT or (_is_in("owl", predicate) and predicate not in (OWL.sameAs, OWL.differentFrom)):
            kept.add((subject, predicate, value))
    return kept

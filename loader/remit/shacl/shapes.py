"""A shapes graph, read: its shapes, their targets, their parameters. No data is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rdflib import Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from remit.names import expand

#: How a shape says which nodes it looks at.
TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")


class NotCovered(Exception):
    """A shape asks what cannot be said as a query over all nodes at once; the words say what."""


def sh(name: str) -> URIRef:
    """Return the IRI of a term of the SHACL vocabulary."""
    return URIRef(expand(f"sh:{name}"))


@dataclass(frozen=True)
class Shape:
    """One shape: its node in the shapes graph and what holds for all its constraints; messages are (language, text)."""

    node: Node
    path: Node | None
    severity: str
    messages: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """Return the IRI of the shape, or the label of its blank node."""
        return str(self.node)


class Shapes:
    """The shapes of a graph."""

    def __init__(self, graph: Graph) -> None:
        """Keep the graph; nothing is read yet."""
        self.graph = graph
        self._declared: dict[tuple[Node, ...], dict[str, str]] = {}

    def roots(self) -> list[Node]:
        """Return the active shapes that have a target, sorted by name."""
        found = {node for target in TARGETS for node in self.graph.subjects(sh(target))} | self._implicit
        return sorted((node for node in found if self.active(node)), key=str)

    def shape(self, node: Node) -> Shape:
        """Return what holds for all constraints of a shape."""
        severity = self.one(node, "severity")
        messages = [message for message in self.values(node, "message") if isinstance(message, Literal)]
        return Shape(
            node=node,
            path=self.one(node, "path"),
            severity=str(severity or sh("Violation")),
            messages=tuple(sorted((message.language or "", str(message)) for message in messages)),
        )

    def values(self, node: Node, name: str) -> list[Node]:
        """Return the values of a SHACL property of a node, sorted."""
        return sorted(self.graph.objects(node, sh(name)), key=str)

    def properties(self, node: Node, name: str) -> list[URIRef]:
        """Return the values of a SHACL property of a node that name properties; another value is NotCovered."""
        found = self.values(node, name)
        if not all(isinstance(one, URIRef) for one in found):
            raise NotCovered(f"the value of sh:{name} is not the IRI of a property")
        return [one for one in found if isinstance(one, URIRef)]

    def one(self, node: Node, name: str) -> Node | None:
        """Return the value of a SHACL property of a node, or None."""
        return next(iter(self.values(node, name)), None)

    def members(self, node: Node) -> list[Node]:
        """Return the members of an RDF list."""
        return list(Collection(self.graph, node))

    def true(self, node: Node, name: str) -> bool:
        """Return whether a SHACL property of a node has the value true."""
        return any(isinstance(value, Literal) and value.toPython() is True for value in self.values(node, name))

    def active(self, node: Node) -> bool:
        """Return whether a shape is not deactivated."""
        return not self.true(node, "deactivated")

    def classes(self, node: Node) -> list[Node]:
        """Return the classes whose instances a shape looks at: those it names, and itself if it is a class."""
        return self.values(node, "targetClass") + ([node] if node in self._implicit else [])

    def asked(self, node: Node) -> Iterator[str]:
        """Yield the local names of the SHACL properties of a shape, sorted."""
        begin = expand("sh:")
        for predicate in sorted(set(self.graph.predicates(node)), key=str):
            if str(predicate).startswith(begin):
                yield str(predicate).removeprefix(begin)

    def foreign(self, node: Node) -> list[str]:
        """Return the properties of a shape that belong to constraint components declared in the shapes graph."""
        return [str(predicate) for predicate in set(self.graph.predicates(node)) if predicate in self._parameters]

    @cached_property
    def _implicit(self) -> set[Node]:
        """Return the shapes that are classes as well."""
        classes = URIRef(expand("rdfs:Class"))
        kinds = {classes, *self.graph.subjects(URIRef(expand("rdfs:subClassOf")), classes)}
        typed = URIRef(expand("rdf:type"))
        shapes = {node for kind in ("NodeShape", "PropertyShape") for node in self.graph.subjects(typed, sh(kind))}
        return {node for kind in kinds for node in self.graph.subjects(typed, kind)} & shapes

    @cached_property
    def _parameters(self) -> set[Node]:
        return {path for node in self.graph.objects(None, sh("parameter")) for path in self.values(node, "path")}

    def prefixes(self, ontologies: list[Node]) -> dict[str, str]:
        """Return the namespaces that ontologies and what they import declare, by prefix; each list is read once."""
        asked = tuple(ontologies)
        if asked not in self._declared:
            self._declared[asked] = dict(self._declarations(asked))
        return self._declared[asked]

    def _declarations(self, ontologies: tuple[Node, ...]) -> Iterator[tuple[str, str]]:
        yield from ((prefix, expand(f"{prefix}:")) for prefix in ("rdf", "rdfs", "owl"))
        known = list(ontologies)
        for ontology in known:
            known += sorted(set(self.graph.objects(ontology, URIRef(expand("owl:imports")))) - set(known), key=str)
            for declared in self.values(ontology, "declare"):
                prefix, namespace = self.one(declared, "prefix"), self.one(declared, "namespace")
                if prefix is None or namespace is None:
                    raise NotCovered("a prefix is declared by halves")
                yield str(prefix), str(namespace)

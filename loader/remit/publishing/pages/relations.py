"""How the terms of a module of the ontology hang together: of which classes a property is, and where it leads.

A class that is a union is taken as its members; another nameless class is told as nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode, Triple

from remit.names import end, expand, prefixes

#: What draws a line in a picture is the one, what stands as a line of words the other.
OBJECT, DATATYPE = "owl:ObjectProperty", "owl:DatatypeProperty"


@dataclass(frozen=True)
class Relation:
    """A property: the classes that have it, and the classes or the datatype of its values."""

    iri: str
    of: tuple[str, ...]
    to: tuple[str, ...]
    links: bool

    @property
    def name(self) -> str:
        """Return the end of its IRI."""
        return end(self.iri)


def relations(triples: Sequence[Triple], terms: Sequence[str]) -> list[Relation]:
    """Return the properties among some terms that say of what they are or where they lead, in their order."""
    said = _said(triples)
    every = [_relation(said, term) for term in terms if _is(said, term, OBJECT) or _is(said, term, DATATYPE)]
    return [each for each in every if each.of or each.to]


def classes(triples: Sequence[Triple], terms: Sequence[str]) -> list[str]:
    """Return the classes among some terms, in their order."""
    said = _said(triples)
    return [term for term in terms if _is(said, term, "owl:Class")]


def own(iri: str) -> bool:
    """Tell whether a class is one of ours."""
    return iri.startswith(prefixes()["remit"])


_Said = dict[tuple[str, str], list[NamedNode | BlankNode]]


def _said(triples: Sequence[Triple]) -> _Said:
    found: _Said = {}
    for triple in triples:
        if isinstance(triple.object, NamedNode | BlankNode) and isinstance(triple.subject, NamedNode | BlankNode):
            found.setdefault((triple.subject.value, triple.predicate.value), []).append(triple.object)
    return found


def _is(said: _Said, term: str, kind: str) -> bool:
    return expand(kind) in {each.value for each in said.get((term, expand("rdf:type")), ())}


def _relation(said: _Said, term: str) -> Relation:
    of, to = (
        tuple(dict.fromkeys(name for each in said.get((term, expand(curie)), ()) for name in _named(said, each)))
        for curie in ("rdfs:domain", "rdfs:range")
    )
    return Relation(term, of, to, _is(said, term, OBJECT))


def _named(said: _Said, term: NamedNode | BlankNode) -> Iterator[str]:
    """Yield the names of a class: its own, or those of the members of a union."""
    if isinstance(term, NamedNode):
        yield term.value
        return
    for union in said.get((term.value, expand("owl:unionOf")), ()):
        rest = union
        while isinstance(rest, BlankNode):
            yield from (each.value for each in said.get((rest.value, expand("rdf:first")), ()))
            rest = next(iter(said.get((rest.value, expand("rdf:rest")), ())), NamedNode(expand("rdf:nil")))

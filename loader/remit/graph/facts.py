"""Collect triples: short names in, terms of the store out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from pyoxigraph import Literal, NamedNode, Quad

from remit.names import concept, expand

#: How a text says a year, a month or a day → the datatype that keeps this precision.
_PRECISION = (
    (re.compile(r"\d{4}"), "xsd:gYear"),
    (re.compile(r"\d{4}-\d\d"), "xsd:gYearMonth"),
    (re.compile(r"\d{4}-\d\d-\d\d"), "xsd:date"),
)

Value = NamedNode | Literal


@lru_cache(maxsize=1 << 16)
def node(iri: str) -> NamedNode:
    """Return the node of an IRI or of `prefix:local`."""
    return NamedNode(iri if "://" in iri else expand(iri))


def moment(text: str | int) -> Literal:
    """Return a year, a month or a day as a literal of that precision; other texts as they are."""
    written = str(text)
    for form, datatype in _PRECISION:
        if form.fullmatch(written):
            return Literal(written, datatype=node(datatype))
    return Literal(written)


def text(value: str, language: str | None = None) -> Literal:
    """Return a text, in a language if one is given."""
    return Literal(value, language=language) if language else Literal(value)


@lru_cache(maxsize=1 << 12)
def number(value: int) -> Literal:
    """Return a whole number."""
    return Literal(str(value), datatype=node("xsd:integer"))


def member(scheme: str, name: str) -> NamedNode:
    """Return a concept of a vocabulary."""
    return node(concept(scheme, name))


@lru_cache(maxsize=1 << 15)
def _quad(subject: NamedNode, predicate: NamedNode, value: Value, name: NamedNode) -> Quad:
    """Return a quad; the same one for a text that is read again at each save: sets of them are soon compared."""
    return Quad(subject, predicate, value, name)


@dataclass
class Facts:
    """The triples of one named graph, and the base of its IRIs."""

    base: str
    graph: str
    quads: set[Quad] = field(default_factory=set)

    def iri(self, path: str) -> NamedNode:
        """Return the node of a path of the workspace: `body/tc-1.12`."""
        return node(self.base + path)

    def add(self, subject: NamedNode, predicate: str, *values: Value | None) -> None:
        """State each value of a property; None is no statement."""
        name, verb = self._name, node(predicate)
        for value in values:
            if value is not None:
                self.quads.add(_quad(subject, verb, value, name))

    @cached_property
    def _name(self) -> NamedNode:
        return node(self.base + self.graph)

    def texts(self, subject: NamedNode, predicate: str, by_language: dict[str, str] | None) -> None:
        """State a text in each of its languages."""
        for language, value in sorted((by_language or {}).items()):
            self.add(subject, predicate, text(value, language))

    def paths(self, subject: NamedNode, predicate: str, paths: Iterable[str]) -> None:
        """State links to things called by their paths."""
        self.add(subject, predicate, *(self.iri(path) for path in paths))

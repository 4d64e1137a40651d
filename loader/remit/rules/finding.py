"""From a SHACL result to a finding: words filled in, places found.

A message of a query has its values already; `{$name}` in the message of any other rule is filled here:
`{$value}` is the value found, `{$name}` what people call the node,
`{$event}` the code of the event it belongs to, anything else the property of that local name.
The places are narrowed to the words that the message means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from rdflib import URIRef
from rdflib.term import Node

from remit.findings import Finding
from remit.names import expand
from remit.places import COLUMNS, Place
from remit.rules.meant import meant
from remit.rules.shapes import Rule
from remit.shacl import Result
from remit.store import View, term_to_rdflib

#: Where the property of a placeholder is looked for, in this order.
_VOCABULARIES = ("remit", "dcterms", "rdfs", "skos")
#: What people call a thing, the first that it has.
_NAMES = ("remit:code", "rdfs:label", "dcterms:title", "remit:text")
#: How an event holds its parts.
_PARTS = ("remit:hasTerm", "remit:hasResponsibility", "remit:hasMention")
#: The order of columns on the page: the head stands before the table.
_ORDER = {column: position for position, column in enumerate(("head", *COLUMNS))}


class Reader:
    """A graph and its rules, ready to say what a result means."""

    def __init__(self, graph: View, rules: Mapping[str, Rule]) -> None:
        """Keep the graph that was checked and the rules by the IRI of their shape."""
        self._graph = graph
        self._rules = rules

    def finding(self, result: Result) -> Finding:
        """Return the finding that a result stands for."""
        rule = self._rules[result.shape]
        focus = term_to_rdflib(result.focus)
        node = focus if result.value is None or not result.by_query else term_to_rdflib(result.value)
        message = self._filled(result)
        return Finding(
            rule=rule.name,
            severity=rule.severity,
            message=message,
            hint=rule.hint,
            places=meant(message, self._places((node, focus), rule.column)),
            subject=str(node),
            focus=str(focus),
            component=_component(result.component),
        )

    def _filled(self, result: Result) -> str:
        return re.sub(r"\{[$?](\w+)\}", lambda match: self._word(match[1], result), result.message)

    def _word(self, name: str, result: Result) -> str:
        if name == "value":
            return "" if result.value is None else self._called(term_to_rdflib(result.value))
        focus = term_to_rdflib(result.focus)
        if name == "name":
            return self._called(focus)
        if name == "event":
            return self._event(focus)
        return self._first(focus, [f"{prefix}:{name}" for prefix in _VOCABULARIES])

    def _called(self, node: Node) -> str:
        if not isinstance(node, URIRef):
            return str(node)
        return self._first(node, _NAMES) or _end(node)

    def _event(self, node: Node) -> str:
        for part in _PARTS:
            for event in sorted(self._graph.subjects(_property(part), node), key=str):
                return self._first(event, ("remit:code",))
        return _end(node)

    def _first(self, node: Node, curies: Iterable[str]) -> str:
        for curie in curies:
            for value in sorted(self._graph.objects(node, _property(curie)), key=_english_first):
                return str(value)
        return ""

    def _places(self, nodes: Iterable[Node], column: str) -> tuple[Place, ...]:
        """Return the places of the first node that has any: those in `column`, else the empty cell, else its first."""
        for node in nodes:
            stretches = list(self._graph.objects(node, _property("remit:standsAt"))) or self._if_place(node)
            places = sorted(map(self.place, stretches), key=_position)
            if places:
                there = tuple(place for place in places if place.column == column)
                return there or (self._empty_cell(node, places[0], column),)
        return ()

    def _empty_cell(self, node: Node, place: Place, column: str) -> Place:
        """Return the cell of a row in which nothing stands; `place` itself when `node` is no row of the table."""
        if (
            column not in COLUMNS
            or place.column not in COLUMNS
            or (node, _property("remit:order"), None) not in self._graph
        ):
            return place
        if (node, _property("remit:belongsToRevision"), None) not in self._graph:
            return place
        return replace(place, column=column, start=0, end=0, text="")

    def _if_place(self, node: Node) -> list[Node]:
        return [node] if (node, _property("remit:column"), None) in self._graph else []

    def place(self, node: Node) -> Place:
        """Return the place that a node of the graph stands for."""

        def text(curie: str) -> str:
            found = self._graph.value(node, _property(curie), any=True)
            return "" if found is None else str(found)

        source = self._graph.value(node, _property("remit:standsIn"), any=True)
        return Place(
            source=self._first(source, ("dcterms:title",)) if source is not None else "",
            page=_count(text("remit:page")),
            row=_count(text("remit:row")),
            column=text("remit:column"),
            start=_count(text("remit:firstCharacter")),
            end=_count(text("remit:lastCharacter")),
            text=text("remit:text"),
            table=_count(text("remit:table")),
        )


def _position(place: Place) -> tuple[str, int, int, int, int]:
    return (place.source, place.table, place.row, _ORDER.get(place.column, len(_ORDER)), place.start)


def _component(name: str) -> str:
    """Return the IRI of a kind of constraint, of which SHACL's own have short names."""
    return expand(f"sh:{name}ConstraintComponent") if name.isalnum() else name


def _count(text: str) -> int:
    return int(text) if text.isdigit() else 0


def _property(curie: str) -> URIRef:
    return URIRef(expand(curie))


def _english_first(value: Node) -> tuple[bool, str]:
    return (getattr(value, "language", None) not in (None, "en"), str(value))


def _end(node: Node) -> str:
    return "/".join(str(node).split("/")[-2:])

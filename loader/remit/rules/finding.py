"""From a SHACL result to a finding: words filled in, places found.

A message of a query has its values already; `{$name}` in the message of any other rule is filled here:
`{$value}` is the value found, `{$name}` what people call the node,
`{$event}` the code of the event it belongs to, anything else the property of that local name.
The places are narrowed to the words that the message means.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from rdflib import URIRef
from rdflib.term import Node

from remit.findings import Finding
from remit.names import expand
from remit.places import COLUMNS, HEAD, Place
from remit.rules.meant import meant
from remit.rules.shapes import Rule
from remit.rules.stretches import Stretches
from remit.shacl import Result
from remit.store import View, term_to_rdflib

#: Where the property of a placeholder is looked for, in this order.
_VOCABULARIES = ("remit", "dcterms", "rdfs", "skos")
#: What people call a thing, the first that it has.
_NAMES = ("remit:code", "rdfs:label", "dcterms:title", "remit:text")
#: How an event holds its parts.
_PARTS = ("remit:hasTerm", "remit:hasResponsibility", "remit:hasMention")
#: How a rendering of an event holds its parts.
_STATED = ("remit:statesTerm", "remit:statesResponsibility", "remit:statesMention")
#: The order of columns on the page: the head stands before the table.
_ORDER = {column: position for position, column in enumerate(("head", *COLUMNS))}


class Reader:
    """A graph and its rules, ready to say what a result means."""

    def __init__(self, graph: View, rules: Mapping[str, Rule]) -> None:
        """Keep the graph that was checked and the rules by the IRI of their shape."""
        self._graph = graph
        self._stretches = Stretches(graph)
        self._rules = rules

    def finding(self, result: Result) -> Finding:
        """Return the finding that a result stands for."""
        rule = self._rules[result.shape]
        focus = term_to_rdflib(result.focus)
        node = focus if result.value is None or not result.by_query else term_to_rdflib(result.value)
        message = self._filled(result)
        places = self._places((node, focus), rule.column, _language(result))
        return Finding(
            rule=rule.name,
            severity=rule.severity,
            message=message,
            hint=rule.hint or f"see what the rule asks: remit explain {rule.name}.",
            places=tuple(p for each in _sources(places) for p in meant(message, each)),
            subject=str(node),
            focus=str(focus),
            component=_component(result.component),
        )

    def _filled(self, result: Result) -> str:
        rule = self._rules[result.shape]
        said = rule.message if rule.inherits and not result.by_query else result.message
        said = said or rule.label or f"the rule {rule.name} is not kept; give it a sh:message that says what is wrong."
        return filled(said, lambda name: self._word(name, result))

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

    def _places(self, nodes: Sequence[Node], column: str, language: str = "") -> tuple[Place, ...]:
        """Return the places of the first node that has any, in each source that it stands in, the leading one first.

        In a source these are its places in `column`, else the empty cell, else its first; words in a language are
        looked for in the texts of that language; a revision without head has one above its table.
        What one text alone has is shown with where the other lacks it.
        """
        for node in nodes:
            stretches = list(self._graph.objects(node, _property("remit:standsAt"))) or self._if_place(node)
            spoken = [each for each in stretches if language and self._language_of(each) == language]
            places = self._in_order(spoken or stretches)
            if places:
                found = [each for source in _sources(places) for each in self._in_source(node, source, column)]
                return tuple(found + self._lacking(node) + ([] if column else self._beside(node, found)))
        return tuple(place for node in nodes for place in self._above_the_table(node))

    def _above_the_table(self, node: Node) -> list[Place]:
        """Return the head of each text of a revision that has none: what would stand above its first row."""
        found = []
        for source in sorted(self._graph.objects(node, _property("remit:hasSource")), key=str):
            rows = [self.place(each) for each in self._graph.subjects(_property("remit:standsIn"), source)]
            found += [replace(min(rows, key=_position), column=HEAD, start=0, end=0, text="")] if rows else []
        return found

    def _in_source(self, node: Node, places: Sequence[Place], column: str) -> list[Place]:
        there = [place for place in places if place.column == column]
        return there or [self._empty_cell(node, places[0], column)]

    def _in_order(self, stretches: Iterable[Node]) -> list[Place]:
        """Return places in the order of the page, those of the leading text first."""
        ranked = ((not self._stretches.source(each).leads, self.place(each)) for each in stretches)
        return [place for _, place in sorted(ranked, key=lambda pair: (pair[0], _position(pair[1])))]

    def _language_of(self, stretch: Node) -> str:
        return self._stretches.source(stretch).language

    def _lacking(self, node: Node) -> list[Place]:
        """Return the rows of other texts after which a row of one text is missing: the first cell of each."""
        own = {self._language_of(each) for each in self._graph.objects(node, _property("remit:standsAt"))}
        found = []
        for row in sorted(self._graph.objects(node, _property("remit:isMissingAfter")), key=str):
            cells = self._graph.objects(row, _property("remit:standsAt"))
            found += self._in_order(each for each in cells if self._language_of(each) not in own)[:1]
        return found

    def _beside(self, node: Node, found: Sequence[Place]) -> list[Place]:
        """Return the cells of the same column in the other texts of the event that a part belongs to."""
        events = [event for part in _PARTS for event in self._graph.subjects(_property(part), node)]
        for part in _STATED:
            for rendering in self._graph.subjects(_property(part), node):
                events += self._graph.objects(rendering, _property("remit:isRenderingOf"))
        stretches = {each for event in events for each in self._graph.objects(event, _property("remit:standsAt"))}
        known = {place.source for place in found}
        others = [each for each in self._in_order(stretches) if each.source not in known]
        return [each for each in others if each.column == found[0].column]

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
        return self._stretches.place(node)


def filled(message: str, word: Callable[[str], str]) -> str:
    """Return a message with each placeholder replaced by what `word` says for its name."""
    return re.sub(r"\{[$?](\w+)\}", lambda match: word(match[1]), message)


def _language(result: Result) -> str:
    """Return the language of the words that were found; what a query finds is a node."""
    return str(getattr(result.value, "language", None) or "")


def _sources(places: Sequence[Place]) -> list[list[Place]]:
    """Return places by their source, in the order in which the sources come."""
    found: dict[str, list[Place]] = {}
    for place in places:
        found.setdefault(place.source, []).append(place)
    return list(found.values())


def _position(place: Place) -> tuple[str, int, int, int, int]:
    return (place.source, place.table, place.row, _ORDER.get(place.column, len(_ORDER)), place.start)


def _component(name: str) -> str:
    """Return the IRI of a kind of constraint, of which SHACL's own have short names."""
    return expand(f"sh:{name}ConstraintComponent") if name.isalnum() else name


def _property(curie: str) -> URIRef:
    return URIRef(expand(curie))


def _english_first(value: Node) -> tuple[bool, str]:
    return (getattr(value, "language", None) not in (None, "en"), str(value))


def _end(node: Node) -> str:
    return "/".join(str(node).split("/")[-2:])

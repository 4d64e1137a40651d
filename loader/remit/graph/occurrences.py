"""Occurrences → triples: where in a text the terms of the glossary stand."""

from __future__ import annotations

from collections.abc import Callable

from pyoxigraph import NamedNode

from remit.graph.facts import Facts, node, text
from remit.places import Place
from remit.reading import Occurrence


def add_occurrence(
    occurrence: Occurrence, facts: Facts, parts: tuple[NamedNode, ...], place: Callable[[Place], NamedNode]
) -> None:
    """State an occurrence of the parts it belongs to, called by the first of them, the term and its place."""
    if not occurrence.places:
        return
    first = occurrence.places[0]
    at = f"{first.column}-{first.row}-{first.start}-{first.end}"
    at = f"{first.table}-{at}" if first.table else at
    subject = node(f"{parts[0].value}/occurrence/{occurrence.entry.partition('/')[2]}-{at}")
    for part in parts:
        facts.add(part, "remit:hasOccurrence", subject)
    facts.add(subject, "rdf:type", node("remit:Occurrence"))
    facts.paths(subject, "remit:isOccurrenceOf", [occurrence.entry])
    facts.add(subject, "remit:text", text(occurrence.text))
    facts.add(subject, "remit:standsAt", *map(place, occurrence.places))

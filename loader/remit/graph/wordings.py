"""Wordings → triples: why a careful reader stops, at which words, and what would be expected there."""

from __future__ import annotations

from collections.abc import Callable

from pyoxigraph import NamedNode

from remit.graph.facts import Facts, member, node, text
from remit.names import slug
from remit.places import Place
from remit.reading import Wording


def add_wording(
    wording: Wording, facts: Facts, path: Callable[..., NamedNode], place: Callable[[Place], NamedNode]
) -> None:
    """State one wording of a revision, called by its place; `path` gives the nodes of a revision, `place` of places."""
    if not wording.places:
        return
    (kind, of), first = wording.part, wording.places[0]
    part = path(kind, slug(of)) if of else path()
    at = f"{first.column}-{first.row}-{first.start}-{first.end}"
    at = f"{first.table}-{at}" if first.table else at
    subject = node(f"{part.value}/wording/{wording.kind}-{at}")
    facts.add(part, "remit:hasWording", subject)
    facts.add(subject, "rdf:type", node("remit:Wording"))
    facts.add(subject, "remit:hasKind", member("kind-of-wording", wording.kind))
    facts.add(subject, "remit:text", text(wording.text))
    facts.add(subject, "remit:betterText", text(wording.better) if wording.better else None)
    facts.add(subject, "remit:repeats", path(*map(slug, wording.other)) if wording.other[1] else None)
    facts.add(subject, "remit:standsAt", *map(place, wording.places))

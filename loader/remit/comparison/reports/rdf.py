"""A comparison as data: its changes and continuations in Turtle, and the patch from one graph to the other."""

from __future__ import annotations

from pyoxigraph import Quad

from remit.comparison.graph import facts_of, together
from remit.comparison.patch import as_patch as patched
from remit.comparison.redline import Redline
from remit.comparison.sides import Side
from remit.graph.dataset import sorted_triples
from remit.graph.turtle import turtle
from remit.store import default_graph, in_default


def as_turtle(redline: Redline) -> str:
    """Return the comparison in the words of `ontology/change.ttl`; a filter leaves nothing out."""
    base = redline.new.workspace.base
    quads = facts_of(redline.comparison, base, together(redline.old.state, redline.new.state)).quads
    return turtle(sorted_triples(quads), base).decode()


def as_patch(redline: Redline) -> str:
    """Return the RDF Patch that makes the newer graph of the older one: revision, registries, what is derived."""
    return patched(_quads(redline.old), _quads(redline.new))


def _quads(side: Side) -> list[Quad]:
    return list(in_default(default_graph(side.state)))

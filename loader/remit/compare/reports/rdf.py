"""A comparison as data: its changes and continuations in Turtle, and the patch from one graph to the other."""

from __future__ import annotations

from pyoxigraph import Quad, Store

from remit.compare.graph import facts_of
from remit.compare.patch import as_patch as patched
from remit.compare.redline import Redline
from remit.compare.sides import Side
from remit.graph.dataset import sorted_triples, turtle
from remit.store import default_graph


def as_turtle(redline: Redline) -> str:
    """Return the comparison in the words of `ontology/change.ttl`; a filter leaves nothing out."""
    both = Store()
    for side in (redline.old, redline.new):
        both.bulk_extend(Quad(*quad.triple) for quad in default_graph(side.state))
    base = redline.new.workspace.base
    quads = facts_of(redline.comparison, base, both).quads
    return turtle(sorted_triples(quads), base).decode()


def as_patch(redline: Redline) -> str:
    """Return the RDF Patch that makes the newer graph of the older one: revision, registries, what is derived."""
    return patched(_quads(redline.old), _quads(redline.new))


def _quads(side: Side) -> list[Quad]:
    return [Quad(*quad.triple) for quad in default_graph(side.state)]

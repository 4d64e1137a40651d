"""The current state of a store of named graphs: the revisions in force, the registries, and what follows from both."""

from __future__ import annotations

from collections.abc import Collection

from pyoxigraph import NamedNode, Store

from remit.revisions.known import in_force, known_in

#: The graphs that are about graphs or about several revisions, and so are no part of a state.
ASIDE = ("graph/provenance", "graph/succession", "graph/changes")


def with_state(whole: Store, base: str) -> Store:
    """Put the current state of a store of named graphs into its default graph, and return it."""
    current = {each.graph for each in in_force(known_in(whole))}
    for graph in state_graphs(whole, current, base):
        whole.update(f"ADD {graph} TO DEFAULT")  # inside the store: no triple becomes an object of Python
    return whole


def state_graphs(whole: Store, chosen: Collection[str], base: str) -> list[NamedNode]:
    """Return the named graphs that make a state with some revisions: those and the ones that are no revision's."""
    revisions = {each.graph for each in known_in(whole)}
    aside = tuple(base + name for name in ASIDE)
    graphs = [graph for graph in whole.named_graphs() if isinstance(graph, NamedNode)]
    return [g for g in graphs if g.value in chosen or (g.value not in revisions and not g.value.startswith(aside))]

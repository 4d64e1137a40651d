"""A store in memory whose default graph holds chosen revisions, the registries and what follows from both.

It is made of triples, not of a list of graphs: the store counts a triple of two graphs twice, and names, receipts and
rules look into the default graph alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Store

from remit.revisions.known import Known, in_force, known_in
from remit.revisions.validity import there_on
from remit.store import in_default

if TYPE_CHECKING:
    from remit.workspace import Workspace

#: The graphs that are about graphs or about several revisions, and so are no part of a state.
ASIDE = ("graph/provenance", "graph/succession", "graph/changes")
REGISTRY, DERIVED = "graph/registry", "graph/derived"


def view(whole: Store, chosen: Iterable[Known], workspace: Workspace, day: str = "") -> Store:
    """Return the state with the chosen revisions; with a day, the registries are those of that day."""
    from remit.graph.derive import derived

    made = Store()
    for graph in _state_graphs(whole, {each.graph for each in chosen}, workspace.base):
        if graph.value == workspace.base + DERIVED:
            continue
        quads = list(whole.quads_for_pattern(None, None, None, graph))
        if day and graph.value == workspace.base + REGISTRY:
            quads = list(there_on(quads, day))
        made.bulk_extend(in_default(quads))
    derived(made, workspace)
    return made


def view_of_all(whole: Store, workspace: Workspace) -> Store:
    """Return what every revision and registry says, and how revisions and their lines of work follow each other."""
    from remit.graph.derive import derived

    left = NamedNode(workspace.base + DERIVED)
    named = (quad for quad in whole if isinstance(quad.graph_name, NamedNode) and quad.graph_name != left)
    made = Store()
    made.bulk_extend({*in_default(named)})
    derived(made, workspace)
    return made


def with_state(whole: Store, base: str) -> Store:
    """Put the current state of a store of named graphs into its default graph, and return it."""
    current = {each.graph for each in in_force(known_in(whole))}
    for graph in _state_graphs(whole, current, base):
        whole.bulk_extend(list(in_default(whole.quads_for_pattern(None, None, None, graph))))
    return whole


def _state_graphs(whole: Store, chosen: Collection[str], base: str) -> list[NamedNode]:
    """Return the named graphs that make a state with some revisions: those and the ones that are no revision's."""
    revisions = {each.graph for each in known_in(whole)}
    aside = tuple(base + name for name in ASIDE)
    graphs = [graph for graph in whole.named_graphs() if isinstance(graph, NamedNode)]
    return [g for g in graphs if g.value in chosen or (g.value not in revisions and not g.value.startswith(aside))]

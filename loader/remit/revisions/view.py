"""A store in memory whose default graph holds chosen revisions, the registries and what follows from both.

It is made of triples, not of a list of graphs: the store counts a triple of two graphs twice, and names, receipts and
rules look into the default graph alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Store

from remit.revisions.known import Known
from remit.revisions.state import state_graphs
from remit.revisions.validity import there_on
from remit.store import in_default

if TYPE_CHECKING:
    from remit.workspace import Workspace

REGISTRY, DERIVED = "graph/registry", "graph/derived"


def view(whole: Store, chosen: Iterable[Known], workspace: Workspace, day: str = "") -> Store:
    """Return the state with the chosen revisions; with a day, the registries are those of that day."""
    from remit.graph.derive import derived

    made = Store()
    for graph in state_graphs(whole, {each.graph for each in chosen}, workspace.base):
        if graph.value == workspace.base + DERIVED:
            continue
        quads = list(whole.quads_for_pattern(None, None, None, graph))
        if day and graph.value == workspace.base + REGISTRY:
            quads = list(there_on(quads, day))
        made.extend(in_default(quads))
    derived(made, workspace)
    return made


def view_of_all(whole: Store, workspace: Workspace) -> Store:
    """Return what every revision and registry says, and how revisions and their lines of work follow each other."""
    from remit.graph.derive import derived

    left = NamedNode(workspace.base + DERIVED)
    named = (quad for quad in whole if isinstance(quad.graph_name, NamedNode) and quad.graph_name != left)
    made = Store()
    made.extend({*in_default(named)})
    derived(made, workspace)
    return made

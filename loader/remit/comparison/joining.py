"""Lines of work from one revision to the next, stated in the graph: what is sure, and what a person decided.

An event of each revision continues a line of its own; a later line that carries an earlier one on was derived from it.
The history of an event follows this. A doubtful pair is no fact, and stays out until somebody decides.
"""

from __future__ import annotations

from dataclasses import replace

from pyoxigraph import NamedNode, Quad, Store

from remit.comparison.comparing import compared
from remit.comparison.sides import of_store
from remit.graph.dataset import Dataset
from remit.graph.facts import node
from remit.revisions.known import Known, known_in, succession
from remit.workspace import Workspace


def joined(dataset: Dataset, workspace: Workspace) -> Dataset:
    """Return a dataset with the lines of work of its revisions joined, those of each two in a graph of its own."""
    whole = dataset.store()
    quads = {quad for older, newer in succession(known_in(whole)) for quad in _lines(whole, older, newer, workspace)}
    return replace(dataset, named=dataset.named | quads) if quads else dataset


def _lines(whole: Store, older: Known, newer: Known, workspace: Workspace) -> list[Quad]:
    sides = of_store(whole, older.name, workspace), of_store(whole, newer.name, workspace)
    graph = NamedNode(workspace.iri(f"graph/changes-{older.name}-{newer.name}"))
    line = {
        quad.subject.value: quad.object
        for side in sides
        for quad in side.state.quads_for_pattern(None, node("remit:continuesLine"), None)
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode)
    }
    return [
        Quad(line[new.iri], node("prov:wasDerivedFrom"), line[old.iri], graph)
        for match in compared(*sides, workspace).matches
        if match.sure
        for old in match.old
        for new in match.new
    ]

"""What follows from the graph: one rule a property, each a CONSTRUCT query in `ontology/derive`."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import NamedNode, Quad, QueryTriples, Store

from remit import bundle
from remit.errors import WorkspaceError
from remit.workspace import Workspace

#: The rules in the order in which they are run: a later one may use what an earlier one made.
RULES = ("is-active-in", "is-responsible-for", "works-with")


def derived(state: Store, workspace: Workspace) -> set[Quad]:
    """Add to the current state what the rules derive from it; return that in the graph of derived statements."""
    graph = NamedNode(workspace.base + "graph/derived")
    made: set[Quad] = set()
    for rule in RULES:
        triples = _run(state, bundle.folder("ontology") / "derive" / f"{rule}.rq")
        state.extend(Quad(t.subject, t.predicate, t.object) for t in triples)
        made |= {Quad(t.subject, t.predicate, t.object, graph) for t in triples}
    return made


def _run(store: Store, path: Path) -> list[Quad]:
    try:
        found = store.query(path.read_text(encoding="utf-8"))
    except (SyntaxError, ValueError, OSError) as error:
        raise WorkspaceError(f"{path}: is no CONSTRUCT query that can be run: {error}") from error
    assert isinstance(found, QueryTriples)
    return list(found)

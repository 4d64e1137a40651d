"""What `remit reason` is pointed at: a document, a graph, a workspace; read and built afresh, so its lines are true."""

from __future__ import annotations

from pathlib import Path

from rdflib import Graph

from remit import store
from remit.building import build
from remit.documents.document import read
from remit.errors import SourceError
from remit.workspace import SETTINGS, Workspace


def graph_of(subject: Path | None, workspace: Workspace) -> tuple[Graph, Workspace]:
    """Return the graph of a document, a graph file or a workspace, and the workspace whose registries it holds.

    Without a subject it is that of the registries and documents of `workspace`.
    """
    if subject is not None and subject.suffix.lower() in store.GRAPHS and subject.is_file():
        return store.to_rdflib(store.default_graph(store.load([subject]))), workspace
    if subject is not None and subject.is_dir():
        if not (subject / "data" / SETTINGS).is_file():
            raise SourceError(f"{subject} is no workspace; name a document, or a folder with data/{SETTINGS}")
        workspace, subject = Workspace.at(subject), None
    readings = [read(path, workspace) for path in ([subject] if subject else workspace.sources)]
    return store.to_rdflib(build(readings, workspace).current()), workspace

"""What `remit check` is pointed at: a document, a graph, a workspace."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from remit import store
from remit.errors import SourceError
from remit.findings import in_order
from remit.reports.checked import Checked
from remit.reports.subject import of_graph, of_readings
from remit.verbs import build, check, read
from remit.workspace import SETTINGS, Workspace

GRAPHS = {".ttl", ".nt", ".nq", ".trig"}


def check_subject(subject: Path | None, workspace: Workspace) -> Checked:
    """Return what is found in a document, a graph file or a workspace, with the rows in which it stands.

    Without a subject the documents of `workspace` are checked.
    """
    if subject is not None and subject.suffix.lower() in GRAPHS and subject.is_file():
        return check_graph(subject, workspace)
    if subject is not None and subject.is_dir():
        if not (subject / "data" / SETTINGS).is_file():
            raise SourceError(f"{subject} is no workspace; name a document, or a folder with data/{SETTINGS}")
        workspace, subject = Workspace.at(subject), None
    return check_documents([subject] if subject else workspace.sources, workspace)


def check_documents(paths: Iterable[Path], workspace: Workspace) -> Checked:
    """Check each document by itself, as the current revision among the registries."""
    readings = [(path, read(path, workspace)) for path in paths]
    found = [*check(build([], workspace), workspace)] if not readings else []
    for _, reading in readings:
        found += [*reading.findings, *check(build([reading], workspace), workspace)]
    return replace(of_readings(readings, workspace), findings=in_order(found))


def check_graph(path: Path, workspace: Workspace) -> Checked:
    """Check a graph that somebody made."""
    loaded = store.load([path])
    return of_graph(loaded, check(loaded, workspace), workspace)

"""What `remit check` is pointed at: a document, a graph, a workspace."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from remit import store
from remit.errors import SourceError
from remit.findings import Finding, in_order
from remit.verbs import build, check, read
from remit.workspace import SETTINGS, Workspace

if TYPE_CHECKING:
    from remit.reading import Reading

GRAPHS = {".ttl", ".nt", ".nq", ".trig"}


def check_subject(subject: Path | None, workspace: Workspace) -> tuple[tuple[Finding, ...], dict[str, str]]:
    """Return the findings of a document, a graph file or a workspace, and the printed names of columns.

    Without a subject the documents of `workspace` are checked.
    """
    if subject is not None and subject.suffix.lower() in GRAPHS and subject.is_file():
        return check_graph(subject, workspace), {}
    if subject is not None and subject.is_dir():
        if not (subject / "data" / SETTINGS).is_file():
            raise SourceError(f"{subject} is no workspace; name a document, or a folder with data/{SETTINGS}")
        workspace, subject = Workspace.at(subject), None
    return check_documents([subject] if subject else workspace.sources, workspace)


def check_documents(paths: Iterable[Path], workspace: Workspace) -> tuple[tuple[Finding, ...], dict[str, str]]:
    """Check each document by itself, as the current revision among the registries."""
    readings: list[Reading] = [read(path, workspace) for path in paths]
    found = [*check(build([], workspace), workspace)] if not readings else []
    for reading in readings:
        found += [*reading.findings, *check(build([reading], workspace), workspace)]
    columns = {column: name for reading in readings for column, name in reading.columns.items()}
    return in_order(found), columns


def check_graph(path: Path, workspace: Workspace) -> tuple[Finding, ...]:
    """Check a graph that somebody made."""
    return check(store.load([path]), workspace)

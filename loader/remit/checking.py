"""What `remit check` is pointed at: documents, a graph, a workspace."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from remit import store
from remit.errors import SourceError
from remit.findings import Finding, in_order
from remit.graph.identity import side_by_side
from remit.reading import Reading
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


def check_subjects(subjects: Sequence[Path], workspace: Workspace) -> Checked:
    """Return what is found in one subject, in none (the workspace), or in several documents side by side."""
    if len(subjects) < 2:
        return check_subject(next(iter(subjects), None), workspace)
    for subject in subjects:
        if subject.is_dir() or subject.suffix.lower() in GRAPHS:
            raise SourceError(f"{subject} is no document; a graph or a workspace is checked alone")
    return check_documents(subjects, workspace)


def check_documents(paths: Iterable[Path], workspace: Workspace) -> Checked:
    """Check each document, as the current revision among the registries; texts of one revision also together."""
    readings = [(path, read(path, workspace)) for path in paths]
    found = [*check(build([], workspace), workspace)] if not readings else []
    for texts in side_by_side([reading for _, reading in readings], workspace):
        found += check_texts(texts, workspace)
    return replace(of_readings(readings, workspace), findings=in_order(found))


def check_texts(texts: Sequence[Reading], workspace: Workspace) -> list[Finding]:
    """Return the findings of a revision: of its texts together, and of each of the others by itself.

    What was found at a place with all texts in view is not found there again in one of them.
    """
    found = [*check(build(texts, workspace), workspace)]
    shown = {(finding.rule, place) for finding in found for place in finding.places}
    for text in texts[1:]:
        alone = check(build([text], workspace), workspace)
        found += [each for each in alone if not any((each.rule, place) in shown for place in each.places)]
    return [*(finding for text in texts for finding in text.findings), *dict.fromkeys(found)]


def check_graph(path: Path, workspace: Workspace) -> Checked:
    """Check a graph that somebody made."""
    loaded = store.load([path])
    return of_graph(loaded, check(loaded, workspace), workspace)

"""The two sides of a comparison: a revision of the workspace, a document, or a graph that somebody made.

Each side has a store of its own, so that two drafts of one revision, which bear the same names, can be compared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from remit import store
from remit.compare.edition import Edition, Graph, edition
from remit.errors import SourceError, UnknownName
from remit.graph.facts import node
from remit.store import default_graph
from remit.workspace import Workspace

GRAPHS = {".ttl", ".nt", ".nq", ".trig"}
#: The graphs, by the end of their names, that belong to the current state whichever revision is current.
STANDING = ("graph/registry", "graph/vocabulary")


@dataclass(frozen=True, eq=False)
class Side:
    """A revision and the store it stands in; `name` is what its user calls it, `file` the document or graph."""

    name: str
    edition: Edition
    store: Store
    graph: Graph
    workspace: Workspace
    file: Path | None = None

    @cached_property
    def spots(self) -> dict[str, str]:
        """Return where each event and heading stands in its source: `page 3, row 14`."""
        rows: dict[str, tuple[int, int, int]] = {}
        parts = {name: self._numbers(name) for name in ("page", "table", "row")}
        for quad in self.store.quads_for_pattern(None, node("remit:standsAt"), None, self.graph):
            place = tuple(parts[name].get(quad.object, 0) for name in ("page", "table", "row"))
            subject = getattr(quad.subject, "value", "")
            rows[subject] = min(rows.get(subject, place), place)  # type: ignore[assignment]
        return {subject: _spot(*place) for subject, place in rows.items()}

    def _numbers(self, name: str) -> dict[object, int]:
        found = self.store.quads_for_pattern(None, node(f"remit:{name}"), None, self.graph)
        return {quad.subject: int(quad.object.value) for quad in found if quad.object.value.isdigit()}  # type: ignore[union-attr]

    @cached_property
    def state(self) -> Store:
        """Return a store whose default graph holds this revision as the current one, so that it can be asked."""
        if isinstance(self.graph, DefaultGraph):
            return self.store
        from remit.graph.derive import derived

        names = [self.graph, *(NamedNode(self.workspace.iri(name)) for name in STANDING)]
        made = Store()
        made.bulk_extend(
            Quad(*quad.triple) for name in names for quad in self.store.quads_for_pattern(None, None, None, name)
        )
        derived(made, self.workspace)
        return made

    def apart(self) -> Side:
        """Return the side with other names for its revision and all that belongs to it.

        Two drafts of one revision bear the same names, and could not be told apart in one graph.
        """
        iri, other = self.edition.iri, f"{self.edition.iri}-newer"
        named: dict[NamedNode, NamedNode] = {}

        def renamed(term: Any) -> Any:
            if not isinstance(term, NamedNode) or not (term.value == iri or term.value.startswith(f"{iri}/")):
                return term
            return named.setdefault(term, NamedNode(other + term.value.removeprefix(iri)))

        made = Store()
        made.bulk_extend(Quad(renamed(q.subject), q.predicate, renamed(q.object)) for q in default_graph(self.state))
        return Side(self.name, edition(made, other), made, DefaultGraph(), self.workspace, self.file)


def side(text: str | Path, workspace: Workspace, language: str = "") -> Side:
    """Return a side of a comparison: what a file holds, else the revision of the workspace that bears the name."""
    path = Path(text)
    if path.suffix.lower() in GRAPHS and path.is_file():
        return of_store(store.load([path]), path.name, workspace, language, path)
    if path.is_file():
        return _of_document(path, workspace, language)
    if path.is_dir() and _is_a_path(str(text)):
        raise SourceError(f"{path} is a folder; name a document in it, or a revision; {_there_is(workspace)}")
    if _is_a_path(str(text)):
        raise SourceError(f"{path}: there is no such document; {_there_is(workspace)}")
    return of_store(workspace.open(), str(text), workspace, language)


def _is_a_path(text: str) -> bool:
    return "/" in text or "\\" in text or Path(text).suffix[1:].isalpha()


def _there_is(workspace: Workspace) -> str:
    names = sorted({name for _, name, _ in _revisions(workspace.open())})
    return f"the graph holds: {', '.join(names) or 'no revision'}"


def _of_document(path: Path, workspace: Workspace, language: str) -> Side:
    from remit.graph.identity import identify
    from remit.verbs import build, read

    reading = read(path, workspace)
    made = build([reading], workspace).store()
    revision = workspace.iri(identify(reading, workspace).path)
    return Side(path.name, edition(made, revision, None, language), made, DefaultGraph(), workspace, path)


def of_store(made: Store, name: str, workspace: Workspace, language: str = "", file: Path | None = None) -> Side:
    """Return the revision of a store: the one with the name, or the only one of a graph file."""
    found = _revisions(made)
    chosen = [each for each in found if file or each[1] == name.strip().lower()]
    names = sorted({each for _, each, _ in found})
    if len({iri for iri, _, _ in chosen}) != 1:
        what = f"holds {len(names)} revisions" if file else "is no revision of the graph and no document"
        raise UnknownName(f"“{name}” {what}; there is: {', '.join(names) or 'no revision'}")
    iri, _, graph = max(chosen, key=lambda each: isinstance(each[2], NamedNode))
    return Side(name, edition(made, iri, graph, language), made, graph, workspace, file)


def _revisions(made: Store) -> list[tuple[str, str, Graph]]:
    """Return the revisions of a store: IRI, short name, and the graph that each stands in."""
    quads: Iterable[Quad] = made.quads_for_pattern(None, node("rdf:type"), node("remit:Revision"))
    return [
        (quad.subject.value, "-".join(quad.subject.value.rstrip("/").split("/")[-2:]), quad.graph_name)
        for quad in quads
        if isinstance(quad.subject, NamedNode) and isinstance(quad.graph_name, NamedNode | DefaultGraph)
    ]


def _spot(page: int, table: int, row: int) -> str:
    from remit.places import Place

    return Place("", page, row, "", 0, 0, "", table).spot if row else ""

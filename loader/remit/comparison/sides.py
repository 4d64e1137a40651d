"""The two sides of a comparison: a revision of the workspace, a document, or a graph that somebody made.

Each side has a store of its own, so that two drafts of one revision, which bear the same names, can be compared.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from remit import store
from remit.comparison.edition import Edition, edition
from remit.comparison.graph import together
from remit.errors import QuestionError, SourceError, UnknownName
from remit.graph.facts import node
from remit.revisions.known import called, known_in
from remit.revisions.view import view
from remit.store import GRAPHS, default_graph
from remit.workspace import Workspace


@dataclass(frozen=True, eq=False)
class Side:
    """A revision and a store whose default graph holds it as the current one; `name` is what its user calls it."""

    name: str
    edition: Edition
    state: Store
    workspace: Workspace

    @cached_property
    def spots(self) -> dict[str, str]:
        """Return where each event and heading stands in its source: `page 3, row 14`."""
        rows: dict[str, tuple[int, int, int]] = {}
        parts = {name: self._numbers(name) for name in ("page", "table", "row")}
        for quad in self._said("remit:standsAt"):
            place = tuple(parts[name].get(quad.object, 0) for name in ("page", "table", "row"))
            subject = getattr(quad.subject, "value", "")
            rows[subject] = min(rows.get(subject, place), place)  # type: ignore[assignment]
        return {subject: _spot(*place) for subject, place in rows.items()}

    @cached_property
    def sources(self) -> frozenset[str]:
        """Return what the documents are called that the revision was read from."""
        nodes = {quad.object for quad in self._said("remit:standsIn")}
        return frozenset(getattr(q.object, "value", "") for q in self._said("dcterms:title") if q.subject in nodes)

    def _said(self, name: str) -> list[Quad]:
        return list(self.state.quads_for_pattern(None, node(name), None, DefaultGraph()))

    def _numbers(self, name: str) -> dict[object, int]:
        said = ((quad.subject, getattr(quad.object, "value", "")) for quad in self._said(f"remit:{name}"))
        return {subject: int(value) for subject, value in said if value.isdigit()}

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
        return Side(self.name, edition(made, other), made, self.workspace)


def side(text: str | Path, workspace: Workspace) -> Side:
    """Return a side of a comparison: what a file holds, else the revision of the workspace that bears the name."""
    path = Path(text)
    if path.suffix.lower() in GRAPHS and path.is_file():
        return _of_graph(store.load([path]), path.name, workspace)
    if path.is_file():
        return _of_document(path, workspace)
    if _is_a_path(str(text)):
        folder = path.is_dir()
        what = " is a folder; name a document in it, or a revision" if folder else ": there is no such document"
        raise SourceError(f"{path}{what}; the graph holds: {_names(workspace.open_whole())}")
    return of_store(workspace.open_whole(), str(text), workspace)


def of_store(whole: Store, name: str, workspace: Workspace) -> Side:
    """Return the revision of a store of named graphs that bears a name."""
    try:
        known = called(known_in(whole), name)
    except QuestionError as error:
        raise UnknownName(f"“{name}” is no revision of the graph and no document; there is: {_names(whole)}") from error
    state = view(whole, [known], workspace)
    return Side(name, edition(state, known.iri), state, workspace)


def _of_document(path: Path, workspace: Workspace) -> Side:
    from remit.documents.document import read
    from remit.graph.dataset import build
    from remit.graph.identity import identify

    reading = read(path, workspace)
    state = build([reading], workspace).state
    return Side(path.name, edition(state, workspace.iri(identify(reading, workspace).path)), state, workspace)


def _of_graph(made: Store, name: str, workspace: Workspace) -> Side:
    """Return the only revision of a graph that somebody made."""
    if (known := known_in(made)) and len(known) == 1:
        return replace(of_store(made, known[0].name, workspace), name=name)
    quads = made.quads_for_pattern(None, node("rdf:type"), node("remit:Revision"), DefaultGraph())
    found = [quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)]
    if known or len(found) != 1:
        raise UnknownName(f"“{name}” holds {len(known) or len(found)} revisions; there is: {_names(made)}")
    state = _with_registries(made, workspace) if found[0].startswith(workspace.base) else made
    return Side(name, edition(state, found[0]), state, workspace)


def _with_registries(made: Store, workspace: Workspace) -> Store:
    """Return a graph of the workspace with its registries, which a file of one revision does not hold."""
    from remit.graph.dataset import build
    from remit.graph.derive import derived

    state = together(build([], workspace).state, made)
    derived(state, workspace)
    return state


def _is_a_path(text: str) -> bool:
    return "/" in text or "\\" in text or Path(text).suffix[1:].isalpha()


def _names(whole: Store) -> str:
    return ", ".join(each.name for each in known_in(whole)) or "no revision"


def _spot(page: int, table: int, row: int) -> str:
    from remit.places import Place

    return Place("", page, row, "", 0, 0, "", table).spot if row else ""

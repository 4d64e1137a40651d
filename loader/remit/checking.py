"""What `remit check` is pointed at: documents, graphs, a workspace; with what was accepted there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Store, Triple
from rdflib import Graph

from remit import rules, store, written
from remit.acceptances import Judge
from remit.acceptances.acceptance import FILE
from remit.building import build, check
from remit.documents.document import read
from remit.errors import RemitError, SourceError
from remit.findings import Finding, in_order
from remit.graph.identity import identify_texts, side_by_side
from remit.links import known
from remit.names import expand, slug
from remit.reading import Reading
from remit.registry import CLASSES
from remit.reports.checked import Checked, Document
from remit.reports.subject import from_here, of_graph, of_readings
from remit.sides.kinship import alone
from remit.workspace import SETTINGS, Workspace

#: How texts of one revision are judged: built with the registries of a workspace, and checked.
Check = Callable[[Sequence[Reading], Workspace], Iterable[Finding]]
#: What stands at the end of a statement.
Term = NamedNode | BlankNode | Literal | Triple
#: What a graph is of when it is an ontology or a vocabulary and not a programme.
ONTOLOGIES = ("owl:Ontology", "skos:ConceptScheme")


@dataclass
class Found:
    """The findings of each revision that was looked at, accepted or not, and what they were found in.

    `files` are those of an ontology in which something is found; `alone` says of documents why they are not held
    side by side.
    """

    revisions: dict[str, list[Finding]] = field(default_factory=dict)
    readings: list[tuple[Path, Reading]] = field(default_factory=list)
    graphs: list[tuple[Store, tuple[Finding, ...]]] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    alone: tuple[str, ...] = ()

    def add(self, revision: str, findings: Iterable[Finding]) -> None:
        """Add what was found in a revision."""
        self.revisions.setdefault(revision, []).extend(findings)

    def all(self) -> list[Finding]:
        """Return all findings."""
        return [finding for findings in self.revisions.values() for finding in findings]


def named(subjects: Sequence[Path], workspace: Workspace) -> tuple[Workspace, list[Path]]:
    """Return the workspace and the documents or graphs that are meant; no documents are those of the workspace.

    A folder is a workspace, and is named alone, or an ontology: the Turtle files in it, taken together.
    """
    folders = [subject for subject in subjects if subject.is_dir() and not _is_ontology(subject)]
    if not folders:
        return workspace, list(subjects)
    if not (folders[0] / "data" / SETTINGS).is_file():
        raise SourceError(
            f"{folders[0]} is no workspace; name a document, a folder with data/{SETTINGS}, or one with an ontology"
        )
    if len(subjects) > 1:
        raise SourceError(f"{folders[0]} is a workspace; name it alone, or documents in it with: remit --workspace")
    return Workspace.at(folders[0]), []


def check_all(
    documents: Sequence[Path], workspace: Workspace, engine: str = "compiled", by: Check | None = None
) -> Checked:
    """Check documents and graphs, those of the workspace if none are named, with what was accepted in it.

    `by` judges the documents in the place of the engine.
    """
    found, judge = look(documents, workspace, engine, by), judge_of(workspace)
    marked = [finding for findings in judge.marked(found.revisions).values() for finding in findings]
    outlived = list(judge.outlived(found.revisions, workspace.catalogue, whole=not documents))
    checked = _prepared(found, workspace)
    files = [_as_document(workspace.root / "data" / FILE)] if outlived else []
    files += map(_as_document, [*_registries(marked, workspace), *found.files])
    return replace(checked, findings=in_order([*marked, *outlived]), documents=(*checked.documents, *files))


def check_subject(subject: Path | None, workspace: Workspace) -> Checked:
    """Check a document, a graph or a workspace; without a subject the documents of `workspace`."""
    workspace, documents = named([subject] if subject else [], workspace)
    return check_all(documents, workspace)


def check_documents(paths: Sequence[Path], workspace: Workspace) -> Checked:
    """Check documents as the current revisions among the registries, whatever was accepted.

    Each is looked at by itself; texts of one revision are also held together.
    """
    found = look(paths, workspace)
    return replace(_prepared(found, workspace), findings=in_order(found.all()))


def judge_of(workspace: Workspace) -> Judge:
    """Return who says today what is accepted in a workspace."""
    return Judge(workspace.acceptances, workspace.base, date.today().isoformat())


def left(workspace: Workspace, engine: str) -> dict[str, str]:
    """Return the rules of a workspace that the compiled engine leaves to pyshacl, each with the reason."""
    return rules.left(workspace.rules) if engine == "compiled" and workspace.own("shapes") else {}


def look(documents: Sequence[Path], workspace: Workspace, engine: str = "compiled", by: Check | None = None) -> Found:
    """Return what is found in documents and graphs, in those of the workspace if none are named."""
    found = Found()
    if workspace.graph_at and not documents:
        loaded = workspace.open_whole()
        _add_graph(loaded, rules.check(loaded, workspace.rules, engine), workspace, found)
        return found
    paths = [*(documents or workspace.sources)]
    for path in (path for path in paths if _is_graph(path)):
        _look_at_graph(path, workspace, found, engine)
    found.readings += ((path, read(path, workspace)) for path in paths if not _is_graph(path))
    grouped = side_by_side([reading for _, reading in found.readings], workspace)
    for texts in grouped:
        found.add(identify_texts(texts, workspace).name, check_texts(texts, workspace, by or _by(engine)))
    found.alone = alone(grouped) if documents else ()
    if not found.revisions:
        found.add("", check(build([], workspace), workspace, engine))
    found.revisions = {name: [*_written(each, workspace)] for name, each in found.revisions.items()}
    return found


def _by(engine: str) -> Check:
    return lambda texts, workspace: check(build(texts, workspace), workspace, engine)


def _written(findings: Iterable[Finding], workspace: Workspace) -> Iterator[Finding]:
    """Yield findings; what is written by hand has its place where it is written."""
    yield from written.in_links(written.in_registries(findings, workspace), workspace)


def check_texts(texts: Sequence[Reading], workspace: Workspace, by: Check) -> list[Finding]:
    """Return the findings of a revision: of its texts together, and of each of the others by itself.

    What was found at a place with all texts in view is not found there again in one of them.
    """
    found = [*by(texts, workspace)]
    shown = {(finding.rule, place) for finding in found for place in finding.places}
    for text in texts[1:]:
        alone = by([text], workspace)
        found += [each for each in alone if not any((each.rule, place) in shown for place in each.places)]
    path = identify_texts(texts, workspace).path
    return [*(each for text in texts for each in _noticed(text, workspace.iri(path))), *dict.fromkeys(found)]


def _noticed(text: Reading, revision: str) -> Iterator[Finding]:
    """Yield what was noticed while a text was read, about the event at whose row it stands if it is one event's."""
    rows: dict[tuple[int, int], set[str]] = {}
    for event in text.events:
        for place in event.places:
            rows.setdefault((place.table, place.row), set()).add(event.id)
    for finding in text.findings:
        events = {event for place in finding.places for event in rows.get((place.table, place.row), ())}
        about = f"{revision}/event/{slug(*events)}" if len(events) == 1 else ""
        yield replace(finding, subject=finding.subject or about)


def _is_graph(path: Path) -> bool:
    return (path.suffix.lower() in store.GRAPHS and path.is_file()) or _is_ontology(path)


def _is_ontology(path: Path) -> bool:
    """Return whether a path is a folder of Turtle files and no workspace."""
    return path.is_dir() and not (path / "data" / SETTINGS).is_file() and any(path.glob("*.ttl"))


def _look_at_graph(path: Path, workspace: Workspace, found: Found, engine: str) -> None:
    """Add what is found in a graph that somebody made, by the revisions in it."""
    files = sorted(path.glob("*.ttl")) if path.is_dir() else [path]
    loaded, as_written = _loaded([*files, *_registries_beside(path)], engine)
    if _of(loaded, ONTOLOGIES) and not _of(loaded, ["remit:Revision"]):
        findings = tuple(written.in_ontology(rules.check(loaded, workspace.style, engine, as_written), files))
        named = {place.source for finding in findings for place in finding.places}
        found.files += [file for file in files if file.name in named]
    else:
        findings = rules.check(loaded, workspace.rules, engine, as_written)
    _add_graph(loaded, findings, workspace, found)


def _add_graph(loaded: Store, findings: tuple[Finding, ...], workspace: Workspace, found: Found) -> None:
    """Add a graph and what is found in it, by the revisions in it."""
    found.graphs.append((loaded, findings))
    for revision in (_revision(each.removeprefix(workspace.base)) for each in _of(loaded, ["remit:Revision"])):
        found.add(revision, ())
    for finding in findings:
        found.add(_revision(finding.subject.removeprefix(workspace.base)), [finding])


def _loaded(files: Sequence[Path], engine: str) -> tuple[Store, Graph | None]:
    """Return what files say in a store, and in the letters in which it is written, which pyshacl judges."""
    if engine != "pyshacl":
        return store.load(files), None
    quads, loaded = store.as_written(files), Store()
    loaded.bulk_extend(quads)
    return loaded, store.to_rdflib(quad for quad in quads if isinstance(quad.graph_name, DefaultGraph))


def _registries_beside(path: Path) -> list[Path]:
    """Return the files beside the graph of a revision that describe its organisation, where it does not do so itself.

    `remit build` puts the registries into a file of their own; without it every reference would lead nowhere.
    """
    if path.is_dir():
        return []
    own = store.load([path])
    quads = own.quads_for_pattern(None, NamedNode(expand("remit:belongsToOrganisation")), None)
    strange = {quad.object for quad in quads if not _is_described(quad.object, own)}
    if not strange or not _of(own, ["remit:Revision"]):
        return []
    others = (each for each in sorted(path.parent.glob(f"*{path.suffix}")) if each != path)
    return [each for each in others if _describes(each, strange)]


def _describes(path: Path, wanted: Iterable[Term]) -> bool:
    """Return whether a graph file describes one of some things and holds no revision; one with faults does neither."""
    try:
        other = store.load([path])
    except RemitError:
        return False
    return any(_is_described(each, other) for each in wanted) and not _of(other, ["remit:Revision"])


def _is_described(thing: Term, graph: Store) -> bool:
    quads = graph.quads_for_pattern(thing, NamedNode(expand("rdf:type")), None) if isinstance(thing, NamedNode) else ()
    return any(True for _ in quads)


def _registries(findings: Iterable[Finding], workspace: Workspace) -> list[Path]:
    """Return the files of the registries and of links in which something is found."""
    folder = workspace.file("data", "registry")
    names = {place.source for finding in findings for place in finding.places}
    every = [*(folder / f"{name}.yaml" for name in sorted(CLASSES)), *known.files(workspace.root)]
    return [file for file in every if file.name in names and file.is_file()]


def _as_document(path: Path) -> Document:
    """Return a file of the workspace as a document in which something is found."""
    return Document(path.name, from_here(path), "", format="text", text=path.read_text(encoding="utf-8"))


def _prepared(found: Found, workspace: Workspace) -> Checked:
    """Return all that was looked at, made ready for reports, without findings."""
    checked = replace(of_readings(found.readings, workspace), alone=found.alone)
    for one in (of_graph(graph, findings, workspace) for graph, findings in found.graphs):
        checked = replace(
            checked if found.readings else one,
            documents=(*checked.documents, *one.documents),
            rows=(*checked.rows, *one.rows),
            columns={**one.columns, **checked.columns},
            own_columns={**one.own_columns, **checked.own_columns},
        )
    return checked


def _of(loaded: Store, classes: Iterable[str]) -> list[str]:
    """Return the IRIs of the things of some classes."""
    kind, wanted = NamedNode(expand("rdf:type")), [NamedNode(expand(name)) for name in classes]
    quads = (quad for each in wanted for quad in loaded.quads_for_pattern(None, kind, each))
    return [quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)]


def _revision(path: str) -> str:
    """Return the short name of the revision that a path leads into, empty for anything outside.

    >>> _revision("programme/p1/2017/event/2.1.3"), _revision("body/tc-2")
    ('p1-2017', '')
    """
    steps = path.split("/")
    return "-".join(steps[1:3]) if steps[0] == "programme" else ""

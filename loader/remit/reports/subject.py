"""What was checked, made ready for reports: from readings, or from a graph that somebody made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import reduce
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store
from rdflib import URIRef
from rdflib.term import Node

from remit.documents.seams import append
from remit.findings import Finding
from remit.formats.charsets import plain_text
from remit.graph.identity import identify
from remit.names import expand, slug
from remit.reading import Cell, Event, Group, Reading, Section
from remit.reports.checked import Checked, Document, Row
from remit.reports.sheet import rows_of
from remit.rules.finding import Reader
from remit.store import View, term_to_rdflib
from remit.workspace import Workspace

#: The formats in which a place can be told by line and column.
TEXTS = {"text", "csv", "tsv", "markdown"}
#: What is shown between the cells over which a heading is torn.
TORN = " ¦ "


def of_readings(readings: Iterable[tuple[Path, Reading]], workspace: Workspace) -> Checked:
    """Return the documents and rows of readings, each with the path of its document; nothing is found yet."""
    pairs = list(readings)
    documents = tuple(_document(path, reading, workspace) for path, reading in pairs)
    return Checked(
        documents=documents,
        rows=tuple(row for _, reading in pairs for row in _rows(reading)),
        columns={column: name for _, reading in pairs for column, name in reading.columns.items()},
        shapes=tuple(workspace.own("shapes")),
        report=_report(documents, workspace),
    )


def of_graph(store: Store, findings: tuple[Finding, ...], workspace: Workspace) -> Checked:
    """Return what was found in a graph, and those rows that it tells of in which something was found."""
    documents = tuple(sorted(_documents(store), key=lambda document: document.name))
    reader = Reader(View(store), {})
    wanted = {str(place.row) for finding in findings for place in finding.places}
    nodes = [term_to_rdflib(q.subject) for q in _said(store, "remit:row") if getattr(q.object, "value", "") in wanted]
    places = [reader.place(node) for node in nodes]
    return Checked(
        findings=findings,
        documents=documents,
        rows=tuple(rows_of(places)),
        columns=_columns(View(store), nodes),
        shapes=tuple(workspace.own("shapes")),
        report=_report(documents, workspace),
    )


def _together(left: Cell, right: Cell) -> Cell:
    """Return two pieces of a heading as one; those of one cell (the number before the words) without a mark."""
    same = left.places[-1].column == right.places[0].column
    return append(left, right, " " if same else TORN)


def of_file(name: str) -> str:
    """Return what a file is called in the IRI of a report.

    >>> of_file("Draft 2026 (v2).txt")
    'draft-2026-v2.txt'
    """
    return re.sub(r"-+(?=[.]|$)", "", slug(name))


def _report(documents: tuple[Document, ...], workspace: Workspace) -> str:
    return workspace.iri(f"report/{of_file(documents[0].name)}" if len(documents) == 1 else "report")


def _document(path: Path, reading: Reading, workspace: Workspace) -> Document:
    source = reading.source
    text = plain_text(path.read_bytes(), path) if source.format in TEXTS else ""
    revision = workspace.iri(identify(reading, workspace).path)
    return Document(source.name, from_here(path), revision, source.sha256, source.format, text, reading.language)


def from_here(path: Path) -> str:
    """Return a path as seen from the current folder, where it lies below it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _rows(reading: Reading) -> Iterator[Row]:
    """Yield the rows of a reading: what stands above the table, headings as they stand, events put together again."""
    yield from rows_of(reading.programme.places)
    things: list[Section | Group | Event] = [*reading.sections, *reading.groups, *reading.events]
    for thing in sorted(things, key=lambda each: each.order):
        if isinstance(thing, Event):
            yield thing.cells
        else:
            yield from map(_heading, rows_of(thing.places))


def _heading(row: Row) -> Row:
    """Return the row of a heading; one that is torn over several cells is shown as one, with marks where it is torn."""
    torn = [cell for column, cell in row.items() if column != "number"]
    if len(torn) < 2:
        return row
    whole = reduce(_together, torn)
    return {**{column: cell for column, cell in row.items() if column == "number"}, "title": whole}


def _documents(store: Store) -> Iterator[Document]:
    view = View(store)

    def text(node: Node, curie: str) -> str:
        found = view.value(node, _property(curie))
        return "" if found is None else str(found)

    for quad in _said(store, "remit:hasSource"):
        revision, source = term_to_rdflib(quad.subject), term_to_rdflib(quad.object)
        name = text(source, "dcterms:title") or str(source)
        yield Document(name, name, str(revision), text(source, "remit:sha256"), text(source, "dcterms:format"))


def _columns(view: View, places: Iterable[Node]) -> dict[str, str]:
    """Return what columns are called in the documents; of several names the first by the alphabet."""
    said = {
        (str(column), str(name))
        for place in places
        for column in view.objects(place, _property("remit:column"))
        for name in view.objects(place, _property("remit:columnName"))
    }
    return dict(sorted(said, reverse=True))


def _said(store: Store, curie: str) -> Iterator[Quad]:
    """Yield the statements with a property in the current state."""
    yield from store.quads_for_pattern(None, NamedNode(expand(curie)), None, DefaultGraph())


def _property(curie: str) -> URIRef:
    return URIRef(expand(curie))

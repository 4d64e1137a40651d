"""The graph on disk and in memory: Oxigraph, embedded.

A store is built beside the old one and put in its place by one rename of the file `CURRENT`,
so a build that is killed leaves the old store whole.
"""

from __future__ import annotations

import logging
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple, parse
from pyoxigraph import Literal as OxLiteral

from remit.errors import StoreError
from remit.names import expand

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

POINTER = "CURRENT"
#: How the names of files end that hold a graph.
GRAPHS = {".ttl", ".nt", ".nq", ".trig"}
AN_HOUR = 3600


def write(folder: Path, quads: Iterable[Quad], name: str) -> Path:
    """Put a new store called `name` into `folder`, make it the current one, drop the others."""
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f"{name}.{os.getpid()}.new"
    shutil.rmtree(fresh, ignore_errors=True)
    store = Store(str(fresh))
    store.bulk_extend(quads)
    store.flush()
    del store
    final = folder / name
    try:
        fresh.rename(final)
    except OSError:  # it is there already, with the same content
        shutil.rmtree(fresh)
    pointer = folder / f"{POINTER}.{os.getpid()}.new"
    pointer.write_text(name + "\n", encoding="utf-8")
    os.replace(pointer, folder / POINTER)
    _drop_others(folder, name)
    return final


def open_current(folder: Path) -> Store:
    """Open the current store of `folder` for reading; a folder without one is a StoreError."""
    pointer = folder / POINTER
    if not pointer.is_file():
        raise StoreError(f"{folder} holds no graph yet; run: remit build")
    try:
        name = pointer.read_text(encoding="utf-8").strip() or "nothing"
        return Store.read_only(str(folder / name))
    except (OSError, RuntimeError, ValueError) as error:
        reason = str(error).splitlines()[0][:120]
        raise StoreError(f"the graph in {folder} cannot be opened ({reason}); run: remit build") from error


def load(files: Iterable[Path]) -> Store:
    """Load N-Quads, TriG or Turtle files into a store in memory."""
    store = Store()
    for path in files:
        form = RdfFormat.from_extension(path.suffix.lstrip("."))
        if form is None:
            raise StoreError(f"{path.name} is not a graph file; expected .nq, .trig, .nt or .ttl")
        try:
            store.bulk_load(path=str(path), format=form)
        except (SyntaxError, OSError) as error:
            raise StoreError(f"{path} cannot be read: {error}") from error
    return store


def as_written(files: Iterable[Path]) -> list[Quad]:
    """Return what files of graphs say, each literal in the letters in which it is written; a store keeps its own."""
    quads: list[Quad] = []
    for path in files:
        try:
            quads += parse(path=str(path), format=RdfFormat.from_extension(path.suffix.lstrip(".")))
        except (SyntaxError, OSError, ValueError) as error:
            raise StoreError(f"{path} cannot be read: {error}") from error
    return quads


def load_graphs(files: Iterable[Path], base: str) -> Store:
    """Load Turtle files into named graphs, each called by the base and the name of its file."""
    store = Store()
    for path in files:
        try:
            store.bulk_load(path=str(path), format=RdfFormat.TURTLE, to_graph=NamedNode(base + path.stem))
        except (SyntaxError, OSError) as error:
            raise StoreError(f"{path} cannot be read: {error}") from error
    return store


def in_memory(store: Store) -> Store:
    """Return a copy of a store in memory, which a fork can share."""
    made = Store()
    made.bulk_extend(store.quads_for_pattern(None, None, None, None))
    return made


def graph_names(store: Store) -> list[str]:
    """Return the names of the named graphs, sorted."""
    return sorted(g.value for g in store.named_graphs() if isinstance(g, NamedNode))


def _drop_others(folder: Path, name: str) -> None:
    """Remove older stores, and what builds left that were killed more than an hour ago."""
    for old in folder.iterdir():
        if not old.is_dir() or old.name == name:
            continue
        if not old.name.endswith(".new") or time.time() - old.stat().st_mtime > AN_HOUR:
            shutil.rmtree(old, ignore_errors=True)


def in_default(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Return the quads in the default graph, which is left out: naming it makes a quad five times as slow."""
    return map(_in_default, quads)


@lru_cache(maxsize=1 << 15)
def _in_default(quad: Quad) -> Quad:
    """Return a quad in the default graph; most of a text that is read again at each save is what it was."""
    return Quad(quad.subject, quad.predicate, quad.object)


def default_graph(store: Store) -> Iterator[Quad]:
    """Yield what stands in the default graph: the current state."""
    yield from store.quads_for_pattern(None, None, None, DefaultGraph())


def to_rdflib(triples: Iterable[Triple | Quad]) -> Graph:
    """Return triples as an rdflib graph, term by term (much faster than by way of a text)."""
    import rdflib

    rdflib.NORMALIZE_LITERALS = False
    logging.getLogger("rdflib.term").setLevel(logging.ERROR)  # a rule says so where a literal is ill formed
    known: dict[object, Node] = {}

    def term(value: object) -> Node:
        if value not in known:
            known[value] = term_to_rdflib(value)
        return known[value]

    graph = rdflib.Graph()
    for triple in triples:
        graph.add((term(triple.subject), term(triple.predicate), term(triple.object)))
    return graph


@lru_cache(maxsize=1 << 16)
def term_to_rdflib(value: object) -> Node:
    """Return a term of the store as rdflib has it, to the letter."""
    import rdflib
    from rdflib import BNode, Literal, URIRef

    rdflib.NORMALIZE_LITERALS = False
    if isinstance(value, NamedNode):
        return URIRef(value.value)
    if isinstance(value, BlankNode):
        return BNode(value.value)
    assert isinstance(value, OxLiteral)
    if value.language:
        return Literal(value.value, lang=value.language)
    plain = value.datatype.value == expand("xsd:string")
    return Literal(value.value, datatype=None if plain else URIRef(value.datatype.value))


def from_rdflib(node: Node) -> NamedNode | BlankNode | OxLiteral:
    """Return an rdflib term as the store has it."""
    from rdflib import BNode, Literal, URIRef

    if isinstance(node, URIRef):
        return NamedNode(str(node))
    if isinstance(node, BNode):
        return BlankNode(str(node))
    assert isinstance(node, Literal)
    if node.language:
        return OxLiteral(str(node), language=node.language)
    return OxLiteral(str(node), datatype=NamedNode(str(node.datatype)) if node.datatype else None)


def of_graph(graph: Graph) -> Store:
    """Return a store in memory whose default graph holds an rdflib graph."""
    made = Store()
    made.bulk_extend(Quad(*(from_rdflib(term) for term in triple)) for triple in graph)  # type: ignore[arg-type]
    return made


class View:
    """The default graph of a store, looked at term by term as an rdflib graph would be; nothing is copied."""

    def __init__(self, store: Store) -> None:
        """Keep the store."""
        self._store = store

    def objects(self, subject: Node, predicate: Node) -> Iterator[Node]:
        """Yield the objects of a subject and a predicate."""
        if isinstance(subject_term := from_rdflib(subject), OxLiteral):
            return
        for quad in self._store.quads_for_pattern(subject_term, _named(predicate), None, DefaultGraph()):
            yield term_to_rdflib(quad.object)

    def about(self, subject: Node) -> dict[str, Node]:
        """Return one object of each predicate of a subject, by the IRI of the predicate."""
        found: dict[str, Node] = {}
        if not isinstance(term := from_rdflib(subject), OxLiteral):
            for quad in self._store.quads_for_pattern(term, None, None, DefaultGraph()):
                found[quad.predicate.value] = term_to_rdflib(quad.object)
        return found

    def subjects(self, predicate: Node, value: Node) -> Iterator[Node]:
        """Yield the subjects of a predicate and an object."""
        for quad in self._store.quads_for_pattern(None, _named(predicate), from_rdflib(value), DefaultGraph()):
            yield term_to_rdflib(quad.subject)

    def value(self, subject: Node, predicate: Node, any: bool = True) -> Node | None:
        """Return one object of a subject and a predicate, or None."""
        return next(self.objects(subject, predicate), None)

    def __contains__(self, triple: tuple[Node, Node, None]) -> bool:
        return next(self.objects(triple[0], triple[1]), None) is not None


def _named(predicate: Node) -> NamedNode:
    return NamedNode(str(predicate))

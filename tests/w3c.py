"""Reads the W3C's SHACL tests: data, shapes, the results expected; judges an engine by them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import BlankNode
from rdflib import RDF, BNode, Graph, Namespace
from rdflib.namespace import SH
from rdflib.term import Node

from remit.errors import WorkspaceError
from remit.shacl import Result, validate
from remit.shacl.paths import path_text
from remit.shacl.result import Term
from remit.shacl.shapes import Shapes
from remit.store import of_graph

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
Bag = Counter[tuple[str | None, ...]]


@dataclass(frozen=True)
class Case:
    """One test: its name, its graphs, the bag of results expected or None where a failure is."""

    name: str
    data: Graph
    shapes: Graph
    expected: Bag | None

    def __str__(self) -> str:
        return self.name


def cases(suite: Path) -> Iterator[Case]:
    """Yield the validation tests below a folder."""
    yield from (case(suite, path) for path in files(suite))


def files(suite: Path) -> list[Path]:
    """Return the files below a folder that are one validation test each; none is read as a graph for that."""
    named = (path for path in sorted(suite.rglob("*.ttl")) if path.name != "manifest.ttl")
    return [path for path in named if re.search(r"\bsht:Validate\b", path.read_text(encoding="utf-8"))]


@cache
def case(suite: Path, path: Path) -> Case:
    """Return the test in a file."""
    graph = _read(path)
    (test,) = graph.subjects(RDF.type, SHT.Validate)
    return _case(suite, path, graph, test)


def passes(case: Case, engine: str) -> bool:
    """Return whether an engine finds what is expected, or fails where it must."""
    try:
        found = validate(of_graph(case.data), case.shapes, engine).results
    except WorkspaceError:
        return case.expected is None
    return Counter(map(_found, found)) == case.expected


def _case(suite: Path, path: Path, graph: Graph, test: Node) -> Case:
    action, result = graph.value(test, MF.action), graph.value(test, MF.result)
    expected = (
        None if result == SHT.Failure else Counter(_expected(graph, node) for node in graph.objects(result, SH.result))
    )
    return Case(
        name=path.relative_to(suite).with_suffix("").as_posix(),
        data=_named(path, graph, graph.value(action, SHT.dataGraph)),
        shapes=_named(path, graph, graph.value(action, SHT.shapesGraph)),
        expected=expected,
    )


def _read(path: Path) -> Graph:
    return Graph().parse(path, publicID=path.as_uri())


def _named(path: Path, graph: Graph, node: Node | None) -> Graph:
    return graph if str(node) in ("", path.as_uri()) else _read(Path(str(node).removeprefix("file://")))


def _expected(graph: Graph, node: Node) -> tuple[str | None, ...]:
    def term(name: str) -> str | None:
        found = graph.value(node, SH[name])
        return None if found is None else "_" if isinstance(found, BNode) else _kept(found)

    path = path_text(Shapes(graph), graph.value(node, SH.resultPath))
    component = str(graph.value(node, SH.sourceConstraintComponent))
    return (term("focusNode"), term("value"), component, str(graph.value(node, SH.resultSeverity)), path)


def _found(result: Result) -> tuple[str | None, ...]:
    own = "/" not in result.component
    component = f"{SH}{result.component}ConstraintComponent" if own else result.component
    value = None if result.value is None else _term(result.value)
    return (_term(result.focus), value, component, result.severity, result.path)


def _term(term: Term) -> str:
    return "_" if isinstance(term, BlankNode) else str(term)


def _kept(node: Node) -> str:
    """Return a term as a store gives it back: it writes some literals in its own way."""
    triple = Graph()
    triple.add((SH.value, SH.value, node))
    return _term(next(iter(of_graph(triple))).object)

"""Run the rules over a graph with pyshacl, the reference engine.

pyshacl parses a query anew for every node it looks at, which takes most of its time.
The rules therefore ask once a revision, and a parsed query is kept for the next graph.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from rdflib import Graph, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result as Answer
from rdflib.term import Node

from remit.errors import WorkspaceError
from remit.names import expand


@dataclass(frozen=True)
class Result:
    """One result of a SHACL report: which shape, about which node, with which value.

    A query finds its `value`, the other rules look at `focus`; `by_query` tells them apart.
    """

    shape: str
    focus: Node
    value: Node | None
    message: str
    by_query: bool


def results(graph: Graph, shapes: Graph) -> Iterator[Result]:
    """Yield every result that the shapes have about the graph; neither is changed."""
    report = _report(graph, shapes)
    for node in report.objects(None, URIRef(expand("sh:result"))):
        yield _result(report, node)


def _report(graph: Graph, shapes: Graph) -> Graph:
    from pyshacl import validate
    from pyshacl.errors import ReportableRuntimeError, ShapeLoadError, ValidationFailure

    copied = Graph() + shapes  # pyshacl writes into the shapes it is given
    try:
        _, report, text = validate(_Keeping(graph.store, graph.identifier), shacl_graph=copied, inplace=True)
    except (ReportableRuntimeError, ShapeLoadError, ValidationFailure) as error:
        raise WorkspaceError(f"the rules cannot be run: {error}") from error
    if not isinstance(report, Graph):
        raise WorkspaceError(f"the rules cannot be run: {text}")
    return report


def _result(report: Graph, node: Node) -> Result:
    def value(curie: str) -> Node | None:
        found: Node | None = report.value(node, URIRef(expand(curie)), any=True)
        return found

    focus = value("sh:focusNode")
    assert focus is not None, "every SHACL result has a focus node"
    return Result(
        shape=str(value("sh:sourceShape")),
        focus=focus,
        value=value("sh:value"),
        message=str(value("sh:resultMessage") or ""),
        by_query=value("sh:sourceConstraint") is not None,
    )


class _Keeping(Graph):
    """The same graph, answering queries that were parsed before without parsing them again."""

    def query(self, query_object: Any, *args: Any, **keywords: Any) -> Answer:
        """Answer a query given as text or parsed."""
        parsed = _parsed(query_object) if isinstance(query_object, str) else query_object
        return super().query(parsed, *args, **keywords)


@cache
def _parsed(text: str) -> Query:
    try:
        return prepareQuery(text)
    except Exception as error:  # rdflib raises what its parser and its algebra happen to raise
        raise WorkspaceError(f"the query of a rule cannot be read: {error}; it is:\n{text.strip()}") from error

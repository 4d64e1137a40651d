"""pyshacl, the reference engine: it judges what no query says, and all when asked to.

pyshacl parses a query anew for every node it looks at, which takes most of its time; parsed queries are kept.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from typing import Any

from pyoxigraph import Store
from rdflib import XSD, BNode, Graph, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result as Answer
from rdflib.term import Node

from remit.errors import WorkspaceError
from remit.names import expand
from remit.shacl.functions import compiled
from remit.shacl.matching import TooLong, found, refuse_stopped
from remit.shacl.paths import path_text
from remit.shacl.result import Result, one_message
from remit.shacl.shapes import TARGETS, Shapes, sh
from remit.store import default_graph, from_rdflib, to_rdflib

#: How the IRI of a shape without one begins, while pyshacl judges.
_BLANK = "urn:remit:shape:"


def results(store: Store, shapes: Graph, roots: Sequence[Node] | None = None) -> Iterator[Result]:
    """Yield every result of pyshacl about the default graph; neither graph is changed.

    `roots` are the shapes whose targets count; all where none are given.
    """
    yield from of_graph(to_rdflib(default_graph(store)), shapes if roots is None else _only(shapes, roots))


def of_graph(data: Graph, shapes: Graph) -> Iterator[Result]:
    """Yield every result of pyshacl about a graph of rdflib; neither graph is changed."""
    _try_patterns(data, shapes)
    named, blank = _named(shapes)
    for result in of_report(_report(_all_spelled(data), named)):
        yield replace(result, shape=blank[result.shape]) if result.shape in blank else result


def _try_patterns(data: Graph, shapes: Graph) -> None:
    """Stop with one sentence where a pattern takes too long over a value of its path: pyshacl knows no limit."""
    known = Shapes(shapes)
    for node, pattern in shapes.subject_objects(sh("pattern")):
        path = known.one(node, "path")
        values = set(data.objects(None, path)) if isinstance(path, URIRef) else data.all_nodes()
        flags = str(known.one(node, "flags") or "")
        with suppress(TooLong):
            for value in values:
                found(compiled(str(pattern), flags), str(value))
        refuse_stopped()


def _named(shapes: Graph) -> tuple[Graph, dict[str, str]]:
    """Return shapes of which those without IRI have one, and what each stands for: a report copies blank nodes."""
    said = {*shapes.objects(None, sh("property")), *(node for each in TARGETS for node in shapes.subjects(sh(each)))}
    iris: dict[Node, Node] = {node: URIRef(f"{_BLANK}{node}") for node in said if isinstance(node, BNode)}
    named = Graph()
    for prefix, space in shapes.namespaces():
        named.bind(prefix, space)
    for subject, predicate, value in shapes:
        named.add((iris.get(subject, subject), predicate, iris.get(value, _spelled(value))))
    return named, {str(iri): str(node) for node, iri in iris.items()}


#: Numbers that rdflib writes in letters of its own when it reads shapes, by those in which a store has them.
_SPELLED = {"nan": "NaN", "inf": "INF", "-inf": "-INF"}


def _spelled(value: Node) -> Node:
    if isinstance(value, Literal) and value.datatype in (XSD.double, XSD.float) and str(value) in _SPELLED:
        return Literal(_SPELLED[str(value)], datatype=value.datatype, normalize=False)
    return value


def _all_spelled(data: Graph) -> Graph:
    """Return a graph with such numbers in the letters of a store; it is the same graph where it has none."""
    odd = [triple for triple in data if _spelled(triple[2]) is not triple[2]]
    if not odd:
        return data
    spelled = Graph() + data
    for subject, predicate, value in odd:
        spelled.remove((subject, predicate, value))
        spelled.add((subject, predicate, _spelled(value)))
    return spelled


def of_report(report: Graph) -> Iterator[Result]:
    """Yield the results of a SHACL validation report."""
    for node in report.objects(None, sh("result")):
        yield _result(Shapes(report), node)


def _only(shapes: Graph, roots: Sequence[Node]) -> Graph:
    """Return the shapes with the targets of all but some taken away."""
    kept = Graph() + shapes
    spared, typed, classes = set(roots), URIRef(expand("rdf:type")), URIRef(expand("rdfs:Class"))
    for target in TARGETS:
        for node, value in list(kept.subject_objects(sh(target))):
            if node not in spared:
                kept.remove((node, sh(target), value))
    for node in list(kept.subjects(typed, classes)):
        if node not in spared:
            kept.remove((node, typed, classes))
    return kept


def _report(data: Graph, shapes: Graph) -> Graph:
    from pyshacl import validate
    from pyshacl.errors import ShapeRecursionWarning

    copied = Graph() + shapes  # pyshacl writes into the shapes it is given
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ShapeRecursionWarning)  # the report names what refers to itself
            _, report, text = validate(_Keeping(data.store, data.identifier), shacl_graph=copied, inplace=True)
    except WorkspaceError:
        raise
    except RecursionError as error:
        raise WorkspaceError("the rules cannot be run: their shapes stand too deep inside one another") from error
    except Exception as error:  # pyshacl and rdflib raise what they happen to raise
        said = " ".join(str(error).split()) or type(error).__name__
        raise WorkspaceError(f"the rules cannot be run: pyshacl says: {said}") from error
    if not isinstance(report, Graph):
        raise WorkspaceError(f"the rules cannot be run: {text}")
    return report


def _result(report: Shapes, node: Node) -> Result:
    focus, value = report.one(node, "focusNode"), report.one(node, "value")
    assert focus is not None, "every SHACL result has a focus node"
    messages = [message for message in report.values(node, "resultMessage") if isinstance(message, Literal)]
    component = str(report.one(node, "sourceConstraintComponent") or "")
    if component.startswith(expand("sh:")):
        component = component.removeprefix(expand("sh:")).removesuffix("ConstraintComponent")
    return Result(
        shape=str(report.one(node, "sourceShape")),
        component=component,
        severity=str(report.one(node, "resultSeverity")),
        focus=from_rdflib(focus),
        value=None if value is None else from_rdflib(value),
        path=path_text(report, report.one(node, "resultPath")),
        message=one_message([(message.language or "", str(message)) for message in messages]),
        by_query=report.one(node, "sourceConstraint") is not None,
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

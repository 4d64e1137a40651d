"""Validate a store by shapes: compiled where a query can say it, by the reference engine where not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions, Store
from rdflib import Graph
from rdflib.term import Node

from remit.errors import WorkspaceError
from remit.names import expand
from remit.shacl import reference
from remit.shacl.checks import Check, Plan, plan
from remit.shacl.constraints import ask
from remit.shacl.fixed import all_triples
from remit.shacl.form import refuse
from remit.shacl.functions import functions
from remit.shacl.hierarchy import Hierarchy
from remit.shacl.matching import refuse_stopped
from remit.shacl.needed import There, needed
from remit.shacl.result import Report, Result, Term, one_message
from remit.shacl.shapes import Shapes

Triple = tuple[Node, Node, Node]

_BELOW = NamedNode(expand("rdfs:subClassOf"))


def validate(store: Store, graph: Graph, engine: str = "compiled", written: Graph | None = None) -> Report:
    """Return what the default graph of a store does not keep of the shapes in `graph`.

    `engine` is one of ENGINES: `compiled` asks queries and leaves the rest to pyshacl, `pyshacl` leaves it all.
    A store keeps some literals in letters of its own (`1.50` as `1.5`, an `xsd:byte` as an `xsd:integer`);
    `written` is the same graph in the letters of its source, which pyshacl judges where it judges alone.
    """
    shapes = all_triples(graph)
    _well_formed(shapes)
    if written is not None and engine == "pyshacl":
        return Report(tuple(reference.of_graph(written, graph)))
    return ENGINES[engine](store, graph, shapes)


def not_covered(graph: Graph) -> dict[str, str]:
    """Return the shapes that are left to pyshacl, each with the reason."""
    return {str(node): reason for node, reason in _planned(all_triples(graph), frozenset()).left.items()}


def planned(graph: Graph, store: Store) -> Plan:
    """Return what is asked of a store for the shapes of a graph."""
    return _planned(all_triples(graph), _classes(store))


def _classes(store: Store) -> frozenset[Quad]:
    return frozenset(store.quads_for_pattern(None, _BELOW, None, DefaultGraph()))


def _compiled(store: Store, graph: Graph, shapes: frozenset[Triple]) -> Report:
    asked, there = _planned(shapes, _classes(store)), There(store)
    found: list[Result] = []
    for check in asked.checks:
        if check.first not in asked.understood or there.may_have_rows(check.first):
            found += after_a_look(store, check)
            refuse_stopped()
            asked.understood.add(check.first)
    left = reference.results(store, graph, list(asked.left)) if asked.left else ()
    return Report((*found, *left), {str(node): reason for node, reason in asked.left.items()})


@lru_cache(maxsize=4)
def _well_formed(shapes: frozenset[Triple]) -> None:
    """Refuse shapes that have not the form of shapes, once for the same."""
    refuse(_graph(shapes))


@lru_cache(maxsize=1)
def _graph(triples: frozenset[Triple]) -> Graph:
    """Return triples as a graph, which nobody alters; what has their form is planned right after."""
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    return graph


@lru_cache(maxsize=4)
def _planned(shapes: frozenset[Triple], classes: frozenset[Quad]) -> Plan:
    """Return the plan of shapes for classes that stand so, made once: it rests on nothing else in a store.

    What each query needs is told from its text here as well, so that the second validation is as quick as all others.
    """
    store = Store()
    store.extend(classes)
    made = plan(Shapes(_graph(shapes)), Hierarchy(store))
    for check in made.checks:
        needed(check.first)
    return made


def _pyshacl(store: Store, graph: Graph, shapes: frozenset[Triple]) -> Report:
    return Report(tuple(reference.results(store, graph)))


#: The engines by name.
ENGINES: dict[str, Callable[[Store, Graph, frozenset[Triple]], Report]] = {"compiled": _compiled, "pyshacl": _pyshacl}


def after_a_look(store: Store, check: Check) -> Iterator[Result]:
    """Yield the results of one check over a store, asked only where its look finds something."""
    if not check.look or any(True for _ in solutions(store, check, check.look)):
        yield from results(store, check)


def results(store: Store, check: Check) -> Iterator[Result]:
    """Yield the results of one check over a store."""
    if check.constraint and check.constraint.about_all:
        yield from ask(store, check.shape, check.constraint, None, check.path)
        return
    found = solutions(store, check, check.query)
    for row in found:
        values = {variable.value: row[variable] for variable in found.variables if row[variable] is not None}
        if check.constraint:
            yield from ask(store, check.shape, check.constraint, values[check.focus], check.path)
        else:
            yield result_of_row(check, values)


def solutions(store: Store, check: Check, query: str) -> QuerySolutions:
    """Return the rows of a query of a check; one that the store does not understand is told with its shape."""
    try:
        found = store.query(query, custom_functions=functions())
    except (SyntaxError, ValueError, RecursionError) as error:
        said = " ".join(str(error).split())
        raise WorkspaceError(f"the rule {check.shape.name} cannot be run as a query: {said}") from error
    assert isinstance(found, QuerySolutions)
    return found


def result_of_row(check: Check, values: dict[str, Term]) -> Result:
    """Return the result that one row of a check stands for; `values` are what it binds."""
    shape = check.shape
    return Result(
        shape=shape.name,
        component=check.component,
        severity=shape.severity,
        focus=values[check.focus],
        value=values[check.value] if check.value else None,
        path=str(values["path"]) if check.component == "Closed" else check.path,
        message=one_message(shape.messages),
    )

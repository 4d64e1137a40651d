"""How the results of two SHACL engines are compared: as a bag, with the messages that a shape writes itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pyoxigraph import Store
from rdflib import Graph
from rdflib.namespace import SH

from remit.shacl import Result
from remit.shacl.reference import of_report
from remit.store import default_graph, to_rdflib

Bag = Counter[tuple[object, ...]]


def bag(results: Iterable[Result], shapes: Graph) -> Bag:
    """Return the results as a bag; an engine may word a message as it likes where the shape has none."""
    worded = {str(node) for node in shapes.subjects(SH.message)}
    return Counter(
        (r.shape, r.component, r.severity, str(r.focus), str(r.value), r.path, r.message if r.shape in worded else "")
        for r in results
    )


def turbo(store: Store, shapes: Graph) -> list[Result]:
    """Return the results of pyshacl-turbo, a third engine that shares no code with the other two."""
    import pyshacl_turbo

    _, report, _ = pyshacl_turbo.validate(to_rdflib(default_graph(store)), shacl_graph=Graph() + shapes)
    return list(of_report(report))

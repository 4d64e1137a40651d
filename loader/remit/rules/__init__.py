"""Check a graph against the rules of `shapes/` and say in plain words what to look at.

    from remit.rules import check, rules
    findings = check(graph, rules())

Only the graph is read: a graph made by somebody else can be checked too.
Whether the ontology is consistent is another question, see `remit.reasoning`.
"""

from __future__ import annotations

from pyoxigraph import Store
from rdflib import Graph

from remit.findings import Finding, in_order
from remit.rules.catalogue import catalogue, chosen, find
from remit.rules.explanation import explain, overview
from remit.rules.finding import Reader
from remit.rules.shapes import Rule, every, judged, listed, rules, spoken, style, transition
from remit.shacl import not_covered, validate
from remit.store import View, of_graph

__all__ = [
    "Rule", "catalogue", "check", "chosen", "every", "explain", "find", "left", "listed", "overview", "rules", "spoken",
    "style", "transition",
]  # fmt: skip


def check(
    data: Store | Graph, rules: Graph | None = None, engine: str = "compiled", written: Graph | None = None
) -> tuple[Finding, ...]:
    """Return what `data` does not keep of `rules` (the bundled ones where none are given), in order.

    `data` holds everything that belongs together in its default graph: a revision, the registries it refers to.
    `engine` is one of `remit.shacl.ENGINES`; `pyshacl` judges `written`, the same graph in the letters of its source,
    where it is given or `data` is a graph of rdflib; all else judges literals as a store keeps them.
    """
    written = data if isinstance(data, Graph) else written
    store = data if isinstance(data, Store) else of_graph(data)
    shapes = _bundled() if rules is None else rules
    results = validate(store, shapes, engine, written).results
    reader = Reader(View(store), judged(shapes))
    return in_order(reader.finding(result) for result in results)


def left(rules: Graph) -> dict[str, str]:
    """Return the rules that the compiled engine leaves to pyshacl, by name, each with the reason."""
    names = listed(rules)
    return {names[iri].name if iri in names else iri: reason for iri, reason in not_covered(rules).items()}


def _bundled() -> Graph:
    """Return the rules that Remit brings along; `rules` means the parameter in `check`."""
    return rules()

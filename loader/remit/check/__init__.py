"""Check a graph against the rules of `shapes/` and say in plain words what to look at.

    from remit.check import check, rules
    findings = check(graph, rules())

Only the graph is read: a graph made by somebody else can be checked too.
Whether the ontology is consistent is another question, see `remit.reason`.
"""

from __future__ import annotations

from rdflib import Graph

from remit.check.engine import results
from remit.check.finding import Reader
from remit.check.report import as_json, as_text
from remit.check.rules import Rule, explain, listed, rules
from remit.findings import Finding, in_order

__all__ = ["Rule", "as_json", "as_text", "check", "explain", "listed", "rules"]


def check(graph: Graph, rules: Graph | None = None) -> tuple[Finding, ...]:
    """Return what `graph` does not keep of `rules` (the bundled ones where none are given), in order.

    `graph` holds everything that belongs together: a revision, the registries it refers to.
    """
    shapes = load_bundled() if rules is None else rules
    reader = Reader(graph, listed(shapes))
    return in_order(reader.finding(result) for result in results(graph, shapes))


def load_bundled() -> Graph:
    """Return the rules that Remit brings along."""
    return rules()

"""Check a graph against the rules of `shapes/` and say in plain words what to look at.

    from remit.rules import check, rules
    findings = check(graph, rules())

Only the graph is read: a graph made by somebody else can be checked too.
Whether the ontology is consistent is another question, see `remit.reason`.
"""

from __future__ import annotations

from rdflib import Graph

from remit.findings import Finding, in_order
from remit.rules.engine import results
from remit.rules.finding import Reader
from remit.rules.report import as_json, as_text
from remit.rules.shapes import Rule, explain, listed, rules

__all__ = ["Rule", "as_json", "as_text", "check", "explain", "listed", "rules"]


def check(graph: Graph, rules: Graph | None = None) -> tuple[Finding, ...]:
    """Return what `graph` does not keep of `rules` (the bundled ones where none are given), in order.

    `graph` holds everything that belongs together: a revision, the registries it refers to.
    """
    shapes = _bundled() if rules is None else rules
    reader = Reader(graph, listed(shapes))
    return in_order(reader.finding(result) for result in results(graph, shapes))


def _bundled() -> Graph:
    """Return the rules that Remit brings along; `rules` means the parameter in `check`."""
    return rules()

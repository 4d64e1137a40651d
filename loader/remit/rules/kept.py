"""Findings that are kept up to date while a graph is built again and again: only what changed is asked again."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from pyoxigraph import Quad, Store
from rdflib import Graph

from remit.findings import Finding, in_order
from remit.rules.finding import Reader
from remit.rules.shapes import judged
from remit.shacl import Live
from remit.store import View, in_default


class Kept:
    """The rules and one graph, held from one build to the next."""

    def __init__(self, quads: AbstractSet[Quad], rules: Graph) -> None:
        """Check the triples of some quads by all rules; in which graph a triple stands does not matter."""
        store = Store()
        store.bulk_extend(in_default(quads))
        self._quads = quads
        self._live = Live(store, rules)
        self._rules = judged(rules)

    def follow(self, quads: AbstractSet[Quad], state: Store) -> None:
        """Take over what came and what went since the last build; `state` holds the triples of the quads."""
        came = (quad.triple for quad in quads - self._quads)
        gone = (quad.triple for quad in self._quads - quads)
        self._live.edit(came, (triple for triple in gone if Quad(*triple) not in state))
        self._quads = quads

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return the findings, in order."""
        reader = Reader(View(self._live.store), self._rules)
        return in_order(reader.finding(result) for result in self._live.report.results)

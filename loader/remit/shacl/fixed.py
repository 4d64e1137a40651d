"""Shapes that nobody alters any more: their triples are gathered once, not at every validation."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from rdflib import Graph
from rdflib.term import Node


class Fixed(Graph):
    """A graph as it is now; what would alter it is a TypeError. A sum with another graph is an ordinary one."""

    def __init__(self, graph: Graph) -> None:
        """Take over what a graph holds, and nobody else may alter that graph."""
        super().__init__(store=graph.store, identifier=graph.identifier, namespace_manager=graph.namespace_manager)

    @cached_property
    def all_triples(self) -> frozenset[tuple[Node, Node, Node]]:
        """Return the triples of the graph."""
        return frozenset(self)

    def _refuse(self, *_: Any, **__: Any) -> Any:
        raise TypeError("these shapes are not altered; add them to an empty graph and alter that")

    add = addN = remove = set = parse = update = _refuse


def all_triples(graph: Graph) -> frozenset[tuple[Node, Node, Node]]:
    """Return the triples of a graph; those of a fixed one are gathered once."""
    return graph.all_triples if isinstance(graph, Fixed) else frozenset(graph)

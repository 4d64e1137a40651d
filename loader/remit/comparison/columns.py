"""The properties of a graph as columns: subject → value, each read once and in one go.

A revision of 10,000 events has some 350,000 triples; what is done for each of them is kept to the least.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from remit.graph.facts import node

Graph = NamedNode | DefaultGraph
Value = NamedNode | Literal


class _Loaded(dict[str, dict[str, str]]):
    """Property → subject → value, loaded when it is first asked for: it is asked a million times."""

    def __init__(self, load: Callable[[str], dict[str, str]]) -> None:
        super().__init__()
        self.load = load

    def __missing__(self, name: str) -> dict[str, str]:
        self[name] = self.load(name)
        return self[name]


class Columns:
    """The properties of one graph, by name; of texts in several languages those in `language` count."""

    def __init__(self, store: Store, graph: Graph, language: str = "") -> None:
        self._store, self._graph, self.language = store, graph, language
        #: Property → subject → value, loaded when it is first asked for.
        self.each = _Loaded(self._load)
        self._all: dict[str, dict[str, list[str]]] = {}

    def one(self, name: str) -> dict[str, str]:
        """Return the value of each subject: of several the first in order."""
        return self.each[name]

    def values(self, subject: str, name: str) -> list[str]:
        """Return the values of a subject, in order."""
        one, several = self.each[name], self._all[name]
        return several.get(subject) or ([one[subject]] if subject in one else [])

    def _load(self, name: str) -> dict[str, str]:
        one: dict[str, str] = {}
        several: dict[str, list[str]] = {}
        texts: set[str] = set()
        for quad in self._store.quads_for_pattern(None, node(name), None, self._graph):
            subject, value = quad.subject, quad.object
            kind = type(value)
            if type(subject) is not NamedNode or not (kind is Literal or kind is NamedNode):
                continue
            key = subject.value
            if key not in one:
                one[key] = value.value  # type: ignore[union-attr]
                continue
            several.setdefault(key, [one[key]]).append(value.value)  # type: ignore[union-attr]
            if kind is Literal:
                texts.add(key)
        for key, found in several.items():
            several[key] = self._chosen(key, name) if key in texts else sorted(found)
            one[key] = several[key][0]
        self._all[name] = several
        return one

    def _chosen(self, subject: str, name: str) -> list[str]:
        """Return the texts of a subject, sorted; where one has a language those in the one that is asked for."""
        found = [quad.object for quad in self._store.quads_for_pattern(node(subject), node(name), None, self._graph)]
        literals = [each for each in found if isinstance(each, Literal)]
        wanted = [each for each in literals if each.language == self.language]
        if wanted or not any(each.language for each in literals):
            return sorted(each.value for each in wanted or literals)
        return [min(each.value for each in literals)]


def pairs(store: Store, name: str, graph: Graph) -> Iterator[tuple[str, Value]]:
    """Yield subject and object of a property; blank nodes have no name that could be compared."""
    for quad in store.quads_for_pattern(None, node(name), None, graph):
        subject, value = quad.subject, quad.object
        if type(subject) is NamedNode and isinstance(value, NamedNode | Literal):
            yield subject.value, value

"""What a graph says of each subject: property → value, read in one pass over the graph.

A revision of 10,000 events has some 350,000 triples; what is done for each of them is kept to the least. A pass over
all of them costs less than one over each property, and one look at a subject less than one at each of its properties.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from remit.graph.facts import node

Graph = NamedNode | DefaultGraph
Value = NamedNode | Literal


class Records:
    """The records of one graph by subject, of the properties in `names`; of texts those in `language` count.

    A record says property → value, and of several values the first in order; `values` gives all of them.
    """

    def __init__(self, store: Store, graph: Graph, names: Iterable[str], language: str = "") -> None:
        self._store, self._graph, self.language = store, graph, language
        self.of: dict[str, dict[str, str]] = {}
        self._several: dict[tuple[str, str], list[str]] = {}
        texts = self._read({node(name).value: name for name in names})
        for (subject, name), found in self._several.items():
            several = self._chosen(subject, name) if (subject, name) in texts else sorted(found)
            self._several[subject, name] = several
            self.of[subject][name] = several[0]

    def _read(self, names: dict[str, str]) -> set[tuple[str, str]]:
        """Take what is said, as it comes; return of what there are several values, texts among them."""
        of, several, texts = self.of, self._several, set[tuple[str, str]]()
        for quad in self._store.quads_for_pattern(None, None, None, self._graph):
            name = names.get(quad.predicate.value)
            if name is None:
                continue
            subject, value = quad.subject, quad.object
            kind = type(value)
            if type(subject) is not NamedNode or not (kind is Literal or kind is NamedNode):
                continue
            key = subject.value
            said = of.get(key)
            if said is None:
                of[key] = {name: value.value}  # type: ignore[union-attr]
            elif name not in said:
                said[name] = value.value  # type: ignore[union-attr]
            else:
                several.setdefault((key, name), [said[name]]).append(value.value)  # type: ignore[union-attr]
                if kind is Literal:
                    texts.add((key, name))
        return texts

    def values(self, subject: str, name: str) -> list[str]:
        """Return the values of a subject, in order."""
        said = self.of.get(subject, {})
        return self._several.get((subject, name)) or ([said[name]] if name in said else [])

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

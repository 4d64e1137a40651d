"""Where the nodes of a graph stand: each place read at once, each source once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rdflib import URIRef
from rdflib.term import Node

from remit.names import expand
from remit.places import Place
from remit.store import View


@dataclass(frozen=True)
class Source:
    """What a source is called, its language, and whether it is the leading text of a revision."""

    title: str = ""
    language: str = ""
    leads: bool = False


class Stretches:
    """The stretches of words that a graph knows, as places; what was read is kept."""

    def __init__(self, graph: View) -> None:
        """Keep the graph; nothing is read yet."""
        self._graph = graph
        self._places: dict[Node, Place] = {}
        self._sources: dict[Node, Source] = {}
        self._source_of: dict[Node, Source] = {}

    def place(self, node: Node) -> Place:
        """Return the place that a node of the graph stands for."""
        if node not in self._places:
            self._read(node)
        return self._places[node]

    def source(self, node: Node) -> Source:
        """Return the source that a place stands in."""
        if node not in self._source_of:
            self._read(node)
        return self._source_of[node]

    def _read(self, node: Node) -> None:
        facts = self._graph.about(node)
        source = self._source(facts.get(expand("remit:standsIn")))
        self._source_of[node] = source
        self._places[node] = _place(facts, source.title)

    def _source(self, node: Node | None) -> Source:
        if node is None:
            return Source()
        if node not in self._sources:
            facts = self._graph.about(node)
            language = str(facts.get(expand("remit:language"), ""))
            leads = expand("remit:leadingLanguage")
            revisions = self._graph.subjects(URIRef(expand("remit:hasSource")), node)
            leading = [str(self._graph.about(revision).get(leads, "")) for revision in revisions]
            self._sources[node] = Source(str(facts.get(expand("dcterms:title"), "")), language, language in leading)
        return self._sources[node]


def _place(facts: Mapping[str, Node], source: str) -> Place:
    def text(name: str) -> str:
        return str(facts.get(expand(f"remit:{name}"), ""))

    return Place(
        source=source,
        page=_count(text("page")),
        row=_count(text("row")),
        column=text("column"),
        start=_count(text("firstCharacter")),
        end=_count(text("lastCharacter")),
        text=text("text"),
        table=_count(text("table")),
    )


def _count(text: str) -> int:
    return int(text) if text.isdigit() else 0

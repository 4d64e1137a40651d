"""Where a statement stands: the file and line of a registry's record, the place in a document, the line of an axiom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.term import Node
from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from remit import bundle
from remit.names import expand, shorten
from remit.places import COLUMNS
from remit.reasoning.axioms import Axiom
from remit.reasoning.clashes import Triple
from remit.registry import CLASSES
from remit.workspace import Workspace


class Sources:
    """The registries of a workspace and the graph that was built from them, to look statements up."""

    def __init__(self, graph: Graph, workspace: Workspace) -> None:
        self.graph, self.workspace = graph, workspace

    def of(self, triple: Triple) -> str:
        """Return where a statement stands, in words; nothing where nobody knows."""
        subject, predicate, value = triple
        return self._registered(str(subject), predicate, value) or self._placed(subject)

    def of_axiom(self, axiom: Axiom) -> str:
        """Return the file and line of the ontology where an axiom stands."""
        name = re.escape(shorten(str(axiom.terms[0])))
        forms = {"disjoint": "a owl:AllDisjointClasses", "subclass": rf"^{name}\s+rdfs:subClassOf\s"}
        forms["subproperty"] = rf"^{name}\s+rdfs:subPropertyOf\s"
        written = forms.get(axiom.kind, rf"^{name}\s+a\s")
        return next((found for file in self._ontology if (found := _line(file, written))), "")

    @cached_property
    def _ontology(self) -> list[Path]:
        return sorted(bundle.folder("ontology").glob("*.ttl"))

    # --- registries -------------------------------------------------------------------------------

    def _registered(self, subject: str, predicate: Node, value: Node) -> str:
        """Return file and line of what a record says; its first line for what the record is."""
        path = subject.removeprefix(self.workspace.base)
        known = self.workspace.registry.records
        record = next((p for p in (path, path.rpartition("/")[0]) if p in known), "")
        if not record or path == subject:
            return ""
        group, _, identity = record.partition("/")
        name = next(name for name, of in CLASSES.items() if of == group)
        file = self.workspace.file("data", "registry", f"{name}.yaml")
        line = self._line(file, identity, "" if predicate == RDF.type else self._written(value))
        return f"{file}:{line}"

    def _written(self, value: Node) -> str:
        """Return how a registry writes a value: a path, the end of a concept's IRI, a text."""
        text = str(value)
        if text.startswith(self.workspace.base):
            return text.removeprefix(self.workspace.base)
        return text if isinstance(value, Literal) else re.split(r"[#/]", text)[-1]

    def _line(self, file: Path, identity: str, written: str) -> int:
        """Return the line of a value in a record, that of its id where the value cannot be found."""
        for entry in self._entries(file):
            own = [value for key, value in _pairs(entry) if key == "id"]
            if own and own[0].value == identity:
                scalars = (node for key, node in _pairs(entry) if key != "id")
                first = next((node for node in scalars if written and node.value == written), own[0])
                return int(first.start_mark.line) + 1
        return 1

    def _entries(self, file: Path) -> list[MappingNode]:
        if file not in self._composed:
            loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
            whole = yaml.compose(file.read_text(encoding="utf-8"), Loader=loader)
            nodes = whole.value if isinstance(whole, SequenceNode) else []
            self._composed[file] = [node for node in nodes if isinstance(node, MappingNode)]
        return self._composed[file]

    @cached_property
    def _composed(self) -> dict[Path, list[MappingNode]]:
        return {}

    # --- documents --------------------------------------------------------------------------------

    def _placed(self, subject: Node) -> str:
        """Return the first place of a thing in its document."""
        places = self.graph.objects(subject, URIRef(expand("remit:standsAt")))
        spots = sorted((self._spot(place) for place in places), key=lambda spot: spot[:2])
        return spots[0][2] if spots else ""

    def _spot(self, place: Node) -> tuple[int, int, str]:
        def text(curie: str, of: Node = place) -> str:
            found = self.graph.value(of, URIRef(expand(curie)), any=True)
            return "" if found is None else str(found)

        source = self.graph.value(place, URIRef(expand("remit:standsIn")), any=True)
        name = text("dcterms:title", source) if source is not None else ""
        row, column = text("remit:row"), text("remit:column")
        page = f"page {text('remit:page')}, " if text("remit:page") else ""
        order = COLUMNS.index(column) if column in COLUMNS else len(COLUMNS)
        where = text("remit:columnName") or column
        return int(row or 0), order, f"{name}: {page}row {row}, {where}"


def _pairs(node: MappingNode) -> Iterator[tuple[str, ScalarNode]]:
    """Yield the scalars of a record, each with the key above it, in the order of the file."""
    for key, value in node.value:
        yield from _scalars(str(key.value), value)


def _scalars(key: str, node: yaml.Node) -> Iterator[tuple[str, ScalarNode]]:
    if isinstance(node, ScalarNode):
        yield key, node
    elif isinstance(node, MappingNode):
        yield from _pairs(node)
    elif isinstance(node, SequenceNode):
        for each in node.value:
            yield from _scalars(key, each)


def _line(file: Path, pattern: str) -> str:
    """Return `ontology/time.ttl:35` for the first line that a pattern is found in."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if re.search(pattern, line):
            return f"{file.parent.name}/{file.name}:{number}"
    return ""

"""The graph, whole: named graphs, the current state in the default graph, files and store.

Built twice from the same sources it is the same to the byte, in any order of input.
What is written is sorted first; what is only checked or asked is not.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, parse

from remit import bundle, store
from remit.errors import StoreError
from remit.graph.derive import derived
from remit.graph.facts import Facts, node, text
from remit.graph.identity import Identity, Texts, by_revision
from remit.graph.links import add_links
from remit.graph.records import add_registry
from remit.graph.revision import Revision
from remit.graph.side import Side
from remit.graph.turtle import turtle
from remit.links.known import Links
from remit.reading import Reading
from remit.registry import Registry, natural
from remit.revisions.known import Known, in_force, succession
from remit.store import in_default
from remit.workspace import Workspace

REGISTRY, DERIVED, PROVENANCE, VOCABULARY = "graph/registry", "graph/derived", "graph/provenance", "graph/vocabulary"
SUCCESSION, LINKS = "graph/succession", "graph/links"


@dataclass(frozen=True, eq=False)
class Dataset:
    """All quads of a workspace: those of the named graphs, and which of them are the current state.

    `state` is a store that holds the current state alone, in its default graph; it is there to be read.
    `succeeds` says whether a revision of a programme follows another.
    """

    named: frozenset[Quad]
    now: frozenset[Quad]
    state: Store
    base: str
    succeeds: bool = False

    @cached_property
    def quads(self) -> tuple[Quad, ...]:
        """Return all quads, sorted; the default graph holds the current state."""
        return tuple(sorted({*self.named, *in_default(self.now)}, key=_position))

    @cached_property
    def name(self) -> str:
        """Return a name that says the content: the first 16 digits of the SHA-256 of the N-Quads."""
        return hashlib.sha256(self.nquads()).hexdigest()[:16]

    def nquads(self) -> bytes:
        """Return the dataset as sorted N-Quads."""
        return b"".join(f"{quad} .\n".encode() for quad in self.quads)

    def graphs(self) -> dict[str, list[Triple]]:
        """Return the triples of each named graph by the short name of the graph, sorted."""
        found: dict[str, list[Triple]] = {}
        for quad in self.quads:
            if isinstance(quad.graph_name, NamedNode):
                short = quad.graph_name.value.removeprefix(self.base + "graph/")
                found.setdefault(short, []).append(quad.triple)
        return found

    def current(self) -> list[Triple]:
        """Return the triples of the default graph, each once: the current state."""
        return list({quad.triple for quad in self.now})

    def store(self) -> Store:
        """Return the dataset in a store in memory, in the same order in every run."""
        made = Store()
        made.bulk_extend(sorted({*self.named, *in_default(self.now)}, key=str))
        return made

    def write(self, folder: Path) -> Path:
        """Write the store to `folder/store` and a Turtle file a named graph to `folder/graph`."""
        try:
            store.write(folder / "store", self.quads, self.name)
            self.write_graphs(folder / "graph")
        except OSError as error:
            raise StoreError(f"{folder}: the graph cannot be written: {error.strerror or error}") from error
        return folder

    def write_graphs(self, folder: Path) -> None:
        """Write a Turtle file a named graph; each file is replaced whole, files of other graphs go."""
        folder.mkdir(parents=True, exist_ok=True)
        kept = {f"{name}.ttl": turtle(triples, self.base) for name, triples in self.graphs().items()}
        for name, content in kept.items():
            fresh = folder / f".{name}.{os.getpid()}"
            fresh.write_bytes(content)
            os.replace(fresh, folder / name)
        for old in folder.glob("*.ttl"):
            if old.name not in kept:
                old.unlink(missing_ok=True)


def build(readings: Iterable[Reading], workspace: Workspace | None = None) -> Dataset:
    """Build the graph of some readings and the registries of a workspace (the bundled one if None).

    The current state holds one revision of each programme: the latest that is approved, else the latest draft.
    Readings of one revision in several languages are its texts; the first of them is the leading one.
    """
    readings, workspace = list(readings), workspace or Workspace.bundled()
    if readings and all(reading.foreign for reading in readings):
        workspace = workspace.without_own()
    named = sorted(by_revision(readings, workspace), key=lambda pair: _known(*pair).age)
    revisions = {identity.name: _revision(texts, identity, workspace) for identity, texts in named}
    known = [_known(*pair) for pair in named]
    current = [each.name for each in in_force(known)]
    newest = set().union(*(revisions[name].quads for name in current))
    standing, standing_now = _standing(workspace.registry, workspace.links, workspace.base)
    state = Store()
    state.bulk_extend([*standing_now, *in_default(newest)])
    made = derived(state, workspace)
    order = _succession(known, workspace).quads
    about = _provenance(named, current, workspace).quads | order
    every = standing.union(made, about, *(facts.quads for facts in revisions.values()))
    return Dataset(every, standing.union(newest, made), state, workspace.base, bool(order))


@lru_cache(maxsize=4)
def _standing(registry: Registry, links: Links, base: str) -> tuple[frozenset[Quad], tuple[Quad, ...]]:
    """Return what every build of a workspace holds: registries, links, vocabularies; the same in the default graph."""
    facts, linked = Facts(base, REGISTRY), Facts(base, LINKS)
    add_registry(registry, facts)
    add_links(links, linked)
    quads = frozenset({*facts.quads, *linked.quads, *_vocabulary(base)})
    return quads, tuple(in_default(quads))


def _known(identity: Identity, texts: Sequence[Reading]) -> Known:
    """Return what of a revision decides whether it is in force: what its leading text says."""
    said = texts[0].programme
    return Known(
        name=identity.name,
        programme=identity.programme,
        iri=identity.path,
        start=str(said.start or "") if said.end else "",
        approved_on=said.approved_on or "",
        approved=bool(said.approval or said.approved_on),
    )


def _revision(texts: Sequence[Reading], identity: Identity, workspace: Workspace) -> Facts:
    """State a revision: its leading text, and what the texts in other languages say in its place."""
    facts = Facts(workspace.base, f"graph/{identity.name}")
    leading = Revision(texts[0], identity, facts, workspace)
    leading.add()
    for other in texts[1:]:
        Side(other, leading).add()
    return facts


def _vocabulary(base: str) -> Iterator[Quad]:
    """Yield the vocabularies, which the current state needs for its labels."""
    for path in sorted(bundle.folder("ontology").glob("vocabulary-*.ttl")):
        for quad in parse(path=str(path), format=RdfFormat.TURTLE):
            yield Quad(quad.subject, quad.predicate, quad.object, NamedNode(base + VOCABULARY))


def _succession(known: Iterable[Known], workspace: Workspace) -> Facts:
    """Say of each revision of a programme which one it follows; nothing where there is one alone."""
    facts = Facts(workspace.base, SUCCESSION)
    for before, after in succession(known):
        facts.paths(facts.iri(after.iri), "prov:wasRevisionOf", [before.iri])
    return facts


def _provenance(revisions: Iterable[Texts], current: Iterable[str], workspace: Workspace) -> Facts:
    """Say of each named graph what it was made from; no clock times, which would change the bytes."""
    facts = Facts(workspace.base, PROVENANCE)
    for identity, texts in revisions:
        graph = facts.iri(f"graph/{identity.name}")
        facts.add(graph, "rdf:type", node("prov:Entity"))
        sources = [f"{identity.path}/source", *(f"{identity.path}/{text.language}/source" for text in texts[1:])]
        facts.paths(graph, "prov:wasDerivedFrom", [*sources, REGISTRY])
    facts.paths(facts.iri(DERIVED), "prov:wasDerivedFrom", [f"graph/{name}" for name in current])
    labels = {REGISTRY: "The registries", DERIVED: "What the rules derive", VOCABULARY: "The vocabularies"}
    if workspace.links.every:
        labels[LINKS] = "The links"
    for name, words in labels.items():
        facts.add(facts.iri(name), "rdf:type", node("prov:Entity"))
        facts.add(facts.iri(name), "rdfs:label", text(words, "en"))
    facts.paths(facts.iri(DERIVED), "prov:wasDerivedFrom", [REGISTRY])
    return facts


def sorted_triples(quads: Iterable[Quad]) -> list[Triple]:
    """Return the triples of some quads in the order in which graphs are written."""
    return [quad.triple for quad in sorted(quads, key=_position)]


def _position(quad: Quad) -> tuple[object, ...]:
    graph = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
    first = quad.predicate.value != node("rdf:type").value
    return (graph, _natural(_value(quad.subject)), first, quad.predicate.value, _natural(str(quad.object)))


_natural = lru_cache(maxsize=1 << 20)(natural)


def _value(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)

"""The things that can be found by a name: what the menu of the site lists, with every name that the graph gives them.

A name or a code that is written the same, but for capitals, blanks and letters that look alike, is sure. Everything
else is a candidate with a score (`remit.candidates`), and which one is meant is for a person to say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Store

from remit.candidates.knowledge import knowledge
from remit.candidates.scoring import Scorer
from remit.names import expand
from remit.publishing.publication import SETTINGS
from remit.questions.naming import NAMING, SURE, end, fold
from remit.registry import read_yaml
from remit.services.things import Thing

if TYPE_CHECKING:
    from remit.workspace import Workspace

#: No name is longer.
LONGEST = 500
WORDS = ("skos:definition", "rdfs:comment", "dcterms:description", "skos:scopeNote")


@dataclass(frozen=True)
class Entity:
    """A thing: its IRI, path, name for people, all its names, its codes, its classes, a few words about it."""

    iri: str
    path: str
    name: str
    names: tuple[str, ...]
    codes: tuple[str, ...]
    kinds: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class Match:
    """An entity that may be meant: a score up to 100, why, and whether it is sure."""

    entity: Entity
    score: float
    reasons: tuple[str, ...]
    sure: bool


class Entities:
    """All things of some classes of a store."""

    def __init__(self, store: Store, workspace: Workspace, classes: Sequence[str]) -> None:
        """Read the things with their names."""
        self.classes = tuple(classes)
        self.workspace = workspace
        self.every = sorted(_entities(store, workspace.base, classes), key=lambda each: each.path)
        self.by_iri = {each.iri: each for each in self.every}
        self._by_name: dict[str, list[Entity]] = defaultdict(list)
        for entity in self.every:
            for name in {fold(each) for each in (end(NamedNode(entity.iri)), *entity.codes, *entity.names)}:
                self._by_name[name].append(entity)
        self._folded = [(name, entity) for name, found in self._by_name.items() for entity in found]

    def known(self, identity: str) -> Entity | None:
        """Return the entity with an IRI or a path."""
        return self.by_iri.get(identity) or self.by_iri.get(self.workspace.base + identity.strip("/"))

    def of(self, kinds: Iterable[str] = ()) -> list[Entity]:
        """Return the things of some classes; of all, if none is named."""
        wanted = frozenset(kinds)
        return [each for each in self.every if not wanted or wanted.intersection(each.kinds)]

    def matches(self, text: str, kinds: Iterable[str] = (), limit: int = 5) -> list[Match]:
        """Return what a name may mean, best first; `kinds` are classes, of which it is to be one."""
        text, wanted = text.strip()[:LONGEST], frozenset(kinds)
        exact = [each for each in self._by_name.get(fold(text), ()) if not wanted or wanted.intersection(each.kinds)]
        found = [Match(each, 100.0, ("the name is written the same",), len(exact) == 1) for each in exact]
        taken = {each.iri for each in exact}
        for scored in self._scorer.candidates([Thing("", (text,))], most=limit + 20)[0]:
            entity = self.by_iri[scored.thing.id]
            if entity.iri in taken or (wanted and not wanted.intersection(entity.kinds)):
                continue
            taken.add(entity.iri)
            found.append(Match(entity, min(round(100 * scored.score, 1), 99.0), scored.reasons, False))
        return found[:limit]

    def beginning(self, text: str, kinds: Iterable[str] = (), limit: int = 10) -> list[Entity]:
        """Return the things one of whose names begins so, then those that have it somewhere."""
        wanted, part = frozenset(kinds), fold(text[:LONGEST])
        ranked: dict[str, int] = {}
        for name, entity in self._folded:
            if (not wanted or wanted.intersection(entity.kinds)) and part in name:
                rank = 0 if name == part else 1 if name.startswith(part) else 2
                ranked[entity.iri] = min(rank, ranked.get(entity.iri, 2))
        order = sorted(ranked, key=lambda iri: (ranked[iri], len(self.by_iri[iri].name), iri))
        return [self.by_iri[iri] for iri in order[:limit]]

    @cached_property
    def _scorer(self) -> Scorer:
        things = [Thing(each.iri, each.names, each.codes) for each in self.every]
        return Scorer(things, knowledge(self.workspace))


def menu(workspace: Workspace) -> list[str]:
    """Return the classes whose things have lists on the site: what can be found by a name."""
    return list(read_yaml(workspace.file(*SETTINGS))["menu"])


def _entities(store: Store, base: str, classes: Sequence[str]) -> Iterable[Entity]:
    kind = NamedNode(expand("rdf:type"))
    found: dict[str, list[str]] = defaultdict(list)
    for name in classes:
        for quad in store.quads_for_pattern(None, kind, NamedNode(expand(f"remit:{name}")), None):
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(base):
                found[quad.subject.value].append(name)
    for iri, kinds in found.items():
        names, codes, words = (_texts(store, iri, curies) for curies in (NAMING, SURE, WORDS))
        name = next(iter([*names, *codes]), end(NamedNode(iri)))
        yield Entity(
            iri, iri.removeprefix(base), name, tuple(names), tuple(codes), tuple(dict.fromkeys(kinds)),
            next(iter(words), ""),
        )  # fmt: skip


def _texts(store: Store, iri: str, curies: Iterable[str]) -> list[str]:
    """Return the texts of some properties, English ones first."""
    found: dict[str, None] = {}
    for curie in curies:
        quads = store.quads_for_pattern(NamedNode(iri), NamedNode(expand(curie)), None, None)
        literals = {quad.object for quad in quads if isinstance(quad.object, Literal)}
        for value in sorted(
            literals, key=lambda each: (each.language not in (None, "en"), each.language or "", each.value)
        ):
            found[value.value] = None
    return list(found)

"""The things of a graph: every IRI below the base that the data names, with its triples, labels and neighbours.

Triples of all named graphs and of the current state count once each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from remit.names import expand
from remit.publishing.paths import paths
from remit.questions.naming import NAMING, SURE, end

#: The properties whose values are words for a thing, best first.
LABELS = (*NAMING[:3], *SURE)


@dataclass(frozen=True)
class Thing:
    """One thing: its IRI, the path of its files, its classes (local names), its own triples, sorted.

    The path is what follows the base, wherever that is a safe one (`paths.py`).
    """

    iri: str
    path: str
    kinds: tuple[str, ...]
    triples: tuple[Triple, ...]

    @property
    def kind(self) -> str:
        """Return the class that says most, or nothing."""
        return self.kinds[0] if self.kinds else ""

    @cached_property
    def by_property(self) -> dict[str, list[Any]]:
        """Return the values of each property, in order."""
        found: dict[str, list[Any]] = {}
        for triple in self.triples:
            found.setdefault(triple.predicate.value, []).append(triple.object)
        return found

    def values(self, curie: str) -> list[Any]:
        """Return the values of a property, in order."""
        return self.by_property.get(expand(curie), [])

    def text(self, curie: str) -> str:
        """Return the first value of a property as text, or nothing."""
        values = self.by_property.get(expand(curie))
        return str(values[0].value) if values else ""


class Things:
    """All things of some triples, sorted by IRI."""

    def __init__(
        self,
        triples: Iterable[Triple],
        base: str,
        parts: Collection[str] = (),
        told: Mapping[str, tuple[Triple, ...]] | None = None,
    ) -> None:
        """Take the triples apart by subject.

        `parts` are the classes that are told with what has them; `told` says by IRI what is published as the data of
        a thing where it is more than that.
        """
        self.base, self._parts, self._told = base, frozenset(parts), told or {}
        self._about: dict[str, list[Triple]] = defaultdict(list)
        self._found: dict[str, tuple[Thing, ...]] = {}
        for triple in sorted(set(triples), key=str):
            if isinstance(triple.subject, NamedNode):
                self._about[triple.subject.value].append(triple)

    @cached_property
    def every(self) -> dict[str, Thing]:
        """Return the things by IRI: what the triples name below the base."""
        named = {
            term.value
            for triples in self._about.values()
            for triple in triples
            for term in triple
            if isinstance(term, NamedNode) and term.value.startswith(self.base) and term.value != self.base
        } - self.files
        found = paths(named, self.base)
        return {iri: self._thing(iri, found[iri]) for iri in sorted(named)}

    @cached_property
    def files(self) -> frozenset[str]:
        """Return the addresses of the site's files that the catalogue names: they are no things."""
        address = expand("dcat:downloadURL")
        every = (triple for triples in self._about.values() for triple in triples)
        named = (t.object.value for t in every if t.predicate.value == address and isinstance(t.object, NamedNode))
        return frozenset(iri for iri in named if iri.startswith(self.base))

    @cached_property
    def _told_with(self) -> dict[str, Thing]:
        """Return the things that are told with what has them, by IRI."""
        return {iri: thing for iri, thing in self.every.items() if self.is_part(thing)}

    @cached_property
    def owners(self) -> dict[str, Thing]:
        """Return, by the IRI of each part, the first thing that is told with it: no part itself."""
        found: dict[str, Thing] = {}
        for thing in self.every.values():
            if not self.is_part(thing):
                for part in self.parts(thing):
                    found.setdefault(part.iri, thing)
        return found

    @cached_property
    def by_kind(self) -> dict[str, list[Thing]]:
        """Return the things of each class, in the order of their IRIs."""
        found: dict[str, list[Thing]] = defaultdict(list)
        for thing in self.every.values():
            for kind in thing.kinds:
                found[kind].append(thing)
        return dict(found)

    @cached_property
    def pointing(self) -> dict[str, list[Triple]]:
        """Return, by IRI, the triples whose object it is and whose subject is another thing."""
        found: dict[str, list[Triple]] = defaultdict(list)
        for thing in self.every.values():
            for triple in thing.triples:
                if isinstance(triple.object, NamedNode) and triple.object.value != thing.iri:
                    found[triple.object.value].append(triple)
        return dict(found)

    def parts(self, thing: Thing) -> tuple[Thing, ...]:
        """Return the parts of a thing and theirs, each once, in the order in which they are met."""
        if thing.iri not in self._found:
            self._found[thing.iri] = self._parts_of(thing)
        return self._found[thing.iri]

    def _parts_of(self, thing: Thing) -> tuple[Thing, ...]:
        seen, ahead = {thing.iri}, [thing]
        for each in ahead:
            for triple in each.triples:
                part = self._told_with.get(triple.object.value) if isinstance(triple.object, NamedNode) else None
                if part and part.iri not in seen:
                    seen.add(part.iri)
                    ahead.append(part)
        return tuple(ahead[1:])

    def description(self, thing: Thing) -> tuple[Triple, ...]:
        """Return what is published as the data of a thing: its own triples and those of its parts, if no more."""
        if told := self._told.get(thing.iri):
            return told
        return (*thing.triples, *(triple for part in self.parts(thing) for triple in part.triples))

    def is_part(self, thing: Thing) -> bool:
        """Return whether a thing is told with what has it."""
        return bool(self._parts.intersection(thing.kinds))

    def label(self, iri: str, language: str = "en") -> str:
        """Return words for an IRI: in the language, else in any, else the end of the IRI."""
        return self.words(iri, LABELS, language) or iri.rstrip("/#").replace("#", "/").rpartition("/")[2]

    def words(self, iri: str, curies: Iterable[str], language: str = "en") -> str:
        """Return the first words that one of the properties gives: those of the language before all others."""
        triples = self._about.get(iri, ())
        for curie in curies:
            wanted = expand(curie)
            values = [t.object for t in triples if t.predicate.value == wanted and isinstance(t.object, Literal)]
            own = [value for value in values if value.language == language]
            if values:
                return str((own or values)[0].value)
        return ""

    def literals(self, predicates: Collection[str]) -> Iterator[tuple[str, str, Literal]]:
        """Yield subject, property and value of all triples that say something in words by one of the properties."""
        for subject, triples in self._about.items():
            for triple in triples:
                if isinstance(triple.object, Literal) and triple.predicate.value in predicates:
                    yield subject, triple.predicate.value, triple.object

    def about(self, iri: str) -> tuple[Triple, ...]:
        """Return the triples whose subject is an IRI, be it a thing's or not."""
        return tuple(self._about.get(iri, ()))

    @property
    def subjects(self) -> list[str]:
        """Return the IRIs that the triples say something about."""
        return list(self._about)

    def _thing(self, iri: str, path: str) -> Thing:
        triples = tuple(self._about.get(iri, ()))
        return Thing(iri, path, kinds(triples), triples)


def kinds(triples: Iterable[Triple]) -> tuple[str, ...]:
    """Return the local names of the classes that a thing has, sorted, given its triples."""
    kind = expand("rdf:type")
    named = (triple.object for triple in triples if triple.predicate.value == kind)
    return tuple(sorted(end(value) for value in named if isinstance(value, NamedNode)))

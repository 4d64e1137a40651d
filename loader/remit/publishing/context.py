"""The JSON-LD context of the data: short names for what the ontology defines, and for what else the data uses.

A file of JSON-LD carries that part of the context which it needs, so it opens from disk and without any network;
the whole is published as `context.jsonld`, at the public IRI of the same name, for those who write such data.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from pyoxigraph import NamedNode, RdfFormat, parse

from remit import bundle
from remit.names import expand, prefixes, slug
from remit.publishing.publication import File, Publication
from remit.registry import read_yaml

PATH = "context.jsonld"
#: What a context says of the values of a property: they are things, or texts by language; else their datatype.
THING, TEXT = "@id", "@language"
#: Datatypes that a property may say for its values; texts and whole numbers are written as JSON has them.
COERCED = frozenset(expand(f"xsd:{name}") for name in ("anyURI", "date", "dateTime", "decimal", "gYear"))


@dataclass(frozen=True, eq=False)
class Context:
    """Short names of classes and of properties, what the values of properties are, prefixes; all by IRI."""

    classes: Mapping[str, str]
    properties: Mapping[str, str]
    values: Mapping[str, str]
    spaces: Mapping[str, str]

    @cached_property
    def entries(self) -> dict[str, Any]:
        """Return what the context says of each name, in the order of the names."""
        said: dict[str, Any] = {name: space for space, name in self.spaces.items()}
        said |= {name: iri for iri, name in self.classes.items()}
        for iri, name in self.properties.items():
            said[name] = self._property(iri)
        for iri in self.values.keys() - self.properties.keys():
            said[self.compact(iri)[0]] = self._property(iri)
        return {"id": "@id", "type": "@type"} | {name: said[name] for name in sorted(said)}

    @cached_property
    def lines(self) -> dict[str, str]:
        """Return the entries as they are written."""
        return {name: f"{json.dumps(name)}: {json.dumps(said)}" for name, said in self.entries.items()}

    def compact(self, iri: str) -> tuple[str, str]:
        """Return `prefix:rest` of an IRI and the prefix; the IRI itself and nothing where no prefix fits."""
        fits = [space for space in self.spaces if iri.startswith(space) and iri != space]
        space = max(fits, key=len, default="")
        rest = iri.removeprefix(space)
        return (f"{self.spaces[space]}:{rest}", self.spaces[space]) if space and rest[:2] != "//" else (iri, "")

    def _property(self, iri: str) -> Any:
        value = self.values.get(iri)
        if not value:
            return iri
        return {"@id": iri, "@container": TEXT} if value == TEXT else {"@id": iri, "@type": value}


@cache
def context(base: str) -> Context:
    """Return the context of a workspace whose IRIs begin with `base`."""
    settings = read_yaml(bundle.folder("data") / "context.yaml")
    classes, properties, values = _ontology()
    properties |= {expand(curie): name for name, curie in settings["names"].items()}
    known = {name: iri for iri, name in properties.items()}
    assert len(known) == len(properties), "data/context.yaml gives a name that the ontology has already"
    values |= {known.get(name) or expand(name): THING for name in settings["things"]}
    values |= {known[name]: TEXT for name in settings["texts"]}
    spaces = {space: name for name, space in prefixes().items()}
    own = slug(base.rstrip("/").rpartition("/")[2]).replace(".", "-")
    taken = {"", "id", "type", *known, *classes.values(), *prefixes()}
    spaces[base] = f"{own}-data".strip("-") if own in taken else own
    return Context(classes, properties, values, spaces)


def files(publication: Publication) -> Iterator[File]:
    """Yield the whole context."""
    lines = ",\n    ".join(context(publication.base).lines.values())
    yield PATH, f'{{\n  "@context": {{\n    {lines}\n  }}\n}}\n'.encode()


def _ontology() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Return the names of the ontology's classes and properties, and what the values of the latter are."""
    named: dict[str, dict[str, str]] = {"Class": {}, "ObjectProperty": {}, "DatatypeProperty": {}}
    values = dict[str, str]()
    for iri, verb, said in _statements():
        if verb == expand("rdf:type") and (found := named.get(said.rpartition("#")[2])) is not None:
            found[iri] = iri.rpartition("#")[2]
        elif verb == expand("rdfs:range") and said in COERCED:
            values[iri] = said
    values |= dict.fromkeys(named["ObjectProperty"], THING)
    return named["Class"], named["ObjectProperty"] | named["DatatypeProperty"], values


def _statements() -> Iterable[tuple[str, str, str]]:
    own = expand("remit:")
    for path in sorted(bundle.folder("ontology").glob("*.ttl")):
        for quad in parse(path=str(path), format=RdfFormat.TURTLE):
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(own):
                yield quad.subject.value, quad.predicate.value, getattr(quad.object, "value", "")

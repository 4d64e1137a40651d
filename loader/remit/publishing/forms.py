"""Triples as the bytes of a format; the same triples give the same bytes, in any order of input.

All formats hold the same triples.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import RdfFormat, Triple, serialize

from remit.graph.turtle import turtle
from remit.names import prefixes
from remit.publishing.jsonld import jsonld


@dataclass(frozen=True)
class Form:
    """A format: suffix of its files, media type, name, and what writes it, given sorted triples and the base."""

    suffix: str
    media: str
    name: str
    write: Callable[[Sequence[Triple], str], bytes]


def ordered(triples: Iterable[Triple]) -> list[Triple]:
    """Return triples each once, in the order in which they are written."""
    return sorted(set(triples), key=str)


def _ntriples(triples: Sequence[Triple], base: str) -> bytes:
    return b"".join(f"{triple} .\n".encode() for triple in triples)


def _rdfxml(triples: Sequence[Triple], base: str) -> bytes:
    used = _spaces(frozenset(triple.predicate.value for triple in triples))
    return serialize(triples, format=RdfFormat.RDF_XML, prefixes=dict(used)) or b""


@lru_cache(maxsize=1 << 12)
def _spaces(verbs: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Return the prefixes that some properties need."""
    return tuple((name, space) for name, space in prefixes().items() if any(verb.startswith(space) for verb in verbs))


#: The formats in which things and graphs are published, by suffix.
FORMS = {
    form.suffix: form
    for form in (
        Form("ttl", "text/turtle", "Turtle", turtle),
        Form("jsonld", "application/ld+json", "JSON-LD", jsonld),
        Form("nt", "application/n-triples", "N-Triples", _ntriples),
        Form("rdf", "application/rdf+xml", "RDF/XML", _rdfxml),
    )
}

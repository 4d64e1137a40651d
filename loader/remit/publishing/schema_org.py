"""A thing in the words of schema.org, for the head of its page; `data/schema-org.yaml` says which word is which.

It says less than the data of the thing does: what a search engine can show.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode

from remit.publishing.publication import EMBEDDED, Publication
from remit.publishing.things import Thing, Things
from remit.registry import read_yaml


def schema_org(publication: Publication, thing: Thing) -> dict[str, Any]:
    """Return a thing as schema.org has it, ready to be written as JSON; nothing for a class without a type there."""
    settings = _settings(publication.workspace.file("data", "schema-org.yaml"))
    classes = settings["classes"]
    said = next((classes[kind] for kind in thing.kinds if kind in classes), None)
    if said is None:
        return {}
    found: dict[str, Any] = {"@context": settings["context"], "@type": _bare(said["type"]), "@id": thing.iri}
    for name, ways in said.items():
        if name == "type":
            continue
        values = _period(thing, ways) if isinstance(ways, dict) else _first(publication.things, thing, ways, classes)
        if values:
            found[_bare(name)] = values[0] if len(values) == 1 else values
    found.setdefault("url", thing.iri)
    return found


def embedded(publication: Publication, iri: str) -> str:
    """Return what stands in the head of the page of a thing; no text in it can end the block."""
    thing = publication.things.every.get(iri)
    said = schema_org(publication, thing) if thing else {}
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":")) if said else ""
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


EMBEDDED.append(embedded)


@cache
def _settings(path: Path) -> Mapping[str, Any]:
    return dict(read_yaml(path))


def _period(thing: Thing, ways: Mapping[str, str]) -> list[Any]:
    start, end = thing.text(ways["from"]), thing.text(ways["to"])
    return [f"{start or '..'}/{end or '..'}"] if start or end else []


def _first(things: Things, thing: Thing, ways: list[str], classes: Mapping[str, Any]) -> list[Any]:
    """Return the values of the first way that has some; ways over parts are taken together."""
    found: list[Any] = []
    for way in ways:
        if found and "/" not in way:
            break
        found += [value for value in _values(things, thing, way.split("/"), classes) if value not in found]
    return found


def _values(things: Things, thing: Thing, way: list[str], classes: Mapping[str, Any]) -> Iterator[Any]:
    for term in next(filter(None, map(thing.values, way[0].split("|"))), ()):
        if len(way) > 1:
            part = things.every.get(getattr(term, "value", ""))
            if part:
                yield from _values(things, part, way[1:], classes)
        elif isinstance(term, Literal):
            yield {"@value": term.value, "@language": term.language} if term.language else term.value
        elif isinstance(term, NamedNode):
            yield _named(things, term.value, classes)


def _named(things: Things, iri: str, classes: Mapping[str, Any]) -> Any:
    """Return another thing by its name; what is not of the site by its address."""
    other = things.every.get(iri)
    if not other:
        return iri
    kind = next((classes[kind]["type"] for kind in other.kinds if kind in classes), "Thing")
    return {"@type": _bare(kind), "@id": iri, "name": things.label(iri)}


def _bare(curie: str) -> str:
    """Return a name without its prefix, as the context of schema.org has it."""
    return curie.rpartition(":")[2]

"""Triples as Turtle, with names that people can read: a prefix for every namespace that occurs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from remit.names import prefixes


def turtle(triples: Sequence[Triple], base: str) -> bytes:
    """Return triples as Turtle, in the order given, with a prefix for every namespace that occurs."""
    return bytes(serialize(triples, format=RdfFormat.TURTLE, prefixes=namespaces(triples, base)) or b"")


def namespaces(statements: Iterable[Triple | Quad], base: str) -> dict[str, str]:
    """Return the prefixes for some triples or quads: the declared ones, and one for every path that occurs."""
    names = {name: iri for name, iri in prefixes().items() if name not in ("vocabulary", "function")}
    found = {_prefix(term.value, base) for each in statements for term in each if isinstance(term, NamedNode)}
    names.update(sorted(pair for pair in found if pair))
    return dict(sorted(names.items()))


@lru_cache(maxsize=1 << 16)
def _prefix(iri: str, base: str) -> tuple[str, str] | None:
    """Return the prefix of a path: `body:` for body/tc-2, `p1-2017-event:` for programme/p1/2017/event/2.1."""
    begin = next((each for each in (base, prefixes()["vocabulary"]) if iri.startswith(each)), None)
    if begin is None or "/" not in iri.removeprefix(begin):
        return None
    steps = iri.removeprefix(begin).split("/")
    depth = min(len(steps) - 1, 4) if steps[0] == "programme" and len(steps) > 3 else 1
    return "-".join(steps[1:depth]) or steps[0], begin + "/".join(steps[:depth]) + "/"

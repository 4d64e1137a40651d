"""Whole dumps: everything, and each revision alone, in four formats each.

dump/all.nq.gz   every named graph, and the current state in the default graph; so does .trig and .jsonld
dump/all.ttl     the triples of all graphs, each once
dump/p1-2017.*   the named graph of a revision; its Turtle and JSON-LD leave its name out
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize

from remit.graph.turtle import namespaces
from remit.names import slug
from remit.publishing.jsonld import jsonld_graphs
from remit.publishing.publication import ALTERNATES, Alternate, File, Publication
from remit.publishing.sharing import WHOLE, Share
from remit.revisions.known import Known, known_in

#: The formats of dumps by suffix: media type (of what is compressed, if it is) and name.
KINDS = {
    "ttl": ("text/turtle", "Turtle"),
    "trig": ("application/trig", "TriG"),
    "nq.gz": ("application/n-quads", "N-Quads, compressed"),
    "jsonld": ("application/ld+json", "JSON-LD"),
}
ALL = "all"


def names(publication: Publication) -> dict[str, str]:
    """Return the names of the dumps: everything, and each revision; with the IRI of the graph, if it is one."""
    return {ALL: "", **{name: each.graph for name, each in sorted(_revisions(publication).items())}}


def path(name: str, suffix: str) -> str:
    """Return the path of a dump."""
    return f"dump/{name}.{suffix}"


def files(publication: Publication, share: Share = WHOLE) -> Iterator[File]:
    """Yield the dumps; or a share of them."""
    wanted_here = list(share(names(publication).items()))
    lines = _lines(publication) if wanted_here else []
    for name, graph in wanted_here:
        ending = f" <{graph}> .\n".encode()
        wanted = lines if not graph else [line for line in lines if line.endswith(ending)]
        yield from ((path(name, suffix), content) for suffix, content in _written(wanted, publication.base, not graph))


def alternates(publication: Publication, page: str, iri: str) -> list[Alternate]:
    """Return the dumps of everything for the start page, those of a revision for its page."""
    if page.startswith("index."):
        return [Alternate(path(ALL, suffix), media, name) for suffix, (media, name) in KINDS.items()]
    found = [name for name, revision in _revisions(publication).items() if revision.iri == iri]
    return [Alternate(path(name, suffix), *KINDS[suffix]) for name in found for suffix in ("trig", "nq.gz")]


ALTERNATES.append(alternates)


def whole(publication: Publication) -> bytes:
    """Return the dump of everything as N-Quads, compressed."""
    return _packed(b"".join(_lines(publication)))


def _packed(text: bytes) -> bytes:
    return gzip.compress(text, compresslevel=6, mtime=0)


@lru_cache(maxsize=2)
def _revisions(publication: Publication) -> dict[str, Known]:
    begin = f"{publication.base}graph/"
    return {slug(each.graph.removeprefix(begin)): each for each in known_in(publication.store)}


def _written(lines: Sequence[bytes], base: str, whole: bool) -> Iterator[tuple[str, bytes]]:
    """Yield the forms of some lines of N-Quads: of the whole with the names of its graphs, else without."""
    text = b"".join(lines)
    quads = list(parse(text, format=RdfFormat.N_QUADS))
    triples = list(dict.fromkeys(quad.triple for quad in quads))
    graphs: dict[str, list[Triple]] = {"": [] if whole else triples}
    for quad in quads if whole else ():
        graphs.setdefault(getattr(quad.graph_name, "value", ""), []).append(quad.triple)
    prefixes = namespaces(triples, base)
    yield "ttl", serialize(triples, format=RdfFormat.TURTLE, prefixes=prefixes) or b""
    yield "trig", serialize(_by_graph(quads), format=RdfFormat.TRIG, prefixes=prefixes) or b""
    yield "nq.gz", _packed(text)
    yield "jsonld", jsonld_graphs(dict(sorted(graphs.items())), base)


def _by_graph(quads: Sequence[Quad]) -> list[Quad]:
    return sorted(quads, key=lambda quad: getattr(quad.graph_name, "value", ""))


def _lines(publication: Publication) -> list[bytes]:
    """Return the lines of the whole dataset as N-Quads, sorted."""
    text = publication.store.dump(format=RdfFormat.N_QUADS) or b""
    return sorted(text.splitlines(keepends=True))

"""The dataset of a query: the graphs that its `FROM` names, or those that the request does, which come first.

>>> text, graphs = taken("PREFIX g: <urn:g/> SELECT * FROM g:a FROM NAMED <urn:b> WHERE { ?s ?p ?o }")
>>> " ".join(text.split()), graphs
('PREFIX g: <urn:g/> SELECT * WHERE { ?s ?p ?o }', Graphs(default=('urn:g/a',), named=('urn:b',)))
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from remit.federation.tokens import Token, tokens


@dataclass(frozen=True)
class Graphs:
    """The IRIs of the graphs that make the default graph together, and of those that can be named."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.default or self.named)


def taken(text: str) -> tuple[str, Graphs]:
    """Return a query without its dataset clauses, which become blanks, and what they name."""
    said = _prologue(tokens(text))
    names, base = _names(said)
    found: dict[bool, list[str]] = {False: [], True: []}
    for at, token in enumerate(said):
        if token.keyword != "FROM" or at + 1 >= len(said):
            continue
        named = said[at + 1].keyword == "NAMED"
        graph = said[at + 1 + named] if at + 1 + named < len(said) else token
        if graph.kind not in ("iri", "name"):
            continue
        found[named].append(_iri(graph, names, base))
        gap = re.sub(r"[^\n]", " ", text[token.start : graph.end])
        text = text[: token.start] + gap + text[graph.end :]
    return text, Graphs(tuple(found[False]), tuple(found[True]))


def store_of(whole: Store, graphs: Graphs) -> Store:
    """Return a store with that dataset; triples that stand in several graphs count once in the default graph."""
    made = Store()
    default = {quad.triple for graph in graphs.default for quad in _quads(whole, graph)}
    made.extend(Quad(*triple) for triple in default)
    made.extend(quad for graph in graphs.named for quad in _quads(whole, graph))
    return made


def _quads(whole: Store, graph: str) -> Iterator[Quad]:
    try:
        name = NamedNode(graph)
    except ValueError:
        return iter(())
    return whole.quads_for_pattern(None, None, None, name)


def _prologue(said: Sequence[Token]) -> list[Token]:
    """Return the tokens before the pattern: dataset clauses stand nowhere else. A template is passed over."""
    first = next((at for at, token in enumerate(said) if token.keyword == "CONSTRUCT"), None)
    if first is not None and first + 1 < len(said) and said[first + 1].text == "{":
        from remit.federation.tokens import closing

        end = closing(said, first + 1)
        return [*said[:first], *_before(said[end + 1 :])]
    return _before(said)


def _before(said: Sequence[Token]) -> list[Token]:
    end = next((at for at, token in enumerate(said) if token.text == "{" or token.keyword == "WHERE"), len(said))
    return list(said[:end])


def _names(said: Sequence[Token]) -> tuple[dict[str, str], str]:
    names, base = dict[str, str](), ""
    for at, token in enumerate(said):
        if token.keyword == "BASE" and at + 1 < len(said):
            base = _resolved(base, _bare(said[at + 1].text))
        if token.keyword == "PREFIX" and at + 2 < len(said):
            names[said[at + 1].text] = _resolved(base, _bare(said[at + 2].text))
    return names, base


def _iri(token: Token, names: dict[str, str], base: str) -> str:
    if token.kind == "iri":
        return _resolved(base, _bare(token.text))
    prefix, _, local = token.text.partition(":")
    return names.get(f"{prefix}:", "") + re.sub(r"\\(.)", r"\1", local)


def _bare(text: str) -> str:
    escapes = r"\\u([0-9A-Fa-f]{4})"
    return re.sub(escapes, lambda found: chr(int(found[1], 16)), text.strip("<>"))


def _resolved(base: str, iri: str) -> str:
    """Return an IRI as it is meant below a base (RFC 3986); one that cannot be is kept as it stands."""
    try:
        line = next(iter(parse(f"<{iri}> a 1 .".encode(), format=RdfFormat.TURTLE, base_iri=base or None)))
    except (SyntaxError, ValueError):
        return iri
    return str(line.subject.value) if isinstance(line.subject, NamedNode) else iri

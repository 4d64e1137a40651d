"""Triples as JSON-LD: short names, the parts of a thing inside it, no context to be fetched.

Our graphs have no blank nodes, so nothing has to be framed or compacted by a general algorithm: the triples are
written as they come. Any processor gets the same triples back; blank nodes of others keep their labels.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from remit.names import expand
from remit.publishing.context import TEXT, THING, Context, context

#: So deep things stand inside one another; what lies deeper stands beside.
DEEPEST = 12
_STRING, _INTEGER, _BOOLEAN = (expand(f"xsd:{name}") for name in ("string", "integer", "boolean"))
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,14}")

_Value = NamedNode | BlankNode | Literal | Triple
About = Mapping[str, Sequence[Triple]]


def jsonld(triples: Sequence[Triple], base: str) -> bytes:
    """Return triples as JSON-LD: what they lead to from their main thing stands inside it, where it is first named.

    The main thing is the one that no other points to. If there are several, or none, each stands in a list.
    """
    about = by_subject(triples)
    writer = _Writer(context(base), about)
    aimed = {_name(t.object) for t in triples if t.object != t.subject and not isinstance(t.object, Literal)}
    nodes = list(writer.nested(sorted(about, key=lambda iri: (iri in aimed, len(iri), iri))))
    if len(nodes) == 1:
        return f'{{\n  "@context": {writer.context()},\n  {nodes[0][1:].lstrip()}\n'.encode()
    return f'{{\n  "@context": {writer.context()},\n  "@graph": {_listed(nodes, 1)}\n}}\n'.encode()


def jsonld_graphs(graphs: Mapping[str, Sequence[Triple]], base: str) -> bytes:
    """Return graphs by their IRIs (nothing for the default graph) as JSON-LD, each thing beside the others."""
    writers, texts = [], []
    for name, triples in graphs.items():
        about = by_subject(triples)
        writer = _Writer(context(base), about)
        inner = 3 if name else 1
        nodes = [writer.node(iri, inner + 1, inside=False) for iri in about]
        if name:
            texts.append(f'{{\n      "id": {writer.iri(name)},\n      "@graph": {_listed(nodes, inner)}\n    }}')
        else:
            texts.extend(nodes)
        writers.append(writer)
    used = set().union(*(writer.used for writer in writers))
    text = f'{{\n  "@context": {_context(context(base), used)},\n  "@graph": {_listed(texts, 1)}\n}}\n'
    return text.encode()


def by_subject(triples: Iterable[Triple]) -> dict[str, list[Triple]]:
    """Return triples by subject, in their order."""
    found: dict[str, list[Triple]] = {}
    for triple in triples:
        found.setdefault(_name(triple.subject), []).append(triple)
    return found


def _name(node: object) -> str:
    """Return the IRI of a node, or the label of a blank one as it is written."""
    assert isinstance(node, NamedNode | BlankNode), "statements about statements are not published"
    return node.value if isinstance(node, NamedNode) else str(node)


class _Writer:
    """Writes things as JSON and keeps account of the names that it used."""

    def __init__(self, names: Context, about: About) -> None:
        self._names, self._about = names, about
        self._done: set[str] = set()
        self.used = {"id", "type"}

    def context(self) -> str:
        return _context(self._names, self.used)

    def nested(self, iris: Iterable[str]) -> Iterator[str]:
        """Yield each thing that is not inside another one."""
        for iri in iris:
            if iri not in self._done:
                self._done.add(iri)
                yield self.node(iri, 0)

    def node(self, iri: str, depth: int, inside: bool = True) -> str:
        """Return a thing; those that it leads to stand inside it, if wanted and not written before."""
        pad = "\n" + "  " * (depth + 1)
        said: dict[str, list[_Value]] = {}
        for triple in self._about[iri]:
            said.setdefault(triple.predicate.value, []).append(triple.object)
        lines = [f'"id": {self.iri(iri)}']
        if kinds := said.get(_type(), []):
            said[_type()] = [kind for kind in kinds if isinstance(kind, Literal)]
            named = [self._kind(_name(kind)) for kind in kinds if not isinstance(kind, Literal)]
            lines += [f'"type": {_one_or_all(named)}'] if named else []
        lines += [self._property(verb, values, depth + 1, inside) for verb, values in said.items() if values]
        return f"{{{pad}{f',{pad}'.join(lines)}\n{'  ' * depth}}}"

    def iri(self, iri: str) -> str:
        text, prefix = _compact(self._names, iri)
        if prefix:
            self.used.add(prefix)
        return text

    def _kind(self, iri: str) -> str:
        if name := self._names.classes.get(iri):
            self.used.add(name)
            return f'"{name}"'
        return self.iri(iri)

    def _property(self, verb: str, values: Sequence[_Value], depth: int, inside: bool) -> str:
        kind = self._names.values.get(verb, "")
        if kind == TEXT:
            texts = [value for value in values if isinstance(value, Literal) and value.language]
            if len(texts) < len(values):
                return f"{self.iri(verb)}: {_one_or_all([self._value(each, '', depth, inside) for each in values])}"
            return f"{self._key(verb)}: {_by_language(texts)}"
        return f"{self._key(verb)}: {_one_or_all([self._value(each, kind, depth, inside) for each in values])}"

    def _key(self, verb: str) -> str:
        name = self._names.properties.get(verb)
        if name:
            self.used.add(name)
            return f'"{name}"'
        text = self.iri(verb)
        if verb in self._names.values:
            self.used.add(json.loads(text))
        return text

    def _value(self, term: object, kind: str, depth: int, inside: bool) -> str:
        if isinstance(term, Literal):
            text, prefix = _literal(self._names, term, kind)
            self.used.update((prefix,) if prefix else ())
            return text
        iri = _name(term)
        if inside and depth < DEEPEST and iri in self._about and iri not in self._done:
            self._done.add(iri)
            return self.node(iri, depth)
        return self.iri(iri) if kind == THING else f'{{"id": {self.iri(iri)}}}'


@cache
def _type() -> str:
    return expand("rdf:type")


@cache
def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


@cache
def _compact(names: Context, iri: str) -> tuple[str, str]:
    text, prefix = names.compact(iri)
    return json.dumps(text, ensure_ascii=False), prefix


@lru_cache(maxsize=1 << 16)
def _literal(names: Context, term: Literal, kind: str) -> tuple[str, str]:
    """Return a literal as it is written, and the prefix that it uses, if any."""
    value, datatype = _quoted(term.value), term.datatype.value
    if term.language:
        return f'{{"@value": {value}, "@language": {json.dumps(term.language)}}}', ""
    if datatype == _STRING:
        return f'{{"@value": {value}}}' if kind else value, ""
    if datatype == kind:
        return value, ""
    plain = datatype == _INTEGER and _WHOLE.fullmatch(term.value)
    if not kind and (plain or (datatype == _BOOLEAN and term.value in ("true", "false"))):
        return term.value, ""
    iri, prefix = _compact(names, datatype)
    return f'{{"@value": {value}, "@type": {iri}}}', prefix


def _context(names: Context, used: Iterable[str]) -> str:
    order = sorted(used, key=lambda name: (name not in ("id", "type"), name))
    return "{\n    " + ",\n    ".join(names.lines[name] for name in order) + "\n  }"


def _by_language(texts: Iterable[Literal]) -> str:
    found: dict[str, list[str]] = {}
    for text in texts:
        found.setdefault(text.language or "", []).append(_quoted(text.value))
    return "{" + ", ".join(f"{json.dumps(code)}: {_one_or_all(found[code])}" for code in sorted(found)) + "}"


def _one_or_all(values: Sequence[str]) -> str:
    return values[0] if len(values) == 1 else f"[{', '.join(values)}]"


def _listed(nodes: Sequence[str], depth: int) -> str:
    pad = "\n" + "  " * (depth + 1)
    return f"[{pad}{f',{pad}'.join(nodes)}\n{'  ' * depth}]" if nodes else "[]"

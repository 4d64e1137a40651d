"""SPARQL constraints (`sh:sparql`): their text made whole, asked of one focus node after the other.

SHACL says that `$this` stands for the node everywhere in the query; the store substitutes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import QuerySolutions, Store, Variable
from rdflib import Literal, URIRef
from rdflib.term import Node

from remit.errors import WorkspaceError
from remit.names import expand
from remit.shacl.result import Result, Term, filled, one_message, plain
from remit.shacl.shapes import NotCovered, Shape, Shapes

#: What the reference engine judges, or refuses.
_OUTSIDE = {
    "uses MINUS, VALUES or SERVICE, which SHACL forbids": re.compile(
        r"(?<![\w?$:#-])(MINUS|VALUES|SERVICE)\b(?=\s*[{(?$<]|\s+\w)", re.IGNORECASE
    ),
    "asks the shapes graph": re.compile(r"[$?](shapesGraph|currentShape)\b"),
    "gives $this another value": re.compile(r"\bAS\s+[$?]this\b", re.IGNORECASE),
    "has a query inside that does not select $this": re.compile(
        r"\{\s*SELECT\b(?:(?![$?]this\b)[^{])*\{", re.IGNORECASE
    ),
}
_THIS = re.compile(r"[$?]this\b")


@dataclass(frozen=True)
class Constraint:
    """One SELECT query with its prefixes; messages are (language, text)."""

    query: str
    messages: tuple[tuple[str, str], ...]


def constraints(shapes: Shapes, node: Node, shape: Shape, path: str) -> Iterator[Constraint]:
    """Yield the active SPARQL constraints of a shape."""
    for one in shapes.values(node, "sparql"):
        if shapes.active(one):
            own = [message for message in shapes.values(one, "message") if isinstance(message, Literal)]
            messages = [*shape.messages, *((message.language or "", str(message)) for message in own)]
            yield Constraint(_query(shapes, one, path), tuple(sorted(set(messages))))


def ask(store: Store, shape: Shape, constraint: Constraint, focus: Term, path: str) -> Iterator[Result]:
    """Yield the results of a constraint about one focus node, each once."""
    seen = set()
    for row, names in _rows(store, constraint.query, focus):
        if row in seen:
            continue
        seen.add(row)
        values = {name: value for name, value in zip(names, row, strict=True) if value is not None}
        if {"this", "value", "path"} & set(values):
            yield _result(shape, constraint, focus, path, values)


def _result(shape: Shape, constraint: Constraint, focus: Term, path: str, values: dict[str, Term]) -> Result:
    about = values.get("this", focus)
    value = values.get("value", None if path else about)
    words = {name: plain(term) for name, term in values.items()} | ({"value": plain(value)} if value else {})
    return Result(
        shape=shape.name,
        component="SPARQL",
        severity=shape.severity,
        focus=about,
        value=value,
        path=str(values["path"]) if "path" in values else path,
        message=one_message((language, filled(text, words)) for language, text in constraint.messages),
        by_query=True,
    )


def _rows(store: Store, query: str, focus: Term) -> Iterator[tuple[tuple[Term | None, ...], list[str]]]:
    try:
        found = store.query(query, substitutions={Variable("this"): focus})
    except (SyntaxError, ValueError) as error:
        raise WorkspaceError(f"the query of a rule cannot be read: {error}; it is:\n{query.strip()}") from error
    assert isinstance(found, QuerySolutions)
    names = [variable.value for variable in found.variables]
    for row in found:
        yield tuple(row[name] for name in names), names


def _query(shapes: Shapes, node: Node, path: str) -> str:
    selects = shapes.values(node, "select")
    if len(selects) != 1:
        raise NotCovered("a SPARQL constraint has no query of its own, or several")
    text = str(selects[0])
    for reason, found in _OUTSIDE.items():
        if found.search(_bare(text)):
            raise NotCovered(f"a SPARQL constraint {reason}")
    if not _binds_this(_bare(text)):
        raise NotCovered("a SPARQL constraint uses $this where no pattern of the same group binds it")
    if path:
        text = re.sub(r"[$?]PATH\b", lambda _: path, text)
    return "\n".join([*_prefixes(shapes, node), text])


def _bare(text: str) -> str:
    """Return a query without its comments and strings, where words mean nothing."""
    return re.sub(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|<[^<>\s]*>|#[^\n]*', " ", text)


def _binds_this(text: str) -> bool:
    """Return whether each group that speaks of `$this` has a pattern with it, and no BIND comes before that.

    Groups of EXISTS take over what is bound outside. Then a store may substitute the node.
    """
    if any(_THIS.search(_bracketed(text, match.end())) for match in re.finditer(r"\bBIND\s*\(", text, re.IGNORECASE)):
        return False
    groups, opened, position = [""], [0], 0
    exists = [True]
    for match in re.finditer(r"[{}]", text):
        groups[opened[-1]] += text[position : match.start()] + " "
        if match[0] == "{":
            exists.append(bool(re.search(r"\bEXISTS\s*$", text[: match.start()], re.IGNORECASE)))
            groups.append("")
            opened.append(len(groups) - 1)
        elif len(opened) > 1:
            opened.pop()
        position = match.end()
    return all(kept or _has_pattern(group) for group, kept in zip(groups, exists, strict=True))


def _bracketed(text: str, start: int) -> str:
    """Return what stands between a bracket that was opened before `start` and its partner."""
    depth = 1
    for end in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[end], 0)
        if depth == 0:
            return text[start:end]
    return text[start:]


def _has_pattern(group: str) -> bool:
    """Return whether a group, its inner groups left out, has no `$this` or one outside all brackets."""
    outside = re.sub(r"\([^()]*\)", " ", group)
    while outside != (less := re.sub(r"\([^()]*\)", " ", outside)):
        outside = less
    return not _THIS.search(group) or bool(_THIS.search(outside))


def _prefixes(shapes: Shapes, node: Node) -> Iterator[str]:
    found = {prefix: expand(f"{prefix}:") for prefix in ("rdf", "rdfs", "owl")}
    for ontology in _imported(shapes, shapes.values(node, "prefixes")):
        for declared in shapes.values(ontology, "declare"):
            prefix, namespace = shapes.one(declared, "prefix"), shapes.one(declared, "namespace")
            if prefix is None or namespace is None:
                raise NotCovered("a prefix is declared by halves")
            found[str(prefix)] = str(namespace)
    return (f"PREFIX {prefix}: {URIRef(iri).n3()}" for prefix, iri in sorted(found.items()))


def _imported(shapes: Shapes, ontologies: list[Node]) -> list[Node]:
    """Return ontologies and what they import, in the shapes graph, each once."""
    known = list(ontologies)
    for ontology in known:
        imported = shapes.graph.objects(ontology, URIRef(expand("owl:imports")))
        known += sorted(set(imported) - set(known), key=str)
    return known

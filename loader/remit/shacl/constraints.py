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
from remit.shacl.querytext import about_all, hindrance
from remit.shacl.result import Result, Term, filled, one_message, plain
from remit.shacl.shapes import NotCovered, Shape, Shapes


@dataclass(frozen=True)
class Constraint:
    """One SELECT query with its prefixes, about one node and, if that is the same, about all targets at once.

    Messages are (language, text).
    """

    query: str
    about_all: str | None
    messages: tuple[tuple[str, str], ...]


def constraints(shapes: Shapes, node: Node, shape: Shape, path: str, targets: str) -> Iterator[Constraint]:
    """Yield the active SPARQL constraints of a shape; `targets` is the pattern that binds `?this` to all of them."""
    for one in shapes.values(node, "sparql"):
        if shapes.active(one):
            own = [message for message in shapes.values(one, "message") if isinstance(message, Literal)]
            messages = [*shape.messages, *((message.language or "", str(message)) for message in own)]
            text = _query(shapes, one, path)
            prefixes = "".join(_prefixes(shapes, one, text))
            whole = about_all(text, targets) if targets else None
            yield Constraint(prefixes + text, whole and prefixes + whole, tuple(sorted(set(messages))))


def ask(store: Store, shape: Shape, constraint: Constraint, focus: Term | None, path: str) -> Iterator[Result]:
    """Yield the results of a constraint about one focus node, or about all targets if none is given, each once."""
    seen = set()
    for row, names in _rows(store, constraint, focus):
        if row in seen:
            continue
        seen.add(row)
        values = {name: value for name, value in zip(names, row, strict=True) if value is not None}
        if {"this", "value", "path"} & set(values):
            yield result_of(shape, constraint, focus, path, values)


def result_of(shape: Shape, constraint: Constraint, focus: Term | None, path: str, values: dict[str, Term]) -> Result:
    """Return the result that one row of a constraint stands for; `values` are what it binds."""
    about = values.get("this", focus)
    assert about is not None, "a query about all targets selects $this"
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


def _rows(
    store: Store, constraint: Constraint, focus: Term | None
) -> Iterator[tuple[tuple[Term | None, ...], list[str]]]:
    query = constraint.query if focus else constraint.about_all
    assert query is not None, "a query that cannot be asked about all is asked about each"
    try:
        found = store.query(query, substitutions={Variable("this"): focus} if focus else {})
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
    if reason := hindrance(text):
        raise NotCovered(f"a SPARQL constraint {reason}")
    if path:
        text = re.sub(r"[$?]PATH\b", lambda _: path, text)
    return text


def _prefixes(shapes: Shapes, node: Node, text: str) -> Iterator[str]:
    """Yield the declarations of the prefixes that occur in a query; a store reads each line anew at each query."""
    for name, iri in sorted(shapes.prefixes(shapes.values(node, "prefixes")).items()):
        if f"{name}:" in text:
            yield f"PREFIX {name}: {URIRef(iri).n3()}\n"

"""Receipts: the cells of the source that a row of an answer rests on.

A query names the nodes of a row in variables that begin with `_` (or in a column of IRIs);
each node says where it stands in the source (`remit:standsAt`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, QuerySolution, Store

from remit.names import expand
from remit.places import COLUMNS, Place
from remit.questions.question import Question


@dataclass(frozen=True)
class Receipt:
    """One cell, or a part of one: the place, the printed name of its column, the hash of the source."""

    place: Place
    column_name: str
    sha256: str

    def __str__(self) -> str:
        """Return the receipt as a reader looks it up: page, row, column and words."""
        where = f"{self.place.spot}, {self.column_name}"
        return f"{self.place.source}: {where}: “{self.place.text}”"

    def as_json(self) -> dict[str, Any]:
        """Return the receipt as plain values."""
        return {**self.place.as_json(), "columnName": self.column_name, "sha256": self.sha256}


def receipts(store: Store, question: Question, row: QuerySolution) -> tuple[Receipt, ...]:
    """Return the receipts of one row, in the order of the source, each once."""
    found = {
        receipt
        for name, columns in question.receipts
        for node in _nodes(row[name])
        for receipt in _of_node(store, node)
        if not columns or receipt.place.column in columns
    }
    return tuple(sorted(found, key=_position))


def _nodes(term: Any) -> Iterator[NamedNode]:
    if isinstance(term, NamedNode):
        yield term
    elif isinstance(term, Literal):
        yield from (NamedNode(iri) for iri in term.value.split())


def _of_node(store: Store, node: NamedNode) -> Iterator[Receipt]:
    for place in _objects(store, node, "remit:standsAt"):
        if isinstance(place, NamedNode):
            yield _receipt(store, place)


def _receipt(store: Store, place: NamedNode) -> Receipt:
    said = {name: _value(store, place, f"remit:{name}") for name in _PARTS}
    source = next(iter(_objects(store, place, "remit:standsIn")), None)
    return Receipt(
        place=Place(
            source=_value(store, source, "dcterms:title"),
            page=int(said["page"] or 0),
            row=int(said["row"] or 0),
            column=said["column"],
            start=int(said["firstCharacter"] or 0),
            end=int(said["lastCharacter"] or len(said["text"])),
            text=said["text"],
            table=int(said["table"] or 0),
        ),
        column_name=said["columnName"] or said["column"].capitalize(),
        sha256=_value(store, source, "remit:sha256"),
    )


_PARTS = ("page", "table", "row", "column", "columnName", "firstCharacter", "lastCharacter", "text")


def _objects(store: Store, node: NamedNode, curie: str) -> Iterable[Any]:
    return (quad.object for quad in store.quads_for_pattern(node, NamedNode(expand(curie)), None, DefaultGraph()))


def _value(store: Store, node: Any, curie: str) -> str:
    if not isinstance(node, NamedNode):
        return ""
    return next((term.value for term in _objects(store, node, curie) if isinstance(term, Literal)), "")


def _position(receipt: Receipt) -> tuple[str, int, int, int, int, int]:
    place = receipt.place
    column = COLUMNS.index(place.column) if place.column in COLUMNS else -1
    return (place.source, place.table, place.row, column, place.start, place.end)

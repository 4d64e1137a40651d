"""What SPARQL cannot ask of a value as the reference engine does: functions that queries call.

Literals are compared, matched and judged by rdflib and Python, as in pyshacl. A query calls a function only where
SPARQL's own answer leaves a doubt, because a call costs as much as twenty triples.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import datetime, time
from functools import cache, lru_cache
from operator import ge, gt, le, lt
from typing import Any

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from remit.names import expand
from remit.shacl.matching import found
from remit.shacl.result import Term, plain

Function = Callable[..., Term | None]
#: Values that are compared themselves, because rdflib orders such literals by kind first.
_TIMES = (datetime, time)
_COMPARED = {">": gt, ">=": ge, "<": lt, "<=": le}


def call(name: str, *arguments: str) -> str:
    """Return the SPARQL text that calls a function.

    >>> call("matches", "?v", '"a"').startswith("COALESCE(<")
    True
    """
    return f"COALESCE(<{expand('function:' + name)}>({', '.join(arguments)}), false)"


@cache
def functions() -> dict[NamedNode, Function]:
    """Return the functions by their IRI, as pyoxigraph takes them."""
    logging.getLogger("rdflib.term").setLevel(logging.ERROR)  # a result says so where a literal is ill formed
    known: dict[str, Callable[..., bool]] = {"is-of": is_of, "compares": compares, "matches": matches, "before": before}
    return {NamedNode(expand(f"function:{name}")): _judged(judge) for name, judge in known.items()}


def _judged(judge: Callable[..., bool]) -> Function:
    kept = lru_cache(maxsize=1 << 16)(judge)

    def answer(*terms: Term) -> Term:
        return Literal(kept(*terms))

    return answer


def is_of(value: Term, datatype: NamedNode) -> bool:
    """Return whether a literal is of a datatype and well formed."""
    if not isinstance(value, Literal):
        return False
    iri = datatype.value
    if iri == expand("rdfs:Literal") or (iri == expand("rdfs:Datatype") and not value.language):
        return True
    return value.datatype.value == iri and _well_formed(_literal(value))


def compares(value: Term, sign: Literal, limit: Literal) -> bool:
    """Return whether a literal is above or below another; values that cannot be compared are not."""
    if not isinstance(value, Literal):
        return False
    left, right = _literal(value), _literal(limit)
    if isinstance(left.value, str) != isinstance(right.value, str):
        return False
    try:
        return bool(_COMPARED[sign.value](_order(left, right), 0))
    except (TypeError, NotImplementedError):
        return False


def matches(value: Term, pattern: Literal, flags: Literal) -> bool:
    """Return whether the words of a value match a pattern somewhere; flags are `i` and `m`."""
    if isinstance(value, BlankNode):
        return False
    return found(compiled(pattern.value, flags.value), plain(value))


def before(value: Term, other: Term, sign: Literal) -> bool:
    """Return whether one value comes before another; IRIs go by their letters, mixed kinds cannot be compared."""
    (words, left), (other_words, right) = _sortable(value), _sortable(other)
    if words != other_words:
        return False
    try:
        return bool(_COMPARED[sign.value](left, right))
    except TypeError:
        return False


def _sortable(value: Term) -> tuple[bool, Any]:
    """Return whether a value is compared by its letters, and what is compared."""
    if isinstance(value, (NamedNode, BlankNode, Triple)):
        return True, plain(value)
    literal = _literal(value)
    return (True, literal.value) if isinstance(literal.value, str) else (False, literal)


def _order(left: rdflib.Literal, right: rdflib.Literal) -> int:
    """Return -1, 0 or 1; literals of kinds that have no order among them are a TypeError."""
    if left.eq(right):
        return 0
    larger = left.value > right.value if isinstance(left.value, _TIMES) else left > right
    return 1 if larger else -1


def _well_formed(literal: rdflib.Literal) -> bool:
    """Return whether rdflib reads the literal as its datatype wants; a datatype that it does not know passes."""
    return literal.ill_typed is not True


def _literal(value: Literal) -> rdflib.Literal:
    if value.language:
        return rdflib.Literal(value.value, lang=value.language)
    words = value.datatype.value == expand("xsd:string")
    return rdflib.Literal(value.value, datatype=None if words else rdflib.URIRef(value.datatype.value))


@cache
def compiled(pattern: str, flags: str) -> re.Pattern[str]:
    """Return a regular expression as pyshacl makes it."""
    chosen = re.NOFLAG
    for letter, flag in (("i", re.IGNORECASE), ("m", re.MULTILINE)):
        chosen |= flag if letter in flags.lower() else re.NOFLAG
    return re.compile(pattern, chosen)

"""How the findings of a rule are mended: said by the rule itself, in `shapes/` or in `data/language/mendings.yaml`.

    remit:hasMend [ remit:find "[.]+$" ; remit:put "" ]      a pattern of the cell, and what stands in its place
    remit:hasMend [ remit:rightText "usual" ]                the column of the rule's query with the right text
    remit:hasMend [ remit:mender "nearest-name" ]            what no pattern can say: one of `menders`

With the right text a mender may stand too, which then judges it (`same-letters`).

A rule that says nothing of this has no mend: only a person knows what is right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rdflib import Graph, URIRef
from rdflib.term import Node

from remit import bundle
from remit.errors import WorkspaceError
from remit.names import expand
from remit.registry import read_yaml
from remit.rules import listed


@dataclass(frozen=True)
class Mend:
    """One way to mend the findings of a rule: `find`, `column` or `mender`; beside `column` a mender may judge.

    `find` is a regular expression of Python, `put` may name its groups (`\\1`); `query` asks for `column`.
    """

    find: str = ""
    put: str = ""
    column: str = ""
    query: str = ""
    mender: str = ""


def mends(shapes: Graph) -> Mapping[str, tuple[Mend, ...]]:
    """Return rule → its mends, of the rules of `shapes` and of what a reader notices."""
    found = dict(_noticed())
    for iri, rule in listed(shapes).items():
        said = sorted(shapes.objects(URIRef(iri), URIRef(expand("remit:hasMend"))), key=str)
        if each := sorted((_mend(shapes, URIRef(iri), node) for node in said), key=repr):
            found[rule.name] = tuple(each)
    return found


def _mend(shapes: Graph, rule: URIRef, node: Node) -> Mend:
    def text(curie: str, of: Node = node) -> str:
        value = shapes.value(of, URIRef(expand(curie)), any=True)
        return "" if value is None else str(value)

    query = shapes.value(rule, URIRef(expand("sh:sparql")), any=True)
    asked = text("sh:select", query) if query is not None and text("remit:rightText") else ""
    made = Mend(text("remit:find"), text("remit:put"), text("remit:rightText"), asked, text("remit:mender"))
    return _sound(made, str(rule))


def _sound(mend: Mend, rule: str) -> Mend:
    """Return a mend that can be used; a broken one is a WorkspaceError."""
    if bool(mend.find) + bool(mend.column or mend.mender) != 1:
        raise WorkspaceError(f"{rule}: a mend says remit:find, or remit:rightText, or remit:mender")
    if mend.column and f"?{mend.column}" not in mend.query:
        raise WorkspaceError(f"{rule}: its query has no column ?{mend.column} to mend with")
    try:
        re.compile(mend.find)
    except re.error as error:
        raise WorkspaceError(f"{rule}: the pattern {mend.find!r} cannot be used: {error}") from error
    return mend


@cache
def _noticed() -> Mapping[str, tuple[Mend, ...]]:
    """Return the mends of what a reader notices while it puts a document together."""
    data = read_yaml(bundle.folder("data") / "language" / "mendings.yaml")
    return {name: tuple(_sound(Mend(**each), name) for each in words["mend"]) for name, words in data.items()
            if "mend" in words}  # fmt: skip


def prefixes_of(shapes: Graph) -> str:
    """Return the prefixes that the queries of rules use, as a query declares them."""
    lines = []
    for node in shapes.objects(None, URIRef(expand("sh:declare"))):
        name, space = (shapes.value(node, URIRef(expand(f"sh:{key}"))) for key in ("prefix", "namespace"))
        lines.append(f"PREFIX {name}: <{space}>\n")
    return "".join(sorted(lines))

"""Examples of rules: a sound graph, and files that state what differs from it.

What an example says about a property of a thing stands instead of what the sound graph says, and `()` says that the
property has no value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from rdflib import RDF, Graph

from remit.findings import Finding


@cache
def sound(folder: Path) -> Graph:
    """Return the sound graph of a folder, which nobody alters."""
    return Graph().parse(folder / "base.ttl")


def example(folder: Path, path: Path | None = None) -> Graph:
    """Return the sound graph of a folder (`base.ttl`), with what `path` states instead."""
    graph = Graph()
    graph += sound(folder)
    changes = Graph() if path is None else Graph().parse(path)
    for subject, predicate in {(s, p) for s, p, _ in changes}:
        graph.remove((subject, predicate, None))
    for triple in changes:
        if triple[2] != RDF.nil:
            graph.add(triple)
    return graph


def breaks_alone(found: Sequence[Finding], name: str) -> None:
    """Look: what is found is one breach of one rule, told with every word filled in."""
    assert [finding.rule for finding in found] == [name], [finding.message for finding in found]
    assert not re.search(r"\{[$?]|“”", found[0].message), "a placeholder was left empty"

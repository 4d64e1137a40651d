"""Examples of rules: a sound graph, and files that state what differs from it.

What an example says about a property of a thing stands instead of what the sound graph says, and `()` says that the
property has no value.
"""

from __future__ import annotations

from pathlib import Path

from rdflib import RDF, Graph


def example(folder: Path, path: Path | None = None) -> Graph:
    """Return the sound graph of a folder (`base.ttl`), with what `path` states instead."""
    graph = Graph().parse(folder / "base.ttl")
    changes = Graph() if path is None else Graph().parse(path)
    for subject, predicate in {(s, p) for s, p, _ in changes}:
        graph.remove((subject, predicate, None))
    for triple in changes:
        if triple[2] != RDF.nil:
            graph.add(triple)
    return graph

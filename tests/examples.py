"""Examples of rules: a sound graph, and files that state what differs from it.

What an example says about a property of a thing stands instead of what the sound graph says, and `()` says that the
property has no value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from remit.findings import Finding
from remit.names import expand

NIL = NamedNode(expand("rdf:nil"))


@cache
def sound(folder: Path) -> tuple[Quad, ...]:
    """Return the sound graph of a folder."""
    return tuple(parse(path=folder / "base.ttl", format=RdfFormat.TURTLE))


def example(folder: Path, path: Path | None = None) -> Store:
    """Return the sound graph of a folder (`base.ttl`), with what `path` states instead."""
    store, changes = Store(), [] if path is None else list(parse(path=path, format=RdfFormat.TURTLE))
    said = {(quad.subject, quad.predicate) for quad in changes}
    store.extend(quad for quad in sound(folder) if (quad.subject, quad.predicate) not in said)
    store.extend(quad for quad in changes if quad.object != NIL)
    return store


def breaks_alone(found: Sequence[Finding], name: str) -> None:
    """Look: what is found is one breach of one rule, told with every word filled in."""
    assert [finding.rule for finding in found] == [name], [finding.message for finding in found]
    assert not re.search(r"\{[$?]|“”", found[0].message), "a placeholder was left empty"

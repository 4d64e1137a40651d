"""The same graph under another base: each IRI that begins with the old one begins with the new one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from pyoxigraph import NamedNode, Quad, Store

from remit.errors import PublishError


def rebased(store: Store, old: str, new: str) -> Store:
    """Return a store in memory with what another holds, its IRIs below `old` put below `new`; texts stay.

    What cannot begin the IRIs of a web site is a PublishError.
    """
    parts = urlsplit(new)
    if parts.scheme not in ("http", "https") or not parts.netloc or not new.endswith("/") or not _whole(new):
        raise PublishError(f"“{new}” is no beginning of IRIs: it is the address of a folder, and ends with a slash")
    known: dict[Any, Any] = {}

    def put(term: Any) -> Any:
        if not isinstance(term, NamedNode) or not term.value.startswith(old):
            return term
        if term not in known:
            known[term] = NamedNode(new + term.value.removeprefix(old))
        return known[term]

    made = Store()
    made.bulk_extend(
        Quad(put(q.subject), put(q.predicate), put(q.object), put(q.graph_name))
        for q in store.quads_for_pattern(None, None, None, None)
    )
    return made


def _whole(iri: str) -> bool:
    """Return whether the store takes an IRI as it is written."""
    try:
        NamedNode(iri)
    except ValueError:
        return False
    return not set(iri) & set(' \t\n<>"{}|\\^`')

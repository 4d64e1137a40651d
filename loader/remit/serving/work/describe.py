"""Say what the endpoint can do and what it holds, inside a process at work (SPARQL 1.1 Service Description, VoID)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store, parse, serialize

from remit.names import prefixes
from remit.serving.reply import Reply
from remit.serving.words import environment
from remit.serving.work.queries import TRIPLES
from remit.store import graph_names

if TYPE_CHECKING:
    from remit.serving.work.engine import Engine


def answer(engine: Engine, said: dict[str, Any]) -> Reply:
    """Describe the endpoint: `media`, `endpoint` (its address), `revision` (of which state)."""
    state = str(said.get("revision") or "")
    counted = counts(engine.state(state)) if state else engine.counts
    words = {
        "endpoint": said["endpoint"],
        "base": engine.workspace.base,
        "triples": counted[""],
        "graphs": [(name, count) for name, count in counted.items() if name],
        "services": bool(engine.limits.services),
    }
    text = environment().get_template("service.ttl").render(words)
    media = str(said["media"])
    form = TRIPLES[media]
    named = prefixes() if form in (RdfFormat.TURTLE, RdfFormat.RDF_XML) else {}
    content = serialize(parse(text.encode(), format=RdfFormat.TURTLE), format=form, prefixes=named) or b""
    charset = "; charset=utf-8" if media.startswith("text/") else ""
    return Reply(200, media + charset, content, (("Vary", "Accept"),))


def counts(store: Store) -> dict[str, int]:
    """Return how many triples each graph holds, by its IRI; the default graph has none."""
    named = {name: _count(store, NamedNode(name)) for name in graph_names(store)}
    return {"": _count(store, DefaultGraph()), **named}


def _count(store: Store, graph: NamedNode | DefaultGraph) -> int:
    return sum(1 for _ in store.quads_for_pattern(None, None, None, graph))

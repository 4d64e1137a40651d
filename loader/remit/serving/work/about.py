"""Tell what is known of a thing, and find things by a word, inside a process at work: for assistants."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, Store

from remit.errors import UnknownName
from remit.questions.naming import end, label, resolve_name
from remit.serving.reply import Reply, problem
from remit.serving.work.entities import Entity

if TYPE_CHECKING:
    from remit.serving.work.engine import Engine

#: So many facts of each kind.
MOST = 200


def answer(engine: Engine, said: dict[str, Any]) -> Reply:
    """Tell what the graph says of a thing: `name`, as people write it."""
    text, store = str(said["name"]), engine.store
    entity = engine.entities.known(text)
    try:
        iri = entity.iri if entity else resolve_name(store, text, engine.entities.classes).value
    except UnknownName as error:
        return problem(404, "The name is not known", str(error))
    node = NamedNode(iri)
    facts = [
        {"property": label(store, quad.predicate), **_told(engine, quad.object)}
        for quad in _sorted(store, node)
        if isinstance(quad.object, (NamedNode, Literal))
    ]
    whole = {"iri": iri, "name": label(store, node), "facts": facts[:MOST], "named_by": _naming(engine, node)}
    return Reply(200, "application/json", json.dumps(whole, ensure_ascii=False).encode())


def search(engine: Engine, said: dict[str, Any]) -> Reply:
    """Find things by a word: `text`, `kind` (a class, or nothing), `limit`."""
    kinds, limit = [said["kind"]] if said.get("kind") else [], min(int(said.get("limit") or 10), 50)
    text = str(said["text"])
    matched = [each.entity for each in engine.entities.matches(text, kinds, limit)]
    found = dict.fromkeys([*matched, *engine.entities.beginning(text, kinds, limit)])
    whole = {"found": [_entry(each) for each in list(found)[:limit]]}
    return Reply(200, "application/json", json.dumps(whole, ensure_ascii=False).encode())


def _entry(entity: Entity) -> dict[str, Any]:
    return {
        "iri": entity.iri,
        "name": entity.name,
        "codes": list(entity.codes),
        "kinds": list(entity.kinds),
        "words": entity.words,
    }


def _sorted(store: Store, node: NamedNode) -> list[Any]:
    quads = {quad.triple for quad in store.quads_for_pattern(node, None, None, None)}
    return sorted(quads, key=lambda triple: (triple.predicate.value, str(triple.object)))


def _told(engine: Engine, term: NamedNode | Literal) -> dict[str, str]:
    if isinstance(term, Literal):
        return {"value": term.value, **({"language": term.language} if term.language else {})}
    return {"value": label(engine.store, term) or term.value, "iri": term.value}


def _naming(engine: Engine, node: NamedNode) -> list[dict[str, str]]:
    """Return the things of the menu that point to a thing."""
    quads = {quad.triple for quad in engine.store.quads_for_pattern(None, None, node, None)}
    pointing = [(end(t.predicate), t.subject.value) for t in quads if isinstance(t.subject, NamedNode)]
    known = [(by, engine.entities.known(iri)) for by, iri in sorted(pointing)]
    return [{"property": by, "name": each.name, "iri": each.iri} for by, each in known if each][:MOST]

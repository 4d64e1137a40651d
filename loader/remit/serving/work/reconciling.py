"""Say which of our things a name means, as OpenRefine asks it (Reconciliation Service API 0.2), in a process at work.

Names are compared as everywhere (`entities.py`): only one that is written the same, and leads to one thing, is a match.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from remit.names import expand
from remit.questions.naming import label
from remit.serving.reply import Reply, problem
from remit.serving.words import environment
from remit.serving.work.entities import Entity, Match
from remit.serving.work.sent import NAMES, Unread, read

if TYPE_CHECKING:
    from remit.serving.work.engine import Engine

JSON = "application/json"
#: So many candidates for each name.
MOST = 50
FLYOUT = {"flyout_service_path": "/flyout/entity?id=${id}"}
PREVIEW = {"width": 430, "height": 300}


def answer(engine: Engine, said: dict[str, Any]) -> Reply:
    """Answer one of the things that the API asks: `what`, and what it is about."""
    what = said["what"]
    if what == "manifest":
        return _json(manifest(engine, str(said["root"])))
    if what == "sent":
        return _answered(engine, said["sent"])
    if what == "propose":
        return _proposed(engine, said)
    if what == "preview":
        return _preview(engine, str(said["id"]))
    if what == "flyout":
        return _flyout(engine, str(said["id"]))
    return _json({"result": _SUGGEST[what](engine, str(said["prefix"]), int(said["cursor"]))})


def manifest(engine: Engine, root: str) -> dict[str, Any]:
    """Return what the service is, where its parts are; `root` is its address."""
    base = engine.workspace.base
    title = next(iter(engine.workspace.settings["title"].values()))
    at = root.rpartition("/")[0]
    return {
        "versions": ["0.2"],
        "name": title,
        "identifierSpace": base,
        "schemaSpace": expand("remit:"),
        "view": {"url": f"{at}/{{{{id}}}}"},
        "defaultTypes": [_type(name) for name in engine.entities.classes],
        "preview": {"url": f"{root}/preview?id={{{{id}}}}", **PREVIEW},
        "suggest": {
            "entity": {**_suggest(root, "entity"), **FLYOUT},
            "type": _suggest(root, "type"),
            "property": _suggest(root, "property"),
        },
        "extend": {
            "propose_properties": {"service_url": root, "service_path": "/properties"},
            "property_settings": [],
        },
        "batchSize": NAMES,
    }


def _suggest(root: str, what: str) -> dict[str, str]:
    return {"service_url": root, "service_path": f"/suggest/{what}"}


def _answered(engine: Engine, sent: dict[str, str]) -> Reply:
    """Answer queries, or else fill columns in; all that was sent is read."""
    try:
        asked = {name: read(text, name) for name, text in sent.items()}
    except Unread as error:
        return error.reply
    return _json(_queries(engine, asked["queries"]) if "queries" in asked else _extended(engine, asked["extend"]))


def _queries(engine: Engine, queries: dict[str, Any]) -> dict[str, Any]:
    return {key: {"result": _results(engine, query)} for key, query in queries.items()}


def _results(engine: Engine, query: dict[str, Any]) -> list[dict[str, Any]]:
    types = query.get("type") or ()
    kinds = [_class(each) for each in ([types] if isinstance(types, str) else types)]
    limit = min(max(int(query.get("limit") or 5), 1), MOST)
    properties = query.get("properties") or ()
    if "query" not in query:
        return [_candidate(each) for each in _having(engine, kinds, properties)[:limit]]
    found = engine.entities.matches(str(query["query"]), kinds, limit)
    return [_candidate(each) for each in _fitting(engine, found, properties)]


def _fitting(engine: Engine, found: list[Match], properties: Iterable[dict[str, Any]]) -> list[Match]:
    """Return the candidates, those first of which the properties hold; one that contradicts is no match."""
    wanted = _wanted(properties)
    if not wanted:
        return found
    rated = []
    for match in found:
        share = _share(engine, match.entity, wanted)
        score = round(match.score * (0.7 + 0.3 * share), 1)
        rated.append(Match(match.entity, score, match.reasons, match.sure and share == 1))
    return sorted(rated, key=lambda each: -each.score)


def _having(engine: Engine, kinds: list[str], properties: Iterable[dict[str, Any]]) -> list[Match]:
    """Return the things of which some properties hold, where no name is given; the only one of all is a match."""
    wanted = _wanted(properties)
    shares = [(_share(engine, each, wanted), each) for each in engine.entities.of(kinds)]
    sure = sum(share == 1 for share, _ in shares) == 1
    why = ("the properties hold",)
    held = [Match(each, round(100 * share, 1), why, sure and share == 1) for share, each in shares if share]
    return sorted(held, key=lambda each: -each.score)


def _wanted(properties: Iterable[dict[str, Any]]) -> list[tuple[str, set[str]]]:
    """Return the properties with the values of which one is to hold."""
    return [(str(each.get("pid")), _said(each.get("v"))) for each in properties]


def _share(engine: Engine, entity: Entity, wanted: list[tuple[str, set[str]]]) -> float:
    """Return the part of the properties that hold."""
    return sum(not values.isdisjoint(_values(engine, entity, pid)) for pid, values in wanted) / len(wanted)


def _said(value: object) -> set[str]:
    """Return the texts of a value, or of each of several."""
    return {_value(each) for each in value} if isinstance(value, list) else {_value(value)}


def _value(said: object) -> str:
    return str(said.get("id") or said.get("str") or "") if isinstance(said, dict) else str(said)


def _values(engine: Engine, entity: Entity, pid: str) -> set[str]:
    """Return the values of a property in every form in which they may be asked for."""
    found = set[str]()
    for term in _objects(engine, entity.iri, pid):
        known = engine.entities.known(term.value)
        found.update((term.value, *([known.path, known.name, *known.names, *known.codes] if known else ())))
    return found


def _objects(engine: Engine, iri: str, pid: str) -> list[NamedNode | Literal]:
    named = _property(pid)
    if named is None:
        return []
    quads = engine.store.quads_for_pattern(NamedNode(iri), named, None, None)
    return sorted({q.object for q in quads if isinstance(q.object, (NamedNode, Literal))}, key=str)


def _property(pid: str) -> NamedNode | None:
    """Return the property with an IRI or a short name, or None of what can be none."""
    try:
        return NamedNode(pid if "/" in pid else expand(pid if ":" in pid else f"remit:{pid}"))
    except (ValueError, KeyError):
        return None


def _candidate(match: Match) -> dict[str, Any]:
    entity = match.entity
    return {
        "id": entity.path,
        "name": entity.name,
        "description": entity.words,
        "type": [_type(name) for name in entity.kinds],
        "score": match.score,
        "match": match.sure,
        "features": [{"id": "name", "value": match.score}],
    }


def _class(text: str) -> str:
    """Return the local name of a class, which may be given by its IRI."""
    return text.replace("#", "/").rpartition("/")[2]


def _type(name: str) -> dict[str, str]:
    return {"id": name, "name": name}


def _entities(engine: Engine, prefix: str, cursor: int) -> list[dict[str, Any]]:
    found = engine.entities.beginning(prefix, limit=cursor + 10)[cursor:]
    return [
        {"id": e.path, "name": e.name, "description": e.words, "notable": [_type(name) for name in e.kinds]}
        for e in found
    ]


def _types(engine: Engine, prefix: str, cursor: int) -> list[dict[str, Any]]:
    every = [_type(name) for name in engine.entities.classes if prefix.casefold() in name.casefold()]
    return every[cursor : cursor + 10]


def _properties(engine: Engine, prefix: str, cursor: int) -> list[dict[str, Any]]:
    every = [each for each in _all_properties(engine, "") if prefix.casefold() in each["name"].casefold()]
    return every[cursor : cursor + 10]


_SUGGEST = {"entity": _entities, "type": _types, "property": _properties}


def _all_properties(engine: Engine, kind: str) -> list[dict[str, str]]:
    """Return the properties that things of a class, or any, have, by their names."""
    found: dict[str, str] = {}
    for entity in engine.entities.every:
        if not kind or kind in entity.kinds:
            for quad in engine.store.quads_for_pattern(NamedNode(entity.iri), None, None, None):
                if quad.predicate.value not in found:
                    found[quad.predicate.value] = label(engine.store, quad.predicate)
    return sorted(({"id": iri, "name": name} for iri, name in found.items()), key=lambda each: each["name"])


def _proposed(engine: Engine, said: dict[str, Any]) -> Reply:
    """Return the properties with which things of a class can be filled in: `type`, `limit`."""
    kind = str(said.get("type") or "")
    every = _all_properties(engine, _class(kind))
    return _json({"type": kind, "properties": every[: int(said.get("limit") or len(every))]})


def _extended(engine: Engine, said: dict[str, Any]) -> dict[str, Any]:
    """Return the values of some properties of some things."""
    pids = [str(each["id"]) for each in said.get("properties") or ()]
    rows = {
        str(identity): {pid: _cells(engine, str(identity), pid) for pid in pids} for identity in said.get("ids") or ()
    }
    return {
        "meta": [{"id": pid, "name": label(engine.store, named) if (named := _property(pid)) else pid} for pid in pids],
        "rows": rows,
    }


def _cells(engine: Engine, identity: str, pid: str) -> list[dict[str, Any]]:
    entity = engine.entities.known(identity)
    return [_cell(engine, term) for term in _objects(engine, entity.iri, pid)] if entity else []


def _cell(engine: Engine, term: NamedNode | Literal) -> dict[str, Any]:
    if isinstance(term, Literal):
        return {"str": term.value}
    known = engine.entities.known(term.value)
    return {"id": known.path, "name": known.name} if known else {"str": term.value}


def _flyout(engine: Engine, identity: str) -> Reply:
    """Return a few words about a thing, beside a suggestion."""
    entity = engine.entities.known(identity)
    if entity is None:
        return _unknown(identity)
    shown = environment().get_template("flyout.html").render(entity=entity)
    return _json({"id": identity, "html": shown})


def _unknown(identity: str) -> Reply:
    return problem(404, "There is nothing here", f"“{identity}” is no thing of this service.")


def _preview(engine: Engine, identity: str) -> Reply:
    entity = engine.entities.known(identity)
    if entity is None:
        return _unknown(identity)
    page = environment().get_template("preview.html").render(entity=entity)
    return Reply(200, "text/html; charset=utf-8", page.encode())


def _json(said: object) -> Reply:
    return Reply(200, JSON, json.dumps(said, ensure_ascii=False).encode() + b"\n")

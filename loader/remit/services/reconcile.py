"""Ask a reconciliation service (Reconciliation API 0.2, and 0.1): names in batches, candidates for each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from remit.services.answers import as_json, expect
from remit.services.exchange import Request, Response
from remit.services.http import ask, failure
from remit.services.service import Service
from remit.services.things import Thing

_LIMIT = 10
_ACCEPT = {"Accept": "application/json"}


def reconcile(service: Service, names: Sequence[str], limit: int = _LIMIT) -> list[list[Thing]]:
    """Return the candidates for each name, at most `limit`, in the order of the service; ids as the service has them.

    How sure the service is of each is not used: services measure by themselves, and each otherwise.
    """
    found: list[list[Thing]] = []
    for at in range(0, len(names), service.batch):
        found += _batch(service, names[at : at + service.batch], limit)
    return found


def _batch(service: Service, names: Sequence[str], limit: int) -> list[list[Thing]]:
    queries: dict[str, dict[str, Any]] = {}
    for number, name in enumerate(names):
        queries[f"q{number}"] = {"query": name, "limit": limit} | ({"type": service.type} if service.type else {})
    body = urlencode({"queries": json.dumps(queries, ensure_ascii=False)}).encode()
    headers = {**_ACCEPT, "Content-Type": "application/x-www-form-urlencoded"}

    def read(response: Response) -> tuple[list[list[Thing]], bool]:
        said = expect(service, as_json(service, response), dict, "the answer")
        if lacking := [key for key in queries if key not in said]:
            raise failure(service, f"left {len(lacking)} of {len(queries)} names without an answer")
        return [list(_candidates(service, said[key]))[:limit] for key in queries], True

    return ask(service, Request("POST", service.endpoint, body, headers), read)


def _candidates(service: Service, said: object) -> Iterator[Thing]:
    results = expect(service, expect(service, said, dict, "a result").get("result"), list, "result")
    for each in results:
        entry = expect(service, each, dict, "a candidate")
        identity = entry.get("id")
        if isinstance(identity, int):
            identity = str(identity)
        name = expect(service, entry.get("name"), str, "the name of a candidate")
        yield Thing(
            expect(service, identity, str, "the id of a candidate"), (name,), kinds=tuple(_kinds(entry.get("type")))
        )


def _kinds(types: object) -> Iterable[str]:
    """Return the names of types: objects in 0.2, objects or texts in 0.1, one or a list."""
    for each in types if isinstance(types, list) else [types]:
        said = (each.get("name") or each.get("id")) if isinstance(each, dict) else each
        if isinstance(said, str) and said:
            yield said

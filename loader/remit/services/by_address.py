"""Ask a service for one record at an address; `record` in `data/services.yaml` says what its parts are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from remit.services.answers import as_json, expect
from remit.services.exchange import Request, Response
from remit.services.http import Refused, ask, failure
from remit.services.record import Record
from remit.services.service import Service

_GONE = (404, 410)


def record(service: Service, identifier: str) -> Record:
    """Return the record of an identifier; an answer about another record is a ServiceError, and is not kept."""
    url = str(service.record["url"]).format(endpoint=service.endpoint, id=quote(identifier, safe=""))

    def read(response: Response) -> tuple[Record, bool]:
        said = expect(service, as_json(service, response), dict, "the answer")
        given = expect(service, said.get(service.record["id"]), str, "the identifier")
        if given.rstrip("/").rpartition("/")[2] != identifier:
            raise failure(service, f"answered about {given[:100]} when it was asked about {identifier}")
        return _record(service, said, identifier), True

    try:
        return ask(service, Request("GET", url, headers={"Accept": "application/json"}), read)
    except Refused as error:
        if error.status in _GONE:
            return Record(identifier, there=False)
        raise


def _record(service: Service, said: Mapping[str, Any], identifier: str) -> Record:
    parts = service.record
    status = expect(service, said.get(parts["status"]), str, "the status")
    since = said.get(parts["since"])
    return Record(
        identifier,
        status="" if status == parts["active"] else status,
        successors=tuple(_successors(service, said)),
        since=since if isinstance(since, int) else None,
        claims=dict(_claims(service, said)),
    )


def _successors(service: Service, said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    part = service.record["successors"]
    for entry in _entries(said, part):
        if str(entry.get(part["kind"])).lower() == part["wanted"]:
            identity = expect(service, entry.get(part["id"]), str, "the identifier of a successor")
            yield identity, str(entry.get(part["label"]) or "")


def _claims(service: Service, said: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    part = service.record["claims"]
    for entry in _entries(said, part):
        authority = service.record["authorities"].get(str(entry.get(part["kind"])).lower())
        values = entry.get(part["values"])
        every = [entry.get(part["preferred"]), *(values if isinstance(values, list) else [values])]
        if authority:
            yield authority, tuple(dict.fromkeys(each for each in every if isinstance(each, str) and each))


def _entries(said: Mapping[str, Any], part: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    every = said.get(part["list"])
    yield from (each for each in (every if isinstance(every, list) else ()) if isinstance(each, dict))

"""Ask a service for one record at an address; `record` in `data/services.yaml` says what its parts are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from remit.services.answers import as_json, expect, text, year
from remit.services.exchange import Request, Response
from remit.services.http import Refused, ask, failure
from remit.services.record import Record
from remit.services.service import Service

_GONE = (404, 410)


def record(service: Service, identifier: str) -> Record:
    """Return the record of an identifier; an answer about another record is a ServiceError, and is not kept.

    That there is none is believed where the service says so, and not where a page for people does.
    """
    url = str(service.record["url"]).format(endpoint=service.endpoint, id=quote(identifier, safe=""))

    def read(response: Response) -> tuple[Record, bool]:
        said = expect(service, as_json(service, response), dict, "the answer")
        given = text(service, said.get(service.record["id"]), "the identifier")
        if given.rstrip("/").rpartition("/")[2] != identifier:
            raise failure(service, f"answered about {given[:100]} when it was asked about {identifier}")
        return _record(service, said, identifier), True

    try:
        return ask(service, Request("GET", url, headers={"Accept": "application/json"}), read)
    except Refused as error:
        if error.status in _GONE and not error.page:
            return Record(identifier, there=False)
        raise


def _record(service: Service, said: Mapping[str, Any], identifier: str) -> Record:
    parts = service.record
    status = text(service, said.get(parts["status"]), "the status")
    return Record(
        identifier,
        status="" if status == parts["active"] else status,
        successors=tuple(_successors(service, said)),
        since=year(service, said.get(parts["since"]), parts["since"]),
        claims=dict(_claims(service, said)),
    )


def _successors(service: Service, said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    part = service.record["successors"]
    for entry in _entries(service, said, part):
        if str(entry.get(part["kind"])).lower() == part["wanted"]:
            identity = text(service, entry.get(part["id"]), "the identifier of a successor")
            yield identity, text(service, entry.get(part["label"]) or "", "the name of a successor")


def _claims(service: Service, said: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    part = service.record["claims"]
    for entry in _entries(service, said, part):
        authority = service.record["authorities"].get(str(entry.get(part["kind"])).lower())
        values = entry.get(part["values"])
        every = [entry.get(part["preferred"]), *(values if isinstance(values, list) else [values])]
        if authority:
            kept = (text(service, each, "an identifier of another authority") for each in every if each)
            yield authority, tuple(dict.fromkeys(kept))


def _entries(service: Service, said: Mapping[str, Any], part: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield the entries of a list; where there is none, there are no entries."""
    name = part["list"]
    for each in expect(service, said.get(name) or [], list, name):
        yield expect(service, each, dict, f"an entry of {name}")

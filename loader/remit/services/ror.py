"""Ask ROR (API v2) for organisations by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from remit.services.answers import as_json, expect, year
from remit.services.exchange import Request, Response
from remit.services.http import ask
from remit.services.service import Service
from remit.services.things import Thing

_ACCEPT = {"Accept": "application/json"}


def search(service: Service, name: str) -> list[Thing]:
    """Return the organisations that ROR finds for a name, best first as it has them; withdrawn ones say so."""
    words = " ".join("".join(c if c.isalnum() else " " for c in name).split())
    query = urlencode({"query": words, "all_status": ""})

    def read(response: Response) -> tuple[list[Thing], bool]:
        said = expect(service, as_json(service, response), dict, "the answer")
        items = expect(service, said.get("items"), list, "items")
        return [_thing(service, expect(service, item, dict, "an item")) for item in items], True

    return ask(service, Request("GET", f"{service.endpoint}?{query}", headers=_ACCEPT), read)


def _thing(service: Service, item: dict[str, Any]) -> Thing:
    """Return an organisation of ROR's schema 2.0 or 2.1."""
    names = list(_names(service, item))
    return Thing(
        expect(service, item.get("id"), str, "the id of an item"),
        tuple(value for value, types, _ in sorted(names, key=lambda name: name[2]) if "acronym" not in types),
        tuple(value for value, types, _ in names if "acronym" in types),
        country=_country(item),
        kinds=tuple(kind for kind in _list(item, "types") if isinstance(kind, str)),
        since=year(service, item.get("established"), "established"),
        said=_said(item),
    )


def _names(service: Service, item: dict[str, Any]) -> Iterator[tuple[str, list[Any], int]]:
    """Yield each name with its types, and its rank: the displayed one first."""
    for each in expect(service, item.get("names"), list, "names"):
        entry = expect(service, each, dict, "a name")
        types = expect(service, entry.get("types"), list, "types of a name")
        rank = 0 if "ror_display" in types else 1 if "label" in types else 2
        yield expect(service, entry.get("value"), str, "a name"), types, rank


def _country(item: dict[str, Any]) -> str:
    for place in _list(item, "locations"):
        details = place.get("geonames_details") if isinstance(place, dict) else None
        if isinstance(details, dict) and isinstance(details.get("country_code"), str):
            return str(details["country_code"]).lower()
    return ""


def _said(item: dict[str, Any]) -> str:
    """Return what ROR says of a record that is not active, and of its successor."""
    status = item.get("status")
    if not isinstance(status, str) or status == "active":
        return ""
    next_ones = [
        f"{each.get('label')} ({each.get('id')})"
        for each in _list(item, "relationships")
        if isinstance(each, dict) and str(each.get("type", "")).lower() == "successor"
    ]
    return f"{status} in ROR" + (f"; successor: {', '.join(next_ones)}" if next_ones else "")


def _list(item: dict[str, Any], name: str) -> list[Any]:
    value = item.get(name)
    return value if isinstance(value, list) else []

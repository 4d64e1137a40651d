"""OpenRefine and our own client reconcile names with the server (Reconciliation Service API 0.2)."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from endpoint import Live
from remit.services.reconcile import reconcile
from remit.services.service import Service


def ask(server: Live, **queries: dict[str, Any]) -> dict[str, Any]:
    told = httpx.post(server.url + "reconcile", data={"queries": json.dumps(queries)}, timeout=30)
    assert told.status_code == 200, told.text
    return dict(told.json())


def test_the_manifest_says_what_there_is(server: Live) -> None:
    said = server.get("reconcile").json()

    assert said["versions"] == ["0.2"]
    assert said["identifierSpace"] == "https://gardens.example/data/"
    assert said["view"]["url"] == server.url + "{{id}}"
    for part in ("entity", "type", "property"):
        assert said["suggest"][part]["service_url"] + said["suggest"][part]["service_path"]


@pytest.mark.parametrize(
    ("name", "path"),
    [("WG 1", "body/wg-1"), ("wg-1", "body/wg-1"), ("COBOGA Secretariat", "body/secretariat"), ("wg 8", "body/wg-8")],
)
def test_a_name_that_is_written_the_same_is_a_match(server: Live, name: str, path: str) -> None:
    first = ask(server, q={"query": name})["q"]["result"][0]

    assert (first["id"], first["match"], first["score"]) == (path, True, 100.0)
    assert first["type"] == [{"id": "Body", "name": "Body"}]


def test_another_name_is_never_a_match_by_itself(server: Live) -> None:
    for name in ("WG 11", "Working", "Secretary", "", "W"):
        assert not any(each["match"] for each in ask(server, q={"query": name})["q"]["result"])


def test_a_type_and_a_limit_are_kept(server: Live) -> None:
    told = ask(server, a={"query": "Secretariat", "type": "Country"}, b={"query": "Secretariat", "limit": 1})

    assert not [each for each in told["a"]["result"] if each["type"] != [{"id": "Country", "name": "Country"}]]
    assert len(told["b"]["result"]) <= 1


def test_our_own_client_understands_it(server: Live) -> None:
    service = Service("own", "Own", "reconcile", server.url + "reconcile", "https://example.org/contact")

    found = reconcile(service, ["WG 1", "WG 2"])

    assert [each[0].id for each in found] == ["body/wg-1", "body/wg-2"]


def test_names_are_suggested_as_they_are_typed(server: Live) -> None:
    found = server.get("reconcile/suggest/entity?prefix=wg").json()["result"]

    assert found and all(each["id"].startswith("body/") for each in found)
    assert server.get("reconcile/suggest/type?prefix=bod").json()["result"] == [{"id": "Body", "name": "Body"}]
    assert server.get("reconcile/suggest/property?prefix=label").json()["result"]


def test_a_thing_is_shown_before_it_is_chosen(server: Live) -> None:
    told = server.get("reconcile/preview?id=body/wg-1")

    assert told.headers["content-type"].startswith("text/html") and "WG 1" in told.text
    assert server.get("reconcile/preview?id=body/nothing").status_code == 404


def test_columns_are_filled_in(server: Live) -> None:
    proposed = server.get("reconcile/properties?type=Body").json()["properties"]
    within = next(each["id"] for each in proposed if each["id"].endswith("subOrganizationOf"))
    said = {"ids": ["body/wg-1"], "properties": [{"id": within}]}

    told = httpx.post(server.url + "reconcile", data={"extend": json.dumps(said)}).json()

    assert told["rows"]["body/wg-1"][within][0]["id"].startswith("body/")


@pytest.mark.parametrize("said", ["[", "[]", "1", '{"a": 1}', '{"a": "' + "x" * 300_000 + '"}', "[" * 5000])
def test_what_cannot_be_read_is_refused(server: Live, said: str) -> None:
    told = httpx.post(server.url + "reconcile", data={"queries": said})

    assert told.status_code in (400, 413)


@pytest.mark.parametrize(
    "query",
    [{"query": 5}, {}, {"query": "x", "limit": "many"}, {"query": "x", "type": 7}, {"query": "x", "type": "a:b c"}],
)
def test_odd_queries_are_answered_or_refused(server: Live, query: dict[str, Any]) -> None:
    told = httpx.post(server.url + "reconcile", data={"queries": json.dumps({"q": query})})

    assert told.status_code in (200, 400)

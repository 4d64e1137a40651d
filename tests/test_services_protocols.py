"""Reconciliation services and ROR are asked as their protocols have it; what is no answer of theirs is said so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from remit.errors import ServiceError, WorkspaceError
from remit.services import reconcile, ror
from remit.services.service import catalogue, services
from remit.services.things import Thing
from remit.starting import start
from remit.workspace import Workspace
from serving import Handler, Server, served, service

LAMPS = {"lamp office": "L1", "office of clocks": "C7"}


def reconciling(handler: Handler, number: int, server: Server) -> None:
    """Answer as a reconciliation service of version 0.2 does; all it knows is made up."""
    queries = json.loads(parse_qs(server.asked[number].body.decode())["queries"][0])
    said = {
        key: {"result": [
            {"id": LAMPS[each["query"]], "name": each["query"].title(), "score": 99.5, "match": True,
             "type": [{"id": "Q1", "name": "organisation"}], "features": [{"id": "x", "value": 1}]}
        ] if each["query"] in LAMPS else []}
        for key, each in queries.items()
    }  # fmt: skip
    handler.reply(json.dumps(said).encode())


def test_names_are_asked_in_batches_and_each_has_its_candidates() -> None:
    with served(lambda handler, number: reconciling(handler, number, server)) as server:
        found = reconcile.reconcile(service(server.url, batch=2), ["lamp office", "nobody", "office of clocks"])

    assert [[thing.id for thing in each] for each in found] == [["L1"], [], ["C7"]]
    assert found[0][0].kinds == ("organisation",)
    assert len(server.asked) == 2


@pytest.mark.parametrize("types", ["organisation", ["organisation"], {"id": "organisation"}, [{"id": "organisation"}]])
def test_types_are_read_as_version_01_had_them(types: object) -> None:
    said = {"q0": {"result": [{"id": 7, "name": "Lamp Office", "type": types}]}}
    with served(lambda handler, _: handler.reply(json.dumps(said).encode())) as server:
        (found,) = reconcile.reconcile(service(server.url), ["lamp office"])

    assert found == [Thing("7", ("Lamp Office",), kinds=("organisation",))]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ([], "the answer is no dict"),
        ({}, "left 1 of 1 names without an answer"),
        ({"status": "error", "message": "overloaded"}, "left 1 of 1 names"),
        ({"q0": []}, "a result is no dict"),
        ({"q0": {"result": {}}}, "result is no list"),
        ({"q0": {"result": ["L1"]}}, "a candidate is no dict"),
        ({"q0": {"result": [{"id": "L1"}]}}, "the name of a candidate is no str"),
        ({"q0": {"result": [{"id": None, "name": "a"}]}}, "the id of a candidate is no str"),
    ],
)
def test_an_answer_of_another_form_is_said_so_and_not_kept(said: object, why: str, tmp_path: Path) -> None:
    with served(lambda handler, _: handler.reply(json.dumps(said).encode())) as server:
        with pytest.raises(ServiceError, match=why):
            reconcile.reconcile(service(server.url, kept=tmp_path), ["lamp office"])

    assert not list(tmp_path.iterdir())


ITEM: dict[str, Any] = {
    "id": "https://ror.example/000lamp00", "established": 1931, "status": "withdrawn", "types": ["government"],
    "names": [
        {"value": "LO", "types": ["acronym"], "lang": None},
        {"value": "Бюро ламп", "types": ["label"], "lang": "ru"},
        {"value": "Lamp Office", "types": ["ror_display", "label"], "lang": "en"},
    ],
    "locations": [{"geonames_id": 1, "geonames_details": {"country_code": "ZZ"}}],
    "relationships": [{"type": "successor", "label": "Office of Light", "id": "https://ror.example/000lght00"}],
}  # fmt: skip


def test_an_organisation_of_ror_is_read_with_its_successor() -> None:
    body = json.dumps({"number_of_results": 1, "items": [ITEM]}).encode()
    with served(lambda handler, _: handler.reply(body)) as server:
        (found,) = ror.search(service(server.url), "Lamp: Office (LO) AND")

    assert found == Thing(
        "https://ror.example/000lamp00", ("Lamp Office", "Бюро ламп"), ("LO",), country="zz", kinds=("government",),
        since=1931, said="withdrawn in ROR; successor: Office of Light (https://ror.example/000lght00)",
    )  # fmt: skip
    assert parse_qs(urlsplit(server.asked[0].path).query)["query"] == ["Lamp Office LO AND"]


@pytest.mark.parametrize(
    "changed",
    [
        {"id": 7}, {"names": None}, {"names": [7]}, {"names": [{"value": "a"}]},
        {"established": 10**30}, {"established": True}, {"established": 0}, {"established": "1901"},
    ],
)  # fmt: skip
def test_an_item_of_another_form_is_said_so_and_not_kept(changed: dict[str, object], tmp_path: Path) -> None:
    body = json.dumps({"items": [{**ITEM, **changed}]}).encode()
    with served(lambda handler, _: handler.reply(body)) as server, pytest.raises(ServiceError, match="another form"):
        ror.search(service(server.url, kept=tmp_path), "Lamp Office")

    assert not list(tmp_path.iterdir())


# --- what a workspace allows -------------------------------------------------------------


def settings(folder: Path, said: str) -> Workspace:
    """Return a new workspace with these settings about services."""
    start(folder)
    path = folder / "data" / "workspace.yaml"
    kept = path.read_text(encoding="utf-8").partition("\nservices:")[0]
    path.write_text(f"{kept}\nservices: {said}\n", encoding="utf-8")
    return Workspace.at(folder)


def test_without_a_contact_no_service_is_asked(tmp_path: Path) -> None:
    with pytest.raises(ServiceError, match=r"without a contact: write services: contact: in .*workspace\.yaml"):
        services(settings(tmp_path / "w", "{allowed: [ror]}"))


def test_only_what_is_allowed_is_there(tmp_path: Path) -> None:
    found = services(settings(tmp_path / "w", "{allowed: [ror, wikidata], contact: https://example.org/desk}"))

    assert list(found) == ["ror", "wikidata"]
    assert found["ror"].asker.endswith("(https://example.org/desk)")
    assert found["ror"].pace == (50, 300)


def test_a_service_that_nobody_knows_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ServiceError, match="allows the service lamps, which data/services.yaml does not hold"):
        services(settings(tmp_path / "w", "{allowed: [lamps], contact: https://example.org/desk}"))


@pytest.mark.parametrize("contact", ["nobody", "'a\\r\\nX: y'", "'Ж' # no letters but ASCII"])
def test_a_contact_is_an_address(tmp_path: Path, contact: str) -> None:
    with pytest.raises(WorkspaceError, match="contact"):
        services(settings(tmp_path / "w", f"{{allowed: [ror], contact: {contact}}}"))


def test_the_services_are_sorted_and_their_authorities_are_known() -> None:
    from remit.links.authorities import load

    workspace = Workspace.bundled()
    found = catalogue(workspace)

    assert list(found) == sorted(found)
    known = {each.id for each in load(workspace.file("data", "authorities.yaml")).every}
    assert {entry["authority"] for entry in found.values() if entry["protocol"] != "pages"} <= known
    for entry in found.values():
        query = entry.get("record", {}).get("query")
        assert not query or workspace.file("data", "services", query + ".rq").is_file()
        assert set(entry.get("record", {}).get("authorities", {}).values()) <= known
        assert "search" not in entry or workspace.file("data", "services", entry["search"] + ".rq").is_file()

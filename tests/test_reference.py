"""P1/2017 is read as the reference reading says, field by field."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from remit import bundle
from remit.documents.document import read

GOLDEN = Path(__file__).parent / "golden"


def _yaml(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return loaded


@pytest.fixture(scope="module")
def reference() -> dict[str, Any]:
    return _yaml(GOLDEN / "coomet-p1-2017.reading.yaml")


@pytest.fixture(scope="module")
def ids() -> dict[str, Any]:
    return _yaml(GOLDEN / "reference-ids.yaml")


@pytest.fixture(scope="module")
def ours() -> dict[str, Any]:
    return read(bundle.folder("data") / "source" / "coomet-p1-2017.txt").as_json()


def body(shorthand: str, ids: dict[str, Any]) -> str:
    """Return the id of the record that the reference's shorthand means."""
    if shorthand in ids["bodies"]:
        return str(ids["bodies"][shorthand]).partition("/")[2]
    return f"{shorthand[:2].lower()}-{shorthand[2:]}"


def mention(shorthand: str, ids: dict[str, Any]) -> str:
    if shorthand.startswith("country:"):
        return f"country/{shorthand[8:].lower()}"
    return str(ids["mentions"][shorthand])


def test_the_programme_is_read(reference: dict[str, Any], ours: dict[str, Any]) -> None:
    wanted, got = reference["programme"], ours["programme"]

    assert got["code"] == wanted["code"]
    assert got["title"] == wanted["title"]
    assert got["period"] == wanted["period"]
    assert got["approved"]["by"] == wanted["approved_by"]
    assert got["approved"]["when"] == wanted["approved_when"]


def test_all_8_sections_are_read(reference: dict[str, Any], ours: dict[str, Any]) -> None:
    keys = ("number", "printed", "title", "parent")

    assert [{k: s[k] for k in keys} for s in ours["sections"]] == reference["sections"]
    assert len(ours["sections"]) == 8


def test_all_3_groups_are_read(reference: dict[str, Any], ours: dict[str, Any]) -> None:
    keys = ("title", "section", "members")

    assert [{k: g[k] for k in keys} for g in ours["groups"]] == reference["groups"]
    assert len(ours["groups"]) == 3


def test_all_59_events_are_read_in_order(reference: dict[str, Any], ours: dict[str, Any]) -> None:
    assert [event["id"] for event in ours["events"]] == [event["id"] for event in reference["events"]]
    assert len(ours["events"]) == 59


@pytest.mark.parametrize("field", ["number", "title", "section", "group", "remarks"])
def test_every_event_has_the_field_of_the_reference(
    field: str, reference: dict[str, Any], ours: dict[str, Any]
) -> None:
    wanted = {event["id"]: event.get(field) for event in reference["events"]}

    assert {event["id"]: event[field] for event in ours["events"]} == wanted


@pytest.mark.parametrize("field", ["text", "kind", "start", "end", "years"])
def test_all_59_terms_are_read(field: str, reference: dict[str, Any], ours: dict[str, Any]) -> None:
    empty: Any = [] if field == "years" else None
    wanted = {event["id"]: event["term"].get(field, empty) for event in reference["events"]}

    assert {event["id"]: event["term"][field] for event in ours["events"]} == wanted


def test_all_203_responsibilities_are_read(
    reference: dict[str, Any], ours: dict[str, Any], ids: dict[str, Any]
) -> None:
    wanted = {
        event["id"]: [(body(executor["body"], ids), executor["role"]) for executor in event["executors"]]
        for event in reference["events"]
    }
    got = {
        event["id"]: [(executor["body"], executor["role"]) for executor in event["executors"]]
        for event in ours["events"]
    }

    assert got == wanted
    assert sum(map(len, got.values())) == 203


@pytest.mark.parametrize("field", ["text", "countries", "portfolio"])
def test_every_responsibility_has_the_field_of_the_reference(
    field: str, reference: dict[str, Any], ours: dict[str, Any]
) -> None:
    empty: Any = [] if field == "countries" else None
    wanted = {e["id"]: [x.get(field, empty) for x in e["executors"]] for e in reference["events"]}
    got = {e["id"]: [x[field] for x in e["executors"]] for e in ours["events"]}

    assert got == wanted


def test_all_55_mentions_are_read(reference: dict[str, Any], ours: dict[str, Any], ids: dict[str, Any]) -> None:
    wanted = {event["id"]: Counter(mention(m, ids) for m in event["mentions"]) for event in reference["events"]}
    got = {event["id"]: Counter(m["entity"] for m in event["mentions"]) for event in ours["events"]}

    assert got == wanted
    assert sum(sum(counter.values()) for counter in got.values()) == 55

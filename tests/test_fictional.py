"""Fictional programmes are read as a careful reader reads them: the truth beside each is written by hand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from remit.documents.document import read
from remit.workspace import Workspace

FOLDERS = sorted(path.parent for path in (Path(__file__).parent / "documents").glob("fictional-*/truth.yaml"))
TIMES = ("start", "end", "years")


@pytest.fixture(scope="module", params=FOLDERS, ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest) -> Path:
    assert isinstance(request.param, Path)
    return request.param


@pytest.fixture(scope="module")
def truth(folder: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load((folder / "truth.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return loaded


@pytest.fixture(scope="module")
def ours(folder: Path) -> dict[str, Any]:
    (source,) = (folder / "data" / "source").glob("programme.*")
    return read(source, Workspace.at(folder)).as_json()


def differences(wanted: dict[str, Any], got: dict[str, Any]) -> list[str]:
    """Say, one line an event, where the reading is not the truth."""
    return [f"{key}: got {got.get(key)!r}, expected {wanted[key]!r}" for key in wanted if got.get(key) != wanted[key]]


def test_the_programme_is_read(truth: dict[str, Any], ours: dict[str, Any]) -> None:
    said, approved = truth["programme"], truth.get("approved", {})
    got = {
        **ours["programme"],
        "approved_by": ours["programme"]["approved"]["by"],
        "approved_when": ours["programme"]["approved"]["when"],
    }
    assert {key: got[key] for key in said} == said
    assert {key: ours["programme"]["approved"][key] for key in approved} == approved


@pytest.mark.parametrize("part", ["sections", "groups"])
def test_every_section_and_group_is_read(part: str, truth: dict[str, Any], ours: dict[str, Any]) -> None:
    keys = list(truth[part][0]) if truth[part] else []

    assert [{key: one[key] for key in keys} for one in ours[part]] == truth[part]


def test_all_events_are_read_in_order(truth: dict[str, Any], ours: dict[str, Any]) -> None:
    assert [event["id"] for event in ours["events"]] == [event["id"] for event in truth["events"]]


@pytest.mark.parametrize("field", ["number", "title", "section", "group", "remarks"])
def test_every_event_has_the_field(field: str, truth: dict[str, Any], ours: dict[str, Any]) -> None:
    wanted = {event["id"]: event.get(field) for event in truth["events"]}

    assert differences(wanted, {event["id"]: event[field] for event in ours["events"]}) == []


@pytest.mark.parametrize("field", ["text", "kind", *TIMES])
def test_every_term_has_the_field(field: str, truth: dict[str, Any], ours: dict[str, Any]) -> None:
    wanted = {event["id"]: event["term"].get(field, [] if field == "years" else None) for event in truth["events"]}

    assert differences(wanted, {event["id"]: event["term"][field] for event in ours["events"]}) == []


@pytest.mark.parametrize("field", ["body", "role", "countries", "portfolio"])
def test_every_responsibility_has_the_field(field: str, truth: dict[str, Any], ours: dict[str, Any]) -> None:
    empty: Any = [] if field == "countries" else None
    wanted = {e["id"]: [x.get(field, empty) for x in e["executors"]] for e in truth["events"]}
    got = {e["id"]: [x[field] for x in e["executors"]] for e in ours["events"]}

    assert differences(wanted, got) == []


def entity(mention: Any) -> str:
    """Return the path of a mention, which the truth writes alone or with its text."""
    return str(mention["entity"] if isinstance(mention, dict) else mention)


def test_every_mention_is_read(truth: dict[str, Any], ours: dict[str, Any]) -> None:
    wanted = {event["id"]: Counter(map(entity, event.get("mentions", ()))) for event in truth["events"]}
    got = {event["id"]: Counter(mention["entity"] for mention in event["mentions"]) for event in ours["events"]}

    assert differences(wanted, got) == []

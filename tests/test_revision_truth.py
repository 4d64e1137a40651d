"""The list of what the fictional P1/2020 changes is complete, and true of the two texts."""

from __future__ import annotations

import re
from typing import Any

import pytest

from remit import bundle
from remit.documents.document import read
from remit.reading import Event
from revisions import DRAFT, OLD, truth

TRUTH = truth()
#: The kinds of alignment that pair one event with one.
PAIRS = ("unchanged", "reworded", "renumbered", "moved")


@pytest.fixture(scope="module")
def old() -> dict[str, Event]:
    return {event.id: event for event in read(bundle.folder("data") / "source" / OLD).events}


@pytest.fixture(scope="module")
def new() -> dict[str, Event]:
    return {event.id: event for event in read(DRAFT).events}


def pairs() -> list[tuple[str, str]]:
    return sorted({(entry["old"][0], entry["new"][0]) for entry in TRUTH["events"] if entry["kind"] in PAIRS})


def kinds(first: str, second: str) -> set[str]:
    return {entry["kind"] for entry in TRUTH["events"] if (entry["old"], entry["new"]) == ([first], [second])}


def listed(part: str) -> set[tuple[str, str]]:
    return {(entry["old"][0], entry["new"][0]) for entry in TRUTH[part]}


def letters(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


def test_the_draft_says_that_it_is_test_data() -> None:
    assert "TEST DATA, not a COOMET document" in DRAFT.read_text(encoding="utf-8").splitlines()[0]


def test_every_event_of_both_texts_is_aligned(old: dict[str, Event], new: dict[str, Event]) -> None:
    assert {each for entry in TRUTH["events"] for each in entry["old"]} == set(old)
    assert {each for entry in TRUTH["events"] for each in entry["new"]} == set(new)


def test_the_kind_of_an_alignment_is_true(old: dict[str, Event], new: dict[str, Event]) -> None:
    for first, second in pairs():
        before, after = old[first], new[second]
        said = {
            "reworded": letters(before.title) != letters(after.title),
            "moved": before.section != after.section,
            "renumbered": first != second and before.section == after.section,
        }
        assert kinds(first, second) == ({kind for kind, true in said.items() if true} or {"unchanged"})


def test_what_is_split_or_merged_is_so(old: dict[str, Event], new: dict[str, Event]) -> None:
    sizes = {"split": (1, 2), "merged": (2, 1), "removed": (1, 0), "added": (0, 1)}
    for entry in TRUTH["events"]:
        if entry["kind"] in sizes:
            assert (len(entry["old"]), len(entry["new"])) == sizes[entry["kind"]]


def test_each_cell_that_differs_is_listed_and_no_other(old: dict[str, Event], new: dict[str, Event]) -> None:
    def differ(cell: Any) -> set[tuple[str, str]]:
        return {(first, second) for first, second in pairs() if cell(old[first]) != cell(new[second])}

    assert differ(lambda event: re.sub(r"\s*[-–]\s*", "–", event.term.text)) == listed("terms")
    assert differ(lambda event: event.remarks) == listed("remarks")
    assert differ(_holders) == listed("executors")


def test_a_number_that_stands_for_other_work_is_listed(old: dict[str, Event], new: dict[str, Event]) -> None:
    come_from: dict[str, set[str]] = {}
    for entry in TRUTH["events"]:
        for each in entry["new"]:
            come_from.setdefault(each, set()).update(entry["old"])

    assert {each for each in new if each in old and each not in come_from[each]} == {
        entry["new"][0] for entry in TRUTH["numbers"]
    }


def _holders(event: Event) -> list[tuple[str, ...]]:
    return sorted((str(e.holder), e.role, str(e.portfolio), str(e.countries)) for e in event.executors)

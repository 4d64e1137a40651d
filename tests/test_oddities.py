"""What a careful reader noted about P1/2017 is found, at the event where it stands, by the rule that looks for it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

from remit import bundle
from remit.checking import check_documents
from remit.findings import Finding, Severity
from remit.workspace import Workspace

GOLDEN = Path(__file__).parent / "golden" / "coomet-p1-2017.reading.yaml"
SOURCE = bundle.folder("data") / "source" / "coomet-p1-2017.txt"

#: Kind of oddity in the reference reading → the rules that look for it.
RULES = {
    "term-outside-period": {"term-within-period"},
    "term-missing": {"term-present"},
    "number-missing": {"number-present"},
    "number-format": {"number-well-formed"},
    "number-misplaced": {"group-numbered"},
    "heading-torn": {"heading-rejoined"},
    "row-split": {"row-rejoined"},
    "term-vague": {"remark-date-names-year"},
    "term-inconsistent": {"term-agrees-with-remark"},
    "executor-separator": {"executors-separated", "post-without-comma"},
    "executor-vague": {"executor-named", "countries-named", "post-has-body"},
    "executor-ambiguous": {
        "role-unambiguous",
        "place-unambiguous",
        "committee-named",
        "representative-unambiguous",
    },
    "name-variant": {
        "post-named-in-full",
        "post-described-alike",
        "body-named-alike",
        "body-numbered",
        "abbreviation-unambiguous",
    },
    "abbreviation": {"abbreviation-unambiguous", "abbreviation-written-out"},
    "content": {"mentions-separated"},
}


@pytest.fixture(scope="module")
def findings() -> tuple[Finding, ...]:
    return check_documents([SOURCE], Workspace.bundled()).findings


@pytest.fixture(scope="module")
def reference() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(GOLDEN.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return loaded


@pytest.fixture(scope="module")
def rows() -> dict[str, set[int]]:
    """Return event, section or group as the reference calls it → its rows in the source."""
    from remit.documents.document import read

    reading = read(SOURCE)
    found = {event.id: {place.row for place in event.places} for event in reading.events}
    found |= {f"section {s.number}": {place.row for place in s.places} for s in reading.sections}
    found |= {f"group {g.section}": {place.row for place in g.places} for g in reading.groups}
    return found


def found_of(
    severity: str, findings: Iterable[Finding], reference: dict[str, Any], rows: dict[str, set[int]]
) -> tuple[list[str], list[str]]:
    """Return the oddities of a severity that are found, and those that are not."""
    kept = list(findings)
    hit: list[str] = []
    missed: list[str] = []
    for oddity in reference["oddities"]:
        if oddity["severity"] != severity:
            continue
        wanted, at = RULES.get(oddity["type"], set()), rows.get(oddity["event"], set())
        seen = any(f.rule in wanted and at & {place.row for place in f.places} for f in kept)
        (hit if seen else missed).append(f"{oddity['event']}: {oddity['type']}: {oddity['reason']}")
    return hit, missed


def test_all_5_violations_of_the_reference_are_found_and_no_others(
    findings: tuple[Finding, ...], reference: dict[str, Any], rows: dict[str, set[int]]
) -> None:
    hit, missed = found_of("violation", findings, reference, rows)

    assert missed == []
    assert len(hit) == 5
    assert len([finding for finding in findings if finding.severity is Severity.violation]) == 5


def test_at_least_34_of_the_39_warnings_of_the_reference_are_found(
    findings: tuple[Finding, ...], reference: dict[str, Any], rows: dict[str, set[int]]
) -> None:
    hit, missed = found_of("warning", findings, reference, rows)

    assert len(hit) + len(missed) == 39
    assert len(hit) >= 34, missed


def test_no_warning_is_given_at_a_row_where_the_reference_notes_nothing(
    findings: tuple[Finding, ...], reference: dict[str, Any], rows: dict[str, set[int]]
) -> None:
    noted = set().union(*(rows.get(oddity["event"], set()) for oddity in reference["oddities"]))
    given = {place.row for f in findings if f.severity >= Severity.warning for place in f.places}

    assert given - noted == set()

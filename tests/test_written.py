"""What is found about a record of a registry, or a term of an ontology, leads to the line where it is written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from remit.checking import check_all
from remit.findings import Finding
from remit.workspace import Workspace

FICTIONAL = Path(__file__).parent / "documents" / "fictional-en"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return the registry of bodies in a fictional workspace of one's own."""
    shutil.copytree(FICTIONAL, tmp_path / "own")
    return tmp_path / "own" / "data" / "registry" / "bodies.yaml"


def found(bodies: Path, rule: str) -> list[Finding]:
    return [each for each in check_all([], Workspace.at(bodies.parents[2])).findings if each.rule == rule]


def test_the_sound_workspace_has_no_finding_about_its_registries(own: Path) -> None:
    findings = check_all([], Workspace.at(own.parents[2])).findings

    assert not [each for each in findings if any(place.source.endswith(".yaml") for place in each.places)]


@pytest.mark.parametrize(
    ("rule", "written", "instead", "words"),
    [
        ("no-circle", "parent: organisation/coboga", "parent: body/assembly", "body/assembly"),
        ("parent-exists", "parent: organisation/coboga", "parent: body/asembly", "body/asembly"),
        ("spelling-unique", "{text: Steering Council", "{text: General Assembly", "General Assembly"),
        ("record-known", "parent: body/wg-4", "parent: body/wg-4\n  successor: body/wg-40", "body/wg-40"),
        ("validity-ordered", "parent: body/wg-4", 'parent: body/wg-4\n  since: "2030"\n  until: "2029"', "2030"),
    ],
)
def test_a_finding_about_a_record_leads_to_the_line_of_what_it_quotes(
    own: Path, rule: str, written: str, instead: str, words: str
) -> None:
    text = own.read_text(encoding="utf-8")
    own.write_text(text.replace(written, instead, 1), encoding="utf-8")
    places = [place for each in found(own, rule) for place in each.places]

    assert places, rule
    line = own.read_text(encoding="utf-8").splitlines()[places[0].row - 1]
    assert (places[0].source, places[0].text) == ("bodies.yaml", words)
    assert line[places[0].start : places[0].end] == words


def test_the_registry_is_a_document_of_the_report(own: Path) -> None:
    own.write_text(own.read_text(encoding="utf-8").replace("parent: body/wg-4", "parent: body/wg-40"), encoding="utf-8")
    documents = check_all([], Workspace.at(own.parents[2])).documents

    assert own.as_posix() in [document.path for document in documents]

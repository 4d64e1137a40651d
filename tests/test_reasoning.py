"""A contradiction is explained by the statements that clash, where each of them stands, and by the axioms."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from rdflib import Graph

from contradictions import CONTRADICTIONS, GARDENS, Contradiction
from remit.cli import remit
from remit.reasoning import explained, graph_of, judge, ontology, project
from remit.reasoning.axioms import Axioms
from remit.reasoning.clashes import find
from remit.reasoning.sources import Sources
from remit.reasoning.words import explained as in_words
from remit.workspace import Workspace
from test_reason import FILES, MARK, needs_java

FICTIONAL = sorted(GARDENS.parent.glob("fictional-*"))


@pytest.fixture(scope="module")
def ours() -> Graph:
    return ontology()


@pytest.fixture(scope="module")
def axioms(ours: Graph) -> Axioms:
    return Axioms(ours)


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_contradiction_in_a_registry_is_explained_with_file_and_line(
    name: str, ours: Graph, axioms: Axioms, tmp_path: Path
) -> None:
    case: Contradiction = CONTRADICTIONS[name]
    workspace = case.made(tmp_path / "gardens")
    data, _ = graph_of(None, workspace)

    lines = in_words(find(project(ours + data)[0], axioms), ours, Sources(data, workspace))

    text = "\n".join(lines)
    assert lines[0] == f"1. {case.said}."
    assert [where for where in case.pointed(workspace) if f"[{where}]" not in text] == []
    assert re.search(r"but: .*\[ontology/[a-z]+\.ttl:\d+\]", text)
    assert "http" not in text, "things are called by their labels"


@needs_java
@pytest.mark.parametrize("name", ["a body is its own parent", "a post is a body"])
def test_the_reasoner_confirms_it_within_ten_seconds(name: str, ours: Graph, tmp_path: Path) -> None:
    workspace = CONTRADICTIONS[name].made(tmp_path / "gardens")

    verdict = confirmed(workspace, ours)

    assert verdict < 10


@needs_java
@pytest.mark.long
@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_the_reasoner_confirms_every_contradiction(name: str, ours: Graph, tmp_path: Path) -> None:
    assert confirmed(CONTRADICTIONS[name].made(tmp_path / "gardens"), ours) < 10


def confirmed(workspace: Workspace, ours: Graph) -> float:
    """Return the seconds of the processor, Java's too, that it takes to judge and explain an inconsistent workspace."""
    start = sum(os.times()[:4])
    data, _ = graph_of(None, workspace)
    verdict = judge(data, ours, timeout=60)
    assert not verdict.consistent
    assert verdict.clashes
    assert explained(verdict, data, workspace)
    return sum(os.times()[:4]) - start


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_planted_contradiction_is_seen_and_no_sound_part_is_suspected(
    file: Path, ours: Graph, axioms: Axioms
) -> None:
    whole = file.read_text(encoding="utf-8")

    def seen(turtle: str) -> int:
        return len(find(project(ours + Graph().parse(data=turtle, format="turtle"))[0], axioms))

    assert seen(whole.partition(MARK)[0]) == 0
    assert seen(whole) == 1


@pytest.mark.parametrize("folder", [None, *FICTIONAL], ids=lambda folder: folder.name if folder else "bundled")
def test_a_sound_workspace_is_not_suspected(folder: Path | None, ours: Graph, axioms: Axioms) -> None:
    data, _ = graph_of(None, Workspace.at(folder) if folder else Workspace.bundled())

    assert find(project(ours + data)[0], axioms) == []


@needs_java
def test_the_command_explains_in_labels_and_exits_with_one(tmp_path: Path) -> None:
    workspace = CONTRADICTIONS["a body is its own parent"].made(tmp_path / "gardens")

    result = CliRunner().invoke(remit, ["reason", str(workspace.root)])

    lines = [line for line in result.output.splitlines() if not line.startswith(("HermiT: NOT consistent, in", "  "))]
    registry = workspace.root / "data" / "registry" / "bodies.yaml"
    assert result.exit_code == 1
    assert lines == ["1. Seed Forum would have “sub organization of” to itself."]
    assert f"     stated:  Seed Forum – sub organization of – Seed Forum  [{registry}:40]" in result.output
    assert "     but:     no body has “sub organization of” to itself  [ontology/organisation.ttl:" in result.output


def test_a_statement_of_a_document_is_pointed_at_by_its_place(ours: Graph) -> None:
    workspace = Workspace.at(GARDENS)
    data, _ = graph_of(None, workspace)
    sources = Sources(data, workspace)
    by_event = {str(subject): sources.of((subject, predicate, value)) for subject, predicate, value in data}

    assert (
        by_event["https://gardens.example/data/programme/wp/2031/event/2.2.5"] == "programme.txt: page 1, row 33, No."
    )


@needs_java
def test_what_the_axioms_do_not_show_is_narrowed_down_by_the_reasoner(ours: Graph, axioms: Axioms) -> None:
    """One responsibility makes its two holders one; that one would follow itself, which nobody looks for here."""
    data = Graph().parse(
        data="@base <https://example.org/> . @prefix remit: <https://w3id.org/remit/ontology#> .\n"
        "<r> remit:heldBy <body/tc-1>, <body/tc-2> . <body/tc-1> remit:isSucceededBy <body/tc-2> ."
        "<body/tc-3> a remit:Body .",
        format="turtle",
    )
    assert find(project(ours + data)[0], axioms) == []

    verdict = judge(data, ours, timeout=60)

    (clash,) = verdict.clashes
    assert clash.kind == "together"
    assert len(clash.statements) == 3

"""`remit patch`: a graph in a file, or a revision, is changed as a patch says and back, with nothing lost."""

from __future__ import annotations

from pathlib import Path

import click.testing
import pytest
from hypothesis import given
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse

from remit import cli
from remit.comparison.patch import as_patch
from remit.comparison.patching import patched, read_patch, written
from remit.errors import RemitError
from remit.workspace import Workspace
from test_patch import NAMES, SETS

ROOT = Path(__file__).resolve().parent
DRAFT = ROOT / "documents" / "revisions" / "p1-2020-fourth-draft.txt"
ONE, OTHER = (Quad(NAMES[0], NAMES[1], Literal(n)) for n in "12")


def run(*arguments: object) -> str:
    done = click.testing.CliRunner().invoke(cli.remit, list(map(str, arguments)), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def stopped(*arguments: object) -> str:
    """Return the sentence that stops a command."""
    runner = click.testing.CliRunner()
    with pytest.raises((RemitError, click.ClickException)) as error:
        runner.invoke(cli.remit, list(map(str, arguments)), standalone_mode=False, catch_exceptions=False)
    said = error.value.format_message() if isinstance(error.value, click.ClickException) else str(error.value)
    assert "\n" not in said
    return said


@given(old=SETS, new=SETS)
@pytest.mark.parametrize("suffix", [".nq", ".trig"])
def test_a_file_is_changed_and_changed_back_with_nothing_lost(
    suffix: str, old: set[Quad], new: set[Quad], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("patch")
    before, after = folder / f"before{suffix}", folder / f"after{suffix}"
    (folder / "it.rdfp").write_bytes(as_patch(old, new).encode())
    before.write_bytes(written(old, suffix))
    patch, workspace = read_patch(folder / "it.rdfp"), Workspace.bundled()

    after.write_bytes(written(patched(patch, before, workspace), suffix))

    assert set(parse(path=str(after))) == new
    assert written(patched(patch.back, after, workspace), suffix) == before.read_bytes()


@given(old=SETS)
def test_turtle_holds_one_graph_or_refuses(old: set[Quad]) -> None:
    if all(quad.graph_name == DefaultGraph() for quad in old):
        assert set(parse(written(old, ".ttl"), format=RdfFormat.TURTLE)) == old
    else:
        with pytest.raises(RemitError, match="a .ttl file holds one graph"):
            written(old, ".ttl")


def test_a_revision_becomes_the_draft_and_the_draft_the_revision(tmp_path: Path) -> None:
    made, draft, again = tmp_path / "it.rdfp", tmp_path / "draft.nq", tmp_path / "again.ttl"
    run("compare", "p1-2017", DRAFT, "--format", "patch", "--out", made)

    run("patch", made, "p1-2017", "--out", draft)
    run("patch", "--back", made, draft, "--out", again)

    assert run("patch", "--back", made, DRAFT) == run("patch", "--back", made, draft)
    assert run("compare", again, "p1-2017", "--format", "patch").splitlines() == ["TX .", "TC ."]


def test_what_is_printed_are_n_quads_in_order(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_bytes(written([ONE], ".ttl"))
    (tmp_path / "it.rdfp").write_bytes(as_patch([], [OTHER]).encode())

    assert run("patch", tmp_path / "it.rdfp", tmp_path / "graph.ttl") == f"{ONE} .\n{OTHER} .\n"


def test_what_cannot_be_done_is_said_in_one_sentence_and_nothing_is_written(tmp_path: Path) -> None:
    graph, patch, out = tmp_path / "graph.nt", tmp_path / "it.rdfp", tmp_path / "out.nt"
    graph.write_bytes(written([ONE], ".nt"))
    patch.write_bytes(as_patch([OTHER], [ONE]).encode())
    (tmp_path / "bytes.rdfp").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "words.rdfp").write_text("the patch\n", encoding="utf-8")
    (tmp_path / "broken.ttl").write_text("<a> <b", encoding="utf-8")

    assert "the patch is for another graph" in stopped("patch", patch, graph, "--out", out)
    assert "there is no such patch" in stopped("patch", tmp_path / "none.rdfp", graph, "--out", out)
    assert "there is no such patch" in stopped("patch", tmp_path, graph)
    assert "is no patch" in stopped("patch", tmp_path / "bytes.rdfp", graph)
    assert "words.rdfp: line 1 of the patch is not understood" in stopped("patch", tmp_path / "words.rdfp", graph)
    assert "broken.ttl cannot be read" in stopped("patch", patch, tmp_path / "broken.ttl")
    assert "there is no such document" in stopped("patch", patch, tmp_path / "none.ttl")
    assert "is no revision of the graph" in stopped("patch", patch, "p9-1900")
    assert "a graph is put into a file that ends in .nq" in stopped("patch", patch, graph, "--out", tmp_path / "a.txt")
    assert "is one of those that are read" in stopped("patch", patch, graph, "--out", graph)
    assert not out.exists() and graph.read_bytes() == written([ONE], ".nt")
    assert {each.name for each in tmp_path.iterdir()} == {
        "graph.nt", "it.rdfp", "bytes.rdfp", "words.rdfp", "broken.ttl",
    }  # fmt: skip


def test_several_graphs_do_not_go_into_one(tmp_path: Path) -> None:
    several = Quad(ONE.subject, ONE.predicate, ONE.object, NamedNode("urn:x:graph"))
    (tmp_path / "graph.nq").write_bytes(written([several], ".nq"))
    (tmp_path / "it.rdfp").write_bytes(as_patch([], []).encode())

    said = stopped("patch", tmp_path / "it.rdfp", tmp_path / "graph.nq", "--out", tmp_path / "out.ttl")

    assert "holds one graph" in said and not (tmp_path / "out.ttl").exists()

"""Links in the graph: what each states, a node that says why, and a place where a finding about it is written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import Literal, NamedNode

from remit.cli import remit
from remit.errors import WorkspaceError
from remit.graph.dataset import Dataset, build
from remit.names import expand
from remit.workspace import Workspace

BASE = Workspace.bundled().base
HEAD = """\
# curie_map:
#   ours: https://example.org/data/
#   ror: https://ror.org/
#   wikidata: http://www.wikidata.org/entity/
subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tobject_label\tmapping_justification\tconfidence\t\
object_type\tobject_source"""
BY_HAND = "semapv:ManualMappingCuration"


@pytest.fixture(scope="module")
def bundled() -> Dataset:
    return build([])


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a fictional workspace with two organisations and no document."""
    (tmp_path / "data" / "registry").mkdir(parents=True)
    (tmp_path / "data" / "links").mkdir()
    (tmp_path / "data" / "workspace.yaml").write_text(
        "name: choir\ntitle: {en: A fictional choir}\nbase: https://example.org/data/\n"
        "organisation: organisation/choir\nlanguage: [en]\nlabel_languages: [en]\n"
        "licence: https://creativecommons.org/licenses/by/4.0/\nnotice: {en: Fictional.}\n"
        "programmes: []\nsources: []\n",
        encoding="utf-8",
    )
    (tmp_path / "data" / "registry" / "organisations.yaml").write_text(
        "".join(
            f"- id: {name}\n  kind: organ\n  label: {{en: The fictional {name}}}\n"
            "  source: [https://example.org/source]\n  confidence: stated\n"
            for name in ("choir", "union")
        ),
        encoding="utf-8",
    )
    return tmp_path


def row(subject: str, predicate: str, object: str, modifier: str = "", confidence: str = "0.9", end: str = "") -> str:
    return "\t".join((subject, predicate, modifier, object, "", BY_HAND, confidence, "", end))


def linked(place: Path, *rows: str) -> Workspace:
    (place / "data" / "links" / "choir.sssom.tsv").write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    return Workspace.at(place)


def objects(dataset: Dataset, subject: str, predicate: str) -> set[str]:
    """Return the objects of a subject in the current state."""
    quads = dataset.state.quads_for_pattern(NamedNode(subject), NamedNode(expand(predicate)), None)
    return {quad.object.value for quad in quads if isinstance(quad.object, NamedNode | Literal)}


# --- what is stated ----------------------------------------------------------------------


def test_an_organisation_is_the_same_as_its_record_at_ror(bundled: Dataset) -> None:
    bipm = f"{BASE}organisation/bipm"

    assert "https://ror.org/055vkyj43" in objects(bundled, bipm, "skos:exactMatch")
    assert "https://ror.org/055vkyj43" in objects(bundled, bipm, "owl:sameAs")
    assert objects(bundled, bipm, "foaf:homepage") == {"https://www.bipm.org"}
    assert "grid.494575.e" in objects(bundled, bipm, "schema:identifier")


def test_a_page_a_place_and_a_concept_are_never_the_same_thing(bundled: Dataset) -> None:
    same = {
        quad.object.value
        for quad in bundled.state.quads_for_pattern(None, NamedNode(expand("owl:sameAs")), None)
        if isinstance(quad.object, NamedNode)
    }

    assert same
    begins = ("https://ror.org/", "http://www.wikidata.org/entity/", "https://si-digital-framework.org/bodies/")
    assert [iri for iri in same if not iri.startswith(begins)] == []


def test_a_link_says_why_how_sure_where_who_and_when(bundled: Dataset) -> None:
    link = f"{BASE}link/organisation/vniims/exactMatch/ror/03ekph544"

    said = {
        name: objects(bundled, link, name) for name in ("remit:hasJustification", "remit:certainty", "dcterms:date")
    }
    assert said == {
        "remit:hasJustification": {expand(BY_HAND)},
        "remit:certainty": {"0.95"},
        "dcterms:date": {"2026-11-21"},
    }
    assert objects(bundled, link, "remit:isKeptBy") == {f"{BASE}authority/ror"}
    assert objects(bundled, link, "remit:reviewerRole") == {"editor of the registries"}
    assert all(source.startswith("https://") for source in objects(bundled, link, "dcterms:source"))


def test_a_negative_link_is_a_node_and_no_statement(bundled: Dataset) -> None:
    link = f"{BASE}link/organisation/iec/not-exactMatch/ror/04b27tr16"

    assert objects(bundled, link, "remit:negation") == {"true"}
    assert objects(bundled, f"{BASE}organisation/iec", "skos:exactMatch") == set()


def test_links_stand_in_a_graph_of_their_own(bundled: Dataset) -> None:
    names = set(bundled.graphs())

    assert "links" in names
    links = {quad for quad in bundled.named if quad.predicate == NamedNode(expand("remit:linksFrom"))}
    assert {quad.graph_name for quad in links} == {NamedNode(f"{BASE}graph/links")}


def test_a_workspace_without_links_has_no_graph_of_them(place: Path) -> None:
    assert "links" not in build([], Workspace.at(place)).graphs()


def test_a_namespace_of_the_workspace_is_known_by_its_name(place: Path) -> None:
    workspace = linked(place, row("choir:organisation/choir", "skos:exactMatch", "ror:055vkyj43"))

    assert [*workspace.links.every] == ["link/organisation/choir/exactMatch/ror/055vkyj43"]


# --- broken rows -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (row("ours:organisation/choir", "skos:exactMatch", "ror:055vkyj34"), "is mistyped: its check digits are wrong"),
        (row("ours:organisation/choir", "skos:exactMatch", "ror:55"), "is none of the form https://ror.org/{id}"),
        (row("ours:organisation/choir", "skos:exactMatch", "ror:055vkyj43", end="ours:authority/x"), "no authority is"),
        (
            row("ours:organisation/choir", "skos:exactMatch", "ror:055vkyj43", end="ours:authority/isni"),
            "is an identifier of ror, and not of isni",
        ),
        (
            row("ours:organisation/choir", "foaf:homepage", "urn:x:y", end="ours:authority/homepage"),
            "is not of the form",
        ),
        (
            f"ours:organisation/choir\tschema:identifier\t\t\tX\t{BY_HAND}\t\trdfs literal\t",
            "a text alone identifies nothing",
        ),
    ],
)
def test_a_broken_row_stops_the_build_with_one_sentence(broken: str, said: str, place: Path) -> None:
    linked(place, broken)

    command = [sys.executable, "-m", "remit", "--workspace", str(place), "build", "--out", str(place / "build")]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)

    assert ran.returncode == 2
    assert "choir.sssom.tsv: line 6: " in ran.stderr and said in ran.stderr
    assert ran.stderr.strip().count("\n") == 0 and ran.stdout == ""
    assert not (place / "build").exists()


def test_a_link_that_stands_twice_is_named_with_both_lines(place: Path) -> None:
    twice = row("ours:organisation/choir", "skos:exactMatch", "ror:055vkyj43")

    with pytest.raises(WorkspaceError, match=r"line 7: says what .*line 6 says; take one of them out"):
        build([], linked(place, twice, twice))


# --- findings ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "rule", "line"),
    [
        ([row("ours:organisation/chior", "skos:exactMatch", "ror:055vkyj43")], "link-subject-known", 6),
        ([row("ours:organisation/choir", "skos:exactMatch", "ror:055vkyj43", confidence="0.2")], "link-sure-enough", 6),
        (
            [
                row("ours:organisation/choir", "skos:exactMatch", "ror:055vkyj43"),
                row("ours:organisation/union", "skos:exactMatch", "ror:055vkyj43"),
            ],
            "link-one-thing",
            6,
        ),
        (
            [
                row("ours:organisation/choir", "skos:exactMatch", "wikidata:Q1"),
                row("ours:organisation/choir", "skos:exactMatch", "wikidata:Q1", "Not"),
            ],
            "link-not-contradicted",
            7,
        ),
        ([row("ours:organisation/choir", "foaf:homepage", "wikidata:Q1")], "link-predicate-admitted", 6),
    ],
)
def test_a_finding_leads_to_the_row(rows: list[str], rule: str, line: int, place: Path) -> None:
    linked(place, *rows)

    ran = CliRunner().invoke(remit, ["check", str(place), "--format", "text"])

    assert ran.exit_code == 1, ran.output
    assert rule in ran.output
    assert "choir.sssom.tsv" in ran.output and f"row {line}" in ran.output.replace(f"line {line}", f"row {line}")


def test_the_links_of_the_package_break_no_rule() -> None:
    from remit.verbs import check

    assert [found for found in check(build([])) if found.rule.startswith("link-")] == []


def test_the_authorities_of_the_package_serve_a_workspace_without_own(place: Path) -> None:
    assert Workspace.at(place).links.authorities.get("ror") is not None

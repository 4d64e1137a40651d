"""The reasoner finds each planted contradiction, and none where there is none.

Every file in tests/reason/ holds a sound part and, below its last comment, one contradiction.
"""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, XSD, Graph, Literal, URIRef

from remit import bundle, names
from remit.errors import MissingTool, RemitError
from remit.reasoning import explain, java, ontology, project, reason
from remit.reasoning.hermit import holds

FILES = sorted((Path(__file__).parent / "reason").glob("*.ttl"))
MARK = "# THE CONTRADICTION"


def tool_is_missing() -> bool:
    """Tell whether the reasoner cannot run here; under CI it has to, so there the tests run and fail."""
    if os.environ.get("CI"):
        return False
    try:
        return importlib.util.find_spec("owlready2") is None or not java()
    except MissingTool:
        return True


needs_java = pytest.mark.skipif(tool_is_missing(), reason="the reasoner needs owlready2 and Java")


@pytest.fixture(scope="module")
def ours() -> Graph:
    return ontology()


def parts(file: Path) -> tuple[str, str]:
    """Return the sound part of a file, and the whole."""
    whole = file.read_text(encoding="utf-8")
    sound, mark, _ = whole.partition(MARK)
    assert mark, f"{file.name} needs a line {MARK!r} above its contradiction"
    return sound, whole


def consistent(ours: Graph, *turtles: str) -> bool:
    """Tell whether the statements of some texts can be true together; that is one start of Java."""
    graph = Graph() + ours
    for turtle in turtles:
        graph.parse(data=turtle, format="turtle")
    return holds(project(graph)[0], timeout=200)


def iri(curie: str) -> URIRef:
    return URIRef(names.expand(curie))


def example(name: str) -> URIRef:
    return URIRef(f"https://example.org/{name}")


@needs_java
def test_the_ontology_is_consistent_and_every_class_can_have_a_member(ours: Graph) -> None:
    verdict = reason(ours)

    assert verdict.consistent
    assert verdict.unsatisfiable == ()
    assert verdict.classes > 20
    assert verdict.individuals > 100


@needs_java
def test_the_sound_parts_are_consistent(ours: Graph) -> None:
    """All at once, each under names of its own: what is true of the whole is true of every part."""
    sound = [(file.stem, parts(file)[0]) for file in FILES]
    assert all("https://example.org/" in text for _, text in sound)

    apart = [text.replace("https://example.org/", f"https://example.org/{name}/") for name, text in sound]
    assert consistent(ours, *apart)


#: Java is started for each; by default for every third, all are held against the axioms in `test_reasoning`.
TRIED = [pytest.param(file, marks=() if at % 3 == 0 else pytest.mark.long) for at, file in enumerate(FILES)]


@needs_java
@pytest.mark.parametrize("file", TRIED, ids=lambda file: file.stem)
def test_the_contradiction_is_found(ours: Graph, file: Path) -> None:
    assert not consistent(ours, parts(file)[1])


@needs_java
@pytest.mark.long
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_sound_part_of_each_is_consistent_by_itself(ours: Graph, file: Path) -> None:
    assert consistent(ours, parts(file)[0])


@needs_java
def test_a_class_without_possible_members_is_named(ours: Graph) -> None:
    impossible = example("CommitteeAndOffice")
    graph = Graph() + ours
    graph.add((impossible, RDF.type, OWL.Class))
    graph.add((impossible, RDFS.subClassOf, iri("remit:Body")))
    graph.add((impossible, RDFS.subClassOf, iri("remit:Post")))

    verdict = reason(graph)

    assert verdict.consistent
    assert verdict.unsatisfiable == (str(impossible),)


@needs_java
def test_a_contradiction_is_explained_by_the_statements_that_clash(ours: Graph) -> None:
    data = Graph().parse(Path(__file__).parent / "reason" / "own-parent.ttl", format="turtle")

    clash = explain(data, ours, timeout=200)

    assert [line.split()[0] + " " + line.split()[2] for line in clash if "subOrganizationOf" in line] == [
        "<https://example.org/body/jcms> <https://example.org/body/jcms>"
    ]
    assert not any("tc-2" in line for line in clash)


@needs_java
def test_what_is_consistent_has_nothing_to_explain(ours: Graph) -> None:
    assert explain(Graph(), ours, timeout=200) == ()


@needs_java
def test_the_built_graph_is_consistent_within_ten_seconds(ours: Graph) -> None:
    files = [f for f in sorted((bundle.folder("data") / "graph").rglob("*")) if f.suffix in FORMATS]
    if not files:
        pytest.skip("no graph is built yet: remit build")
    graph = Graph() + ours
    for file in files:
        graph += triples_of(file)

    verdict = reason(graph, timeout=10)

    assert verdict.consistent
    assert verdict.unsatisfiable == ()
    assert verdict.seconds < 20, "two questions of ten seconds each"


FORMATS = {".ttl": "turtle", ".nt": "nt"}


def triples_of(file: Path) -> Graph:
    return Graph().parse(file, format=FORMATS[file.suffix])


@needs_java
def test_a_programme_of_two_hundred_events_is_judged(ours: Graph) -> None:
    graph = Graph() + ours
    for number in range(200):
        add_event(graph, str(number))

    assert reason(graph, timeout=60).consistent


def add_event(graph: Graph, number: str) -> None:
    """Add an event with term, two responsibilities and five places: about 40 triples."""
    event, term, revision = example(f"event/{number}"), example(f"event/{number}/term"), example("p1/2017")
    graph.add((event, RDF.type, iri("remit:Event")))
    graph.add((event, iri("remit:belongsToRevision"), revision))
    graph.add((event, iri("remit:code"), Literal(number)))
    graph.add((event, iri("remit:hasTerm"), term))
    graph.add((term, iri("remit:start"), Literal("2017", datatype=XSD.gYear)))
    for holder in ("tc-1", "tc-2"):
        responsibility = example(f"event/{number}/responsibility/{holder}")
        graph.add((event, iri("remit:hasResponsibility"), responsibility))
        graph.add((responsibility, iri("remit:heldBy"), example(f"body/{holder}")))
        graph.add((responsibility, iri("remit:hasRole"), URIRef(names.concept("role", "chair"))))
    for column in ("number", "title", "term", "executors", "remarks"):
        place = example(f"place/{number}/{column}")
        graph.add((event, iri("remit:standsAt"), place))
        graph.add((place, iri("remit:standsIn"), example("source")))
        graph.add((place, iri("remit:row"), Literal(number, datatype=XSD.integer)))
        graph.add((place, iri("remit:column"), Literal(column)))


@needs_java
def test_an_answer_that_comes_too_late_is_an_error_with_advice(ours: Graph) -> None:
    with pytest.raises(RemitError, match=r"no answer within 0\.001 seconds; allow it more time"):
        reason(ours, timeout=0.001)


def test_without_java_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("owlready2")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setenv("PATH", "")

    with pytest.raises(MissingTool, match=r"pip install 'remit-lod\[reason\]'"):
        java()


def test_the_projection_says_what_it_left_out(ours: Graph) -> None:
    graph = Graph() + ours
    term = example("term")
    graph.add((term, iri("remit:start"), Literal("2017", datatype=XSD.gYear)))
    graph.add((term, iri("remit:hasKind"), Literal("range")))
    graph.add((term, iri("remit:start"), example("year/2017")))
    graph.add((term, example("colour"), Literal("red")))
    graph.add((term, RDF.type, example("Thing")))
    before = project(ours)[1]

    seen, after = project(graph)

    assert {reason: n - before.get(reason, 0) for reason, n in after.items() if n != before.get(reason, 0)} == {
        "gYear": 1,
        "literal where a thing belongs": 1,
        "thing where a literal belongs": 1,
        "property that is not declared": 1,
        "class that is not declared": 1,
    }
    assert seen.value(term, iri("remit:start")) == Literal("2017", datatype=XSD.string)


def test_the_projection_leaves_its_graph_as_it_is(ours: Graph) -> None:
    before = len(ours)

    project(ours)

    assert len(ours) == before

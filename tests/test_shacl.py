"""The compiled engine finds what pyshacl finds: on our rules, on their examples, on thousands of made-up pairs."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import Quad, Store, Triple
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from engines import bag, turbo
from remit import bundle
from remit.errors import WorkspaceError
from remit.names import expand
from remit.rules import rules
from remit.shacl import Live, validate
from remit.store import from_rdflib, load, of_graph
from shacl_pairs import CLASSES, LITERALS, NODES, PROPERTIES, pair

#: Pairs of made-up shapes and data: so many in a piece.
PIECE = 50
SHORT, LONG = range(2), range(2, 200)


@pytest.fixture(scope="module")
def programme() -> Store:
    return load(sorted((bundle.folder("data") / "graph").glob("*.ttl")))


def test_our_rules_find_the_same_with_another_engine(programme: Store) -> None:
    shapes = rules()
    found = bag(validate(programme, shapes).results, shapes)

    assert found == bag(turbo(programme, shapes), shapes)
    assert found


@pytest.mark.long
def test_our_rules_find_the_same_with_the_reference(programme: Store) -> None:
    """On the whole programme, which takes pyshacl some 15 seconds; in pairs it is the reference in every run."""
    shapes = rules()

    assert bag(validate(programme, shapes).results, shapes) == bag(
        validate(programme, shapes, "pyshacl").results, shapes
    )


def test_no_rule_of_ours_is_left_to_the_reference(programme: Store) -> None:
    assert validate(programme, rules()).left == {}


def test_what_is_left_to_the_reference_is_named_with_the_reason() -> None:
    shapes = Graph().parse(
        data="""
        @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://example.org/> .
        ex:shape a sh:NodeShape ; sh:targetSubjectsOf ex:p ; sh:sparql [ sh:select
          "SELECT $this WHERE { BIND ($this AS ?that) FILTER (?that = <https://example.org/a>) }" ] .
        """
    )
    data = of_graph(Graph().parse(data="<https://example.org/a> <https://example.org/p> 1 ."))

    report = validate(data, shapes)

    assert report.left == {
        "https://example.org/shape": "a SPARQL constraint uses $this where no pattern of the same group binds it"
    }
    assert [str(result.focus) for result in report.results] == ["<https://example.org/a>"]


def test_a_query_that_is_no_sparql_is_told_with_its_text() -> None:
    shapes = Graph().parse(
        data="""
        @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://example.org/> .
        ex:shape a sh:NodeShape ; sh:targetSubjectsOf ex:p ;
          sh:sparql [ sh:select "SELECT $this WHERE { $this ex:p }" ] .
        """
    )
    data = of_graph(Graph().parse(data="<https://example.org/a> <https://example.org/p> 1 ."))

    with pytest.raises(WorkspaceError, match="cannot be read"):
        validate(data, shapes)


def compare(seed: int) -> bool:
    data, shapes = pair(seed)
    store = of_graph(data)
    try:
        expected = bag(validate(store, shapes, "pyshacl").results, shapes)
    except WorkspaceError:  # pyshacl refuses a few of the pairs, as SHACL lets it
        return False
    assert bag(validate(store, shapes).results, shapes) == expected, f"pair {seed}"
    return True


@pytest.mark.parametrize("piece", [*SHORT, *(pytest.param(piece, marks=pytest.mark.long) for piece in LONG)])
def test_made_up_shapes_find_the_same_as_pyshacl(piece: int) -> None:
    compared = [compare(seed) for seed in range(piece * PIECE, (piece + 1) * PIECE)]

    assert sum(compared) > 0.9 * PIECE


#: What pyshacl, and so ours, compares by its own lights: values of unlike kinds, which SHACL calls incomparable.
COMPARED = [SH[f"{way}{kind}"] for way in ("min", "max") for kind in ("Inclusive", "Exclusive")]
COMPARED += [SH.lessThan, SH.lessThanOrEquals]


def test_a_third_engine_agrees_where_nothing_is_compared() -> None:
    agreed = 0
    for seed in range(150):
        data, shapes = pair(seed)
        if not any((None, name, None) in shapes for name in COMPARED):
            shapes.remove((None, SH.message, None))
            store = of_graph(data)
            assert bag(validate(store, shapes).results, shapes) == bag(turbo(store, shapes), shapes), f"pair {seed}"
            agreed += 1

    assert agreed > 60


# --- edits --------------------------------------------------------------------------------------------


def some_triple(chance: random.Random) -> Triple:
    if chance.random() < 0.3:
        words: tuple[Node, ...] = (chance.choice(NODES), RDF.type, chance.choice(CLASSES))
    else:
        values = NODES if chance.random() < 0.4 else LITERALS
        words = (chance.choice(NODES), chance.choice(PROPERTIES), chance.choice(values))
    return Triple(*(from_rdflib(word) for word in words))  # type: ignore[arg-type]


def edit_and_compare(seed: int, edits: int = 12) -> int:
    """Edit a made-up pair some times; return how many edits were compared with a check of the whole."""
    data, shapes = pair(seed)
    store, chance = of_graph(data), random.Random(seed)
    try:
        live = Live(store, shapes)
    except WorkspaceError:
        return 0
    if live.report.left:
        return 0
    for _ in range(edits):
        added = [some_triple(chance) for _ in range(chance.randint(0, 3))]
        there = sorted((quad.triple for quad in store), key=str)
        report = live.edit(added, chance.sample(there, min(len(there), chance.randint(0, 3))))
        assert Counter(report.results) == Counter(validate(store, shapes).results), f"pair {seed}"
    return edits


@pytest.mark.parametrize("piece", [0, *(pytest.param(piece, marks=pytest.mark.long) for piece in (1, *LONG))])
def test_after_any_edit_the_report_is_that_of_the_whole(piece: int) -> None:
    edits = sum(edit_and_compare(seed) for seed in range(piece * PIECE, (piece + 1) * PIECE))

    assert edits > 5 * PIECE


@pytest.mark.parametrize("edits", [5, pytest.param(100, marks=pytest.mark.long)])
def test_edits_of_the_programme_give_the_report_of_the_whole(edits: int, programme: Store) -> None:
    store, shapes, chance = Store(), rules(), random.Random(20)
    store.bulk_extend(programme)
    live = Live(store, shapes)
    quads = sorted(store, key=str)
    for _ in range(edits):
        removed = [quad.triple for quad in chance.sample(quads, 5)]
        added = [Triple(q.subject, q.predicate, chance.choice(quads).object) for q in chance.sample(quads, 5)]
        report = live.edit(added, removed)

        assert Counter(report.results) == Counter(validate(store, shapes).results)


def test_an_edit_that_does_nothing_changes_nothing(programme: Store) -> None:
    store = Store()
    store.bulk_extend(programme)
    live = Live(store, rules())
    before = Counter(live.report.results)
    there = next(iter(sorted(store, key=str))).triple

    assert Counter(live.edit([there], []).results) == before
    assert Counter(live.edit([], [Triple(there.subject, there.predicate, from_rdflib(Literal("?")))]).results) == before
    assert Quad(*there) in store


def test_a_class_put_below_another_is_looked_at_from_then_on() -> None:
    shapes = Graph().parse(
        data="""
        @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://example.org/> .
        ex:shape a sh:NodeShape ; sh:targetClass ex:A ; sh:property [ sh:path ex:p ; sh:minCount 1 ] .
        """
    )
    data = Graph().parse(data="<https://example.org/b> a <https://example.org/B> .")
    live = Live(of_graph(data), shapes)
    below = Graph().parse(
        data="<https://example.org/B> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <https://example.org/A> ."
    )

    report = live.edit([Triple(*(from_rdflib(term) for term in triple)) for triple in below], [])  # type: ignore[arg-type]

    assert [str(result.focus) for result in report.results] == ["<https://example.org/b>"]


EXAMPLES = Path(__file__).parent / "shapes"


def alone(name: str) -> Graph:
    """Return one rule with what its queries need; all rules together are held against pyshacl on P1/2017."""
    every = rules()
    return every.cbd(URIRef(expand(f"rule:{name}"))) + every.cbd(URIRef(expand("rule:").rstrip("#")))


@pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir()))
def test_both_examples_of_a_rule_are_judged_as_pyshacl_judges_them(name: str) -> None:
    from test_rules import example

    shapes = alone(name)
    for path in (EXAMPLES / name / "good.ttl", EXAMPLES / name / "bad.ttl"):
        data = example(path)

        assert bag(validate(data, shapes).results, shapes) == bag(validate(data, shapes, "pyshacl").results, shapes)

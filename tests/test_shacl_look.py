"""A check is asked after a quick look at values, wherever they stand; what the look sees elsewhere is no finding."""

from __future__ import annotations

import pytest
from pyoxigraph import Store
from rdflib import Graph

from engines import bag
from remit.rules import rules, style
from remit.shacl import validate
from remit.shacl.fixed import Fixed
from remit.shacl.needed import There
from remit.shacl.validation import after_a_look, planned, results
from remit.store import of_graph

HEAD = """
    @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://fictional.example/> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    """
SHAPES = f"""{HEAD}
    ex:Numbered a sh:NodeShape ; sh:targetClass ex:A ;
        sh:property [ sh:path ex:p ; sh:minInclusive 1 ; sh:maxCount 1 ] ;
        sh:property [ sh:path ex:q ; sh:class ex:B ] .
    """
#: What the data say → the components of what is found.
DATA: dict[str, list[str]] = {
    "ex:a a ex:A ; ex:p 1 ; ex:q ex:b . ex:b a ex:B": [],
    "ex:a a ex:A ; ex:p 1 . ex:b a ex:B ; ex:p 0 , -1 ; ex:q ex:a": [],
    "ex:a a ex:A ; ex:p 0 . ex:b a ex:B ; ex:p 1": ["MinInclusive"],
    "ex:a a ex:A ; ex:p 1 , 2 . ex:b a ex:B": ["MaxCount"],
    "ex:a a ex:A ; ex:q ex:c . ex:b a ex:B": ["Class"],
    "ex:a a ex:A ; ex:p 'one' , 0 ; ex:q ex:a": ["Class", "MaxCount", "MinInclusive", "MinInclusive"],
}


@pytest.mark.parametrize("data", DATA)
def test_a_look_hides_nothing_and_adds_nothing(data: str) -> None:
    store, shapes = of_graph(Graph().parse(data=f"{HEAD}{data} .")), Graph().parse(data=SHAPES)

    found = validate(store, shapes).results

    assert sorted(result.component for result in found) == DATA[data]
    assert bag(found, shapes) == bag(validate(store, shapes, "pyshacl").results, shapes)


def test_values_and_counts_of_one_step_are_looked_at_first() -> None:
    shapes = Graph().parse(data=SHAPES.replace("sh:path ex:q", "sh:path ( ex:q ex:q )"))

    looks = {check.component: bool(check.look) for check in planned(shapes, Store()).checks}

    assert looks == {"MinInclusive": True, "MaxCount": True, "Class": False}


def test_a_look_over_an_empty_store_finds_nothing_and_every_look_can_be_read() -> None:
    for check in planned(rules() + style(), Store()).checks:
        assert list(after_a_look(Store(), check)) == list(results(Store(), check)) == []


def test_shapes_that_nobody_alters_are_gathered_once_and_cannot_be_altered() -> None:
    shapes = rules()
    triple = next(iter(shapes))

    assert isinstance(shapes, Fixed)
    assert shapes.all_triples is shapes.all_triples
    with pytest.raises(TypeError, match="not altered"):
        shapes.add(triple)
    with pytest.raises(TypeError, match="not altered"):
        shapes.remove(triple)
    assert len(shapes + Graph()) == len(shapes)


def test_what_a_store_has_is_looked_up_once() -> None:
    store = of_graph(Graph().parse(data=f"{HEAD}ex:a ex:p ex:b ."))
    there = There(store)

    asked = "PREFIX ex: <https://fictional.example/> SELECT ?s WHERE { ?s ex:p ?o }"
    assert there.may_have_rows(asked)
    store.clear()
    assert there.may_have_rows(asked)
    assert not There(store).may_have_rows(asked)


def test_each_of_our_queries_is_asked_about_all_nodes_at_once() -> None:
    asked = planned(rules() + style(), Store()).checks

    assert [c.shape.name for c in asked if c.constraint and not c.constraint.about_all] == []

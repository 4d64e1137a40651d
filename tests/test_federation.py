"""Questions with SERVICE: the answer is that of the standard; what a dead endpoint leaves out is said."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, QuerySolutions, Store

from oxigraph_server import oxigraph
from remit.errors import QuestionError
from remit.federation import Federated, Limits, Unfit, federated, plan
from serving import Answering, served, service

AT = "https://there.example/sparql"
BEFORE = "PREFIX : <urn:> SELECT ?x ?t ?r WHERE { "
INNER = BEFORE + f"?x :p ?t . SERVICE <{AT}> {{ ?t :q ?r }} }}"
SHAPES = [
    INNER,
    BEFORE + f"?x :p ?t . OPTIONAL {{ SERVICE <{AT}> {{ ?t :q ?r }} }} }}",
    BEFORE + f"?x a :K . OPTIONAL {{ ?x :p ?t . SERVICE <{AT}> {{ ?t :q ?r }} FILTER(?r != :a) }} }}",
    BEFORE + f"?x :p ?t . FILTER(?t != :a) SERVICE <{AT}> {{ ?t :q ?r OPTIONAL {{ ?r :p ?z }} }} FILTER(?r != :b) }}",
    BEFORE + f"?x :p ?t . SERVICE <{AT}> {{ ?t :q ?r MINUS {{ ?r :p ?t }} }} MINUS {{ ?t :p ?x }} }}",
    BEFORE + f"?x :p ?t . SERVICE <{AT}> {{ ?t :q ?r }} OPTIONAL {{ SERVICE <{AT}> {{ ?t :p ?y }} }} ?t :q ?w }}",
    BEFORE + f"?x :p ?t . OPTIONAL {{ ?t :q ?v FILTER(?v = :a) }} SERVICE <{AT}> {{ ?x :p ?r . ?r :q ?t }} }}",
]
NODES = st.sampled_from([NamedNode(f"urn:{name}") for name in "abc"])
LINES = st.lists(st.tuples(NODES, st.sampled_from([NamedNode("urn:p"), NamedNode("urn:q")]), NODES), max_size=9)
TURTLE = "@prefix : <urn:> . :t1 :q :r1, :r2 . :t2 :q :r3 . :other :q :r4 ."


def rows(store: Store, query: str) -> Counter[tuple[str, ...]]:
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    return Counter(tuple(str(each[name]) for name in ("x", "t", "r")) for each in found)


def local(*things: str) -> Store:
    made = Store()
    made.update("PREFIX : <urn:> INSERT DATA { " + " ".join(f":x{n} :p :{t} ." for n, t in enumerate(things)) + " }")
    return made


def asked(store: Store, url: str, query: str = INNER, limits: Limits | None = None, **rules: object) -> Federated:
    return federated(store, query, {AT: service(url, **rules)}, limits or Limits())


@given(LINES, LINES, st.sampled_from(SHAPES), st.integers(1, 3))
def test_the_answer_is_that_of_an_engine_that_has_both(
    here: list[tuple[NamedNode, NamedNode, NamedNode]],
    there: list[tuple[NamedNode, NamedNode, NamedNode]],
    query: str,
    batch: int,
) -> None:
    ours, theirs, both = Store(), Store(), Store()
    kinds = [
        (node, NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), NamedNode("urn:K")) for node, _, _ in here
    ]
    for line in [*here, *kinds]:
        ours.add(Quad(*line))
        both.add(Quad(*line))
    for line in there:
        theirs.add(Quad(*line))
        both.add(Quad(*line, NamedNode(AT)))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("remit.services.sparql.select", lambda _, text, columns: _answer(theirs, text))
        found = asked(ours, "http://127.0.0.1:9/", query, Limits(batch=batch))

    assert not found.partial
    assert rows(ours, found.query) == rows(both, query.replace("SERVICE", "GRAPH"))


def _answer(store: Store, text: str) -> object:
    from remit.services.sparql import Answer

    found = store.query(text)
    assert isinstance(found, QuerySolutions)
    names = [variable.value for variable in found.variables]
    return Answer([{n: row[n] for n in names if row[n] is not None} for row in found])


def test_a_server_that_is_not_ours_is_joined_with(tmp_path: Path) -> None:
    store = local("t1", "t2", "t3")
    with oxigraph(tmp_path, TURTLE) as url:
        found = asked(store, url, limits=Limits(batch=2), seconds=5)

    assert not found.partial
    assert sorted(row[2] for row in rows(store, found.query)) == ["<urn:r1>", "<urn:r2>", "<urn:r3>"]


WRONG: dict[str, Answering] = {
    "500": lambda handler, _: handler.reply(b"", 500),
    "a page": lambda handler, _: handler.reply(b"<html>", form="text/html"),
    "slow": lambda handler, _: time.sleep(1),
    "cut JSON": lambda handler, _: handler.reply(b'{"results": {"bind'),
    "another query's": lambda handler, _: handler.reply(b'{"head": {"vars": ["t"]}, "results": {"bindings": []}}'),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_of_a_dead_service_the_local_part_stays_filters_or_not(wrong: str) -> None:
    store = local("t1", "t2")
    with served(WRONG[wrong]) as server:
        found = asked(store, server.url, INNER[:-1] + "FILTER(?r != :a) }", seconds=0.2, attempts=1)

    assert len(found.partial) == 1 and found.partial[0].startswith("Made-up service")
    assert [row[2] for row in rows(store, found.query)] == ["None", "None"]


def test_a_service_that_lies_is_not_believed() -> None:
    rows_ = [{name: {"type": "uri", "value": f"urn:{value}"} for name, value in (("t", "z"), ("r", "r"))}]
    body = json.dumps({"head": {"vars": ["r", "t"]}, "results": {"bindings": rows_}}).encode()
    store = local("t1")
    with served(lambda handler, _: handler.reply(body)) as server:
        found = asked(store, server.url)

    assert "about what it was not asked" in found.partial[0]
    assert not rows(store, found.query)


@pytest.mark.parametrize(("bound", "said"), [("requests", "1 requests"), ("rows", "1 rows"), ("seconds", "1e-09 sec")])
def test_a_limit_that_is_reached_leaves_the_rest_open(tmp_path: Path, bound: str, said: str) -> None:
    store = local("t1", "t2")
    limits = Limits(**{"batch": 1, bound: 1e-9 if bound == "seconds" else 1})  # type: ignore[arg-type]
    with oxigraph(tmp_path, TURTLE) as url:
        found = asked(store, url, limits=limits, seconds=5)

    assert len(found.partial) == 1 and said in found.partial[0]
    assert {row[0] for row in rows(store, found.query)} == {"<urn:x0>", "<urn:x1>"}


def test_too_many_values_are_refused_before_anything_is_sent() -> None:
    with served(WRONG["500"]) as server, pytest.raises(QuestionError, match="about 2 values, 1 are allowed"):
        asked(local("t1", "t2"), server.url, limits=Limits(values=1))

    assert not server.asked


@pytest.mark.parametrize(
    "pattern",
    [
        "{ ?x :p ?t . SERVICE <u:> { ?t :q ?r } }",
        "?x :p ?t MINUS { SERVICE <u:> { ?t :q ?r } }",
        "?x :p ?t FILTER EXISTS { SERVICE <u:> { ?t :q ?r } }",
        "{ ?x :p ?t } UNION { SERVICE <u:> { ?t :q ?r } }",
        "?x :p ?t { SELECT ?t ?r WHERE { SERVICE <u:> { ?t :q ?r } } }",
        "?x :p ?t SERVICE ?t { ?t :q ?r }",
        "?x :p ?t SERVICE SILENT <u:> { ?t :q ?r }",
        "?x :p ?t SERVICE <u:> { ?t :q ?r SERVICE <u:> { ?t :q ?y } }",
        "SERVICE <u:> { ?t :q ?r } ?x :p ?t",
        "?x :p ?t SERVICE <u:> { ?t :q ?r } ?y :p ?r",
        "?x :p ?t SERVICE <u:> { ?t :q ?r } MINUS { ?x :p ?r }",
        "?x :p ?t SERVICE <u:> { ?t :q ?r } BIND(IRI(?r) AS ?z) ?z :p ?y",
        "?x :p ?t SERVICE <u:> { ?t :q ?r } FILTER EXISTS { ?x :p ?r }",
    ],
)
def test_what_cannot_be_asked_soundly_is_refused(pattern: str) -> None:
    with pytest.raises(Unfit):
        plan(BEFORE + pattern + " }")

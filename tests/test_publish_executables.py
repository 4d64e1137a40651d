"""The questions are published as queries that run as they stand, and are described as SHACL has it."""

from __future__ import annotations

import pytest
from pyoxigraph import QuerySolutions, Store
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SH

from published import bundled, files

NAMES = sorted(bundled().catalogue)


@pytest.fixture(scope="module")
def told() -> Graph:
    return Graph().parse(data=files()["questions/all.ttl"], format="turtle")


@pytest.mark.parametrize("name", NAMES)
def test_a_question_is_there_as_a_query_and_in_the_description(name: str, told: Graph) -> None:
    each = URIRef(f"{bundled().base}questions/{name}")
    query = str(told.value(each, SH.select))

    assert (each, RDF.type, SH.SPARQLSelectExecutable) in told
    for text in (query, files()[f"questions/{name}.rq"].decode()):
        assert isinstance(Store().query(text), QuerySolutions)


def test_the_page_of_a_question_offers_its_query() -> None:
    assert b'type="application/sparql-query"' in files()["questions/members.html"]
    assert b"all.ttl" in files()["questions/all.html"]


def test_a_question_that_asks_a_live_service_is_told_and_not_answered() -> None:
    name = "organisations-at-wikidata"

    assert f"remit ask {name}".encode() in files()[f"questions/{name}.html"]
    assert f"questions/{name}.rq" in files() and f"questions/{name}.csv" not in files()

"""Dumps hold the whole graph, in every format the same, and to the byte."""

from __future__ import annotations

import gzip
import json

import pytest
from pyld import jsonld as pyld
from pyoxigraph import Quad, RdfFormat, Store, parse
from rdflib import Dataset, Graph

from published import bundled, fictional
from remit.publishing import dumps
from remit.publishing.publication import Publication


def parsed(content: bytes, form: RdfFormat) -> set[Quad]:
    return set(parse(content, format=form))


def by_pyld(content: bytes) -> set[Quad]:
    return parsed(pyld.to_rdf(json.loads(content), {"format": "application/n-quads"}).encode(), RdfFormat.N_QUADS)


def by_rdflib(content: bytes, form: str) -> set[Quad]:
    graph = Dataset() if form in ("nquads", "trig") else Graph()
    text = graph.parse(data=content.decode(), format=form).serialize(format="nquads" if form != "turtle" else "nt")
    return parsed(text.encode(), RdfFormat.N_QUADS)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib's own making
def test_the_dumps_of_everything_are_the_store() -> None:
    made = dict(dumps.files(fictional()))
    whole = set(fictional().store)

    assert by_rdflib(gzip.decompress(made["dump/all.nq.gz"]), "nquads") == whole
    assert by_rdflib(made["dump/all.trig"], "trig") == whole
    assert by_pyld(made["dump/all.jsonld"]) == whole
    assert by_rdflib(made["dump/all.ttl"], "turtle") == {Quad(*quad.triple) for quad in whole}


def test_the_dumps_of_a_revision_are_its_graph() -> None:
    (name,) = set(dumps.names(fictional())) - {"all"}
    made = dict(dumps.files(fictional()))
    own = {
        quad for quad in fictional().store if getattr(quad.graph_name, "value", "") == dumps.names(fictional())[name]
    }
    bare = {Quad(*quad.triple) for quad in own}

    assert own
    assert parsed(gzip.decompress(made[f"dump/{name}.nq.gz"]), RdfFormat.N_QUADS) == own
    assert parsed(made[f"dump/{name}.trig"], RdfFormat.TRIG) == own
    assert parsed(made[f"dump/{name}.ttl"], RdfFormat.TURTLE) == bare
    assert by_pyld(made[f"dump/{name}.jsonld"]) == bare


def test_the_order_in_which_quads_came_does_not_matter() -> None:
    turned = Store()
    for quad in reversed(list(fictional().store)):
        turned.add(quad)

    assert dict(dumps.files(Publication(fictional().workspace, turned))) == dict(dumps.files(fictional()))


def test_each_revision_has_its_dumps() -> None:
    assert list(dumps.names(bundled())) == ["all", "p1-2017"]
    revision = bundled().base + "programme/p1/2017"
    assert [each.path for each in dumps.alternates(bundled(), "", revision)] == [
        "dump/p1-2017.trig",
        "dump/p1-2017.nq.gz",
    ]

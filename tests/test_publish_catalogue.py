"""The catalogue says what is published: as DCAT-AP asks, with the counts and files that there are."""

from __future__ import annotations

from collections import Counter

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF

from published import bundled, files
from remit.names import expand

BASE = bundled().base
#: What DCAT-AP 3 says must be told of each (chapter "Application profile overview", mandatory properties).
MANDATORY = {
    "dcat:Catalog": ("dcterms:title", "dcterms:description", "dcterms:publisher"),
    "dcat:Dataset": ("dcterms:title", "dcterms:description"),
    "dcat:DatasetSeries": ("dcterms:title", "dcterms:description"),
    "dcat:Distribution": ("dcat:accessURL",),
    "foaf:Agent": ("foaf:name",),
}


def term(curie: str) -> URIRef:
    return URIRef(expand(curie))


@pytest.fixture(scope="module")
def told() -> Graph:
    """Return the catalogue as a reader of Turtle that is not ours finds it."""
    return Graph().parse(data=files()["catalog.ttl"], format="turtle")


@pytest.mark.parametrize(("kind", "wanted"), MANDATORY.items())
def test_what_must_be_told_of_each_is_told(kind: str, wanted: tuple[str, ...], told: Graph) -> None:
    found = list(told.subjects(RDF.type, term(kind)))

    assert found
    for thing in found:
        assert not [name for name in wanted if told.value(thing, term(name), any=True) is None], thing


def test_the_well_known_address_says_the_same(told: Graph) -> None:
    assert set(Graph().parse(data=files()[".well-known/void"], format="turtle")) == set(told)


def test_every_dump_that_is_named_is_there_and_the_other_way_round(told: Graph) -> None:
    named = {str(address).removeprefix(BASE) for address in told.objects(None, term("dcat:downloadURL"))}

    assert named == {path for path in files() if path.startswith("dump/")}


def test_the_counts_are_those_of_the_dump(told: Graph) -> None:
    triples = set(Graph().parse(data=files()["dump/all.ttl"], format="turtle"))
    every = URIRef(BASE + "catalog/all")

    assert told.value(every, term("void:triples")) == Literal(len(triples))
    classes = Counter(value for _, verb, value in triples if verb == RDF.type)
    said = {
        told.value(part, term("void:class")): told.value(part, term("void:entities")).toPython()  # type: ignore[union-attr]
        for part in told.objects(every, term("void:classPartition"))
    }
    assert said == dict(classes)


def test_links_are_counted_by_authority_and_property(told: Graph) -> None:
    said = [told.value(part, term("void:triples")) for part in told.subjects(RDF.type, term("void:Linkset"))]
    kept = [link for link in bundled().workspace.links.every.values() if not link.negated]
    keepers = [bundled().workspace.links.authorities.keeper(link, BASE) for link in kept]

    assert sum(value.toPython() for value in said if isinstance(value, Literal)) == sum(map(bool, keepers))


def test_nothing_of_it_is_a_blank_node(told: Graph) -> None:
    assert not [t for triple in told for t in triple if not isinstance(t, URIRef | Literal)]

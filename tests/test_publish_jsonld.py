"""All representations of a thing hold the same triples: each is read with another library than wrote it."""

from __future__ import annotations

import json
import re

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld as pyld
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from published import bundled
from remit.names import expand
from remit.publishing import context
from remit.publishing.forms import FORMS, ordered
from remit.publishing.jsonld import jsonld, jsonld_graphs
from remit.publishing.things import Thing

BASE = "https://example.org/fictional/"


def described(thing: Thing) -> list[Triple]:
    return ordered(bundled().things.description(thing))


def nothing(url: str, options: object) -> object:
    raise AssertionError(f"{url} is asked for")


def by_pyld(content: bytes) -> set[str]:
    text = pyld.to_rdf(json.loads(content), {"format": "application/n-quads", "documentLoader": nothing})
    return {str(quad.triple) for quad in parse(text, format=RdfFormat.N_QUADS)}


def by_rdflib(content: bytes, form: str) -> set[str]:
    rdflib.NORMALIZE_LITERALS = False
    graph = rdflib.Graph().parse(data=content.decode(), format=form)
    text = graph.serialize(format="nt", encoding="utf-8")
    return {str(quad.triple) for quad in parse(text, format=RdfFormat.N_TRIPLES)}


def one_of_each_kind() -> list[Thing]:
    things = bundled().things
    return [max(each, key=lambda thing: len(things.description(thing))) for _, each in sorted(things.by_kind.items())]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's reader of JSON-LD makes one
@pytest.mark.parametrize("thing", one_of_each_kind(), ids=lambda thing: thing.path)
def test_every_form_of_a_thing_holds_the_same_triples(thing: Thing) -> None:
    triples = described(thing)
    expected = {str(triple) for triple in triples}

    written = {suffix: form.write(triples, bundled().base) for suffix, form in FORMS.items()}

    assert by_pyld(written["jsonld"]) == expected
    for suffix, form in {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld"}.items():
        assert by_rdflib(written[suffix], form) == expected, suffix


def test_a_thing_has_its_parts_inside_it() -> None:
    event = next(t for t in bundled().things.by_kind["Event"] if t.path.endswith("/2.4.7"))

    said = json.loads(jsonld(described(event), bundled().base))

    assert said["type"] == "Event"
    assert said["hasTerm"]["rhythm"] == "P2Y"
    holders = [part["heldBy"] for part in said["hasResponsibility"]]
    assert holders == ["coomet:body/contest-commission", "coomet:body/tc-4"]
    assert said["title"]["en"].startswith("Holding a contest")


def test_the_context_of_a_file_is_a_part_of_the_published_one() -> None:
    whole = json.loads(dict(context.files(bundled()))[context.PATH])["@context"]

    for thing in one_of_each_kind():
        own = json.loads(jsonld(described(thing), bundled().base))["@context"]

        assert own.items() <= whole.items()


def test_the_published_context_reads_what_names_it_alone() -> None:
    event = next(t for t in bundled().things.by_kind["Event"] if t.path.endswith("/2.4.7"))
    said = json.loads(jsonld(described(event), bundled().base))
    place = bundled().base + context.PATH
    whole = json.loads(dict(context.files(bundled()))[context.PATH])
    said["@context"] = place

    def loader(url: str, options: object) -> object:
        assert url == place
        return {"contextUrl": None, "documentUrl": url, "document": whole, "contentType": "application/ld+json"}

    text = pyld.to_rdf(said, {"format": "application/n-quads", "documentLoader": loader})

    assert {str(q.triple) for q in parse(text, format=RdfFormat.N_QUADS)} == {str(t) for t in described(event)}


IRIS = st.sampled_from(
    [
        *(BASE + path for path in ("a", "b/c", "b/c/d", "e", "//f", "type")),
        expand("remit:Event"),
        "urn:x:y",
        "http://x/",
    ]
).map(NamedNode)
VERBS = (
    st.sampled_from(
        [
            "remit:hasTerm",
            "remit:start",
            "remit:order",
            "remit:since",
            "remit:text",
            "dcterms:title",
            "prov:wasDerivedFrom",
            "rdf:type",
            "foaf:name",
            "remit:remark",
        ]
    )
    .map(expand)
    .map(NamedNode)
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=9)
DATATYPES = st.sampled_from(["integer", "gYear", "date", "boolean", "string", "decimal"]).map(
    lambda name: NamedNode(expand(f"xsd:{name}"))
)
LITERALS = st.one_of(
    TEXTS.map(Literal),
    st.builds(lambda text, code: Literal(text, language=code), TEXTS, st.sampled_from(["en", "ru", "de-at"])),
    st.builds(
        lambda text, kind: Literal(text, datatype=kind),
        st.sampled_from(["1", "01", "+1", "-0", "0", "true", "1.50", "2017", "x", "12345678901234567890"]),
        DATATYPES,
    ),
)
CLASS = NamedNode(expand("rdf:type"))
NODES = st.one_of(IRIS, st.just(BlankNode("x")))
TRIPLES = st.builds(Triple, NODES, VERBS, st.one_of(NODES, LITERALS))


@given(st.lists(TRIPLES, max_size=12))
def test_any_triples_come_back(triples: list[Triple]) -> None:
    expected = {str(triple) for triple in triples}

    for written in (jsonld(ordered(triples), BASE), jsonld_graphs({"": ordered(triples)}, BASE)):
        assert {re.sub("^_:b0|_:b0$", "_:x", line) for line in by_pyld(written)} == expected
    assert jsonld(ordered(triples[::-1]), BASE) == jsonld(ordered(triples), BASE)


@pytest.mark.long
def test_every_thing_comes_back() -> None:
    for thing in bundled().things.every.values():
        triples = described(thing)
        assert by_pyld(jsonld(triples, bundled().base)) == {str(triple) for triple in triples}, thing.iri

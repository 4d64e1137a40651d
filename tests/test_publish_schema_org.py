"""Pages say in the words of schema.org what their thing is; another processor reads it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from pyld import jsonld as pyld
from pyoxigraph import Literal, NamedNode, Quad, Store

from published import bundled, fictional
from remit import bundle
from remit.names import expand
from remit.publishing.publication import Publication
from remit.publishing.schema_org import embedded, schema_org
from remit.registry import read_yaml


@cache
def mapping() -> dict[str, Any]:
    return dict(read_yaml(bundle.folder("data") / "schema-org.yaml")["classes"])


def said(path: str) -> dict[str, Any]:
    return schema_org(bundled(), bundled().things.every[bundled().base + path])


def test_an_event_is_an_action_with_those_who_do_it() -> None:
    event = said("programme/p1/2017/event/2.4.7")

    assert event["@type"] == "Action" and event["identifier"] == "2.4.7"
    who = event["schema:agent".partition(":")[2]]
    assert [each["@id"].rpartition("/")[2] for each in who] == ["contest-commission", "tc-4"]
    assert {each["@type"] for each in who} == {"Organization"}


def test_a_post_that_is_named_stands_alone_and_not_beside_the_general_one() -> None:
    who = said("programme/p1/2017/event/1.7")["schema:agent".partition(":")[2]]

    ends = [each["@id"].rpartition("/")[2] for each in (who if isinstance(who, list) else [who])]
    assert "vp-rmo" in ends and "vp" not in ends


def test_a_body_without_a_post_stays_beside_one_that_has_it() -> None:
    things = bundled().things
    for thing in things.by_kind["Event"]:
        parts = [part for part in things.parts(thing) if "Responsibility" in part.kinds]
        wanted = {str(v.value) for p in parts for v in p.values("remit:holdsPost") or p.values("remit:heldBy")}
        who = schema_org(bundled(), thing).get("schema:agent".partition(":")[2], [])
        assert {each["@id"] for each in (who if isinstance(who, list) else [who])} == wanted, thing.iri


def test_a_revision_has_its_period_and_a_meeting_keeps_its_precision() -> None:
    assert said("programme/p1/2017")["temporalCoverage"] == "2017/2019"
    assert said("meeting/committee-27")["startDate"] == "2017-04"


def test_a_body_says_its_names_by_language_and_what_it_belongs_to() -> None:
    body = said("body/tc-1.12")

    assert body["name"] == {"@value": "TC 1.12 Reference Materials", "@language": "en"}
    assert body["parentOrganization"]["@id"].endswith("body/jcms")


@pytest.mark.parametrize("publication", [bundled, fictional], ids=["p1", "en"], indirect=True)
def test_every_thing_of_a_class_that_has_a_type_says_at_least_its_name(publication: Publication) -> None:
    for kind in mapping():
        for thing in publication.things.by_kind.get(kind, ()):
            found = schema_org(publication, thing)
            assert {"name", "roleName"} & found.keys(), thing.iri


def test_another_processor_reads_what_is_embedded() -> None:
    def loader(url: str, options: object) -> dict[str, object]:
        assert url == "https://schema.org"
        context = {"@context": {"@vocab": "https://schema.org/"}}
        return {"contextUrl": None, "documentUrl": url, "document": context, "contentType": "application/ld+json"}

    iri = bundled().base + "body/tc-1.12"
    (text,) = bundled().embedded(iri)
    (node,) = [n for n in pyld.expand(json.loads(text), {"documentLoader": loader}) if n["@id"] == iri]

    assert node["@type"] == ["https://schema.org/Organization"]


def test_no_name_can_end_the_block_that_it_stands_in() -> None:
    thing = NamedNode(bundled().base + "body/x")
    store = Store()
    store.add(Quad(thing, NamedNode(expand("rdf:type")), NamedNode(expand("remit:Body"))))
    store.add(Quad(thing, NamedNode(expand("rdfs:label")), Literal("</script><b>&amp;")))

    text = embedded(Publication(bundled().workspace, store), thing.value)

    assert "<" not in text and json.loads(text)["name"] == "</script><b>&amp;"

"""What the reconciliation service answers has the form that its specification demands, part by part.

The forms are written by the text of the Reconciliation Service API, version 0.2 (W3C Entity Reconciliation Community
Group), section by section; its own JSON Schemas name no licence and so are not copied.
"""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

from endpoint import Live

Form = dict[str, Any]
TEXT: Form = {"type": "string"}
NAMED = {"id": TEXT, "name": TEXT}


def record(required: str, **properties: Form) -> Form:
    """Return the form of an object; the names that it must have, with blanks between."""
    return {"type": "object", "required": required.split(), "properties": properties}


def array(items: Form) -> Form:
    return {"type": "array", "items": items}


TYPE = record("id name", **NAMED)
ADDRESS = record("service_url service_path", service_url={"type": "string", "pattern": "^https?:"}, service_path=TEXT)
WITH_ID: Form = {"type": "string", "pattern": r"\{\{id\}\}"}
#: Section by section; suggestions of entities may say what they are.
FORMS: dict[str, Form] = {
    "manifest": record(
        "versions name identifierSpace schemaSpace view",
        versions={"type": "array", "contains": {"const": "0.2"}, "items": TEXT},
        name=TEXT,
        identifierSpace={"type": "string", "pattern": "^https?:"},
        schemaSpace={"type": "string", "pattern": "^https?:"},
        defaultTypes=array(TYPE),
        view=record("url", url=WITH_ID),
        preview=record("url width height", url=WITH_ID, width={"type": "integer"}, height={"type": "integer"}),
        suggest=record("", entity=ADDRESS, type=ADDRESS, property=ADDRESS),
        extend=record("propose_properties", propose_properties=ADDRESS, property_settings=array(record("name type"))),
        batchSize={"type": "integer", "minimum": 1},
    ),
    "results": {
        "type": "object",
        "additionalProperties": record(
            "result",
            result=array(
                record(
                    "id name score match",
                    **NAMED,
                    description=TEXT,
                    type=array(TYPE),
                    score={"type": "number"},
                    match={"type": "boolean"},
                    features=array(record("id value", id=TEXT, value={"type": ["number", "boolean"]})),
                )
            ),
        ),
    },
    "entity": record("result", result=array(record("id name", **NAMED, description=TEXT, notable=array(TYPE)))),
    "type": record("result", result=array(record("id name", **NAMED, description=TEXT))),
    "property": record("result", result=array(record("id name", **NAMED, description=TEXT))),
    "proposal": record("properties", type=TEXT, limit={"type": "integer"}, properties=array(TYPE)),
    "extension": record(
        "meta rows",
        meta=array(record("id name", **NAMED, type=TYPE)),
        rows={
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "additionalProperties": array(
                    {
                        "oneOf": [
                            {**record("id name", **NAMED), "additionalProperties": False},
                            {**record("str", str=TEXT), "additionalProperties": False},
                        ]
                    }
                ),
            },
        },
    ),
}


def held(name: str, said: object) -> Any:
    """Hold an answer against a form, and return it."""
    Draft202012Validator(FORMS[name]).validate(said)
    return said


def sent(server: Live, **said: object) -> Any:
    told = httpx.post(server.url + "reconcile", data={name: json.dumps(each) for name, each in said.items()})
    assert told.status_code == 200 and told.headers["access-control-allow-origin"] == "*"
    return told.json()


def test_the_manifest(server: Live) -> None:
    said = held("manifest", server.get("reconcile").json())

    for part in said["suggest"].values():
        assert server.get(part["service_url"].removeprefix(server.url) + part["service_path"]).status_code == 200
    preview = said["preview"]["url"].replace("{{id}}", "body/wg-1")
    assert httpx.get(preview).headers["content-type"].startswith("text/html")
    assert httpx.get(said["view"]["url"].replace("{{id}}", "body/wg-1")).status_code == 200


def test_the_results_of_queries(server: Live) -> None:
    queries = {
        "q0": {"query": "WG 1", "type": "Body", "limit": 3, "type_strict": "any"},
        "q1": {"query": "Secretariat", "properties": [{"pid": "label", "v": "Secretariat"}]},
        "q2": {"query": "WG 1", "properties": [{"pid": "label", "v": {"id": "body/wg-1", "name": "WG 1"}}]},
        "q3": {"query": "nothing that is there"},
    }

    said = held("results", sent(server, queries=queries))

    assert list(said) == list(queries) and said["q0"]["result"] and len(said["q0"]["result"]) <= 3
    scores = [each["score"] for each in said["q1"]["result"]]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("part", ["entity", "type", "property"])
def test_suggestions(server: Live, part: str) -> None:
    found = [
        held(part, server.get(f"reconcile/suggest/{part}?prefix={text}").json()) for text in ("", "b", "wg", "qxzw")
    ]

    assert found[1]["result"] and not found[3]["result"]
    further = held(part, server.get(f"reconcile/suggest/{part}?prefix=b&cursor=1").json())["result"]
    assert further[:3] == found[1]["result"][1:4], "the cursor says where to go on"


def test_data_extension(server: Live) -> None:
    proposed = held("proposal", server.get("reconcile/properties?type=Body&limit=50").json())["properties"]
    ids, pids = ["body/wg-1", "body/none"], [each["id"] for each in proposed]

    told = held("extension", sent(server, extend={"ids": ids, "properties": [{"id": pid} for pid in pids]}))

    assert [each["id"] for each in told["meta"]] == pids
    assert list(told["rows"]) == ids and all(list(row) == pids for row in told["rows"].values())
    assert not any(told["rows"]["body/none"].values()) and any(told["rows"]["body/wg-1"].values())


def test_a_form_finds_what_is_wrong() -> None:
    """The forms themselves can fail."""
    for name, said in {
        "manifest": {"versions": ["0.1"], "name": "a"},
        "results": {"q": {"result": [{"id": "a", "name": "a", "score": "1", "match": True}]}},
        "entity": {"result": [{"id": 1}]},
        "extension": {"meta": [], "rows": {"a": {"p": [{"id": "a", "str": "b"}]}}},
    }.items():
        assert not Draft202012Validator(FORMS[name]).is_valid(said), name

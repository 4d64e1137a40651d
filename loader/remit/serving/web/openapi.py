"""Describe the addresses of the server as OpenAPI 3.1 has it, the questions of the catalogue among them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from remit import __version__
from remit.publishing.media import FORMS as PAGES
from remit.publishing.media import MEDIA
from remit.questions import Parameter, Question
from remit.serving.reply import PROBLEM
from remit.serving.web.sparql import IRI as GRAPH
from remit.serving.work.asked import FORMS
from remit.serving.work.queries import RESULTS, TRIPLES
from remit.serving.work.sent import FORMS as SENT

Json = dict[str, Any]
JSON = "application/json"
TEXT: Json = {"type": "string"}
DAY: Json = {"type": "string", "format": "date"}
#: By kind of a parameter: what is written. What is empty is not given.
KINDS: dict[str, Json] = {
    "integer": {"type": "integer"},
    "day": DAY,
    "year": {"type": "string", "pattern": "^[0-9]{4}$"},
}
#: A path holds neither a backslash nor a null, and does not climb.
STEP: Json = {"type": "string", "minLength": 1, "pattern": "^[A-Za-z0-9][A-Za-z0-9/_.~ -]*$"}
WORD: Json = {"type": "string", "minLength": 1, "pattern": "^[A-Za-z0-9][ -~]*$"}


#: What is empty names no graph.
IRI: Json = {"type": "string", "pattern": rf"^({GRAPH.pattern})?$"}
#: The simplest queries. No pattern can hold the grammar of SPARQL; this one holds what is surely a query.
_TERM = r"(\?[a-z]{1,9}|<urn:[a-z]{1,9}>)"
_MATCHED = rf"{_TERM} (a|{_TERM}) {_TERM}"
QUERY: Json = {
    "description": "Any query of SPARQL 1.1. The pattern is that of the simplest ones only: none can hold the grammar.",
    "anyOf": [{"type": "string", "pattern": rf"^(SELECT|SELECT DISTINCT) \* \{{ {_MATCHED} \}} LIMIT [1-9][0-9]?$"}],
}


def described(title: str, questions: Iterable[Question], licence: str = "") -> Json:
    """Return the description of a server with these questions; `licence` is the address of that of the data."""
    thing = _in_path("path", "body/tc-1.12")
    page = ("304", "400", "404", "406")
    paths: Json = {
        "/{path}": {"get": _get("A thing, a page or a file", [thing], _pages(), *page)},
        "/sparql": _sparql(),
        "/memento/{revision}/{path}": {
            "get": _get("What a revision had at a path", [_in_path("revision", "p1-2017"), thing], _pages(), *page)
        },
        "/timemap/{path}": {
            "get": _get("The states of a thing in time", [thing], ["application/link-format"], "400", "404")
        },
        "/catalog": {"get": _get("What there is (DCAT-AP, VoID)", [], _pages(), "304", "400", "406")},
        "/.well-known/void": {"get": _get("The same, where VoID looks for it", [], _pages(), "304", "400", "406")},
        "/mcp": {"post": _assistants()},
        "/reconcile": _reconcile(),
        "/reconcile/properties": {"get": _get("Columns to fill in", [_in_query("type")], ["application/json"], "400")},
        "/reconcile/flyout/entity": {
            "get": _get("A thing, in few words", [_in_query("id")], ["application/json"], "404")
        },
        "/reconcile/preview": {"get": _get("A thing, shortly", [_in_query("id")], ["text/html"], "404")},
        "/health": {"get": _get("Whether the graph answers", [], ["application/json"], "503")},
        "/metrics": {"get": _get("Counts, for Prometheus", [], ["text/plain"])},
        "/openapi.json": {"get": _get("This description", [], ["application/json"])},
    }
    for what in ("entity", "type", "property"):
        parameters = [
            _in_query("prefix"),
            _in_query("cursor", _or_nothing({"type": "integer", "minimum": 0, "maximum": 999_999})),
        ]
        paths[f"/reconcile/suggest/{what}"] = {
            "get": _get(f"Suggestions: {what}", parameters, ["application/json"], "400")
        }
    for question in questions:
        paths[f"/questions/{question.name}"] = {"get": _question(question)}
    info = {"title": title, "version": __version__, "summary": "Who must do what, when, and where it says so"}
    return {
        "openapi": "3.1.0",
        "info": {**info, **({"license": {"name": licence, "url": licence}} if licence else {})},
        "servers": [{"url": "/"}],
        "paths": {path: _identified(path, methods) for path, methods in paths.items()},
        "components": {"schemas": {"Problem": _problem()}},
    }


def _identified(path: str, methods: Json) -> Json:
    """Return what answers at a path, each with a name of its own."""
    words = re.sub("[^a-z]+", "_", path).strip("_")
    return {method: {"operationId": f"{method}_{words}", **each} for method, each in methods.items()}


def _assistants() -> Json:
    schema = {
        "type": "object",
        "properties": {"jsonrpc": {"const": "2.0"}, "method": TEXT},
        "required": ["jsonrpc", "method"],
        "description": "A call of the Model Context Protocol, such as tools/list; without an id it has no answer. "
        "What is asked wrongly is told by an error within the answer.",
    }
    made = _get("Answer an assistant (MCP, streamable HTTP)", [], [JSON], "400", "406", "408", "413", "415", "503")
    told = made["responses"] | {"202": {"description": "It is noted"}}
    for code in ("400", "406"):
        told[code] = {**told[code], "content": {**told[code]["content"], JSON: {}}}
    content = {"application/json": {"schema": schema}}
    return {**made, "responses": told, "requestBody": {"required": True, "content": content}}


def _question(question: Question) -> Json:
    parameters = [_parameter(each) for each in question.parameters]
    own = {each.name for each in question.parameters}
    parameters += [_in_query("as-of", _or_nothing(DAY))] if not own & {"as-of", "revision"} else []
    parameters.append(_in_query("format", _or_nothing({"type": "string", "enum": list(FORMS.values())})))
    made = _get(question.question, parameters, list(FORMS), "400", "404", "406", "413", "503")
    words = f"No rows mean: {question.none}. With the parameter “revision” it is asked of a revision instead of a day."
    return {**made, "operationId": question.name.replace("-", "_"), "description": words}


def _parameter(parameter: Parameter) -> Json:
    schema = dict(KINDS.get(parameter.kind, WORD))
    if parameter.kind == "choice":
        schema = {"type": "string", "enum": list(parameter.choices)}
    made = _in_query(parameter.name, _or_nothing(schema) if parameter.optional else schema)
    return {
        **made,
        "required": not parameter.optional,
        "description": parameter.means,
        "example": str(parameter.example),
    }


def _or_nothing(schema: Json) -> Json:
    """Return a schema that takes what is empty, too: forms send it for what is not filled in."""
    return {"anyOf": [schema, {"type": "string", "const": ""}]}


def _sparql() -> Json:
    media = list(dict.fromkeys([*RESULTS, *TRIPLES]))
    graphs = [_in_query(name, {"type": "array", "items": IRI}) for name in ("default-graph-uri", "named-graph-uri")]
    errors = ("400", "403", "406", "413", "503")
    get = _get(
        "Answer a query of SPARQL 1.1; without one, describe the endpoint",
        [_in_query("query", QUERY), *graphs],
        media,
        *errors,
        "431",
    )
    post = _get("Answer a query of SPARQL 1.1", [], media, *errors, "415")
    form = {"type": "object", "properties": {"query": QUERY}, "required": ["query"]}
    content = {"application/x-www-form-urlencoded": {"schema": form}, "application/sparql-query": {"schema": QUERY}}
    return {"get": get, "post": {**post, "requestBody": {"required": True, "content": content}}}


def _reconcile() -> Json:
    form = {"type": "object", "properties": SENT}
    said = {name: {"contentType": "application/json"} for name in SENT}
    content = {"application/x-www-form-urlencoded": {"schema": form, "encoding": said}}
    get = _get(
        "The manifest; with queries, candidates",
        [_as_json(name, schema) for name, schema in SENT.items()],
        ["application/json"],
        "400",
        "413",
        "431",
        "503",
    )
    post = _get("Candidates for names (Reconciliation API 0.2)", [], ["application/json"], "400", "413", "415", "503")
    return {"get": get, "post": {**post, "requestBody": {"required": True, "content": content}}}


def _get(summary: str, parameters: list[Json], media: Iterable[str], *errors: str) -> Json:
    good = {"description": "The answer", "content": {each: {} for each in media}}
    problem = {"content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}, "text/html": {}}}
    told = {code: {"description": WORDS[code], **({} if code in BARE else problem)} for code in errors}
    return {"summary": summary, "parameters": parameters, "responses": {"200": good, **told}}


#: What is answered without a body.
BARE = ("304", "431")
WORDS = {
    "304": "The client has this content",
    "400": "What was asked is not understood",
    "403": "This is refused: an update, or SERVICE",
    "404": "There is no such thing",
    "406": "No accepted format can be given",
    "408": "What is sent does not come in time",
    "413": "The request or the answer is too long",
    "415": "What was sent has no media type that is read",
    "431": "The address, or another header, is too long",
    "503": "It takes too long or too much, or too much is asked at once",
}


def _in_path(name: str, example: str) -> Json:
    return {"name": name, "in": "path", "required": True, "schema": STEP, "example": example}


def _in_query(name: str, schema: Json | None = None) -> Json:
    return {"name": name, "in": "query", "required": False, "schema": schema or TEXT}


def _as_json(name: str, schema: Json) -> Json:
    """Return a parameter whose text is JSON."""
    return {"name": name, "in": "query", "required": False, "content": {JSON: {"schema": schema}}}


def _pages() -> list[str]:
    return [MEDIA[suffix] for suffix in PAGES]


def _problem() -> Json:
    properties = {"type": TEXT, "title": TEXT, "status": {"type": "integer"}, "detail": TEXT}
    return {"type": "object", "properties": properties, "required": ["title", "status"]}

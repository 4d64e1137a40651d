"""The addresses of the Reconciliation Service API 0.2 below `/reconcile`: reading what is asked, and nothing else."""

from __future__ import annotations

import json
import re
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from starlette.requests import Request

from remit.serving.keeper import task
from remit.serving.reply import Reply
from remit.serving.web.exchange import FORM, Given, address, form, media_of, refused
from remit.serving.web.served import Served
from remit.serving.web.sparql import client
from remit.serving.work.reconciling import NAMES

METHODS, READ = "GET, HEAD, POST, OPTIONS", "GET, HEAD, OPTIONS"
SUGGEST = ("entity", "type", "property")

#: The name of a function, for JSONP.
NAME = re.compile(r"[A-Za-z_$][A-Za-z0-9_$.]{0,99}")
TEXT: dict[str, Any] = {"type": "string", "maxLength": 2000}
#: What is sent, as the specification of the API has it (JSON Schema).
QUERIES: dict[str, Any] = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "description": "a query has a name as its “query”, or “properties”, or both",
        "anyOf": [{"required": ["query"]}, {"required": ["properties"], "properties": {"properties": {"minItems": 1}}}],
        "properties": {
            "query": TEXT,
            "type": {"anyOf": [TEXT, {"type": "array", "items": TEXT, "maxItems": 20}]},
            "limit": {"type": "integer", "minimum": 1},
            "properties": {
                "type": "array",
                "maxItems": 20,
                "items": {"type": "object", "properties": {"pid": TEXT}, "required": ["pid"]},
            },
        },
    },
}
EXTEND: dict[str, Any] = {
    "type": "object",
    "required": ["ids", "properties"],
    "properties": {
        "ids": {"type": "array", "items": TEXT, "maxItems": 1000},
        "properties": {
            "type": "array",
            "maxItems": 50,
            "items": {"type": "object", "properties": {"id": TEXT}, "required": ["id"]},
        },
    },
}


async def service(request: Request, served: Served, path: str) -> Reply:
    """Answer a request of the API."""
    part = path.removeprefix("reconcile").strip("/")
    methods = READ if part else METHODS
    if request.method not in methods.split(", "):
        raise refused(405, "This method is not answered", f"There are: {methods}.", (("Allow", methods),))
    given = address(request)
    if request.method == "POST":
        if media_of(request) != FORM:
            raise refused(415, "What was sent has no media type that is read", f"There is: {FORM}.")
        given = given + await form(request, served.limits)
    callback = given.one("callback")
    if callback is not None and not NAME.fullmatch(callback):
        raise refused(400, "This is no name of a function", "A callback has letters, digits, “_”, “$” and “.” only.")
    work = _work(request, given, part)
    reply = await served.working.do(served.keeper, task({"do": "reconcile", **work}), client(request))
    return reply if callback is None else _called(reply, callback)


def _called(reply: Reply, callback: str) -> Reply:
    """Return an answer as a call of a function (JSONP), for pages older than CORS."""
    if reply.media != "application/json":
        return reply
    return Reply(
        reply.status, "text/javascript; charset=utf-8", f"{callback}(".encode() + reply.body + b");", reply.headers
    )


def _work(request: Request, given: Given, part: str) -> dict[str, Any]:
    """Return what is to be done."""
    if not part:
        return _service(request, given)
    if part == "preview":
        return {"what": "preview", "id": given.one("id") or ""}
    if part == "flyout/entity":
        return {"what": "flyout", "id": given.one("id") or ""}
    if part == "properties":
        return {"what": "propose", "type": given.one("type") or "", "limit": _number(given.one("limit"), 1000)}
    kind = part.removeprefix("suggest/")
    if part.startswith("suggest/") and kind in SUGGEST:
        return {"what": kind, "prefix": given.one("prefix") or "", "cursor": _number(given.one("cursor"), 0)}
    raise refused(404, "There is nothing here", "There are: /reconcile, /reconcile/suggest/entity, /reconcile/preview.")


def _service(request: Request, given: Given) -> dict[str, Any]:
    queries, extend = given.one("queries"), given.one("extend")
    if queries is not None:
        said = _object(queries, "queries")
        if len(said) > NAMES:
            raise refused(413, "Too many names at once", f"{NAMES} are the most; they are asked in several batches.")
        _checked(said, QUERIES, "queries")
        return {"what": "queries", "queries": said}
    if extend is not None:
        said = _object(extend, "extend")
        _checked(said, EXTEND, "extend")
        return {"what": "extend", "extend": said}
    return {"what": "manifest", "root": str(request.url.replace(query="", fragment="")).rstrip("/")}


def _object(text: str, name: str) -> dict[str, Any]:
    try:
        said = json.loads(text)
        json.dumps(said, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise refused(400, f"“{name}” cannot be read", "It is no JSON.") from None
    if not isinstance(said, dict):
        raise refused(400, f"“{name}” cannot be read", "It is no object.")
    return said


def _checked(said: dict[str, Any], schema: dict[str, Any], name: str) -> None:
    """Refuse what has another form than the API says."""
    error = best_match(Draft202012Validator(schema).iter_errors(said))
    if error:
        why = error.schema.get("description") if error.validator == "anyOf" else ""
        raise refused(400, f"“{name}” cannot be read", f"{error.json_path}: {why or error.message[:200]}")


def _number(text: str | None, default: int) -> int:
    if text is None or text == "":
        return default
    if not re.fullmatch("[0-9]{1,6}", text):
        raise refused(400, "This is no number", f"“{text[:50]}” is no whole number from 0 to 999,999.")
    return int(text)

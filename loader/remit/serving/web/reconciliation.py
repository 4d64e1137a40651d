"""The addresses of the Reconciliation Service API 0.2 below `/reconcile`: reading what is asked, and nothing else."""

from __future__ import annotations

import re
from typing import Any

from starlette.requests import Request

from remit.serving.keeper import task
from remit.serving.reply import Reply
from remit.serving.web.exchange import FORM, Given, address, form, media_of, refused
from remit.serving.web.served import Served
from remit.serving.web.sparql import client
from remit.serving.work.sent import FORMS

METHODS, READ = "GET, HEAD, POST, OPTIONS", "GET, HEAD, OPTIONS"
SUGGEST = ("entity", "type", "property")

#: The name of a function, for JSONP.
NAME = re.compile(r"[A-Za-z_$][A-Za-z0-9_$.]{0,99}")


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
    sent = {name: text for name in FORMS if (text := given.one(name)) is not None}
    if sent:
        return {"what": "sent", "sent": sent}
    return {"what": "manifest", "root": str(request.url.replace(query="", fragment="")).rstrip("/")}


def _number(text: str | None, default: int) -> int:
    if text is None or text == "":
        return default
    if not re.fullmatch("[0-9]{1,6}", text):
        raise refused(400, "This is no number", f"“{text[:50]}” is no whole number from 0 to 999,999.")
    return int(text)

"""The addresses and what answers at each; every answer leaves by one door, where what all have in common is added."""

from __future__ import annotations

import re
import time
import traceback
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import unquote

from starlette.requests import Request

from remit.serving.reply import Reply, problem
from remit.serving.web import memento, operating, pages, questions, reconciliation, sparql
from remit.serving.web.exchange import SHARE, Refused, finished, full, listed, refused
from remit.serving.web.handing import Assistants, handed
from remit.serving.web.room import LONG, Room, Share
from remit.serving.web.served import Served

READ = "GET, HEAD, OPTIONS"
#: Assistants are answered request by request: nothing is told to them unasked, which a GET would wait for.
SAY = "POST, OPTIONS"
HEADERS = (
    "Accept, Accept-Datetime, Content-Type, Accept-Language, If-None-Match, "
    "Mcp-Protocol-Version, Mcp-Session-Id, Mcp-Method, Mcp-Name, Last-Event-ID"
)
HOST = re.compile(rb"([A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*(:[0-9]*)?|\[[0-9A-Fa-f:.]+\](:[0-9]*)?")
CLOSE = (("Connection", "close"),)
Send = Callable[[dict[str, Any]], Awaitable[None]]
Part = Callable[[Request, Served, str], Awaitable[Reply]]


class App:
    """The application of one process of the web (ASGI)."""

    def __init__(self, served: Served, *, log: bool = False, assistants: Assistants | None = None) -> None:
        """Serve an edition; `assistants` answers at `/mcp`."""
        self.served, self.log, self.assistants = served, log, assistants
        self.room = Room(served.limits.sending)

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        began = time.monotonic()
        request = Request(scope, receive)
        path = scope["path"].lstrip("/")
        part, answer = _part(path)
        share = scope[SHARE] = Share(self.room)
        try:
            reply = await self._answered(request, path, answer)
            if scope["method"] != "HEAD" and not share.take(len(reply.body)):
                reply = finished(request, full())
            operating.note(part, scope["method"], _shown(scope), reply, began, self.log)
            await _sent(reply, scope["method"], send)
        finally:
            share.give()

    async def _answered(self, request: Request, path: str, answer: Part) -> Reply:
        try:
            if not _one_host(request.scope):
                raise refused(400, "The host is not named", "A request names one host, as HTTP/1.1 has it.")
            if listed(request, "transfer-encoding").lower() not in ("", "chunked"):
                raise refused(501, "What was sent is packed", "Of transfer codings there is: chunked.", CLOSE)
            if "\0" in path or "\\" in path or ".." in path.split("/"):
                raise refused(400, "The path cannot be read")
            if request.method == "OPTIONS":
                return finished(request, _allowed(path))
            if answer is _assistants and self.assistants and request.method == "POST":
                return finished(request, await handed(request, self.assistants, self.served.limits))
            return finished(request, await answer(request, self.served, path))
        except Refused as error:
            return finished(request, error.reply)
        except Exception:
            traceback.print_exc()
            return finished(request, problem(500, "This is a fault of the server", "It is noted in the log."))


def _one_host(scope: MutableMapping[str, Any]) -> bool:
    """Return whether a request names one host, which may be none in HTTP/1.0 (RFC 9112, 3.2)."""
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    if not hosts:
        return bool(scope["http_version"] == "1.0")
    return len(hosts) == 1 and HOST.fullmatch(hosts[0]) is not None


async def _page(request: Request, served: Served, path: str) -> Reply:
    _read_only(request)
    return pages.page(request, served, path)


async def _sparql(request: Request, served: Served, path: str) -> Reply:
    return await sparql.endpoint(request, served)


async def _question(request: Request, served: Served, path: str) -> Reply:
    _read_only(request)
    return await questions.question(request, served, path)


async def _memento(request: Request, served: Served, path: str) -> Reply:
    """Return what was at a path when a revision was in force; its own endpoint answers queries."""
    name, _, rest = path.removeprefix(memento.AT).partition("/")
    if name not in served.edition.then:
        return pages.readable(request, problem(404, "There is no such revision", ", ".join(served.edition.then)))
    if rest == "sparql":
        return await sparql.endpoint(request, served, name)
    _read_only(request)
    above = f"{memento.AT}{name}/"
    return pages.found(request, served, served.edition.then[name], rest, above) or pages.missing(request, served, rest)


async def _timemap(request: Request, served: Served, path: str) -> Reply:
    _read_only(request)
    thing = path.removeprefix(memento.MAP)
    return memento.timemap(served, thing) or pages.missing(request, served, thing)


async def _health(request: Request, served: Served, path: str) -> Reply:
    _read_only(request)
    return await operating.health(served)


async def _openapi(request: Request, served: Served, path: str) -> Reply:
    _read_only(request)
    return Reply(200, "application/json", served.description)


async def _metrics(request: Request, served: Served, path: str) -> Reply:
    _read_only(request)
    return operating.metrics()


async def _assistants(request: Request, served: Served, path: str) -> Reply:
    if request.method != "POST":
        raise refused(405, "This method is not answered", f"There are: {SAY}.", (("Allow", SAY),))
    raise refused(404, "Assistants are not answered here", "The server lacks the package mcp: remit-lod[mcp].")


#: The first step of a path → what answers there; all others are pages.
PARTS: dict[str, Part] = {
    "sparql": _sparql,
    "questions": _question,
    "memento": _memento,
    "timemap": _timemap,
    "reconcile": reconciliation.service,
    "mcp": _assistants,
    "health": _health,
    "openapi.json": _openapi,
    "metrics": _metrics,
}
#: What answers below its first step only, and what there only.
BELOW, ALONE = ("questions", "memento", "timemap"), ("sparql", "health", "metrics", "openapi.json", "mcp")


def _part(path: str) -> tuple[str, Part]:
    first, slash, _ = path.partition("/")
    answer = PARTS.get(first)
    if answer is None or (first in BELOW and not slash) or (slash and first in ALONE):
        return "pages", _page
    return first, answer


def _read_only(request: Request) -> None:
    if request.method not in ("GET", "HEAD"):
        raise refused(405, "This method is not answered", f"There are: {READ}.", (("Allow", READ),))


def _allowed(path: str) -> Reply:
    methods = sparql.METHODS if path.endswith("sparql") or path == "reconcile" else SAY if path == "mcp" else READ
    headers = (
        ("Allow", methods),
        ("Access-Control-Allow-Methods", methods),
        ("Access-Control-Allow-Headers", HEADERS),
        ("Access-Control-Max-Age", "86400"),
    )
    return Reply(204, "", b"", headers)


def _shown(scope: dict[str, Any]) -> str:
    return unquote(scope.get("raw_path", b"").decode("latin-1"))[:200]


async def _sent(reply: Reply, method: str, send: Send) -> None:
    headers = [(name.lower().encode("latin-1"), value.encode("latin-1", "replace")) for name, value in reply.headers]
    if reply.media:
        headers.append((b"content-type", reply.media.encode("latin-1")))
    if reply.status not in (204, 304):
        headers.append((b"content-length", str(len(reply.body)).encode()))
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    body = memoryview(b"" if method == "HEAD" else reply.body)
    for start in range(0, len(body) - LONG, LONG):
        await send({"type": "http.response.body", "body": bytes(body[start : start + LONG]), "more_body": True})
    await send({"type": "http.response.body", "body": bytes(body[-(len(body) % LONG or LONG) :])})

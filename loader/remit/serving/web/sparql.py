"""The SPARQL 1.1 Protocol: queries by GET and by both kinds of POST, datasets, formats; updates are refused."""

from __future__ import annotations

import re

from starlette.requests import Request

from remit.serving.keeper import task
from remit.serving.negotiation import best
from remit.serving.reply import Reply
from remit.serving.web import memento
from remit.serving.web.exchange import FORM, Given, address, body, dated, form, listed, media_of, refused
from remit.serving.web.served import Served

QUERY, UPDATE = "application/sparql-query", "application/sparql-update"
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*")
METHODS = "GET, HEAD, POST, OPTIONS"
#: What may stand for a media type in the parameter `format`.
SHORT = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "ttl": "text/turtle",
    "turtle": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
DESCRIPTIONS = ("text/turtle", "application/rdf+xml", "application/ld+json", "application/n-triples")


async def endpoint(request: Request, served: Served, revision: str = "") -> Reply:
    """Answer a request of the protocol; with `revision`, of the state that had it."""
    if request.method not in ("GET", "HEAD", "POST"):
        raise refused(405, "This method is not answered", f"There are: {METHODS}.", (("Allow", METHODS),))
    given = await _given(request, served)
    if given.all("update") or given.all("using-graph-uri") or given.all("using-named-graph-uri"):
        raise refused(403, "Updates are refused", "This endpoint answers queries; the graph is built from its sources.")
    query = given.one("query")
    if query is None and request.method == "POST":
        raise refused(400, "The query is missing", "Send it as the parameter “query”, or as application/sparql-query.")
    graphs = {"default": _graphs(given, "default-graph-uri"), "named": _graphs(given, "named-graph-uri")}
    moment = None if revision else memento.wanted(request, served)
    state = revision or (moment.name if moment else "")
    if query is None:
        reply = await description(request, served, state)
    else:
        work = task({"do": "query", "query": query, "accept": _accept(request, given), "revision": state, **graphs})
        reply = await served.working.do(served.keeper, work, client(request))
    return _told(served, reply, state, by_date=moment is not None)


def _graphs(given: Given, name: str) -> list[str]:
    """Return the graphs that a parameter names; what is no IRI is refused, and what is empty is not given."""
    found = [each for each in given.all(name) if each]
    for each in found:
        if not IRI.fullmatch(each):
            raise refused(400, "A graph is named by an IRI", f"“{name}” is “{each[:200]}”, which is none.")
    return found


def client(request: Request) -> str:
    """Return the address that a request comes from."""
    return request.client.host if request.client else ""


async def _given(request: Request, served: Served) -> Given:
    """Return the parameters of the address and of what was sent."""
    given = address(request)
    if request.method != "POST":
        return given
    media = media_of(request)
    if media == FORM:
        return given + await form(request, served.limits)
    if media == UPDATE:
        raise refused(403, "Updates are refused", "This endpoint answers queries; the graph is built from its sources.")
    if media != QUERY:
        there = f"There are: {FORM}, {QUERY}."
        raise refused(
            415, "What was sent has no media type that is read", there, (("Accept-Post", f"{FORM}, {QUERY}"),)
        )
    if given.all("query"):
        raise refused(400, "A parameter is given twice", "The query stands in the address and in what was sent.")
    try:
        return given + Given((("query", (await body(request, served.limits)).decode()),))
    except UnicodeDecodeError:
        raise refused(400, "The query cannot be read", "It is no UTF-8.") from None


def _accept(request: Request, given: Given) -> str:
    short = given.one("format") or given.one("output")
    if short is None:
        return listed(request, "accept")
    return SHORT.get(short, short)


def _told(served: Served, reply: Reply, state: str, by_date: bool) -> Reply:
    """Return a reply with its place in time."""
    links = memento.links(served, "sparql", state)
    headers = [("Vary", "Accept-Datetime"), *([("Link", ", ".join(links))] if links else [])]
    if state and reply.status == 200 and not reply.media.startswith("text/html"):
        moments = [each for each in served.edition.moments if each.name == state]
        headers += [("Memento-Datetime", dated(each.since)) for each in moments]
        headers += [("Content-Location", f"/{memento.AT}{state}/sparql")] if by_date else []
    return Reply(reply.status, reply.media, reply.body, (*reply.headers, *headers))


async def description(request: Request, served: Served, state: str = "") -> Reply:
    """Return the page where queries are written, or what this endpoint can do (SPARQL 1.1 Service Description)."""
    site = served.edition.site
    pages = ("text/html",) if "sparql.html" in site.entries else ()
    media = best(listed(request, "accept"), DESCRIPTIONS + pages)
    if media == "text/html":
        return Reply(200, "text/html; charset=utf-8", site.content("sparql.html"), (("Vary", "Accept"),))
    if media is None:
        raise refused(406, "No accepted format can be given", f"There are: {', '.join(DESCRIPTIONS)}.")
    at = str(request.url.replace(query="", fragment=""))
    work = {"do": "describe", "media": media, "endpoint": at, "revision": state}
    return await served.working.do(served.keeper, task(work), client(request))

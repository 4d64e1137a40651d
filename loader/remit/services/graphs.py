"""Graphs at a server: constructed by a query, put by the Graph Store Protocol, changed by an update."""

from __future__ import annotations

from urllib.parse import quote

from pyoxigraph import BlankNode, RdfFormat, Triple, parse
from SPARQLWrapper import TURTLE

from remit.services.answers import no_page
from remit.services.exchange import Request, Response
from remit.services.http import failure, fetch
from remit.services.service import Service
from remit.services.sparql import form

_ACCEPT = "application/n-triples, text/turtle;q=0.5"


def construct(service: Service, query: str) -> list[Triple]:
    """Return the triples of a CONSTRUCT; an answer that breaks off, or has blank nodes, is a ServiceError."""
    return read(service, fetch(service, form(service, query, _ACCEPT, TURTLE)))


def read(service: Service, response: Response) -> list[Triple]:
    """Return the triples of an answer in N-Triples or Turtle."""
    said = RdfFormat.from_media_type(response.headers.get("content-type", "text/turtle"))
    if response.body.strip():
        no_page_of(service, response, said)
    try:
        quads = parse(input=response.body, format=said or RdfFormat.TURTLE)
        triples = [Triple(quad.subject, quad.predicate, quad.object) for quad in quads]
    except (SyntaxError, ValueError) as error:
        raise failure(service, "gave a graph that breaks off or is none; it was not used") from error
    if any(isinstance(term, BlankNode) for triple in triples for term in triple):
        raise failure(service, "holds blank nodes, which cannot be told apart from one answer to the next")
    return triples


def no_page_of(service: Service, response: Response, said: RdfFormat | None) -> None:
    """Stop where an answer that is no graph by its name is a page; a graph may begin with an IRI in brackets."""
    if said is None:
        no_page(service, response)


def put(service: Service, graph: str, triples: bytes) -> None:
    """Let a graph hold some triples (in N-Triples, which are Turtle) and nothing else."""
    _send(service, "PUT", graph, triples)


def add(service: Service, graph: str, triples: bytes) -> None:
    """Add triples to a graph."""
    _send(service, "POST", graph, triples)


def update(service: Service, text: str) -> None:
    """Send an update; that of several steps is one request."""
    fetch(service, form(service, text, "*/*"))


def _send(service: Service, method: str, graph: str, triples: bytes) -> None:
    url = f"{service.endpoint}?graph={quote(graph, safe='')}"
    fetch(service, Request(method, url, triples, {"Content-Type": "text/turtle"}))

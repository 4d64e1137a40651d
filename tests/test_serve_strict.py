"""What a suite written from the standards alone, by somebody who had not read the server, found amiss."""

from __future__ import annotations

import json
import socket
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

import httpx
import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize

from endpoint import Live
from remit.serving.reply import Reply
from remit.serving.work.queries import _sound

BODY = "body/wg-1"
JSON = "application/json"


def test_the_description_of_the_endpoint_has_one_tag_for_all_processes(server: Live) -> None:
    """Its blank nodes had other names in each process, and so another tag."""
    tags = {httpx.get(server.url + "sparql", headers={"Accept": "text/turtle"}).headers["etag"] for _ in range(6)}

    assert len(tags) == 1


def test_xml_that_cannot_be_is_not_given(server: Live) -> None:
    query = "sparql?query=" + quote('SELECT ("a\\u0001b" AS ?x) {}')
    told = server.get(query, "application/sparql-results+xml")

    assert told.status_code == 406 and "JSON" in told.json()["detail"]
    assert server.get(query, "application/sparql-results+json").json()["results"]["bindings"][0]["x"]["value"] == "a\1b"


def test_a_carriage_return_survives_xml(server: Live) -> None:
    told = server.get("sparql?query=" + quote('SELECT ("a\\rb" AS ?x) {}'), "application/sparql-results+xml")

    assert "a\rb" in list(ElementTree.fromstring(told.content).itertext())


def test_a_carriage_return_survives_rdf_xml() -> None:
    triple = Triple(NamedNode("urn:a"), NamedNode("urn:b/c"), Literal("a\rb"))
    content = serialize([triple], format=RdfFormat.RDF_XML)
    assert content is not None
    told = _sound(Reply(200, "application/rdf+xml", content))

    assert [each.triple for each in parse(told.body, format=RdfFormat.RDF_XML)] == [triple]


@pytest.mark.parametrize("graph", ["registry", "no iri", "<urn:a>"])
def test_a_graph_is_named_by_an_iri(server: Live, graph: str) -> None:
    for name in ("default-graph-uri", "named-graph-uri"):
        assert server.get(f"sparql?query=ASK%7B%7D&{name}={quote(graph)}").status_code == 400


def test_a_field_of_a_form_that_is_left_empty_names_no_graph(server: Live) -> None:
    told = server.get(f"sparql?default-graph-uri=&named-graph-uri=&query={quote('ASK { ?s ?p ?o }')}")

    assert told.json()["boolean"] is True


@pytest.mark.parametrize("path", ["sparql", "reconcile"])
def test_what_was_sent_packed_is_refused(server: Live, path: str) -> None:
    headers = {"Content-Encoding": "gzip", "Content-Type": "application/x-www-form-urlencoded"}
    told = httpx.post(server.url + path, content=b"\x1f\x8b", headers=headers)

    assert (told.status_code, told.headers["accept-encoding"]) == (415, "identity")


@pytest.mark.parametrize(
    ("line", "status"), [("BREW / HTTP/1.1", 501), ("brew / HTTP/1.1", 400), ("GET / HTTP/9", 400)]
)
def test_a_method_that_nobody_knows_is_not_implemented(server: Live, line: str, status: int) -> None:
    where = urlsplit(server.url)
    with socket.create_connection((where.hostname, where.port), timeout=20) as sent:
        sent.sendall(f"{line}\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
        assert sent.makefile("rb").readline().split()[1] == str(status).encode()


@pytest.mark.parametrize("path", ["events-in-year?year=abc", "status-of-events?day=abc", "duties-in-role?role=abc"])
def test_a_parameter_of_another_form_is_not_understood(server: Live, path: str) -> None:
    assert server.get(f"questions/{path}").status_code == 400


def test_a_year_of_which_nothing_is_known_is_not_there(server: Live) -> None:
    assert server.get("questions/events-in-year?year=1850").status_code == 404


def test_plain_json_is_the_data(server: Live) -> None:
    told, exact = server.get(BODY, JSON), server.get(BODY, "application/ld+json")

    assert (told.headers["content-type"], told.content) == (JSON, exact.content)
    assert exact.headers["content-type"] == "application/ld+json"
    assert server.get(BODY, "*/*").headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    "media", ["text/turtle", "application/ld+json", "application/rdf+xml", "application/n-triples"]
)
def test_void_comes_in_each_form(server: Live, media: str) -> None:
    told = server.get(".well-known/void", media)

    assert told.headers["content-type"].partition(";")[0] == media
    assert told.content == server.get("catalog", media).content


def test_void_names_the_endpoint(server: Live) -> None:
    quads = parse(server.get(".well-known/void").content, format=RdfFormat.TURTLE)
    said = {quad.object.value for quad in quads if quad.predicate.value.endswith("#sparqlEndpoint")}

    assert said == {"https://gardens.example/data/sparql"}


def test_void_is_turtle_for_all_others(server: Live) -> None:
    for accept in ("*/*", "image/png"):
        assert server.get(".well-known/void", accept).headers["content-type"].startswith("text/turtle")


@pytest.mark.parametrize("method", ["GET", "DELETE", "HEAD", "PUT"])
def test_assistants_are_told_nothing_unasked(server: Live, method: str) -> None:
    """A GET that waits for news holds a connection for ever: as many as a stranger likes."""
    told = httpx.request(method, server.url + "mcp", headers={"Accept": "text/event-stream"}, timeout=20)

    assert (told.status_code, told.headers["allow"]) == (405, "POST, OPTIONS")
    assert httpx.options(server.url + "mcp").headers["allow"] == "POST, OPTIONS"


def test_a_page_older_than_cors_is_answered(server: Live) -> None:
    plain, called = server.get("reconcile"), server.get("reconcile?callback=jQuery.seen_1")

    assert called.headers["content-type"].startswith("text/javascript")
    assert json.loads(called.text.removeprefix("jQuery.seen_1(").removesuffix(");")) == plain.json()
    assert server.get("reconcile/suggest/entity?prefix=wg&callback=f").text.startswith('f({"result"')
    assert server.get("reconcile?callback=alert(1)//").status_code == 400
    assert server.get("reconcile?queries=x&callback=f").status_code == 400


def test_a_suggestion_is_told_in_few_words(server: Live) -> None:
    path = server.get("reconcile").json()["suggest"]["entity"]["flyout_service_path"]
    told = server.get("reconcile" + path.replace("${id}", BODY)).json()

    assert told["id"] == BODY and "WG 1" in told["html"]
    assert server.get("reconcile" + path.replace("${id}", "qxzw")).status_code == 404


def test_a_name_to_reconcile_is_said(server: Live) -> None:
    told = httpx.post(server.url + "reconcile", data={"queries": '{"q": {"limit": 1}}'})

    assert told.status_code == 400 and "query" in told.json()["detail"]


def test_a_thing_is_found_by_what_it_has_alone(server: Live) -> None:
    """The API asks for a name or for properties, each with one value or several."""
    several = {"properties": [{"pid": "skos:notation", "v": ["zz", {"id": "WG 1"}]}]}
    queries = {"alone": several, "named": {"query": "WG 1", **several}, "no": {"type": "Post", **several}}
    told = httpx.post(server.url + "reconcile", data={"queries": json.dumps(queries)}).json()

    for name in ("alone", "named"):
        first = told[name]["result"][0]
        assert (first["id"], first["score"], first["match"]) == (BODY, 100, True)
    assert told["no"]["result"] == []


def test_what_is_held_in_one_coding_is_not_held_in_another(server: Live) -> None:
    """A cache that has the packed page alone, and is told that it has the plain one, has nothing to give."""
    tags = {code: server.get(BODY, "text/html", Accept_Encoding=code).headers["etag"] for code in ("identity", "gzip")}

    for wanted in tags:
        for code, tag in tags.items():
            told = server.get(BODY, "text/html", Accept_Encoding=wanted, If_None_Match=f'"other", W/{tag}')
            assert told.status_code == (304 if code == wanted else 200), (wanted, code)
    assert "content-encoding" not in server.get(BODY, "text/html", Accept_Encoding="identity, gzip;q=0.5").headers


def test_a_header_may_come_in_several_lines(server: Live) -> None:
    lines = [("Accept", "text/html;q=0.1"), ("Accept", "text/turtle")]

    assert httpx.get(server.url + BODY, headers=lines).headers["content-type"].startswith("text/turtle")


@pytest.mark.parametrize(
    ("head", "status"),
    [
        ("GET /sparql HTTP/1.1\r\nAccept: text/turtle\r\nHost: a%zz", 400),
        ("POST /sparql HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked", 501),
        ("GET /questions/remit-of-body?body=WG+1><urn:x>;rel=canonical HTTP/1.1\r\nHost: a", 404),
    ],
)
def test_what_is_sent_ends_no_header_of_ours_and_is_no_fault(server: Live, head: str, status: int) -> None:
    where = urlsplit(server.url)
    with socket.create_connection((where.hostname, where.port), timeout=20) as line:
        line.sendall(f"{head}\r\nConnection: close\r\n\r\n".encode())
        told = line.makefile("rb").read()
    assert told.split()[1] == str(status).encode() and b"<urn:x>" not in told.partition(b"\r\n\r\n")[0]


def test_each_address_is_described_by_a_name_of_its_own(server: Live) -> None:
    said = server.get("openapi.json").json()
    names = [each["operationId"] for methods in said["paths"].values() for each in methods.values()]

    assert len(set(names)) == len(names)
    assert {"/mcp", "/catalog", "/.well-known/void", "/reconcile/flyout/entity"} <= set(said["paths"])
    assert said["info"]["license"]["url"].startswith("http")
    assert '</openapi.json>; rel="service-desc"' in server.get("").headers["link"]

"""The endpoint speaks the SPARQL 1.1 Protocol: the cases of the W3C's protocol tests, and what clients do."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import httpx
import pytest
from pyoxigraph import RdfFormat, parse
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import JSON, SPARQLWrapper

from endpoint import Live
from remit.serving.work.datasets import Graphs, taken

GRAPH = "https://gardens.example/data/graph/"
OLD, NEW = GRAPH + "wp-2021", GRAPH + "wp-2025"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
ASK = "ASK {}"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


def post(server: Live, content: str | bytes, media: str, parameters: str = "", **headers: str) -> httpx.Response:
    said = {**({"Content-Type": media} if media else {}), **headers}
    return httpx.post(f"{server.url}sparql{parameters}", content=content, headers=said, timeout=60)


def number(told: httpx.Response) -> int:
    assert told.status_code == 200, told.text
    return int(told.json()["results"]["bindings"][0]["n"]["value"])


# --- the cases of the W3C ----------------------------------------------------------------


def test_query_get(server: Live) -> None:
    assert server.get("sparql?" + urlencode({"query": ASK})).json()["boolean"] is True


def test_query_post_form(server: Live) -> None:
    assert post(server, urlencode({"query": ASK}), FORM).json()["boolean"] is True


def test_query_post_direct(server: Live) -> None:
    assert post(server, ASK, DIRECT).json()["boolean"] is True


@pytest.mark.parametrize("by", ["get", "form", "direct"])
def test_query_dataset_default_graph(server: Live, by: str) -> None:
    assert ask_in(server, by, [("default-graph-uri", OLD)]) < ask_in(server, by, [])


@pytest.mark.parametrize("by", ["get", "form", "direct"])
def test_query_dataset_default_graphs(server: Live, by: str) -> None:
    """Two graphs are one default graph, in which a triple of both counts once."""
    one, other = ask_in(server, by, [("default-graph-uri", OLD)]), ask_in(server, by, [("default-graph-uri", NEW)])

    both = ask_in(server, by, [("default-graph-uri", OLD), ("default-graph-uri", NEW)])
    twice = ask_in(server, by, [("default-graph-uri", OLD), ("default-graph-uri", OLD)])
    assert max(one, other) < both <= one + other
    assert twice == one


@pytest.mark.parametrize("by", ["get", "form", "direct"])
def test_query_dataset_named_graphs(server: Live, by: str) -> None:
    query = "SELECT (COUNT(DISTINCT ?g) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"

    assert ask_in(server, by, [("named-graph-uri", OLD), ("named-graph-uri", NEW)], query) == 2
    assert ask_in(server, by, [("named-graph-uri", OLD)]) == 0


def test_query_dataset_full(server: Live) -> None:
    query = "ASK { GRAPH ?g { ?a ?b ?c } ?s ?p ?o }"
    graphs = [("query", query), ("default-graph-uri", OLD), ("named-graph-uri", NEW)]

    assert server.get("sparql?" + urlencode(graphs)).json()["boolean"] is True


def test_query_multiple_dataset(server: Live) -> None:
    """What the request names comes before what the query does."""
    query = f"SELECT (COUNT(*) AS ?n) FROM <{GRAPH}nothing> WHERE {{ ?s ?p ?o }}"

    assert ask_in(server, "get", [], query) == 0
    assert ask_in(server, "get", [("default-graph-uri", OLD)], query) > 0


@pytest.mark.parametrize(
    ("query", "accept", "media"),
    [
        ("SELECT (1 AS ?x) {}", "application/sparql-results+json", "application/sparql-results+json"),
        ("SELECT (1 AS ?x) {}", "application/sparql-results+xml", "application/sparql-results+xml"),
        ("SELECT (1 AS ?x) {}", "text/csv", "text/csv"),
        ("SELECT (1 AS ?x) {}", "text/tab-separated-values", "text/tab-separated-values"),
        ("SELECT (1 AS ?x) {}", "application/xml;q=0.4, text/csv;q=0.3", "application/xml"),
        ("ASK {}", "application/sparql-results+xml", "application/sparql-results+xml"),
        ("ASK {}", "*/*", "application/sparql-results+json"),
        ("DESCRIBE <https://gardens.example/data/body/wg-1>", "text/turtle", "text/turtle"),
        ("CONSTRUCT { <urn:s> <urn:p> 1 } {}", "text/turtle", "text/turtle"),
        ("CONSTRUCT { <urn:s> <urn:p> 1 } {}", "application/rdf+xml", "application/rdf+xml"),
        ("CONSTRUCT { <urn:s> <urn:p> 1 } {}", "application/n-triples", "application/n-triples"),
        ("CONSTRUCT { <urn:s> <urn:p> 1 } {}", "application/ld+json", "application/ld+json"),
        ("CONSTRUCT { <urn:s> <urn:p> 1 } {}", "*/*", "text/turtle"),
    ],
)
def test_query_content_type(server: Live, query: str, accept: str, media: str) -> None:
    told = server.get("sparql?" + urlencode({"query": query}), accept)

    assert (told.status_code, told.headers["content-type"].partition(";")[0]) == (200, media)


def test_bad_query_method(server: Live) -> None:
    told = httpx.put(server.url + "sparql?" + urlencode({"query": ASK}))

    assert told.status_code == 405
    assert "POST" in told.headers["allow"]


@pytest.mark.parametrize(
    ("content", "media", "parameters", "status"),
    [
        (urlencode([("query", ASK), ("query", ASK)]), FORM, "", 400),  # bad_multiple_queries
        (ASK, DIRECT, "?query=ASK", 400),
        (ASK, "text/plain", "", 415),  # bad_query_wrong_media_type
        (urlencode({"query": ASK}), "", "", 415),  # bad_query_missing_form_type
        (ASK, "", "", 415),  # bad_query_missing_direct_type
        (ASK.encode("utf-16"), DIRECT, "", 400),  # bad_query_non_utf8
        (b"query=ASK%20%7B%7D%FF", FORM, "", 400),
        (urlencode({"query": "ASK {"}), FORM, "", 400),  # bad_query_syntax
        ("", FORM, "", 400),
    ],
)
def test_bad_queries(server: Live, content: str | bytes, media: str, parameters: str, status: int) -> None:
    told = post(server, content, media, parameters)

    assert told.status_code == status
    assert told.headers["content-type"] == "application/problem+json"
    assert told.json()["title"]


UPDATE = "INSERT DATA { <urn:s> <urn:p> 1 }"


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (urlencode({"update": UPDATE}), FORM),
        (UPDATE, "application/sparql-update"),
        (urlencode({"update": UPDATE, "using-graph-uri": OLD}), FORM),
        (urlencode([("update", UPDATE), ("update", UPDATE)]), FORM),
        (urlencode({"query": UPDATE}), FORM),
        ("PREFIX a: <urn:a>\nDELETE WHERE { ?s ?p ?o }", DIRECT),
    ],
)
def test_updates_are_refused_and_change_nothing(server: Live, content: str, media: str) -> None:
    before = ask_in(server, "get", [])

    told = post(server, content, media)

    assert (told.status_code, told.json()["title"]) == (403, "Updates are refused")
    assert ask_in(server, "get", []) == before
    assert server.get("sparql?" + urlencode({"update": UPDATE})).status_code == 403


def ask_in(server: Live, by: str, graphs: list[tuple[str, str]], query: str = COUNT) -> int:
    if by == "get":
        return number(server.get("sparql?" + urlencode([("query", query), *graphs])))
    if by == "form":
        return number(post(server, urlencode([("query", query), *graphs]), FORM))
    return number(post(server, query, DIRECT, "?" + urlencode(graphs)))


# --- errors, limits ----------------------------------------------------------------------


def test_a_syntax_error_names_its_line_and_column(server: Live) -> None:
    told = post(server, "SELECT *\nWHERE { ?s ?p }", DIRECT)

    assert told.status_code == 400
    assert told.json()["line"] == 2
    assert told.json()["column"] in (15, 16)  # the bracket, or behind it: as the parser counts


def test_service_reaches_nobody(server: Live) -> None:
    for where in ("http://127.0.0.1:1/", "http://169.254.169.254/latest", "file:///etc/passwd"):
        told = post(server, f"SELECT * {{ SERVICE SILENT <{where}> {{ ?s ?p ?o }} }}", DIRECT)

        assert (told.status_code, told.json()["title"]) == (403, "SERVICE is refused")


def test_from_reads_no_files_and_no_addresses(server: Live) -> None:
    assert ask_in(server, "get", [], "SELECT (COUNT(*) AS ?n) FROM <file:///etc/passwd> { ?s ?p ?o }") == 0
    assert ask_in(server, "get", [("default-graph-uri", server.url)]) == 0


def test_the_word_service_in_a_string_is_no_service(server: Live) -> None:
    assert post(server, "ASK { FILTER('SERVICE <urn:x> {}' != '') } # SERVICE", DIRECT).json()["boolean"] is True


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {" + "{" * 10_000 + "}" * 10_001,
        "SELECT (" + "(" * 10_000 + "1" + ")" * 10_000 + " AS ?x) {}",
    ],
)
def test_what_is_nested_too_deeply_is_told(server: Live, query: str) -> None:
    assert post(server, query, DIRECT).json()["title"] == "The query is nested too deeply"


def test_a_query_that_is_too_long_is_not_read(server: Live) -> None:
    assert post(server, "ASK {} #" + "x" * 1_000_000, DIRECT).status_code == 413
    assert httpx.get(server.url + "sparql?query=" + "x" * 60_000).status_code in (400, 414, 431)


def test_an_answer_that_is_too_long_is_never_cut(server: Live) -> None:
    told = post(server, "SELECT * { ?a ?b ?c . ?d ?e ?f }", DIRECT)

    assert told.status_code in (413, 503)
    assert told.headers["content-type"] == "application/problem+json"


def test_what_is_another_answer_each_time_is_not_kept(server: Live) -> None:
    query = "SELECT (STRUUID() AS ?x) {}"

    assert post(server, query, DIRECT).text != post(server, query, DIRECT).text


# --- what it says of itself, and clients -------------------------------------------------


def test_the_description_counts_what_is_there(server: Live) -> None:
    told = server.get("sparql", "text/turtle")

    quads = list(parse(told.content, format=RdfFormat.TURTLE))
    counts = {int(q.object.value) for q in quads if str(q.predicate.value).endswith("#triples")}
    assert {ask_in(server, "get", []), ask_in(server, "get", [("default-graph-uri", OLD)])} <= counts
    assert f"{server.url}sparql" in told.text
    assert "SPARQL11Query" in told.text and "BasicFederatedQuery" not in told.text


def test_sparqlwrapper_reads_the_answers(server: Live) -> None:
    client = SPARQLWrapper(server.url + "sparql", returnFormat=JSON)
    client.setQuery("SELECT ?s { ?s a ?c } LIMIT 3")

    assert len(client.queryAndConvert()["results"]["bindings"]) == 3  # type: ignore[index,call-overload]


def test_rdflib_reads_the_answers(server: Live) -> None:
    store = SPARQLStore(server.url + "sparql", returnFormat="json")

    assert len(list(store.query("SELECT ?s { ?s a ?c } LIMIT 3"))) == 3


def test_the_format_can_be_named_in_the_address(server: Live) -> None:
    told = server.get("sparql?" + urlencode({"query": "SELECT (1 AS ?x) {}", "format": "csv"}))

    assert told.text.split() == ["x", "1"]
    assert json.loads(server.get("sparql?" + urlencode({"query": ASK, "format": "json"})).text)["boolean"] is True


@pytest.mark.parametrize(
    ("text", "graphs"),
    [
        ("SELECT * { ?s ?p 'FROM <urn:a>' }", Graphs()),
        ("SELECT * FROM <urn:a> FROM <urn:b> {}", Graphs(("urn:a", "urn:b"))),
        ("BASE <urn:x/> DESCRIBE <y> FROM <a>", Graphs(("urn:x/a",))),
        ("PREFIX p: <urn:p#> CONSTRUCT { ?s ?p ?o } FROM NAMED p:a WHERE { ?s ?p ?o }", Graphs((), ("urn:p#a",))),
        ("ASK FROM <urn:a>{}", Graphs(("urn:a",))),
    ],
)
def test_dataset_clauses_are_read(text: str, graphs: Graphs) -> None:
    assert taken(text)[1] == graphs
    assert len(taken(text)[0]) == len(text)

"""What --store is given, who logs in, and what a bad server or a bad name comes to: one sentence each."""

from __future__ import annotations

import base64
from pathlib import Path
from urllib.request import parse_http_list, parse_keqv_list

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, Store

from remit import Workspace
from remit.cli import remit
from remit.errors import RemitError, ServiceError, StoreError
from remit.services import graphs, sparql
from remit.services.exchange import Response
from remit.services.login import HEADER, PASSWORD, USER, Login, from_environment
from remit.starting import start
from remit.stores.opening import opened, put
from remit.stores.place import Place, catalogue, place_of
from remit.stores.remote import Remote
from serving import Handler, served, service

BUNDLED = Workspace.bundled()
ROWS = b'{"head": {"vars": ["a"]}, "results": {"bindings": []}}'
QUERY = "SELECT ?a WHERE { ?a ?b ?c }"


# --- places ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "query", "update", "into"),
    [
        ("fuseki:https://h.example/ds/", "/ds/query", "/ds/update", "/ds/data"),
        ("http://h.example:3030/ds", "/ds/query", "/ds/update", "/ds/data"),
        ("https://h.example/repositories/r", "/repositories/r", "/repositories/r/statements",
         "/repositories/r/rdf-graphs/service"),
        ("Virtuoso:https://h.example", "/sparql", "/sparql-auth", "/sparql-graph-crud-auth"),
        ("http://h.example:7878", "/query", "/update", "/store"),
        ("https://x.neptune.amazonaws.com:8182", "/sparql", "/sparql", "/sparql/gsp/"),
    ],
)  # fmt: skip
def test_the_three_addresses_follow_from_product_and_address(said: str, query: str, update: str, into: str) -> None:
    place = place_of(said, BUNDLED)

    assert place
    assert [each.partition("://")[2].partition("/")[2] for each in (place.query, place.update, place.graphs)] == [
        each[1:] for each in (query, update, into)
    ]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("https://h.example/ds", "which product is it"),
        ("stardust:https://h.example/ds", "no product that is known; there is fuseki"),
        ("fuseki:https://me:so-secret\N{COMMERCIAL AT}h.example/ds", "do not belong in an address"),
        ("fuseki:https://h.example/ds?token=so-secret", "ends before"),
        ("fuseki:https:///ds", "no address"),
        ("fuseki:http://h.example:port/ds", "no address"),
        ("fuseki:http://[", "no address"),
    ],
)
def test_what_is_no_place_is_one_sentence_without_secrets(said: str, sentence: str) -> None:
    with pytest.raises(StoreError, match=sentence) as stopped:
        place_of(said, BUNDLED)

    assert "so-secret" not in str(stopped.value)


@given(st.text(max_size=30).map("https:".__add__) | st.text(max_size=30).map("fuseki:http://".__add__) | st.text())
def test_any_text_is_a_place_a_folder_or_a_sentence(said: str) -> None:
    try:
        place_of(said, BUNDLED)
    except StoreError as stopped:
        assert str(stopped)


def test_a_workspace_names_a_store_of_its_own(tmp_path: Path) -> None:
    start(tmp_path / "own")
    (tmp_path / "own" / "data" / "stores.yaml").write_text(
        "- {id: ours, name: Our store, query: 'https://q.example/a', update: 'https://u.example/b',"
        " graphs: 'https://g.example/c', default: own, page: 7}\n"
    )
    place = place_of("ours", Workspace.at(tmp_path / "own"))

    assert place
    assert (place.query, place.graphs, place.page) == ("https://q.example/a", "https://g.example/c", 7)
    assert place_of("ours", BUNDLED) is None
    assert list(catalogue(BUNDLED)) == sorted(catalogue(BUNDLED))


# --- folders -----------------------------------------------------------------------------


def test_a_folder_of_oxigraphs_own_is_opened_and_one_with_other_files_is_left_alone(tmp_path: Path) -> None:
    quad = Quad(NamedNode("urn:a"), NamedNode("urn:b"), NamedNode("urn:c"))
    raw = Store(str(tmp_path / "raw"))
    raw.add(quad)
    raw.flush()
    del raw
    (tmp_path / "other" / "kept").mkdir(parents=True)

    assert list(opened(Workspace(BUNDLED.root, str(tmp_path / "raw")))) == [quad]
    for name in ("raw", "other"):
        with pytest.raises(StoreError, match="holds other files"):
            put(None, Workspace(BUNDLED.root, str(tmp_path / name)))  # type: ignore[arg-type]
    assert (tmp_path / "other" / "kept").is_dir()
    with pytest.raises(StoreError, match="holds no graph"):
        opened(Workspace(BUNDLED.root, str(tmp_path / "nothing")))


def test_a_store_and_a_document_do_not_go_together() -> None:
    said = CliRunner().invoke(remit, ["check", "--store", "somewhere", "programme.txt"])

    assert said.exit_code == 2
    assert "name no document" in said.output


# --- login -------------------------------------------------------------------------------


def asking(challenge: str) -> object:
    def answer(handler: Handler, _: int) -> None:
        if "Authorization" in handler.headers:
            handler.reply(ROWS, form="application/sparql-results+json")
        else:
            handler.reply(b"", 401, WWW_Authenticate=challenge)

    return answer


@pytest.mark.parametrize(
    ("challenge", "scheme"),
    [
        ('Basic realm="a, b"', "Basic"),
        ('Digest realm="a", nonce="n", qop="auth", algorithm="MD5"', "Digest"),
        ('Basic realm="a", Digest realm="a", nonce="n"', "Digest"),
    ],
)
def test_a_server_that_asks_is_told_and_the_password_only_where_it_takes_no_digest(challenge: str, scheme: str) -> None:
    with served(asking(challenge)) as server:  # type: ignore[arg-type]
        assert sparql.select(service(server.url, login=Login("me", "pass:word")), QUERY).rows == []

    first, second = server.asked
    said, _, rest = second.headers["Authorization"].partition(" ")
    assert "Authorization" not in first.headers
    assert said == scheme
    if scheme == "Basic":
        assert base64.b64decode(rest) == b"me:pass:word"
    else:
        assert "pass:word" not in rest
        assert parse_keqv_list(parse_http_list(rest))["username"] == "me"


def test_a_header_of_the_environment_goes_along_and_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HEADER, "Authorization: Bearer so-secret")
    login = from_environment()
    with served(lambda handler, _: handler.reply(b"", 403)) as server, pytest.raises(ServiceError) as stopped:
        sparql.select(service(server.url, login=login), QUERY)

    assert [each.headers["Authorization"] for each in server.asked] == ["Bearer so-secret"]
    assert "so-secret" not in repr(stopped.value) + repr(login) + repr(service(server.url, login=login))


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({USER: "me"}, "only one is set"),
        ({USER: "me", PASSWORD: "so-secret\nX: y"}, "cannot be sent"),
        ({HEADER: "so-secret"}, "holds no header"),
        ({HEADER: "A: so-secret\nB: c"}, "holds no header"),
    ],
)
def test_what_cannot_be_sent_is_one_sentence(
    variables: dict[str, str], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (USER, PASSWORD, HEADER):
        monkeypatch.setenv(name, variables.get(name, ""))

    with pytest.raises(ServiceError, match=sentence) as stopped:
        from_environment()

    assert "so-secret" not in str(stopped.value)


def test_a_host_that_did_not_ask_is_told_nothing() -> None:
    login = Login("me", "so-secret")

    assert login.learn("https://h.example/a", {"www-authenticate": 'Basic realm="a"'})

    assert login.headers("GET", "https://h.example/b")
    assert login.headers("GET", "https://other.example/a") == {}


@given(
    st.text(max_size=60)
    | st.text(max_size=40).map("Digest ".__add__)
    | st.text(max_size=40).map('Digest nonce="'.__add__)
)
def test_any_challenge_is_answered_or_not(said: str) -> None:
    login = Login("me", "so-secret")

    login.learn("http://h.example/", {"www-authenticate": said})

    assert "so-secret" not in "".join(login.headers("GET", "http://h.example/").values())


# --- bad servers -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "form"),
    [
        (b"<html>Sign in</html>", "text/html"),
        (b"<urn:a> <urn:b> .", "application/n-triples"),
        (b"<urn:a> <urn:b> <ur", "text/turtle"),
        (b"_:a <urn:b> <urn:c> .", "application/n-triples"),
        (b"\xff\xfe", "application/n-triples"),
    ],
)
def test_an_answer_that_is_no_graph_is_one_sentence(body: bytes, form: str) -> None:
    with pytest.raises(ServiceError):
        graphs.read(service("http://h.example/"), Response(200, {"content-type": form}, body))


def test_a_store_that_gives_less_than_it_counts_is_not_taken_for_whole() -> None:
    counts = (
        b'{"head": {"vars": ["g", "n"]}, "results": {"bindings": [{"g": {"type": "uri", "value": '
        b'"http://b.example/graph/a"}, "n": {"type": "literal", "value": "5"}}]}}'
    )

    def answer(handler: Handler, number: int) -> None:
        if number == 0:
            handler.reply(counts, form="application/sparql-results+json")
        else:
            handler.reply(b"<urn:a> <urn:b> <urn:c> ." if number == 1 else b"", form="application/n-triples")

    with served(answer) as server:
        place = Place("A store", server.url, server.url, server.url, union=True)
        with pytest.raises(StoreError, match="holds 5 triples .* and gave 1"):
            Remote(place, "http://b.example/").copy()


def test_what_a_store_says_of_graphs_elsewhere_is_left_alone_and_a_count_is_a_number() -> None:
    cells = '{"g": {"type": "uri", "value": "http://%s/graph/a"}, "n": {"type": "literal", "value": "%s"}}'
    said = ['{"head": {"vars": ["g", "n"]}, "results": {"bindings": [' + cells + "]}}"] * 2
    bodies = [said[0] % ("others.example", "5"), said[1] % ("b.example", "many")]

    with served(lambda h, n: h.reply(bodies[n].encode(), form="application/sparql-results+json")) as server:
        there = Remote(Place("A store", server.url, server.url, server.url, union=True), "http://b.example/")
        assert there.counts() == {}
        with pytest.raises(StoreError, match="no number"):
            there.counts()


def test_a_store_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    said = CliRunner().invoke(
        remit, ["ask", "events-in-year", "--year", "2017", "--store", "oxigraph:http://127.0.0.1:9"]
    )

    assert isinstance(said.exception, RemitError)
    assert "refused" in str(said.exception)

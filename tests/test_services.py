"""Live services are asked politely, and what they do wrong is bounded, said in one sentence, and not kept."""

from __future__ import annotations

import gzip
import json
import time
from email.utils import formatdate
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from remit.errors import ServiceError
from remit.services import sparql
from serving import Answering, Handler, served, service

QUERY = "SELECT ?a WHERE { ?a ?b ?c }"
GOOD = json.dumps(
    {"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "uri", "value": "urn:lamp:1"}}]}}
).encode()
JSON = "application/sparql-results+json"


def good(handler: Handler, _: int) -> None:
    handler.reply(GOOD, form=JSON)


def sending(body: bytes, form: str = "application/json", **headers: str) -> Answering:
    return lambda handler, _: handler.reply(body, form=form, **headers)  # type: ignore[arg-type]


# --- what is right -----------------------------------------------------------------------


def test_a_request_says_who_asks_and_what_is_understood() -> None:
    with served(good) as server:
        answer = sparql.select(service(server.url), QUERY)

    assert answer == sparql.Answer([{"a": NamedNode("urn:lamp:1")}], cut=False)
    (asked,) = server.asked
    assert asked.method == "POST"
    assert asked.headers["Accept"] == JSON
    assert asked.headers["User-Agent"].startswith("remit/")
    assert asked.headers["User-Agent"].endswith("(https://example.org/contact)")
    assert asked.body.startswith(b"query=SELECT")


def test_terms_of_every_form_are_read() -> None:
    cells: dict[str, dict[str, str]] = {
        "a": {"type": "literal", "value": "lamp", "xml:lang": "en"},
        "b": {"type": "typed-literal", "value": "1", "datatype": "urn:number"},
        "c": {"type": "bnode", "value": "b0"},
        "d": {"type": "literal", "value": "plain"},
    }
    body = json.dumps({"head": {"vars": [*cells, "e"]}, "results": {"bindings": [cells]}, "meta": {}}).encode()
    with served(sending(body)) as server:
        (row,) = sparql.select(service(server.url), QUERY).rows

    assert row == {
        "a": Literal("lamp", language="en"), "b": Literal("1", datatype=NamedNode("urn:number")),
        "c": BlankNode("b0"), "d": Literal("plain"),
    }  # fmt: skip


def test_an_answer_is_kept_for_its_time_and_no_longer(tmp_path: Path) -> None:
    with served(good) as server:
        for _ in range(3):
            sparql.select(service(server.url, kept=tmp_path), QUERY)
        once = len(server.asked)
        sparql.select(service(server.url, kept=tmp_path), QUERY + " # another")
        sparql.select(service(server.url, kept=tmp_path, days=0), QUERY)

    assert once == 1
    assert len(server.asked) == 3


@pytest.mark.parametrize("torn", [b"", b"{", b"no json\nbody", None])
def test_a_kept_answer_that_is_torn_is_asked_again(tmp_path: Path, torn: bytes | None) -> None:
    with served(good) as server:
        made = service(server.url, kept=tmp_path)
        sparql.select(made, QUERY)
        (path,) = tmp_path.iterdir()
        path.write_bytes(path.read_bytes()[:-3] if torn is None else torn)

        assert len(sparql.select(made, QUERY).rows) == 1
        assert len(server.asked) == 2


def test_an_answer_packed_by_the_service_is_unpacked() -> None:
    with served(sending(gzip.compress(GOOD), Content_Encoding="gzip")) as server:
        assert len(sparql.select(service(server.url), QUERY).rows) == 1


# --- answers that are a part -------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "rows"),
    [({"X_SPARQL_MaxRows": "1"}, 0), ({"X_SQL_State": "S1TAT"}, 0), ({}, 1)],
    ids=["Virtuoso's limit of rows", "Virtuoso out of time", "as many rows as the limit"],
)
def test_a_cut_answer_is_recognised_though_it_is_a_success_and_is_not_kept(
    tmp_path: Path, headers: dict[str, str], rows: int
) -> None:
    with served(sending(GOOD, **headers)) as server:
        made = service(server.url, kept=tmp_path, rows=rows)
        assert sparql.select(made, QUERY).cut

    assert not list(tmp_path.iterdir())


def test_a_limit_that_is_not_reached_cuts_nothing() -> None:
    with served(sending(GOOD, X_SPARQL_MaxRows="10000")) as server:
        assert not sparql.select(service(server.url, rows=2), QUERY).cut


# --- what services do wrong --------------------------------------------------------------


def drip(handler: Handler, _: int) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b" ")
        time.sleep(0.05)


def drip_headers(handler: Handler, _: int) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for _ in range(200):
        handler.wfile.write(b"X")
        time.sleep(0.05)


def endless(handler: Handler, _: int) -> None:
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b" " * 65536)


def endless_headers(handler: Handler, _: int) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        handler.wfile.write(b"X: y\r\n" * 1000)


def silent(handler: Handler, _: int) -> None:
    time.sleep(1.5)


def short(handler: Handler, _: int) -> None:
    handler.close_connection = True
    handler.reply(GOOD, Content_Length=str(len(GOOD) + 50))


def hang_up(handler: Handler, _: int) -> None:
    handler.close_connection = True


def elsewhere(handler: Handler, _: int) -> None:
    handler.reply(b"", 302, Location="http://other.example/ask")


def round_and_round(handler: Handler, _: int) -> None:
    handler.reply(b"", 307, Location=handler.path)


def nested(depth: int) -> bytes:
    return b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":' + b'{"type":"triple","value":{"subject":' * depth


BOMB = gzip.compress(b" " * 200_000_000, 9)
WRONG: dict[str, tuple[Answering, str]] = {
    "429 again and again": (lambda h, _: h.reply(b"", 429, Retry_After="0"), "answers with status 429, 2 times"),
    "429 for an hour": (lambda h, _: h.reply(b"", 429, Retry_After="3600"), "to be left alone for 3600 s"),
    "429 until a date": (
        lambda h, _: h.reply(b"", 429, Retry_After=formatdate(time.time() + 7200, usegmt=True)),
        "asks to be left alone for 7",
    ),
    "429 until never": (lambda h, _: h.reply(b"", 429, Retry_After="9" * 4000), "asks to be left alone"),
    "429 with nonsense": (lambda h, _: h.reply(b"", 429, Retry_After="soon"), "answers with status 429, 2 times"),
    "500": (lambda h, _: h.reply(b"out of memory", 500, "text/plain"), "status 500 (“out of memory”), 2 times"),
    "400": (lambda h, _: h.reply(b"line 1:\n no such", 400, "text/plain"), "status 400 (“line 1: no such”)"),
    "404 page": (lambda h, _: h.reply(b"<html>", 404, "text/html"), "refuses the request with status 404"),
    "never an answer": (silent, "gave no whole answer within 0.6 s"),
    "a drip": (drip, "gave no whole answer within 0.6 s"),
    "a drip of headers": (drip_headers, "gave no whole answer within 0.6 s"),
    "an endless answer": (endless, "more than 100,000 bytes"),
    "endless headers": (endless_headers, "broke off the connection"),
    "a bomb": (sending(BOMB, Content_Encoding="gzip"), "more than 100,000 bytes"),
    "a bomb in a bomb": (sending(gzip.compress(BOMB), Content_Encoding="gzip, gzip"), "more than 100,000 bytes"),
    "no gzip": (sending(GOOD, Content_Encoding="gzip"), "cannot be unpacked"),
    "cut gzip": (sending(gzip.compress(GOOD * 9)[:60], Content_Encoding="gzip"), "breaks off"),
    "a length too long": (short, "broke off"),
    "a length too short": (sending(GOOD, Content_Length="20"), "breaks off"),
    "hanging up": (hang_up, "broke off the connection"),
    "cut JSON": (sending(GOOD[:-4]), "breaks off or is no JSON"),
    "JSON and an error": (sending(GOOD + b"\njava.util.concurrent.TimeoutException"), "breaks off or is no JSON"),
    "a page": (sending(b"<!DOCTYPE html>", form="text/html"), "a page instead of data"),
    "a page called JSON": (sending(b"\n <html>"), "a page instead of data"),
    "nothing": (sending(b""), "an empty answer"),
    "elsewhere": (elsewhere, "redirects to http://other.example, another host"),
    "elsewhere, no address": (lambda h, _: h.reply(b"", 302, Location="http://[nowhere"), "no address"),
    "to a file": (lambda h, _: h.reply(b"", 302, Location="file:///etc/passwd"), "another host"),
    "round and round": (round_and_round, "redirects more than 3 times"),
    "half a letter": (sending(GOOD.replace(b"urn:lamp:1", b"urn:lamp:\\ud800")), "breaks off within a letter"),
    "yes": (sending(b'{"head":{},"boolean":true}'), "yes or no"),
    "a list": (sending(b"[]"), "the answer is no dict"),
    "no results": (sending(b'{"head":{}}'), "results is no dict"),
    "rows that are none": (sending(b'{"results":{"bindings":[7]}}'), "another form"),
    "cells that are none": (sending(b'{"results":{"bindings":[{"a":7}]}}'), "another form"),
    "values that are none": (sending(b'{"results":{"bindings":[{"a":{"type":"uri","value":7}}]}}'), "another form"),
    "numbers for texts": (sending(b'{"results":{"bindings":[{"a":{"type":"literal","value":7}}]}}'), "another form"),
    "a host that steers a terminal": (lambda h, _: h.reply(b"", 302, Location="//lamp\x9b2J.example/"), "//lamp�2J"),
    "no IRI": (sending(b'{"results":{"bindings":[{"a":{"type":"uri","value":"a b"}}]}}'), "another form"),
    "no language": (
        sending(b'{"results":{"bindings":[{"a":{"type":"literal","value":"a","xml:lang":"a b"}}]}}'),
        "another form",
    ),
    "deep": (sending(nested(2_000)), "breaks off or is no JSON"),
    "no text": (sending(b"\xff\xfe\x00\x01"), "breaks off or is no JSON"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_what_a_service_does_wrong_is_bounded_said_in_one_sentence_and_not_kept(wrong: str, tmp_path: Path) -> None:
    answering, said = WRONG[wrong]
    with served(answering) as server:
        made = service(server.url, kept=tmp_path)
        begun = time.monotonic()
        with pytest.raises(ServiceError) as stopped:
            sparql.select(made, QUERY)
        took = time.monotonic() - begun

    assert said.lower() in str(stopped.value).lower()
    assert str(stopped.value).startswith("Made-up service (http://127.0.0.1") and "\n" not in str(stopped.value)
    assert len(str(stopped.value)) < 400
    assert took < 4
    assert not list(tmp_path.iterdir())


def test_a_service_that_is_not_there_is_said_so() -> None:
    with pytest.raises(ServiceError, match="connection is refused"):
        sparql.select(service("http://127.0.0.1:9/"), QUERY)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"head":{"vars":["q"]},"results":{"bindings":[]}}', "it lacks ?a"),
        (b'{"head":{},"results":{"bindings":[]}}', "vars of the head is no list"),
        (b'{"results":{"bindings":[]}}', "head is no dict"),
        (b'{"head":{"vars":["a"]},"results":{"bindings":[{}]}}', "a row without ?a"),
    ],
)
def test_an_answer_without_what_was_asked_for_is_none_and_not_kept(body: bytes, said: str, tmp_path: Path) -> None:
    with served(sending(body)) as server:
        with pytest.raises(ServiceError) as stopped:
            sparql.select(service(server.url, kept=tmp_path), QUERY, columns=("a",), bound=("a",))

    assert said in str(stopped.value)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("status", [429, 502, 503])
def test_an_overloaded_service_is_asked_again_when_it_said(status: int) -> None:
    times: list[float] = []

    def answering(handler: Handler, number: int) -> None:
        times.append(time.monotonic())
        if number:
            handler.reply(GOOD)
        else:
            handler.reply(b"", status, Retry_After="1")

    with served(answering) as server:
        assert len(sparql.select(service(server.url), QUERY).rows) == 1

    assert times[1] - times[0] >= 0.95


def test_a_redirect_at_the_same_host_is_followed() -> None:
    def answering(handler: Handler, number: int) -> None:
        handler.reply(GOOD) if number else handler.reply(b"", 307, Location="/elsewhere")

    with served(answering) as server:
        assert len(sparql.select(service(server.url), QUERY).rows) == 1

    assert [asked.path for asked in server.asked] == ["/ask", "/elsewhere"]
    assert server.asked[1].body == server.asked[0].body

"""Pages and data are given by what is accepted, with headers that are true."""

from __future__ import annotations

import gzip
import json
import socket
from types import SimpleNamespace
from urllib.parse import urlsplit

import brotli
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse
from starlette.datastructures import Headers

from endpoint import Live
from remit.serving.negotiation import best, best_language
from remit.serving.web.pages import missing

BODY = "body/wg-1"
DATA = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
}


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", "text/html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/turtle", "text/turtle"),
        ("text/turtle;q=0.4, application/ld+json;q=0.6", "application/ld+json"),
        ("text/html;q=0.2, text/turtle;q=0.3", "text/turtle"),
        ("application/n-triples, */*;q=0.1", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("text/markdown", "text/markdown"),
        ("text/calendar", "text/calendar"),
        ("text/*;q=0.5, text/html;q=0", "text/turtle"),
        ("nonsense", "text/html"),
    ],
)
def test_a_thing_is_given_in_the_form_that_is_accepted_best(server: Live, accept: str, media: str) -> None:
    told = server.get(BODY, accept)

    assert (told.status_code, told.headers["content-type"].partition(";")[0]) == (200, media)
    assert {"accept", "accept-language", "accept-datetime", "accept-encoding"} <= {
        each.strip().lower() for each in told.headers["vary"].split(",")
    }


def test_what_cannot_be_given_is_406_and_lists_what_can(server: Live) -> None:
    told = server.get(BODY, "image/png")

    assert told.status_code == 406
    assert "text/turtle" in told.json()["detail"]


def test_all_forms_hold_the_same_triples(server: Live) -> None:
    told = {media: server.get(BODY, media).content for media in DATA}

    read = [{q.triple for q in parse(told[media], format=form)} for media, form in DATA.items()]
    assert read[0] and all(each == read[0] for each in read)


def test_a_suffix_is_the_same_as_to_accept(server: Live) -> None:
    assert server.get(BODY + ".ttl").content == server.get(BODY, "text/turtle").content


def test_a_page_comes_in_the_language_that_is_accepted(server: Live) -> None:
    assert server.get("", "text/html", Accept_Language="ru, en;q=0.5").headers["content-language"] == "ru"
    assert server.get("", "text/html", Accept_Language="fr").headers["content-language"] == "en"


def test_a_head_is_a_get_without_its_body(server: Live) -> None:
    head, get = httpx.head(server.url + BODY), server.get(BODY)

    assert (head.status_code, head.content) == (200, b"")
    same = {k: v for k, v in head.headers.items() if k not in ("date", "content-length", "content-encoding", "etag")}
    assert same == {k: v for k, v in get.headers.items() if k in same}


def test_unchanged_content_is_not_sent_again(server: Live) -> None:
    first = server.get(BODY, "text/turtle")

    by_tag = server.get(BODY, "text/turtle", If_None_Match=first.headers["etag"])
    by_date = server.get(BODY, "text/turtle", If_Modified_Since=first.headers["last-modified"])
    other = server.get(BODY, "text/turtle", If_None_Match='"other"')
    assert (by_tag.status_code, by_tag.content, by_date.status_code, other.status_code) == (304, b"", 304, 200)
    assert by_tag.headers["etag"] == first.headers["etag"]


def test_a_tag_says_more_than_a_date(server: Live) -> None:
    date = server.get(BODY).headers["last-modified"]

    assert server.get(BODY, If_None_Match='"other"', If_Modified_Since=date).status_code == 200


@pytest.mark.parametrize(("coding", "unpack"), [("gzip", gzip.decompress), ("br", brotli.decompress)])
def test_text_is_packed_for_those_who_accept_it(server: Live, coding: str, unpack: object) -> None:
    with httpx.stream("GET", server.url + BODY, headers={"Accept-Encoding": coding}) as told:
        packed = b"".join(told.iter_raw())

    plain = server.get(BODY, Accept_Encoding="identity")
    assert told.headers["content-encoding"] == coding
    assert unpack(packed) == plain.content  # type: ignore[operator]
    assert told.headers["etag"] != plain.headers["etag"]
    assert server.get(BODY, If_None_Match=told.headers["etag"], Accept_Encoding=coding).status_code == 304


def test_machines_are_led_on_by_links(server: Live) -> None:
    links = server.get(BODY).headers["link"]

    for said in ('rel="cite-as"', 'rel="describedby"; type="text/turtle"', 'rel="license"', 'rel="canonical"'):
        assert said in links
    assert "https://gardens.example/data/body/wg-1" in links


def test_the_data_of_a_page_leads_back_to_it(server: Live) -> None:
    assert f'</{BODY}>; rel="describes"' in server.get(BODY + ".ttl").headers["link"]


def test_everybody_may_read_from_other_pages(server: Live) -> None:
    assert server.get(BODY).headers["access-control-allow-origin"] == "*"
    asked = httpx.options(server.url + "sparql", headers={"Origin": "https://example.org"})
    assert asked.status_code == 204
    assert "POST" in asked.headers["access-control-allow-methods"]


def test_what_is_not_there_says_what_was_meant(server: Live) -> None:
    told = server.get("body/wg-10")

    assert (told.status_code, told.headers["content-type"]) == (404, "application/problem+json")
    assert "/body/wg-1" in told.json()["near"]
    assert '<a href="/body/wg-1">' in server.get("body/wg-10", "text/html").text


def test_what_was_there_and_is_no_more_is_gone(server: Live) -> None:
    """What only an older state has is 410, and leads there."""
    served = SimpleNamespace(
        edition=SimpleNamespace(then={"wp-2021": SimpleNamespace(variants={"body/x": ()}, entries={})})
    )
    request = SimpleNamespace(headers=Headers({"accept": "*/*"}))

    told = missing(request, served, "body/x")  # type: ignore[arg-type]

    assert told.status == 410
    assert dict(told.headers)["Link"] == '</memento/wp-2021/body/x>; rel="memento"'
    assert server.get("timemap/nothing").status_code == 404


def test_a_path_leads_nowhere_but_into_the_site(server: Live) -> None:
    host, port = urlsplit(server.url).hostname, urlsplit(server.url).port
    for path in (
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/body/..%2f..%2fetc/passwd",
        "//etc/passwd",
        "/.remit-site",
        "/%00",
    ):
        with socket.create_connection((host, port)) as line:
            line.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
            told = b"".join(iter(lambda: line.recv(65536), b""))
        assert int(told.split()[1]) in (400, 404), (path, told[:80])
        assert b"root:" not in told


def test_pages_are_only_read(server: Live) -> None:
    told = httpx.put(server.url + BODY, content=b"x")

    assert (told.status_code, told.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


def test_another_slash_leads_to_the_page(server: Live) -> None:
    told = server.get(BODY + "/")

    assert (told.status_code, told.headers["location"]) == (308, "/" + BODY)


def test_the_catalogue_stands_where_others_look_for_it(server: Live) -> None:
    assert server.get(".well-known/void").headers["content-type"].startswith("text/turtle")
    assert server.get("catalog", "text/turtle").status_code == 200
    assert json.loads(server.get("context.jsonld").content)["@context"]


MEDIA = st.sampled_from(["text/html", "text/turtle", "application/ld+json"])


@given(st.text(max_size=200))
def test_any_header_is_read(text: str) -> None:
    assert best(text, ("text/html", "text/turtle")) in ("text/html", "text/turtle", None)
    assert best_language(text, ("en", "ru")) in ("en", "ru")


@given(st.lists(st.tuples(MEDIA, st.integers(0, 10)), min_size=1, max_size=3, unique_by=lambda each: each[0]))
def test_what_is_chosen_has_the_highest_quality(ranges: list[tuple[str, int]]) -> None:
    header = ", ".join(f"{media};q={weight / 10}" for media, weight in ranges)

    chosen = best(header, ("text/html", "text/turtle", "application/ld+json"))

    highest = max(weight for _, weight in ranges)
    assert (chosen is None) == (highest == 0)
    assert chosen is None or dict(ranges)[chosen] == highest

"""Every thing has its states in time (RFC 7089), and queries are answered as of a date."""

from __future__ import annotations

from urllib.parse import urlencode

import httpx
import pytest

from endpoint import Live

BODY = "body/wg-1"
THEN, NOW = "Thu, 01 Mar 2022 00:00:00 GMT", "Sun, 01 Mar 2026 00:00:00 GMT"
TITLES = "SELECT ?t { ?e a <https://w3id.org/remit/ontology#Event> ; <http://purl.org/dc/terms/title> ?t }"


@pytest.mark.parametrize(
    ("day", "revision"),
    [(THEN, "wp-2021"), (NOW, "wp-2025"), ("Mon, 01 Jan 1990 00:00:00 GMT", "wp-2021")],
)
def test_a_date_leads_to_the_state_of_that_day(server: Live, day: str, revision: str) -> None:
    gate = server.get(BODY, Accept_Datetime=day)

    assert (gate.status_code, gate.headers["location"]) == (302, f"/memento/{revision}/{BODY}")
    assert "accept-datetime" in gate.headers["vary"].lower()
    assert f'</{BODY}>; rel="original timegate"' in gate.headers["link"]


def test_a_state_says_when_it_began_and_what_it_is_a_state_of(server: Live) -> None:
    told = server.get(f"memento/wp-2021/{BODY}", "text/turtle")

    assert told.headers["memento-datetime"] == "Fri, 01 Jan 2021 00:00:00 GMT"
    for said in (f'</{BODY}>; rel="original timegate"', 'rel="timemap"', 'rel="first memento"', 'rel="last memento"'):
        assert said in told.headers["link"]


def test_the_thing_itself_is_no_state(server: Live) -> None:
    told = server.get(BODY)

    assert "memento-datetime" not in told.headers
    assert 'rel="original timegate"' in told.headers["link"]


def test_the_map_lists_the_states(server: Live) -> None:
    told = server.get(f"timemap/{BODY}")

    assert told.headers["content-type"] == "application/link-format"
    assert told.text.count("memento") >= 4
    assert 'datetime="Fri, 01 Jan 2021 00:00:00 GMT"' in told.text
    assert 'datetime="Wed, 01 Jan 2025 00:00:00 GMT"' in told.text


def test_a_date_that_cannot_be_read_is_refused(server: Live) -> None:
    assert server.get(BODY, Accept_Datetime="yesterday").status_code == 400


def test_the_page_of_a_state_shows_that_state(server: Live) -> None:
    assert "Audit of the accounts" in server.get("memento/wp-2021/body/wg-8", "text/html").text
    assert "Audit of the accounts" not in server.get("memento/wp-2025/body/wg-8", "text/html").text


def test_a_query_is_answered_as_of_a_date(server: Live) -> None:
    now = {row["t"] for row in server.select(TITLES)}
    then = {row["t"] for row in server.select(TITLES, Accept_Datetime=THEN)}

    assert "Audit of the accounts" in then - now
    assert "Introduction of the revised transfer form" in now - then


def test_the_answer_says_of_which_state_it_is(server: Live) -> None:
    told = server.get("sparql?" + urlencode({"query": TITLES}), Accept_Datetime=THEN)

    assert told.headers["memento-datetime"] == "Fri, 01 Jan 2021 00:00:00 GMT"
    assert told.headers["content-location"] == "/memento/wp-2021/sparql"
    assert 'rel="original timegate"' in told.headers["link"]
    same = httpx.get(server.url + "memento/wp-2021/sparql", params={"query": TITLES})
    assert same.content == told.content


def test_a_question_is_answered_as_of_a_date(server: Live) -> None:
    then = server.get("questions/remit-of-body?body=wg-8", "text/csv", Accept_Datetime=THEN)
    now = server.get("questions/remit-of-body?body=wg-8", "text/csv")

    assert "Audit of the accounts" in then.text
    assert "Audit of the accounts" not in now.text


def test_a_revision_that_is_not_there_is_told(server: Live) -> None:
    told = server.get(f"memento/wp-1999/{BODY}")

    assert (told.status_code, told.json()["detail"]) == (404, "wp-2021, wp-2025")


def test_the_description_is_that_of_the_state(server: Live) -> None:
    count = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}
    number = httpx.get(server.url + "memento/wp-2021/sparql", params=count).json()["results"]["bindings"][0]["n"][
        "value"
    ]
    then = server.get("memento/wp-2021/sparql", "application/n-triples")
    dated = server.get("sparql", "application/n-triples", Accept_Datetime=THEN)

    for told in (then, dated):
        assert f'#triples> "{number}"' in told.text
        assert told.headers["memento-datetime"] == "Fri, 01 Jan 2021 00:00:00 GMT"


def test_what_is_no_state_has_no_date_and_a_state_is_one_of_no_others(server: Live) -> None:
    assert "memento-datetime" not in server.get("sparql?query=ASK", Accept_Datetime=THEN).headers
    assert "accept-datetime" not in server.get(f"memento/wp-2021/{BODY}").headers["vary"].lower()


@pytest.mark.parametrize("said", ["{} +0100", "{} EST", "{}", "{} GMT; x", "{} GMT, 2022"])
def test_a_date_that_is_not_written_so_is_none(server: Live, said: str) -> None:
    told = server.get(BODY, Accept_Datetime=said.format("Thu, 01 Mar 2022 00:00:00"))

    assert (told.status_code, told.headers.get("location")) == (400, None)

"""The questions of the catalogue are answered at their addresses."""

from __future__ import annotations

import pytest

from endpoint import Live


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", "application/json"),
        ("application/json", "application/json"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/markdown", "text/markdown"),
        ("text/html", "text/html"),
    ],
)
def test_a_question_is_answered_in_the_form_that_is_accepted(server: Live, accept: str, media: str) -> None:
    told = server.get("questions/remit-of-body?body=WG+1", accept)

    assert (told.status_code, told.headers["content-type"].partition(";")[0]) == (200, media)
    assert "Publication of the common seed list" in told.text


def test_an_answer_says_where_it_stands(server: Live) -> None:
    told = server.get("questions/remit-of-body?body=WG+1").json()

    assert told["rows"] and len(told["receipts"]) == len(told["rows"])
    assert told["receipts"][0]


def test_without_parameters_it_is_a_page(server: Live) -> None:
    assert (
        "<form" in server.get("questions/remit-of-body", "text/html").text
        or "<h1" in server.get("questions/remit-of-body", "text/html").text
    )


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("questions/remit-of-body?body=WG+99", 404, "WG 99"),
        ("questions/remit-of-body?nobody=1", 400, "takes no"),
        ("questions/remit-of-body?body=1&body=2", 400, "given 2 times"),
        ("questions/no-such-question?x=1", 404, "remit-of-body"),
        ("questions/remit-of-body?body=WG+1&format=pdf", 406, "csv"),
    ],
)
def test_what_is_not_understood_is_told(server: Live, path: str, status: int, said: str) -> None:
    told = server.get(path)

    assert told.status_code == status
    assert said in told.json()["detail"]


def test_text_of_the_asker_is_never_a_part_of_the_query(server: Live) -> None:
    told = server.get("questions/remit-of-body?body=%22%20%7D%20%23%3C%3E")

    assert told.status_code == 404


def test_a_question_that_asks_live_services_is_refused_and_no_file_is_named(server: Live) -> None:
    told = server.get("questions/organisations-at-wikidata")

    assert (told.status_code, told.json()["title"]) == (403, "The question is refused")
    assert str(server.folder) not in told.text

"""Live services are asked whether links hold; what they do wrong proves nothing, and secrets stay where they are.

All pages, organisations and identifiers are made up; the servers stand on loopback.
"""

from __future__ import annotations

import gzip
import json
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kept_links import CHOIR, LAMPS, home, organisation, ror, row, run, sending, told, workspace
from remit.errors import ServiceError
from remit.linking.checking import check_links
from remit.services import by_address, pages
from remit.services.service import Service, services
from serving import Answering, Handler, Server, served, service


def no_head(handler: Handler, _: int) -> None:
    handler.reply(b"<html>", 405 if handler.command == "HEAD" else 200, "text/html")


def huge(handler: Handler, _: int) -> None:
    """Offer 10 GB to whoever does not ask for the head alone."""
    if handler.command == "HEAD":
        return handler.reply(b"", 405)
    handler.send_response(200)
    handler.send_header("Content-Length", str(10**10))
    handler.end_headers()
    while True:
        handler.wfile.write(b" " * 65536)


def slow(handler: Handler, _: int) -> None:
    time.sleep(1.5)


PAGES: dict[str, tuple[Answering, str]] = {
    "there": (sending(b"<html>", form="text/html"), "there"),
    "no HEAD": (no_head, "there"),
    "10 GB": (huge, "there"),
    "gone": (sending(b"", 404), "gone"),
    "gone for good": (sending(b"", 410), "gone"),
    "at the same host": (lambda h, n: h.reply(b"", 301, Location="/b") if not n else h.reply(b""), "there"),
    "at another host": (lambda h, _: h.reply(b"", 302, Location="http://other.example/b"), "http://other.example/b"),
    "forbidden": (sending(b"", 403), "status 403"),
    "429 again and again": (sending(b"", 429, Retry_After="0"), "status 429"),
    "429 for an hour": (sending(b"", 429, Retry_After="3600"), "left alone for 3600 s"),
    "broken": (sending(b"", 500), "status 500"),
    "slow": (slow, "no whole answer within 0.6 s"),
    "hanging up": (lambda h, _: setattr(h, "close_connection", True), "broke off"),
    "round and round": (lambda h, _: h.reply(b"", 302, Location=h.path), "redirects more than 3 times"),
}


@pytest.mark.parametrize("case", PAGES)
def test_a_page_is_there_or_gone_or_moved_or_nothing_is_known_of_it(case: str, tmp_path: Path) -> None:
    answering, said = PAGES[case]
    with served(answering) as server:
        asked = service("", protocol="pages", kept=tmp_path)
        begun = time.monotonic()
        if said in ("there", "gone") or said.startswith("http"):
            found = pages.page(asked, server.url)
            assert (found.gone, found.target) == (said == "gone", said if said.startswith("http") else "")
        else:
            with pytest.raises(ServiceError, match=said):
                pages.page(asked, server.url)
        took = time.monotonic() - begun

    assert took < 5
    assert bool([*tmp_path.iterdir()]) == (said == "there"), "kept is what was there, and nothing else"


def test_pages_that_were_not_reached_are_told_as_that_and_others_asked(tmp_path: Path) -> None:
    with served(sending(b"ok")) as server:
        entry = {"id": "pages", "protocol": "pages", "seconds": 1, "attempts": 1, "at_once": 2}
        dead = [home("choir", f"http://127.0.0.1:9/{number}") for number in range(4)]
        place = workspace(tmp_path, [home("choir", server.url), *dead], [entry])
        shown, said = run(place, "--online"), json.loads(run(place, "--online", "--format", "json").stdout)

    assert shown.exit_code == 1 and "5 targets asked for, 4 not reached" in shown.stdout
    assert "all.sssom.tsv:8: not reached: the page (http://127.0.0.1:9) cannot be reached" in shown.stdout
    assert "not asked after 2 failures in a row" in shown.stdout
    assert len(said["not_reached"]) == 4 and said["findings"] == []


# --- what services do wrong --------------------------------------------------------------


WRONG: dict[str, tuple[Answering, str]] = {
    "another record": (sending(organisation(LAMPS)), "answered about https://ror.org/03xpzkb14 when it was asked"),
    "no identifier": (sending(b'{"status": "active"}'), "the identifier is no str"),
    "a year that is none": (sending(organisation(established=10**30)), "established is no year"),
    "a year as a text": (sending(organisation(established="1901")), "established is no year"),
    "an endless status": (sending(organisation(status="x" * 5000)), "the status is no short text"),
    "relationships of another form": (sending(organisation(relationships={"a": 1})), "relationships is no list"),
    "identifiers of another form": (sending(organisation(external_ids=["Q1"])), "an entry of external_ids is no dict"),
    "a page that says there is none": (sending(b"<html>", 404, form="text/html"), "status 404"),
    "429 for a week": (sending(b"", 429, Retry_After="604800"), "left alone for 7 days"),
    "429 until the end of time": (sending(b"", 429, Retry_After="9" * 90), "left alone for 365250 days"),
    "no status": (sending(json.dumps({"id": CHOIR}).encode()), "the status is no str"),
    "a page": (sending(b"<html>", form="text/html"), "a page instead of data"),
    "cut": (sending(organisation()[:-9]), "breaks off"),
    "429": (sending(b"", 429, Retry_After="0"), "status 429"),
    "slow": (slow, "no whole answer"),
    "10 GB": (sending(gzip.compress(b" " * 50_000_000), Content_Encoding="gzip"), "more than 100,000 bytes"),
    "elsewhere": (lambda h, _: h.reply(b"", 302, Location="http://other.example/"), "another host"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_answer_proves_nothing_and_is_not_kept(wrong: str, tmp_path: Path) -> None:
    answering, why = WRONG[wrong]
    with served(answering) as server:
        entry = ror(server, seconds=0.6, attempts=1)
        checked = check_links(workspace(tmp_path, [row("choir", f"ror:{CHOIR}")], [entry]), online=True)

    assert told(checked) == []
    (lost,) = checked.unreached
    assert why in lost.why
    assert not [*(tmp_path / "build").rglob("services/*/*")]


# --- headers -----------------------------------------------------------------------------


def with_header(tmp_path: Path, server: Server) -> Service:
    place = workspace(tmp_path, [], [ror(server)], headers={"ror": {"Client-Id": "CHOIR_ROR_ID"}})
    return services(place)["ror"]


def test_a_header_of_the_workspace_is_sent_and_stands_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOIR_ROR_ID", "s3cret-of-the-choir")
    with served(sending(organisation())) as server:
        by_address.record(with_header(tmp_path, server), CHOIR)

    assert server.asked[0].headers["Client-Id"] == "s3cret-of-the-choir"
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > 3 and not [path for path in files if b"s3cret" in path.read_bytes()]


def test_without_the_variable_the_service_is_asked_without_the_header(tmp_path: Path) -> None:
    with served(sending(organisation())) as server:
        by_address.record(with_header(tmp_path, server), CHOIR)

    assert "Client-Id" not in server.asked[0].headers


def test_a_value_that_is_no_header_is_refused_and_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOIR_ROR_ID", "s3cret\r\nX: y")
    with served(sending(organisation())) as server, pytest.raises(ServiceError, match="CHOIR_ROR_ID") as stopped:
        by_address.record(with_header(tmp_path, server), CHOIR)

    assert "s3cret" not in str(stopped.value) and not server.asked


def test_a_host_that_is_redirected_to_is_not_given_the_header(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOIR_ROR_ID", "s3cret")
    with served(sending(organisation())) as other:
        sent = sending(b"", 302, Location=f"http://localhost:{urlsplit(other.url).port}/")
        with served(sent) as server, pytest.raises(ServiceError, match="another host"):
            by_address.record(with_header(tmp_path, server), CHOIR)

    assert not other.asked

"""What HTTP asks of a server beside giving pages: preconditions, hosts, files in time, every format of an answer."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
import time
from urllib.parse import urlsplit
from xml.etree import ElementTree

import httpx
import pytest

from endpoint import Live
from remit.serving.lanes import Lanes, shape
from remit.serving.limits import Limits
from remit.serving.working import Child

BODY = "body/wg-1"
THEN = "Thu, 01 Mar 2022 00:00:00 GMT"


@pytest.mark.parametrize("suffix", ["ttl", "jsonld", "nt", "rdf", "html", "md"])
def test_a_file_has_its_place_in_time_as_its_page_has(server: Live, suffix: str) -> None:
    now, gate = server.get(f"{BODY}.{suffix}"), server.get(f"{BODY}.{suffix}", Accept_Datetime=THEN)
    then = server.get(gate.headers["location"].lstrip("/"))

    assert 'rel="original timegate"' in now.headers["link"] and "memento-datetime" not in now.headers
    assert then.headers["memento-datetime"] == "Fri, 01 Jan 2021 00:00:00 GMT"
    assert f'</{BODY}.{suffix}>; rel="original timegate"' in then.headers["link"]
    assert "accept-datetime" in now.headers["vary"].lower()


def test_a_precondition_that_does_not_hold_is_412(server: Live) -> None:
    tag = server.get(BODY).headers["etag"]

    for condition in ({"If_Match": '"other"'}, {"If_Unmodified_Since": "Thu, 01 Jan 1970 00:00:00 GMT"}):
        assert server.get(BODY, **condition).status_code == 412
    for condition in ({"If_Match": tag}, {"If_Match": "*"}, {"If_Unmodified_Since": "Thu, 01 Jan 2099 00:00:00 GMT"}):
        assert server.get(BODY, **condition).status_code == 200


@pytest.mark.parametrize(
    ("hosts", "status"),
    [("", 400), ("Host: a\r\nHost: b\r\n", 400), ("Host: a b><c\r\n", 400), ("Host: [::1]:80\r\n", 200)],
)
def test_a_request_names_one_host(server: Live, hosts: str, status: int) -> None:
    where = urlsplit(server.url)
    with socket.create_connection((where.hostname, where.port), timeout=20) as line:
        line.sendall(f"GET /{BODY} HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n".encode())
        assert line.makefile("rb").readline().split()[1] == str(status).encode()


def test_a_page_says_what_kind_it_is(server: Live) -> None:
    assert 'schema.org/AboutPage>; rel="type"' in server.get(BODY, "text/html").headers["link"]


def test_assistants_in_a_browser_are_answered(server: Live) -> None:
    asked = httpx.options(server.url + "mcp", headers={"Origin": "https://other.example"})
    told = httpx.post(server.url + "mcp", json={"jsonrpc": "2.0", "id": 1, "method": "ping"}, headers=MCP)

    assert asked.status_code == 204 and "POST" in asked.headers["access-control-allow-methods"]
    assert "mcp-protocol-version" in asked.headers["access-control-allow-headers"].lower()
    assert told.headers["access-control-allow-origin"] == "*"


MCP = {"Accept": "application/json, text/event-stream"}


@pytest.mark.parametrize(
    ("tool", "said"),
    [
        ("search", {"text": 1}),
        ("search", {"text": "x", "limit": 0}),
        ("describe", {"name": "WG 1", "other": "x"}),
        ("describe", {}),
        ("remit_of_body", {"body": ["WG 1"]}),
    ],
)
def test_what_a_tool_is_not_made_for_is_told(server: Live, tool: str, said: dict[str, object]) -> None:
    asked = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": tool, "arguments": said}}
    told = httpx.post(server.url + "mcp", json=asked, headers=MCP, timeout=60)

    assert told.json()["result"]["isError"] is True


@pytest.mark.parametrize("suffix", ["json", "csv", "tsv", "md", "html", "txt", "srj", "srx"])
def test_a_suffix_of_a_question_is_a_format_of_its_answer(server: Live, suffix: str) -> None:
    told = server.get(f"questions/remit-of-body.{suffix}?body=WG+2")

    assert told.status_code == 200
    assert told.content == server.get(f"questions/remit-of-body?body=WG+2&format={suffix}").content


def test_an_answer_comes_in_the_formats_of_sparql(server: Live) -> None:
    path = "questions/remit-of-body?body=WG+2"
    rows = server.get(path, "application/json").json()["rows"]
    found = server.get(path, "application/sparql-results+json").json()
    tree = ElementTree.fromstring(server.get(path, "application/sparql-results+xml").content)

    assert found["head"]["vars"] == list(rows[0])
    assert len(found["results"]["bindings"]) == len(rows) == len(list(tree.iter(tree.tag[:-6] + "result")))
    assert {"type": "literal", "value": "Publication of the common seed list"} in [
        cell for row in found["results"]["bindings"] for cell in row.values()
    ]


def test_the_folder_of_the_questions_leads_to_their_list(server: Live) -> None:
    assert server.get("questions/").status_code in (200, 308)


@pytest.mark.parametrize(
    "said",
    [
        {"queries": '{"q": {"query": "\\ud800"}}'},
        {"extend": json.dumps({"ids": [BODY], "properties": [{"id": "no iri: <>"}]})},
        {"extend": json.dumps({"ids": [BODY], "properties": [{"id": "odd:\0"}]})},
    ],
)
def test_odd_text_is_no_fault_of_the_server(server: Live, said: dict[str, str]) -> None:
    assert httpx.post(server.url + "reconcile", data=said, timeout=60).status_code in (200, 400)


def test_a_question_of_a_day_says_which_state_answers(server: Live) -> None:
    told = server.get("questions/remit-of-body?body=WG+2", "text/csv", Accept_Datetime=THEN)

    assert told.status_code == 200, told.text
    assert told.headers["memento-datetime"] == "Fri, 01 Jan 2021 00:00:00 GMT"
    assert 'rel="original timegate"' in told.headers["link"]


def test_a_body_that_comes_after_its_answer_is_no_head(server: Live) -> None:
    where = urlsplit(server.url)
    with socket.create_connection((where.hostname, where.port), timeout=20) as line:
        head = "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 100000\r\n\r\n"
        line.sendall(head.encode())
        file = line.makefile("rb")
        assert file.readline().split()[1] == b"415"
        line.sendall(b"x" * 100_000 + f"GET /{BODY} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        assert b"HTTP/1.1 200 OK" in file.read()


def test_places_are_left_for_other_addresses_and_what_was_long_is_known_again() -> None:
    async def run() -> None:
        lanes = Lanes(Limits(quick=3))
        await lanes.quick.enter("one")
        await lanes.quick.enter("one")
        third = asyncio.ensure_future(lanes.quick.enter("one"))
        await asyncio.wait_for(lanes.quick.enter("other"), 1)
        assert not third.done()
        lanes.quick.leave("one")
        await asyncio.wait_for(third, 1)

    asyncio.run(run())
    lanes = Lanes(Limits())
    lanes.remember(1)
    lanes.forget(2)
    assert lanes.is_long(1) and not lanes.is_long(2)
    lanes.forget(1)
    assert not lanes.is_long(1), "this time it was quick"
    assert shape(b'{"query": "SELECT * { ?a ?b 1 } # 1"}') == shape(b'{"query": "SELECT * { ?c ?d 22 } # 2"}')
    assert shape(b'{"query": "ASK { <a:a> ?b ?c }"}') != shape(b'{"query": "ASK { <b:b> ?b ?c }"}')


def test_a_place_that_is_given_back_goes_to_the_next_who_still_waits() -> None:
    async def run() -> None:
        lane = Lanes(Limits(long=1)).long
        await lane.enter("one")
        waiting = [asyncio.ensure_future(lane.enter("one")) for _ in range(3)]
        await asyncio.sleep(0)
        waiting[0].cancel()
        await asyncio.sleep(0)
        lane.leave("one")
        await asyncio.wait_for(waiting[1], 1)
        assert lane.count() == 1 and lane.room == 0
        waiting[2].cancel()
        lane.leave("one")
        assert lane.room == 1 and not lane.held

    asyncio.run(run())


def test_a_process_that_only_waits_does_not_count_as_long() -> None:
    """A machine that is busy with something else makes no lookup a long query."""
    code = "import time; s = time.process_time()\nwhile time.process_time() - s < 0.4: pass\nprint(); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as busy:
        assert busy.stdout and busy.stdout.readline()
        child = Child(busy.pid, None, None)  # type: ignore[arg-type]
        first = child.worked()
        time.sleep(0.3)
        assert first >= 0.3 and child.worked() - first < 0.1
        busy.kill()
    assert Child(busy.pid, None, None).worked() == float("inf")  # type: ignore[arg-type]

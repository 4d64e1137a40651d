"""Whatever is thrown at the server, it answers everybody else, and afterwards as before."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
import pytest
import uvicorn
from uvicorn.server import ServerState

from endpoint import Live
from remit.serving.negotiation import best
from remit.serving.web.protocol import bounded

CROSS = "SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i{} }}"
LOOKUP = "SELECT ?l {{ <https://gardens.example/data/body/wg-{}> ?p ?l }}"


def answers_as_before(server: Live) -> None:
    assert server.get("body/wg-1", "text/turtle").status_code == 200
    assert server.select(LOOKUP.format(1))
    assert server.get("health").json()["status"] == "ok"


@contextmanager
def asking(server: Live, queries: list[str]) -> Iterator[list[int]]:
    """Ask queries at once while the block runs; their statuses are there when it has ended."""
    told: list[int] = []

    def ask(query: str) -> None:
        told.append(httpx.post(server.url + "sparql", data={"query": query}, timeout=60).status_code)

    with ThreadPoolExecutor(len(queries)) as pool:
        waiting = [pool.submit(ask, query) for query in queries]
        yield told
        for each in waiting:
            each.result()


@pytest.mark.parametrize(
    "query",
    [
        CROSS,
        "SELECT ?a {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }} ORDER BY ?l ?a # {}",
        "SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f FILTER(REGEX(CONCAT(STR(?c), STR(?f), '{}'), '(a*)*b*$')) }}",
        "SELECT * {{ ?a (<urn:x>|!<urn:y>)* ?b . ?c (<urn:x>|!<urn:y>)* ?d . ?e (<urn:x>|!<urn:y>)+ ?f{} }}",
    ],
)
def test_hard_queries_stop_nobody_else(server: Live, query: str) -> None:
    with asking(server, [query.format(n) for n in range(6)]) as hard:
        time.sleep(0.2)
        for n in range(1, 4):
            assert server.select(LOOKUP.format(n) + f" # {query}".replace("\n", " "))
            assert server.get("body/wg-1").status_code == 200

    assert len(hard) == 6 and set(hard) <= {413, 503}
    answers_as_before(server)


def test_a_query_that_is_too_long_for_its_time_says_so(server: Live) -> None:
    told = httpx.post(server.url + "sparql", data={"query": CROSS.format("_late")}, timeout=60)

    assert told.status_code == 503
    assert "1 seconds" in told.json()["detail"] and told.headers["retry-after"]


def test_memory_is_bounded(server: Live) -> None:
    query = "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d), STR(?c))) AS ?x) { ?a ?b ?c . ?d ?e ?f }"

    assert httpx.post(server.url + "sparql", data={"query": query}, timeout=60).status_code in (413, 503)
    answers_as_before(server)


def test_the_parser_itself_may_break_off(server: Live) -> None:
    for query in (
        "SELECT ?s { ?s ?p ?o FILTER(" + "!" * 20_000 + "true) }",
        "SELECT (1" + "+1" * 10_000 + " AS ?x) {}",
    ):
        assert httpx.post(server.url + "sparql", data={"query": query}, timeout=60).status_code in (200, 400, 503)
    answers_as_before(server)


@pytest.mark.parametrize("many", [200, pytest.param(1000, marks=pytest.mark.long)])
def test_slow_clients_are_let_go(server: Live, many: int) -> None:
    where = (urlsplit(server.url).hostname, urlsplit(server.url).port)
    with ExitStack() as open_lines:
        lines = [open_lines.enter_context(socket.create_connection(where)) for _ in range(many)]
        for line in lines:
            line.sendall(b"GET /body/wg-1 HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        answers_as_before(server)
        lines[0].settimeout(20)
        assert lines[0].recv(100).startswith(b"HTTP/1.1 408")
    answers_as_before(server)


class Line(asyncio.Transport):
    """A connection whose other end does nothing."""

    ended = False

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return default

    def is_closing(self) -> bool:
        return True

    def close(self) -> None:
        pass

    def pause_reading(self) -> None:
        pass

    def abort(self) -> None:
        self.ended = True


async def never(scope: object, receive: object, send: object) -> None:
    await asyncio.Event().wait()


def test_a_client_that_takes_no_answer_is_let_go() -> None:
    """What it asked for is not kept for it: the connection ends when nothing was taken for a while."""

    async def run(patience: float, goes_on: bool) -> bool:
        config = uvicorn.Config(asking, http=bounded(1000, patience))
        config.load()
        make: Any = config.http_protocol_class
        held = make(config, ServerState(), {})
        line = Line()
        held.connection_made(line)
        held.pause_writing()
        if goes_on:
            held.resume_writing()
        until = time.monotonic() + 30
        while not line.ended and not goes_on and time.monotonic() < until:
            await asyncio.sleep(0.01)
        kept = held.stuck is not None
        held.connection_lost(None)
        return line.ended and kept

    assert asyncio.run(run(0.01, goes_on=False))
    assert not asyncio.run(run(0.01, goes_on=True))


@pytest.mark.parametrize(("path", "media"), [("sparql", "application/sparql-query"), ("mcp", "application/json")])
def test_a_body_that_never_comes_is_let_go(server: Live, path: str, media: str) -> None:
    where = (urlsplit(server.url).hostname, urlsplit(server.url).port)
    with socket.create_connection(where) as line:
        head = f"POST /{path} HTTP/1.1\r\nHost: x\r\nContent-Type: {media}\r\n"
        line.sendall(f"{head}Content-Length: 99\r\n\r\nASK".encode())
        line.settimeout(20)
        assert line.recv(100).startswith(b"HTTP/1.1 408")


@pytest.mark.parametrize("size", [100_000, 5_000_000])
def test_huge_heads_are_refused(server: Live, size: int) -> None:
    _is_bounded(server, "GET / HTTP/1.1\r\nHost: x\r\nX: ", size)
    answers_as_before(server)


def _is_bounded(server: Live, begun: str, size: int = 5_000_000) -> None:
    """Go on at length with what was begun: the server refuses it, or ends the connection."""
    with socket.create_connection((urlsplit(server.url).hostname, urlsplit(server.url).port), timeout=20) as line:
        line.sendall(begun.encode())
        threading.Thread(target=_send, args=(line, b"a" * size)).start()
        try:
            told = line.recv(100)
        except ConnectionResetError:
            told = b""
    assert not told or told.startswith(b"HTTP/1.1 431")


@pytest.mark.parametrize("before", ["6\r\nASK {}\r\n0\r\nX: ", "6\r\nASK {}\r\n1;"])
def test_what_stands_beside_a_body_is_bounded(server: Live, before: str) -> None:
    """Lines after the parts of a body would fill the memory of a process of the web, which no budget ends."""
    head = "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked"
    _is_bounded(server, f"{head}\r\n\r\n{before}")


def test_a_head_behind_a_query_that_works_is_bounded(server: Live) -> None:
    asked = urlencode({"query": CROSS.format("_behind")})
    _is_bounded(server, f"GET /sparql?{asked} HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nX: ")


def test_requests_that_wait_for_others_of_their_connection_are_few() -> None:
    """Each took a kilobyte for 34 bytes, and was kept when its connection had ended."""
    config = uvicorn.Config(never, http=bounded(1000, 9))
    config.load()
    make: Any = config.http_protocol_class

    async def run() -> int:
        held = make(config, ServerState(), {})
        held.connection_made(Line())
        held.data_received(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" * 5_000)
        waiting = len(held.pipeline)
        held.connection_lost(None)
        return waiting + len(held.pipeline)

    assert asyncio.run(run()) == 50


def test_what_is_accepted_at_length_is_not_kept() -> None:
    tracemalloc.start()
    for n in range(200):
        assert best(f"text/html, x/{n}{'a' * 30_000}", ("text/html", "text/turtle")) == "text/html"
    assert tracemalloc.get_traced_memory()[0] < 1_000_000
    tracemalloc.stop()


def _send(line: socket.socket, content: bytes) -> None:
    try:
        line.sendall(content)
    except OSError:
        pass


def test_what_is_no_http_is_refused(server: Live) -> None:
    where = (urlsplit(server.url).hostname, urlsplit(server.url).port)
    for said in (b"\x16\x03\x01\x02\x00\x01", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\0" * 1000 + b"\r\n\r\n"):
        with socket.create_connection(where) as line:
            line.settimeout(20)
            line.sendall(said)
            told = line.recv(100)
            assert not told or told.startswith((b"HTTP/1.1 400", b"HTTP/1.1 505"))
    answers_as_before(server)


def _at_work(server: Live) -> list[int]:
    """Return the processes that answer queries."""
    return [pid for each in server.children() for pid in server.children(each)]


def test_many_ask_the_same_and_it_is_worked_out_once(server: Live) -> None:
    with asking(server, [CROSS.format("_same")] * 30) as hard:
        time.sleep(0.2)
        assert server.select(LOOKUP.format(2))
        at_work = [_at_work(server)]
        while len(at_work[-1]) > 3 and len(at_work) < 20:  # one that ends, or makes place, is there for a moment
            time.sleep(0.1)
            at_work.append(_at_work(server))

    assert len(at_work[-1]) <= 3, f"one for each process of the web, and the lookup: {at_work}"
    assert set(hard) == {503}


def test_memory_stays_as_it_was(server: Live) -> None:
    def size() -> int:
        every = [server.process.pid, *server.children()]
        return sum(int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) for pid in every)

    before = size()
    for n in range(40):
        httpx.get(server.url + "sparql?" + urlencode({"query": f"SELECT * {{ ?s ?p ?o }} LIMIT {1000 + n}"}))

    assert size() < 2 * before + 100_000_000 // 4096

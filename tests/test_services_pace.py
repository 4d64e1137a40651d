"""How many requests are under way at once, and how many follow each other in a time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from remit.services import sparql
from remit.services.gate import Gate
from serving import Handler, served, service

QUERY = "SELECT ?a WHERE { ?a ?b ?c }"
NOTHING = b'{"head": {"vars": ["a"]}, "results": {"bindings": []}}'


def together(do: Callable[[], object], times: int) -> None:
    threads = [threading.Thread(target=do) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_no_more_requests_are_under_way_than_the_service_allows() -> None:
    lock, now, most = threading.Lock(), 0, 0

    def answering(handler: Handler, _: int) -> None:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.05)
        with lock:
            now -= 1
        handler.reply(NOTHING)

    with served(answering) as server:
        made = service(server.url, at_once=2, seconds=5)
        together(lambda: sparql.select(made, QUERY), 8)

    assert most == 2


def test_requests_keep_the_pace_and_wait_while_the_gate_is_closed() -> None:
    gate, begun, times = Gate(8, (2, 0.3)), time.monotonic(), []

    def pass_through() -> None:
        with gate.place():
            times.append(time.monotonic() - begun)

    gate.close(0.2)
    together(pass_through, 4)

    first, second, third, fourth = sorted(times)
    assert 0.19 <= first and second < 0.45
    assert 0.49 <= third and fourth < 0.9

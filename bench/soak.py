"""Ask a server everything at once for a while: what it answers, how its memory goes, whether it is whole afterwards.

    python bench/soak.py SECONDS [PROCESSES]

Serves the workspace of this folder at a free port and mixes pages, data, questions, lookups, names to reconcile,
queries as of a date, hard queries, broken requests and slow clients. Ends with 1 after any fault: a status that is not
foreseen, an answer that breaks off, a connection that is refused, memory that goes on growing.
"""

from __future__ import annotations

import json
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx

from crowd import Server, memory, percentile, served

DATES = ("Thu, 01 Mar 2018 00:00:00 GMT", "Sun, 01 Mar 2026 00:00:00 GMT")
FORMS = ("text/html", "text/turtle", "application/ld+json", "text/markdown", "application/rdf+xml")
HARD = (
    "SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }} # {}",
    "SELECT * {{ ?a ?b ?c . ?d ?e ?f }} ORDER BY ?c ?f LIMIT {}",
    "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d))) AS ?x{}) {{ ?a ?b ?c . ?d ?e ?f }}",
    "ASK {{ FILTER(REGEX('{}', '(((a{{90}}){{90}}){{90}}){{90}}')) }}",
)
#: What may be answered to what is too much, or cannot be read.
FORESEEN = (200, 302, 304, 400, 404, 406, 413, 503)
#: So much of the memory at rest may be added, and none of it may go on growing.
TWICE = 2.0


class Soak:
    """What has been asked, and what came of it."""

    def __init__(self, server: Server, until: float) -> None:
        """Ask a server until a moment."""
        self.server, self.until = server, until
        self.statuses: Counter[tuple[str, int]] = Counter()
        self.faults: list[str] = []
        self.lookups: list[float] = []

    def ask(self, seed: int) -> None:
        """Ask one thing after the other."""
        chance = random.Random(seed)
        kinds = [(self.page, 40), (self.lookup, 30), (self.question, 15), (self.name, 5), (self.odd, 5), (self.hard, 2)]
        weights = [weight for _, weight in kinds]
        with httpx.Client(base_url=self.server.url, timeout=60) as client:
            while time.monotonic() < self.until:
                [(kind, _)] = chance.choices(kinds, weights)
                self.noted(kind, client, chance)

    def noted(self, kind: Callable[..., httpx.Response], client: httpx.Client, chance: random.Random) -> None:
        """Ask, and keep what came of it."""
        began = time.monotonic()
        try:
            told = kind(client, chance)
            self.statuses[kind.__name__, told.status_code] += 1
            whole(told)
            if told.status_code not in FORESEEN:
                self.faults.append(f"{kind.__name__}: {told.status_code} {told.text[:200]}")
        except (httpx.HTTPError, OSError, ValueError) as error:
            self.faults.append(f"{kind.__name__}: {error!r}")
        if kind == self.lookup:
            self.lookups.append(time.monotonic() - began)
        time.sleep(chance.random() / 100)

    def page(self, client: httpx.Client, chance: random.Random) -> httpx.Response:
        """Ask for a thing, perhaps as it was."""
        headers = {"Accept": chance.choice(FORMS)}
        if chance.random() < 0.2:
            headers["Accept-Datetime"] = chance.choice(DATES)
        return client.get(chance.choice(self.server.things), headers=headers, follow_redirects=True)

    def lookup(self, client: httpx.Client, chance: random.Random) -> httpx.Response:
        """Ask a query that takes a moment."""
        thing = self.server.base + chance.choice(self.server.things)
        query = f"SELECT ?p ?o {{ <{thing}> ?p ?o }} LIMIT {chance.randrange(20, 90)}"
        return client.post("sparql", data={"query": query})

    def question(self, client: httpx.Client, chance: random.Random) -> httpx.Response:
        """Ask a question of the catalogue."""
        body = chance.choice(self.server.bodies)
        return client.get("questions/remit-of-body", params={"body": body, "format": chance.choice(["json", "csv"])})

    def name(self, client: httpx.Client, chance: random.Random) -> httpx.Response:
        """Reconcile a name."""
        name = "".join(chance.sample("committee of measurement", 9))
        return client.post("reconcile", data={"queries": json.dumps({"q": {"query": name}})})

    def odd(self, client: httpx.Client, chance: random.Random) -> httpx.Response:
        """Ask what cannot be answered."""
        path = chance.choice(["sparql?" + urlencode({"query": "SELECT {"}), "..%2f..%2fetc/passwd", "no/thing", "%ff"])
        return client.get(path, headers={"Accept": chance.choice(["*/*", "image/png", "a/b;q=x"])})

    def hard(self, client: httpx.Client, chance: random.Random) -> httpx.Response:
        """Ask too much."""
        query = chance.choice(HARD).format(chance.randrange(10, 10_000))
        return client.post("sparql", data={"query": query})

    def slow(self) -> None:
        """Open connections, say little, and let them be ended."""
        import socket

        where = urlsplit(self.server.url)
        while time.monotonic() < self.until:
            lines = [socket.create_connection((where.hostname, where.port)) for _ in range(50)]
            for line in lines:
                line.sendall(b"GET / HTTP/1.1\r\nX")
            time.sleep(15)
            for line in lines:
                line.close()


def whole(told: httpx.Response) -> None:
    """Raise a ValueError where an answer of JSON breaks off; httpx itself tells of a length that is not kept."""
    if "json" in told.headers.get("content-type", "") and told.status_code != 304:
        json.loads(told.content)


def main(seconds: float, threads: int) -> int:
    """Ask for so many seconds; print the figures."""
    with served(Path.cwd()) as server:
        soak = Soak(server, time.monotonic() + seconds)
        rest, seen = memory(server.pid), list[int]()
        crowd = [threading.Thread(target=soak.ask, args=(seed,)) for seed in range(threads)]
        crowd.append(threading.Thread(target=soak.slow))
        for each in crowd:
            each.start()
        while time.monotonic() < soak.until:
            time.sleep(min(5.0, max(0.1, soak.until - time.monotonic())))
            seen.append(memory(server.pid))
            if len(seen) % 12 == 0:
                print(f"{time.strftime('%H:%M:%S')}  {sum(soak.statuses.values()):>8} requests  "
                      f"{seen[-1] / 1e6:>6.0f} MB  {len(soak.faults)} faults", flush=True)  # fmt: skip
        for each in crowd:
            each.join()
        time.sleep(12)
        return told(soak, rest, seen, memory(server.pid))


def told(soak: Soak, rest: int, seen: list[int], after: int) -> int:
    """Print what came of it; return 1 after a fault."""
    print(f"{sum(soak.statuses.values())} requests, {len(soak.faults)} faults")
    for (kind, status), count in sorted(soak.statuses.items()):
        print(f"  {kind:10} {status}  {count}")
    for fault in soak.faults[:20]:
        print(f"  fault: {fault}")
    print(
        f"lookups: p50 {1000 * percentile(soak.lookups, 50):.1f} ms, p95 {1000 * percentile(soak.lookups, 95):.1f} ms"
    )
    first, last = (sorted(part)[len(part) // 2] for part in (seen[: len(seen) // 2], seen[len(seen) // 2 :]))
    print(f"memory: at rest {rest / 1e6:.0f} MB; medians of the halves {first / 1e6:.0f}, {last / 1e6:.0f} MB; "
          f"most {max(seen) / 1e6:.0f} MB; afterwards {after / 1e6:.0f} MB")  # fmt: skip
    return 1 if soak.faults or after > TWICE * rest else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 16))

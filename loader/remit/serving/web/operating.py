"""What those who run the server look at: whether it is well, how much it does, what was asked (without by whom)."""

from __future__ import annotations

import json
import sys
import time
from functools import cache
from typing import TYPE_CHECKING

from remit.serving.keeper import task
from remit.serving.reply import Reply, problem
from remit.serving.web.served import Served

if TYPE_CHECKING:
    from prometheus_client import Counter, Histogram

ALIVE = task({"do": "query", "query": "ASK {}", "accept": "application/sparql-results+json"})


async def health(served: Served) -> Reply:
    """Return whether the graph answers: 200 or 503."""
    served.working.replies.forget((served.keeper, ALIVE))
    reply = await served.working.do(served.keeper, ALIVE, "health")
    if reply.status != 200:
        return problem(503, "The graph does not answer", headers=(("Cache-Control", "no-store"),))
    said = {"status": "ok", "edition": served.edition.key}
    return Reply(200, "application/json", json.dumps(said).encode() + b"\n", (("Cache-Control", "no-store"),))


def metrics() -> Reply:
    """Return the counts of all processes of the web, as Prometheus reads them."""
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return Reply(200, CONTENT_TYPE_LATEST, generate_latest(registry), (("Cache-Control", "no-store"),))


@cache
def _counters() -> tuple[Counter, Histogram]:
    """Make the counters: after the process of the web has begun, for each has its own (the library reads on import)."""
    from prometheus_client import Counter, Histogram

    counted = Counter("remit_requests", "Requests that were answered", ["part", "method", "status"])
    took = Histogram("remit_seconds", "Seconds from the request to its answer", ["part"])
    return counted, took


def note(part: str, method: str, path: str, reply: Reply, began: float, log: bool) -> None:
    """Count an answer, and write one line about it; what was asked for, and by whom, is left out."""
    seconds = time.monotonic() - began
    counted, took = _counters()
    counted.labels(part, method if method in KNOWN else "other", str(reply.status)).inc()
    took.labels(part).observe(seconds)
    if log:
        line = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "method": method,
            "path": path,
            "status": reply.status,
            "bytes": len(reply.body),
            "ms": round(1000 * seconds, 1),
        }
        print(json.dumps(line, ensure_ascii=True), file=sys.stderr, flush=True)  # noqa: T201  # this is the log


KNOWN = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"}

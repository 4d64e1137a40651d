"""Servers on loopback for the tests: one that answers as it is told, good or bad, and counts what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from remit.services.service import Service


@dataclass
class Asked:
    """What a server was asked."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Server:
    """Where a server listens, and what it was asked so far."""

    url: str
    asked: list[Asked] = field(default_factory=list)


class Handler(BaseHTTPRequestHandler):
    """Answer as the test says."""

    protocol_version = "HTTP/1.1"

    def reply(self, body: bytes, status: int = 200, form: str = "application/json", **headers: str) -> None:
        """Send a whole answer; `X_Y` of the headers stands for `X-Y`."""
        self.send_response(status)
        given = {"Content-Type": form, "Content-Length": str(len(body))}
        for name, value in {**given, **{name.replace("_", "-"): value for name, value in headers.items()}}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


Answering = Callable[[Handler, int], None]


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_: object) -> None:
        """Say nothing of clients that went away, which is what they are to do."""


@contextmanager
def served(answering: Answering) -> Iterator[Server]:
    """Serve on loopback; `answering` is given the handler and the number of the request, from 0."""
    made = Server("")
    lock = threading.Lock()

    class Answers(Handler):
        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            with lock:
                number = len(made.asked)
                made.asked.append(Asked(self.command, self.path, dict(self.headers.items()), body))
            answering(self, number)

        do_GET = do_HEAD = do_POST = _answer

    server = _Quiet(("127.0.0.1", 0), Answers)
    made.url = f"http://127.0.0.1:{server.server_port}/ask"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()


def service(url: str, **rules: object) -> Service:
    """Return a service with small limits."""
    small: dict[str, object] = {
        "id": "made-up", "name": "Made-up service", "protocol": "sparql", "endpoint": url,
        "contact": "https://example.org/contact", "seconds": 0.6, "bytes": 100_000, "patience": 2,
        "pace": (1000, 1), "at_once": 4, "attempts": 2,
    }  # fmt: skip
    return Service(**{**small, **rules})  # type: ignore[arg-type]

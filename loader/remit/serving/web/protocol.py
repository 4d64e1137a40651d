"""Take requests as uvicorn does, but within bounds: the head of a request has a length and must come in time."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

#: What is answered to a head that is too long or comes too slowly; the connection ends with it.
TOO_LONG = b"HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
UNKNOWN = b"HTTP/1.1 501 Not Implemented\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
TOO_MANY = b"HTTP/1.1 429 Too Many Requests\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"

#: So many requests of a connection wait for the answer before theirs: each takes memory, and is sent in few bytes.
WAITING = 50
#: Seconds between the end of patience and the refusal.
MOMENT = 0.5
#: For each byte of a body so many may come beside it: parts may be as short as one byte.
BESIDE = 16
#: How a request begins, and the methods that are known; a request with one of these that is refused is malformed.
METHOD = re.compile(rb"([A-Z]{1,20}) [^ \r\n]+ HTTP/1\.[01]\r\n")
METHODS = (b"GET", b"HEAD", b"POST", b"PUT", b"DELETE", b"PATCH", b"OPTIONS", b"TRACE", b"CONNECT")


class Bounded(HttpToolsProtocol):
    """A connection: the head of a request has so many bytes, and what is awaited comes within so many seconds.

    What comes beside heads and bodies has as many bytes at most: lines between the parts of a body and after them,
    and the head of the next request, while the one before is still at work.
    """

    longest = 32_768
    patience = 10.0
    came = 0
    beside = 0
    last = b""
    inside = False
    waiting: asyncio.TimerHandle | None = None
    stuck: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Wait for the first head."""
        super().connection_made(transport)
        self.waiting = self.loop.call_later(self.patience, self._late)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        self._came()
        self._moved()
        self.pipeline.clear()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what has come; wait for the rest of a head, which must not be too long."""
        if self.waiting is None and (self.cycle is None or self.cycle.response_complete):
            self.came, self.waiting = 0, self.loop.call_later(self.patience, self._late)
        if self.waiting is not None and not self.inside:
            self.came += len(data)
            head = data.find(b"\r\n\r\n")
            if self.came - (len(data) - head if head >= 0 else 0) > self.longest:
                self._end(TOO_LONG)
                return
        self.last = data
        self.beside += len(data)
        super().data_received(data)
        self.last = b""
        if self.beside > self.longest:
            self._end(TOO_LONG)

    def send_400_response(self, msg: str) -> None:
        """Say what is no HTTP; a method that nobody knows is HTTP, but not answered (RFC 9110, 9.1)."""
        method = METHOD.match(self.last)
        if len(self.pipeline) >= WAITING:
            self._end(TOO_MANY)
        elif method and method[1] not in METHODS:
            self._end(UNKNOWN)
        else:
            super().send_400_response(msg)

    def on_body(self, body: bytes) -> None:
        """Take a part of a body; what stands between the parts has its measure by them."""
        self.beside = max(0, self.beside - BESIDE * len(body))
        super().on_body(body)

    def on_headers_complete(self) -> None:
        """Have a whole head."""
        self._came()
        self.inside, self.beside = True, 0
        if len(self.pipeline) >= WAITING:
            raise ValueError("too many requests wait")  # the parser stops, and what is no request is answered
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Begin anew after a body, which may come after its answer: it is no head, but must end in time, too."""
        self._came()
        self.inside, self.beside = False, 0
        super().on_message_complete()

    def pause_writing(self) -> None:
        """Wait for a client that does not take its answer, but not for long: others need the room."""
        super().pause_writing()
        self.stuck = self.loop.call_later(self.patience, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on: the client has taken something."""
        super().resume_writing()
        self._moved()

    def _moved(self) -> None:
        if self.stuck is not None:
            self.stuck.cancel()
            self.stuck = None

    def _came(self) -> None:
        if self.waiting is not None:
            self.waiting.cancel()
            self.waiting = None

    def _late(self) -> None:
        """Wait a moment more: a process that was held up itself reads what has come meanwhile before it refuses it."""
        self.waiting = self.loop.call_later(MOMENT, self._end, TOO_SLOW)

    def _end(self, words: bytes) -> None:
        self._came()
        if not self.transport.is_closing():
            self.transport.write(words)
            self.transport.close()


def bounded(headers: int, patience: float) -> type[asyncio.Protocol]:
    """Return a protocol whose requests have heads of so many bytes, which come within so many seconds."""
    return type("Bounded", (Bounded,), {"longest": headers, "patience": patience})

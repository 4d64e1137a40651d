"""One request and its answer, bounded: by bytes unpacked, and by a time from the first byte to the last.

Time-outs of sockets begin anew with every byte; so an alarm shuts the socket when the time is up.
The one wait that it does not end is the look-up of a host's address.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import DecodeError, HTTPError, NewConnectionError

_PIECE = 1 << 16
_HEAD = 400


@dataclass(frozen=True)
class Request:
    """What is asked: a method, an address, a body, and the headers beside User-Agent."""

    method: str
    url: str
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Response:
    """What was answered; the names of `headers` are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Broken(Exception):
    """The exchange ended early, which another attempt may mend; the text is the end of a sentence."""


class TooLong(Exception):
    """The answer is longer than allowed."""


def exchange(request: Request, asker: str, seconds: float, size: int) -> Response:
    """Send a request and read its answer of at most `size` bytes within `seconds`; redirects are not followed."""
    with Alarm(seconds) as alarm:
        try:
            response = _exchange(request, asker, seconds, size)
        except NewConnectionError as error:
            raise Broken(_why(error)) from error
        except DecodeError as error:
            raise Broken("answered with packed data that cannot be unpacked") from error
        except (HTTPError, OSError, ValueError) as error:
            if alarm.rung or isinstance(error, (urllib3.exceptions.TimeoutError, TimeoutError)):
                raise Broken(f"gave no whole answer within {seconds:g} s") from error
            raise Broken(_why(error)) from error
    if alarm.rung:  # a socket that is shut looks like the end of an answer
        raise Broken(f"gave no whole answer within {seconds:g} s")
    return response


def _exchange(request: Request, asker: str, seconds: float, size: int) -> Response:
    headers = {**request.headers, "User-Agent": asker, "Accept-Encoding": "gzip"}
    answer = _manager(*_proxy(request.url)).request(
        request.method,
        request.url,
        body=request.body or None,
        headers=headers,
        redirect=False,
        retries=False,
        preload_content=False,
        timeout=urllib3.Timeout(connect=seconds, read=seconds),
    )
    try:
        # Of a failure the first lines are enough: they may say why.
        whole = 200 <= answer.status < 300
        body = _read(answer, size) if whole else answer.read(_HEAD, decode_content=True)
    except BaseException:
        answer.close()
        raise
    finally:
        answer.close() if not 200 <= answer.status < 300 else answer.release_conn()
    return Response(answer.status, {name.lower(): value for name, value in answer.headers.items()}, body)


def _read(answer: Any, size: int) -> bytes:
    """Return the body; one that is longer, be it only when unpacked, is TooLong."""
    pieces, length = [], 0
    while piece := answer.read(_PIECE, decode_content=True):
        length += len(piece)
        if length > size:
            raise TooLong
        pieces.append(piece)
    return b"".join(pieces)


def _why(error: BaseException) -> str:
    text = str(error).lower()
    reasons = {
        "refused": "cannot be reached: the connection is refused",
        "resolve": "cannot be reached: its address is not found",
        "certificate": "cannot be trusted: its certificate is not valid",
        "incompleteread": "broke off its answer",
    }
    return next((said for word, said in reasons.items() if word in text), "broke off the connection")


# --- the alarm ---------------------------------------------------------------------------

_current = threading.local()


class Alarm:
    """Shut the sockets of this thread's exchange when its time is up."""

    def __init__(self, seconds: float) -> None:
        """Set the alarm; it goes when entered."""
        self.rung = False
        self._sockets: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._ring)
        self._timer.daemon = True

    def __enter__(self) -> Alarm:
        """Start."""
        _current.alarm = self
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop; from here on no socket is touched."""
        self._timer.cancel()
        with self._lock:
            self._sockets.clear()
        _current.alarm = None

    def watch(self, connected: socket.socket) -> None:
        """Have a socket shut, too."""
        with self._lock:
            self._sockets.append(connected)
        if self.rung:
            self._ring()

    def _ring(self) -> None:
        with self._lock:
            self.rung = True
            for each in self._sockets:
                try:
                    # Of the plain socket: that of TLS would take its keys from under the reader.
                    socket.socket.shutdown(each, socket.SHUT_RDWR)
                except OSError:
                    pass  # it is shut already


def _watch(connected: socket.socket | None) -> None:
    alarm = getattr(_current, "alarm", None)
    if alarm is not None and connected is not None:
        alarm.watch(connected)


class _Plain(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        made = super()._new_conn()
        _watch(made)
        return made

    def request(self, *args: Any, **more: Any) -> None:
        _watch(self.sock)
        super().request(*args, **more)


class _Secret(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        made = super()._new_conn()
        _watch(made)
        return made

    def connect(self) -> None:
        super().connect()
        _watch(self.sock)

    def request(self, *args: Any, **more: Any) -> None:
        _watch(self.sock)
        super().request(*args, **more)


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecretPool(HTTPSConnectionPool):
    ConnectionCls = _Secret


def _proxy(url: str) -> tuple[str]:
    """Return the proxy that the environment names for an address, if any."""
    parts = urlsplit(url)
    proxy = getproxies().get(parts.scheme, "")
    return ("" if not proxy or proxy_bypass(parts.hostname or "") else proxy,)


@lru_cache(maxsize=8)
def _manager(proxy: str) -> urllib3.PoolManager:
    made = urllib3.ProxyManager(proxy) if proxy else urllib3.PoolManager(num_pools=16)
    made.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecretPool}
    return made

"""One request and its answer, as HTTP has them (RFC 9110, 9111): what all addresses share."""

from __future__ import annotations

import asyncio
import gzip
from dataclasses import dataclass, replace
from datetime import UTC
from email.utils import formatdate, parsedate_to_datetime
from hashlib import sha256
from urllib.parse import parse_qsl

import brotli
from starlette.requests import ClientDisconnect, Request

from remit.serving.kept import Kept
from remit.serving.limits import Limits
from remit.serving.negotiation import best_coding
from remit.serving.reply import Reply, problem
from remit.serving.web.room import LONG

CODINGS = ("br", "gzip")
#: Shorter content is not worth packing; longer content would hold up the others.
LEAST, MOST = 600, 4_000_000
#: What is packed already.
PACKED = ("application/gzip", "application/wasm", "application/octet-stream")
#: So many bytes of packed content are kept, each for so many seconds.
KEPT, WHILE = 2_000_000, 3600
_packed: Kept[tuple[bytes, str], bytes] = Kept(KEPT)
#: Where a request has its share of the room for what is long.
SHARE = "remit.share"
FORM = "application/x-www-form-urlencoded"
COMMON = (
    ("access-control-allow-origin", "*"),
    ("access-control-expose-headers", "Link, Memento-Datetime, Content-Location, ETag, Retry-After"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
)
POLICY = (
    "content-security-policy",
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; frame-ancestors *",
)


class Refused(Exception):
    """A request is not answered as it was meant; `reply` says why."""

    def __init__(self, reply: Reply) -> None:
        """Keep what is answered instead."""
        super().__init__(reply.status)
        self.reply = reply


def refused(status: int, title: str, detail: str = "", headers: tuple[tuple[str, str], ...] = ()) -> Refused:
    """Return what is raised where a request is refused."""
    return Refused(problem(status, title, detail, headers))


@dataclass(frozen=True)
class Given:
    """The parameters of an address or a form, in their order."""

    pairs: tuple[tuple[str, str], ...]

    def one(self, name: str) -> str | None:
        """Return the value of a parameter, or None; one that is given twice is refused."""
        found = self.all(name)
        if len(found) > 1:
            raise refused(400, "A parameter is given twice", f"“{name}” is given {len(found)} times; give it once.")
        return found[0] if found else None

    def all(self, name: str) -> list[str]:
        """Return all values of a parameter."""
        return [value for each, value in self.pairs if each == name]

    def __add__(self, other: Given) -> Given:
        return Given(self.pairs + other.pairs)


def address(request: Request) -> Given:
    """Return the parameters of the address; what is no UTF-8 is refused."""
    return _given(request.scope["query_string"])


async def form(request: Request, limits: Limits) -> Given:
    """Return the parameters of a form that was sent."""
    return _given(await body(request, limits))


async def body(request: Request, limits: Limits) -> bytes:
    """Return what was sent; what is too long, or comes too slowly, is refused."""
    coding = request.headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("", "identity"):
        raise refused(415, "What was sent is packed", "Send it as it is.", (("Accept-Encoding", "identity"),))
    said = request.headers.get("content-length", "")
    if said.isdigit() and int(said) > limits.query:
        raise _too_long(limits)
    parts, counted = bytearray(), 0
    try:
        async with asyncio.timeout(limits.patience):
            async for part in request.stream():
                parts += part
                if len(parts) > limits.query:
                    raise _too_long(limits)
                if len(parts) - counted > LONG:
                    if not request.scope[SHARE].take(len(parts) - counted):
                        raise Refused(full())
                    counted = len(parts)
    except TimeoutError:
        raise refused(408, "The request came too slowly", headers=(("Connection", "close"),)) from None
    except ClientDisconnect:
        raise refused(400, "The request was broken off") from None
    return bytes(parts)


def full() -> Reply:
    """Return that there is no room for a long request or answer."""
    return problem(503, "Too much is being sent at once", "Try again in a few seconds.", (("Retry-After", "3"),))


def listed(request: Request, name: str) -> str:
    """Return a header that is a list, which may come in several lines (RFC 9110, 5.3)."""
    return ", ".join(request.headers.getlist(name))


def media_of(request: Request) -> str:
    """Return the media type of what was sent, without parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def finished(request: Request, reply: Reply) -> Reply:
    """Return a reply as it is sent: unchanged content is not sent again, long text is packed, a HEAD has no body."""
    headers = {name.lower(): value for name, value in (*COMMON, *reply.headers)}
    headers["vary"] = ", ".join(dict.fromkeys(["Accept", "Accept-Encoding", *_listed(headers.get("vary", ""))]))
    if reply.status == 200 and "etag" not in headers:
        headers["etag"] = f'"{sha256(reply.body).hexdigest()[:20]}"'
    headers.setdefault("cache-control", "public, max-age=0, must-revalidate" if reply.status == 200 else "no-store")
    if reply.media.startswith("text/html"):
        headers[POLICY[0]] = POLICY[1]
    coding = _coding(request, reply)
    if coding:
        headers["etag"] = f'{headers["etag"][:-1]}-{coding}"'
    if reply.status == 200 and request.method in ("GET", "HEAD"):
        if not _holds(request, headers):
            return finished(request, problem(412, "The content is another by now", "A precondition does not hold."))
        if _unchanged(request, headers):
            return Reply(304, "", b"", tuple(headers.items()))
    if coding:
        headers["content-encoding"] = coding
        reply = replace(reply, body=_pack(reply.body, coding))
    return replace(reply, headers=tuple(headers.items()))


def dated(seconds: int) -> str:
    """Return a moment as HTTP writes it."""
    return formatdate(seconds, usegmt=True)


def seconds_of(text: str) -> float | None:
    """Return a moment that HTTP writes, in seconds since 1970; None where it cannot be read.

    >>> seconds_of("Thu, 01 Jan 1970 00:01:00 GMT"), seconds_of("Thu Jan  1 00:01:00 1970"), seconds_of("soon")
    (60.0, 60.0, None)
    """
    try:
        read = parsedate_to_datetime(text)
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _holds(request: Request, headers: dict[str, str]) -> bool:
    """Return whether the content is still the one that the client means (RFC 9110, 13.2.2)."""
    if wanted := listed(request, "if-match"):
        return not {"*", headers["etag"]}.isdisjoint(_listed(wanted))
    before, changed = request.headers.get("if-unmodified-since", ""), headers.get("last-modified", "")
    known, now = seconds_of(before) if before else None, seconds_of(changed) if changed else None
    return known is None or now is None or now <= known


def _unchanged(request: Request, headers: dict[str, str]) -> bool:
    """Return whether the client has this content; its entity tag says more than its date.

    Each coding has a tag of its own: a cache that holds the packed content alone is told so, and not that of another.
    """
    if wanted := listed(request, "if-none-match"):
        return not {"*", headers["etag"]}.isdisjoint(tag.removeprefix("W/") for tag in _listed(wanted))
    since, changed = request.headers.get("if-modified-since", ""), headers.get("last-modified", "")
    known, now = seconds_of(since) if since else None, seconds_of(changed) if changed else None
    return known is not None and now is not None and now <= known


def _coding(request: Request, reply: Reply) -> str:
    """Return how a reply is packed: the coding that is accepted best, or nothing."""
    if reply.status != 200 or not LEAST <= len(reply.body) <= MOST or reply.media.startswith(PACKED):
        return ""
    return best_coding(listed(request, "accept-encoding"), CODINGS)


def _pack(content: bytes, coding: str) -> bytes:
    key = (sha256(content).digest(), coding)
    if known := _packed.get(key):
        return known
    made = bytes(brotli.compress(content, quality=4)) if coding == "br" else gzip.compress(content, 6, mtime=0)
    _packed.keep(key, made, len(made) + len(key), WHILE)
    return made


def _given(text: bytes) -> Given:
    try:
        pairs = parse_qsl(
            text.decode(), keep_blank_values=True, errors="strict", max_num_fields=1000, strict_parsing=False
        )
    except ValueError:
        raise refused(400, "The parameters cannot be read", "They are no UTF-8, or too many.") from None
    return Given(tuple(pairs))


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _too_long(limits: Limits) -> Refused:
    return refused(413, "The request is too long", f"{limits.query:,} bytes are the most.", (("Connection", "close"),))

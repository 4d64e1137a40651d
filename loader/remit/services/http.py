"""Ask a service over HTTP: at its pace, again while it is overloaded, never elsewhere; keep what was judged good.

A failure is a ServiceError of one sentence: who was asked, what came of it.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar
from urllib.parse import SplitResult, urljoin, urlsplit

from urllib3.exceptions import InvalidHeader
from urllib3.util import Retry

from remit.errors import ServiceError
from remit.services import kept
from remit.services.exchange import Broken, Request, Response, TooLong, exchange
from remit.services.gate import gate
from remit.services.service import Service

T = TypeVar("T")
F = TypeVar("F", bound=ServiceError)
_HOPS = 3
_MOVED = (301, 302, 303, 307, 308)
_OVERLOADED = 429
_WHO = 401
_NEVER_AGAIN = (501, 505)
_A_DAY = 86_400
#: What is not told more exactly, in seconds: a thousand years.
_LONGEST = 365_250 * _A_DAY
_PORTS = {"http": 80, "https": 443}


class Refused(ServiceError):
    """The service refuses the request; `status` says how, and `page` that a page for people says so."""

    status = 0
    page = False


class Elsewhere(ServiceError):
    """The service sends the asker to another host, which is not asked; `target` is the address."""

    target = ""


class TooMuch(ServiceError):
    """The answer is longer than allowed; that it began is all that is known of it."""


def ask(service: Service, request: Request, read: Callable[[Response], tuple[T, bool]]) -> T:
    """Return what `read` makes of the answer; it tells whether the answer is whole, and only such a one is kept.

    `read` raises a ServiceError where the answer is none.
    """
    if (found := kept.find(service, request)) is not None:
        try:
            return read(found)[0]
        except ServiceError:
            pass  # kept by another release, which judged otherwise
    response = fetch(service, request)
    value, whole = read(response)
    if whole:
        kept.keep(service, request, response)
    return value


def fetch(service: Service, request: Request) -> Response:
    """Return a successful answer, after a few attempts where the service is overloaded or breaks off."""
    for attempt in range(1, service.attempts + 1):
        try:
            response = _logged_in(service, request)
        except Broken as error:
            why, wait = str(error), _back_off(attempt)
        else:
            if response.status < 300:
                return response
            if not _passing(response.status):
                raise _refused(service, response)
            why = f"answers with status {response.status}{_said(response)}"
            wait = _asked_wait(response, attempt)
        if wait > service.patience:
            raise failure(service, f"{why} and asks to be left alone for {_lasting(wait)}; ask again then")
        if attempt < service.attempts:
            gate(service).close(wait)
    times = f", {service.attempts} times" if service.attempts > 1 else ""
    raise failure(service, f"{why}{times}; ask again later")


def failure(service: Service, why: str, kind: type[F] = ServiceError) -> F:  # type: ignore[assignment]
    """Return the error of a service: its name, its endpoint, what came of it; nothing in it steers a terminal."""
    said = "".join(sign if sign.isprintable() else "�" for sign in why)
    return kind(f"{service.name} ({service.endpoint}) {said}")


def _refused(service: Service, response: Response) -> Refused:
    made = failure(service, f"refuses the request with status {response.status}{_said(response)}", Refused)
    made.status = response.status
    made.page = "html" in response.headers.get("content-type", "").lower()
    return made


def _logged_in(service: Service, request: Request) -> Response:
    """Return an answer; a service that asks who is there is told once, and its answer to that counts."""
    response = _follow(service, request)
    if response.status == _WHO and service.login and service.login.learn(request.url, response.headers):
        return _follow(service, request)
    return response


def _follow(service: Service, request: Request) -> Response:
    """Return the answer at the end of a few redirects, which may not leave the host."""
    for _ in range(_HOPS + 1):
        try:
            with gate(service).place():
                response = exchange(_with_secrets(service, request), service.asker, service.seconds, service.bytes)
        except TooLong as error:
            raise failure(service, f"gave more than {service.bytes:,} bytes, which were not read", TooMuch) from error
        if response.status not in _MOVED or not response.headers.get("location"):
            return response
        request = _moved(service, request, response)
    raise failure(service, f"redirects more than {_HOPS} times")


def _with_secrets(service: Service, request: Request) -> Request:
    """Return a request with the headers of the workspace; the one that is kept on disk never has them."""
    own = service.login.headers(request.method, request.url) if service.login else {}
    return replace(request, headers={**request.headers, **service.secrets(), **own})


def _moved(service: Service, request: Request, response: Response) -> Request:
    try:
        target = urljoin(request.url, response.headers["location"])
        here, there = urlsplit(request.url), urlsplit(target)
        near = _near(here, there)
    except ValueError as error:
        raise failure(service, "redirects to what is no address") from error
    if not near:
        said = f"redirects to {there.scheme}://{there.netloc}, another host, which is not asked"
        sent = failure(service, said, Elsewhere)
        sent.target = target
        raise sent
    if response.status == 303:
        headers = {name: value for name, value in request.headers.items() if name != "Content-Type"}
        return Request("GET", target, headers=headers)
    return replace(request, url=target)


def _near(here: SplitResult, there: SplitResult) -> bool:
    """Return whether a redirect stays at its host; from http to https it may go."""
    ports = [each.port or _PORTS.get(each.scheme) for each in (here, there)]
    secured = (here.scheme, there.scheme) == ("http", "https") and ports == [80, 443]
    return here.hostname == there.hostname and (secured or (here.scheme == there.scheme and ports[0] == ports[1]))


def _passing(status: int) -> bool:
    return status == _OVERLOADED or (status >= 500 and status not in _NEVER_AGAIN)


def _asked_wait(response: Response, attempt: int) -> float:
    """Return the seconds that the service asks to wait (a number or a date), or ours."""
    asked = response.headers.get("retry-after", "")
    try:
        waits = Retry(retry_after_max=_LONGEST)
        return max(waits.parse_retry_after(asked[:100]), 0.0) if asked else _back_off(attempt)
    except (InvalidHeader, ValueError, OverflowError):
        return _back_off(attempt)


def _lasting(seconds: float) -> str:
    """Return a time in words: seconds, or days where there are several.

    >>> _lasting(3600), _lasting(432_000)
    ('3600 s', '5 days')
    """
    return f"{seconds:.0f} s" if seconds < 2 * _A_DAY else f"{seconds / _A_DAY:.0f} days"


def _back_off(attempt: int) -> float:
    """Return the seconds before the next attempt: twice as long each time, and not the same for all who ask."""
    return float(2 ** (attempt - 1)) * random.uniform(0.5, 1)


def _said(response: Response) -> str:
    """Return what a plain-text failure says in its first line."""
    if not response.headers.get("content-type", "").startswith("text/plain"):
        return ""
    words = " ".join("".join(c if c.isprintable() else " " for c in response.body.decode("utf-8", "replace")).split())
    return f" (“{words[:150]}”)" if words else ""

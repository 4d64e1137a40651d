"""Ask whether a page is still there: its host alone, politely, and as little of the page as can be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from remit.services import kept
from remit.services.exchange import Request, Response
from remit.services.http import Elsewhere, Refused, TooMuch, failure, fetch
from remit.services.service import Service

_GONE = (404, 410)
#: What a host answers that does not know HEAD, or says something else to it than to GET.
_NO_HEAD = (400, 403, 404, 405, 410, 501)


@dataclass(frozen=True)
class Page:
    """What became of a page: it is there, it is gone, or its host sends to `target`, at another host."""

    url: str
    gone: bool = False
    target: str = ""


def page(service: Service, url: str) -> Page:
    """Return what became of a page; a host that gives no answer to judge by is a ServiceError, and proves nothing.

    A page that says in words alone that there is none, with a status of success, is taken to be there.
    """
    asked = Request("HEAD", url)
    if kept.find(service, asked):
        return Page(url)
    host = _host(service, url)
    try:
        _look(host, url)
    except Elsewhere as error:
        return Page(url, target=error.target)
    except Refused as error:
        if error.status in _GONE:
            return Page(url, gone=True)
        raise
    except TooMuch:
        pass  # it is there; how long it is matters to nobody
    kept.keep(service, asked, Response(200, {}, b""))
    return Page(url)


def _look(host: Service, url: str) -> None:
    """Ask for the head of a page, and for the page where its host does not give a head."""
    try:
        fetch(host, Request("HEAD", url))
    except Refused as error:
        if error.status not in _NO_HEAD:
            raise
        fetch(host, Request("GET", url))


def _host(service: Service, url: str) -> Service:
    """Return the host of a page as a service of its own, asked for one page at a time."""
    try:
        parts = urlsplit(url)
        return replace(service, name="the page", endpoint=f"{parts.scheme}://{parts.netloc}", at_once=1)
    except ValueError as error:
        raise failure(replace(service, endpoint=url[:100]), "cannot be asked: this is no address") from error

"""Time: what a thing was when a revision was in force (Memento, RFC 7089).

The address of a thing is its own TimeGate: asked with `Accept-Datetime` it leads to the address of the state that was
in force then, `/memento/<revision>/<path>`. `/timemap/<path>` lists the states. A query is answered at once as of the
date, and says where that state is.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from starlette.requests import Request

from remit.publishing.signposts import quoted
from remit.serving.edition import Moment
from remit.serving.reply import Reply
from remit.serving.web.exchange import dated, refused, seconds_of
from remit.serving.web.served import Served

AT, MAP = "memento/", "timemap/"
#: How `Accept-Datetime` is written (RFC 7089, 2.1.1); other dates of HTTP are none.
DATE = re.compile(r"[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT")
LINKS = "application/link-format"
#: More states than these are listed by the TimeMap only: proxies take no headers of any length.
MOST = 8


def gate(request: Request, served: Served, path: str) -> Reply | None:
    """Return the way to the state of a day, where one is asked for and the path is one of a thing."""
    moment = wanted(request, served)
    if moment is None or path.startswith(MAP):
        return None
    edition = served.edition
    if not any(path in site.variants or path in site.entries for site in (edition.site, *edition.then.values())):
        return None
    where = quoted(f"/{AT}{moment.name}/{path}")
    shown = ", ".join(links(served, path, ""))
    headers = (("Location", where), ("Vary", "Accept-Datetime"), ("Link", shown))
    return Reply(302, "text/plain; charset=utf-8", f"{where}\n".encode(), headers)


def wanted(request: Request, served: Served) -> Moment | None:
    """Return the state that `Accept-Datetime` means: the last that began by then, or else the first."""
    text = request.headers.get("accept-datetime")
    if text is None or not served.edition.moments:
        return None
    seconds = seconds_of(text) if DATE.fullmatch(text) else None
    if seconds is None:
        raise refused(400, "Accept-Datetime cannot be read", "Write it as HTTP does: Thu, 01 Mar 2018 00:00:00 GMT.")
    moments = served.edition.moments
    return moments[max(bisect_right([each.since for each in moments], seconds) - 1, 0)]


def links(served: Served, path: str, above: str) -> list[str]:
    """Return the links of a thing to its TimeGate, its TimeMap, and its states; of many, to the first and last."""
    moments = _of(served, path)
    if not moments:
        return []
    own = quoted(f"/{path}")
    found = [f'<{own}>; rel="original timegate"', f'<{quoted(f"/{MAP}{path}")}>; rel="timemap"; type="{LINKS}"']
    shown = [(at, each) for at, each in enumerate(moments) if len(moments) <= MOST or at in (0, len(moments) - 1)]
    return found + [_memento(path, each, _relation(at, len(moments))) for at, each in shown]


def dates(served: Served, above: str) -> list[tuple[str, str]]:
    """Return when the state began that stands at an address, if it is not the current one."""
    name = above.removeprefix(AT).rstrip("/")
    return [("Memento-Datetime", dated(each.since)) for each in served.edition.moments if above and each.name == name]


def timemap(served: Served, path: str) -> Reply | None:
    """Return the list of the states of a thing, or None of what is none."""
    moments = _of(served, path)
    if not moments:
        return None
    first, last = dated(moments[0].since), dated(moments[-1].since)
    lines = [
        f'<{quoted(f"/{path}")}>; rel="original timegate"',
        f'<{quoted(f"/{MAP}{path}")}>; rel="self"; type="{LINKS}"; from="{first}"; until="{last}"',
        *(_memento(path, each, _relation(at, len(moments))) for at, each in enumerate(moments)),
    ]
    return Reply(200, LINKS, (",\n".join(lines) + "\n").encode())


def _of(served: Served, path: str) -> list[Moment]:
    then = served.edition.then
    if path == "sparql":
        return list(served.edition.moments)
    return [m for m in served.edition.moments if path in then[m.name].variants or path in then[m.name].entries]


def _memento(path: str, moment: Moment, relation: str) -> str:
    return f'<{quoted(f"/{AT}{moment.name}/{path}")}>; rel="{relation}"; datetime="{dated(moment.since)}"'


def _relation(at: int, count: int) -> str:
    return " ".join([*(["first"] if at == 0 else []), *(["last"] if at == count - 1 else []), "memento"])

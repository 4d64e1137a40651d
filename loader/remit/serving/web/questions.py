"""The questions of the catalogue at `/questions/<name>`: with parameters they are answered, without they are pages."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request

from remit.serving.keeper import task
from remit.serving.negotiation import best
from remit.serving.reply import Reply
from remit.serving.web import memento, pages
from remit.serving.web.exchange import address, dated, listed, refused
from remit.serving.web.served import Served
from remit.serving.web.sparql import client
from remit.serving.work.asked import FORMS

METHODS = "GET, HEAD, OPTIONS"
#: Parameters that say how to answer, not what.
FORMAT = "format"
#: What stays as it is of what was asked, in the address of the answer; what would end it there does not.
ASKED = "%&=+;:@!$'()*,/?-._~"
#: The page that lists the questions.
LIST = "questions/all"
BY_SUFFIX = {suffix: media for media, suffix in FORMS.items()}


async def question(request: Request, served: Served, path: str) -> Reply:
    """Answer a question; where none of its parameters is given and a page is wanted, return its page."""
    name, suffix = _parted(path.removeprefix("questions/"))
    given = address(request)
    accept = listed(request, "accept")
    site = served.edition.site
    if not name:
        return Reply(308, "text/plain; charset=utf-8", b"", (("Location", f"/{LIST}"),))
    there = path in site.entries or path == LIST or _page_wanted(accept, path in site.variants)
    if there and not given.pairs:
        return pages.page(request, served, path)
    form = given.one(FORMAT) or suffix or None
    if form is not None and form not in BY_SUFFIX:
        raise refused(406, "There is no such format", f"There are: {', '.join(BY_SUFFIX)}.")
    parameters = {key: given.one(key) or "" for key, _ in given.pairs if key != FORMAT}
    moment = memento.wanted(request, served)
    if moment and not {"revision", "as-of"} & set(parameters):
        parameters["revision"] = moment.name
    else:
        moment = None
    work = {
        "do": "question",
        "name": name,
        "parameters": {key: value for key, value in parameters.items() if value},
        "accept": BY_SUFFIX[form] if form else accept,
    }
    reply = await served.working.do(served.keeper, task(work), client(request))
    own = f"{quote('/' + path)}?{quote(request.url.query, safe=ASKED)}"
    then = [("Memento-Datetime", dated(moment.since))] if moment and reply.status == 200 else []
    headers = (
        *reply.headers,
        ("Vary", "Accept, Accept-Datetime"),
        ("Link", f'<{own}>; rel="original timegate"'),
        *then,
    )
    return pages.readable(request, Reply(reply.status, reply.media, reply.body, headers))


def _parted(name: str) -> tuple[str, str]:
    """Return the name of a question, and the format that its suffix asks for, if any."""
    stem, _, suffix = name.rpartition(".")
    return (stem, suffix) if stem and suffix in BY_SUFFIX else (name, "")


def _page_wanted(accept: str, there: bool) -> bool:
    return there and best(accept, ("application/json", "text/html", *FORMS)) == "text/html"

"""The questions of the catalogue at `/questions/<name>`: with parameters they are answered, without they are pages."""

from __future__ import annotations

from starlette.requests import Request

from remit.serving import memento, pages
from remit.serving.asked import FORMS
from remit.serving.exchange import address, refused
from remit.serving.keeper import asked
from remit.serving.negotiation import best
from remit.serving.reply import Reply
from remit.serving.served import Served
from remit.serving.sparql import client

METHODS = "GET, HEAD, OPTIONS"
#: Parameters that say how to answer, not what.
FORMAT = "format"
BY_SUFFIX = {suffix: media for media, suffix in FORMS.items()}


async def question(request: Request, served: Served, path: str) -> Reply:
    """Answer a question; where none of its parameters is given and a page is wanted, return its page."""
    name = path.removeprefix("questions/")
    given = address(request)
    accept = request.headers.get("accept", "")
    site = served.edition.site
    if path in site.entries or (not given.pairs and _page_wanted(accept, path in site.variants)):
        return pages.page(request, served, path)
    form = given.one(FORMAT)
    if form is not None and form not in BY_SUFFIX:
        raise refused(406, "There is no such format", f"There are: {', '.join(BY_SUFFIX)}.")
    parameters = {key: given.one(key) or "" for key, _ in given.pairs if key != FORMAT}
    moment = memento.wanted(request, served)
    if moment and not {"revision", "as-of"} & set(parameters):
        parameters["revision"] = moment.name
    work = {
        "do": "question",
        "name": name,
        "parameters": {key: value for key, value in parameters.items() if value},
        "accept": BY_SUFFIX[form] if form else accept,
    }
    reply = await served.working.do(served.keeper, asked(work), client(request))
    headers = (*reply.headers, ("Vary", "Accept, Accept-Datetime"))
    return pages.readable(request, Reply(reply.status, reply.media, reply.body, headers))


def _page_wanted(accept: str, there: bool) -> bool:
    return there and best(accept, ("application/json", "text/html", *FORMS)) == "text/html"

"""Pages and data: what is given at the path of a thing, by what is accepted; and what is said where there is none."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from starlette.requests import Request

from remit.names import expand
from remit.publishing.media import media_of, with_charset
from remit.publishing.signposts import iri_of, quoted, relation
from remit.serving.edition import Entry, Site
from remit.serving.negotiation import best, best_language
from remit.serving.reply import PROBLEM, Reply, problem
from remit.serving.variants import Variant
from remit.serving.web import memento
from remit.serving.web.exchange import dated, listed
from remit.serving.web.served import Served

#: No path that is longer is looked for.
LONGEST = 2000
#: A file → the page whose forms are its own, too; what is accepted beside its own form, and not only by the way.
ALIKE, OTHERS = (
    {".well-known/void": "catalog"},
    ("text/html", "application/ld+json", "application/n-triples", "application/rdf+xml"),
)
#: What is accepted → the form that it is, said more exactly.
PLAIN = {"application/json": "application/ld+json"}
VARY = ("Vary", "Accept, Accept-Language, Accept-Datetime")


def page(request: Request, served: Served, path: str) -> Reply:
    """Return the page or the data at a path of the current site; with a date, the way to what it was then."""
    site = served.edition.site
    if (redirect := memento.gate(request, served, path)) is not None:
        return redirect
    return found(request, served, site, path) or missing(request, served, path)


def found(request: Request, served: Served, site: Site, path: str, above: str = "") -> Reply | None:
    """Return what a site has at a path, or None; `above` is where the site stands, if not at the top."""
    if (entry := site.entries.get(path)) and not _other_form(request, path):
        return _file(served, site, path, entry, above)
    other = path.rstrip("/") if path.endswith("/") else f"{path}/"
    if path not in site.variants and other in site.variants:
        return Reply(308, "text/plain; charset=utf-8", b"", (("Location", _at(above, other)),))
    forms = site.variants.get(site.moved.get(path, ALIKE.get(path, path)))
    if not forms:
        return None
    offers = tuple(dict.fromkeys(form.media for form in forms))
    offers += tuple(plain for plain, form in PLAIN.items() if form in offers)
    media = best(listed(request, "accept"), offers)
    if media is None:
        there = ", ".join(offers)
        return problem(406, "No accepted form can be given", f"There are: {there}.", (VARY, _alternates(forms, above)))
    chosen = _in_language(request, [form for form in forms if form.media == PLAIN.get(media, media)])
    return replace(_form(served, site, path, chosen, forms, above), media=with_charset(media))


def _other_form(request: Request, path: str) -> bool:
    """Return whether a file that has the forms of a page is wanted in another than its own."""
    if path not in ALIKE:
        return False
    own = media_of(path).partition(";")[0]
    return best(listed(request, "accept"), (own, *OTHERS)) not in (own, None)


def _file(served: Served, site: Site, path: str, entry: Entry, above: str) -> Reply:
    """Return a file that was asked for by its name."""
    links = memento.links(served, path, above)
    stem = re.sub(r"(?:\.[a-z]{2})?\.[a-z]+$", "", path)
    if stem in site.variants:
        links = [f'<{_iri(served, site, stem)}>; rel="canonical"', f'<{_at(above, stem)}>; rel="describes"', *links]
    headers = [*_headers(entry), *([] if above else [("Vary", "Accept-Datetime")]), *memento.dates(served, above)]
    headers += [("Link", ", ".join(links))] if links else []
    return Reply(200, media_of(path), site.content(path), tuple(headers))


def _form(served: Served, site: Site, path: str, chosen: Variant, forms: tuple[Variant, ...], above: str) -> Reply:
    """Return the chosen form of a page, with the links that lead machines on (FAIR Signposting)."""
    entry = site.entries[chosen.path]
    iri = _iri(served, site, path)
    links = [f'<{iri}>; rel="canonical"', f'<{iri}>; rel="cite-as"']
    links += [
        f'<{_at(above, form.path)}>; rel="{relation(form.media)}"; type="{form.media}"'
        + (f'; hreflang="{form.language}"' if form.language else "")
        for form in forms
        if form != chosen
    ]
    links += [f'<{expand("schema:AboutPage")}>; rel="type"'] if chosen.media == "text/html" else []
    links += [f'<{served.licence}>; rel="license"'] if served.licence else []
    links += [f'<{_at("", "catalog")}>; rel="collection"'] if path else []
    links += [] if path else ['</openapi.json>; rel="service-desc"; type="application/json"']
    links += memento.links(served, path, above)
    vary = VARY if not above else ("Vary", "Accept, Accept-Language")
    headers = [*_headers(entry), vary, ("Content-Location", _at(above, chosen.path)), ("Link", ", ".join(links))]
    headers += [("Content-Language", chosen.language)] if chosen.language else []
    headers += memento.dates(served, above)
    return Reply(200, with_charset(chosen.media), site.content(chosen.path), tuple(headers))


def _iri(served: Served, site: Site, path: str) -> str:
    """Return the IRI of what has a path on the site."""
    return iri_of(served.base, site.tails.get(path, path))


def _in_language(request: Request, forms: list[Variant]) -> Variant:
    languages = tuple(form.language for form in forms)
    wanted = best_language(listed(request, "accept-language"), languages)
    return next(form for form in forms if form.language == wanted)


def _headers(entry: Entry) -> list[tuple[str, str]]:
    return [("ETag", f'"{entry.tag}"'), ("Last-Modified", dated(entry.since))]


def _alternates(forms: tuple[Variant, ...], above: str) -> tuple[str, str]:
    return "Link", ", ".join(f'<{_at(above, form.path)}>; rel="alternate"; type="{form.media}"' for form in forms)


def _at(above: str, path: str) -> str:
    return quoted(f"/{above}{path}")


def missing(request: Request, served: Served, path: str) -> Reply:
    """Return that there is nothing: whether there once was, and what is called alike."""
    before = [name for name, site in served.edition.then.items() if path in site.variants or path in site.entries]
    if before:
        link = (("Link", f'<{_at(f"memento/{before[-1]}/", path)}>; rel="memento"'),)
        detail = (
            f"It was there in {before[-1]} and is no more; its page as it was: {_at(f'memento/{before[-1]}/', path)}"
        )
        return readable(request, problem(410, "This is gone", detail, link))
    near = _near(served, path)
    detail = "No page and no data has this path." + (" Perhaps you meant one of these:" if near else "")
    more: dict[str, Any] = {"near": near} if near else {}
    return readable(request, problem(404, "There is nothing here", detail, **more))


def _near(served: Served, path: str) -> list[str]:
    if not path or len(path) > LONGEST:
        return []
    from rapidfuzz import fuzz, process

    close = process.extract(path, list(served.edition.site.variants), scorer=fuzz.ratio, limit=3, score_cutoff=70)
    return [_at("", each) for each, _, _ in close]


def readable(request: Request, reply: Reply) -> Reply:
    """Return a problem as a page for those who accept pages best."""
    offers = (PROBLEM, "text/html")
    if reply.media != PROBLEM or best(listed(request, "accept"), offers) != "text/html":
        return reply
    import json

    from remit.serving.words import problem_page

    return Reply(reply.status, "text/html; charset=utf-8", problem_page(json.loads(reply.body)), reply.headers)

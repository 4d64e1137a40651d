"""What a host needs: a map of the site, where the catalogue is, and rules for content negotiation.

    sitemap.xml, robots.txt       which pages there are, as the Sitemaps protocol has it
    .well-known/void              the catalogue as Turtle, where VoID says to look for it
    .htaccess                     rules for Apache, which takes them from there
    hosting/…                     rules for nginx, Caddy and Netlify, and what the host of the IRIs is to redirect

An IRI leads to its page or, as the reader's program asks, to its data; every other suffix is taken as it stands.
On hosts without rules of one's own (GitHub Pages, GitLab Pages) an IRI leads to its page, which links its data.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from remit.publishing.forms import FORMS, ordered

if TYPE_CHECKING:
    from jinja2 import Environment

    from remit.publishing.publication import File, Publication

#: The most addresses of one file of a map (of the protocol).
MOST = 50_000
#: Template → where it is written.
RULES = {
    "apache": ".htaccess",
    "nginx": "hosting/nginx.conf",
    "caddy": "hosting/Caddyfile",
    "netlify": "_redirects",
    "headers": "_headers",
    "w3id": "hosting/w3id/.htaccess",
    "readme": "hosting/README.md",
}

#: What would mean something in Caddy's file, so that no rule can name it.
CADDY = '"\\{}*?'


def files(publication: Publication, made: Collection[str]) -> Iterator[File]:
    """Yield the files for the host; `made` are the paths of all others."""
    told = publication.things.every[publication.base + "catalog"]
    yield ".well-known/void", FORMS["ttl"].write(ordered(publication.things.description(told)), publication.base)
    yield ".nojekyll", b""
    yield from _maps(publication, sorted(path for path in made if path.endswith(".html")))
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {publication.base}sitemap.xml\n".encode()
    words = {
        "base": publication.base,
        "path": urlsplit(publication.base).path,
        "host": urlsplit(publication.base).netloc,
        "title": next(iter(publication.workspace.settings["title"].values())),
        "forms": list(FORMS.values()),
        "moved": [(re.escape(tail), path) for tail, path in moved(publication)],
        "caddy_moved": [pair for pair in moved(publication) if not set(pair[0]) & set(CADDY)],
        "site": str(publication.workspace.settings.get("site") or ""),
    }
    for template, path in RULES.items():
        yield path, _environment().get_template(template).render(words).encode()


def moved(publication: Publication) -> Iterator[tuple[str, str]]:
    """Yield the ends of IRIs whose files stand elsewhere, because they would not be safe there, and where."""
    for thing in publication.things.every.values():
        tail = thing.iri.removeprefix(publication.base)
        if tail != thing.path and tail.isprintable() and " " not in tail:
            yield tail, thing.path


def _maps(publication: Publication, pages: list[str]) -> Iterator[File]:
    """Yield the map of the pages, in several files where it is long."""
    parts = [pages[at : at + MOST] for at in range(0, len(pages), MOST)] or [[]]
    names = ["sitemap.xml"] if len(parts) == 1 else [f"sitemap-{n}.xml" for n in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield name, _listed("map", publication, part)
    if len(parts) > 1:
        yield "sitemap.xml", _listed("maps", publication, names)


def _listed(template: str, publication: Publication, paths: list[str]) -> bytes:
    """Return a list of addresses: `index.html` is where the site begins."""
    shown = ("" if path == "index.html" else quote(path, safe="/~.-_()+,=@") for path in paths)
    return _environment().get_template(template).render(addresses=[publication.base + each for each in shown]).encode()


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("remit.publishing", "templates/hosting"),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )

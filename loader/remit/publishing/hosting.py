"""What a host needs: a map of the site, where the catalogue is, and rules for content negotiation.

    sitemap.xml, robots.txt       which pages there are, as the Sitemaps protocol has it
    .well-known/void              the catalogue as Turtle, where VoID says to look for it
    .htaccess                     rules for Apache, which takes them from there
    hosting/…                     rules for nginx, Caddy and Netlify, and what the host of the IRIs is to redirect

An IRI leads to its page or, as the reader's program asks, to its data; what is asked for by its name is taken as it
stands. `Link` headers say what `remit serve` says, but for time and search.
On hosts without rules of one's own (GitHub Pages, GitLab Pages) an IRI leads to its page, which links its data.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from remit.names import expand, prefixes
from remit.publishing.accepted import NAMES, PATTERNS
from remit.publishing.forms import FORMS, ordered
from remit.publishing.media import FORMS as PAGES
from remit.publishing.signposts import beside, iri_of, posts, quoted

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

#: The most rules of a file of headers, and the longest line (of Cloudflare); so many rules are others than links.
MOST_RULES, LONGEST_LINE, OTHER_RULES = 100, 2000, 20
#: What has links there.
LINKED = ("dcat:Catalog", "dcat:Dataset", "dcat:DatasetSeries", "remit:Programme", "remit:Revision")
#: What would mean something in the file of one of the hosts, so that no rule can name it.
UNSAID = '"\\{}*?$<>`'
#: How the name of a file ends that is not the end of an IRI.
HASHED = "-[0-9a-f]{12}(?:/|$)"


def files(publication: Publication, made: Collection[str]) -> Iterator[File]:
    """Yield the files for the host; `made` are the paths of all others."""
    told = publication.things.every[publication.base + "catalog"]
    yield ".well-known/void", FORMS["ttl"].write(ordered(publication.things.description(told)), publication.base)
    yield ".nojekyll", b""
    yield from _maps(publication, sorted(path for path in made if path.endswith(".html")))
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {publication.base}sitemap.xml\n".encode()
    words = _words(publication) | {"linked": list(_linked(publication, made))[: MOST_RULES - OTHER_RULES]}
    for template, path in RULES.items():
        yield path, _environment().get_template(template).render(words).encode()


def moved(publication: Publication) -> Iterator[tuple[str, str]]:
    """Yield the ends of IRIs whose files stand elsewhere, because they would not be safe there, and where.

    They are decoded, as a host sees them; what follows `?` and `#` no host sees as a path.
    """
    for thing in publication.things.every.values():
        tail = unquote(thing.iri.removeprefix(publication.base))
        if tail != thing.path and tail.isprintable() and not set(thing.iri) & set("?#"):
            yield tail, thing.path


def _linked(publication: Publication, made: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield paths of pages and their links, for hosts whose rules look at nothing else.

    They are the pages that programs begin with: the start, the catalogue, its datasets, the programmes, the revisions.
    """
    yield "/", _links(publication, "", "index", made)
    wanted = {expand(each) for each in LINKED}
    for thing in publication.things.every.values():
        if wanted & {kind.value for kind in thing.values("rdf:type")}:
            said = _links(publication, unquote(thing.iri.removeprefix(publication.base)), thing.path, made)
            if len(said) + len("  Link: ") <= LONGEST_LINE:
                yield f"/{quoted(thing.path)}", said


def _links(publication: Publication, tail: str, path: str, made: Collection[str]) -> str:
    """Return the links of a page, given the end of its IRI."""
    iri, licence = iri_of(publication.base, tail), publication.workspace.settings.get("licence")
    found = [f'<{iri}>; rel="canonical"', f'<{iri}>; rel="cite-as"']
    for post in posts(publication.languages)[1:]:
        if f"{path}{post.ending}" in made:
            found.append(f"</{quoted(path)}{post.ending}>; {post.said}")
    found.append(f'<{expand("schema:AboutPage")}>; rel="type"')
    found += [f'<{licence}>; rel="license"'] if licence else []
    found += ['</catalog>; rel="collection"'] if tail else []
    return ", ".join(found)


def _words(publication: Publication) -> dict[str, Any]:
    """Return what the rules are made of."""
    settings, others = publication.workspace.settings, publication.languages[1:]
    site = str(settings.get("site") or "")
    place = urlsplit(site if site and publication.base == publication.workspace.base else publication.base)
    known = [(t, path, iri_of(publication.base, t)) for t, path in moved(publication) if not set(t) & set(UNSAID)]
    spoken = f"(?:\\.(?:{'|'.join(others)}))?" if others else ""
    return {
        "title": next(iter(settings["title"].values())),
        "base": publication.base,
        "path": place.path,
        "host": place.netloc,
        "site": site,
        "licence": str(settings.get("licence") or ""),
        "type": expand("schema:AboutPage"),
        "forms": list(FORMS.values()),
        "asked": PATTERNS,
        "given": [f".{suffix}" for suffix in NAMES],
        "posts": posts(publication.languages),
        "ending": rf"{spoken}\.(?:{'|'.join(PAGES)})",
        "moved": known,
        "others": beside(),
        **_permanent(publication.base),
        "hashed": HASHED,
        "most": MOST_RULES,
        "exposed": "Link, Content-Location, ETag",
    }


def _permanent(base: str) -> dict[str, Any]:
    """Return the folder of the permanent IRIs at their host, and what leads to the site from there.

    Where the data stands beside the ontology and the vocabularies, those are led there, too.
    """
    spaces = (prefixes()["remit"], prefixes()["vocabulary"])
    above = spaces[1].rstrip("/").rpartition("/")[0] + "/"
    beside = base.startswith(above) and base != above
    return {
        "folder": urlsplit(above if beside else base).path,
        "inner": base.removeprefix(above) if beside else "",
        "beside": [each.removeprefix(above).rstrip("#/") for each in spaces] if beside else [],
    }


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
    shown = ("" if path == "index.html" else quoted(path) for path in paths)
    return _environment().get_template(template).render(addresses=[publication.base + each for each in shown]).encode()


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("remit.publishing", "templates/hosting"),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["regex"] = re.escape
    made.filters["quoted"] = quoted
    return made

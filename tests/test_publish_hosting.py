"""A host finds what it needs: a map of all pages, rules by which an IRI leads to a page or to data, and links.

The rules are tried with the servers themselves, where they are installed; what `remit serve` says is the measure.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from starlette.requests import Request

from hosts import HOSTS, ODD, PLACE, Host, garden, hosted, laid_out, made
from published import bundled, files
from remit.names import prefixes
from remit.publishing import hosting
from remit.publishing.accepted import chosen
from remit.publishing.media import media_of
from remit.publishing.publication import Publication
from remit.serving.edition import Entry, Site
from remit.serving.negotiation import best
from remit.serving.web.pages import found

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
BODY, EVENT = "body/wg-1", "programme/wp/2031/event/1.2"
ASKED = [
    (BODY, "text/html", "text/html"),
    (BODY, "*/*", "text/html"),
    (BODY, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
    (BODY, "text/turtle", "text/turtle"),
    (BODY, "application/ld+json", "application/ld+json"),
    (BODY, "application/n-triples", "application/n-triples"),
    (BODY, "application/rdf+xml", "application/rdf+xml"),
    (BODY, "text/markdown", "text/markdown"),
    (BODY, "text/turtle;q=0.1, text/html", "text/html"),
    (BODY, "TEXT/TURTLE; Q=0.3, application/ld+json;profile=x;q=0.9", "application/ld+json"),
    (BODY, "text/turtle;q=0, application/n-triples;q=0.1", "application/n-triples"),
    (f"{BODY}.ttl", "text/html", "text/turtle"),
    ("programme/wp", "text/turtle", "text/turtle"),
    (EVENT, "application/ld+json", "application/ld+json"),
    ("search", "text/turtle", "text/html"),
    ("dump/all", "text/turtle", "text/turtle"),
    ("ontology", "text/turtle", "text/turtle"),
    ("vocabulary/role/chair", "application/rdf+xml", "application/rdf+xml"),
    ("", "text/html", "text/html"),
    ("", "text/markdown", "text/markdown"),
    (".well-known/void", "*/*", "text/turtle"),
    *((f"body/{name}", "text/turtle", "text/turtle") for name in ODD.values()),
]
#: Paths, and what is accepted there, whose links are compared.
LINKED = [
    (BODY, "text/html"),
    (BODY, "text/turtle"),
    (BODY, "text/markdown"),
    (f"{BODY}.ttl", "*/*"),
    (f"{BODY}.html", "*/*"),
    (EVENT, "application/rdf+xml"),
    ("vocabulary/role/chair", "text/turtle"),
    ("vocabulary/role.ttl", "*/*"),
    ("ontology", "text/html"),
    ("ontology.html", "*/*"),
    ("ontology/programme", "application/ld+json"),
    ("search", "text/html"),
    ("questions/remit-of-body", "text/html"),
    ("catalog", "text/html"),
    ("index.html", "*/*"),
    ("", "text/html"),
    ("", "text/markdown"),
    *((f"body/{name}", "text/turtle") for name in ODD.values()),
    ("body/тг-9.ttl", "text/turtle"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the site that all hosts have."""
    return laid_out(tmp_path_factory.mktemp("hosted"))


@pytest.fixture(scope="module", params=HOSTS)
def host(request: pytest.FixtureRequest, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    yield from hosted(request.param, folder, tmp_path_factory.mktemp(request.param))


def test_the_map_names_every_page() -> None:
    tree = etree.fromstring(files()["sitemap.xml"])

    named = {str(place.text).removeprefix(bundled().base) or "index.html" for place in tree.iter(f"{SPACE}loc")}
    assert named == {path for path in files() if path.endswith(".html")}


def test_robots_are_shown_the_map() -> None:
    assert f"Sitemap: {bundled().base}sitemap.xml" in files()["robots.txt"].decode()


def test_where_iris_lead_is_said_or_that_it_is_not_known() -> None:
    own, foreign = files()["hosting/w3id/.htaccess"].decode(), made()["hosting/w3id/.htaccess"].decode()
    inner = bundled().base.rstrip("/").rpartition("/")[2]

    assert (
        "NOT YET READY" in own and f"the folder is {urlsplit(bundled().base).path.removesuffix(f'{inner}/')}\n" in own
    )
    rules = re.findall(r"(?m)^RewriteRule (\S+) https://site\.example/\$1 ", own)
    for asked, way in (
        (f"{inner}/body/tc-1.12", "body/tc-1.12"),
        ("ontology", "ontology"),
        ("ontology/1.2.0", "ontology/1.2.0"),
        ("vocabulary/role/chair", "vocabulary/role/chair"),
        ("other/thing", None),
    ):
        assert next((found[1] for rule in rules if (found := re.search(rule, asked))), None) == way
    assert f"the folder is {urlsplit(garden().base).path}\n" in foreign and "ontology" not in foreign
    assert f"https://gardens.example{PLACE}$1" in foreign


def test_an_iri_leads_to_what_is_asked_for(host: Host) -> None:
    for path, accept, media in ASKED:
        answer = host.ask(path, accept)

        given = re.split(r"\s*;", answer.headers["Content-Type"])[0]
        assert (answer.status, given) == (200, media), (path, accept)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert path.startswith(".") or "Accept" in answer.headers["Vary"]


def test_a_host_sends_the_links_that_the_server_sends_and_each_leads_somewhere(host: Host) -> None:
    for path, accept in LINKED:
        told = links(host.ask(path, accept).headers)

        assert told == served_links(path, accept, host.begin), (path, accept)
        assert told == links(host.ask(path, accept, "HEAD").headers)
        for target in re.findall("<(.*?)>", " ".join(told)):
            if here := re.fullmatch(f"(?:{garden().base}|{host.begin})(.*)", target):
                assert host.ask(unquote(here[1]), "*/*").status == 200, target


def test_what_has_no_page_or_no_iri_has_no_links_that_say_so(host: Host) -> None:
    hashed = garden().things.every[f"{garden().base}body/one;two"].path
    gone, bare, other = (host.ask(each, "text/turtle") for each in ("body/nobody", "dump/all", hashed))

    assert (gone.status, "Link" in gone.headers) == (404, False)
    assert (bare.status, "Link" in bare.headers) == (200, False)
    assert (other.status, "Link" in other.headers) == (200, False)
    assert "canonical" not in host.ask(f"{hashed}.ttl", "text/turtle").headers["Link"]
    assert f'<{garden().base}body/one;two>; rel="canonical"' in served_links(f"{hashed}.ttl", "*/*", "/")
    assert gone.headers["Access-Control-Allow-Origin"] == "*"


def test_what_a_reader_has_is_not_sent_again(host: Host) -> None:
    page, data = (host.ask(BODY, each) for each in ("text/html", "text/turtle"))

    assert "Link" in page.headers["Access-Control-Expose-Headers"]
    assert page.headers["Content-Location"] == f"{host.begin}{BODY}.html"
    assert page.headers["ETag"] != data.headers["ETag"]
    assert host.ask(BODY, "text/html", **{"If-None-Match": page.headers["ETag"]}).status == 304
    assert host.ask(BODY, "text/html", **{"If-Modified-Since": page.headers["Last-Modified"]}).status == 304
    assert host.ask(BODY, "text/turtle", **{"If-None-Match": page.headers["ETag"]}).status == 200


def links(headers: Any) -> list[str]:
    """Return the links of an answer, sorted; how a percent sign goes on is the host's affair."""
    text = re.sub("%[0-9a-f]{2}", lambda found: found[0].upper(), headers.get("Link") or "")
    return sorted(filter(None, re.split(r",\s*(?=<)", text)))


@cache
def offered() -> Site:
    """Return the site as the server has it."""
    entries = {path: Entry("", 0, 0) for path in made()}
    return Site(Path(), entries, dict(hosting.moved(garden())), "en")


def served_links(path: str, accept: str, begin: str) -> list[str]:
    """Return what the server says of a site that begins at a path; only that it also answers questions is its own."""
    said = SimpleNamespace(base=garden().base, licence=garden().workspace.settings["licence"], edition=NOTHING)
    asked = Request({"type": "http", "headers": [(b"accept", accept.encode())]})
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Site, "content", lambda site, path: b"")
        reply = found(asked, said, offered(), path, begin.removeprefix("/"))  # type: ignore[arg-type]
    assert reply is not None
    every = (each.replace("</catalog>", f"<{begin}catalog>") for each in links(dict(reply.headers)))
    return sorted(each for each in every if "openapi" not in each)


NOTHING = SimpleNamespace(moments=(), then={})


def test_the_server_says_of_a_page_and_of_its_file_the_iri_that_stands_in_its_head() -> None:
    told = {path: re.search(b'<link rel="canonical" href="(.*?)">', made()[path]) for path in made() if ".html" in path}
    own = {path: unquote(found[1].decode()) for path, found in told.items() if found}

    assert {"vocabulary/role/chair.html", "ontology.html", "ontology/programme.html", f"{BODY}.html"} <= set(own)
    assert len(set(own.values())) == len(own)
    for path, iri in own.items():
        stem = path.removesuffix(".html")
        assert f'<{iri}>; rel="canonical"' in map(unquote, served_links(path, "*/*", "/")), path
        assert f'<{iri}>; rel="cite-as"' in map(unquote, served_links(stem, "text/html", "/")), path


def test_hosts_that_look_for_no_file_have_a_rule_for_each_page_that_programs_begin_with() -> None:
    lines = made()["_headers"].decode().splitlines()
    rules = dict(itertools.pairwise(lines[lines.index("/") :]))

    assert {"/", "/catalog", "/catalog/all", "/programme/wp", "/programme/wp/2031"} <= set(rules)
    assert sum(line.startswith("/") for line in lines) <= hosting.MOST_RULES
    for path in (line for line in rules if line.startswith("/")):
        assert links({"Link": rules[path].removeprefix("  Link: ")}) == served_links(path[1:], "text/html", "/")


def test_under_another_base_the_rules_are_for_that() -> None:
    place = garden()
    rules = dict(hosting.files(Publication(place.workspace, place.store, at="https://data.example/plans/"), ()))

    assert b"location /plans/ {" in rules["hosting/nginx.conf"]
    assert b"\ndata.example {\n\thandle_path /plans/* {" in rules["hosting/Caddyfile"]
    assert b"<https://data.example/plans/%{escape:" in rules[".htaccess"]
    assert f"<{prefixes()['vocabulary'].removesuffix('vocabulary/')}%{{escape:" in rules[".htaccess"].decode()


OFFERS = (
    "text/html",
    "text/turtle",
    "application/ld+json",
    "application/n-triples",
    "application/rdf+xml",
    "text/markdown",
)
ACCEPTED = st.tuples(st.sampled_from(OFFERS), st.integers(0, 10)).map(lambda each: f"{each[0]};q={each[1] / 10}")


@given(st.lists(ACCEPTED, min_size=1, max_size=4, unique_by=lambda each: each.partition(";")[0]).map(", ".join))
def test_the_rules_choose_as_the_server_does(accepted: str) -> None:
    wanted = best(accepted, OFFERS)

    assert wanted is None or media_of(f"x.{chosen(accepted)}").partition(";")[0] == wanted

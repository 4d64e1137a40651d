"""A host finds what it needs: a map of all pages, and rules by which an IRI leads to a page or to data.

The rules are tried with the servers themselves, where they are installed.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import pytest
import urllib3
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pyoxigraph import NamedNode, Quad, Store
from starlette.requests import Request

from published import bundled, fictional, files
from remit.names import expand
from remit.publishing import hosting, site
from remit.publishing.accepted import chosen
from remit.publishing.media import media_of
from remit.publishing.publication import Publication
from remit.serving.edition import Entry, Site
from remit.serving.negotiation import best
from remit.serving.web.pages import found

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
MODULES = "/usr/lib/apache2/modules"
#: Things of the fictional programme whose names no host likes; their kind is a body.
ODD = {"тг-9": "тг-9", "caf%C3%A9": "café", "one;two": "one;two", "plan.ttl": "plan.ttl"}
#: Where a site stands that is not at the path of its base.
ELSEWHERE = "/else/where/"


@cache
def garden() -> Publication:
    """Return a fictional programme, with the odd names."""
    place, store = fictional(), Store()
    store.bulk_extend(place.store)
    kind, body = (NamedNode(expand(each)) for each in ("rdf:type", "remit:Body"))
    store.extend(Quad(NamedNode(f"{place.base}body/{name}"), kind, body) for name in ODD)
    return Publication(place.workspace, store)


@cache
def made() -> dict[str, bytes]:
    return dict(site.files(garden()))


BASE = fictional().base
PATH = urlsplit(BASE).path


def test_the_map_names_every_page() -> None:
    tree = etree.fromstring(files()["sitemap.xml"])

    named = {str(place.text).removeprefix(bundled().base) or "index.html" for place in tree.iter(f"{SPACE}loc")}
    assert named == {path for path in files() if path.endswith(".html")}


def test_robots_are_shown_the_map() -> None:
    assert f"Sitemap: {BASE}sitemap.xml" in made()["robots.txt"].decode()


def test_what_is_not_registered_yet_is_said() -> None:
    assert b"NOT YET READY" in made()["hosting/w3id/.htaccess"]


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def needs(program: str) -> str:
    """Return where a server is; without it the test is skipped, and fails in the continuous integration."""
    found = shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin")
    if not found and os.environ.get("CI"):
        pytest.fail(f"{program} is not installed")
    if not found:
        pytest.skip(f"{program} is not installed")
    return str(found)


def laid_out(folder: Path, path: str = PATH) -> Path:
    """Write what is asked for below, and the rules."""
    root = folder / "root"
    wanted = ("body/", "programme/wp", "catalog", "index.", ".", "hosting/", "questions/remit", "search.", "dump/all.")
    for name, content in made().items():
        if name.startswith(wanted):
            target = root / path.strip("/") / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    for each in (folder, *folder.rglob("*")):
        each.chmod(0o755 if each.is_dir() else 0o644)
    for parent in folder.parents:
        if parent.owner() == folder.owner() and str(parent) != "/":
            parent.chmod(parent.stat().st_mode | 0o055)
    return root


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    program, folder, port = needs("nginx"), tmp_path_factory.mktemp("nginx"), free_port()
    root = laid_out(folder)
    rules = made()["hosting/nginx.conf"].decode().replace("/srv/site", f"{root}{PATH}".rstrip("/"))
    outer, inner = rules[: rules.index("types {")], rules[rules.index("types {") :]
    settings = folder / "nginx.conf"
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    settings.write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}\n"
        f"http {{ access_log off; {temporary} {outer} server {{ listen 127.0.0.1:{port}; {inner} }} }}"
    )
    yield from running([program, "-c", str(settings)], port)


@pytest.fixture(scope="module")
def apache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    yield from apache_with(tmp_path_factory.mktemp("apache"))


def apache_with(folder: Path, aliased: bool = False) -> Iterator[int]:
    program, port, root = needs("apache2"), free_port(), laid_out(folder)
    (folder / "none").mkdir()
    alias = f"DocumentRoot {folder}/none\nAlias {ELSEWHERE} {root}{PATH}" if aliased else f"DocumentRoot {root}"
    named = ("mpm_event", "authz_core", "dir", "mime", "rewrite", "headers", "negotiation", "alias", "setenvif")
    modules = "\n".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in named)
    settings = folder / "apache.conf"
    settings.write_text(
        f"ServerRoot {folder}\nServerName localhost\nPidFile {folder}/pid\nListen 127.0.0.1:{port}\n{modules}\n"
        f"{'User www-data' if os.getuid() == 0 else ''}\n{'Group www-data' if os.getuid() == 0 else ''}\n"
        f"TypesConfig /etc/mime.types\nErrorLog {folder}/error.log\n{alias}\n<Directory {root}>\n"
        "AllowOverride FileInfo Indexes Options=MultiViews\nRequire all granted\n</Directory>\n"
    )
    yield from running([program, "-f", str(settings), "-DFOREGROUND"], port)


@pytest.fixture(scope="module")
def apache_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Yield the port of an Apache whose site lies outside of its root, behind an alias."""
    yield from apache_with(tmp_path_factory.mktemp("apache"), aliased=True)


@pytest.fixture(scope="module")
def caddy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    if not (program := shutil.which("caddy")):
        pytest.skip("caddy is not installed")
    folder, port = tmp_path_factory.mktemp("caddy"), free_port()
    rules = made()["hosting/Caddyfile"].decode().replace("/srv/site", f"{laid_out(folder)}{PATH}")
    settings = folder / "Caddyfile"
    rules = rules.replace(f"\n{urlsplit(BASE).netloc} {{", f"\n:{port} {{")
    settings.write_text("{\nadmin off\nauto_https off\n}\n" + rules)
    yield from running([program, "run", "--config", str(settings), "--adapter", "caddyfile"], port)


def running(command: list[str], port: int) -> Iterator[int]:
    with subprocess.Popen(command, stderr=subprocess.PIPE) as server:
        for _ in range(100):
            time.sleep(0.1)
            if server.poll() is not None:
                pytest.fail(str(server.stderr and server.stderr.read().decode()))
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", port)) == 0:
                    break
        yield port
        server.terminate()


SERVERS = ["nginx", "apache", "apache_elsewhere", "caddy"]
BODY = "body/wg-1"
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
    ("programme/wp/2031/event/1.2", "application/ld+json", "application/ld+json"),
    ("search", "text/turtle", "text/html"),
    ("dump/all", "text/turtle", "text/turtle"),
    ("", "text/html", "text/html"),
    ("", "text/markdown", "text/markdown"),
    (".well-known/void", "*/*", "text/turtle"),
    *((f"body/{name}", "text/turtle", "text/turtle") for name in ODD.values()),
]


def ask(server: str, request: pytest.FixtureRequest, path: str, accept: str, method: str = "GET", **more: str) -> Any:
    """Return the answer of a server to a path of its site."""
    port = request.getfixturevalue(server)
    where = f"http://127.0.0.1:{port}{root_of(server)}{quote(path)}"
    return urllib3.request(method, where, headers={"Accept": accept, **more}, redirect=False)


def root_of(server: str) -> str:
    return ELSEWHERE if server == "apache_elsewhere" else PATH


@pytest.mark.parametrize(("path", "accept", "media"), ASKED)
@pytest.mark.parametrize("server", SERVERS)
def test_an_iri_leads_to_what_is_asked_for(
    path: str, accept: str, media: str, server: str, request: pytest.FixtureRequest
) -> None:
    answer = ask(server, request, path, accept)

    assert (answer.status, re.split(r"\s*;", answer.headers["Content-Type"])[0]) == (200, media)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert path.startswith(".") or "Accept" in answer.headers["Vary"]


#: Paths, and what is accepted there; what `remit serve` says of each is what the hosts are to say.
LINKED = [
    (BODY, "text/html"),
    (BODY, "text/turtle"),
    (BODY, "text/markdown"),
    (f"{BODY}.ttl", "*/*"),
    (f"{BODY}.html", "*/*"),
    ("programme/wp/2031/event/1.2", "application/rdf+xml"),
    ("search", "text/html"),
    ("questions/remit-of-body", "text/html"),
    ("catalog", "text/html"),
    ("index.html", "*/*"),
    ("", "text/html"),
    ("", "text/markdown"),
    *((f"body/{name}", "text/turtle") for name in ODD.values()),
    ("body/тг-9.ttl", "text/turtle"),
]


@pytest.mark.parametrize("server", SERVERS)
def test_a_host_sends_the_links_that_the_server_sends_and_each_leads_somewhere(
    server: str, request: pytest.FixtureRequest
) -> None:
    for path, accept in LINKED:
        told = links(ask(server, request, path, accept).headers)

        assert told == served_links(path, accept, root_of(server)), (path, accept)
        assert told == links(ask(server, request, path, accept, "HEAD").headers)
        for target in re.findall("<(.*?)>", " ".join(told)):
            if here := re.fullmatch(f"(?:{BASE}|{root_of(server)})(.*)", target):
                assert ask(server, request, unquote(here[1]), "*/*").status == 200, target


def links(headers: Any) -> list[str]:
    """Return the links of an answer, sorted; how a percent sign goes on is the host's affair."""
    text = re.sub("%[0-9a-f]{2}", lambda found: found[0].upper(), headers.get("Link") or "")
    return sorted(filter(None, re.split(r",\s*(?=<)", text)))


@cache
def offered() -> Site:
    """Return the site as the server has it."""
    entries = {path: Entry("", 0, 0) for path in made()}
    return Site(Path(), entries, dict(hosting.moved(garden())), "en")


def served_links(path: str, accept: str, root: str) -> list[str]:
    """Return what the server says of a site that stands at a path; only that it also answers questions is its own."""
    said = SimpleNamespace(base=BASE, licence=garden().workspace.settings["licence"], edition=NOTHING)
    asked = Request({"type": "http", "headers": [(b"accept", accept.encode())]})
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Site, "content", lambda site, path: b"")
        reply = found(asked, said, offered(), path, root.strip("/") + "/")  # type: ignore[arg-type]
    assert reply is not None
    every = (each.replace("</catalog>", f"<{root}catalog>") for each in links(dict(reply.headers)))
    return sorted(each for each in every if "openapi" not in each)


NOTHING = SimpleNamespace(moments=(), then={})


@pytest.mark.parametrize("server", SERVERS)
def test_what_has_no_page_or_no_iri_has_no_links_that_say_so(server: str, request: pytest.FixtureRequest) -> None:
    hashed = garden().things.every[f"{BASE}body/one;two"].path
    gone, bare, other = (ask(server, request, each, "text/turtle") for each in ("body/nobody", "dump/all", hashed))

    assert (gone.status, "Link" in gone.headers) == (404, False)
    assert (bare.status, "Link" in bare.headers) == (200, False)
    assert (other.status, "Link" in other.headers) == (200, False)
    assert "canonical" not in ask(server, request, f"{hashed}.ttl", "text/turtle").headers["Link"]
    assert gone.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("server", SERVERS)
def test_what_a_reader_has_is_not_sent_again(server: str, request: pytest.FixtureRequest) -> None:
    page, data = (ask(server, request, BODY, each) for each in ("text/html", "text/turtle"))

    assert "Link" in page.headers["Access-Control-Expose-Headers"]
    assert page.headers["Content-Location"] == f"{root_of(server)}{BODY}.html"
    assert page.headers["ETag"] != data.headers["ETag"]
    assert ask(server, request, BODY, "text/html", **{"If-None-Match": page.headers["ETag"]}).status == 304
    assert ask(server, request, BODY, "text/turtle", **{"If-None-Match": page.headers["ETag"]}).status == 200


OFFERS = (
    "text/html",
    "text/turtle",
    "application/ld+json",
    "application/n-triples",
    "application/rdf+xml",
    "text/markdown",
)
ACCEPTED = st.tuples(st.sampled_from(OFFERS), st.integers(0, 10)).map(lambda each: f"{each[0]};q={each[1] / 10}")


@given(st.lists(ACCEPTED, min_size=1, max_size=4, unique_by=lambda each: each.partition(";")[0]))
def test_the_rules_choose_as_the_server_does(accepted: list[str]) -> None:
    wanted = best(", ".join(accepted), OFFERS)

    assert media_of(f"x.{chosen(', '.join(accepted))}").partition(";")[0] in (wanted, *([] if wanted else OFFERS))

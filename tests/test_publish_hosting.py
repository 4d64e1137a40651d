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
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import urllib3
from lxml import etree

from published import bundled, files

BASE = bundled().base
PATH = urlsplit(BASE).path
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
MODULES = "/usr/lib/apache2/modules"


def test_the_map_names_every_page() -> None:
    tree = etree.fromstring(files()["sitemap.xml"])

    named = {str(place.text).removeprefix(BASE) or "index.html" for place in tree.iter(f"{SPACE}loc")}
    assert named == {path for path in files() if path.endswith(".html")}


def test_robots_are_shown_the_map() -> None:
    assert f"Sitemap: {BASE}sitemap.xml" in files()["robots.txt"].decode()


def test_what_is_not_registered_yet_is_said() -> None:
    assert b"NOT YET READY" in files()["hosting/w3id/.htaccess"]


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


def laid_out(folder: Path) -> Path:
    """Write what is asked for below, and the rules."""
    root = folder / "root"
    for path, content in files().items():
        if path.startswith(("body/tc-1.12", "programme/p1", "link/organisation/apmp", "index.", ".", "hosting/")):
            target = root / PATH.strip("/") / path
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
    rules = files()["hosting/nginx.conf"].decode().replace("/srv/site/", f"{root}{PATH}")
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
    alias = f"DocumentRoot {folder}\nAlias {PATH} {root}{PATH}" if aliased else f"DocumentRoot {root}"
    named = ("mpm_event", "authz_core", "dir", "mime", "rewrite", "headers", "negotiation", "alias")
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
    rules = files()["hosting/Caddyfile"].decode().replace("/srv/site", f"{laid_out(folder)}{PATH}")
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
ASKED = [
    ("body/tc-1.12", "text/html", "text/html"),
    ("body/tc-1.12", "*/*", "text/html"),
    ("body/tc-1.12", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
    ("body/tc-1.12", "text/turtle", "text/turtle"),
    ("body/tc-1.12", "application/ld+json", "application/ld+json"),
    ("body/tc-1.12", "application/n-triples", "application/n-triples"),
    ("body/tc-1.12", "application/rdf+xml", "application/rdf+xml"),
    ("body/tc-1.12", "text/markdown", "text/markdown"),
    ("body/tc-1.12", "text/html, text/turtle;q=0.1", "text/html"),
    ("link/organisation/apmp/homepage/homepage/http-www.apmpweb.org", "text/turtle", "text/turtle"),
    ("body/tc-1.12.ttl", "text/html", "text/turtle"),
    ("programme/p1", "text/turtle", "text/turtle"),
    ("programme/p1/2017", "text/html", "text/html"),
    ("programme/p1/2017/event/2.1.3", "application/ld+json", "application/ld+json"),
    ("", "text/html", "text/html"),
    (".well-known/void", "*/*", "text/turtle"),
]


@pytest.mark.parametrize(("path", "accept", "media"), ASKED)
@pytest.mark.parametrize("server", SERVERS)
def test_an_iri_leads_to_what_is_asked_for(
    path: str, accept: str, media: str, server: str, request: pytest.FixtureRequest
) -> None:
    port = request.getfixturevalue(server)

    answer = urllib3.request("GET", f"http://127.0.0.1:{port}{PATH}{path}", headers={"Accept": accept}, redirect=False)

    assert (answer.status, re.split(r"\s*;", answer.headers["Content-Type"])[0]) == (200, media)


@pytest.mark.parametrize("server", SERVERS)
def test_what_is_not_there_is_not_found(server: str, request: pytest.FixtureRequest) -> None:
    answer = urllib3.request("GET", f"http://127.0.0.1:{request.getfixturevalue(server)}{PATH}body/nobody")

    assert answer.status == 404

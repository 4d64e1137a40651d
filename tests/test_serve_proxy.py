"""The server behind nginx, with the settings of the documentation: only the port, and the certificate, are others."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import quote, urlsplit

import httpx
import pytest

from endpoint import Live
from hosts import free_port, needs, running
from remit.serving.edition import Moment
from remit.serving.web import memento
from remit.serving.web.served import Served

SETTINGS = Path(__file__).resolve().parent.parent / "docs" / "how-to" / "serve" / "nginx.conf"
BODY = "body/wg-1"


@pytest.fixture(scope="module")
def proxy(server: Live, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of nginx before the server."""
    program, folder, port = needs("nginx"), tmp_path_factory.mktemp("proxy"), free_port()
    said = SETTINGS.read_text(encoding="utf-8").replace("127.0.0.1:8080", urlsplit(server.url).netloc)
    said = re.sub(r" *ssl_certificate.*\n", "", said).replace("443 ssl", f"127.0.0.1:{port}")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    settings = folder / "nginx.conf"
    user = "user root; " if os.getuid() == 0 else ""
    settings.write_text(
        f"{user}daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}\n"
        f"http {{ access_log off; {temporary}\n{said} }}"
    )
    for _ in running([program, "-c", str(settings)], port):
        yield f"http://127.0.0.1:{port}/"


@pytest.mark.parametrize("path", ["", BODY, f"{BODY}.ttl", "sparql", f"timemap/{BODY}", "openapi.json", "reconcile"])
def test_what_is_behind_a_proxy_is_the_same(server: Live, proxy: str, path: str) -> None:
    straight, told = server.get(path), httpx.get(proxy + path)

    assert (told.status_code, told.headers["content-type"]) == (200, straight.headers["content-type"])
    if path not in ("reconcile", "sparql"):  # which name their own address
        assert (told.content, told.headers["etag"]) == (straight.content, straight.headers["etag"])


def test_addresses_are_those_of_the_proxy(proxy: str) -> None:
    said = httpx.get(proxy + "reconcile", headers={"X-Forwarded-For": "203.0.113.9"}).json()

    assert said["view"]["url"] == proxy + "{{id}}"


def test_queries_are_as_long_as_the_server_takes_them(proxy: str) -> None:
    query = "sparql?query=" + quote("ASK {}") + "%23"

    assert httpx.get(proxy + query + "x" * 28_000).status_code == 200
    assert httpx.post(proxy + "sparql", data={"query": "ASK {} #" + "x" * 200_000}).status_code == 200
    assert httpx.post(proxy + "sparql", data={"query": "ASK {} #" + "x" * 300_000}).status_code == 413


def test_what_is_counted_is_not_for_all(proxy: str) -> None:
    assert httpx.get(proxy + "metrics").status_code == 403


def test_a_thing_with_many_states_is_said_in_a_head_that_proxies_take() -> None:
    """A link for each of a hundred states is more than nginx takes, which then gives 502."""
    moments = [Moment(f"p1-{1900 + year}", 86_400 * 365 * year) for year in range(100)]
    site: Any = SimpleNamespace(variants={BODY: ()}, entries={})
    edition = SimpleNamespace(moments=moments, then={each.name: site for each in moments})
    served = cast("Served", SimpleNamespace(edition=edition))
    links, listed = memento.links(served, BODY, ""), memento.timemap(served, BODY)

    assert [re.search(r'rel="(.*?)"', each)[1] for each in links] == [  # type: ignore[index]
        "original timegate", "timemap", "first memento", "last memento",
    ]  # fmt: skip
    assert listed is not None and listed.body.count(b"memento") == 200

"""The server goes on whatever ends, takes up a new graph, and stops when it is told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from click.testing import CliRunner

import endpoint
from endpoint import Live
from oxigraph_server import writable
from remit.cli import remit
from remit.serving.edition import drop_others

QUERY = "sparql?" + urlencode({"query": "SELECT ?t { ?s <http://purl.org/dc/terms/title> ?t }"})


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Return a server of this module's own, over one revision at first."""
    folder = tmp_path_factory.mktemp("own") / "gardens"
    endpoint.gardens(folder, endpoint.OLD)
    endpoint.rebuilt(folder)
    with endpoint.live(folder, "--log") as running:
        yield running


def all_well(server: Live, seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if server.get("health").status_code == 200 and len(server.children()) == 4:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    raise AssertionError("the server is not well again")


def test_each_process_may_be_killed(own: Live) -> None:
    """The keeper and the processes of the web, one after the other: no client sees more than one failed request."""
    all_well(own)
    for pid in own.children():
        failed = 0
        os.kill(pid, signal.SIGKILL)
        for n in range(20):
            try:
                failed += httpx.get(f"{own.url}{QUERY}%20%23{n}", timeout=30).status_code != 200
            except httpx.HTTPError:
                failed += 1
        assert failed <= 1
        all_well(own)


def test_a_new_graph_is_taken_up_and_nobody_notices(own: Live) -> None:
    all_well(own)
    statuses: list[int] = []
    stop = threading.Event()

    def ask() -> None:
        with httpx.Client() as client:
            while not stop.is_set():
                statuses.append(client.get(own.url + "body/wg-1").status_code)
                statuses.append(client.get(own.url + QUERY + f"%20%23{len(statuses)}", timeout=30).status_code)

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        before = own.get("body/wg-1", "text/turtle")
        assert "transfer form" not in httpx.get(own.url + QUERY).text
        endpoint.gardens(own.folder, endpoint.OLD, endpoint.NEW)
        endpoint.rebuilt(own.folder)
        until = time.monotonic() + 180
        while "transfer form" not in httpx.get(own.url + QUERY, timeout=30).text and time.monotonic() < until:
            time.sleep(0.2)
    finally:
        stop.set()
        asking.join()

    assert "transfer form" in httpx.get(own.url + QUERY).text
    assert set(statuses) == {200}
    assert own.get("timemap/body/wg-1").text.count("memento/") == 2
    after = own.get("body/wg-3", "text/turtle")
    assert before.status_code == after.status_code == 200


def test_what_did_not_change_keeps_its_date_and_tag(own: Live) -> None:
    """A country that no programme names says the same after the graph was built anew."""
    until = time.monotonic() + 30
    while len(list((own.folder / "build" / "served").iterdir())) > 1 and time.monotonic() < until:
        time.sleep(0.1)

    assert len(list((own.folder / "build" / "served").iterdir())) == 1, "the edition before is removed"
    told = own.get("style.css")
    assert told.headers["etag"] and told.headers["last-modified"]


def test_the_log_leaves_out_what_was_asked_and_by_whom(own: Live) -> None:
    own.get("questions/remit-of-body?body=WG+7")

    said = own.said.read_text(encoding="utf-8")
    assert '"path": "/questions/remit-of-body", "status": 200' in said
    assert "WG" not in said and "127.0.0.1" not in said.replace(own.url, "")


def test_prometheus_reads_the_counts(own: Live) -> None:
    for _ in range(20):  # so that each process of the web has given one
        own.get("body/wg-1")

    told = own.get("metrics")

    assert told.headers["content-type"].startswith("text/plain")
    assert 'remit_requests_total{method="GET",part="pages",status="200"}' in told.text


def test_an_address_that_is_taken_is_told(own: Live) -> None:
    port = own.url.rstrip("/").rpartition(":")[2]
    command = [sys.executable, "-m", "remit", "--workspace", str(own.folder), "serve", "--port", port]

    told = subprocess.run(command, capture_output=True, text=True, timeout=60)

    assert told.returncode == 2
    assert f"127.0.0.1:{port} cannot be listened at" in told.stderr and "Traceback" not in told.stderr


def test_a_store_that_is_not_ours_is_served(tmp_path: Path) -> None:
    """The graph stands at a server of somebody else's; what is served is a copy of it, and only that."""
    endpoint.gardens(tmp_path / "gardens", endpoint.NEW)
    with writable(tmp_path) as address:
        place = f"oxigraph:{address}"
        built = CliRunner().invoke(remit, ["--workspace", str(tmp_path / "gardens"), "build", "--store", place])
        assert built.exit_code == 0, built.output
        assert not (tmp_path / "gardens" / "build").exists()
        with endpoint.live(tmp_path / "gardens", "--store", place) as served:
            assert "transfer form" in httpx.get(served.url + QUERY).text
            assert served.get("body/wg-1", "text/turtle").status_code == 200


def test_an_edition_that_is_served_is_removed_by_nobody(own: Live) -> None:
    """Another server over the same workspace, with other options, tidies up."""
    place = own.folder / "build" / "served"
    [served] = place.iterdir()
    (place / "of-nobody" / "now").mkdir(parents=True)
    (place / ".half-made").mkdir()

    drop_others(place, "another")

    assert list(place.iterdir()) == [served]
    assert own.get("style.css").status_code == 200


@pytest.mark.long
def test_two_servers_over_one_workspace_leave_each_other_their_pages(tmp_path: Path) -> None:
    """With other options, the pages are others: each server keeps its own, also when the graph is built anew."""
    endpoint.gardens(tmp_path / "gardens", endpoint.OLD)
    endpoint.rebuilt(tmp_path / "gardens")
    place = tmp_path / "gardens" / "build" / "served"
    with endpoint.live(tmp_path / "gardens") as first, endpoint.live(tmp_path / "gardens", "--check") as second:
        editions = {each.name for each in place.iterdir()}
        assert len(editions) == 2
        for server in (first, second, first):
            server.process.send_signal(signal.SIGHUP)
            time.sleep(0.3)
            all_well(server)
        assert {each.name for each in place.iterdir()} == editions
        for server in (first, second):
            assert server.get("body/wg-1", "text/html").status_code == 200
            assert server.get("style.css").status_code == 200
    with endpoint.live(tmp_path / "gardens", "--check"):
        until = time.monotonic() + 20
        while len(list(place.iterdir())) > 1 and time.monotonic() < until:
            time.sleep(0.1)
        assert len(list(place.iterdir())) == 1, "what nobody serves any more is removed"


def test_it_stops_when_it_is_told_and_leaves_nothing(tmp_path: Path, own: Live) -> None:
    """The last test of this module: the server ends with its children."""
    children = own.children()

    own.process.send_signal(signal.SIGTERM)

    assert own.process.wait(30) == 0
    assert not [pid for pid in children if Path(f"/proc/{pid}").exists()]

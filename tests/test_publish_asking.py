"""The page that asks, in a real browser: answers as `remit ask` has them, stopped when told, nothing asked of others.

Needs what `test_publish_browser` needs, and what `make assets` builds; it is skipped, or fails, as that one is.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

import remit
import test_publish_browser as pages
from published import bundled
from remit.names import prefixes
from remit.publishing.pages import assets, editor
from remit.publishing.pages.filling import environment
from remit.publishing.pages.frame import Site
from remit.publishing.publication import Publication

browser = pages.browser
#: What a careful host sends: no inline script, nothing from elsewhere; WebAssembly may be compiled.
POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; worker-src blob:; "
    "object-src 'none'; base-uri 'none'"
)
#: Where the vocabularies stand, as they do on the site too.
ABOVE = prefixes()["vocabulary"].removesuffix("vocabulary/")
HARD = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c != ?f && ?f != ?i) }"

RESULT = b'{"head": {"vars": ["n"]}, "results": {"bindings": [{"n": {"type": "literal", "value": "7"}}]}}'
PROBLEM = b'{"title": "The query is malformed", "detail": "Line 2, column 3: no such word", "line": 2, "column": 3}'


def write(publication: Publication, target: Path) -> Path:
    """Write the page that asks, and no other."""
    style = environment().loader.get_source(environment(), "style.css")[0]  # type: ignore[union-attr]
    for path, content in (*editor.files(Site(publication)), ("style.css", style.encode())):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(content)
    return target


@pytest.fixture(scope="module")
def folder(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the page over the bundled graph; skip where npm has built nothing, but fail in the CI."""
    if not assets.built():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("the engine is not built; run: make assets")
    return write(bundled(), tmp_path_factory.mktemp("asking"))


class Quiet(SimpleHTTPRequestHandler):
    """Serve a folder under a policy, with something like an endpoint."""

    def do_POST(self) -> None:
        """Answer a query as an endpoint does: with a row, or with a problem."""
        (query,) = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())["query"]
        wrong = "oops" in query
        self.send_response(400 if wrong else 200)
        self.send_header("Content-Type", "application/problem+json" if wrong else "application/sparql-results+json")
        self.end_headers()
        self.wfile.write(PROBLEM if wrong else RESULT)

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Return where the page is served, as any host would."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def page(browser: Any, address: str) -> Iterator[Any]:
    """Return the page, opened once for several tests: its engine is loaded once."""
    with pages.opened(browser, f"{address}/sparql.html", accept_downloads=True) as opened:
        yield opened


def answered(page: Any) -> str:
    """Wait for an answer and return how it is told: the number of rows, or what is wrong."""
    page.locator("#answer:not([hidden]), #wrong:not([hidden])").first.wait_for(timeout=60_000)
    wrong = page.locator("#wrong")
    return str(wrong.inner_text() if wrong.is_visible() else page.locator("#state").inner_text())


def put(page: Any, query: str) -> None:
    """Open the address of a query, as a link to it does, and run it."""
    page.evaluate(
        "(query) => new Promise((done) => { addEventListener('hashchange', () => done(), { once: true });"
        " location.hash = `query=${encodeURIComponent(query)}`; })",
        query,
    )
    page.get_by_role("button", name="Run").click()


def ask(page: Any, query: str) -> str:
    put(page, query)
    return answered(page)


def rows(page: Any) -> list[list[str]]:
    return [[cell.strip() for cell in each] for each in page.evaluate(
        "[...document.querySelectorAll('#rows tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent))"
    )]  # fmt: skip


def expected(name: str) -> list[list[str]]:
    """Return the rows of `remit ask`, with the whole IRI where it shows a name, told as the page tells it."""
    told = {each.name: each.example for each in bundled().catalogue[name].parameters}
    answer = remit.ask(bundled().store, name, None, **told)
    return [
        [iris.get(column, "" if value is None else str(value)).removeprefix(bundled().base).removeprefix(ABOVE)
         for column, value in zip(answer.columns, row, strict=True)]
        for row, iris in zip(answer.rows, answer.iris, strict=True)
    ]  # fmt: skip


def test_by_keyboard_alone_a_question_is_answered_as_remit_ask_has_it(page: Any) -> None:
    page.locator("#question").focus()
    page.keyboard.type("Which events is a body responsible for, and when?")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-labelledby')") == "query-label"
    page.keyboard.press("Control+Enter")
    wanted = expected("remit-of-body")
    assert answered(page).startswith(f"Rows: {len(wanted)} ")
    assert [row[: len(wanted[0])] for row in rows(page)] == wanted
    assert "query=%23%20Which%20events" in page.url
    with page.expect_download() as got:
        page.get_by_role("button", name="CSV").click()
    table = list(csv.DictReader(io.StringIO(Path(got.value.path()).read_text("utf-8"), newline="")))
    assert [each["title"] for each in table] == [row[1] for row in wanted]
    assert page.locator("#rows a").first.get_attribute("href").startswith("programme/p1/2017/event/")
    assert pages.findings(page) == []


def test_a_mistake_is_told_with_its_line_and_column_and_the_cursor_is_there(page: Any) -> None:
    assert ask(page, "SELECT *\nWHERE { ?s ?p }").startswith("Line 2, column 16: expected")
    assert page.locator(".wrong-line").inner_text() == "WHERE { ?s ?p }"
    assert page.evaluate("document.activeElement.getAttribute('role')") == "textbox"
    assert pages.findings(page, runOnly=["color-contrast"]) == []
    assert "SERVICE" in ask(page, "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }").upper()


def test_after_a_query_that_is_stopped_or_too_deep_the_next_one_runs(page: Any) -> None:
    assert ask(page, f"SELECT * {{ {{ {'} UNION {'.join(['?a ?b ?c'] * 3000)} }} }}").startswith("The engine could not")
    put(page, HARD)
    page.get_by_text("It runs").wait_for()
    assert page.evaluate("document.activeElement.id") == "stop"
    page.keyboard.press("Enter")
    assert answered(page) == "Stopped."
    assert ask(page, "ASK { ?s ?p ?o }").startswith("Answered")
    assert page.locator("#rows").inner_text() == "yes"


def test_opened_from_disk_it_answers_too_in_the_dark_and_at_320_pixels(browser: Any, folder: Path) -> None:
    where = f"{(folder / 'sparql.html').as_uri()}?question=load-by-year"
    with pages.opened(browser, where, viewport=pages.NARROW, color_scheme="dark") as page:
        page.get_by_role("button", name="Run").click()
        assert answered(page).startswith("Rows: 4 ")
        assert rows(page) == expected("load-by-year")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert pages.findings(page) == []


def test_hostile_labels_are_words_and_only_the_web_is_linked(browser: Any, folder: Path, tmp_path: Path) -> None:
    hostile = ["<img src=x onerror=alert(1)>", "</td><script>alert(1)</script>", "\u202ejavascript:alert(1)"]
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    quads = [Quad(NamedNode(f"{bundled().base}body/b-{n}"), label, Literal(text)) for n, text in enumerate(hostile)]
    quads.append(Quad(NamedNode("javascript:alert(1)"), label, Literal("an IRI that would run")))
    store = Store()
    store.extend(quads)
    site = write(Publication(bundled().workspace, store), tmp_path)
    with pages.opened(browser, (site / "sparql.html").as_uri()) as page:
        page.on("dialog", lambda _: pytest.fail("a label ran"))
        assert ask(page, "SELECT ?s ?label { ?s ?p ?label } ORDER BY ?s").startswith("Rows: 4 ")
        assert sorted(row[1] for row in rows(page)) == sorted([*hostile, "an IRI that would run"])
        assert page.locator("#rows img, #rows script").count() == 0
        assert page.evaluate("[...document.querySelectorAll('#rows a')].map((each) => each.protocol)") == ["file:"] * 3
        assert ask(page, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }").startswith("Answered")
        assert "<img src=x" in page.locator("#rows pre").inner_text()


def test_without_the_editor_the_field_asks_and_the_clock_stops_what_takes_too_long(browser: Any, address: str) -> None:
    with pages.opened(browser, "about:blank") as page:
        page.route("**/editor.js", lambda route: route.abort())
        page.add_init_script(
            "document.addEventListener('readystatechange', () => { const told = document.getElementById('told');"
            " if (told) told.textContent = told.textContent.replace('\"seconds\": 60', '\"seconds\": 2'); });"
        )
        page.goto(f"{address}/sparql.html#question=load-by-year")
        page.locator("textarea").press("Control+Enter")
        assert answered(page).startswith("Rows: 4 ")
        assert ask(page, "SELECT *\nWHERE { ?s ?p }").startswith("Line 2, column 16")
        assert page.evaluate("document.activeElement.selectionStart") == len("SELECT *\nWHERE { ?s ?p }")
        assert ask(page, HARD).startswith("Stopped after 2 seconds")


def test_without_a_script_the_questions_are_links(browser: Any, address: str) -> None:
    with pages.opened(browser, f"{address}/sparql.html", java_script_enabled=False) as page:
        assert not page.locator("form").is_visible()
        assert page.get_by_role("link", name="How much is to be done in each year?").is_visible()
        assert "remit ask" in page.locator("pre").inner_text()


def test_where_there_is_an_endpoint_it_is_asked(browser: Any, folder: Path, address: str) -> None:
    (folder / "served").mkdir()
    write(replace(bundled(), endpoint="sparql"), folder / "served")
    with pages.opened(browser, f"{address}/served/sparql.html") as page:
        assert ask(page, "SELECT ?n { BIND(7 AS ?n) }").startswith("Rows: 1 ")
        assert rows(page) == [["7"]]
        assert ask(page, "SELECT\n  oops") == "Line 2, column 3: no such word"
        assert page.evaluate("window.remitEngine === undefined")

"""The site in a real browser: sound by axe-core, usable by keyboard alone, whole without a script, nothing fetched.

Needs Debian's Chromium, playwright and axe-core (`tests/browser/package.json`; make puts it into `build/axe`).
Where one is missing the tests are skipped and say so; in the continuous integration they fail.
"""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import Any

import pdfplumber
import pytest

from odd import odd
from published import laid_out
from remit.publishing import site

TOP = Path(__file__).resolve().parent.parent
AXE = Path(os.environ.get("REMIT_AXE", TOP / "build" / "axe" / "node_modules" / "axe-core" / "axe.min.js"))
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
KINDS = [
    "index.html", "index.ru.html", "search.html", "list/all.html", "list/Event.html", "questions/all.html",
    "questions/remit-of-body.html", "questions/status-of-events.ru.html", "picture/timeline.html",
    "questions/duties-in-role/chair.html", "picture/network.html",
    "vocabulary.html", "vocabulary/role/chair.ru.html", "body/tc-1.12.html", "organisation/bipm.html",
    "country/am.ru.html", "programme/p1/2017.html", "programme/p1/2017/event/2.1.3.html",
    "programme/p1/2017/event/2.1.3/term.html", "check/all.html", "check/term-within-period.html",
    "ontology/responsibility.html",
]  # fmt: skip
#: How the addresses begin that are the site's own; a page from disk has no origin.
OWN = ("file://", "http://127.0.0.1:", "null/", "about:")
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 700}


def missing() -> str:
    """Return what the tests lack, if anything."""
    if find_spec("playwright") is None:
        return "playwright is not installed"
    if not CHROMIUM:
        return "there is no Chromium"
    return "" if AXE.is_file() else f"there is no axe-core at {AXE}; run: make build/axe"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Return a browser; skip where there is none, but fail in the continuous integration."""
    lacks = missing()
    if lacks:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(lacks)
    with import_module("playwright.sync_api").sync_playwright() as play:
        made = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield made
        made.close()


@pytest.fixture(scope="module")
def folder(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the bundled workspace's site."""
    target = tmp_path_factory.mktemp("site")
    return laid_out(target)


@contextmanager
def opened(browser: Any, address: str, **settings: Any) -> Iterator[Any]:
    """Open a page in a context of its own, in which nothing may be asked of anybody else."""
    context = browser.new_context(**{"viewport": WIDE, **settings})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    yield page
    assert [url for url in asked if not url.removeprefix("blob:").startswith(OWN)] == []
    context.close()


def address(folder: Path, path: str) -> str:
    return (folder / path).as_uri()


def findings(page: Any, **asked: Any) -> list[tuple[str, str]]:
    """Return what axe-core finds, with everything unfolded."""
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    options = asked or {"runOnly": {"type": "tag", "values": RULES}}
    found = page.evaluate("(options) => axe.run(document, options)", options)["violations"]
    return [(rule["id"], node["html"][:200]) for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("path", KINDS)
def test_axe_finds_nothing_and_nothing_is_fetched(browser: Any, folder: Path, path: str) -> None:
    with opened(browser, address(folder, path)) as page:
        assert findings(page) == []


@pytest.mark.parametrize("path", ["index.html", "body/tc-1.12.html", "search.html", "questions/load-by-body.html"])
def test_the_dark_colours_have_contrast_too(browser: Any, folder: Path, path: str) -> None:
    with opened(browser, address(folder, path), color_scheme="dark") as page:
        assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != "rgb(253, 253, 251)"
        assert findings(page, runOnly=["color-contrast"]) == []


@pytest.mark.parametrize("path", KINDS)
def test_no_page_scrolls_sideways_at_320_pixels(browser: Any, folder: Path, path: str) -> None:
    with opened(browser, address(folder, path), viewport=NARROW) as page:
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_names_of_any_length_fit_on_the_first_page_and_nothing_in_them_runs(
    browser: Any, size: dict[str, int], tmp_path: Path
) -> None:
    for path, content in site.files(odd()):
        if path.endswith((".html", ".css", ".js")):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(content)
    said: list[str] = []
    with opened(browser, address(tmp_path, "index.html"), viewport=size) as page:
        page.on("dialog", lambda dialog: said.append(dialog.message))
        for path in ("index.html", "programme/pr/2024.html", "programme/pr/2024/event/1.4.html", "search.html"):
            page.goto(address(tmp_path, path))
            page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path
    assert said == []


@pytest.mark.long
@pytest.mark.parametrize("path", KINDS)
def test_axe_finds_nothing_on_a_narrow_screen(browser: Any, folder: Path, path: str) -> None:
    with opened(browser, address(folder, path), viewport=NARROW) as page:
        assert findings(page) == []


def test_by_keyboard_alone_from_the_first_page_to_why_a_committee_must_do_something(browser: Any, folder: Path) -> None:
    with opened(browser, address(folder, "index.html")) as page:
        page.keyboard.press("Tab")
        assert focused(page) == "Skip to the content"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"
        tab_to(page, "TC 1.12")
        page.keyboard.press("Enter")
        page.wait_for_url("**/body/tc-1.12.html")
        assert page.locator("#y2018").is_visible()
        tab_to(page, "Why")
        assert not page.get_by_text("Page 1, row 9, Terms:").first.is_visible()
        page.keyboard.press("Enter")
        assert page.get_by_text("Page 1, row 9, Terms:").first.is_visible()


def test_in_three_clicks_a_reader_finds_what_a_committee_must_do_in_a_year_and_why(browser: Any, folder: Path) -> None:
    with opened(browser, address(folder, "index.html")) as page:
        link = page.locator("#who + ul").get_by_role("link", name="TC 1.12", exact=True)
        assert link.bounding_box()["y"] < 2 * WIDE["height"]  # without much scrolling
        link.click()
        year = page.locator("#y2018 + ul > li")
        assert year.count() == 11 and "Analysis of the resolutions" in year.first.inner_text()
        assert page.get_by_role("link", name="In 2018").get_attribute("href") == "#y2018"
        page.get_by_role("link", name="Why we say so").click()
        row = page.locator("#remit-of-body + .t").get_by_role("row", name="1.3 Analysis").first
        assert row.bounding_box()["y"] < WIDE["height"] and "2018" in row.inner_text()
        row.get_by_text("Why", exact=True).click()
        assert row.get_by_text("Page 1, row 9, Terms:").is_visible()
        assert row.get_by_text("Chairpersons of JCMS and TCs").last.is_visible()


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def tab_to(page: Any, words: str) -> None:
    for _ in range(300):
        page.keyboard.press("Tab")
        if focused(page) == words:
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    raise AssertionError(f"Tab never reaches “{words}”")


def test_the_search_finds_by_name_abbreviation_and_number(browser: Any, folder: Path) -> None:
    with opened(browser, address(folder, "search.html")) as page:
        for words, name in (("tc 1.12", "TC 1.12 Reference Materials"), ("BIPM", "International Bureau of Weights")):
            page.get_by_label("Search for").fill(words)
            assert name in page.locator("#hits").inner_text()
            assert "found" in page.locator("#found").inner_text()
        page.get_by_label("Search for").fill("nothing is called so, surely")
        assert "Nothing is called so" in page.locator("#found").inner_text()
        for words in ("TC1.12", "\u0422\u0421 1.12", "АРМЕНИЯ", "армениа"):  # the second one in Cyrillic letters
            page.get_by_label("Search for").fill(words)
            found = page.locator("#hits a").first.inner_text() if page.locator("#hits a").count() else ""
            assert found == {"А": "Armenia", "а": ""}.get(words[0], "TC 1.12 Reference Materials")
        page.get_by_label("Search for").fill("2.1.3")
        page.locator("#hits a").first.click()
        assert page.url.endswith("/programme/p1/2017/event/2.1.3.html")


def test_the_search_in_russian_finds_russian_names_and_leads_to_russian_pages(browser: Any, folder: Path) -> None:
    with opened(browser, address(folder, "search.ru.html")) as page:
        for words in ("объединённый комитет", "ОБЪЕДИНЕННЫЙ КОМИТЕТ", "объединенный"):
            page.get_by_label("Что искать").fill(words)
            assert page.locator("#hits a").first.inner_text() == "объединённый комитет"
        page.get_by_label("Что искать").fill("bipm")
        assert page.locator("#hits a").first.get_attribute("lang") == "en"
        page.get_by_label("Что искать").fill("арм")
        page.locator("#hits a").first.click()
        assert page.url.endswith("/country/am.ru.html")


def test_without_a_script_nothing_is_missing(browser: Any, folder: Path) -> None:
    with opened(browser, address(folder, "search.html"), java_script_enabled=False) as page:
        assert not page.get_by_label("Search for").is_visible()
        assert "The lists below have everything" in page.locator("main").inner_text()
        page.get_by_role("link", name="T", exact=True).click()
        page.get_by_role("link", name="TC 1.12 Reference Materials").click()
        row = page.get_by_role("row", name="1.3 Analysis").first
        row.get_by_text("Why").click()
        assert row.get_by_text("Chairpersons of JCMS and TCs").last.is_visible()


def test_on_paper_all_quotes_are_unfolded_and_the_menu_is_gone(browser: Any, folder: Path) -> None:
    with opened(browser, address(folder, "body/tc-1.12.html")) as page:
        page.emulate_media(media="print")
        assert page.locator("details li").first.evaluate(
            "(each) => each.checkVisibility({contentVisibilityAuto: true})"
        )
        assert not page.locator("header nav").first.is_visible()
        assert not page.locator("td summary").first.is_visible()
        with pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as paper:
            words = paper.pages[0].extract_words()
            assert 42 < min(word["x0"] for word in words) < 60 and min(word["top"] for word in words) > 42  # 15 mm
            assert [sheet.extract_words()[-1]["text"] for sheet in paper.pages[:3]] == ["1", "2", "3"]


def test_over_http_it_is_the_same_site(browser: Any, folder: Path) -> None:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        with opened(browser, f"http://127.0.0.1:{server.server_port}/index.html") as page:
            page.get_by_role("link", name="Search").click()
            page.get_by_label("Search for").fill("cipm mra")
            page.locator("#hits a").first.click()
            assert page.locator("h1").is_visible()
        server.shutdown()

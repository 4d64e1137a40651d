"""The page that asks, as it is written: whole without its assets, with its questions, harmless with hostile ones."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from dataclasses import replace
from functools import cache
from gzip import decompress
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from pyoxigraph import RdfFormat, parse

from published import bundled
from remit.publishing import dumps
from remit.publishing.markdown import markdown
from remit.publishing.pages import assets as packages
from remit.publishing.pages import editor
from remit.publishing.pages.frame import LARGEST, Site
from remit.publishing.publication import Publication

LOCK = Path(__file__).resolve().parent.parent / "loader" / "editor" / "package-lock.json"


@cache
def site(endpoint: str = "") -> Site:
    return Site(replace(bundled(), endpoint=endpoint))


def made(monkeypatch: pytest.MonkeyPatch, assets: bool, endpoint: str = "") -> dict[str, bytes]:
    """Return the files of the page, as they are with and without what npm builds."""
    built = {"editor.js": b"e", "engine.js": b"w", "licences.txt": b"l"} if assets else {}
    monkeypatch.setattr(packages, "built", lambda: built)
    return dict(editor.files(site(endpoint)))


def read(content: bytes) -> Any:
    return html.document_fromstring(content.decode())


def script(content: bytes, name: str) -> Any:
    found = re.search(rf"^window\.{name} = (.*);$", content.decode(), re.MULTILINE)
    assert found
    return json.loads(found[1])


def test_the_page_leads_to_every_question_and_offers_its_query(monkeypatch: pytest.MonkeyPatch) -> None:
    files = made(monkeypatch, assets=True)
    page, queries = read(files["sparql.html"]), script(files["assets/queries.js"], "remitQueries")

    every = sorted(bundled().catalogue)
    assert page.xpath("//select/option/@value") == ["", *every] == ["", *sorted(queries)]
    assert [f"questions/{name}.html" for name in every] == page.xpath("//main/ul//a/@href")
    for name, question in bundled().catalogue.items():
        assert queries[name].endswith(question.query) and question.query.startswith(("PREFIX", "SELECT"))
    assert len(files["sparql.ru.html"]) < LARGEST


def test_the_dump_of_the_page_is_the_dump_of_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = b64decode(script(made(monkeypatch, assets=True)["assets/dump.js"], "remitDump"))

    assert packed == dumps.whole(bundled())
    quads = list(parse(decompress(packed), format=RdfFormat.N_QUADS))
    assert len(quads) == len(set(bundled().store.quads_for_pattern(None, None, None, None)))


def test_without_what_npm_builds_the_page_says_what_can_be_done(monkeypatch: pytest.MonkeyPatch) -> None:
    files = made(monkeypatch, assets=False)
    page = read(files["sparql.html"])

    assert sorted(files) == [
        "assets/queries.js", "assets/sparql.css", "assets/sparql.js", "sparql.html", "sparql.ru.html",
    ]  # fmt: skip
    assert "made without the engine" in page.text_content()
    assert not page.xpath("//*[@id='run']") and page.xpath("//textarea")


def test_at_an_endpoint_the_field_asks_without_a_script_and_no_dump_is_shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    files = made(monkeypatch, assets=True, endpoint="sparql")
    page = read(files["sparql.html"])

    (form,) = page.xpath("//form[@id='ask']")
    assert (form.get("action"), form.get("hidden")) == ("sparql", None)
    assert form.xpath(".//textarea/@name") == ["query"] and form.xpath(".//*[@id='run']")
    assert f"{bundled().base}sparql" in page.xpath("string(//pre)")
    assert "assets/engine.js" not in files and "assets/dump.js" not in files


def test_no_script_stands_in_the_page_and_its_markdown_has_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    content = made(monkeypatch, assets=True)["sparql.html"].decode()
    page: Any = html.document_fromstring(content)

    assert page.xpath("//script[not(@src) and @type!='application/json']") == []
    assert [name for each in page.iter() for name in each.keys() if name.startswith("on")] == []
    text = markdown(content)
    assert "remit ask" in text and "takes a script" not in text and "(questions/load-by-year.md)" in text


def test_hostile_questions_stay_words(monkeypatch: pytest.MonkeyPatch) -> None:
    words = "</script><script>alert(1)</script>"
    hostile = {n: replace(q, question=words, text=f"{q.text}\n# {words}") for n, q in bundled().catalogue.items()}
    published = Publication(bundled().workspace, bundled().store)
    published.__dict__["catalogue"] = hostile
    monkeypatch.setattr(packages, "built", dict)

    files = dict(editor.files(Site(published)))

    assert b"<script>alert" not in files["sparql.html"]
    assert script(files["assets/queries.js"], "remitQueries")["members"].endswith(words)


def test_the_lock_of_the_packages_holds_hashes_and_no_addresses_of_them() -> None:
    packages = json.loads(LOCK.read_text(encoding="utf-8"))["packages"]

    assert all(each.get("integrity", "").startswith("sha512-") for name, each in packages.items() if name)
    assert [name for name, each in packages.items() if "resolved" in each] == []
    assert {each["license"] for each in packages.values()} <= {"MIT", "MIT OR Apache-2.0", "Apache-2.0"}

"""The settings of the site fit their schema and say all words; a graph of any content gives a sound site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from pyoxigraph import Literal, NamedNode, Quad, Store

from remit import bundle, verbs
from remit.errors import WorkspaceError
from remit.findings import Severity
from remit.publishing import pages, site
from remit.publishing.publication import Publication
from remit.registry import read_yaml
from remit.starting import start_from
from remit.workspace import Workspace

DOCUMENTS = Path(__file__).parent / "documents"
REMIT = "https://w3id.org/remit/ontology#"


def read(content: bytes) -> Any:
    return html.document_fromstring(content.decode())


def test_every_language_has_all_the_words_and_names_only_what_is_known() -> None:
    settings = read_yaml(bundle.folder("data") / "site.yaml")
    catalogue = Publication(Workspace.bundled(), Store()).catalogue
    words = settings["words"]

    assert {code: sorted(set(words["en"]) ^ set(said)) for code, said in words.items()} == {"en": [], "ru": []}
    fields = {key: sorted(re.findall(r"\{\w*\}", said)) for key, said in words["en"].items()}
    assert fields == {key: sorted(re.findall(r"\{\w*\}", said)) for key, said in words["ru"].items()}
    for part in ("left_out", "unasked", "first", "questions", "without", "also", "unquoted"):
        assert [name for name in settings[part] if name not in catalogue] == [], part


def test_every_word_of_the_pages_is_used(bundle_root: Any) -> None:
    words = read_yaml(bundle.folder("data") / "site.yaml")["words"]["en"]
    code = "".join(path.read_text(encoding="utf-8") for path in sources())
    severities = {severity.name.lower() for severity in Severity}
    unused = [key for key in words if key not in severities and not re.search(rf"\b{key}\b", code)]
    assert unused == []


def sources() -> Iterator[Any]:
    folder = Path(pages.__file__).parent
    yield from folder.glob("*.py")
    yield from (folder.parent / "templates").glob("*.html")


def test_settings_that_do_not_fit_their_schema_stop_with_one_sentence(place: Workspace, tmp_path: Any) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "workspace.yaml").write_text(
        (place.root / "data" / "workspace.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    (data / "site.yaml").write_text("menu: 3\n", encoding="utf-8")
    with pytest.raises(WorkspaceError, match=r"site\.yaml"):
        _ = Publication(Workspace.at(tmp_path), Store()).settings


def test_hostile_words_and_iris_neither_run_nor_break_out() -> None:
    workspace, store = Workspace.bundled(), Store()
    kind, label = (
        NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
        NamedNode("http://www.w3.org/2000/01/rdf-schema#label"),
    )
    for end in (
        "body/../../x",
        "index",
        "body/index",
        "a%2e",
        "a?b=<script>",
        "a#'b",
        "body/A",
        "body/a",
        "javascript:x",
    ):
        thing = NamedNode(workspace.base + end.replace("<", "%3C").replace(">", "%3E"))
        store.add(Quad(thing, kind, NamedNode(f"{REMIT}Body")))
        store.add(Quad(thing, label, Literal('"><script>alert(1)</script>', language="en")))
        store.add(Quad(thing, NamedNode(f"{REMIT}remark"), NamedNode("javascript:alert(1)")))
    every = dict(site.files(Publication(workspace, store)))
    for path, content in every.items():
        ours = path in {".well-known/void", ".htaccess", ".nojekyll"}
        assert ours or (not path.startswith(("/", ".")) and ".." not in path.split("/"))
        if path.endswith(".html"):
            assert b"<script>" not in content
            assert b'href="javascript:' not in content
    assert every["index.html"].count(b"<h1") == 1
    assert sum(path.startswith("body/a") and path.endswith(".html") for path in map(str.casefold, every)) >= 2


def test_an_empty_graph_has_a_site_too() -> None:
    every = dict(site.files(Publication(Workspace.bundled(), Store())))
    assert read(every["index.html"]).find(".//h1") is not None


def test_a_programme_in_russian_alone_has_a_site_in_russian(tmp_path: Path) -> None:
    start_from(tmp_path / "o", DOCUMENTS / "orchards-ru.txt")
    place = Workspace.at(tmp_path / "o")
    dataset = verbs.build([verbs.read(path, place) for path in place.sources], place)

    every = dict(pages.files(Publication(place, dataset.store())))

    home = read(every["index.html"])
    assert home.get("lang") == "ru"
    assert not [path for path in every if path.endswith((".ru.html", ".en.html"))]
    event = read(every["programme/wp/2030/event/1.4.html"])
    assert event.find(".//h1").text_content() == "Сличение садовых ножей"
    assert "Исполнители" in event.text_content()

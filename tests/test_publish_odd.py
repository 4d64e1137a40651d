"""A programme whose names are odd is published soundly: markup in titles stays words, long and foreign names fit.

The programme is made up; so is everybody in it.
"""

from __future__ import annotations

import json
import posixpath
from functools import cache
from typing import Any
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox
from lxml import html
from pyld import jsonld

import remit
from odd import odd
from remit.publishing.site import files

TYPES = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "rdf": ox.RdfFormat.RDF_XML}


@cache
def made() -> dict[str, bytes]:
    return dict(files(odd()))


@cache
def pages() -> dict[str, Any]:
    return {path: html.document_fromstring(content) for path, content in made().items() if path.endswith(".html")}


def test_what_looks_like_markup_stays_words() -> None:
    for path, page in pages().items():
        scripts = page.xpath("//script[not(@src) and not(@type='application/ld+json')]")
        assert not scripts or path.startswith(("search", "sparql")), path
        assert not page.xpath("//@*[starts-with(name(), 'on')] | //img | //iframe"), path
        assert not [href for href in page.xpath("//@href") if urlsplit(href).scheme not in ("", "http", "https")], path
    shown = pages()["programme/pr/2024/event/1.1.html"].xpath("string(//h1)")
    assert shown == 'Обзор садов & ульев <img src=x onerror=alert(1)> "двойные"'


def test_every_link_leads_to_a_file() -> None:
    for path, page in pages().items():
        for href in page.xpath("//@href | //@src"):
            parts = urlsplit(href)
            if not parts.scheme and parts.path:
                assert posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) in made(), path


def test_every_iri_of_the_data_has_a_page_and_its_data_in_all_formats_says_the_same() -> None:
    told = {page.xpath("string(//link[@rel='canonical']/@href)"): path for path, page in pages().items()}
    things, concepts = odd().things.every, odd().concepts

    assert set(things) | set(concepts) <= set(told) and len(things) > 60 and len(concepts) > 200
    for iri in (*things, *concepts):
        stem = told[iri].removesuffix(".html")
        found = [set(ox.parse(made()[f"{stem}.{suffix}"], format=form)) for suffix, form in TYPES.items()]
        assert found[0] == found[1] == found[2], stem
    event = made()["programme/pr/2024/event/1.1.jsonld"].decode()
    expanded = jsonld.to_rdf(json.loads(event), {"format": "application/n-quads"})
    assert {str(q.triple) for q in ox.parse(expanded.encode(), format=ox.RdfFormat.N_QUADS)} == {
        str(q.triple) for q in ox.parse(made()["programme/pr/2024/event/1.1.nt"], format=ox.RdfFormat.N_TRIPLES)
    }


def test_nothing_names_the_organisation_of_the_bundled_data_but_the_examples_of_the_ontology_and_the_rules() -> None:
    foreign = remit.Workspace.bundled().base.encode()

    assert [path for path, content in made().items() if foreign in content] == []


def test_what_is_written_from_right_to_left_keeps_to_itself() -> None:
    assert "unicode-bidi: isolate" in made()["style.css"].decode()
    assert "برنامج العمل" in pages()["programme/pr/2024/event/1.3.html"].xpath("string(//h1)")

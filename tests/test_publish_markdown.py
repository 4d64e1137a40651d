"""The Markdown of a page says what the page says; another library reads it."""

from __future__ import annotations

import posixpath
import re
from functools import partial
from html import escape
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from published import bundled, fictional
from remit.publishing import markdown
from remit.publishing.publication import Publication

READER = MarkdownIt("commonmark").enable("table")


def parsed(text: str) -> Any:
    return html.document_fromstring(text)


def letters(element: Any) -> str:
    for skipped in element.xpath(" | ".join(f".//{tag}" for tag in sorted(markdown.SKIPPED))):
        skipped.drop_tree()
    return re.sub(r"[\W_]", "", element.text_content())


def without_pictures(page: str) -> str:
    found = 1
    while found:
        page, found = re.subn(r"<svg\b(?:(?!<svg\b).)*?</svg>", "", page, flags=re.DOTALL)
    return page


def made(publication: Publication, every: int) -> list[tuple[str, str, str]]:
    files = dict(markdown.files(publication))
    pages = [path for path in files if path.endswith(".html")][::every]
    return [(path, files[path].decode(), files[markdown.beside(path)].decode()) for path in pages]


@pytest.mark.parametrize(
    ("publication", "every"), [(bundled, 9), (fictional, 1), (partial(fictional, "ru"), 3)], indirect=["publication"]
)
def test_the_markdown_of_a_page_has_its_words_and_its_links(publication: Publication, every: int) -> None:
    for path, page, text in made(publication, every):
        page = without_pictures(page)  # lxml takes the titles out of pictures
        (main,) = parsed(page).xpath("//main")
        canonical = parsed(page).xpath("string(//link[@rel='canonical']/@href)")
        read = parsed(READER.render(text.removesuffix(f"<{canonical}>\n") or "-"))

        assert letters(read) == letters(main), path
        assert [unquote(href) for href in read.xpath("//a/@href")] == [
            unquote(href if "://" in href else re.sub(r"\.html(?=#|$)", ".md", href))
            for href in main.xpath(".//a/@href")
        ], path


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<main><p>1. not a *list* | &lt;b&gt;</p></main>", "1\\. not a \\*list\\* \\| &lt;b&gt;\n"),
        ("<main><pre><code>SELECT * { &lt;x&gt; }</code></pre></main>", "````\nSELECT * { <x> }\n````\n"),
        ("<main><p><code>a*b</code></p></main>", "`a*b`\n"),
        ('<main><p><a href="a(b).html">x</a></p></main>', "[x](<a(b).md>)\n"),
        ('<main><p><a href="https://x.org/y.html">x</a></p></main>', "[x](https://x.org/y.html)\n"),
        ("<main><p>-</p><p># <b>x</b>. y</p></main>", "\\-\n\n\\# **x**. y\n"),
        ("<main><form><p>no</p></form><p>yes</p></main>", "yes\n"),
        ("<main><svg><svg><text>1</text></svg><text>2</text></svg><p>yes</p></main>", "yes\n"),
        ("<main><svg><svg/><text>2</text></svg><svg/><p>yes</p></main>", "yes\n"),
    ],
)
def test_what_would_mean_something_in_markdown_is_written_as_it_is(page: str, expected: str) -> None:
    assert markdown.markdown(page) == expected


def test_every_page_has_its_markdown_and_offers_it() -> None:
    files = {path for path, _ in markdown.files(fictional())}
    pages = {path for path in files if path.endswith(".html")}

    assert {markdown.beside(path) for path in pages} == {path for path in files if path.endswith(".md")}
    assert "index.md" in [each.path for each in fictional().alternates("index.html")]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_link_to_a_place_on_a_page_finds_it_in_the_markdown_too(language: str) -> None:
    files = {path: content.decode() for path, content in markdown.files(fictional(language)) if path.endswith(".md")}
    places = {path: set(re.findall(r'<a id="([^"]*)">', text)) for path, text in files.items()}
    links = [
        (posixpath.normpath(posixpath.join(posixpath.dirname(path), href)) if href else path, unquote(place))
        for path, text in files.items()
        for href, place in re.findall(r"\]\(<?((?!https?:)[^()#<>]*)#([^()<>]*)>?\)", text)
    ]

    assert len(links) > 20
    assert [(path, place) for path, place in links if path.endswith(".md") and place not in places[path]] == []


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), min_size=1, max_size=30))
def test_any_words_are_read_back(words: str) -> None:
    flat = " ".join(words.split()) or "x"
    page = f"<main><h1>{escape(flat)}</h1><ul><li>{escape(flat)}</li></ul><p>{escape(flat)}</p></main>"

    read = parsed(READER.render(markdown.markdown(page)))

    found = read.xpath("//h1 | //li | //p[not(ancestor::li)]")
    assert [" ".join(each.text_content().split()) for each in found] == [flat] * 3

"""The page of findings stands alone, hides nothing, and lets nothing of a document become markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from checked import finding, lantern, p1
from remit.places import Place
from remit.reading import Cell
from remit.reports.checked import Checked
from remit.reports.html import as_html

VOID = {"meta", "input", "link", "br", "img"}


class Page(HTMLParser):
    """What a page holds: elements that are closed in order, their attributes, the words of its marks."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.marked: list[str] = []
        self.style = ""
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "mark":
            self.marked.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "mark" in self.open:
            self.marked[-1] += data
        if self.open[-1:] == ["style"]:
            self.style += data


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(as_html(p1()))


def test_the_page_asks_for_nothing_from_outside(page: Page) -> None:
    assert not {"script", "img", "link", "iframe", "object", "base"} & {tag for tag, _ in page.tags}
    assert not [attrs for _, attrs in page.tags if any(name in ("src", "srcset", "style", "onclick") for name in attrs)]
    assert not re.findall(r"@import|url\(|https?:", page.style)


def test_every_link_leads_to_something_on_the_page(page: Page) -> None:
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    links = {attrs["href"] for tag, attrs in page.tags if tag == "a"}

    assert len(ids) == len(set(ids))
    assert links <= {f"#{each}" for each in ids}


def test_every_finding_has_its_number_in_the_text(page: Page) -> None:
    numbers = {attrs["id"] for tag, attrs in page.tags if tag == "li"}
    pointed = {str(attrs["href"])[1:] for _, attrs in page.tags if "aria-label" in attrs}

    assert len(numbers) == len(p1().findings)
    assert numbers == pointed


def test_the_words_meant_are_marked() -> None:
    assert {"2029", "TC 3.1", "EEC", "in due course"} <= set(Page(as_html(lantern())).marked)


def test_words_meant_twice_over_are_parted_where_findings_begin_and_end() -> None:
    cell = Place("a.txt", 1, 3, "executors", 0, 17, "Chairpersons of 2")
    found = (finding("one", cell), finding("two", cell.part(0, 12)), finding("three", cell.part(13, 17)))
    made = as_html(Checked(findings=found, rows=({"executors": Cell(cell.text, ((0, cell),))},)))

    assert Page(made).marked == ["Chairpersons", " ", "of 2"]


@pytest.mark.parametrize("said", ["<script>alert(1)</script>", "</style>", "\"'><img src=x>", "{{ 7*7 }}", "&lt;"])
def test_nothing_of_a_document_becomes_markup(said: str) -> None:
    place = Place(said, 1, 3, "term", 0, len(said), said)
    page = Page(as_html(Checked(findings=(finding(said, place, hint=said),), columns={"term": said})))

    assert page.marked == [said]
    assert not {"script", "img"} & {tag for tag, _ in page.tags}


# --- colours ------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [0, 1, 2], ids=["light", "dark", "print"])
def test_colours_have_the_contrast_that_wcag_aa_demands(scheme: int, page: Page) -> None:
    colours = dict(re.findall(r"--([\w-]+): (#\w{6})", re.findall(r":root \{(.*?)\}", page.style, re.S)[scheme]))
    grounds = [colours["ground"], colours["card"]]
    marks = [colours[f"{severity}-ground"] for severity in ("violation", "warning", "info")]

    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    for ink in ("ink", "faint", "link", "violation", "warning", "info"):
        assert all(contrast(colours[ink], ground) >= 4.5 for ground in grounds), ink
    assert all(contrast(colours["ink"], mark) >= 4.5 for mark in marks)
    for severity, mark in zip(("violation", "warning", "info"), marks, strict=True):
        assert contrast(colours[severity], mark) >= 3, severity

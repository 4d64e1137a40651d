"""What changed from one revision to the next, as pages: a summary, and row by row what was and what is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from remit.comparison.comparing import redline_of
from remit.comparison.sides import of_store
from remit.comparison.texts import Mark
from remit.publishing.naming import Text
from remit.publishing.pages.frame import Here, Site, anchor, in_languages, render, spoken
from remit.publishing.publication import File
from remit.revisions.known import known_in, succession

if TYPE_CHECKING:
    from remit.comparison.entries import Entry
    from remit.comparison.redline import Redline

#: How many rows a page has at most.
ENTRIES = 40


@dataclass(frozen=True)
class Changed:
    """A row that changed: the events before and after, the words of their titles, what changed in sentences."""

    events: Markup
    title: Markup
    said: tuple[Markup, ...]


def steps(site: Site) -> list[tuple[str, str]]:
    """Return the names of the revisions that follow each other, as pairs."""
    return [(old.name, new.name) for old, new in succession(known_in(site.publication.store))]


def files(site: Site) -> Iterator[File]:
    """Yield the list of the steps and the pages of each, in each language."""
    pairs = steps(site)
    for here in in_languages(site, "changes/all"):
        yield _all(here, pairs)
    for pair in pairs:
        for language in site.publication.languages:
            workspace, store = site.publication.workspace, site.publication.store
            old, new = (of_store(store, name, workspace) for name in pair)
            yield from _step(site, language, redline_of(old, new, workspace, language))


def _all(here: Here, pairs: list[tuple[str, str]]) -> File:
    links = [
        (anchor(Text(here.say("compare_title", *pair)), here.own(_path(*pair)), here.language), "") for pair in pairs
    ]

    def fill(most: int) -> dict[str, Any]:
        return {"title": here.words["compare"], "intro": "", "crumbs": [], "letters": [], "groups": [("", links)]}

    return render("list.html", here, fill)


def _path(old: str, new: str, number: int = 0) -> str:
    return f"changes/{old}-to-{new}" + (f"-{number + 1}" if number else "")


def _step(site: Site, language: str, made: Redline) -> Iterator[File]:
    names = (made.old.name, made.new.name)
    rows = [(part, entry) for part, entries in made.parts for entry in entries]
    pages = [rows[start : start + ENTRIES] for start in range(0, len(rows), ENTRIES)] or [[]]
    for number, page in enumerate(pages):
        here = Here(site, _path(*names, number), language, site.publication.languages)
        yield _page(here, made, page, [here.own(_path(*names, n)) for n in range(len(pages))], number)


def _page(here: Here, made: Redline, rows: list[tuple[str, Entry]], pages: list[str], number: int) -> File:
    title = here.say("compare_title", *(side.edition.code or side.name for side in (made.old, made.new)))
    parts: dict[str, list[Changed]] = {}
    for part, entry in rows:
        parts.setdefault(part, []).append(_changed(here, made, entry))

    def fill(most: int) -> dict[str, Any]:
        return {
            "title": f"{title}, {here.say('page_n', number + 1)}" if number else title,
            "crumbs": [here.link_to("changes/all", "compare")],
            "summary": [] if number else [_told(here, made, line) for line in made.summary],
            "headings": [] if number else [_told(here, made, made.says(change)) for change in made.loud_headings],
            "parts": [(_told(here, made, part), every[:most]) for part, every in parts.items()],
            "pages": [(here.say("page_n", n + 1), href, n == number) for n, href in enumerate(pages)],
        }

    return render("changes.html", here, fill)


def _told(here: Here, made: Redline, words: str) -> Markup:
    return spoken(Text(words, made.wording.language), here.language)


def _changed(here: Here, made: Redline, entry: Entry) -> Changed:
    sides = [Markup(", ").join(_event(here, row.iri, row.code) for row in rows) for rows in (entry.old, entry.new)]
    title = Markup(" ").join(_mark(mark) for mark in entry.marks)
    own = Markup(' lang="{}"').format(here.site.spoken) if here.site.spoken not in ("", here.language) else ""
    return Changed(
        Markup(" → ").join(side for side in sides if side),
        Markup("<span{}>{}</span>").format(own, title),
        tuple(_told(here, made, said) for said in made.sentences(entry)),
    )


def _event(here: Here, iri: str, code: str) -> Markup:
    return anchor(Text(code), here.href(iri), here.language)


def _mark(mark: Mark) -> Markup:
    kind, words = mark
    element = {"gone": "del", "new": "ins"}.get(kind)
    return Markup("<{0}>{1}</{0}>").format(element, words) if element else escape(words)

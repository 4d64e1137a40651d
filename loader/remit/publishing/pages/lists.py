"""Lists of everything: of each class, from A to Z, and the search with the index that it looks in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from markupsafe import Markup

from remit.publishing.naming import CODED, Text
from remit.publishing.pages.filling import environment
from remit.publishing.pages.frame import Here, Site, anchor, in_languages, render
from remit.publishing.pages.thing import natural
from remit.publishing.publication import File
from remit.publishing.things import Thing

Entry = tuple[str, str, Markup, str]
#: The properties by whose values a thing is found.
CALLED = ("rdfs:label", "skos:prefLabel", "skos:altLabel", "skos:notation")
#: How many entries a page of a list has at most.
ENTRIES = 250


def files(site: Site) -> Iterator[File]:
    """Yield the lists, the search and what it looks in."""
    for kind in site.settings["menu"]:
        if site.things.by_kind.get(kind):
            yield from _list(site, f"list/{kind}", kind)
    yield from _list(site, "list/all", "")
    for here in in_languages(site, "search"):
        yield _search(here)
    for here in in_languages(site, "search"):
        yield _index_of(here), _index(here)
    for name, path in (("search.js", "assets/search.js"), ("style.css", "style.css"), ("icon.svg", "icon.svg")):
        yield path, (environment().loader.get_source(environment(), name)[0]).encode()  # type: ignore[union-attr]
    if site.concepts:
        for here in in_languages(site, "vocabulary"):
            yield _vocabulary(here)


def told(site: Site, kind: str = "") -> list[Thing]:
    """Return the things of a class, or all that a reader may look for: no parts, no silent ones."""
    if kind:
        return site.things.by_kind.get(kind, [])
    return [
        thing
        for thing in site.things.every.values()
        if not site.things.is_part(thing) and site.silent.isdisjoint(thing.kinds)
    ]


def _list(site: Site, path: str, kind: str) -> Iterator[File]:
    for language in site.publication.languages:
        entries = _entries(Here(site, path, language, site.publication.languages), kind)
        pages = [entries[start : start + ENTRIES] for start in range(0, len(entries), ENTRIES)] or [[]]
        for number in range(len(pages)):
            here = Here(site, _numbered(path, number), language, site.publication.languages)
            yield _list_page(here, kind, path, pages, number)


def _numbered(path: str, number: int) -> str:
    return f"{path}-{number + 1}" if number else path


def _list_page(here: Here, kind: str, path: str, pages: list[list[Entry]], number: int) -> File:
    names = here.site.names
    title = names.kind(kind, here.language, many=True).words if kind else here.words["a_to_z"]
    grouped = [(letter, list(every)) for letter, every in groupby(pages[number], key=lambda entry: entry[1])]
    first = [page[0] for page in pages if page]

    def fill(most: int) -> dict[str, Any]:
        return {
            "title": f"{title}, {here.say('page_n', number + 1)}" if number else title,
            "intro": "",
            "crumbs": [here.link_to("search", "search")],
            "letters": [
                (f"{entry[1]} {here.say('page_n', n + 1)}", here.own(_numbered(path, n)))
                for n, entry in enumerate(first)
            ]
            if len(pages) > 1
            else [(letter, f"#{letter}") for letter, _ in grouped if letter],
            "groups": [(letter, [(link, note) for _, _, link, note in every[:most]]) for letter, every in grouped],
        }

    return render("list.html", here, fill)


def _entries(here: Here, kind: str) -> list[Entry]:
    """Return what a list has: sort key, letter, link, note; what has an order keeps it."""
    names, found = here.site.names, []
    for thing in told(here.site, kind):
        text = names.full(thing, here.language)
        note = _note(here, thing, text) if kind else names.kind(thing.kind, here.language).words
        letter = "" if kind in CODED else _letter(text.words)
        found.append((natural(text.words), letter, here.link(thing.iri, text), note))
    found.sort(key=lambda entry: (entry[1], entry[0]))
    return [("", letter, link, note) for _, letter, link, note in found]


def _note(here: Here, thing: Thing, text: Text) -> str:
    short = here.site.names.short(thing.iri, here.language).words
    return "" if short in text.words else short


def _letter(words: str) -> str:
    first = next((char for char in words if char.isalnum()), "#").upper()
    return "0–9" if first.isdigit() else first


def _search(here: Here) -> File:
    entries = _entries(here, "")
    met: dict[str, str] = {}
    for place, entry in enumerate(entries):
        page = here.own(_numbered("list/all", place // ENTRIES))
        met.setdefault(entry[1], f"{page}#{entry[1]}")
    lists = [
        (
            anchor(here.site.names.kind(kind, here.language, many=True), here.own(f"list/{kind}"), here.language),
            len(every),
        )
        for kind in here.site.settings["menu"]
        if (every := here.site.things.by_kind.get(kind))
    ]

    def fill(most: int) -> dict[str, Any]:
        return {
            "title": here.words["search"],
            "letters": list(met.items()),
            "lists": lists,
            "index": here.to(_index_of(here)),
        }

    return render("search.html", here, fill)


def _index_of(here: Here) -> str:
    """Return the file that the search of a language looks in."""
    return here.site.page("assets/search-index", here.language).replace(".html", ".js")


def _index(here: Here) -> bytes:
    """Return the names of all things, concepts and questions as a script, which a page may load from a disk too.

    A row: the name in the language of the page, what it is, its other names in all languages, where its page is, and
    the language of the name where it has none in that of the page.
    """
    names, rows = here.site.names, []
    for thing in (*told(here.site), *here.site.concepts.values()):
        text = names.full(thing, here.language)
        known = {value.value for curie in CALLED for value in thing.values(curie)}
        others = " ".join(sorted(known - {text.words}))
        schemes = thing.values("skos:inScheme") if thing.iri in here.site.concepts else []
        told_by = [names.label(value.value, here.language) for value in schemes[:1]]
        kind = (told_by or [names.kind(thing.kind, here.language)])[0].words
        rows.append([text.words, kind, others, here.href(thing.iri), text.language])
    for name, question in here.site.publication.catalogue.items():
        text = names.question(name, here.language)
        others = f"{name.replace('-', ' ')} {question.summary}"
        rows.append([text.words, here.words["question"], others, here.own(f"questions/{name}"), text.language])
    rows.sort(key=lambda row: (natural(row[0]), row[3]))
    return ("window.remitThings = " + json.dumps(rows, ensure_ascii=False, separators=(",", ":")) + ";\n").encode()


def _vocabulary(here: Here) -> File:
    schemes = [thing for thing in here.site.concepts.values() if "ConceptScheme" in thing.kinds]
    groups = [(_name(here, scheme), list(_members(here, scheme))) for scheme in schemes]

    def fill(most: int) -> dict[str, Any]:
        return {
            "title": here.words["vocabulary"],
            "intro": here.words["vocabulary_intro"],
            "crumbs": [],
            "letters": [],
            "groups": [("", [(link, f"{len(members)}") for link, members in groups])],
        }

    return render("list.html", here, fill)


def _name(here: Here, thing: Thing) -> Markup:
    text = here.site.names.label(thing.iri, here.language)
    return here.link(thing.iri, Text(text.words[:1].upper() + text.words[1:], text.language))


def _members(here: Here, scheme: Thing) -> Sequence[Thing]:
    every = here.site.concepts.values()
    return [thing for thing in every if any(v.value == scheme.iri for v in thing.values("skos:inScheme"))]

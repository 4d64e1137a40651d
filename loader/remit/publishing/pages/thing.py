"""The page of a thing: its facts, its parts, the answers about it, what points to it, the rows that say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from pyoxigraph import NamedNode

from remit.names import expand
from remit.publishing.pages.answers import Answers, table
from remit.publishing.pages.cells import Table, parts_table, quotes
from remit.publishing.pages.frame import Here, Site, anchor, render, spoken
from remit.publishing.pages.plan import Plan
from remit.publishing.publication import File
from remit.publishing.things import Thing


@dataclass(frozen=True)
class Fact:
    """Words, the values behind them, and how many more there are."""

    name: Markup
    values: tuple[Markup, ...]
    more: int = 0


def page(here: Here, thing: Thing, answers: Answers, plan: Plan) -> File:
    """Return the page of a thing in the language of `here`."""
    names, language = here.site.names, here.language
    label = names.title(thing, language)
    coded = thing.text("remit:code") if names.full(thing, language) != label else ""
    told = list(answers.of(thing)) if thing.iri in here.site.things.every else []

    def fill(most: int) -> dict[str, Any]:
        return {
            "thing": thing,
            "title": _title(here, thing),
            "label": spoken(label, language),
            "kind": " ".join((names.kind(thing.kind, language).words, coded)).strip() if thing.kind else coded,
            "crumbs": list(crumbs(here, thing)),
            "facts": list(facts(here, thing, most)),
            "tables": list(_tables(here, thing, most)),
            "years": plan.years_of(here, thing, most),
            "answers": [table(here, question, rows[:most], len(rows)) for question, rows in told],
            "pointing": list(pointing(here, thing, most)),
            "quotes": quotes(here, (thing.iri,))[:most],
        }

    return render("thing.html", here, fill)


def _title(here: Here, thing: Thing) -> str:
    """Return what the window says: what a thing is called, and what it is told with, which tells it from others."""
    names, language = here.site.names, here.language
    alone = not here.site.things.is_part(thing) and thing.iri not in here.site.concepts
    above = None if alone else _above(here, thing)
    return " – ".join(names.full(each, language).words for each in (thing, above) if each)


def crumbs(here: Here, thing: Thing) -> Iterator[Markup]:
    """Yield the way to a thing from what it belongs to, the widest first; a part belongs to what it is told with."""
    way: list[str] = []
    step: Thing | None = thing
    while step and (above := _above(here, step)) and above.iri not in (*way, thing.iri):
        way.append(above.iri)
        step = above
    if thing.iri in here.site.concepts:
        yield here.link_to("vocabulary", "vocabulary")
    elif not way and thing.kind in here.site.settings["menu"]:
        kind = here.site.names.kind(thing.kind, here.language, many=True)
        yield anchor(kind, here.own(f"list/{thing.kind}"), here.language)
    for iri in reversed(way):
        found = here.site.every[iri]
        text = here.site.names.full(found, here.language)
        yield here.link(iri, text)


def _above(here: Here, thing: Thing) -> Thing | None:
    site, iri = here.site, thing.iri
    if iri not in site.above:
        site.above[iri] = site.things.owners.get(iri) or _whole(site, thing)
    return site.above[iri]


def _whole(site: Site, thing: Thing) -> Thing | None:
    for curie in site.settings["above"]:
        for value in thing.values(curie):
            if isinstance(value, NamedNode) and value.value in site.every:
                return site.every[value.value]
    return None


def facts(here: Here, thing: Thing, most: int) -> Iterator[Fact]:
    """Yield the facts of a thing in the order of the settings, without those that are told in another way."""
    values: dict[str, list[Any]] = {}
    title = here.site.names.label(thing.iri, here.language).words
    owners, untold, order = here.site.things.owners, here.site.untold, here.site.order
    for verb, objects in thing.by_property.items():
        if verb not in untold:
            told = [each for each in objects if owners.get(getattr(each, "value", "")) is not thing]
            values.update({verb: told} if told else {})
    for verb in sorted(values, key=lambda verb: (order.get(verb, len(order)), verb)):
        said = _in_language(values[verb], here.language)
        if [getattr(value, "value", "") for value in said] in ([title], [thing.text("remit:code")]):
            continue
        shown = tuple(dict.fromkeys(here.value(value) for value in said[:most]))
        yield Fact(spoken(here.site.names.property(verb, here.language), here.language), shown, len(said[most:]))


def _in_language(values: list[Any], language: str) -> list[Any]:
    """Return the values in the language, if there are any; else all of them."""
    own = [value for value in values if getattr(value, "language", None) == language]
    others = [value for value in values if getattr(value, "language", None) is None]
    return [*own, *others] if own else values


def _tables(here: Here, thing: Thing, most: int) -> Iterator[Table]:
    """Yield the parts of a thing, a table for each class; a part has none, for it is told with its owner."""
    if here.site.things.is_part(thing):
        return
    found: dict[str, list[Thing]] = defaultdict(list)
    for part in here.site.things.parts(thing):
        found[part.kind].append(part)
    for kind in here.site.settings["tables"]:
        if kind in found:
            yield parts_table(here, kind, found[kind], most)


def pointing(here: Here, thing: Thing, most: int) -> Iterator[Fact]:
    """Yield what points to a thing, by property; a part stands for what it is told with."""
    by: dict[str, dict[str, None]] = defaultdict(dict)
    silent, things, stands = here.site.silent, here.site.things, expand("remit:standsAt")
    own = thing.iri in things.every
    for triple in things.pointing.get(thing.iri, ()):
        verb, subject = triple.predicate.value, things.every[getattr(triple.subject, "value", "")]
        about_part = things.owners.get(subject.iri)
        if about_part and own:
            continue
        whole = about_part or subject
        if whole.iri != thing.iri and verb != stands and silent.isdisjoint(whole.kinds):
            by[verb][whole.iri] = None
    for verb in sorted(by, key=lambda verb: (here.site.inverse.get(verb, len(here.site.inverse)), verb)):
        every = sorted(by[verb], key=lambda iri: _natural(here, iri))
        name = here.site.names.inverse(verb, here.language)
        shown = tuple(_with_quotes(here, verb, iri) for iri in every[: min(most, 300)])
        yield Fact(spoken(name, here.language), shown, len(every) - len(shown))


def _with_quotes(here: Here, verb: str, iri: str) -> Markup:
    """Return a link to a thing, and what the source says where the settings want that told with it."""
    columns = here.site.quoting.get(verb)
    if columns is None:
        return here.link(iri)
    parts = [part.iri for part in here.site.things.parts(here.site.every[iri])]
    said = quotes(here, (iri, *parts), columns)
    return Markup(" — ").join((here.link(iri), *[Markup('<span class="term">{}</span>').format(each) for each in said]))


def _natural(here: Here, iri: str) -> tuple[bool, int, list[tuple[int, str]]]:
    """Return what puts things in the order of the source, else of their names, in which 2 stands before 10."""
    thing = here.site.every[iri]
    order = thing.text("remit:order")
    return (not order, int(order or 0), natural(here.site.names.label(iri, here.language).words))


def natural(words: str) -> list[tuple[int, str]]:
    """Return a key by which `TC 2` stands before `TC 10`."""
    import re

    return [(int(part), "") if part.isdigit() else (-1, part.casefold()) for part in re.findall(r"\d+|\D+", words)]

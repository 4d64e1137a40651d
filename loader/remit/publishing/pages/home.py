"""The first page and the pictures: the programme at a glance, and the tables behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from remit.publishing.naming import Text
from remit.publishing.pages import pictures
from remit.publishing.pages.cells import Row, Table
from remit.publishing.pages.frame import Here, Site, anchor, in_languages, render, spoken
from remit.publishing.pages.plan import Item, Plan
from remit.publishing.pages.thing import natural
from remit.publishing.publication import File
from remit.publishing.things import Thing

#: What draws a picture and makes the table behind it, with so many rows at most.
Shown = Callable[[Here, Plan, int], tuple[Markup, Table]]
#: The longest words beside a bar.
LABEL = 70
#: A timeline of more events than this has a line for each section.
LINES = 150


@dataclass(frozen=True)
class Part:
    """A section and what stands directly in it."""

    link: Markup
    words: Markup
    href: str
    items: tuple[Item, ...]
    more: int


def files(site: Site, plan: Plan) -> Iterator[File]:
    """Yield the first page and the pages of the pictures, in each language."""
    for here in in_languages(site, "index"):
        yield _home(here, plan)
    for key, shown in (("timeline", _timeline), ("load", _load), ("network", _network)) if plan.revisions else ():
        for here in in_languages(site, f"picture/{key}"):
            yield _picture(here, plan, key, shown)


def _picture(here: Here, plan: Plan, key: str, shown: Shown) -> File:
    def fill(most: int) -> dict[str, Any]:
        picture, table = shown(here, plan, most)
        return {"title": str(table.caption), "picture": picture, "table": table, "wide": key == "network"}

    return render("picture.html", here, fill)


def _home(here: Here, plan: Plan) -> File:
    settings = here.site.publication.workspace.settings
    revision = plan.revisions[0] if plan.revisions else None

    def fill(most: int) -> dict[str, Any]:
        return {
            "title": here.site_title.words,
            "heading_one": spoken(here.site_title, here.language),
            "notice": spoken(here.text_of(settings.get("notice") or {}), here.language),
            "revision": revision,
            "heading": here.link(revision.iri) if revision else "",
            "older": [here.link(each.iri) for each in plan.revisions[1:]],
            "approval": revision.text("remit:approval") if revision else "",
            "counts": list(_counts(here)),
            "parts": list(_parts(here, plan, revision, most)) if revision else [],
            "timeline": _timeline(here, plan, min(most, LINES))[0] if revision else "",
            "load": _load(here, plan, min(most, 14))[0] if revision else "",
            "years": list(_years(here, plan, revision)) if revision else [],
            "carriers": list(_carriers(here, plan, revision)) if revision else [],
        }

    return render("home.html", here, fill)


def _counts(here: Here) -> Iterator[tuple[int, Markup]]:
    for kind in here.site.settings["menu"]:
        found = here.site.things.by_kind.get(kind, ())
        if found:
            name = here.site.names.kind(kind, here.language, many=True)
            yield len(found), anchor(name, here.own(f"list/{kind}"), here.language)


def _parts(here: Here, plan: Plan, revision: Thing, most: int) -> Iterator[Part]:
    names, language = here.site.names, here.language
    for section in plan.sections(revision):
        own = [event for event in plan.events(revision) if _within(event, section)]
        yield _part(here, plan, names.full(section, language), here.href(section.iri), own, most)
    if loose := _loose(plan, revision):
        yield _part(here, plan, names.kind("Event", language, many=True), here.own("list/Event"), loose, most)


def _part(here: Here, plan: Plan, words: Text, href: str, events: list[Thing], most: int) -> Part:
    items = tuple(plan.item(here, event) for event in events[:most])
    link = anchor(words, href, here.language)
    return Part(link, spoken(words, here.language), href, items, len(events[most:]))


def _loose(plan: Plan, revision: Thing) -> list[Thing]:
    """Return the events that belong to no section, as all do in a plan that has none."""
    sections = plan.sections(revision)
    return [event for event in plan.events(revision) if not any(_within(event, each) for each in sections)]


def _within(thing: Thing, section: Thing) -> bool:
    return any(value.value == section.iri for value in thing.values("remit:belongsToSection"))


def _carriers(here: Here, plan: Plan, revision: Thing) -> Iterator[tuple[Markup, int]]:
    """Yield those who carry something, by name, with the number of their events; of one short name, each in full."""
    names, language = here.site.names, here.language
    short = [(names.short(iri, language), iri, len(own)) for iri, own in plan.carriers(revision)]
    many = Counter(text.words for text, _, _ in short)
    told = [(names.label(iri, language) if many[text.words] > 1 else text, iri, n) for text, iri, n in short]
    for text, iri, n in sorted(told, key=lambda each: natural(each[0].words)):
        yield anchor(text, here.href(iri), language), n


def _years(here: Here, plan: Plan, revision: Thing) -> Iterator[Markup]:
    """Yield the years of a revision's events that have pages."""
    wanted = plan.span(plan.events(revision))
    for year in here.site.things.by_kind.get("Year", ()):
        if year.text("remit:start") in wanted:
            yield here.link(year.iri)


def _timeline(here: Here, plan: Plan, most: int) -> tuple[Markup, Table]:
    revision = plan.revisions[0]
    events = plan.events(revision)
    years = plan.span(events)
    table = Table(
        "timeline",
        escape(here.words["timeline_title"]),
        tuple(map(escape, (here.say_column("event"), here.say_column("term"), *years))),
        tuple(
            Row(
                (
                    here.link(event.iri),
                    plan.term(event),
                    *(escape(y if y in plan.years[event.iri] else "") for y in years),
                )
            )
            for event in events[:most]
        ),
        len(events),
    )
    bars = list(_bars(here, plan, revision, years, len(events) <= most))
    picture = pictures.timeline("timeline", here.words["timeline_title"], here.words["timeline_desc"], years, bars)
    return picture, table


def _bars(here: Here, plan: Plan, revision: Thing, years: list[str], single: bool) -> Iterator[pictures.Bar]:
    for section in plan.sections(revision):
        own = [event for event in plan.events(revision) if _within(event, section)]
        words = here.site.names.full(section, here.language).words
        said = [year for event in own for year in plan.years[event.iri]]
        yield pictures.Bar(words[:80], () if single else tuple(pictures.spans(said, years)), heading=True)
        yield from (_bar(here, plan, event, years) for event in own if single)
    yield from (_bar(here, plan, event, years) for event in _loose(plan, revision)[:LINES])


def _bar(here: Here, plan: Plan, event: Thing, years: list[str]) -> pictures.Bar:
    title = plan.title(event, here.language)
    shown = title if len(title) <= LABEL else f"{title[: LABEL - 1].rstrip()}…"
    spans = tuple(pictures.spans(plan.years[event.iri], years))
    return pictures.Bar(shown, spans, undated="" if plan.is_dated(event) else str(plan.term(event).striptags()) or "–")


def _load(here: Here, plan: Plan, most: int) -> tuple[Markup, Table]:
    revision = plan.revisions[0]
    years = plan.span(plan.events(revision))
    rows = [(iri, events, _by_year(plan, events, years)) for iri, events in plan.carriers(revision)]
    total, names = here.words["total"], here.site.names
    table = Table(
        "load",
        escape(here.words["load"]),
        tuple(map(escape, (here.say_column("holder"), *years, total))),
        tuple(
            Row((here.link(iri), *(escape(n or "") for n in numbers), escape(len(events))))
            for iri, events, numbers in rows[:most]
        ),
        len(rows),
    )
    short = {iri: pictures.cut_within(names.short(iri, here.language).words, 42) for iri, _, _ in rows[:most]}
    lines = [(short[iri], numbers) for iri, _, numbers in rows[:most]]
    return pictures.load("load", here.words["load"], here.words["load_desc"], years, lines), table


def _by_year(plan: Plan, events: list[Thing], years: list[str]) -> list[int]:
    return [sum(year in plan.years[event.iri] for event in events) for year in years]


def _network(here: Here, plan: Plan, most: int) -> tuple[Markup, Table]:
    names, language = here.site.names, here.language
    many: dict[str, int] = {}
    for (holder, other), number in plan.ties.items():
        many[holder], many[other] = many.get(holder, 0) + number, many.get(other, 0) + number
    sides = [sorted({pair[side] for pair in plan.ties}, key=lambda iri: (-many[iri], iri))[:60] for side in (0, 1)]
    dots = {
        (row, place): plan.ties[holder, other]
        for row, holder in enumerate(sides[0])
        for place, other in enumerate(sides[1])
        if plan.ties[holder, other]
    }
    words = [[pictures.cut_within(names.short(iri, language).words, 32) for iri in side] for side in sides]
    table = Table(
        "network",
        escape(here.words["network"]),
        tuple(map(escape, (here.say_column("holder"), here.say_column("other"), here.say_column("events")))),
        tuple(_tie(here, holder, other, plan.ties[holder, other]) for holder, other in _ties(plan, most)),
        len(plan.ties),
    )
    picture = pictures.matrix("network", here.words["network"], here.words["network_desc"], (words[0], words[1]), dots)
    return picture, table


def _ties(plan: Plan, most: int) -> list[tuple[str, str]]:
    return sorted(plan.ties, key=lambda pair: (-plan.ties[pair], pair))[:most]


def _tie(here: Here, holder: str, other: str, number: int) -> Row:
    cells = [here.link(iri, here.site.names.short(iri, here.language)) for iri in (holder, other)]
    return Row((*cells, escape(number)))

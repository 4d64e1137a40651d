"""Calendars of what is to be done (iCalendar, RFC 5545): of everything, and of each body and post that has events.

    feed/events.ics    everything        body/tc-4.ics       beside the page of the body
    feed/events.ru.ics the same, with the words around it in Russian; of a body, where its name is known in Russian

An event whose term names dates stands on whole days and blocks no time. One that is to be done by a day is a task that
is due on it, for nothing says that it is done on that day. One whose term names no date is a task without one, and is
listed in the description of the calendar too, for programs that show no tasks.
The time stamps are the day on which the revision was approved, or what is nearest to it, so that the same graph gives
the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from remit.publishing.agenda import Agenda, Item, Span, agendas, plain, told
from remit.publishing.publication import ALTERNATES, Alternate, File, Publication

if TYPE_CHECKING:
    from icalendar import Component

ALL, SUFFIX, MEDIA, NAME = "feed/events", "ics", "text/calendar", "iCalendar"
_PRODUCT = "-//Remit//work programmes as linked data//EN"


def files(publication: Publication) -> Iterator[File]:
    """Yield the calendars."""
    for agenda in agendas(publication):
        if agenda.items:
            yield from _in_language(agenda)


def _in_language(agenda: Agenda) -> Iterator[File]:
    entries = {item.thing.iri: b"".join(each.to_ical() for each in _entries(item, agenda)) for item in agenda.items}
    path = f"{ALL}{agenda.mark}.{SUFFIX}"
    yield path, _calendar(agenda, path, agenda.words["all"], agenda.items, entries)
    for iri, items in agenda.holders.items():
        path = f"{agenda.things.every[iri].path}{agenda.mark}.{SUFFIX}"
        title = agenda.words["title"].format(agenda.things.label(iri, agenda.language))
        yield path, _calendar(agenda, path, title, items, entries)


def alternates(publication: Publication, page: str, iri: str) -> list[Alternate]:
    """Return the calendar of a thing as another form of its page, that of everything for the start page."""
    return offered(publication, page, iri, SUFFIX, MEDIA, NAME)


def offered(publication: Publication, page: str, iri: str, suffix: str, media: str, name: str) -> list[Alternate]:
    """Return where a thing, or the start page, has what is made of an agenda: in the language of the page, if at all.

    Of what is told in the first language alone, the page in another one offers that.
    """
    if not iri and not page.startswith("index."):
        return []
    thing = publication.things.every.get(iri)
    path = thing.path if thing else ALL if not iri else ""
    for mark in (*_MARKS.findall(page), ""):
        if path and (iri, mark) in _holders(publication):
            return [Alternate(f"{path}{mark}.{suffix}", media, name)]
    return []


@lru_cache(maxsize=2)
def _holders(publication: Publication) -> frozenset[tuple[str, str]]:
    """Return which things have a calendar in which language, as the mark in its name; "" stands for everything."""
    every = [agenda for agenda in agendas(publication) if agenda.items]
    return frozenset((iri, agenda.mark) for agenda in every for iri in ("", *agenda.holders))


#: The language in the name of a page that is not in the first one.
_MARKS = re.compile(r"\.[a-z]{2,3}(?=\.html$)")
ALTERNATES.append(alternates)


def _calendar(agenda: Agenda, path: str, title: str, items: Iterable[Item], entries: dict[str, bytes]) -> bytes:
    from icalendar import Calendar, vText

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("uid", f"{agenda.publication.base}{path}")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, vText(plain(title)))
    undated = [f"{item.heading}: {item.term or agenda.words['none']}" for item in items if not item.spans]
    if undated:
        for name in ("description", "x-wr-caldesc"):
            calendar.add(name, vText("\n".join([f"{agenda.words['undated']}:", *undated])))
    ending = b"END:VCALENDAR\r\n"
    head: bytes = calendar.to_ical(sorted=True)
    return head.removesuffix(ending) + b"".join(entries[item.thing.iri] for item in items) + ending


def _entries(item: Item, agenda: Agenda) -> Iterator[Component]:
    from icalendar import Event, Todo

    if not item.spans:
        yield _entry(Todo(), item, agenda, item.thing.iri)
    met: dict[str, int] = {}
    for span in item.spans:
        own = item.thing.iri if len(item.spans) == 1 else f"{item.thing.iri}#{span.first}"
        met[own] = met.get(own, 0) + 1
        own = own if met[own] == 1 else f"{own}/{met[own]}"
        if span.limit:
            yield _by(_entry(Todo(), item, agenda, own), span)
        else:
            yield _on(_entry(Event(), item, agenda, own), span)


def _by(entry: Component, span: Span) -> Component:
    entry.add("due", span.last)
    return entry


def _on(entry: Component, span: Span) -> Component:
    entry.add("dtstart", span.first)
    if span.last.toordinal() < span.last.max.toordinal():
        entry.add("dtend", span.last + timedelta(days=1))
    entry.add("transp", "TRANSPARENT")
    return entry


def _entry(entry: Component, item: Item, agenda: Agenda, uid: str) -> Component:
    entry.add("uid", uid)
    entry.add("dtstamp", datetime(item.decided.year, item.decided.month, item.decided.day, tzinfo=UTC))
    entry.add("summary", item.heading, parameters={"language": item.spoken} if item.spoken else {})
    entry.add("description", "\n".join(told(item, agenda.words)))
    entry.add("url", item.thing.iri)
    if item.section:
        entry.add("categories", [item.section])
    return entry

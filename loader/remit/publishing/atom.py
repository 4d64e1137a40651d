"""News feeds of what is to be done (Atom, RFC 4287): of everything, and of each body and post that has events.

    feed/events.atom   everything        body/tc-4.atom    beside the page of the body
    feed/events.ru.atom, and so on: the same in the other languages of the pages, where a thing is told in them

An entry tells the term in the words of the programme. Atom wants a moment at which an entry was last changed:
it is the day on which the revision was approved; where the revision names no such day, the entry says what was taken.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from remit.publishing.agenda import Agenda, Item, agendas, plain, told
from remit.publishing.calendars import ALL, offered
from remit.publishing.publication import ALTERNATES, Alternate, File, Publication

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SUFFIX, MEDIA, NAME = "atom", "application/atom+xml", "Atom"


def files(publication: Publication) -> Iterator[File]:
    """Yield the feeds."""
    for agenda in agendas(publication):
        if agenda.items:
            yield from _in_language(agenda)


def _in_language(agenda: Agenda) -> Iterator[File]:
    path = f"{ALL}{agenda.mark}.{SUFFIX}"
    yield path, _feed(agenda, path, "", agenda.words["all"], agenda.items)
    for iri, items in agenda.holders.items():
        path = f"{agenda.things.every[iri].path}{agenda.mark}.{SUFFIX}"
        title = agenda.words["title"].format(agenda.things.label(iri, agenda.language))
        yield path, _feed(agenda, path, iri, title, items)


def alternates(publication: Publication, page: str, iri: str) -> list[Alternate]:
    """Return the feed of a thing as another form of its page, that of everything for the start page."""
    return offered(publication, page, iri, SUFFIX, MEDIA, NAME)


ALTERNATES.append(alternates)


def _feed(agenda: Agenda, path: str, iri: str, title: str, items: Iterable[Item]) -> bytes:
    from lxml.etree import Element, indent, tostring

    settings, language, atom = agenda.publication.workspace.settings, agenda.language, agenda.settings["atom"]
    feed = Element(f"{{{atom}}}feed", _in(agenda, language), {None: atom})  # type: ignore[dict-item]
    _say(feed, "id", f"{agenda.publication.base}{path}")
    _say(feed, "title", title)
    if notice := _words(settings.get("notice"), language):
        spoken = language if language in settings["notice"] else "en"
        _say(feed, "subtitle", notice, **({} if spoken == language else _in(agenda, spoken)))
    _say(feed, "updated", _moment(agenda.decided))
    _say(_under(feed, "author"), "name", _words(settings["title"], language))
    _say(feed, "rights", str(settings["licence"]))
    _under(feed, "link", rel="self", type=MEDIA, href=posixpath.basename(path))
    _under(feed, "link", rel="alternate", type="text/html", href=_way(path, agenda.page(iri)))
    for item in items:
        _entry(feed, item, agenda, path)
    indent(feed)
    return tostring(feed, encoding="utf-8", xml_declaration=True) + b"\n"


def _entry(feed: Element, item: Item, agenda: Agenda, path: str) -> None:
    entry = _under(feed, "entry")
    _say(entry, "id", item.thing.iri)
    _say(entry, "title", item.heading, **(_in(agenda, item.spoken) if item.spoken else {}))
    _say(entry, "updated", _moment(item.decided))
    _under(entry, "link", rel="alternate", type="text/html", href=_way(path, agenda.page(item.thing.iri)))
    if item.section:
        _under(entry, "category", term=item.section)
    dated = agenda.words["dated"][item.by]
    _say(entry, "content", "\n".join([*told(item, agenda.words), *filter(None, [dated])]), type="text")


def _in(agenda: Agenda, language: str) -> dict[str, str]:
    """Return the attribute that says in which language words are."""
    return {f"{{{agenda.settings['xml']}}}lang": language}


def _under(parent: Element, name: str, **said: str) -> Element:
    from lxml.etree import QName, SubElement

    return SubElement(parent, f"{{{QName(parent).namespace}}}{name}", dict(said))


def _say(parent: Element, name: str, words: str, **said: str) -> None:
    _under(parent, name, **said).text = "\n".join(map(plain, words.split("\n")))


def _way(path: str, page: str) -> str:
    return posixpath.relpath(page, posixpath.dirname(path) or ".")


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _words(texts: object, language: str) -> str:
    if not isinstance(texts, dict) or not texts:
        return ""
    return " ".join(str(texts.get(language) or texts.get("en") or texts[min(texts)]).split())

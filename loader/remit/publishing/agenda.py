"""What is to be done, by whom and when: what calendars and news feeds are made from.

The events are those of the revisions in force. A term is dates only where it names them; another is told as written.
The words around them, and the names that have it, are in one language (`Agenda.language`); what the programme says
stays in its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Any

from pyoxigraph import NamedNode

from remit.names import concept
from remit.publishing.publication import Publication
from remit.publishing.things import Thing
from remit.registry import read_checked
from remit.revisions.known import Known, first_day, in_force, known_in

#: Where neither the revision nor the term of the event names any date.
BEGINNING = "1970-01-01"
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")
_MOMENT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True)
class Span:
    """Whole days from a first to a last, and how precisely the source says so: `year`, `month` or `day`.

    A limit is a day by which something is to be done, not one on which it is done.
    """

    first: date
    last: date
    precision: str
    limit: bool = False

    @property
    def order(self) -> tuple[object, ...]:
        """Return a key by which no two spans are equal."""
        return self.first, self.last, self.limit, self.precision


@dataclass(frozen=True)
class Item:
    """An event: its thing, code, title, the words of its term, the dates in them, who does it, when it was decided.

    `spoken` is the language of the title where that is another one than the agenda's.
    `section` is the title of the section that it stands in, `within` the IRI; `by` tells what was taken for the day
    on which it was decided: `approved-day`, `approved-month` or `approved-year`, `start`, `end`, `planned`, `unknown`.
    """

    thing: Thing
    code: str
    title: str
    term: str
    spans: tuple[Span, ...]
    who: tuple[str, ...]
    remark: str
    section: str
    within: str
    decided: date
    by: str
    spoken: str = ""

    @property
    def heading(self) -> str:
        """Return the code and the title."""
        return f"{self.code} {self.title}".strip()


@lru_cache(maxsize=2)
def settings(publication: Publication) -> Mapping[str, Any]:
    """Return who has a calendar and a feed, and the words in them, held against their schema."""
    return dict(read_checked(publication.workspace.file("data", "feeds.yaml"), "feeds"))


def languages(publication: Publication) -> tuple[str, ...]:
    """Return the languages of calendars and feeds: those of the pages that there are words in, else English."""
    return tuple(code for code in publication.languages if code in settings(publication)["words"]) or ("en",)


def agendas(publication: Publication) -> Iterator[Agenda]:
    """Yield what is to be done in each of the languages."""
    for code in languages(publication):
        yield Agenda(publication, code)


class Agenda:
    """The events of the revisions in force, in their order, and whose they are, told in a language (the first)."""

    def __init__(self, publication: Publication, language: str = "") -> None:
        self.publication, self.things = publication, publication.things
        self.settings = settings(publication)
        self.language = language or languages(publication)[0]
        self._dated, self._deadline = (
            frozenset(concept("kind-of-term", name) for name in self.settings[key]) for key in ("dated", "deadline")
        )

    @property
    def mark(self) -> str:
        """Return what stands in the names of files before their suffix: the language, if it is not the first."""
        return "" if self.language == languages(self.publication)[0] else f".{self.language}"

    def page(self, iri: str) -> str:
        """Return the page of a thing, or the first page, in the language if it has that."""
        thing = self.things.every.get(iri)
        names, path = self.publication.names, thing.path if thing else "index"
        _, *others = names.languages(thing) if thing else self.publication.languages
        return f"{path}.{self.language}.html" if self.language in others else f"{path}.html"

    @property
    def words(self) -> Mapping[str, Any]:
        """Return the words around the events."""
        return dict(self.settings["words"][self.language])

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Return all events in the order of their revisions."""
        return tuple(item for known in self._revisions for item in self.of(known))

    def of(self, known: Known) -> Iterator[Item]:
        """Yield the events of a revision in their order."""
        for thing in sorted(self._events(known), key=lambda each: (order(each), each.iri)):
            yield self._item(thing, known)

    @cached_property
    def decided(self) -> date:
        """Return the day on which the newest of the events was decided, as near as the revisions say."""
        return max((item.decided for item in self.items), default=date.fromisoformat(BEGINNING))

    @cached_property
    def holders(self) -> dict[str, tuple[Item, ...]]:
        """Return the events of each thing that has a calendar of its own, by IRI; only of those that have events."""
        found: dict[str, list[Item]] = {}
        wanted = {thing.iri for kind in self.settings["of"] for thing in self.things.by_kind.get(kind, ())}
        for item in self.items:
            for iri in sorted(wanted.intersection(self._whose(item.thing))):
                found.setdefault(iri, []).append(item)
        return {iri: tuple(found[iri]) for iri in sorted(found) if self._told(iri)}

    def _told(self, iri: str) -> bool:
        """Return whether a thing is told in the language: in the first, everything is."""
        return not self.mark or self.language in self.publication.names.languages(self.things.every[iri])

    @cached_property
    def _revisions(self) -> list[Known]:
        return sorted(in_force(known_in(self.publication.store)), key=lambda known: known.iri)

    def _events(self, known: Known) -> Iterator[Thing]:
        for thing in self.things.by_kind.get("Event", ()):
            if known.iri in _iris(thing, "remit:belongsToRevision"):
                yield thing

    def _whose(self, event: Thing) -> Iterator[str]:
        for part in self.things.parts(event):
            yield from (*_iris(part, "remit:heldBy"), *_iris(part, "remit:holdsPost"))
        yield from self._derived.get(event.iri, ())

    @cached_property
    def _derived(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for kind in self.settings["of"]:
            for thing in self.things.by_kind.get(kind, ()):
                for iri in _iris(thing, "remit:isResponsibleFor"):
                    found.setdefault(iri, []).append(thing.iri)
        return found

    def _item(self, event: Thing, known: Known) -> Item:
        terms = [self.things.every[iri] for iri in _iris(event, "remit:hasTerm") if iri in self.things.every]
        executors = sorted(self._parts(event, "Responsibility"), key=order)
        headings = [*_iris(event, "remit:belongsToGroup"), event.iri]
        sections = _iris(event, "remit:belongsToSection")
        spans = sorted({span for term in terms for span in self.spans(term)}, key=lambda span: span.order)
        decided, by = _decided(known, spans)
        return Item(
            thing=event,
            code=plain(event.text("remit:code")),
            title=plain(" ".join(self.things.label(iri, self.language) for iri in headings)),
            term=plain(", ".join(term.text("remit:text") for term in terms)),
            spans=tuple(spans),
            who=tuple(dict.fromkeys(plain(part.text("remit:text")) for part in executors if part.text("remit:text"))),
            remark=plain(event.text("remit:remark")),
            section=plain(self.things.label(sections[0], self.language)) if sections else "",
            within=sections[0] if sections else "",
            decided=decided,
            by=by,
            spoken=self.publication.names.label(event.iri, self.language).language,
        )

    def _parts(self, event: Thing, kind: str) -> list[Thing]:
        return [part for part in self.things.parts(event) if kind in part.kinds]

    def spans(self, term: Thing, whole: bool = True) -> Iterator[Span]:
        """Yield the dates that a term names: each of its years or stages, else from its start to its end."""
        kinds, years = set(_iris(term, "remit:hasKind")), term.values("remit:year")
        stages = [self.things.every[iri] for iri in _iris(term, "remit:hasStage") if iri in self.things.every]
        if stages and whole:
            for stage in stages:
                yield from self.spans(stage, whole=False)
        elif years:
            yield from (span for year in years if (span := between(year.value, year.value)))
        elif kinds & self._deadline:
            span = between(term.text("remit:end"), term.text("remit:end"))
            if span and span.precision == "day":
                yield replace(span, limit=True)
        elif kinds & self._dated and (span := between(term.text("remit:start"), term.text("remit:end"))):
            yield span


def between(start: str, end: str) -> Span | None:
    """Return the days from the first of a year, month or day to the last of another; None where one is no such.

    >>> between("2017", "2018-02")
    Span(first=datetime.date(2017, 1, 1), last=datetime.date(2018, 2, 28), precision='year', limit=False)
    >>> between("2017", ""), between("2018", "2017"), between("0000", "0000")
    (None, None, None)
    """
    if not (_MOMENT.fullmatch(start) and _MOMENT.fullmatch(end)):
        return None
    try:
        first, last = date.fromisoformat(first_day(start)), _last(end)
    except (ValueError, OverflowError):
        return None
    precision = {4: "year", 7: "month", 10: "day"}[min(len(start), len(end))]
    return Span(first, last, precision) if first <= last else None


def order(thing: Thing) -> int:
    """Return the position of a thing among its like; 0 where none is said."""
    text = thing.text("remit:order")
    return int(text) if text.isascii() and text.isdecimal() else 0


def _last(moment: str) -> date:
    begins = date.fromisoformat(first_day(moment))
    if len(moment) == 10:
        return begins
    if len(moment) == 4 or begins.month == 12:
        return date(begins.year, 12, 31)
    return date(begins.year, begins.month + 1, 1) - timedelta(days=1)


def _decided(known: Known, planned: Sequence[Span]) -> tuple[date, str]:
    """Return the day from which an event is taken to stand in its programme, and what says so."""
    for moment, by in ((known.approved_on, "approved"), (known.start, "start"), (known.end, "end")):
        span = between(moment, moment)
        if span:
            return span.first, f"{by}-{span.precision}" if by == "approved" else by
    return (planned[0].first, "planned") if planned else (date.fromisoformat(BEGINNING), "unknown")


def _iris(thing: Thing, curie: str) -> list[str]:
    return [value.value for value in thing.values(curie) if isinstance(value, NamedNode)]


def plain(text: str) -> str:
    """Return a text as one line without characters that neither a calendar nor XML can hold."""
    return _UNPRINTABLE.sub(" ", text)


def told(item: Item, words: Mapping[str, Any]) -> list[str]:
    """Return the lines that tell an event beside its title: when, in the words of the programme, who, the remark."""
    lines = [f"{words['term']}: {item.term or words['none']}"]
    lines += [words[precision] for precision in sorted({span.precision for span in item.spans}) if words[precision]]
    lines += [words["limit"].format(span.last.isoformat()) for span in item.spans if span.limit]
    lines += [f"{words['who']}: {'; '.join(item.who) or words['none']}"]
    return [*lines, f"{words['remark']}: {item.remark}"] if item.remark else lines

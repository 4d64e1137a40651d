"""The programme as the pages sum it up: events by section and year, who carries how much, who works with whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from markupsafe import Markup

from remit.publishing.naming import Text
from remit.publishing.pages.frame import Here, Site, anchor, spoken
from remit.publishing.things import Thing


@dataclass(frozen=True)
class Item:
    """An event in a list: where it leads, its words, its term as printed."""

    link: Markup
    title: Markup
    term: Markup


@dataclass(frozen=True)
class Year:
    """A year, and what is to be done in it; without a year where the term has none."""

    year: str
    items: tuple[Item, ...]
    more: int


@lru_cache(maxsize=1)
def plan_of(site: Site) -> Plan:
    """Return what the pages of a site count and draw."""
    return Plan(site)


class Plan:
    """What the pages count and draw, gathered once."""

    def __init__(self, site: Site) -> None:
        self.site, self.things = site, site.things

    @cached_property
    def revisions(self) -> list[Thing]:
        """Return the revisions, the newest first."""
        return sorted(
            self.things.by_kind.get("Revision", ()), key=lambda each: (each.text("remit:start"), each.iri), reverse=True
        )

    @cached_property
    def _by_revision(self) -> dict[str, dict[str, list[Thing]]]:
        found: dict[str, dict[str, list[Thing]]] = defaultdict(lambda: defaultdict(list))
        for kind in ("Event", "Section", "Group"):
            for thing in self.things.by_kind.get(kind, ()):
                for revision in thing.values("remit:belongsToRevision"):
                    found[revision.value][kind].append(thing)
        for kinds in found.values():
            for every in kinds.values():
                every.sort(key=order)
        return found

    def events(self, revision: Thing) -> list[Thing]:
        """Return the events of a revision, in its order."""
        return self._by_revision[revision.iri]["Event"]

    def sections(self, revision: Thing) -> list[Thing]:
        """Return the sections of a revision, in its order."""
        return self._by_revision[revision.iri]["Section"]

    @cached_property
    def years(self) -> dict[str, tuple[str, ...]]:
        """Return, by event, the years in which something is to be done for it."""
        named = {thing.iri: thing.text("remit:start") for thing in self.things.by_kind.get("Year", ())}
        return {
            event.iri: tuple(sorted({named[y.value] for y in event.values("remit:isActiveIn") if named.get(y.value)}))
            for event in self.things.by_kind.get("Event", ())
        }

    def span(self, events: Sequence[Thing]) -> list[str]:
        """Return all years from the first to the last of some events."""
        met = sorted({int(year) for event in events for year in self.years[event.iri] if year.isdigit()})
        if met and met[-1] - met[0] < 60:
            return [str(year) for year in range(met[0], met[-1] + 1)]
        return [str(year) for year in met]

    @cached_property
    def load(self) -> dict[str, list[Thing]]:
        """Return, by holder, the events that it is responsible for, as one of many too, in their order."""
        found: dict[str, dict[str, Thing]] = defaultdict(dict)
        for kind in ("Body", "Post", "Organisation"):
            for thing in self.things.by_kind.get(kind, ()):
                for value in thing.values("remit:isResponsibleFor"):
                    if value.value in self.years:
                        found[thing.iri][value.value] = self.things.every[value.value]
        for event, holder in self._named:
            found[holder].setdefault(event.iri, event)
        return {iri: sorted(events.values(), key=order) for iri, events in found.items()}

    @cached_property
    def _named(self) -> list[tuple[Thing, str]]:
        """Return each event with each of those that its cell of executors names."""
        found = []
        for event in self.things.by_kind.get("Event", ()):
            for value in event.values("remit:hasResponsibility"):
                part = self.things.every.get(value.value)
                holders = [*part.values("remit:holdsPost"), *part.values("remit:heldBy")] if part else []
                found += [(event, holder.value) for holder in holders if holder.value in self.things.every]
        return found

    @cached_property
    def ties(self) -> Counter[tuple[str, str]]:
        """Return how many events of a holder speak of an organisation."""
        spoken_of: dict[str, set[str]] = defaultdict(set)
        for event in self.things.by_kind.get("Event", ()):
            for value in event.values("remit:hasMention"):
                part = self.things.every.get(value.value)
                for meant in part.values("remit:refersTo") if part else ():
                    thing = self.things.every.get(meant.value)
                    if thing and thing.kind == "Organisation":
                        spoken_of[event.iri].add(thing.iri)
        pairs = {(event.iri, holder) for event, holder in self._named}
        return Counter((holder, other) for event, holder in pairs for other in spoken_of[event] if other != holder)

    def carriers(self, revision: Thing) -> list[tuple[str, list[Thing]]]:
        """Return the holders of a revision with their events, the busiest first."""
        own = {event.iri for event in self.events(revision)}
        loads = [(iri, [event for event in events if event.iri in own]) for iri, events in self.load.items()]
        return sorted((each for each in loads if each[1]), key=lambda each: (-len(each[1]), each[0]))

    def years_of(self, here: Here, thing: Thing, most: int) -> list[Year]:
        """Return what a holder has to do, year by year; nothing for what holds nothing."""
        events = self.load.get(thing.iri, [])
        by_year: dict[str, list[Thing]] = defaultdict(list)
        for event in events:
            for year in self.years[event.iri] or ("",):
                by_year[year].append(event)
        return [
            Year(year, tuple(self.item(here, event) for event in by_year[year][:most]), len(by_year[year][most:]))
            for year in sorted(by_year, key=lambda year: (not year, year))
        ]

    def item(self, here: Here, event: Thing) -> Item:
        """Return an event as an entry of a list."""
        code = Text(event.text("remit:code"))
        title = here.site.names.title(event, here.language)
        return Item(
            anchor(code, here.href(event.iri), here.language),
            spoken(title, here.language),
            self._term_here(here, event),
        )

    def _term_here(self, here: Here, event: Thing) -> Markup:
        """Return the words of an event about time, with their language where that is not the page's."""
        words = self.term(event)
        plain = not words or here.site.spoken in ("", here.language) or words[:1].isdigit()
        return words if plain else Markup('<span lang="{}">{}</span>').format(here.site.spoken, words)

    def term(self, event: Thing) -> Markup:
        """Return the words of an event about time."""
        parts = [self.things.every.get(value.value) for value in event.values("remit:hasTerm")]
        return Markup("; ").join(part.text("remit:text") for part in parts if part)

    def is_dated(self, event: Thing) -> bool:
        """Return whether what an event says about time names a time."""
        terms = [self.things.every.get(value.value) for value in event.values("remit:hasTerm")]
        return any(term and (term.values("remit:start") or term.values("remit:end")) for term in terms)

    def title(self, event: Thing, language: str) -> str:
        """Return the code and the words of an event, for a picture."""
        return self.site.names.full(event, language).words


def order(thing: Thing) -> tuple[int, str]:
    """Return what puts things in the order of the programme."""
    return (int(thing.text("remit:order") or 0), thing.iri)

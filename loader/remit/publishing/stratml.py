"""Each revision as a strategic plan in StratML Part 1 (ISO 17469-1): `programme/p1/2017.stratml.xml` beside its page.

Part 2, which has a place for what is to be reached and for what came of it, is written by `performance`.

A section with events is a goal, an event an objective, a holder a stakeholder. The standard has no place for the term
of an objective: its words stand in the description. The dates of a plan are days there; a period of years begins on
the first day of its first year and ends on the last day of its last, and the plan says so. When it was published is
left out where the source names no day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from remit.names import slug
from remit.publishing.agenda import Agenda, Item, Span, between, order, plain
from remit.publishing.publication import ALTERNATES, Alternate, File, Publication
from remit.publishing.things import Thing
from remit.revisions.known import Known, known_in

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SUFFIX, MEDIA, NAME = "stratml.xml", "application/xml", "StratML"
_SPACE = "urn:ISO:std:iso:17469:tech:xsd:stratml_core"
#: The classes of holders that the standard calls an organisation.
_ORGANISATIONS = frozenset(("Body", "Organisation"))


def files(publication: Publication) -> Iterator[File]:
    """Yield the plan of each revision that has events."""
    yield from plans(publication, Plan, SUFFIX)


def plans(publication: Publication, kind: type[Plan], suffix: str) -> Iterator[File]:
    """Yield the plan of each revision that has events, written by a class of plans."""
    agenda = Agenda(publication)
    for known in known_in(publication.store):
        items, revision = list(agenda.of(known)), publication.things.every.get(known.iri)
        if items and revision:
            yield f"{revision.path}.{suffix}", kind(agenda, known, revision).written(items)


def alternates(publication: Publication, page: str, iri: str) -> list[Alternate]:
    """Return the plan of a revision as another form of its page."""
    return offered(publication, iri, SUFFIX, NAME)


def offered(publication: Publication, iri: str, suffix: str, name: str) -> list[Alternate]:
    """Return what a revision with events has under a suffix."""
    thing = publication.things.every.get(iri)
    counts = thing and "Revision" in thing.kinds and iri in _with_events(publication)
    return [Alternate(f"{thing.path}.{suffix}", MEDIA, name)] if thing and counts else []


ALTERNATES.append(alternates)


@lru_cache(maxsize=2)
def _with_events(publication: Publication) -> frozenset[str]:
    agenda = Agenda(publication)
    return frozenset(known.iri for known in known_in(publication.store) if any(agenda.of(known)))


class Plan:
    """One plan, written from the top down; `space` is the namespace of its elements, `root` the outermost of them."""

    space, root = _SPACE, "StrategicPlan"

    def __init__(self, agenda: Agenda, known: Known, revision: Thing) -> None:
        self.agenda, self.known, self.revision = agenda, known, revision
        self.things, self.language = agenda.things, agenda.language
        self.given: set[str] = set()

    def written(self, items: Iterable[Item]) -> bytes:
        """Return the plan of some events as XML."""
        from lxml.etree import Element, indent, tostring

        plan = Element(f"{{{self.space}}}{self.root}", nsmap={None: self.space})  # type: ignore[dict-item]
        items = tuple(items)
        self.begun(plan, items)
        say(plan, "Name", " ".join(dict.fromkeys((self.known.code, self._label(self.known.iri)))).strip())
        say(plan, "Description", self.revision.text("remit:approval"))
        say(plan, "OtherInformation", self._precision())
        core = say(plan, "StrategicPlanCore")
        for organisation in self._organisations():
            self._organisation(core, organisation)
        goals: dict[str, list[Item]] = {}
        for item in items:
            goals.setdefault(item.within, []).append(item)
        for section, own in goals.items():
            self._goal(core, section, own)
        self._administration(plan)
        indent(plan)
        return tostring(plan, encoding="utf-8", xml_declaration=True) + b"\n"

    def begun(self, plan: Element, items: Iterable[Item]) -> None:
        """Say what kind of plan it is, where the standard has a place for it."""

    def _organisations(self) -> list[str]:
        programme = self.things.every.get(self.known.programme)
        return [value.value for value in programme.values("remit:belongsToOrganisation")] if programme else []

    def _organisation(self, core: Element, iri: str) -> None:
        found = say(core, "Organization")
        say(found, "Name", self._label(iri))
        say(found, "Acronym", self.things.words(iri, ["skos:notation"]))
        say(found, "Identifier", self._identifier(iri))

    def _goal(self, core: Element, section: str, items: Iterable[Item]) -> None:
        goal, thing = say(core, "Goal"), self.things.every.get(section)
        say(goal, "Name", self._label(section or self.known.iri))
        say(goal, "Description", self._above(thing), needed=True)
        say(goal, "Identifier", self._identifier(section or f"{self.known.iri}/events"))
        say(goal, "SequenceIndicator", thing.text("remit:code") if thing else "")
        for item in items:
            self._objective(goal, item)

    def _above(self, section: Thing | None) -> str:
        """Return the sections that a section stands in, the widest first, and its own title."""
        titles: list[str] = []
        seen: set[str] = set()
        while section and section.iri not in seen:
            seen.add(section.iri)
            titles.append(f"{section.text('remit:code')} {self._label(section.iri)}".strip())
            section = self.things.every.get(next((v.value for v in section.values("remit:belongsToSection")), ""))
        return " › ".join(reversed(titles))

    def _objective(self, goal: Element, item: Item) -> None:
        objective = say(goal, "Objective")
        say(objective, "Name", item.title)
        say(objective, "Description", f"{self.agenda.words['term']}: {item.term or self.agenda.words['none']}")
        say(objective, "Identifier", self._identifier(item.thing.iri))
        say(objective, "SequenceIndicator", item.code)
        for name, kinds, words, part in self._stakeholders(item):
            found = say(objective, "Stakeholder")
            if _ORGANISATIONS.intersection(kinds):
                found.set("StakeholderTypeType", "Organization")
            say(found, "Name", name)
            say(found, "Description", words if words != name else "")
            self._role(found, part)
        say(objective, "OtherInformation", item.remark)
        self._measured(objective, item)

    def _role(self, stakeholder: Element, responsibility: Thing) -> None:
        """Say in which role somebody acts, where the standard has a place for it."""

    def _measured(self, objective: Element, item: Item) -> None:
        """Say what is to be reached and what was, where the standard has a place for it."""

    def _stakeholders(self, item: Item) -> Iterator[tuple[str, tuple[str, ...], str, Thing]]:
        """Yield the name of each holder, its classes, the words of the programme, and the responsibility."""
        met = set[str]()
        parts = [part for part in self.things.parts(item.thing) if "Responsibility" in part.kinds]
        for part in sorted(parts, key=lambda each: (order(each), each.iri)):
            holders = [*part.values("remit:holdsPost"), *part.values("remit:heldBy")]
            for holder in [holder for holder in holders if holder.value not in met][:1]:
                met.add(holder.value)
                thing = self.things.every.get(holder.value)
                yield self._label(holder.value), thing.kinds if thing else (), plain(part.text("remit:text")), part

    def _administration(self, plan: Element) -> None:
        period, approved = self._period(), between(self.known.approved_on, self.known.approved_on)
        found = say(plan, "AdministrativeInformation")
        say(found, "StartDate", period.first.isoformat() if period else "")
        say(found, "EndDate", period.last.isoformat() if period else "")
        say(found, "PublicationDate", approved.first.isoformat() if approved and approved.precision == "day" else "")
        say(found, "Source", self.known.iri)

    def _period(self) -> Span | None:
        return between(self.known.start, self.known.end)

    def _precision(self) -> str:
        period = self._period()
        exact = {len(self.known.start), len(self.known.end)}
        return str(self.agenda.words["period"][period.precision if len(exact) == 1 else "mixed"]) if period else ""

    def _label(self, iri: str) -> str:
        return plain(self.things.label(iri, self.language))

    def _identifier(self, iri: str) -> str:
        """Return an identifier that begins with a letter and that no other element has."""
        wanted = f"id-{slug(iri.removeprefix(self.agenda.publication.base))}"
        name, n = wanted, 2
        while name in self.given:
            name, n = f"{wanted}-{n}", n + 1
        self.given.add(name)
        return name


def say(parent: Element, name: str, words: str | None = None, needed: bool = False) -> Element:
    """Add an element, with words if they are given; one whose words are empty is left out unless it is needed."""
    from lxml.etree import Element, QName, SubElement

    if words == "" and not needed:
        return Element(name)
    made = SubElement(parent, f"{{{QName(parent).namespace}}}{name}")
    made.text = plain(words) if words is not None else None
    return made

"""A reading → the triples of one revision, each node with its places in the source."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pyoxigraph import NamedNode

from remit.graph.facts import Facts, member, moment, node, number, text
from remit.graph.records import TYPES
from remit.graph.wordings import add_wording
from remit.names import slug
from remit.places import Place
from remit.reading import Event, Executor, Group, Mention, Reading, Section, Term
from remit.workspace import Workspace


@dataclass(frozen=True)
class Identity:
    """What a revision is called: the path of its programme, its own path, its short name."""

    programme: str
    path: str
    name: str
    title: dict[str, str] | None = None


def identify(reading: Reading, workspace: Workspace) -> Identity:
    """Return what the revision of a reading is called: by its code, else by the name of its file."""
    for entry in workspace.programmes:
        if found := re.fullmatch(entry["code_pattern"], reading.programme.code):
            programme = f"programme/{entry['id']}"
            year = found["year"]
            return Identity(programme, f"{programme}/{year}", f"{entry['id']}-{year}", entry.get("title"))
    stem = slug(reading.source.name.rpartition(".")[0] or reading.source.name)
    return Identity(f"programme/{stem}", f"programme/{stem}/draft", f"{stem}-draft")


class Revision:
    """Write one reading into a collection of facts."""

    def __init__(self, reading: Reading, identity: Identity, facts: Facts, workspace: Workspace) -> None:
        self.reading = reading
        self.identity = identity
        self.facts = facts
        self.workspace = workspace
        self.language = reading.language or workspace.language.code
        self.subject = facts.iri(identity.path)
        self.whole = self._whole()

    def add(self) -> None:
        """State the whole revision."""
        self._add_programme()
        for section in self.reading.sections:
            self._add_section(section)
        for group in self.reading.groups:
            self._add_group(group)
        for event in self.reading.events:
            self._add_event(event)
        for wording in self.reading.wordings:
            add_wording(wording, self.facts, self._path, self._place)

    def _whole(self) -> set[tuple[str, str, int, int]]:
        """Return the places that are a whole cell: the only one that is read there as a cell."""
        reading = self.reading
        things: list[Section | Group | Event] = [*reading.sections, *reading.groups, *reading.events]
        found: dict[tuple[str, str], set[tuple[int, int]]] = {}
        for place in (place for places in (reading.programme.places, *(t.places for t in things)) for place in places):
            row = f"{place.table}.{place.row}" if place.table else str(place.row)
            found.setdefault((row, place.column), set()).add((place.start, place.end))
        return {(*cell, *next(iter(spans))) for cell, spans in found.items() if len(spans) == 1}

    def _path(self, *parts: str) -> NamedNode:
        return self.facts.iri("/".join((self.identity.path, *filter(None, parts))))

    # --- the revision -----------------------------------------------------------------------------

    def _add_programme(self) -> None:
        facts, said = self.facts, self.reading.programme
        programme, source = facts.iri(self.identity.programme), self._path("source")
        facts.add(programme, "rdf:type", node("remit:Programme"))
        facts.texts(programme, "dcterms:title", self.identity.title)
        facts.paths(programme, "remit:belongsToOrganisation", [self.workspace.settings["organisation"]])
        facts.add(self.subject, "rdf:type", node("remit:Revision"))
        facts.add(self.subject, "dcterms:isVersionOf", programme)
        facts.add(self.subject, "remit:hasSource", source)
        self._add_said(said.code, said.title, said.start, said.end)
        self._add_approval(said.approval, said.approved_by, said.approved_on)
        self._stand(self.subject, said.places)
        facts.add(source, "rdf:type", node("remit:Source"))
        facts.add(source, "dcterms:title", text(self.reading.source.name))
        facts.add(source, "remit:sha256", text(self.reading.source.sha256))
        facts.add(source, "dcterms:format", text(self.reading.source.format))

    def _add_said(self, code: str, title: str, start: int | None, end: int | None) -> None:
        self.facts.add(self.subject, "remit:code", text(code) if code else None)
        self.facts.add(self.subject, "dcterms:title", text(title, self.language) if title else None)
        if start and end:
            self.facts.add(self.subject, "remit:start", moment(start))
            self.facts.add(self.subject, "remit:end", moment(end))
            for year in range(start, end + 1):
                self._year(year)

    def _add_approval(self, approval: str, by: str, on: str) -> None:
        facts = self.facts
        facts.add(self.subject, "remit:approval", text(approval) if approval else None)
        facts.add(self.subject, "remit:approvalDate", moment(on) if on else None)
        for scheme in self.workspace.registry.schemes:
            if scheme.group == "meeting" and (found := re.search(scheme.pattern, by)):
                path = f"meeting/{scheme.identity(found)}"
                facts.paths(self.subject, "remit:approvedAt", [path])
                self._add_unregistered(path, found[0])

    def _add_section(self, section: Section) -> None:
        facts, subject = self.facts, self._path("section", section.number)
        facts.add(subject, "rdf:type", node("remit:Section"))
        facts.add(subject, "remit:belongsToRevision", self.subject)
        if section.parent:
            facts.add(subject, "remit:belongsToSection", self._path("section", section.parent))
        facts.add(subject, "remit:code", text(section.number))
        facts.add(subject, "remit:number", text(section.printed) if section.printed else None)
        facts.add(subject, "dcterms:title", text(section.title, self.language))
        facts.add(subject, "remit:order", number(section.order))
        self._stand(subject, section.places)

    def _add_group(self, group: Group) -> None:
        facts, subject = self.facts, self._path("group", slug(group.id))
        facts.add(subject, "rdf:type", node("remit:Group"))
        facts.add(subject, "remit:belongsToRevision", self.subject)
        if group.section:
            facts.add(subject, "remit:belongsToSection", self._path("section", group.section))
        facts.add(subject, "remit:code", text(group.id))
        facts.add(subject, "remit:number", text(group.printed) if group.printed else None)
        facts.add(subject, "dcterms:title", text(group.title, self.language))
        facts.add(subject, "remit:order", number(group.order))
        self._stand(subject, group.places)

    # --- events -----------------------------------------------------------------------------------

    def _add_event(self, event: Event) -> None:
        facts, subject = self.facts, self._path("event", slug(event.id))
        facts.add(subject, "rdf:type", node("remit:Event"))
        facts.add(subject, "remit:belongsToRevision", self.subject)
        if event.section:
            facts.add(subject, "remit:belongsToSection", self._path("section", event.section))
        if event.group:
            facts.add(subject, "remit:belongsToGroup", self._path("group", slug(event.group)))
        facts.add(subject, "remit:code", text(event.id))
        facts.add(subject, "remit:number", text(event.number) if event.number else None)
        facts.add(subject, "dcterms:title", text(event.title, self.language) if event.title else None)
        facts.add(subject, "remit:order", number(event.order))
        facts.add(subject, "remit:remark", text(event.remarks, self.language) if event.remarks else None)
        self._stand(subject, event.places)
        self._add_line(subject, event)
        self._add_term(subject, event)
        for order, executor in enumerate(event.executors, start=1):
            self._add_responsibility(subject, event, executor, order)
        for mention in event.mentions:
            self._add_mention(subject, event, mention)

    def _add_line(self, subject: NamedNode, event: Event) -> None:
        year = self.identity.path.rpartition("/")[2]
        line = self.facts.iri(f"{self.identity.programme}/line/{year}-{slug(event.id)}")
        self.facts.add(line, "rdf:type", node("remit:Line"))
        self.facts.add(line, "rdfs:label", text(event.title, self.language) if event.title else None)
        self.facts.add(subject, "remit:continuesLine", line)

    def _add_term(self, subject: NamedNode, event: Event) -> None:
        term, places = node(f"{subject.value}/term"), event.term.places or event.places
        self.facts.add(subject, "remit:hasTerm", term)
        self._say_term(term, event.term, places)
        for order, stage in enumerate(event.term.stages, start=1):
            part = node(f"{term.value}/stage/{order}")
            self.facts.add(term, "remit:hasStage", part)
            self.facts.add(part, "remit:order", number(order))
            self._say_term(part, stage, places)

    def _say_term(self, term: NamedNode, said: Term, places: tuple[Place, ...]) -> None:
        facts = self.facts
        facts.add(term, "rdf:type", node("remit:Term"))
        facts.add(term, "remit:text", text(said.text))
        facts.add(term, "remit:hasKind", member("kind-of-term", said.kind))
        facts.add(term, "remit:hasDirection", _concept("direction", said.direction))
        facts.add(term, "remit:hasStatus", _concept("status", said.status))
        facts.add(term, "rdfs:label", text(said.label, self.language) if said.label else None)
        for name, value in (("condition", said.after), ("reference", said.refers), ("strikeout", said.struck)):
            facts.add(term, f"remit:{name}", text(value) if value else None)
        for name, value in (("rhythm", said.every), ("distance", said.offset)):
            facts.add(term, f"remit:{name}", text(value) if value else None)
        self._add_interval(term, said)
        self._stand(term, places)

    def _add_interval(self, term: NamedNode, said: Term) -> None:
        """State the bounds as precisely as they are said, and how whole years stand to the term."""
        facts = self.facts
        facts.add(term, "remit:year", *(moment(year) for year in said.years))
        for year in said.years:
            self._year(year)
        bounds = [bound for bound in (said.start, said.end) if bound is not None]
        years = [self._year(int(str(bound)[:4])) for bound in bounds]
        facts.add(term, "remit:start", moment(said.start) if said.start is not None else None)
        facts.add(term, "remit:end", moment(said.end) if said.end is not None else None)
        if len(bounds) < 2:
            return
        if years[0] == years[1]:
            whole = all(isinstance(bound, int) for bound in bounds)
            facts.add(term, "time:intervalEquals" if whole else "time:intervalIn", years[0])
        elif all(isinstance(bound, int) for bound in bounds):
            facts.add(term, "time:intervalStartedBy", years[0])
            facts.add(term, "time:intervalFinishedBy", years[1])

    def _year(self, year: int) -> NamedNode:
        subject = self.facts.iri(f"year/{year}")
        self.facts.add(subject, "rdf:type", node("remit:Year"))
        self.facts.add(subject, "rdfs:label", text(str(year)))
        self.facts.add(subject, "remit:start", moment(year))
        return subject

    def _add_responsibility(self, event: NamedNode, of: Event, executor: Executor, order: int) -> None:
        facts = self.facts
        subject = node(f"{event.value}/responsibility/{_responsibility(executor)}")
        facts.add(event, "remit:hasResponsibility", subject)
        facts.add(subject, "rdf:type", node("remit:Responsibility"))
        facts.paths(subject, "remit:heldBy", [executor.holder] if executor.holder else [])
        facts.paths(subject, "remit:holdsPost", [executor.post] if executor.post else [])
        facts.add(subject, "remit:hasRole", member("role", executor.role))
        facts.paths(subject, "remit:actsForCountry", executor.countries)
        facts.add(subject, "remit:portfolio", text(executor.portfolio) if executor.portfolio else None)
        facts.add(subject, "remit:text", text(executor.text))
        facts.add(subject, "remit:isReadBy", *(member("reading", reading) for reading in executor.readings))
        facts.add(subject, "remit:nearestName", text(executor.near) if executor.near else None)
        facts.add(subject, "remit:order", number(order))
        self._stand(subject, executor.places or of.places)
        self._add_unregistered(executor.holder, executor.name or executor.text)

    def _add_mention(self, event: NamedNode, of: Event, mention: Mention) -> None:
        facts = self.facts
        subject = node(f"{event.value}/mention/{mention.entity.replace('/', '-', 1)}")
        facts.add(event, "remit:hasMention", subject)
        facts.add(subject, "rdf:type", node("remit:Mention"))
        facts.paths(subject, "remit:refersTo", [mention.entity])
        facts.add(subject, "remit:text", text(mention.text))
        facts.add(subject, "remit:hasKind", member("kind-of-mention", mention.kind))
        if mention.reading:
            facts.add(subject, "remit:isReadBy", member("reading", mention.reading))
        self._stand(subject, mention.places or of.places)
        self._add_unregistered(mention.entity, mention.text)

    def _add_unregistered(self, path: str, written: str) -> None:
        """State what is known of a numbered thing that no registry lists: its class and its number."""
        if path and path not in self.workspace.registry.records:
            subject = self.facts.iri(path)
            self.facts.add(subject, "rdf:type", node(TYPES[path.partition("/")[0]]))
            self.facts.add(subject, "rdfs:label", text(written, self.language))
            self.facts.add(subject, "remit:isProvisionalIn", self.subject)

    # --- places -----------------------------------------------------------------------------------

    def _stand(self, subject: NamedNode, places: tuple[Place, ...]) -> None:
        for place in places:
            self.facts.add(subject, "remit:standsAt", self._place(place))

    def _place(self, place: Place) -> NamedNode:
        facts = self.facts
        row = f"{place.table}.{place.row}" if place.table else str(place.row)
        parts = ["place", row, place.column]
        if (row, place.column, place.start, place.end) not in self.whole:
            parts.append(f"{place.start}-{place.end}")
        subject = self._path(*parts)
        facts.add(subject, "rdf:type", node("remit:Place"))
        facts.add(subject, "remit:standsIn", self._path("source"))
        facts.add(subject, "remit:page", number(place.page) if place.page else None)
        facts.add(subject, "remit:table", number(place.table) if place.table else None)
        facts.add(subject, "remit:row", number(place.row))
        facts.add(subject, "remit:column", text(place.column))
        name = self.reading.columns.get(place.column)
        facts.add(subject, "remit:columnName", text(name) if name else None)
        facts.add(subject, "remit:firstCharacter", number(place.start))
        facts.add(subject, "remit:lastCharacter", number(place.end))
        facts.add(subject, "remit:text", text(place.text))
        return subject


def _concept(scheme: str, name: str) -> NamedNode | None:
    return member(scheme, name) if name else None


def _responsibility(executor: Executor) -> str:
    """Return the end of the IRI of a responsibility: holder, post or portfolio, role."""
    holder = (executor.post or executor.holder).partition("/")[2] or f"unread-{slug(executor.text)}"
    parts = [holder]
    if executor.portfolio and not executor.post and executor.role != "body":
        parts.append(slug(executor.portfolio))
    if executor.role != "body" and executor.role not in holder:
        parts.append(executor.role)
    return "-".join(part for part in parts if part)

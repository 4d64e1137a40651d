"""A reading → the triples of one revision, each node with its places in the source."""

from __future__ import annotations

import re

from pyoxigraph import NamedNode

from remit.graph.facts import moment, node, number, text
from remit.graph.identity import Identity, identify
from remit.graph.occurrences import add_occurrence
from remit.graph.wordings import add_wording
from remit.graph.words import Text, mention_of, responsibility_of
from remit.names import slug
from remit.reading import Event, Group, Section

__all__ = ["Identity", "Revision", "identify"]


class Revision(Text):
    """Write the leading text of a revision, or its only one, into a collection of facts."""

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
            add_wording(wording, self.facts, self.iri, self._place)
        for occurrence in self.reading.occurrences:
            add_occurrence(occurrence, self.facts, (self.part(*occurrence.part),), self._place)

    # --- the revision -----------------------------------------------------------------------------

    def _add_programme(self) -> None:
        facts, said = self.facts, self.reading.programme
        programme = facts.iri(self.identity.programme)
        facts.add(programme, "rdf:type", node("remit:Programme"))
        facts.texts(programme, "dcterms:title", self.identity.title)
        facts.paths(programme, "remit:belongsToOrganisation", filter(None, [self.workspace.organisation]))
        facts.add(self.subject, "rdf:type", node("remit:Revision"))
        facts.add(self.subject, "dcterms:isVersionOf", programme)
        facts.add(self.subject, "remit:leadingLanguage", text(self.language))
        self._add_said(said.code, said.title, said.start, said.end)
        self._add_approval(said.approval, said.approved_by, said.approved_on)
        self.stand(self.subject, said.places)
        self.say_source()

    def _add_said(self, code: str, title: str, start: int | None, end: int | None) -> None:
        self.facts.add(self.subject, "remit:code", text(code) if code else None)
        self.words(self.subject, "dcterms:title", title)
        if start and end:
            self.facts.add(self.subject, "remit:start", moment(start))
            self.facts.add(self.subject, "remit:end", moment(end))
            for year in range(start, end + 1):
                self.year(year)

    def _add_approval(self, approval: str, by: str, on: str) -> None:
        facts = self.facts
        facts.add(self.subject, "remit:approval", text(approval) if approval else None)
        facts.add(self.subject, "remit:approvalDate", moment(on) if on else None)
        for scheme in self.workspace.registry.schemes:
            if scheme.group == "meeting" and (found := re.search(scheme.pattern, by)):
                path = f"meeting/{scheme.identity(found)}"
                facts.paths(self.subject, "remit:approvedAt", [path])
                self.add_unregistered(path, found[0])

    def _add_section(self, section: Section) -> None:
        facts, subject = self.facts, self.iri("section", section.number)
        facts.add(subject, "rdf:type", node("remit:Section"))
        facts.add(subject, "remit:belongsToRevision", self.subject)
        if section.parent:
            facts.add(subject, "remit:belongsToSection", self.iri("section", section.parent))
        facts.add(subject, "remit:code", text(section.number))
        facts.add(subject, "remit:number", text(section.printed) if section.printed else None)
        self.words(subject, "dcterms:title", section.title)
        facts.add(subject, "remit:order", number(section.order))
        self.stand(subject, section.places)

    def _add_group(self, group: Group) -> None:
        facts, subject = self.facts, self.iri("group", slug(group.id))
        facts.add(subject, "rdf:type", node("remit:Group"))
        facts.add(subject, "remit:belongsToRevision", self.subject)
        if group.section:
            facts.add(subject, "remit:belongsToSection", self.iri("section", group.section))
        facts.add(subject, "remit:code", text(group.id))
        facts.add(subject, "remit:number", text(group.printed) if group.printed else None)
        self.words(subject, "dcterms:title", group.title)
        facts.add(subject, "remit:order", number(group.order))
        self.stand(subject, group.places)

    # --- events -----------------------------------------------------------------------------------

    def _add_event(self, event: Event) -> None:
        facts, subject = self.facts, self.event(event)
        facts.add(subject, "rdf:type", node("remit:Event"))
        facts.add(subject, "remit:belongsToRevision", self.subject)
        if event.section:
            facts.add(subject, "remit:belongsToSection", self.iri("section", event.section))
        if event.group:
            facts.add(subject, "remit:belongsToGroup", self.iri("group", slug(event.group)))
        facts.add(subject, "remit:code", text(event.id))
        facts.add(subject, "remit:number", text(event.number) if event.number else None)
        self.words(subject, "dcterms:title", event.title)
        facts.add(subject, "remit:order", number(event.order))
        self.words(subject, "remit:remark", event.remarks)
        self.stand(subject, event.places)
        self._add_line(subject, event)
        self._add_cells(subject, event)

    def _add_line(self, subject: NamedNode, event: Event) -> None:
        year = self.identity.path.rpartition("/")[2]
        line = self.facts.iri(f"{self.identity.programme}/line/{year}-{slug(event.id)}")
        self.facts.add(line, "rdf:type", node("remit:Line"))
        self.words(line, "rdfs:label", event.title)
        self.facts.add(subject, "remit:continuesLine", line)

    def _add_cells(self, subject: NamedNode, event: Event) -> None:
        term = node(f"{subject.value}/term")
        self.facts.add(subject, "remit:hasTerm", term)
        self.say_term(term, event)
        for order, executor in enumerate(event.executors, start=1):
            responsibility = responsibility_of(subject, executor)
            self.facts.add(subject, "remit:hasResponsibility", responsibility)
            self.say_responsibility(responsibility, event, executor, order)
        for each in event.mentions:
            mention = mention_of(subject, each)
            self.facts.add(subject, "remit:hasMention", mention)
            self.say_mention(mention, event, each)

"""A text of a revision in another language → triples: its renderings, beside the nodes of the leading text.

What both say is one node that stands in both texts and bears both titles.
Every row of the other text is a rendering besides, which keeps its own number, order and heading, so that nothing
is lost and what differs can be found by the rules of `shapes/languages.ttl`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pyoxigraph import NamedNode

from remit.graph.facts import moment, node, number, text
from remit.graph.occurrences import add_occurrence
from remit.graph.revision import Revision
from remit.graph.words import Text, mention_of, responsibility, responsibility_of, stage_of
from remit.names import slug
from remit.places import Place
from remit.reading import Event, Executor, Group, Reading, Section
from remit.sides.alignment import align
from remit.sides.cells import pair_executors, pair_mentions
from remit.sides.likeness import meaning

Row = Section | Group | Event


class Side(Text):
    """Write a text in another language, held against the leading one, into the facts of its revision."""

    def __init__(self, reading: Reading, leading: Revision) -> None:
        path = f"{leading.identity.path}/{reading.language}"
        super().__init__(reading, leading.identity, leading.facts, leading.workspace, path)
        self.leading = leading
        self.alignment = align(leading.reading, reading)
        self.events = {event.id: event for event in leading.reading.events}

    def add(self) -> None:
        """State the whole text."""
        self.say_source()
        self._add_head()
        for section in self.reading.sections:
            above = [self._section(section.parent)] if section.parent else []
            self._add_row(section, section.number, section.printed, above)
        for group in self.reading.groups:
            self._add_row(group, group.id, group.printed, [self._section(group.section)] if group.section else [])
        for event in self.reading.events:
            self._add_event(event)
        self._add_neighbours()
        for occurrence in self.reading.occurrences:
            add_occurrence(occurrence, self.facts, self._parts(*occurrence.part), self._place)

    def _parts(self, kind: str, of: str) -> tuple[NamedNode, ...]:
        """Return the row of this text that a part is, and the node of the leading text that it words."""
        pairs = {"section": self.alignment.sections, "group": self.alignment.groups, "event": self.alignment.events}
        ours = pairs[kind].get(of) if of else ""
        own = self.part(kind, of)
        return (own,) if ours is None else (own, self.leading.part(kind, ours))

    def _section(self, number: str) -> NamedNode:
        return self.iri("section", number)

    # --- renderings ---------------------------------------------------------------------------------

    def _add_head(self) -> None:
        """State what the text says of the revision as a whole."""
        facts, said = self.facts, self.reading.programme
        self._word(self.subject, self.revision, said.title, said.places)
        facts.add(self.subject, "remit:code", text(said.code) if said.code else None)
        facts.add(self.subject, "remit:start", moment(said.start) if said.start else None)
        facts.add(self.subject, "remit:end", moment(said.end) if said.end else None)
        facts.add(self.subject, "remit:approval", text(said.approval) if said.approval else None)
        facts.add(self.subject, "remit:approvalDate", moment(said.approved_on) if said.approved_on else None)

    def _word(self, subject: NamedNode, ours: NamedNode | None, title: str, places: Sequence[Place]) -> None:
        """State a rendering; what it words bears its title too, and stands at its places."""
        self.facts.add(subject, "rdf:type", node("remit:Rendering"))
        self.facts.add(subject, "remit:isRenderingIn", self.iri("source"))
        self.facts.add(subject, "remit:isRenderingOf", ours)
        for each in filter(None, (subject, ours)):
            self.words(each, "dcterms:title", title)
            self.stand(each, tuple(places))

    def _add_row(self, row: Row, code: str, printed: str, above: Sequence[NamedNode]) -> None:
        subject = self._row(row)
        self._word(subject, self._ours(row), row.title, row.places)
        self.facts.add(subject, "remit:code", text(code))
        self.facts.add(subject, "remit:number", text(printed) if printed else None)
        self.facts.add(subject, "remit:order", number(row.order))
        self.facts.add(subject, "remit:isUnder", *above)

    def _row(self, row: Row) -> NamedNode:
        return _node(self, row, _code(row))

    def _ours(self, row: Row) -> NamedNode | None:
        """Return the node of the leading text that a row words, None where it has no such row."""
        pairs = {Section: self.alignment.sections, Group: self.alignment.groups, Event: self.alignment.events}
        ours = pairs[type(row)].get(_code(row))
        return None if ours is None else _node(self.leading, row, ours)

    # --- events -----------------------------------------------------------------------------------

    def _add_event(self, event: Event) -> None:
        above = [self._section(event.section)] if event.section else []
        above += [self.iri("group", slug(event.group))] if event.group else []
        self._add_row(event, event.id, event.number, above)
        subject, ours = self.event(event), self.events.get(self.alignment.events.get(event.id, ""))
        self.words(subject, "remit:remark", event.remarks)
        if ours:
            self.words(self.leading.event(ours), "remit:remark", event.remarks)
        self._add_term(subject, event, ours)
        self._add_responsibilities(subject, event, ours)
        self._add_mentions(subject, event, ours)

    def _add_term(self, subject: NamedNode, event: Event, ours: Event | None) -> None:
        """State the term: the one of the leading text, where both mean the same."""
        shared = node(f"{self.leading.event(ours).value}/term") if ours else None
        if ours and shared and ours.term.kind != "unread" and meaning(ours.term) == meaning(event.term):
            self.stand(shared, event.term.places or event.places)
            for order, stage in enumerate(event.term.stages, start=1):
                self.words(stage_of(shared, order), "rdfs:label", stage.label)
            self.facts.add(subject, "remit:statesTerm", shared)
            return
        own = node(f"{subject.value}/term")
        self.facts.add(subject, "remit:statesTerm", own)
        self.facts.add(own, "remit:isRenderingOf", shared)
        self.say_term(own, event)

    def _add_responsibilities(self, subject: NamedNode, event: Event, ours: Event | None) -> None:
        leading = _merged(ours.executors) if ours else []
        other = _merged(event.executors)
        paired = {there: (at, same) for at, (there, same) in pair_executors(leading, other).items()}
        for order, executor in enumerate(other):
            at, same = paired.get(order, (-1, False))
            shared = responsibility_of(self.leading.event(ours), leading[at]) if ours and at >= 0 else None
            own = shared if same and shared else responsibility_of(subject, executor)
            self.facts.add(subject, "remit:statesResponsibility", own)
            if own == shared:
                self.stand(own, executor.places or event.places)
            else:
                self.facts.add(own, "remit:isRenderingOf", shared)
                self.say_responsibility(own, event, executor, order + 1)

    def _add_mentions(self, subject: NamedNode, event: Event, ours: Event | None) -> None:
        leading = ours.mentions if ours else ()
        paired = {there: (at, same) for at, (there, same) in pair_mentions(leading, event.mentions).items()}
        for order, mention in enumerate(event.mentions):
            at, same = paired.get(order, (-1, False))
            shared = mention_of(self.leading.event(ours), leading[at]) if ours and at >= 0 else None
            own = shared if same and shared else mention_of(subject, mention)
            self.facts.add(subject, "remit:statesMention", own)
            if own == shared:
                self.stand(own, mention.places or event.places)
            else:
                self.facts.add(own, "remit:isRenderingOf", shared)
                self.say_mention(own, event, mention)

    # --- neighbours -------------------------------------------------------------------------------

    def _add_neighbours(self) -> None:
        """State after which row of the other text a row is missing, and which paired event an event follows."""
        words = {ours: self._row(row) for row in _rows(self.reading) if (ours := self._ours(row))}
        last = self.subject
        for each in _rows(self.leading.reading):
            ours = _node(self.leading, each, _code(each))
            last = words.get(ours, last)
            self.facts.add(ours, "remit:isMissingAfter", None if ours in words else last)
        last = self.revision
        before: NamedNode | None = None
        for row in _rows(self.reading):
            known = self._ours(row)
            self.facts.add(self._row(row), "remit:isMissingAfter", None if known else last)
            last = known or last
            if known and isinstance(row, Event):
                self.facts.add(self._row(row), "remit:follows", before)
                before = self._row(row)


def _rows(reading: Reading) -> Iterator[Row]:
    """Yield sections, groups and events in the order in which they stand."""
    rows: list[Row] = [*reading.sections, *reading.groups, *reading.events]
    yield from sorted(rows, key=lambda row: row.order)


def _code(row: Row) -> str:
    return row.number if isinstance(row, Section) else row.id


def _node(side: Text, row: Row, code: str) -> NamedNode:
    """Return the node of a row of the kind and code given, as a text calls it."""
    kind = type(row).__name__.lower()
    return side.iri(kind, code if kind == "section" else slug(code))


def _merged(executors: Sequence[Executor]) -> list[Executor]:
    """Return executors, those that are one responsibility as one: its countries and places together."""
    found: dict[str, Executor] = {}
    for each in executors:
        known = found.get(name := responsibility(each))
        found[name] = (
            each
            if known is None
            else replace(known, countries=(*known.countries, *each.countries), places=(*known.places, *each.places))
        )
    return list(found.values())

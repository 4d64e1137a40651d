"""One text of a revision → triples that any text needs: its source, its places, what its cells say.

The leading text and the others write alike; they differ in the nodes that they write about.
"""

from __future__ import annotations

from functools import cache

from pyoxigraph import NamedNode

from remit.graph.facts import Facts, member, moment, node, number, text
from remit.graph.identity import Identity
from remit.graph.records import TYPES
from remit.names import slug
from remit.places import Place
from remit.reading import Event, Executor, Group, Mention, Reading, Section, Term
from remit.workspace import Workspace


class Text:
    """A reading, the path below which its own nodes are called, and the facts that it is written into."""

    def __init__(
        self, reading: Reading, identity: Identity, facts: Facts, workspace: Workspace, path: str = ""
    ) -> None:
        self.reading = reading
        self.identity = identity
        self.facts = facts
        self.workspace = workspace
        self.language = reading.language or workspace.language.code
        self.path = path or identity.path
        self.revision = facts.iri(identity.path)
        self.subject = facts.iri(self.path)
        self.whole = self._whole()
        self._placed: dict[Place, NamedNode] = {}

    def iri(self, *parts: str) -> NamedNode:
        """Return the node of a part of this text: `event`, `2.1.3`."""
        return self.facts.iri("/".join((self.path, *parts)))

    def part(self, kind: str, of: str) -> NamedNode:
        """Return the node of a section, group or event by its id, that of the whole text where there is none."""
        return self.iri(kind, slug(of)) if of else self.subject

    def event(self, event: Event) -> NamedNode:
        """Return the node of an event, as this text calls it."""
        return self.iri("event", slug(event.id))

    def say_source(self) -> None:
        """State the document that the text was read from, as a source of the revision."""
        facts, source, said = self.facts, self.iri("source"), self.reading.source
        facts.add(self.revision, "remit:hasSource", source)
        facts.add(source, "rdf:type", node("remit:Source"))
        facts.add(source, "rdfs:label", text(f"{language_name(self.language)} text", "en"))
        facts.add(source, "remit:language", text(self.language))
        facts.add(source, "dcterms:title", text(said.name))
        facts.add(source, "remit:sha256", text(said.sha256))
        facts.add(source, "dcterms:format", text(said.format))

    def words(self, subject: NamedNode, predicate: str, words: str) -> None:
        """State a text in the language of this text; an empty one is no statement."""
        self.facts.add(subject, predicate, text(words, self.language) if words else None)

    def stand(self, subject: NamedNode, places: tuple[Place, ...]) -> None:
        """State where something stands in this text."""
        for place in places:
            self.facts.add(subject, "remit:standsAt", self._place(place))

    def _place(self, place: Place) -> NamedNode:
        if place not in self._placed:
            self._placed[place] = self._say_place(place)
        return self._placed[place]

    def _say_place(self, place: Place) -> NamedNode:
        facts = self.facts
        row = f"{place.table}.{place.row}" if place.table else str(place.row)
        parts = ["place", row, place.column]
        if (row, place.column, place.start, place.end) not in self.whole:
            parts.append(f"{place.start}-{place.end}")
        subject = self.iri(*parts)
        facts.add(subject, "rdf:type", node("remit:Place"))
        facts.add(subject, "remit:standsIn", self.iri("source"))
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

    def _whole(self) -> set[tuple[str, str, int, int]]:
        """Return the places that are a whole cell: the only one that is read there as a cell."""
        reading = self.reading
        things: list[Section | Group | Event] = [*reading.sections, *reading.groups, *reading.events]
        found: dict[tuple[str, str], set[tuple[int, int]]] = {}
        for place in (place for places in (reading.programme.places, *(t.places for t in things)) for place in places):
            row = f"{place.table}.{place.row}" if place.table else str(place.row)
            found.setdefault((row, place.column), set()).add((place.start, place.end))
        return {(*cell, *next(iter(spans))) for cell, spans in found.items() if len(spans) == 1}

    # --- what a cell says ------------------------------------------------------------------------

    def say_term(self, term: NamedNode, event: Event) -> None:
        """State the term of an event, with its stages."""
        places = event.term.places or event.places
        self._say_term(term, event.term, places)
        for order, stage in enumerate(event.term.stages, start=1):
            part = stage_of(term, order)
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
        self.stand(term, places)

    def _add_interval(self, term: NamedNode, said: Term) -> None:
        """State the bounds as precisely as they are said, and how whole years stand to the term."""
        facts = self.facts
        facts.add(term, "remit:year", *(moment(year) for year in said.years))
        for year in said.years:
            self.year(year)
        bounds = [bound for bound in (said.start, said.end) if bound is not None]
        years = [self.year(int(str(bound)[:4])) for bound in bounds]
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

    def year(self, year: int) -> NamedNode:
        """State a calendar year."""
        subject = self.facts.iri(f"year/{year}")
        self.facts.add(subject, "rdf:type", node("remit:Year"))
        self.facts.add(subject, "rdfs:label", text(str(year)))
        self.facts.add(subject, "remit:start", moment(year))
        return subject

    def say_responsibility(self, subject: NamedNode, of: Event, executor: Executor, order: int) -> None:
        """State what an executor is asked to be."""
        facts = self.facts
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
        self.stand(subject, executor.places or of.places)
        self.add_unregistered(executor.holder, executor.name or executor.text)

    def say_mention(self, subject: NamedNode, of: Event, mention: Mention) -> None:
        """State what a title or remark speaks of."""
        facts = self.facts
        facts.add(subject, "rdf:type", node("remit:Mention"))
        facts.paths(subject, "remit:refersTo", [mention.entity])
        facts.add(subject, "remit:text", text(mention.text))
        facts.add(subject, "remit:hasKind", member("kind-of-mention", mention.kind))
        if mention.reading:
            facts.add(subject, "remit:isReadBy", member("reading", mention.reading))
        self.stand(subject, mention.places or of.places)
        self.add_unregistered(mention.entity, mention.text)

    def add_unregistered(self, path: str, written: str) -> None:
        """State what is known of a numbered thing that no registry lists: its class and its number."""
        if path and path not in self.workspace.registry.records:
            subject = self.facts.iri(path)
            self.facts.add(subject, "rdf:type", node(TYPES[path.partition("/")[0]]))
            self.facts.add(subject, "rdfs:label", text(written, self.language))
            self.facts.add(subject, "remit:isProvisionalIn", self.revision)


def _concept(scheme: str, name: str) -> NamedNode | None:
    return member(scheme, name) if name else None


def stage_of(term: NamedNode, order: int) -> NamedNode:
    """Return the node of a stage of a term, counted from 1."""
    return node(f"{term.value}/stage/{order}")


def responsibility_of(event: NamedNode, executor: Executor) -> NamedNode:
    """Return the node of a responsibility: event, holder, post or portfolio, role."""
    return node(f"{event.value}/responsibility/{responsibility(executor)}")


def mention_of(event: NamedNode, mention: Mention) -> NamedNode:
    """Return the node of a mention: event and what is mentioned."""
    return node(f"{event.value}/mention/{mention.entity.replace('/', '-', 1)}")


def responsibility(executor: Executor) -> str:
    """Return what a responsibility is called in its event: holder, post or portfolio, role."""
    holder = (executor.post or executor.holder).partition("/")[2] or f"unread-{slug(executor.text)}"
    parts = [holder]
    if executor.portfolio and not executor.post and executor.role != "body":
        parts.append(slug(executor.portfolio))
    if executor.role != "body" and executor.role not in holder:
        parts.append(executor.role)
    return "-".join(part for part in parts if part)


@cache
def language_name(code: str) -> str:
    """Return what a language is called in English, as CLDR has it.

    >>> language_name("ru")
    'Russian'
    """
    from babel import Locale

    return Locale.parse(code).get_language_name("en") or code

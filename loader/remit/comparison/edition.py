"""One revision as it is compared with another: its headings and rows, read from a graph.

Only the graph is known here, so that a graph made by somebody else can be compared too.
Things are called by their IRIs; what people call them stands in `Edition.labels`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from remit.graph.facts import node
from remit.registry import natural

Graph = NamedNode | DefaultGraph
#: Subject → the objects of one property.
Column = dict[str, list[NamedNode | Literal]]


@dataclass(frozen=True)
class Time:
    """When a row happens: the term of the graph, its bounds as ISO 8601 texts of any precision, empty where open."""

    text: str = ""
    kind: str = "none"
    start: str = ""
    end: str = ""
    years: tuple[str, ...] = ()
    direction: str = ""
    rhythm: str = ""
    distance: str = ""
    status: str = ""
    stages: tuple[Time, ...] = ()


@dataclass(frozen=True)
class Duty:
    """One responsibility of a row: who holds it, in which role, for which part; `holder` is empty where unread."""

    holder: str
    role: str
    text: str
    portfolio: str = ""
    countries: tuple[str, ...] = ()


@dataclass(frozen=True)
class Heading:
    """A section or group; `code` is unique in its revision, `parent` the code of the section above."""

    iri: str
    code: str
    number: str
    title: str
    parent: str = ""


@dataclass(frozen=True)
class Row:
    """An event of a revision; `section` and `group` are codes of headings, `order` its place in the table.

    `mentions` are the IRIs of what it speaks of, each with the words; `language` is that of the title.
    """

    iri: str
    code: str
    number: str
    title: str
    section: str = ""
    group: str = ""
    order: int = 0
    time: Time = Time()
    duties: tuple[Duty, ...] = ()
    mentions: tuple[tuple[str, str], ...] = ()
    remark: str = ""


@dataclass(frozen=True)
class Life:
    """From when until when a body, post or organisation is there, and what it became; empty where not known."""

    since: str = ""
    until: str = ""
    successor: str = ""


@dataclass(frozen=True, eq=False)
class Edition:
    """A revision; `start` and `end` are the years of its period, 0 where none is said.

    `language` is that of its texts, as its tag.
    """

    iri: str
    name: str
    code: str = ""
    title: str = ""
    start: int = 0
    end: int = 0
    rows: tuple[Row, ...] = ()
    sections: tuple[Heading, ...] = ()
    groups: tuple[Heading, ...] = ()
    language: str = ""
    labels: dict[str, str] = field(default_factory=dict, repr=False)
    lives: dict[str, Life] = field(default_factory=dict, repr=False)

    @cached_property
    def by_code(self) -> dict[str, Row]:
        """Return the rows by their codes."""
        return {row.code: row for row in self.rows}

    def later_than(self, older: Edition) -> int:
        """Return by how many years the period begins later than that of another, 0 where one is not known."""
        return self.start - older.start if self.start and older.start else 0

    @cached_property
    def headings(self) -> dict[str, Heading]:
        """Return sections and groups by their codes."""
        return {each.code: each for each in (*self.sections, *self.groups)}

    def label(self, iri: str) -> str:
        """Return what people call a thing, else the end of its IRI."""
        return self.labels.get(iri) or iri.rpartition("/")[2]


def edition(store: Store, revision: str, graph: Graph | None = None, language: str = "") -> Edition:
    """Return a revision of a store, from one of its graphs (the default graph where none is named).

    `language` chooses the texts where there are several; the leading language of the revision else.
    """
    return _Read(store, revision, graph or DefaultGraph(), language).edition()


class _Read:
    """A store and the properties that were asked of it, each once."""

    def __init__(self, store: Store, revision: str, graph: Graph, language: str) -> None:
        self.store, self.graph, self.revision = store, graph, revision
        self.columns: dict[str, Column] = {}
        self.language = language or self.one(revision, "remit:leadingLanguage")

    def column(self, name: str) -> Column:
        """Return all values of a property by subject."""
        known = self.columns.get(name)
        if known is None:
            found: defaultdict[str, list[NamedNode | Literal]] = defaultdict(list)
            for subject, value in _pairs(self.store, name, self.graph):
                found[subject].append(value)
            known = self.columns[name] = found
        return known

    def values(self, subject: str, name: str) -> list[str]:
        """Return the values of a property, sorted; of texts in several languages those in the one asked for."""
        found = self.column(name).get(subject, ())
        if len(found) < 2:
            return [each.value for each in found]
        if any(getattr(each, "language", None) for each in found):
            found = [each for each in found if getattr(each, "language", None) == self.language] or found[:1]
        return sorted(each.value for each in found)

    def one(self, subject: str, name: str) -> str:
        found = self.column(name).get(subject, ())
        if len(found) == 1:
            return found[0].value
        return self.values(subject, name)[0] if found else ""

    def concept(self, subject: str, name: str) -> str:
        """Return the local name of a concept of a vocabulary."""
        return self.one(subject, name).rpartition("/")[2]

    def edition(self) -> Edition:
        iri = self.revision
        mine = {s for s, found in self.column("remit:belongsToRevision").items() if found[0].value == iri}
        kinds = {s: found[0].value for s, found in self.column("rdf:type").items() if s in mine}
        self.codes = {s: self.one(s, "remit:code") for s in mine}
        rows = (self.row(s) for s in mine if kinds.get(s) == node("remit:Event").value)
        return Edition(
            iri,
            "-".join(iri.rstrip("/").split("/")[-2:]),
            self.one(iri, "remit:code"),
            self.one(iri, "dcterms:title"),
            int(self.one(iri, "remit:start")[:4] or 0),
            int(self.one(iri, "remit:end")[:4] or 0),
            tuple(sorted(rows, key=lambda row: (row.order, natural(row.code)))),
            self.of_class("remit:Section", kinds),
            self.of_class("remit:Group", kinds),
            self.language,
            self.labels(),
            self.lives(),
        )

    def lives(self) -> dict[str, Life]:
        """Return the lives of all that has a beginning, an end or a successor, from the default graph too."""
        found: defaultdict[str, dict[str, str]] = defaultdict(dict)
        names = {"remit:since": "since", "remit:until": "until", "remit:isSucceededBy": "successor"}
        for name, key in {**names, "dcterms:isReplacedBy": "successor"}.items():
            for graph in {self.graph, DefaultGraph()}:
                for subject, value in _pairs(self.store, name, graph):
                    found[subject][key] = value.value
        return {subject: Life(**said) for subject, said in found.items()}

    def labels(self) -> dict[str, str]:
        """Return what people call things, from this graph and the default graph: the abbreviation before the name."""
        found: dict[str, str] = {}
        for name in ("rdfs:label", "skos:notation"):
            for graph in {self.graph, DefaultGraph()}:
                for subject, value in _pairs(self.store, name, graph):
                    if getattr(value, "language", None) in (None, "en") or subject not in found:
                        found[subject] = value.value
        return found

    def of_class(self, name: str, kinds: dict[str, str]) -> tuple[Heading, ...]:
        wanted = node(name).value
        return tuple(sorted((self.heading(s) for s, kind in kinds.items() if kind == wanted), key=_position))

    def heading(self, subject: str) -> Heading:
        above = self.codes.get(self.one(subject, "remit:belongsToSection"), "")
        number, title = self.one(subject, "remit:number"), self.one(subject, "dcterms:title")
        return Heading(subject, self.codes[subject], number, title, above)

    def row(self, subject: str) -> Row:
        duties = [(int(self.one(d, "remit:order") or 0), d) for d in self.values(subject, "remit:hasResponsibility")]
        return Row(
            subject,
            self.codes[subject],
            self.one(subject, "remit:number"),
            self.one(subject, "dcterms:title"),
            self.codes.get(self.one(subject, "remit:belongsToSection"), ""),
            self.codes.get(self.one(subject, "remit:belongsToGroup"), ""),
            int(self.one(subject, "remit:order") or 0),
            self.time(self.one(subject, "remit:hasTerm")),
            tuple(self.duty(each) for _, each in sorted(duties)),
            tuple(self.mentions(subject)),
            self.one(subject, "remit:remark"),
        )

    def mentions(self, subject: str) -> Iterator[tuple[str, str]]:
        for each in self.values(subject, "remit:hasMention"):
            yield self.one(each, "remit:refersTo"), self.one(each, "remit:text")

    def duty(self, subject: str) -> Duty:
        return Duty(
            self.one(subject, "remit:holdsPost") or self.one(subject, "remit:heldBy"),
            self.concept(subject, "remit:hasRole"),
            self.one(subject, "remit:text"),
            self.one(subject, "remit:portfolio"),
            tuple(self.values(subject, "remit:actsForCountry")),
        )

    def time(self, subject: str) -> Time:
        if not subject:
            return Time()
        return Time(
            self.one(subject, "remit:text"),
            self.concept(subject, "remit:hasKind"),
            self.one(subject, "remit:start"),
            self.one(subject, "remit:end"),
            tuple(self.values(subject, "remit:year")),
            self.concept(subject, "remit:hasDirection"),
            self.one(subject, "remit:rhythm"),
            self.one(subject, "remit:distance"),
            self.concept(subject, "remit:hasStatus"),
            tuple(map(self.time, self.values(subject, "remit:hasStage"))),
        )


def _pairs(store: Store, name: str, graph: Graph) -> Iterator[tuple[str, NamedNode | Literal]]:
    """Yield subject and object of a property; blank nodes have no name that could be compared."""
    for quad in store.quads_for_pattern(None, node(name), None, graph):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            yield quad.subject.value, quad.object


def _position(heading: Heading) -> tuple[tuple[int, int, str], ...]:
    return natural(heading.code)

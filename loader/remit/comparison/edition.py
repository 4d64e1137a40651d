"""One revision as it is compared with another: its headings and rows, read from a graph.

Only the graph is known here, so that a graph made by somebody else can be compared too.
Things are called by their IRIs; what people call them stands in `Edition.labels`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, cached_property

from pyoxigraph import DefaultGraph, Store

from remit.comparison.columns import Columns, Graph, pairs
from remit.comparison.pausing import without_collecting
from remit.graph.facts import node
from remit.registry import natural


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


@without_collecting
def edition(store: Store, revision: str, graph: Graph | None = None, language: str = "") -> Edition:
    """Return a revision of a store, from one of its graphs (the default graph where none is named).

    `language` chooses the texts where there are several; the leading language of the revision else.
    """
    where = graph or DefaultGraph()
    spoken = language or Columns(store, where).one("remit:leadingLanguage").get(revision, "")
    return _Read(store, revision, where, spoken).edition()


class _Read:
    """A revision in a graph whose properties are read as columns."""

    def __init__(self, store: Store, revision: str, graph: Graph, language: str) -> None:
        self.store, self.graph, self.revision = store, graph, revision
        self.columns = Columns(store, graph, language)
        self.one, self.values = self.columns.each, self.columns.values
        #: The same words are the same value, which is made once.
        self.duties: dict[tuple[object, ...], Duty] = {}

    def edition(self) -> Edition:
        iri, one = self.revision, self.one
        mine = {subject for subject, of in one["remit:belongsToRevision"].items() if of == iri}
        kinds = {subject: kind for subject, kind in one["rdf:type"].items() if subject in mine}
        codes = one["remit:code"]
        self.codes = {subject: codes.get(subject, "") for subject in mine}
        event = node("remit:Event").value
        rows = self.rows([subject for subject, kind in kinds.items() if kind == event])
        return Edition(
            iri,
            "-".join(iri.rstrip("/").split("/")[-2:]),
            codes.get(iri, ""),
            one["dcterms:title"].get(iri, ""),
            int(one["remit:start"].get(iri, "")[:4] or 0),
            int(one["remit:end"].get(iri, "")[:4] or 0),
            tuple(sorted(rows, key=lambda row: (row.order, natural(row.code)))),
            self.of_class("remit:Section", kinds),
            self.of_class("remit:Group", kinds),
            self.columns.language,
            self.labels(),
            self.lives(),
        )

    def lives(self) -> dict[str, Life]:
        """Return the lives of all that has a beginning, an end or a successor, from the default graph too."""
        found: defaultdict[str, dict[str, str]] = defaultdict(dict)
        names = {"remit:since": "since", "remit:until": "until", "remit:isSucceededBy": "successor"}
        for name, key in {**names, "dcterms:isReplacedBy": "successor"}.items():
            for graph in {self.graph, DefaultGraph()}:
                for subject, value in pairs(self.store, name, graph):
                    found[subject][key] = value.value
        return {subject: Life(**said) for subject, said in found.items()}

    def labels(self) -> dict[str, str]:
        """Return what people call things, from this graph and the default graph: the abbreviation before the name."""
        found: dict[str, str] = {}
        for name in ("rdfs:label", "skos:notation"):
            for graph in {self.graph, DefaultGraph()}:
                for subject, value in pairs(self.store, name, graph):
                    if getattr(value, "language", None) in (None, "en") or subject not in found:
                        found[subject] = value.value
        return found

    def of_class(self, name: str, kinds: dict[str, str]) -> tuple[Heading, ...]:
        wanted = node(name).value
        found = [self.heading(subject) for subject, kind in kinds.items() if kind == wanted]
        return tuple(sorted(found, key=lambda heading: natural(heading.code)))

    def heading(self, subject: str) -> Heading:
        one = self.one
        above = self.codes.get(one["remit:belongsToSection"].get(subject, ""), "")
        number, title = one["remit:number"].get(subject, ""), one["dcterms:title"].get(subject, "")
        return Heading(subject, self.codes[subject], number, title, above)

    def rows(self, subjects: list[str]) -> list[Row]:
        one, codes = self.one, self.codes
        number, title, order = one["remit:number"], one["dcterms:title"], one["remit:order"]
        section, group = one["remit:belongsToSection"], one["remit:belongsToGroup"]
        term, remark = one["remit:hasTerm"], one["remit:remark"]
        return [
            Row(
                subject,
                codes[subject],
                number.get(subject, ""),
                title.get(subject, ""),
                codes.get(section.get(subject, ""), ""),
                codes.get(group.get(subject, ""), ""),
                int(order.get(subject) or 0),
                self.time(term.get(subject, "")),
                tuple(map(self.duty, self._in_order(subject, order))),
                tuple(map(self.mention, self.values(subject, "remit:hasMention"))),
                remark.get(subject, ""),
            )
            for subject in subjects
        ]

    def _in_order(self, subject: str, order: dict[str, str]) -> list[str]:
        found = self.values(subject, "remit:hasResponsibility")
        return sorted(found, key=lambda each: (int(order.get(each) or 0), each)) if len(found) > 1 else found

    def mention(self, subject: str) -> tuple[str, str]:
        return self.one["remit:refersTo"].get(subject, ""), self.one["remit:text"].get(subject, "")

    def duty(self, subject: str) -> Duty:
        one = self.one
        said = (
            one["remit:holdsPost"].get(subject) or one["remit:heldBy"].get(subject, ""),
            _end(one["remit:hasRole"].get(subject, "")),
            one["remit:text"].get(subject, ""),
            one["remit:portfolio"].get(subject, ""),
            tuple(self.values(subject, "remit:actsForCountry")),
        )
        found = self.duties.get(said)
        if found is None:
            found = self.duties[said] = Duty(*said)
        return found

    def time(self, subject: str) -> Time:
        if not subject:
            return Time()
        one = self.one
        return Time(
            one["remit:text"].get(subject, ""),
            _end(one["remit:hasKind"].get(subject, "")),
            one["remit:start"].get(subject, ""),
            one["remit:end"].get(subject, ""),
            tuple(self.values(subject, "remit:year")),
            _end(one["remit:hasDirection"].get(subject, "")),
            one["remit:rhythm"].get(subject, ""),
            one["remit:distance"].get(subject, ""),
            _end(one["remit:hasStatus"].get(subject, "")),
            tuple(map(self.time, self.values(subject, "remit:hasStage"))),
        )


@cache
def _end(iri: str) -> str:
    """Return the local name of a concept of a vocabulary."""
    return iri.rpartition("/")[2]

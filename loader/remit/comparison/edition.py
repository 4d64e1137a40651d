"""One revision as it is compared with another: its headings and rows, read from a graph.

Only the graph is known here, so that a graph made by somebody else can be compared too.
Things are called by their IRIs; what people call them stands in `Edition.labels`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from operator import attrgetter

from pyoxigraph import DefaultGraph, Store

from remit.comparison.pausing import without_collecting
from remit.comparison.records import Graph, Records, pairs
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
    said = store.quads_for_pattern(node(revision), node("remit:leadingLanguage"), None, where)
    spoken = language or min((getattr(quad.object, "value", "") for quad in said), default="")
    return _Read(store, revision, where, spoken).edition()


#: What is read of the things of a revision; one that has no value is not there.
_PROPERTIES = (
    "rdf:type dcterms:title remit:belongsToRevision remit:belongsToSection remit:belongsToGroup remit:code "
    "remit:number remit:order remit:remark remit:start remit:end remit:hasTerm remit:hasResponsibility "
    "remit:hasMention remit:refersTo remit:text remit:holdsPost remit:heldBy remit:hasRole remit:portfolio "
    "remit:actsForCountry remit:hasKind remit:year remit:hasDirection remit:rhythm remit:distance remit:hasStatus "
    "remit:hasStage"
).split()
_NOTHING: dict[str, str] = {}


class _Read:
    """A revision in a graph that is read as records."""

    def __init__(self, store: Store, revision: str, graph: Graph, language: str) -> None:
        self.store, self.graph, self.revision = store, graph, revision
        self.records = Records(store, graph, _PROPERTIES, language)
        self.of, self.values = self.records.of, self.records.values
        #: The same words are the same value, which is made once.
        self.duties: dict[tuple[object, ...], Duty] = {}

    def edition(self) -> Edition:
        said = self.of.get(self.revision, _NOTHING)
        found: defaultdict[str, list[str]] = defaultdict(list)
        for subject, each in self.of.items():
            if each.get("remit:belongsToRevision") == self.revision:
                found[each.get("rdf:type", "")].append(subject)
        rows = _in_order(map(self.row, found[node("remit:Event").value]))
        return Edition(
            self.revision,
            "-".join(self.revision.rstrip("/").split("/")[-2:]),
            said.get("remit:code", ""),
            said.get("dcterms:title", ""),
            int(said.get("remit:start", "")[:4] or 0),
            int(said.get("remit:end", "")[:4] or 0),
            rows,
            self.of_class("remit:Section", found),
            self.of_class("remit:Group", found),
            self.records.language,
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

    def of_class(self, name: str, found: dict[str, list[str]]) -> tuple[Heading, ...]:
        headings = map(self.heading, found[node(name).value])
        return tuple(sorted(headings, key=lambda heading: natural(heading.code)))

    def heading(self, subject: str) -> Heading:
        said = self.of[subject]
        above = self.code(said.get("remit:belongsToSection", ""))
        number, title = said.get("remit:number", ""), said.get("dcterms:title", "")
        return Heading(subject, self.code(subject), number, title, above)

    def code(self, subject: str) -> str:
        """Return the code of what belongs to this revision, empty for all else."""
        said = self.of.get(subject, _NOTHING)
        return said.get("remit:code", "") if said.get("remit:belongsToRevision") == self.revision else ""

    def row(self, subject: str) -> Row:
        said = self.of[subject]
        get = said.get
        return Row(
            subject,
            get("remit:code", ""),
            get("remit:number", ""),
            get("dcterms:title", ""),
            self.code(get("remit:belongsToSection", "")),
            self.code(get("remit:belongsToGroup", "")),
            int(get("remit:order") or 0),
            self.time(get("remit:hasTerm", "")),
            self._duties(subject) if "remit:hasResponsibility" in said else (),
            self._mentions(subject) if "remit:hasMention" in said else (),
            get("remit:remark", ""),
        )

    def _duties(self, subject: str) -> tuple[Duty, ...]:
        """Return who is asked, in order."""
        nothing, of = _NOTHING, self.of
        found = [(of.get(each, nothing), each) for each in self.values(subject, "remit:hasResponsibility")]
        if len(found) > 1:
            found.sort(key=lambda pair: (int(pair[0].get("remit:order") or 0), pair[1]))
        return tuple([self.duty(said, each) for said, each in found])

    def _mentions(self, subject: str) -> tuple[tuple[str, str], ...]:
        found = [self.of.get(each, _NOTHING) for each in self.values(subject, "remit:hasMention")]
        return tuple([(said.get("remit:refersTo", ""), said.get("remit:text", "")) for said in found])

    def duty(self, said: dict[str, str], subject: str) -> Duty:
        get = said.get
        told = (
            get("remit:holdsPost") or get("remit:heldBy", ""),
            _end(get("remit:hasRole", "")),
            get("remit:text", ""),
            get("remit:portfolio", ""),
            tuple(self.values(subject, "remit:actsForCountry")) if "remit:actsForCountry" in said else (),
        )
        found = self.duties.get(told)
        if found is None:
            found = self.duties[told] = Duty(*told)
        return found

    def time(self, subject: str) -> Time:
        if not subject:
            return Time()
        said = self.of.get(subject, _NOTHING)
        get = said.get
        return Time(
            get("remit:text", ""),
            _end(get("remit:hasKind", "")),
            get("remit:start", ""),
            get("remit:end", ""),
            tuple(self.values(subject, "remit:year")) if "remit:year" in said else (),
            _end(get("remit:hasDirection", "")),
            get("remit:rhythm", ""),
            get("remit:distance", ""),
            _end(get("remit:hasStatus", "")),
            tuple(map(self.time, self.values(subject, "remit:hasStage"))) if "remit:hasStage" in said else (),
        )


def _in_order(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return rows as they stand in the table; where two have one place by their codes."""
    found = sorted(rows, key=attrgetter("order"))
    if len({row.order for row in found}) < len(found):
        found.sort(key=lambda row: (row.order, natural(row.code)))
    return tuple(found)


@cache
def _end(iri: str) -> str:
    """Return the local name of a concept of a vocabulary."""
    return iri.rpartition("/")[2]

"""What was read from one document: frozen values that keep their text and their places.

A `Reading` is what *read* gives and *build* takes.
`as_json` prints it in the form that others rely on (contract 1 of the design).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from remit.findings import Finding
from remit.places import Place

#: The finding that a document is of another organisation than the workspace it was read beside.
FOREIGN = "document-of-another"


@dataclass(frozen=True)
class Struck:
    """Words that are struck out and so not read, and the place of the cell in which they stand."""

    text: str
    place: Place


@dataclass(frozen=True)
class Cell:
    """The text of one cell, whole, and the pieces of the source it was put together from.

    `pieces` are pairs (offset in `text`, place); a cell that no page break cut has one.
    `struck` is what is struck out in it, no part of `text`.
    """

    text: str = ""
    pieces: tuple[tuple[int, Place], ...] = ()
    struck: tuple[Struck, ...] = ()

    @property
    def places(self) -> tuple[Place, ...]:
        """Return the places of the whole cell."""
        return tuple(place for _, place in self.pieces)

    def spot(self, start: int, end: int) -> tuple[Place, ...]:
        """Return the places of the characters `start` to `end` of `text`."""
        spots = []
        for offset, place in self.pieces:
            first, last = max(start - offset, 0), min(end - offset, len(place.text))
            if first < last:
                whole = (first, last) == (0, len(place.text))
                spots.append(place if whole else place.part(first, last))
        return tuple(spots)


@dataclass(frozen=True)
class Source:
    """A document as received: its name, the SHA-256 of its bytes in hexadecimal, its format."""

    name: str
    sha256: str
    format: str


@dataclass(frozen=True)
class Programme:
    """What a revision says of itself above its table; years are the first and the last of its period.

    `approved_on` is `approved_when` as a year, a month or a day (ISO 8601), empty where it cannot be read.
    """

    code: str = ""
    title: str = ""
    start: int | None = None
    end: int | None = None
    approval: str = ""
    approved_by: str = ""
    approved_when: str = ""
    approved_on: str = ""
    places: tuple[Place, ...] = ()


#: A year, or a month or day in ISO 8601.
Bound = int | str


@dataclass(frozen=True)
class Term:
    """When an event is to happen; bounds are both inclusive, whole years or ISO 8601 where the text is finer.

    `years` are named one by one; `precision` is that of the coarsest time named; `direction` says on which side of
    the bounds the event lies. `every` and `offset` are durations (ISO 8601): a rhythm, the distance from what `after`
    names; `refers` is the event whose term holds here too; `status` stands in place of a term or beside it;
    `struck` is what the document shows as struck out, or says is replaced; `stages` are terms of their own, with what
    is done as `label`.
    """

    text: str
    kind: str
    start: Bound | None = None
    end: Bound | None = None
    years: tuple[int, ...] = ()
    places: tuple[Place, ...] = ()
    precision: str = ""
    direction: str = ""
    every: str = ""
    offset: str = ""
    after: str = ""
    refers: str = ""
    status: str = ""
    struck: str = ""
    label: str = ""
    stages: tuple[Term, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the term in the form of the contract; what is not said beyond its five keys is left out."""
        plain: dict[str, Any] = {"text": self.text, "kind": self.kind, "start": self.start, "end": self.end}
        plain["years"] = list(self.years)
        more = ("precision", "direction", "every", "offset", "after", "refers", "status", "struck", "label")
        plain |= {name: value for name in more if (value := getattr(self, name))}
        return plain | ({"stages": [stage.as_json() for stage in self.stages]} if self.stages else {})


@dataclass(frozen=True)
class Executor:
    """One holder in one role.

    `holder` is the path of what is registered (`body/tc-1.12`), empty where nothing is;
    `post` the registered post that a portfolio names; `readings` how an unusual text was understood;
    `near` the registered name that an unknown one is nearest to; `name` the words that name the holder.
    """

    text: str
    holder: str
    role: str
    portfolio: str = ""
    countries: tuple[str, ...] = ()
    post: str = ""
    readings: tuple[str, ...] = ()
    near: str = ""
    places: tuple[Place, ...] = ()
    name: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the executor in the form of the contract."""
        return {
            "text": self.text,
            "body": self.holder.partition("/")[2] or None,
            "role": self.role,
            "portfolio": self.portfolio or None,
            "countries": [country.partition("/")[2].upper() for country in self.countries],
            "reading": ", ".join(self.readings) or None,
        }


@dataclass(frozen=True)
class Mention:
    """A thing that a title or a remark speaks of; `entity` is its path, registered or read from a number.

    `kind` is `external`, `internal` (the organisation's own bodies, posts, papers) or `other`.
    """

    text: str
    entity: str
    kind: str = "external"
    reading: str = ""
    places: tuple[Place, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the mention in the form of the contract."""
        return {"text": self.text, "entity": self.entity}


@dataclass(frozen=True)
class Wording:
    """A stretch of a text at which a careful reader stops; `kind` says why, `better` what would be expected there.

    `part` is the class and the id of what it belongs to (`event`, `2.1.3`), `other` those of what it repeats.
    """

    part: tuple[str, str]
    kind: str
    text: str
    better: str = ""
    other: tuple[str, str] = ("", "")
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Occurrence:
    """A place where a term of the glossary stands; `part` is the class and the id of what it stands in."""

    part: tuple[str, str]
    entry: str
    text: str
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Section:
    """A numbered heading; `number` is clean, `printed` as it stands; `parent` is a number or empty."""

    number: str
    printed: str
    title: str
    parent: str
    order: int
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Group:
    """A heading over sub-rows; `id` is the number that its first member carries."""

    id: str
    title: str
    section: str
    members: tuple[str, ...]
    order: int
    printed: str = ""
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Event:
    """What one row or sub-row asks for; `number` is as printed and may be empty."""

    id: str
    number: str
    title: str
    section: str
    group: str
    order: int
    term: Term
    executors: tuple[Executor, ...]
    remarks: str
    mentions: tuple[Mention, ...]
    cells: dict[str, Cell] = field(default_factory=dict, hash=False, compare=False)

    @property
    def places(self) -> tuple[Place, ...]:
        """Return one place a cell, more where a page break cut it."""
        return tuple(place for cell in self.cells.values() for place in cell.places)


@dataclass(frozen=True)
class Reading:
    """A document, read: what it says, in which language, and what was noticed while it was put together.

    `foreign` says that it is of another organisation than the workspace's, whose bodies it was read without.
    """

    source: Source
    programme: Programme
    sections: tuple[Section, ...]
    groups: tuple[Group, ...]
    events: tuple[Event, ...]
    columns: dict[str, str]
    findings: tuple[Finding, ...] = ()
    language: str = ""
    wordings: tuple[Wording, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()
    foreign: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the reading as plain values, in the form of contract 1."""
        from remit.contract import as_json

        return as_json(self)

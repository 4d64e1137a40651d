"""One state of a document while it is mended: its bytes, how they are read, what is found in them."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from pyoxigraph import Literal, NamedNode, QuerySolution, QuerySolutions, Store
from rdflib import Graph

from remit import rules
from remit.building import build
from remit.documents.document import read
from remit.errors import SourceError
from remit.findings import Finding, in_order
from remit.formats.formats import FORMATS
from remit.mending.edits import Cells, Change
from remit.mending.text import write_text
from remit.mending.word import is_signed, write_docx
from remit.places import Place
from remit.reading import Event, Group, Reading, Section
from remit.understand.lexicon import Lexicon
from remit.workspace import Workspace

#: The formats that can be written.
WRITTEN = ("text", "docx")


@dataclass(frozen=True, eq=False)
class State:
    """A document that was read and checked."""

    path: Path
    data: bytes
    workspace: Workspace
    shapes: Graph
    reading: Reading
    findings: tuple[Finding, ...]
    store: Store

    # --- what is asked of a state -----------------------------------------------------------------

    @cached_property
    def counted(self) -> Counter[tuple[str, int, int, str]]:
        """Return how often each rule finds something in each cell: what must not grow."""
        return Counter(map(cell_of, self.findings))

    @property
    def outline(self) -> list[str]:
        """Return what the document consists of: the codes of its sections, groups and events."""
        reading = self.reading
        return [*(s.number for s in reading.sections), *(g.id for g in reading.groups), *(e.id for e in reading.events)]

    @cached_property
    def cells(self) -> Cells:
        """Return the cells as they stand."""
        return Cells(FORMATS[self.reading.source.format](self.data, self.path), self.reading)

    @cached_property
    def lexicon(self) -> Lexicon:
        """Return the names that are known in the document's language and time."""
        language = next(each for each in self.workspace.languages if each.code == self.reading.language)
        return self.workspace.lexicon(self.reading.programme.start, language)

    def whole(self, place: Place) -> tuple[Place, ...]:
        """Return the places of the whole cell that a place is part of: several where a page break cuts it."""
        reading = self.reading
        things: list[Section | Group | Event] = [*reading.sections, *reading.groups, *reading.events]
        for thing in things:
            column = together([each for each in thing.places if each.column == place.column])
            if any(_holds(each, place) for each in column):
                return column
        return tuple(each for each in reading.programme.places if _holds(each, place))

    def answers(self, query: str, column: str) -> dict[str, set[str]]:
        """Return IRI of `?value` → the texts that a query of a rule has for it in a column."""
        found: dict[str, set[str]] = {}
        for row in self._rows(query):
            value, said = row["value"], row[column]
            if isinstance(value, NamedNode) and isinstance(said, Literal):
                found.setdefault(value.value, set()).add(said.value)
        return found

    def _rows(self, query: str) -> list[QuerySolution]:
        if query not in self._asked:
            rows = self.store.query(query)
            assert isinstance(rows, QuerySolutions)
            self._asked[query] = list(rows)
        return self._asked[query]

    @cached_property
    def _asked(self) -> dict[str, list[QuerySolution]]:
        return {}

    # --- the next state ---------------------------------------------------------------------------

    def written(self, changes: list[Change], tracked: bool = False) -> bytes:
        """Return the bytes of the document with changes written; those of a kind that cannot be are NotWritable."""
        if self.reading.source.format == "text":
            return write_text(self.data, changes)
        return write_docx(self.data, self.path, changes, tracked)


def cell_of(finding: Finding) -> tuple[str, int, int, str]:
    """Return the rule and the cell of a finding."""
    first = finding.places[0] if finding.places else Place("", 0, 0, "", 0, 0, finding.message)
    return finding.rule, first.table, first.row, first.column


def _holds(whole: Place, part: Place) -> bool:
    """Return whether a place is the whole or a part of another."""
    same = (whole.table, whole.row, whole.column) == (part.table, part.row, part.column)
    return same and whole.start <= part.start and part.end <= whole.end


def together(places: Sequence[Place]) -> tuple[Place, ...]:
    """Return places with those made one that follow each other without a gap in one cell."""
    made: list[Place] = []
    for place in places:
        last = made[-1] if made else None
        if last and _place_after(last) == (place.table, place.row, place.column, place.start):
            made[-1] = replace(last, end=place.end, text=last.text + place.text)
        else:
            made.append(place)
    return tuple(made)


def _place_after(place: Place) -> tuple[int, int, str, int]:
    return place.table, place.row, place.column, place.end


def first(path: Path, workspace: Workspace, shapes: Graph) -> State:
    """Read and check a document; one that cannot be written is a SourceError."""
    reading = read(path, workspace)
    if reading.source.format not in WRITTEN:
        kind = reading.source.format
        raise SourceError(f"{path}: a document of the kind {kind} cannot be mended; save it as .docx or as text")
    data = path.read_bytes()
    if reading.source.format == "docx" and is_signed(data, path):
        raise SourceError(f"{path}: the document is signed, and a change would break that; mend it before it is signed")
    return _checked(path, data, workspace, shapes, reading)


def look(data: bytes, before: State) -> State:
    """Read and check the bytes of a mended copy, under the name of the document."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / before.path.name
        copy.write_bytes(data)
        reading = read(copy, before.workspace)
    return _checked(before.path, data, before.workspace, before.shapes, reading)


def _checked(path: Path, data: bytes, workspace: Workspace, shapes: Graph, reading: Reading) -> State:
    store = build([reading], workspace).store()
    findings = in_order([*reading.findings, *rules.check(store, shapes)])
    return State(path, data, workspace, shapes, reading, findings, store)

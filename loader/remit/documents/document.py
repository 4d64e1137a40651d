"""A document, read: bytes → rows → outline → meaning.

The verb `read` of the way of the data. It knows documents and language, no graph.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from remit.documents.calendar import period_of
from remit.documents.contacts import without_persons
from remit.documents.cut import Mending
from remit.documents.grid import with_terms
from remit.documents.head import read_head
from remit.documents.listed import with_cards
from remit.documents.lists import refuse_list
from remit.documents.noticed import finding_of, guesses, places_of
from remit.documents.outline import Item, outline
from remit.documents.persons import NAMED, hidden_beside, without_names
from remit.documents.plan import find_plan
from remit.documents.references import EXECUTORS, resolved
from remit.documents.rows import Line, Table, head_line
from remit.documents.spaced import with_columns
from remit.documents.strangers import is_foreign
from remit.documents.timed import Timed, one_sided, paired, term_of, timed, under
from remit.documents.years import with_years
from remit.errors import SourceError
from remit.findings import in_order
from remit.formats import limits
from remit.formats.formats import FORMATS, recognise
from remit.places import HEAD
from remit.reading import FOREIGN, Cell, Event, Executor, Group, Reading, Section, Source
from remit.understand.executors import read_executors
from remit.understand.language import Language
from remit.understand.lexicon import Lexicon
from remit.understand.mentions import read_mentions
from remit.understand.occurrences import read_occurrences
from remit.understand.period import Period
from remit.wording import Text, read_wordings
from remit.workspace import Workspace


def read(path: str | Path, workspace: Workspace | None = None) -> Reading:
    """Read a programme from a document.

    `path` names the document; `workspace` says what is registered (the bundled one if None).
    What is no document, or holds no programme, is a SourceError.
    """
    path, workspace = Path(path), workspace or Workspace.bundled()
    with limits.held(workspace.limits):
        return _read(path, workspace)


def _read(path: Path, workspace: Workspace) -> Reading:
    data = _bytes(path)
    format = recognise(data, path)
    rows = with_cards(FORMATS[format](data, path), workspace.languages)
    rows = with_years(with_columns(rows, workspace.languages), workspace.languages)
    rows = with_terms(rows, workspace.languages)
    table, language = find_plan(rows, workspace.languages, str(path))
    refuse_list(table, language, str(path))
    codes = [entry["code_pattern"] for entry in workspace.programmes if "code_pattern" in entry]
    programme = read_head(table.head, codes, language)
    items, mendings = outline(table, language)
    mendings += guesses(data, path, format, rows)
    if not any(item.kind == "event" for item in items):
        raise SourceError(f"{path}: holds no programme; under its column names no row asks for anything")
    period = period_of(table, rows, programme, language)
    composer = _Composer(workspace.lexicon(programme.start, language), period, workspace.languages, table)
    sections, groups, events, noticed = composer.compose(items)
    head = [Text(("revision", ""), HEAD, cell) for line in table.head for cell in line.cells.values()]
    if workspace.is_bundled and is_foreign(events, [*head, *composer.texts], composer.lexicon):
        mendings.append(Mending(FOREIGN, head_line(rows[0]), "", {"text": composer.lexicon.called}))
        workspace = workspace.without_own()
        composer = _Composer(workspace.lexicon(programme.start, language), period, workspace.languages, table)
        sections, groups, events, noticed = composer.compose(items)
    texts = [*head, *composer.texts]
    return Reading(
        Source(path.name, hashlib.sha256(data).hexdigest(), format),
        programme,
        sections,
        groups,
        events,
        table.names,
        in_order(finding_of(mending) for mending in [*mendings, *noticed]),
        language.code,
        read_wordings(texts, composer.lexicon),
        read_occurrences(texts, composer.lexicon),
        workspace.foreign,
    )


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise SourceError(f"{path} is a folder; name the document in it that holds the programme")
    try:
        with path.open("rb") as file:
            data = file.read(limits.now().file_bytes + 1)  # what is larger is refused, and need not be held
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror}") from error
    if not data.strip():
        raise SourceError(f"{path}: the file is empty")
    return data


class _Composer:
    """Put the items of an outline together, one after the other; what was last is where the next belongs."""

    def __init__(self, lexicon: Lexicon, period: Period, languages: Sequence[Language], table: Table) -> None:
        self.lexicon, self.period = lexicon, period
        self.others = [each for each in languages if each is not lexicon.language]
        self.paired, self.names = paired(table.lines), table.names
        self.sections: list[Section] = []
        self.groups: list[Group] = []
        self.events: list[Event] = []
        self.taken: set[str] = set()
        self.counted = True
        self.noticed: list[Mending] = []
        self.texts: list[Text] = []
        self.group: Group | None = None
        self.timed: dict[str, Timed | None] = {}
        self.last: Timed | None = None

    def compose(
        self, items: Sequence[Item]
    ) -> tuple[tuple[Section, ...], tuple[Group, ...], tuple[Event, ...], list[Mending]]:
        """Return sections, groups and events in their order, and what was mended on the way."""
        self.counted = any(item.number for item in items if item.kind == "event")
        for index, item in enumerate(items):
            if item.kind == "section":
                self._section(item, index + 1)
            elif item.kind == "group":
                following = items[index + 1] if index + 1 < len(items) else item
                self._group(item, following, index + 1)
            else:
                self._event(item, index + 1)
        members = {group.id: tuple(e.id for e in self.events if e.group == group.id) for group in self.groups}
        groups = tuple(replace(group, members=members[group.id]) for group in self.groups)
        events, referred = resolved(self.events, self.lexicon.language)
        return tuple(self.sections), groups, events, [*self.noticed, *referred]

    def _section(self, item: Item, order: int) -> None:
        line = item.line
        parents = [s.number for s in self.sections if item.number.startswith(s.number + ".")]
        parent = max(parents, key=len, default="")
        self.group = None
        self.sections.append(
            Section(item.number, line.text("number"), line.text("title"), parent, order, places_of(line))
        )
        over = self.timed.get(parent)
        found = timed(line, self.lexicon.language, self.period, over or self.last)
        self.timed[item.number] = found or over
        self.last = found
        self._keep("section", item.number, line)

    def _group(self, item: Item, following: Item, order: int) -> None:
        first = following.number.rstrip("abcdefgh") if following.kind == "event" else ""
        identity = item.number or first or f"row-{item.line.row}"
        self.group = Group(
            self._free(identity, {group.id for group in self.groups}),
            item.line.text("title"),
            self._at(),
            (),
            order,
            item.line.text("number"),
            places_of(item.line),
        )
        self.groups.append(self.group)
        over = self.timed.get(self._at())
        found = timed(item.line, self.lexicon.language, self.period, over or self.last)
        self.timed[self.group.id] = found or over
        self.last = found or self.last
        self._keep("group", self.group.id, item.line)

    def _event(self, item: Item, order: int) -> None:
        if not self._is_in_group(item):
            self.group = None
        line, executors = self._executors(self._without_persons(item.line))
        cells = {column: line.cells.get(column, Cell()) for column in ("title", "term", "executors", "remarks")}
        struck = "; ".join(words.text for words in cells["term"].struck)
        language = self.lexicon.language
        term = term_of(cells["term"], language, self.period, struck, self.others, self.names)
        own = self.timed.get(self.group.id if self.group else "") or self.timed.get(self._at())
        given = under(cells["term"], term, own, language, self.period)
        if term.struck and not struck:
            fill = {"text": term.struck, "left": cells["term"].text}
            self.noticed.append(Mending("struck-and-replaced", line, "term", fill))
        if given != term:
            fill = {"text": own.term.text if own else "", "term": cells["term"].text}
            self.noticed.append(Mending("term-from-heading", line, "term", fill))
        identity = self._id(item)
        self.taken.add(identity)
        self.events.append(
            Event(
                identity,
                line.text("number"),
                cells["title"].text,
                self._at(),
                self.group.id if self.group else "",
                order,
                replace(one_sided(given, cells["term"], self.paired), places=cells["term"].places or given.places),
                executors,
                cells["remarks"].text,
                read_mentions([cells["title"], cells["remarks"]], executors, self.lexicon),
                dict(line.cells),
            )
        )
        self._keep("event", identity, line)

    def _without_persons(self, line: Line) -> Line:
        """Return a line without the names in columns of persons; each such column is told once."""
        bare, columns = without_persons(line, self.lexicon)
        told = {mending.fill["text"] for mending in self.noticed if mending.name == "persons-left-out"}
        for name in (name for name in columns if name not in told):
            column = next(column for column, printed in line.persons.items() if printed == name)
            self.noticed.append(Mending("persons-left-out", bare, column, {"text": name}))
        return bare

    def _keep(self, kind: str, identity: str, line: Line) -> None:
        """Keep the cells that hold words, for those who look at the wording."""
        for column in ("title", "term", "executors", "remarks"):
            if column in line.cells:
                self.texts.append(Text((kind, identity), column, line.cells[column], self._at()))

    def _executors(self, line: Line) -> tuple[Line, tuple[Executor, ...]]:
        """Return the executors of every column that names some, in the role that the column gives to a body.

        The line is returned too, without the names of persons.
        """
        found: list[Executor] = []
        cells = dict(line.cells)
        for column in (column for column in EXECUTORS if column in cells):
            role = line.roles.get(column, "body")
            named = sum(NAMED in executor.readings for executor in found)
            cells[column], more = hidden_beside(cells[column], self.lexicon, named)
            read = read_executors(cells[column], self.lexicon)
            cells[column], read = without_names(cells[column], read, self.lexicon.language, named + more)
            found += (replace(e, role=role) if _takes(e, column, role) else e for e in read)
        return replace(line, cells=cells), tuple(found)

    def _is_in_group(self, item: Item) -> bool:
        """Return whether an event is a row of the group that was opened: by a bullet, or by having no number."""
        if item.line.is_subrow or self.group is None:
            return True
        members = [event for event in self.events if event.group == self.group.id]
        return not members or not item.number or item.number.rstrip("abcdefgh") == self.group.id

    def _at(self) -> str:
        return self.sections[-1].number if self.sections else ""

    def _id(self, item: Item) -> str:
        """Return the id of an event: its number, with a letter for sub-rows and rows without number."""
        taken = self.taken
        if item.number and item.number[-1].isalpha() and item.number not in taken and item.number[0].isdigit():
            return item.number
        if self.group:
            return next(n for letter in _letters() if (n := f"{self.group.id}{letter}") not in taken)
        if item.number in taken and self._at() and f"{self._at()}.{item.number}" not in taken:
            same = [event for event in self.events if event.number == item.line.text("number")]
            if all(event.section != self._at() for event in same):
                return f"{self._at()}.{item.number}"
        if item.number:
            return self._free(item.number, taken, item.line)
        if not self.counted:
            before = f"{self._at()}." if self._at() else ""
            return next(n for count in range(1, len(taken) + 2) if (n := f"{before}{count}") not in taken)
        stem = next((event.id for event in reversed(self.events) if event.number), self._at() or "0")
        return next(n for letter in _letters() if (n := f"{stem}{letter}") not in taken)

    def _free(self, wanted: str, taken: set[str], line: Line | None = None) -> str:
        if wanted not in taken:
            return wanted
        free = next(n for count in range(2, 10_000) if (n := f"{wanted}-{count}") not in taken)
        if line:
            self.noticed.append(Mending("number-repeated", line, "number", {"number": wanted, "text": free}))
        return free


def _takes(executor: Executor, column: str, role: str) -> bool:
    """Return whether an executor has the role of its column: a body, who is unread; among partners a post, or many."""
    unknown = ("post-without-body" if column == "partners" else "unread") in executor.readings
    if column == "partners" and executor.role != "partner" and "collective-words" in executor.readings:
        return True
    return executor.role == "body" or (executor.role == "other" and role != "body" and unknown)


def _letters() -> Sequence[str]:
    small = "abcdefghijklmnopqrstuvwxyz"
    return [*small, *(first + second for first in small for second in small)]

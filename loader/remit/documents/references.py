"""Cells that refer to another row (*see 2.1.3*, *ditto*, a sign of repetition): what stands there holds here too.

A term takes over the bounds of the row it refers to and keeps its text; executors are taken over whole.
A reference to no row, to several, in a circle, or to a row that says nothing stays as it is and is reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from remit.documents.cut import Mending
from remit.documents.rows import Line
from remit.reading import Cell, Event, Executor, Term
from remit.understand.language import Language
from remit.understand.terms import ABOVE, BELOW, read_term
from remit.understand.words import key

#: The columns that name executors, in the order in which they are read.
EXECUTORS = ("lead", "executors", "partners")
#: The kinds of term that say nothing to take over.
SILENT = ("none", "unread", "reference")


def resolved(events: Sequence[Event], language: Language) -> tuple[tuple[Event, ...], list[Mending]]:
    """Return the events with their references resolved, and what was taken over or could not be."""
    book = _Book(events, language)
    made = [replace(e, term=book.term(at), executors=book.executors(at)) for at, e in enumerate(events)]
    return tuple(made), book.mendings


def _reference(said: Term) -> Term | None:
    return said if said.kind == "reference" else None


def _said(event: Event, column: str, language: Language) -> Term | None:
    return _reference(read_term(event.cells.get(column, Cell()).text, language))


def _stands_in(executor: Executor, column: str) -> bool:
    return any(place.column == column for place in executor.places)


class _Book:
    """The events by what a cell may call them."""

    def __init__(self, events: Sequence[Event], language: Language) -> None:
        self.events, self.language = events, language
        self.mendings: list[Mending] = []
        self.terms = [_reference(event.term) for event in events]
        self.who = {column: [_said(event, column, language) for event in events] for column in EXECUTORS}

    def term(self, at: int) -> Term:
        """Return the term of an event, with the bounds of the row that it refers to."""
        own = self.events[at].term
        if not self.terms[at]:
            return own
        target = self._followed(at, self.terms)
        found = self.events[target].term if target is not None else own
        if target is None or found.kind in SILENT:
            self._notice("reference-unresolved", at, "term")
            return replace(own, refers="" if own.refers in (ABOVE, BELOW) else own.refers)
        event = self.events[target].id
        self._notice("reference-resolved", at, "term", event, found.text)
        return replace(found, text=own.text, kind=own.kind, places=own.places, struck=own.struck, refers=event)

    def executors(self, at: int) -> tuple[Executor, ...]:
        """Return the executors of an event, or those of the row that its cell refers to."""
        return tuple(e for column in EXECUTORS for e in self._in_column(at, column))

    def _in_column(self, at: int, column: str) -> list[Executor]:
        own = [e for e in self.events[at].executors if _stands_in(e, column)]
        if not self.who[column][at]:
            return own
        target = self._followed(at, self.who[column])
        found = [e for e in self.events[target].executors if _stands_in(e, column)] if target is not None else []
        if target is None or not found:
            self._notice("reference-unresolved", at, column)
            return [replace(e, holder="", role="other", readings=("unread",)) for e in own[:1]]
        self._notice("reference-resolved", at, column, self.events[target].id, found[0].text)
        places = self.events[at].cells[column].places
        return [replace(e, places=places, readings=(*e.readings, "taken-over")) for e in found]

    def _followed(self, at: int, terms: Sequence[Term | None]) -> int | None:
        """Return the row at which the references that begin at a row end."""
        seen: list[int] = []
        while (said := terms[at]) is not None and at not in seen:
            seen.append(at)
            target = self._target(said.refers, at)
            if target is None:
                return None
            at = target
        return None if at in seen else at

    def _target(self, refers: str, at: int) -> int | None:
        """Return the one row that is called so; of several that in the same section."""
        if refers in (ABOVE, BELOW):
            near = at + int(refers)
            return near if 0 <= near < len(self.events) else None
        wanted, section = key(refers), self.events[at].section
        found = [n for n, e in enumerate(self.events) if wanted in (key(e.id), key(e.number))]
        beside = [n for n in found if self.events[n].section == section]
        return found[0] if len(found) == 1 else beside[0] if len(beside) == 1 else None

    def _notice(self, name: str, at: int, column: str, event: str = "", taken: str = "") -> None:
        cells = self.events[at].cells
        fill = {"text": cells[column].text, "event": event, "taken": " ".join(taken.split())}
        self.mendings.append(Mending(name, Line(0, 0, cells), column, fill))

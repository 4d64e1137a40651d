"""The moments at which what is in force changed, and what is in force from each of them on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from remit.errors import QuestionError
from remit.revisions.known import Known, in_force_on


@dataclass(frozen=True)
class State:
    """What is in force from a day on: a revision of each programme; it is called by the one that began that day."""

    name: str
    since: str
    revisions: tuple[Known, ...]

    @property
    def seconds(self) -> int:
        """Return the beginning of the day in UTC, in seconds since 1970."""
        return int(datetime.fromisoformat(self.since).replace(tzinfo=UTC).timestamp())


def states(known: Iterable[Known]) -> list[State]:
    """Return the states of a graph, the oldest first; revisions without a day, and mere drafts, make none."""
    known = list(known)
    found: list[State] = []
    for day in sorted({each.since for each in known if each.since}):
        try:
            chosen = in_force_on(known, day)
        except QuestionError:
            continue
        begun = sorted(each.name for each in chosen if each.since == day)
        if begun:
            found.append(State(begun[0], day, tuple(chosen)))
    return found

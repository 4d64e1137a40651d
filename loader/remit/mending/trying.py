"""Mends are tried: a copy is read and checked again, and what does not only make it better is dropped.

A mend holds if its finding is gone, no rule finds more in any cell than before, and the document has the same
sections, groups and events. What a mend brings to light (a range turned round that has another dash than most)
is mended with it, or the mend is dropped.
Only what is graver hides what is less grave in its own cell: of executors that cannot be read nobody can say that they
leave somebody out. Such a finding of the same cell is no harm done, and is told with those that are left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rdflib import Graph

from remit.findings import Finding, Severity
from remit.mending.edits import Change, Edit, NotWritable, apart, shown
from remit.mending.menders import Way
from remit.mending.mends import Mend, mends, prefixes_of
from remit.mending.proposals import ways
from remit.mending.state import State, cell_of, look
from remit.places import Place

#: How often what came to light is mended in turn, and how many rounds a document is gone through.
DEEPEST, MOST_ROUNDS = 3, 10
#: A finding is known again after other cells have changed by its rule, its cell and its message.
Key = tuple[tuple[str, int, int, str], str]


@dataclass(frozen=True)
class Changed:
    """One stretch that reads otherwise now: its place in the original, the words around it before and after."""

    place: Place
    before: str
    after: str


@dataclass(frozen=True)
class Mended:
    """One finding that is gone: its rule, and what was changed."""

    rule: str
    changes: tuple[Changed, ...]


@dataclass(frozen=True)
class Mending:
    """How far a document is mended: its state, and what was done."""

    state: State
    done: tuple[Mended, ...] = ()


@dataclass
class Trials:
    """What the rules of a workspace say of mends, whether changes are tracked, and what did not hold."""

    shapes: Graph
    tracked: bool = False
    dropped: set[Key] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.mends: Mapping[str, tuple[Mend, ...]] = mends(self.shapes)
        self.prefixes = prefixes_of(self.shapes)

    def mended(self, state: State, chosen: Iterable[Finding]) -> Mending:
        """Return the document with all mends that hold; only findings that are `chosen` are mended."""
        wanted = set(map(cell_of, chosen))
        mending = Mending(state)
        for _ in range(MOST_ROUNDS):
            found = [f for f in mending.state.findings if cell_of(f) in wanted and key(f) not in self.dropped]
            todo = _together(found, self, mending.state)
            if not todo:
                break
            mending = self._settled(mending, todo)
        return mending

    def ways(self, finding: Finding, state: State) -> list[Way]:
        """Return the ways to mend a finding."""
        return ways(finding, self.mends.get(finding.rule, ()), self.prefixes, state)

    # --- trying -----------------------------------------------------------------------------------

    def _settled(self, mending: Mending, todo: Sequence[Finding]) -> Mending:
        """Return the document with those mends that hold, found by halving; the others are dropped."""
        if after := self._tried(mending, todo):
            return after
        if len(todo) == 1:
            self.dropped.add(key(todo[0]))
            return mending
        middle = len(todo) // 2
        for part in (todo[:middle], todo[middle:]):
            keys = {key(finding) for finding in part}
            still = [finding for finding in mending.state.findings if key(finding) in keys]
            mending = self._settled(mending, still) if still else mending
        return mending

    def _tried(self, mending: Mending, todo: Sequence[Finding]) -> Mending | None:
        """Return the document with all these mends, None where they do not hold; of several ways one must hold."""
        choices = {key(finding): self.ways(finding, mending.state) for finding in todo}
        if len(todo) > 1:
            if any(len(each) != 1 for each in choices.values()):
                return None
            return self._held(mending, [(finding, choices[key(finding)][0]) for finding in todo])
        held = [self._held(mending, [(todo[0], way)]) for way in choices[key(todo[0])]]
        sound = [each for each in held if each is not None]
        return sound[0] if len(sound) == 1 else None

    def _held(self, before: Mending, pairs: Sequence[tuple[Finding, Way]]) -> Mending | None:
        """Return the document with these edits, and what they bring to light mended, if all of it holds."""
        after = self._written(before, pairs)
        for _ in range(DEEPEST):
            if after is None or not (worse := _worse(before.state, after.state)):
                break
            found = [finding for finding in after.state.findings if cell_of(finding) in worse]
            further = [(finding, way[0]) for finding in found if len(way := self.ways(finding, after.state)) == 1]
            if not further:
                break
            after = self._written(after, further)
        return after if after and _holds(before.state, after.state, [finding for finding, _ in pairs]) else None

    def _written(self, before: Mending, pairs: Sequence[tuple[Finding, Way]]) -> Mending | None:
        """Return the document with these edits; None where they touch each other or cannot be written."""
        edits = [edit for _, way in pairs for edit in way]
        if not apart(edits):
            return None
        try:
            changes: list[Change] = [before.state.cells.change(edit) for edit in edits]
            state = look(before.state.written(changes, self.tracked), before.state)
        except NotWritable:
            return None
        done = [Mended(finding.rule, tuple(_changes(way, before.state))) for finding, way in pairs]
        return Mending(state, (*before.done, *done))


def key(finding: Finding) -> Key:
    """Return what a finding is known by."""
    return cell_of(finding), finding.message


def _changes(way: Way, state: State) -> Iterator[Changed]:
    """Yield what a person is shown of a mend: each cell, or each stretch of a long one, before and after."""
    by: dict[Place, list[Edit]] = {}
    for edit in way:
        by.setdefault(_cell(edit.place, state), []).append(edit)
    for cell, edits in by.items():
        spans = [(edit.place.start - cell.start, edit.place.end - cell.start, edit.after) for edit in edits]
        for words, edit in zip(shown(cell.text, spans), edits, strict=False):
            yield Changed(edit.place, *words)


def _cell(place: Place, state: State) -> Place:
    """Return the piece of a cell that a place is part of."""
    return next((each for each in state.whole(place) if (each.table, each.row) == (place.table, place.row)), place)


def _together(todo: Sequence[Finding], trials: Trials, state: State) -> list[Finding]:
    """Return the findings that can be mended in one round: those whose edits do not touch each other."""
    chosen: list[Finding] = []
    edits: list[Edit] = []
    for finding in todo:
        more = [edit for way in trials.ways(finding, state) for edit in way]
        if more and (not chosen or apart([*edits, *more])):
            chosen.append(finding)
            edits += more
    return chosen


def _worse(before: State, after: State) -> set[tuple[str, int, int, str]]:
    """Return the rules and cells in which more is found than before."""
    return {cell for cell, count in after.counted.items() if count > before.counted[cell]}


def _holds(before: State, after: State, mended: Sequence[Finding]) -> bool:
    """Return whether what was to be mended is gone, and nothing else is worse."""
    gone = Counter(map(cell_of, mended))
    hidden = {cell_of(finding)[1:]: finding.severity for finding in mended}
    worse = _worse(before, after)
    new = [finding for finding in after.findings if cell_of(finding) in worse]
    harm = [finding for finding in new if finding.severity >= hidden.get(cell_of(finding)[1:], Severity.info)]
    less = all(after.counted[cell] <= before.counted[cell] - count for cell, count in gone.items())
    return less and not harm and after.outline == before.outline

"""What the changes mean: for each body, post and organisation, for the questions of the catalogue, names and links.

A question is asked of both revisions as if each were the current one; its rows are compared as they are printed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pyoxigraph import NamedNode, Quad, Store

from remit.comparison.change import Change, Comparison
from remit.comparison.edition import Row
from remit.comparison.match import Match
from remit.comparison.settings import settings
from remit.comparison.sides import Side
from remit.comparison.texts import folded, later
from remit.comparison.touched import Touched, touched
from remit.errors import RemitError, UnknownName
from remit.names import expand
from remit.questions import Answer, Question, ask, questions
from remit.questions.header import alone

#: The parameter of the questions that are asked for each body that something changed for.
BODY = "body"
#: What stands between the codes that a cell lists.
LISTED = ", "
#: The column that holds numbers of events.
NUMBER = "number"

#: The codes of an older and a newer event.
Way = tuple[str, str]
#: The rows of an answer, each with how often it stands there.
Rows = Counter[str]


@dataclass(frozen=True)
class Stake:
    """What changes for one body, post or organisation.

    `gained` are codes of the newer revision, `lost` those of the older; the others are pairs of both: `kept` with
    another role or term, `narrowed` by a part (the newer) that it has nothing to do with, `widened` by what was the
    work of others (the older).
    """

    holder: str
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    kept: tuple[Way, ...] = ()
    narrowed: tuple[Way, ...] = ()
    widened: tuple[Way, ...] = ()

    def __len__(self) -> int:
        return len(self.gained) + len(self.lost) + len(self.kept) + len(self.narrowed) + len(self.widened)

    def within(self, old: set[str], new: set[str]) -> Stake:
        """Return what of it is about rows of some codes."""
        gained, lost = (tuple(c for c in codes if c in all_) for codes, all_ in ((self.gained, new), (self.lost, old)))
        ways = (self.kept, self.narrowed, self.widened)
        return Stake(
            self.holder, gained, lost, *(tuple(w for w in each if w[0] in old and w[1] in new) for each in ways)
        )

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values, without its holder."""
        pairs = {name: [{"old": o, "new": n} for o, n in getattr(self, name)] for name in ("narrowed", "widened")}
        return {"gained": [*self.gained], "lost": [*self.lost], "kept": [n for _, n in self.kept], **pairs}


@dataclass(frozen=True)
class Differs:
    """A question that is answered otherwise: how many rows before and after, how many of them only on one side."""

    name: str
    question: str
    body: str
    before: int
    after: int
    lost: int
    gained: int


@dataclass(frozen=True)
class Impact:
    """Who gains and loses what, which questions are answered otherwise, which names and links mean other work now."""

    stakes: tuple[Stake, ...]
    reused: tuple[tuple[str, str, str], ...]
    asked: Asked | None = None
    links: tuple[Touched, ...] = ()

    def within(self, holder: str, old: Collection[str], new: Collection[str], asked: bool) -> Impact:
        """Return what a comparison means for one holder (all if empty), in rows of some codes alone."""
        stakes = (each.within({*old}, {*new}) for each in self.of(holder))
        reused = (each for each in self.reused if each[0] in old or each[0] in new)
        return replace(
            self,
            stakes=tuple(each for each in stakes if len(each)),
            reused=tuple(reused),
            links=tuple(each for each in self.links if each.code in old or each.subject == holder),
            asked=self.asked if asked else None,
        )

    def of(self, holder: str) -> tuple[Stake, ...]:
        """Return what changes for one holder, for all if none is named."""
        return tuple(each for each in self.stakes if holder in ("", each.holder))

    def answers_for(self, holder: str) -> tuple[Differs, ...]:
        """Return the questions about one holder that are answered otherwise; all questions if none is named."""
        if self.asked is None:
            return ()
        return self.asked.answers((holder,) if holder else ("", *(each.holder for each in self.stakes)))

    def as_json(self, holder: str, called: Callable[[str], str]) -> dict[str, Any]:
        """Return the impact as plain values."""
        stakes = self.of(holder)
        return {
            "holders": [{"iri": s.holder, "label": called(s.holder), **s.as_json()} for s in stakes],
            "questions": [vars(each) for each in self.answers_for(holder)],
            "links": [vars(each) | {"targets": [*each.targets], "now": [*each.now]} for each in self.links],
            "names": [{"iri": iri, "before": before, "after": after} for iri, before, after in self.reused],
        }


def impact(old: Side, new: Side, comparison: Comparison) -> Impact:
    """Return what a comparison means."""
    links = touched(old, new, comparison)
    return Impact(stakes(comparison), tuple(_reused(comparison)), Asked(old, new, comparison), links)


# --- who ------------------------------------------------------------------------------------------


def stakes(comparison: Comparison) -> tuple[Stake, ...]:
    """Return who gains, loses or keeps otherwise which events, the one with the most first."""
    noted: dict[str, dict[str, list[Any]]] = {}

    def note(name: str, holder: str, what: object) -> None:
        noted.setdefault(holder, {}).setdefault(name, []).append(what)

    for name, rows in (("gained", comparison.added), ("lost", comparison.removed)):
        for row in rows:
            for holder in _holders(row):
                note(name, holder, row.code)
    turned = _turned(comparison.changes)
    for match in comparison.matches:
        for name, holder, what in _of_match(match, turned):
            note(name, holder, what)
    order = ({row.code: at for at, row in enumerate(side.rows)} for side in (comparison.old, comparison.new))
    ours, theirs = order
    for said in noted.values():
        said.get("gained", []).sort(key=lambda code: theirs[code])
        said.get("lost", []).sort(key=lambda code: ours[code])
    made = [Stake(holder, **{k: tuple(v) for k, v in said.items()}) for holder, said in noted.items()]
    return tuple(sorted(made, key=lambda stake: (-len(stake), stake.holder)))


def _of_match(match: Match, turned: Collection[tuple[str, str, str]]) -> Iterator[tuple[str, str, object]]:
    """Yield what a match means for each who is asked in it: what it is, for whom, the codes."""
    asked = {row: _holders(row) for row in (*match.old, *match.new)}
    for holder in sorted(set[str]().union(*asked.values())):
        before, after = ([row for row in side if holder in asked[row]] for side in (match.old, match.new))
        if not before:
            yield from (("gained", holder, row.code) for row in after)
        elif not after:
            yield from (("lost", holder, row.code) for row in before)
        else:
            apart = [row for row in match.new if row not in after]
            yield from (("narrowed", holder, (before[0].code, row.code)) for row in apart)
            others = [row for row in match.old if row not in before]
            yield from (("widened", holder, (row.code, after[0].code)) for row in others)
            ways = ((one.code, other.code) for one in before for other in after)
            yield from (("kept", holder, way) for way in ways if (*way, "") in turned or (*way, holder) in turned)


def _holders(row: Row) -> set[str]:
    return {duty.holder for duty in row.duties if duty.holder}


#: The kinds of change that leave somebody who is asked before and after with another role or part.
_OTHERWISE = ("role-changed", "executor-changed", "executor-narrowed", "executor-widened")


def _turned(changes: Iterable[Change]) -> set[tuple[str, str, str]]:
    """Return in which events whose role or part changed; nobody is named where the term changed for all."""
    return {
        (old, new, change.about)
        for change in changes
        if (change.kind.startswith("term-") and change.kind != "term-moved-with-period") or change.kind in _OTHERWISE
        for old in change.old
        for new in change.new
    }


# --- what is asked, what is named --------------------------------------------------------------------


class Asked:
    """Both sides, asked the same; an event of the older one is called by the number that it has in the newer."""

    def __init__(self, old: Side, new: Side, comparison: Comparison) -> None:
        self.old, self.new = old, new
        self.shift = new.edition.later_than(old.edition)
        pairs = [match for match in comparison.matches if match.one_to_one]
        self.codes = {match.old[0].code: match.new[0].code for match in pairs}
        self.numbers = {match.old[0].number: match.new[0].number for match in pairs if match.old[0].number}
        self._known: dict[tuple[str, ...], tuple[Differs, ...]] = {}
        self.evidence = settings(new.workspace.root)["evidence"]
        self.known = {*old.edition.by_code, *new.edition.by_code}
        self.events = {match.old[0].iri: match.new[0] for match in pairs}

    def answers(self, holders: tuple[str, ...]) -> tuple[Differs, ...]:
        """Return the questions that are answered otherwise, about some holders; those about nobody for an empty one."""
        if holders not in self._known:
            self._known[holders] = tuple(self._answers(holders))
        return self._known[holders]

    def _answers(self, holders: Sequence[str]) -> Iterator[Differs]:
        for question in map(alone, questions(self.new.workspace.folders("queries")).values()):
            if question.over or (self.shift and question.name in self.evidence):
                continue  # it looks at all revisions, and so at neither of the two; or at what is known of a period
            needed = [each.name for each in question.parameters if not each.optional]
            for holder in (each for each in holders if needed == ([BODY] if each else [])):
                after = self._rows(self.new, question, holder)
                before = self._rows(self.old, question, holder, after)
                if before is not None and after is not None and before != after:
                    rows = before.total(), after.total(), (before - after).total(), (after - before).total()
                    yield Differs(question.name, question.question, holder, *rows)

    def _rows(self, side: Side, question: Question, body: str, after: Rows | None = None) -> Rows | None:
        """Return the rows of an answer, each with how often it stands there; None where it cannot be asked.

        A row of the older revision is the same as one of `after` if its years went on with the period.
        """
        try:
            answer: Answer = ask(side.state, question, {BODY: body} if body else {}, resolve=_itself, why=False)
        except RemitError:
            return None
        if side is self.new:
            return Counter(_plain(tuple(map(self._in_order, row))) for row in answer.rows)
        rows = [self._renumbered(answer.columns, *each) for each in zip(answer.rows, answer.iris, strict=True)]
        plain = ((_plain(row), _plain(self._later(row))) for row in rows)
        return Counter(moved if after and moved in after else row for row, moved in plain)

    def _later(self, row: tuple[object, ...]) -> tuple[object, ...]:
        """Return a row with its years moved on as the period was."""
        return tuple(later(value, self.shift) if isinstance(value, str) else value for value in row)

    def _renumbered(
        self, columns: Sequence[str], row: tuple[object, ...], iris: Mapping[str, str]
    ) -> tuple[object, ...]:
        """Return a row of the older revision with the numbers of the newer one."""
        said = []
        for name, value in zip(columns, row, strict=True):
            other = self.events.get(iris.get(name, ""))
            if other is not None and value in self.codes:
                value = other.code
            elif name == NUMBER and isinstance(value, str):
                value = self.numbers.get(value, value)
            said.append(self._in_order(value, self.codes))
        return tuple(said)

    def _in_order(self, value: object, codes: Mapping[str, str] | None = None) -> object:
        """Return a list of codes in order, as the newer revision calls them: where rows stand says nothing."""
        each = value.split(LISTED) if isinstance(value, str) else []
        if len(each) < 2 or not all(code in self.known for code in each):
            return value
        return LISTED.join(sorted((codes or {}).get(code, code) for code in each))


def _itself(store: Store, iri: str, classes: Iterable[str]) -> NamedNode:
    """Return the thing of an IRI that is of one of the classes; nobody typed a name that could mean others."""
    thing, kind = NamedNode(iri), NamedNode(expand("rdf:type"))
    if any(Quad(thing, kind, NamedNode(expand(f"remit:{name}"))) in store for name in classes):
        return thing
    raise UnknownName(f"{iri} is not there")


def _plain(row: tuple[object, ...]) -> str:
    """Return what is compared of a row of an answer: its words without typography; headings may be torn over cells."""
    return "".join(folded(str(value)) for value in row if value is not None)


def _reused(comparison: Comparison) -> Iterator[tuple[str, str, str]]:
    """Yield the names of events of the older revision that stand for other work in the newer, by their numbers."""
    goes_on = {row.code: match.new for match in comparison.matches for row in match.old}
    for row in comparison.old.rows:
        other = comparison.new.by_code.get(row.code)
        if other and other not in goes_on.get(row.code, ()):
            yield row.code, row.title, other.title

"""`remit compare --same, --not-same, --review`: what a person says about doubtful rows, kept in the workspace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from remit.comparison.edition import Edition, Row
    from remit.comparison.match import Match
    from remit.comparison.sides import Side
    from remit.comparison.wording import Wording
    from remit.workspace import Workspace

#: What may be answered to the question whether two rows are the same work.
ANSWERS = ("y", "n", "s", "q")

#: Parts of the likeness of two rows that are called otherwise than a word of the reports.
_PARTS = {"title": "event"}


def decide(old: Side, new: Side, same: Sequence[str], others: Sequence[str], workspace: Workspace) -> None:
    """Keep what `--same` and `--not-same` say."""
    from remit.comparison.deciding import keep, links, named

    today = date.today().isoformat()
    found = [
        link
        for texts, yes in ((same, True), (others, False))
        for text in texts
        for link in links(named(text, old.edition, new.edition), today, yes)
    ]
    path = keep(found, old.edition, new.edition, workspace)
    click.echo(f"{len(found)} decided, kept in {path}{_reminder(old, new)}", err=True)


def _reminder(*sides: Side) -> str:
    """Return what is left to do: lines of work between two revisions of the graph stand there as they were built."""
    in_graph = all(side.name == side.edition.name for side in sides)
    return "; comparisons follow it, the history of events does after: remit build" if in_graph else ""


def review(old: Side, new: Side, workspace: Workspace, wording: Wording) -> None:
    """Ask about each doubtful pair; each answer is kept at once, so that one may stop at any time."""
    from remit.comparison.comparing import compared
    from remit.comparison.deciding import as_decisions, keep, links

    found = compared(old, new, workspace)
    left = [match for match in (*found.matches, *found.near) if not match.sure]
    click.echo(wording.word("asked", n=str(len(left))), err=True)
    today = date.today().isoformat()
    asking = _Asking(sum(len(match.old) * len(match.new) for match in left), wording)
    for match in left:
        said = asking.answers(match)
        yes, no = ([pair for pair, answer in said.items() if answer == wanted] for wanted in ("y", "n"))
        decided = [each for each in as_decisions(match, yes) if each[1] or _pair(each[0]) in no]
        if decided:
            keep(
                [link for rows, so in decided for link in links(rows, today, so, match.how)],
                old.edition, new.edition, workspace,
            )  # fmt: skip
        if asking.enough:
            break
    told = wording.word("answered", n=str(asking.kept), left=str(asking.many - asking.kept))
    click.echo(f"{told}{_reminder(old, new) if asking.kept else ''}", err=True)


def _pair(rows: tuple[tuple[Row, ...], tuple[Row, ...]]) -> tuple[Row, Row]:
    return rows[0][0], rows[1][0]


class _Asking:
    """Questions that are asked one after the other, until it is enough; each pair of rows is a question of its own."""

    def __init__(self, many: int, wording: Wording) -> None:
        self.many, self.wording = many, wording
        self.at = self.kept = 0
        self.enough = False

    def answers(self, match: Match) -> dict[tuple[Row, Row], str]:
        """Return what a person says about each two rows of a match; what was said before it was enough counts."""
        said: dict[tuple[Row, Row], str] = {}
        for one, other in product(match.old, match.new):
            answer = self._answer(one, other, match)
            if answer == "q":
                self.enough = True
                break
            said[one, other] = answer
            self.kept += answer != "s"
        return said

    def _answer(self, one: Row, other: Row, match: Match) -> str:
        self.at += 1
        word = self.wording.word
        for line in _side_by_side(one, other, self.wording):
            click.echo(line)
        if match.parts:
            parts = ", ".join(f"{word(_PARTS.get(name, name))} {value:.2f}" for name, value in match.parts)
            click.echo(f"  {word('likeness')}: {parts}")
        question = f"({self.at}/{self.many}) {word('same')}"
        try:
            return str(click.prompt(question, type=click.Choice(ANSWERS), show_choices=False))
        except click.Abort:
            return "q"


def _side_by_side(one: Row, other: Row, wording: Wording) -> Iterator[str]:
    """Yield two rows beside each other, cell by cell."""
    from remit.comparison.cells import executors, remark, term
    from remit.reports.excerpt import printable

    yield ""
    cells = (
        ("number", *(row.number or row.code for row in (one, other))),
        ("section", _heading(one, wording.old), _heading(other, wording.new)),
        ("event", one.title, other.title),
        ("term", term([one]), term([other])),
        ("executors", executors([one]), executors([other])),
        ("remark", remark([one]), remark([other])),
    )
    yield from _table([("", wording.word("old"), wording.word("new"))])
    for name, before, after in cells:
        if before or after:
            yield from _table([(wording.word(name), printable(before), printable(after))])


def _heading(row: Row, edition: Edition) -> str:
    heading = edition.headings.get(row.group) or edition.headings.get(row.section)
    return heading.title if heading else ""


#: How wide the names of the cells and each of the two rows stand in the terminal.
_NAMES, _CELL = 12, 42


def _table(rows: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    from textwrap import wrap

    for name, before, after in rows:
        columns = [wrap(text, _CELL) or [""] for text in (before, after)]
        for at in range(max(map(len, columns))):
            left, right = (column[at] if at < len(column) else "" for column in columns)
            yield f"  {name if at == 0 else '':{_NAMES}} {left:{_CELL}}  {right}".rstrip()

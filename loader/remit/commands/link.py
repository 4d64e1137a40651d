"""`remit link`: candidates for links from live services, a person's decisions about them, and whether they hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from remit.commands.console import say, say_json, workspace_of
from remit.commands.link_check import check
from remit.commands.link_suggest import suggest
from remit.links.mapping import plain
from remit.names import shorten

if TYPE_CHECKING:
    from remit.linking.proposals import Pending
    from remit.workspace import Workspace

_ANSWERS = click.Choice(["y", "n", "skip", "quit"], case_sensitive=False)


@click.group()
def link() -> None:
    """Find links to the data of others, decide about them, keep them right."""


link.add_command(suggest)
link.add_command(check)


@link.command()
@click.option("--accept", "accepted", multiple=True, metavar="ID", help="Make this candidate a link.")
@click.option("--refuse", "refused", multiple=True, metavar="ID", help="Write that it is not the same.")
@click.option(
    "--as",
    "predicate",
    default="",
    metavar="PREDICATE",
    help="What an accepted link says, if not what the candidate does.",
)
@click.option("--role", default="", metavar="ROLE", help="In which role you decide; never a name of a person.")
@click.option("--reason", default="", metavar="TEXT", help="Why, if it is not what the candidate says.")
@click.option("--json", "as_json", is_flag=True, help="Only list what waits, as JSON.")
@click.pass_context
def review(
    ctx: click.Context,
    accepted: Sequence[str],
    refused: Sequence[str],
    predicate: str,
    role: str,
    reason: str,
    as_json: bool,
) -> None:
    """Decide about the candidates that wait.

    One after the other is shown: y makes a link of it, n writes that it is
    not the same, skip leaves it, quit ends. With --accept or --refuse only
    these are decided, without a question.
    """
    from remit.linking import decisions, proposals

    workspace = workspace_of(ctx)
    waiting = proposals.pending(workspace)
    if as_json:
        say_json({"candidates": [_plain(each) for each in waiting]})
        return
    if both := set(accepted) & set(refused):
        raise click.UsageError(f"{both.pop()} is both accepted and refused", ctx)
    said = {"reviewer": role or decisions.REVIEWER, "reason": reason}
    named = [(decisions.find(waiting, each), True) for each in dict.fromkeys(accepted)]
    named += [(decisions.find(waiting, each), False) for each in dict.fromkeys(refused)]
    for candidate, yes in named:
        _decide(candidate, yes, workspace, {**said, "predicate": predicate})
    if not named:
        _ask(waiting, workspace, {**said, "predicate": predicate})


def _ask(waiting: Sequence[Pending], workspace: Workspace, said: dict[str, str]) -> None:
    """Ask about one candidate after the other; the end of the input is as `quit`."""
    if not waiting:
        say("no candidate waits for a decision; to look for some: remit link suggest")
        return
    decided = settled = 0
    gone: set[str] = set()
    for number, candidate in enumerate(waiting, start=1):
        if candidate.link.subject in gone:
            settled += 1
            continue
        say(f"\n{number} of {len(waiting)}  {candidate.id}\n{_side_by_side(candidate, workspace)}")
        try:
            answer = click.prompt("the same?", type=_ANSWERS, default="skip")
        except click.Abort:
            break
        if answer == "quit":
            break
        if answer == "skip":
            continue
        if not _decided(candidate, answer == "y", workspace, said):
            continue
        decided += 1
        if answer == "y" and candidate.authority.single:
            gone.add(candidate.link.subject)
    say(f"\n{decided} decided, {len(waiting) - decided} left{_why_not_shown(settled)}")


def _why_not_shown(settled: int) -> str:
    if not settled:
        return ""
    return f"; {settled} not shown, as the authority has one identifier for each thing and a link says now which"


def _decide(candidate: Pending, accepted: bool, workspace: Workspace, said: dict[str, str]) -> None:
    from remit.linking import decisions

    path = decisions.decide(candidate, accepted, workspace, **said)
    say(f"{'linked' if accepted else 'refused'}: {candidate.id}, in {path}")


def _decided(candidate: Pending, accepted: bool, workspace: Workspace, said: dict[str, str]) -> bool:
    """Return whether an answer became a decision; where the record is another's, it is said so."""
    from remit.linking.decisions import Taken

    try:
        _decide(candidate, accepted, workspace, said)
    except Taken as taken:
        say(f"not linked: {taken}")
        return False
    return True


def _side_by_side(candidate: Pending, workspace: Workspace) -> str:
    """Return ours and theirs in two columns, and why they may be the same."""
    from remit.linking import ours
    from remit.linking.proposals import described

    link = candidate.link
    record = workspace.registry.records.get(link.subject.removeprefix(workspace.base))
    left = _parts(link.subject_label, described(ours.thing(record)) if record else "")
    right = _parts(link.object_label, dict(link.others).get("other", ""))
    lines = [f"  {'':8} {'ours':38} theirs"]
    for name in dict.fromkeys([*left, *right]):
        lines.append(f"  {name:8} {_cell(left.get(name, '')):38} {_cell(right.get(name, ''))}".rstrip())
    score = "" if link.confidence is None else f"{link.confidence:.2f}: "
    return "\n".join(
        [
            *lines,
            f"  {'IRI':8} {link.object}",
            f"  {'says':8} {shorten(link.predicate)}",
            f"  {'why':8} {score}{plain(link.comment)}",
        ]
    )


def _parts(label: str, described: str) -> dict[str, str]:
    parts = [part.partition(": ") for part in plain(described).split("; ") if ": " in part]
    return {"name": plain(label), **{name: text for name, _, text in parts}}


def _cell(text: str, most: int = 36) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _plain(candidate: Pending) -> dict[str, Any]:
    link = candidate.link
    return {
        "id": candidate.id,
        "subject": link.subject,
        "subject_label": link.subject_label,
        "object": link.object,
        "object_label": link.object_label,
        "score": link.confidence,
        "explanation": link.comment,
        "theirs": dict(link.others).get("other", ""),
    }

"""`remit link suggest`: ask live services for what lacks a link, and put candidates aside for a decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from remit.commands.console import say, say_json, workspace_of

if TYPE_CHECKING:
    from remit.linking.suggesting import Suggested
    from remit.links.mapping import Mapping


@click.command()
@click.option("--service", "services", multiple=True, metavar="NAME", help="Ask this one; else all that are allowed.")
@click.option("--only", multiple=True, metavar="PATH", help="Ask for this: organisation/bipm, or a class: body/")
@click.option("--out", metavar="FILE", type=click.Path(dir_okay=False), help="Where the candidates are put.")
@click.option("--json", "as_json", is_flag=True, help="Print the candidates as JSON.")
@click.pass_context
def suggest(ctx: click.Context, services: Sequence[str], only: Sequence[str], out: str | None, as_json: bool) -> None:
    """Ask live services for what has no link yet.

    What they offer is scored and waits in data/links/candidates.sssom.tsv for
    a person's decision: remit link review. Which services may be asked, and
    with which contact, is said in data/workspace.yaml. Ends with 1 where some
    of them gave no answer.
    """
    from pathlib import Path

    from remit.candidates.knowledge import knowledge
    from remit.candidates.scoring import Scorer
    from remit.linking import proposals
    from remit.linking.suggesting import suggest

    workspace = workspace_of(ctx)
    known = knowledge(workspace)
    found = suggest(workspace, lambda ours, theirs: Scorer(theirs, known).candidates(ours), services, only)
    path = proposals.add(found.rows, workspace, Path(out) if out else None)
    if as_json:
        say_json(_plain(found))
    else:
        say(_table(found.rows))
        say(f"{found.asked} asked for, {len(found.rows)} candidates in {path}; decide with: remit link review")
    for failure in found.failures:
        click.echo(f"remit: {failure}", err=True)
    ctx.exit(1 if found.failures else 0)


def _table(rows: Sequence[Mapping]) -> str:
    lines = [
        f"{row.confidence or 0:.2f}  {_cell(row.subject_label, 34)}  {_cell(row.object_label, 34)}  {row.object}\n"
        f"      {row.comment}"
        for row in sorted(rows, key=lambda row: (row.subject, -(row.confidence or 0), row.object))
    ]
    return "\n".join(lines)


def _cell(text: str, width: int) -> str:
    return (text if len(text) <= width else text[: width - 1] + "…").ljust(width)


def _plain(found: Suggested) -> dict[str, Any]:
    return {
        "asked": found.asked,
        "candidates": [
            {
                "subject": row.subject,
                "object": row.object,
                "object_label": row.object_label,
                "score": row.confidence,
                "explanation": row.comment,
            }
            for row in found.rows
        ],
        "failures": list(found.failures),
    }

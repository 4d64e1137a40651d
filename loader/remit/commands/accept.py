"""`remit accept`: leave a finding as it is, with a reason, in the workspace's list of accepted findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from remit.commands.console import say, told, workspace_of
from remit.commands.naming import RuleName

if TYPE_CHECKING:
    from datetime import datetime


@click.command()
@click.argument("rule", type=RuleName())
@click.argument("document", required=False, type=click.Path(), metavar="[FILE]")
@click.option("--event", metavar="CODE", default="", help="The event that the finding is about: 2.4.10")
@click.option("--about", metavar="PATH", default="", help="What else it is about: body/tc-1.12")
@click.option("--words", metavar="TEXT", default="", help="What stands at the place, where that is needed to tell.")
@click.option("--reason", metavar="TEXT", required=True, help="Why it is left as it is; names of persons stay out.")
@click.option("--until", metavar="DAY", type=click.DateTime(["%Y-%m-%d"]), help="The last day on which it is accepted.")
@click.pass_context
def accept(
    ctx: click.Context,
    rule: str,
    document: str | None,
    event: str,
    about: str,
    words: str,
    reason: str,
    until: datetime | None,
) -> None:
    """Accept a finding, with a reason.

    The finding of RULE is looked for in FILE, else in the documents of the
    workspace, and an entry is put to the end of data/accepted.yaml.
    """
    from datetime import date
    from pathlib import Path

    from remit.acceptances import Acceptance
    from remit.accepting import accept

    last = until.date().isoformat() if until else ""
    if last and last < date.today().isoformat():
        raise click.BadParameter(f"{last} is over; name a day to come", ctx, param_hint="--until")
    wanted = Acceptance(rule, reason, "", event=event, about=about, words=words, until=last)
    workspace = told(ctx, workspace_of(ctx), bool(document))
    say(accept(wanted, Path(document) if document else None, workspace))

"""`remit history NAME`: an event or a body through all revisions."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import click

from remit.commands.console import say, with_store_option, workspace_of

if TYPE_CHECKING:
    from pyoxigraph import Store

#: What a name may mean → the questions that tell its history, and their parameter.
TELL = {"Event": ("event", ("history-of-event",)), "Body": ("body", ("life-of-body", "history-of-body"))}


@with_store_option
@click.command()
@click.argument("name", metavar="EVENT|BODY")
@click.option("--revision", metavar="NAME", help="The revision whose numbers are meant; for example: p1-2017.")
@click.option("--as-of", metavar="DAY", help="The day whose names are meant; for example: 2018-05-01.")
@click.option("--format", "form", type=click.Choice(["table", "md"]), default="table", show_default=True)
@click.option("--why", is_flag=True, help="Show for each row the cells of the source that it rests on.")
@click.pass_context
def history(ctx: click.Context, name: str, revision: str | None, as_of: str | None, form: str, why: bool) -> None:
    """Tell the history of an event or a body through all revisions.

    A work whose continuation is doubtful ends there until somebody decides it; the command then says how.
    A number means the event of the current revision, unless --revision or --as-of says another.
    As data the same is had from: remit ask history-of-event, life-of-body, history-of-body.
    """
    from shutil import get_terminal_size

    from remit import questions
    from remit.questions.formats import as_markdown, as_table
    from remit.revisions.asked import ask_in_time, meant

    workspace = workspace_of(ctx)
    whole, catalogue = workspace.open_whole(), questions.questions(workspace.folders("queries"))
    kind, thing = meant(whole, name, tuple(TELL), workspace, revision, as_of)
    parameter, asked = TELL[kind]
    answers = [ask_in_time(whole, catalogue[each], {parameter: thing}, workspace) for each in asked]
    columns = get_terminal_size().columns
    shown = [as_markdown(each, why=why) if form == "md" else as_table(each, columns, why=why) for each in answers]
    heads = [f"{'## ' if form == 'md' else ''}{each.question.summary}" for each in answers]
    say("\n\n".join(f"{head}\n\n{text.rstrip()}" for head, text in zip(heads, shown, strict=True)))
    if kind == "Event":
        for older, newer in _broken(whole, {str(row[0]) for row in answers[0].rows}):
            hint = f"remit compare {older} {newer} --review (then: remit build)"
            click.echo(
                f"remit: no sure link between {older} and {newer}; doubtful ones are decided with: {hint}", err=True
            )


def _broken(whole: Store, held: Collection[str]) -> list[tuple[str, str]]:
    """Return the revisions that follow each other, of which one stands in a history and the other does not."""
    from remit.revisions.known import known_in, succession

    pairs = succession(known_in(whole))
    return [(one.name, other.name) for one, other in pairs if (one.code in held) != (other.code in held)]

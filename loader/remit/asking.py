"""A question of the catalogue as a command: its parameters are options that complete names."""

from __future__ import annotations

from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from remit.commands.console import store_option, workspace_of
from remit.errors import RemitError
from remit.questions import Answer, Parameter, Question, ask, complete
from remit.questions import formats as written

if TYPE_CHECKING:
    from remit.workspace import Workspace

FORMATS = ("table", "csv", "tsv", "json", "md")


def command(question: Question) -> click.Command:
    """Return the command that asks `question`."""
    options: list[click.Parameter] = [_option(parameter) for parameter in question.parameters]
    options += [
        click.Option(["--format", "form"], type=click.Choice(FORMATS), default="table", show_default=True),
        store_option(),
        click.Option(["--why"], is_flag=True, help="Show for each row the cells of the source that it rests on."),
        *_times(question),
    ]

    def run(form: str, why: bool, revision: str | None, as_of: str | None, **given: str | None) -> None:
        if why and form in ("csv", "tsv"):
            raise click.UsageError(f"--why goes with table, json or md; {form} has no place for it")
        parameters = {name.replace("_", "-"): value for name, value in given.items() if value is not None}
        answer = answer_of(question, parameters, _workspace(), revision, as_of)
        click.echo(_print(answer, form, why).rstrip("\n"))
        for each in answer.partial:
            click.echo(f"remit: this is a part of the answer: {each}", err=True)
        if answer.partial:
            click.get_current_context().exit(1)

    return click.Command(question.name, params=options, callback=run, help=_help(question))


def answer_of(
    question: Question, parameters: dict[str, str], workspace: Workspace, revision: str | None, as_of: str | None
) -> Answer:
    """Ask a question of the current state, of a revision or as of a day; what a reader must know is said beside."""
    if revision is None and as_of is None and not question.over:
        return ask(workspace.open(), question, parameters, workspace=workspace)
    from remit.revisions.asked import ask_in_time, outlived

    whole = workspace.open_whole()
    answer = ask_in_time(whole, question, parameters, workspace, revision, as_of)
    for each in outlived(whole, as_of) if as_of else ():
        click.echo(f"the period of {each.name} ended in {each.end}; no later revision was in force", err=True)
    return answer


def _times(question: Question) -> list[click.Parameter]:
    """Return the options that choose a revision or a day; a question that asks for a revision has the first itself."""
    day = click.Option(["--as-of"], metavar="DAY", help="Ask as of a day; for example: 2018-05-01.")
    if any(parameter.name == "revision" for parameter in question.parameters):
        return [day]
    return [click.Option(["--revision"], metavar="NAME", help="Ask this revision; for example: p1-2017."), day]


def _help(question: Question) -> str:
    return f"{question.question}\n\n{question.summary}. No rows: {question.none}."


def _option(parameter: Parameter) -> click.Option:
    means = f"{parameter.means[0].upper()}{parameter.means[1:]}; for example: {parameter.example}"
    return click.Option(
        [f"--{parameter.name}"],
        help=means,
        metavar=parameter.kind.upper() if parameter.kind != "iri" else "NAME",
        shell_complete=lambda ctx, param, begun: _candidates(parameter, begun),
    )


def _candidates(parameter: Parameter, begun: str) -> list[CompletionItem]:
    try:
        return [CompletionItem(name, help=means) for name, means in complete(_workspace().open(), parameter, begun)]
    except RemitError:
        return []


def _print(answer: Answer, form: str, why: bool) -> str:
    if form == "table":
        return written.as_table(answer, get_terminal_size().columns, why=why)
    if form in ("csv", "tsv"):
        return {"csv": written.as_csv, "tsv": written.as_tsv}[form](answer)
    return {"json": written.as_json, "md": written.as_markdown}[form](answer, why=why)


def _workspace() -> Workspace:
    from remit.commands.console import here

    ctx = click.get_current_context(silent=True)
    return workspace_of(ctx) if ctx else here()

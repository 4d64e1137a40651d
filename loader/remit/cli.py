"""The command line: each command a few lines around one verb; longer ones stand in `commands/`.

Results go to standard output, progress and errors to standard error.
Exit codes: 0 done and clean, 1 findings at or above `--fail-on`, 2 the program was stopped.
Heavy packages are imported by the command that needs them.
"""

from __future__ import annotations

import gc
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from remit import __version__
from remit.commands.accept import accept
from remit.commands.check import check
from remit.commands.compare import compare
from remit.commands.console import say, say_json, width, with_store_option, workspace_of
from remit.commands.history import history
from remit.commands.link import link
from remit.commands.naming import RuleName
from remit.commands.patch import patch
from remit.commands.publish import publish
from remit.commands.serve import serve
from remit.errors import RemitError

if TYPE_CHECKING:
    from collections.abc import Sequence


class Questions(click.Group):
    """The questions of the catalogue, each a command with its parameters as options."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the questions."""
        return sorted(_catalogue(ctx))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """Return the command that asks a question of the catalogue or a file; an unknown one names the nearest."""
        from remit import questions
        from remit.asking import command

        if cmd_name.endswith(".rq"):
            return command(questions.read_question(Path(cmd_name)))
        return command(questions.find(_catalogue(ctx), cmd_name))


def _catalogue(ctx: click.Context) -> dict[str, Any]:
    from remit import questions

    return questions.questions(workspace_of(ctx).folders("queries"))


@click.group(context_settings={"help_option_names": ["-h", "--help"], "terminal_width": width()})
@click.option("--workspace", metavar="DIR", help="The folder with data/ of your organisation; the bundled one if none.")
@click.version_option(__version__, prog_name="remit")
def remit(workspace: str | None) -> None:
    """Turn a work programme into linked data that can be checked and asked."""


@remit.command()
@click.argument("file", type=click.Path())
@click.option("--json", "form", flag_value="json", help="The whole reading as JSON.")
@click.option("--table", "form", flag_value="table", help="The table again, tab-separated.")
@click.pass_context
def read(ctx: click.Context, file: str, form: str | None) -> None:
    """Read a programme from a document."""
    from remit.documents.document import read
    from remit.documents.table import as_tsv
    from remit.summary import of_reading

    reading = read(file, workspace_of(ctx))
    if form == "json":
        say_json(reading.as_json())
    else:
        say(as_tsv(reading) if form == "table" else of_reading(reading))


@with_store_option
@remit.command()
@click.argument("files", nargs=-1, type=click.Path())
@click.option("--out", metavar="DIR", type=click.Path(), help="Where the graph is put.")
@click.pass_context
def build(ctx: click.Context, files: Sequence[str], out: str | None) -> None:
    """Build the graph from documents (those of the workspace if none are named)."""
    from pathlib import Path

    from remit.stores.opening import put
    from remit.summary import of_build
    from remit.verbs import build, read

    workspace = workspace_of(ctx)
    readings = [read(file, workspace) for file in files or workspace.sources]
    dataset = build(readings, workspace)
    lines = [put(dataset, workspace)] if workspace.graph_at else []
    folder = dataset.write(Path(out) if out else workspace.out) if out or not lines else None
    say("\n".join([of_build(readings, dataset, folder), *lines]))


@remit.command()
@click.argument("rule", required=False, type=RuleName(), metavar="[RULE]")
@click.pass_context
def explain(ctx: click.Context, rule: str | None) -> None:
    """Explain a rule: what it asks, why, and how to mend what it finds.

    RULE may be a group of rules; without it all rules are listed, by group.
    """
    from remit import rules

    workspace = workspace_of(ctx)
    every = workspace.rules + workspace.style + workspace.transition
    say(rules.explain(rule, every) if rule else rules.overview(workspace.catalogue))


@with_store_option
@remit.group(cls=Questions, invoke_without_command=True, subcommand_metavar="QUESTION|FILE.rq [OPTIONS]")
@click.option("--list", "listed", is_flag=True, help="List the questions.")
@click.option("--json", "as_json", is_flag=True, help="List them as JSON, with parameters and columns.")
@click.pass_context
def ask(ctx: click.Context, listed: bool, as_json: bool) -> None:
    """Ask a question of the catalogue, or one that stands in a file: FILE.rq."""
    from remit.questions.formats import list_as_json, list_as_table

    if ctx.invoked_subcommand is None:
        catalogue = _catalogue(ctx).values()
        say(list_as_json(catalogue) if as_json else list_as_table(catalogue))


@remit.command()
@click.argument("subject", required=False, type=click.Path(), metavar="[FILE|DIR]")
@click.option("--ontology-only", is_flag=True, help="Leave the data out.")
@click.pass_context
def reason(ctx: click.Context, subject: str | None, ontology_only: bool) -> None:
    """Ask HermiT whether ontology and data are free of contradictions."""
    from pathlib import Path

    from rdflib import Graph

    from remit.reasoning import explained, graph_of, judge, ontology
    from remit.summary import of_verdict

    data, workspace = graph_of(Path(subject) if subject else None, workspace_of(ctx))
    data = Graph() if ontology_only else data
    verdict = judge(data, ontology())
    say(of_verdict(verdict, explained(verdict, data, workspace)))
    ctx.exit(0 if verdict.consistent and not verdict.unsatisfiable else 1)


@remit.command()
@click.argument("folder", type=click.Path(), metavar="DIR")
@click.option(
    "--from", "documents", metavar="FILE", type=click.Path(), multiple=True,
    help="A programme to draft the registries from; may be given again, for its other revisions.",
)  # fmt: skip
def init(folder: str, documents: tuple[str, ...]) -> None:
    """Make a workspace for an organisation of your own."""
    from pathlib import Path

    from remit.starting import start, start_from

    say(start_from(Path(folder), *map(Path, documents)) if documents else start(Path(folder)))


for command in (check, accept, compare, history, link, patch, publish, serve):
    remit.add_command(command)


def main() -> NoReturn:
    """Run the command line; what stops it is said in one sentence."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = remit.main(standalone_mode=False)
    except click.exceptions.Abort:
        code = 130
    except click.ClickException as error:
        error.show()
        code = 2
    except RemitError as error:
        click.echo(f"remit: {error}", err=True)
        code = 2
    except BrokenPipeError:
        sys.stderr.close()
        code = 0
    except OSError as error:
        click.echo(f"remit: the result cannot be written: {error.strerror}", err=True)
        code = 2
    gc.freeze()  # the process ends: nothing has to be looked through for rings any more
    sys.exit(code or 0)

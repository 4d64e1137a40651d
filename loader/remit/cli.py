"""The command line: each command a few lines around one verb.

Results go to standard output, progress and errors to standard error.
Exit codes: 0 done and clean, 1 findings at or above `--fail-on`, 2 the program was stopped.
Heavy packages are imported by the command that needs them.
"""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, Any, NoReturn

import click

from remit import __version__
from remit.errors import RemitError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from remit.findings import Finding
    from remit.workspace import Workspace

SEVERITIES = ("info", "warning", "violation", "never")
REPORTS = ("text", "lines", "json", "sarif", "github", "turtle", "html")


class Questions(click.Group):
    """The questions of the catalogue, each a command with its parameters as options."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the questions."""
        return sorted(_catalogue(ctx))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """Return the command that asks one question; an unknown one names the nearest."""
        from remit import questions
        from remit.asking import command

        return command(questions.find(_catalogue(ctx), cmd_name))


def _catalogue(ctx: click.Context) -> dict[str, Any]:
    from remit import questions

    return questions.questions(_workspace(ctx).folders("queries"))


def _workspace(ctx: click.Context) -> Workspace:
    from remit.workspace import Workspace

    root = ctx.find_root().params.get("workspace")
    return Workspace.at(root) if root else Workspace.bundled()


def _width(most: int = 100, none: int = 80) -> int:
    """Return the width of the terminal; click would import `shutil` and three compressors to know it."""
    try:
        return min(os.get_terminal_size(sys.stdout.fileno()).columns, most)
    except (OSError, ValueError):
        return none


@click.group(context_settings={"help_option_names": ["-h", "--help"], "terminal_width": _width()})
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

    reading = read(file, _workspace(ctx))
    if form == "json":
        _print_json(reading.as_json())
    else:
        _print(as_tsv(reading) if form == "table" else of_reading(reading))


@remit.command()
@click.argument("files", nargs=-1, type=click.Path())
@click.option("--out", metavar="DIR", type=click.Path(), help="Where the graph is put.")
@click.pass_context
def build(ctx: click.Context, files: Sequence[str], out: str | None) -> None:
    """Build the graph from documents (those of the workspace if none are named)."""
    from pathlib import Path

    from remit.summary import of_build
    from remit.verbs import build, read

    workspace = _workspace(ctx)
    readings = [read(file, workspace) for file in files or workspace.sources]
    dataset = build(readings, workspace)
    folder = dataset.write(Path(out) if out else workspace.out)
    _print(of_build(readings, dataset, folder))


@remit.command()
@click.argument("subjects", nargs=-1, type=click.Path(), metavar="[FILE...|DIR]")
@click.option("--format", "form", type=click.Choice(REPORTS), default="text", show_default=True)
@click.option("--annotate", metavar="FILE", type=click.Path(), help="Put a copy of a Word document with comments here.")
@click.option("--fail-on", type=click.Choice(SEVERITIES), default="violation", show_default=True)
@click.option("--fix", metavar="OUT", type=click.Path(), help="Write a copy in which is mended what has one answer.")
@click.option("--tracked", is_flag=True, help="Mark each change in that copy as tracked, in a Word document.")
@click.pass_context
def check(
    ctx: click.Context,
    subjects: Sequence[str],
    form: str,
    annotate: str | None,
    fail_on: str,
    fix: str | None,
    tracked: bool,
) -> None:
    """Check documents, a graph or a workspace against the rules; texts of one revision are held together."""
    from dataclasses import replace
    from pathlib import Path

    from remit.checking import check_subjects
    from remit.reports import report

    if tracked and not fix:
        raise click.UsageError("--tracked is for the copy that --fix writes; name it: --fix OUT")
    subjects = [_fix(ctx, subjects, fix, tracked)] if fix else subjects
    checked = check_subjects([Path(subject) for subject in subjects], _workspace(ctx))
    if annotate:
        from remit.annotating import annotate as write

        click.echo(write(checked, Path(annotate)), err=True)
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    _print(report(form)(replace(checked, colour=colour, width=_width(120, 100))))
    ctx.exit(_fails(checked.findings, fail_on))


def _fix(ctx: click.Context, subjects: Sequence[str], out: str, tracked: bool) -> str:
    """Write a mended copy, say what was mended, and return the copy, which is then what is checked."""
    from pathlib import Path

    from remit.mending import mend
    from remit.mending.report import as_text

    if len(subjects) != 1:
        raise click.UsageError("--fix mends one document; name it: remit check DOCUMENT --fix OUT")
    outcome = mend(Path(subjects[0]), Path(out), _workspace(ctx), tracked=tracked)
    click.echo(as_text(outcome.done, Path(out), outcome.columns), nl=False, err=True)
    return out


def _fails(findings: Sequence[Finding], fail_on: str) -> int:
    from remit.findings import Severity

    return int(fail_on != "never" and any(finding.severity >= Severity[fail_on] for finding in findings))


@remit.command()
@click.argument("rule")
@click.pass_context
def explain(ctx: click.Context, rule: str) -> None:
    """Explain a rule: what it asks, why, and how to mend what it finds."""
    from remit import rules

    _print(rules.explain(rule, rules.rules(*_workspace(ctx).own("shapes"))))


@remit.group(cls=Questions, invoke_without_command=True, subcommand_metavar="QUESTION [OPTIONS]")
@click.option("--list", "listed", is_flag=True, help="List the questions.")
@click.option("--json", "as_json", is_flag=True, help="List them as JSON, with parameters and columns.")
@click.pass_context
def ask(ctx: click.Context, listed: bool, as_json: bool) -> None:
    """Ask a question of the catalogue."""
    from remit.questions.formats import list_as_json, list_as_table

    if ctx.invoked_subcommand is None:
        catalogue = _catalogue(ctx).values()
        _print(list_as_json(catalogue) if as_json else list_as_table(catalogue))


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

    data, workspace = graph_of(Path(subject) if subject else None, _workspace(ctx))
    data = Graph() if ontology_only else data
    verdict = judge(data, ontology())
    _print(of_verdict(verdict, explained(verdict, data, workspace)))
    ctx.exit(0 if verdict.consistent and not verdict.unsatisfiable else 1)


@remit.command()
@click.argument("folder", type=click.Path(), metavar="DIR")
@click.option("--from", "document", metavar="FILE", type=click.Path(), help="A programme to draft the registries from.")
def init(folder: str, document: str | None) -> None:
    """Make a workspace for an organisation of your own."""
    from pathlib import Path

    from remit.starting import start, start_from

    _print(start_from(Path(folder), Path(document)) if document else start(Path(folder)))


def _print_json(plain: dict[str, Any]) -> None:
    import json

    _print(json.dumps(plain, ensure_ascii=False, indent=1))


def _print(text: str) -> None:
    click.echo(text.rstrip("\n"))


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
    sys.exit(code or 0)

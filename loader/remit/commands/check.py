"""`remit check`: findings out, of which one can choose, and a verdict as exit code."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from remit.commands.console import say, width, workspace_of
from remit.commands.naming import RuleName

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from remit.findings import Finding
    from remit.reports.checked import Checked
    from remit.workspace import Workspace

REPORTS = ("text", "lines", "json", "sarif", "github", "turtle", "html")
ENGINES = ("compiled", "pyshacl")
SEVERITIES = ("info", "warning", "violation", "never")


@click.command()
@click.argument("subjects", nargs=-1, type=click.Path(), metavar="[FILE|DIR]...")
@click.option("--format", "form", type=click.Choice(REPORTS), default="text", show_default=True)
@click.option("--annotate", metavar="FILE", type=click.Path(), help="Put a copy of a Word document with comments here.")
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default="violation",
    show_default=True,
    help="From which severity on it ends with 1.",
)
@click.option("--only", multiple=True, type=RuleName(several=True), metavar="NAME,…", help="Look at these rules alone.")
@click.option("--ignore", multiple=True, type=RuleName(several=True), metavar="NAME,…", help="Leave these rules out.")
@click.option("--fix", metavar="OUT", type=click.Path(), help="Write a copy in which is mended what has one answer.")
@click.option("--tracked", is_flag=True, help="Mark each change in that copy as tracked, in a Word document.")
@click.option("--engine", type=click.Choice(ENGINES), default=ENGINES[0], show_default=True, help="Who judges.")
@click.option("--all", "everything", is_flag=True, help="Print the accepted findings too.")
@click.option("--watch", is_flag=True, help="Check again at every save, until Ctrl-C.")
@click.pass_context
def check(
    ctx: click.Context,
    subjects: Sequence[str],
    form: str,
    annotate: str | None,
    fail_on: str,
    only: Sequence[str],
    ignore: Sequence[str],
    fix: str | None,
    tracked: bool,
    engine: str,
    everything: bool,
    watch: bool,
) -> None:
    """Check documents, graphs, a workspace or an ontology against the rules.

    \b
    A NAME is a rule (term-present), a severity (info), a group of rules or a
    pattern (term-*); remit explain lists them. Findings that were accepted
    (remit accept) are counted, not printed.
    """
    from dataclasses import replace
    from pathlib import Path

    from remit import checking, rules

    if tracked and not fix:
        raise click.UsageError("--tracked is for the copy that --fix writes; name it: --fix OUT")
    if fix and watch:
        raise click.UsageError("--watch only looks; leave --fix out")
    subjects = [_fix(ctx, subjects, fix, tracked)] if fix else subjects

    def look(workspace: Workspace) -> Checked:
        wanted = rules.chosen(workspace.catalogue, only, ignore)
        checked = checking.check_all(documents, workspace, engine).of(wanted)
        colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        return replace(checked, colour=colour, width=width(120, 100))

    workspace, documents = checking.named([*map(Path, subjects)], workspace_of(ctx))
    for name, reason in checking.left(workspace, engine).items():
        click.echo(f"remit: pyshacl judges {name}: {reason}", err=True)
    if watch:
        if form != "text" or annotate:
            raise click.UsageError("--watch prints text; leave --format and --annotate out")
        checked = _watched(look, workspace, documents or workspace.sources)
    else:
        checked = look(workspace)
        for sentence in checked.alone:
            click.echo(f"remit: {sentence}", err=True)
        shown = checked if everything else checked.without_accepted()
        _report(shown, form, annotate)
    ctx.exit(fails(checked.open, fail_on))


def _fix(ctx: click.Context, subjects: Sequence[str], out: str, tracked: bool) -> str:
    """Write a mended copy, say what was mended, and return the copy, which is then what is checked."""
    from pathlib import Path

    from remit.mending import mend
    from remit.mending.report import as_text

    if len(subjects) != 1:
        raise click.UsageError("--fix mends one document; name it: remit check DOCUMENT --fix OUT")
    outcome = mend(Path(subjects[0]), Path(out), workspace_of(ctx), tracked=tracked)
    click.echo(as_text(outcome.done, Path(out), outcome.columns), nl=False, err=True)
    return out


def _report(checked: Checked, form: str, annotate: str | None) -> None:
    from pathlib import Path

    from remit.reports import report

    if annotate:
        from remit.annotating import annotate as write

        click.echo(write(checked, Path(annotate)), err=True)
    say(report(form)(checked))


def _watched(look: Callable[[Workspace], Checked], workspace: Workspace, documents: list[Path]) -> Checked:
    from remit.commands.watch import watch

    return watch(look, workspace, documents)


def fails(findings: Sequence[Finding], fail_on: str) -> int:
    """Return the exit code: 1 if a finding is at least as grave as `fail_on` says."""
    from remit.findings import Severity

    return int(fail_on != "never" and any(finding.severity >= Severity[fail_on] for finding in findings))

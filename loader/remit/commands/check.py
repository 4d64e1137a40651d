"""`remit check`: findings out, of which one can choose, and a verdict as exit code."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from remit.commands.console import is_stored, say, told, width, with_store_option, workspace_of
from remit.commands.naming import RuleName

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from remit.checking import Check
    from remit.findings import Finding
    from remit.reports.checked import Checked
    from remit.workspace import Workspace

REPORTS = ("text", "lines", "json", "sarif", "github", "turtle", "html")
ENGINES = ("compiled", "pyshacl")
SEVERITIES = ("info", "warning", "violation", "never")


@with_store_option
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
def check(ctx: click.Context, /, **said: Any) -> None:
    """Check documents, graphs, a workspace or an ontology against the rules.

    \b
    A NAME is a rule (term-present), a severity (info), a group of rules or a
    pattern (term-*); remit explain lists them. Findings that were accepted
    (remit accept) are counted, not printed.
    """
    asked = Asked(**said)
    asked.refuse(is_stored(ctx))
    checked = _watched(asked, ctx) if asked.watch else _looked(asked, ctx)
    ctx.exit(fails(checked.open, asked.fail_on))


@dataclass(frozen=True)
class Asked:
    """What the command line asks for, by the names of its options."""

    subjects: tuple[str, ...]
    form: str
    annotate: str | None
    fail_on: str
    only: tuple[str, ...]
    ignore: tuple[str, ...]
    fix: str | None
    tracked: bool
    engine: str
    everything: bool
    watch: bool

    def refuse(self, stored: bool = False) -> None:
        """Stop with one sentence where options contradict each other; `stored`: a store is named."""
        if self.tracked and not self.fix:
            raise click.UsageError("--tracked is for the copy that --fix writes; name it: --fix OUT")
        if self.fix and self.watch:
            raise click.UsageError("--watch only looks; leave --fix out")
        if self.watch and (self.form != "text" or self.annotate):
            raise click.UsageError("--watch prints text; leave --format and --annotate out")
        if stored and (self.subjects or self.watch or self.fix):
            raise click.UsageError(
                "--store checks the graph of a store; name no document, and leave --watch and --fix out"
            )
        for option, name in (("--fix", self.fix), ("--annotate", self.annotate)):
            if name and name.startswith("-"):
                raise click.UsageError(f"{option} is followed by the name of the copy, which “{name}” is not")
        if self.fix and len(self.subjects) != 1:
            raise click.UsageError("--fix mends one document; name it: remit check DOCUMENT --fix OUT")

    def rules(self, workspace: Workspace) -> frozenset[str]:
        """Return the names of the rules that are looked at."""
        from remit import rules

        return rules.chosen(workspace.catalogue, self.only, self.ignore)


def _looked(asked: Asked, ctx: click.Context) -> Checked:
    """Look once, at the mended copy where one is asked for, and report."""
    if asked.fix:
        asked = replace(asked, subjects=(_fixed(asked, asked.fix, workspace_of(ctx)),))
    workspace, documents = _named(asked, ctx)
    checked = _look(asked, workspace, documents)
    for sentence in checked.alone:
        click.echo(f"remit: {sentence}", err=True)
    _report(checked if asked.everything else checked.without_accepted(), asked.form, asked.annotate)
    return checked


def _watched(asked: Asked, ctx: click.Context) -> Checked:
    """Look at every save; return what was seen last."""
    from remit.commands.watch import watch
    from remit.rechecking import Recheck

    workspace, documents = _named(asked, ctx)
    by = Recheck() if asked.engine == ENGINES[0] else None
    look = partial(_look, asked, documents=documents, by=by)
    return watch(look, workspace, documents or workspace.sources, by.prepare if by else lambda: None)


def _named(asked: Asked, ctx: click.Context) -> tuple[Workspace, list[Path]]:
    """Return the workspace and the documents that are meant; say which rules another engine judges."""
    from pathlib import Path

    from remit import checking

    around = workspace_of(ctx)
    workspace, documents = checking.named([*map(Path, asked.subjects)], around)
    if workspace is around:
        told(ctx, workspace, bool(asked.subjects))
    for name, reason in checking.left(workspace, asked.engine).items():
        click.echo(f"remit: pyshacl judges {name}: {reason}", err=True)
    return workspace, documents


def _look(asked: Asked, workspace: Workspace, documents: Sequence[Path], by: Check | None = None) -> Checked:
    from remit import checking

    wanted = asked.rules(workspace)
    checked = checking.check_all(documents, workspace, asked.engine, by).of(wanted)
    terminal = sys.stdout.isatty()
    colour = terminal and "NO_COLOR" not in os.environ
    return replace(checked, colour=colour, width=width(120, 100), wraps=terminal)


def _fixed(asked: Asked, out: str, workspace: Workspace) -> str:
    """Write a copy in which the chosen rules are kept where that has one answer, say what was mended; return it."""
    from pathlib import Path

    from remit.mending import mend
    from remit.mending.report import as_text

    wanted = asked.rules(workspace)

    def chosen(findings: Sequence[Finding]) -> list[Finding]:
        return [finding for finding in findings if finding.rule in wanted]

    outcome = mend(Path(asked.subjects[0]), Path(out), workspace, chosen, asked.tracked)
    click.echo(as_text(outcome.done, Path(out), outcome.columns), nl=False, err=True)
    return out


def _report(checked: Checked, form: str, annotate: str | None) -> None:
    from pathlib import Path

    from remit.reports import report

    if annotate:
        from remit.annotating import annotate as write

        click.echo(write(checked, Path(annotate)), err=True)
    say(report(form)(checked))


def fails(findings: Sequence[Finding], fail_on: str) -> int:
    """Return the exit code: 1 if a finding is at least as grave as `fail_on` says."""
    from remit.findings import Severity

    return int(fail_on != "never" and any(finding.severity >= Severity[fail_on] for finding in findings))

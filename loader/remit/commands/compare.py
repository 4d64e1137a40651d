"""`remit compare`: what changed between two revisions, in words, as a page, as a table, as JSON."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from remit.commands import deciding
from remit.commands.console import width, with_store_option, workspace_of
from remit.commands.putting import put, target

if TYPE_CHECKING:
    from remit.comparison.redline import Redline

SEVERITIES = ("violation", "warning", "info")
FORMATS = ("text", "markdown", "json", "html", "docx", "turtle", "patch")


class Kinds(click.ParamType):  # type: ignore[type-arg]
    """Kinds of change, separated by commas; an unknown one names all."""

    name = "kind"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> frozenset[str]:
        """Return the kinds."""
        from remit.comparison.wording import kinds

        wanted = frozenset(filter(None, (each.strip() for each in value.split(","))))
        if unknown := sorted(wanted - set(kinds())):
            self.fail(f"“{unknown[0]}” is no kind of change; there is: {', '.join(kinds())}", param, ctx)
        return wanted


@with_store_option
@click.command()
@click.argument("old", type=click.Path())
@click.argument("new", type=click.Path())
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--out", metavar="FILE", type=click.Path(), help="Put the result here; a Word document has to be put.")
@click.option("--body", metavar="NAME", help="Only what concerns a body, a post or an organisation: TC 4.")
@click.option("--kind", "kinds", type=Kinds(), metavar="KIND,…", help="Only these kinds of change: executor-added.")
@click.option("--lang", metavar="LANGUAGE", default="en", show_default=True, help="The language it is told in.")
@click.option("--fail-on", type=click.Choice(SEVERITIES), help="End with 1 where a rule finds as much in what is told.")
@click.option("--same", multiple=True, metavar="OLD=NEW", help="Decide that work goes on: 2.1.3=2.1.4; parts: 1=1,2.")
@click.option("--not-same", multiple=True, metavar="OLD=NEW", help="Decide that two rows are other work: 2.1.3=2.1.4.")
@click.option("--review", is_flag=True, help="Ask about each doubtful pair: yes, no, skip, quit.")
@click.option("--exit-code", "exits", is_flag=True, help="End with 1 where something changed.")
@click.pass_context
def compare(
    ctx: click.Context,
    old: str,
    new: str,
    form: str,
    out: str | None,
    body: str | None,
    kinds: frozenset[str] | None,
    lang: str,
    fail_on: str | None,
    same: tuple[str, ...],
    not_same: tuple[str, ...],
    review: bool,
    exits: bool,
) -> None:
    """Tell what changed between two revisions, and what it means for whom.

    \b
    OLD and NEW are each a revision of the graph (p1-2017), a document that
    remit read takes, or a graph file (.ttl, .nq, .trig).

    What --same, --not-same and --review decide is kept in the workspace, in
    data/links/revisions.sssom.tsv, and every comparison follows it.
    """
    from dataclasses import replace

    from remit.comparison.comparing import only_for, redline_of, worded
    from remit.comparison.reports import report
    from remit.comparison.sides import side
    from remit.comparison.wording import languages

    if form == "docx" and not out:
        raise click.UsageError("a Word document is put into a file; name it: --out FILE")
    workspace = workspace_of(ctx)
    if lang not in (spoken := languages(workspace.root)):
        raise click.UsageError(f"changes are told in {', '.join(spoken)}; not in “{lang}”")
    goes_to = target(out, (old, new)) if out else None
    sides = side(old, workspace), side(new, workspace)
    if same or not_same:
        deciding.decide(*sides, same, not_same, workspace)
    if review:
        deciding.review(*sides, workspace, worded(*sides, lang))
    made = redline_of(*sides, workspace, lang)
    made = replace(only_for(made, body) if body else made, kinds=kinds or frozenset())
    colour = not out and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    put(report(form)(replace(made, colour=colour, width=width(120, 100))), goes_to)
    ctx.exit(int((exits and _changed(made)) or _fails(made, fail_on)))


def _fails(made: Redline, least: str | None) -> bool:
    from remit.findings import Severity

    return least is not None and any(finding.severity >= Severity[least] for finding in made.told_findings)


def _changed(made: Redline) -> bool:
    return bool(made.told_headings or any(made.told(entry) for entry in made.entries))

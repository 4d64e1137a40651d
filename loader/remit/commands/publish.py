"""`remit publish DIR`: write the graph as a site of files."""

from __future__ import annotations

import click

from remit.commands.console import say, with_store_option, workspace_of


@with_store_option
@click.command()
@click.argument("folder", metavar="DIR", type=click.Path())
@click.option("--check/--no-check", "checked", default=True, show_default=True, help="Tell what the check finds, too.")
@click.option("--base", metavar="IRI", help="Where the published IRIs begin, if not where the workspace says.")
@click.pass_context
def publish(ctx: click.Context, folder: str, checked: bool, base: str | None) -> None:
    """Write the graph as a site: pages for people, data for machines, nothing to run.

    DIR is a new or an empty folder, or one that holds the site as it was; only files that differ are written.
    """
    from remit.publishing.publishing import publish
    from remit.publishing.sharing import uncollected

    workspace = workspace_of(ctx)
    with uncollected():
        made = publish(workspace.open_whole(), folder, workspace, base or "", checked)
    say(f"{folder}: {made.files} files, {made.written} written, {made.removed} removed")

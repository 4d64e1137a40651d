"""`remit serve`: the site and the endpoint, live."""

from __future__ import annotations

import click

from remit.commands.console import with_store_option, workspace_of


@with_store_option
@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option("--processes", default=2, show_default=True, type=click.IntRange(1, 64), help="Processes of the web.")
@click.option("--check/--no-check", "checked", default=True, show_default=True, help="Tell what the check finds, too.")
@click.option("--log", is_flag=True, help="Write a line of JSON for each request to standard error.")
@click.option(
    "--proxy", metavar="ADDRESSES", default="127.0.0.1", show_default=True,
    help="Proxies whose X-Forwarded-For is believed, with commas.",
)  # fmt: skip
@click.option("--stdio", is_flag=True, help="Answer one assistant on standard input and output (MCP), and no address.")
@click.pass_context
def serve(
    ctx: click.Context, host: str, port: int, processes: int, checked: bool, log: bool, proxy: str, stdio: bool
) -> None:
    """Serve the graph: pages, data, a SPARQL endpoint, its states in time.

    A new graph (remit build) is taken up while the server runs.
    """
    try:
        from remit.serving.serving import served, spoken
        from remit.serving.supervisor import Options
    except ModuleNotFoundError as error:
        from remit.errors import MissingTool

        raise MissingTool(f"remit serve needs the package {error.name}: pip install 'remit-lod[serve]'") from None
    workspace = workspace_of(ctx)
    if stdio:
        spoken(workspace)
        return
    served(workspace, host, port, Options(processes, checked, log, proxy), lambda text: click.echo(text, err=True))

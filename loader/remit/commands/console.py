"""What the commands share: which workspace is meant, and how a result is printed."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from remit.workspace import Workspace

C = TypeVar("C", bound=click.Command)
_STORE = "remit.store"


def workspace_of(ctx: click.Context) -> Workspace:
    """Return the workspace that `--workspace` names, else the one in whose folder one stands, else the bundled one."""
    from remit.workspace import Workspace

    root = ctx.find_root().params.get("workspace")
    return _with_store(Workspace.at(root) if root else here(), ctx)


def here() -> Workspace:
    """Return the workspace in whose folder, or below it, one stands; else the bundled one."""
    from pathlib import Path

    from remit import bundle
    from remit.workspace import SETTINGS, Workspace

    place = Path().resolve()
    found = next((each for each in (place, *place.parents) if (each / "data" / SETTINGS).is_file()), None)
    if found and found != bundle.root().resolve():
        return Workspace.at(os.path.relpath(found))
    return Workspace.bundled()


def told(ctx: click.Context, workspace: Workspace, documents: bool) -> Workspace:
    """Return a workspace; say which it is if it was not named, of the bundled one only where no documents are."""
    if not ctx.find_root().params.get("workspace"):
        if not workspace.is_bundled:
            click.echo(f"remit: in the workspace {workspace.root.resolve()} ({workspace.settings['name']})", err=True)
        elif not documents:
            said = "this is the workspace that comes with Remit; name another with: remit --workspace DIR"
            click.echo(f"remit: {said}", err=True)
    return workspace


def store_option() -> click.Option:
    """Return the option that names where the graph is; `workspace_of` heeds it."""

    def keep(ctx: click.Context, _: click.Parameter, said: str | None) -> None:
        if said:
            ctx.meta[_STORE] = said

    means = "The graph's store: a folder, or PRODUCT:ADDRESS of a server (fuseki, graphdb, oxigraph, virtuoso …)."
    return click.Option(["--store"], metavar="DIR|STORE", help=means, expose_value=False, callback=keep)


def with_store_option(command: C) -> C:
    """Add that option to a command."""
    command.params.append(store_option())
    return command


def is_stored(ctx: click.Context) -> bool:
    """Return whether the command line names a store."""
    return _STORE in ctx.meta


def _with_store(workspace: Workspace, ctx: click.Context) -> Workspace:
    from dataclasses import replace

    said = ctx.meta.get(_STORE)
    return replace(workspace, graph_at=said) if said else workspace


def say(text: str) -> None:
    """Print a result."""
    click.echo(text.rstrip("\n"))


def say_json(plain: dict[str, Any]) -> None:
    """Print a result as JSON."""
    import json

    say(json.dumps(plain, ensure_ascii=False, indent=1))


def width(most: int = 100, none: int = 80) -> int:
    """Return the width of the terminal; click would import `shutil` and three compressors to know it."""
    try:
        return min(os.get_terminal_size(sys.stdout.fileno()).columns, most)
    except (OSError, ValueError):
        return none

"""What the commands share: which workspace is meant, and how a result is printed."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from remit.workspace import Workspace


def workspace_of(ctx: click.Context) -> Workspace:
    """Return the workspace that `--workspace` names, else the bundled one."""
    from remit.workspace import Workspace

    root = ctx.find_root().params.get("workspace")
    return Workspace.at(root) if root else Workspace.bundled()


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

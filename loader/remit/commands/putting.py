"""Where a result goes: to standard output, or whole into a file that is none of those that were read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from remit.commands.console import say

if TYPE_CHECKING:
    from pathlib import Path


def target(out: str, inputs: tuple[str, ...]) -> Path:
    """Return where the result goes; what is read is never written over."""
    from pathlib import Path

    path = Path(out)
    for each in map(Path, inputs):
        if each.exists() and path.exists() and path.samefile(each):
            raise click.UsageError(f"{out} is one of those that are read; name another file to put the result in")
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise click.UsageError(f"{out} cannot be written: name a file in a folder that is there")
    return path


def put(made: str | bytes, place: Path | None) -> None:
    """Print a result, or put it whole into its file."""
    if place is None:
        say(made if isinstance(made, str) else made.decode())
        return
    fresh = place.with_name(f".{place.name}.{os.getpid()}")
    fresh.write_bytes(made if isinstance(made, bytes) else made.encode("utf-8"))
    os.replace(fresh, place)

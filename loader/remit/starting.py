"""Start a workspace: a copy of the template, a small fictional organisation to be replaced by one's own."""

from __future__ import annotations

import shutil
from pathlib import Path

from remit import bundle
from remit.errors import WorkspaceError


def start(folder: Path) -> str:
    """Make a workspace in `folder` and say what to do next; a folder that holds something is left alone."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WorkspaceError(f"{folder} is not empty; name a folder that is not there yet")
    try:
        shutil.copytree(bundle.folder("data") / "template", folder, dirs_exist_ok=True)
    except OSError as error:
        raise WorkspaceError(f"{folder} cannot be made: {error.strerror}") from error
    return (
        f"{folder} is a workspace with a small fictional organisation.\n"
        f"  1. Put its name and base into {folder / 'data' / 'workspace.yaml'}.\n"
        f"  2. Put your bodies, posts and partners into {folder / 'data' / 'registry'}.\n"
        f"  3. Put your programme into {folder / 'data' / 'source'} and name it in workspace.yaml.\n"
        f"  4. Run: remit --workspace {folder} check"
    )

"""The verb `publish`: a graph as a site in a folder, under its own base or another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from remit.publishing.publication import Publication
from remit.publishing.rebased import rebased
from remit.publishing.sharing import uncollected
from remit.publishing.site import Written, write

if TYPE_CHECKING:
    from pyoxigraph import Store

    from remit.workspace import Workspace


def publish(store: Store, folder: str | Path, workspace: Workspace, base: str = "", checked: bool = False) -> Written:
    """Write a store as a site to a folder; with `base` the published IRIs begin there instead of at the workspace's.

    With `checked` the site tells what the check finds. What cannot be written is a PublishError.
    """
    with uncollected():
        if base and base != workspace.base:
            store = rebased(store, workspace.base, base)
        return write(Publication(workspace, store, checked, base), Path(folder))

"""Open the graph that `--store` names, and put one there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Store

from remit import store
from remit.errors import ServiceError, StoreError
from remit.services.login import from_environment
from remit.stores.place import Place, place_of
from remit.stores.remote import Remote, why

if TYPE_CHECKING:
    from remit.graph.dataset import Dataset
    from remit.workspace import Workspace

#: What the pointer of a folder of ours says; Oxigraph has a file of the same name.
_OURS = re.compile(r"[0-9a-f]{16}\s*")


def opened(workspace: Workspace, whole: bool = True) -> Store:
    """Open the graph at `workspace.graph_at`: with all named graphs if `whole`, else the current state is enough.

    A store without the current state, into which somebody put the graphs alone, is given it in memory.
    """
    from remit.revisions.state import with_state

    said = workspace.graph_at
    if not (place := place_of(said, workspace)):
        return _folder(Path(said))
    try:
        remote = _remote(place, workspace)
        made = remote.copy(whole)
        if not any(made.quads_for_pattern(None, None, None, DefaultGraph())):
            made = with_state(made if whole else remote.copy(), workspace.base)
    except ServiceError as error:
        raise StoreError(why(error)) from error
    return made


def put(dataset: Dataset, workspace: Workspace) -> str:
    """Put a dataset into the store at `workspace.graph_at`; return a line that says what stands there."""
    from remit.stores.upload import upload

    said = workspace.graph_at
    if not (place := place_of(said, workspace)):
        folder = Path(said)
        _refuse_others(folder)
        try:
            return f"  store {store.write(folder, dataset.quads, dataset.name)}"
        except OSError as error:
            raise StoreError(f"{folder}: the graph cannot be written: {error.strerror or error}") from error
    remote = _remote(place, workspace)
    there = upload(dataset, remote)
    lines = [f"  store {place.query} ({place.product}): {sum(there.values())} triples in {len(there)} graphs, counted"]
    lines += [f"  the current state is in the graph {remote.state}"] if remote.state else []
    if not place.whole:
        lines += [
            "  this product is not known to put all graphs in their places at once: readers may have met a mixture"
        ]
    return "\n".join([*lines, *([f"  this product keeps literals its own way: {place.keeps}"] if place.keeps else [])])


def _remote(place: Place, workspace: Workspace) -> Remote:
    return Remote(place, workspace.base, from_environment())


def _folder(folder: Path) -> Store:
    """Open a folder: one that a build wrote, one with such a `store/` in it, or one of Oxigraph's own."""
    for each in (folder, folder / "store"):
        if (each / store.POINTER).is_file():
            return store.open_current(each) if _is_ours(each) else _oxigraph(each)
    raise StoreError(f"{folder} holds no graph; run: remit build --store {folder}")


def _is_ours(folder: Path) -> bool:
    try:
        return bool(_OURS.fullmatch((folder / store.POINTER).read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError):
        return False


def _oxigraph(folder: Path) -> Store:
    try:
        return Store.read_only(str(folder))
    except (OSError, RuntimeError, ValueError) as error:
        raise StoreError(
            f"{folder} cannot be opened as a store of Oxigraph: {str(error).splitlines()[0][:120]}"
        ) from error


def _refuse_others(folder: Path) -> None:
    """Stop where a folder holds anything but a graph of ours: older stores in it are dropped."""
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{folder} is a file; --store names a folder or the address of a store")
    if folder.is_dir() and any(folder.iterdir()) and not _is_ours(folder):
        raise StoreError(f"{folder} holds other files; name a new or an empty folder")

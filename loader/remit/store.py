"""The graph on disk and in memory: Oxigraph, embedded.

A store is built beside the old one and put in its place by one rename of the file `CURRENT`,
so a build that is killed leaves the old store whole.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Store

from remit.errors import StoreError

POINTER = "CURRENT"


def write(folder: Path, quads: Iterable[Quad], name: str) -> Path:
    """Put a new store called `name` into `folder`, make it the current one, drop the others."""
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f"{name}.{os.getpid()}.new"
    shutil.rmtree(fresh, ignore_errors=True)
    store = Store(str(fresh))
    store.bulk_extend(quads)
    store.flush()
    del store
    final = folder / name
    if final.exists():
        shutil.rmtree(fresh)
    else:
        fresh.rename(final)
    pointer = folder / f"{POINTER}.{os.getpid()}.new"
    pointer.write_text(name + "\n", encoding="utf-8")
    os.replace(pointer, folder / POINTER)
    _drop_others(folder, name)
    return final


def open_current(folder: Path) -> Store:
    """Open the current store of `folder` for reading; a folder without one is a StoreError."""
    pointer = folder / POINTER
    if not pointer.is_file():
        raise StoreError(f"{folder} holds no graph yet; run: remit build")
    try:
        return Store.read_only(str(folder / pointer.read_text(encoding="utf-8").strip()))
    except OSError as error:
        raise StoreError(f"the graph in {folder} cannot be opened ({error}); run: remit build") from error


def load(files: Iterable[Path]) -> Store:
    """Load N-Quads, TriG or Turtle files into a store in memory."""
    store = Store()
    for path in files:
        form = RdfFormat.from_extension(path.suffix.lstrip("."))
        if form is None:
            raise StoreError(f"{path.name} is not a graph file; expected .nq, .trig, .nt or .ttl")
        try:
            store.bulk_load(path=str(path), format=form)
        except (SyntaxError, OSError) as error:
            raise StoreError(f"{path} cannot be read: {error}") from error
    return store


def graph_names(store: Store) -> list[str]:
    """Return the names of the named graphs, sorted."""
    return sorted(g.value for g in store.named_graphs() if isinstance(g, NamedNode))


def _drop_others(folder: Path, name: str) -> None:
    for old in folder.iterdir():
        if old.is_dir() and old.name != name:
            shutil.rmtree(old, ignore_errors=True)

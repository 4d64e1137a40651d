"""A patch in a file, and the graph that it is for: the graph after it, or, taken back, the one before."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import DefaultGraph, Quad, RdfFormat, serialize

from remit.comparison.patch import Patch, read
from remit.comparison.sides import side
from remit.errors import RemitError, SourceError, StoreError
from remit.names import prefixes
from remit.store import GRAPHS, as_written, default_graph, in_default
from remit.workspace import Workspace


def read_patch(path: Path) -> Patch:
    """Read a file of RDF Patch; one that is not there, is no text or is not understood stops in one sentence."""
    try:
        return read(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise StoreError(f"{path} is no patch, a text in UTF-8, as: A <subject> <property> <value> .") from error
    except OSError as error:
        raise SourceError(f"{path}: there is no such patch: {error.strerror}") from error
    except StoreError as error:
        raise StoreError(f"{path}: {error}") from error


def patched(patch: Patch, graph: str | Path, workspace: Workspace) -> set[Quad]:
    """Return a graph after a patch; `graph` is a file, or what `remit compare` takes as one of its sides.

    A file is taken as it is written, and where the patch is not for that, as `remit compare` reads it: with the
    registries of the workspace. A patch for another graph is a StoreError.
    """
    path = Path(graph)
    if not (path.suffix.lower() in GRAPHS and path.is_file()):
        return patch.apply(_state(graph, workspace))
    try:
        return patch.apply(as_written([path]))
    except StoreError as error:
        try:
            return patch.apply(_state(graph, workspace))
        except RemitError:
            raise error from None


def _state(graph: str | Path, workspace: Workspace) -> Iterable[Quad]:
    return in_default(default_graph(side(graph, workspace).state))


def written(quads: Iterable[Quad], suffix: str) -> bytes:
    """Return a graph as a file whose name ends so (.ttl, .nt, .nq, .trig), the same to the byte for the same graph."""
    every = sorted(quads, key=str)
    if suffix in (".ttl", ".nt") and any(quad.graph_name != DefaultGraph() for quad in every):
        raise StoreError(f"a {suffix} file holds one graph, and here are several: name one that ends in .nq or .trig")
    if suffix in (".nt", ".nq"):
        return "".join(f"{quad} .\n" for quad in every).encode()
    form = RdfFormat.TURTLE if suffix == ".ttl" else RdfFormat.TRIG
    return bytes(serialize(every, format=form, prefixes=prefixes()) or b"")

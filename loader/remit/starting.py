"""Start a workspace: a copy of the template, or one made from a document, with registries to be reviewed.

A folder that holds something is left alone. Everything is made in a folder beside and renamed at the end: what stops
on the way leaves nothing behind.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from remit import bundle
from remit.errors import SourceError, WorkspaceError

if TYPE_CHECKING:
    from remit.drafting.own import Own
    from remit.drafting.seeds import Entries
    from remit.reading import Reading


def start(folder: Path) -> str:
    """Make a workspace in `folder` from the template and say what to do next."""
    with _made(folder) as fresh:
        shutil.copytree(bundle.folder("data") / "template", fresh, dirs_exist_ok=True)
    return (
        f"{folder} is a workspace with a small fictional organisation.\n"
        f"  1. Put its name and base into {folder / 'data' / 'workspace.yaml'}.\n"
        f"  2. Put your bodies, posts and partners into {folder / 'data' / 'registry'}.\n"
        f"  3. Put your programme into {folder / 'data' / 'source'} and name it in workspace.yaml.\n"
        f"  4. Run: remit --workspace {folder} check"
    )


def start_from(folder: Path, *documents: Path) -> str:
    """Make a workspace in `folder` from documents of an organisation that has none, and say what to review.

    They are revisions of one programme where their codes are of one form, or their titles differ in the years only.
    """
    from remit.summary import of_draft

    with _made(folder) as fresh:
        readings, own, made, near = _draft(fresh, documents)
    counts = {registry: len(entries) for registry, entries in made.items()}
    return of_draft(folder, readings, own, counts, near)


@contextmanager
def _made(folder: Path) -> Iterator[Path]:
    """Yield a fresh folder beside `folder` that takes its place when all has gone well."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WorkspaceError(f"{folder} is not empty; name a folder that is not there yet")
    there = next(parent for parent in folder.absolute().parents if parent.is_dir())
    try:
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=there) as beside:
            fresh = Path(beside) / "workspace"
            fresh.mkdir()
            yield fresh
            folder.parent.mkdir(parents=True, exist_ok=True)
            fresh.replace(folder)
    except OSError as error:
        raise WorkspaceError(f"{folder} cannot be made: {error.strerror or error}") from error


def _draft(fresh: Path, documents: Sequence[Path]) -> tuple[list[Reading], Own, Entries, list[tuple[str, str]]]:
    """Fill a folder: settings from the heads, then the registries that the documents make, one after the other."""
    from remit.documents.document import read
    from remit.drafting import writing
    from remit.drafting.own import by_title, find_own
    from remit.drafting.registries import alike
    from remit.drafting.twins import with_twins
    from remit.registry import read_yaml
    from remit.workspace import Workspace

    data, outline = fresh / "data", read_yaml(bundle.folder("data") / "outline.yaml")
    heads = [read(document, Workspace.bundled()) for document in documents]
    _refuse_useless(documents, heads)
    first = heads[0].programme
    own = find_own([place.text for place in first.places], documents[0].stem)
    language = next(each for each in Workspace.bundled().languages if each.code == heads[0].language)
    own = by_title(own, first.title, first.start, language.data["unfinished"])
    writing.write_sources(data / "source", {document.name: document.read_bytes() for document in documents})
    writing.write_settings(data, own, heads, outline)
    made: Entries = {}
    for reading in heads:
        made = _with(made, reading, own, fresh, outline)
    names = ", ".join(document.name for document in documents)
    writing.write_registries(data, made, names, outline)
    final = Workspace.at(fresh)
    readings = [read(path, final) for path in final.sources]
    if len({reading.language for reading in readings}) > 1:
        made = with_twins(made, readings, outline["notes"]["twin"])
        writing.write_registries(data, made, names, outline)
        final = Workspace.at(fresh)
        readings = [read(path, final) for path in final.sources]
    return readings, own, made, alike(made, outline["notes"]["near"])


def _with(made: Entries, head: Reading, own: Own, fresh: Path, outline: dict[str, Any]) -> Entries:
    """Return the registries with what one more document names, read with those and with names that are common."""
    from remit.documents.document import read
    from remit.drafting import writing
    from remit.drafting.registries import merged, registries
    from remit.drafting.seeds import seeds
    from remit.workspace import Workspace

    data, name = fresh / "data", head.source.name
    language = next(each for each in Workspace.at(fresh).languages if each.code == head.language)
    common = seeds(own, language, outline, own.code or name)
    writing.write_registries(data, merged(made, common), name, outline)
    seeded = Workspace.at(fresh)
    reading = read(data / "source" / name, seeded)
    return merged(made, registries(reading, own, seeded.lexicon(reading.programme.start, language), outline))


def _refuse_useless(documents: Sequence[Path], readings: Sequence[Reading]) -> None:
    """Refuse documents of which nothing can be made: without executors, or two of one name."""
    for document, reading in zip(documents, readings, strict=True):
        if not any(event.executors for event in reading.events):
            raise SourceError(f"{document}: names nobody who is to do anything; there is nothing to make registries of")
    names = [document.name for document in documents]
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise WorkspaceError(f"two documents are called {twice}; rename one of them")

"""Start a workspace: a copy of the template, or one made from a document, with registries to be reviewed.

A folder that holds something is left alone. Everything is made in a folder beside and renamed at the end: what stops
on the way leaves nothing behind.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from remit import bundle
from remit.errors import SourceError, WorkspaceError

if TYPE_CHECKING:
    from remit.drafting.own import Own
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


def start_from(folder: Path, document: Path) -> str:
    """Make a workspace in `folder` from a document of an organisation that has none, and say what to review."""
    from remit.summary import of_draft

    with _made(folder) as fresh:
        reading, own, counts = _draft(fresh, document)
    return of_draft(folder, reading, own, counts)


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


def _draft(fresh: Path, document: Path) -> tuple[Reading, Own, dict[str, int]]:
    """Fill a folder: read the head, then with names that are the same everywhere, then with the registries made."""
    from remit.documents.document import read
    from remit.drafting import writing
    from remit.drafting.own import find_own
    from remit.drafting.registries import registries, where
    from remit.drafting.seeds import seeds
    from remit.registry import read_yaml
    from remit.workspace import Workspace

    data, name = fresh / "data", document.name
    outline = read_yaml(bundle.folder("data") / "outline.yaml")
    first = read(document, Workspace.bundled())
    content = document.read_bytes()
    if not any(event.executors for event in first.events):
        raise SourceError(f"{document}: names nobody who is to do anything; there is nothing to make registries of")
    own = find_own([place.text for place in first.programme.places], document.stem)
    title = first.programme.title or own.label
    writing.write_source(data / "source", name, content)
    writing.write_settings(data, own, title, first.language, name, outline)
    language = next(each for each in Workspace.at(fresh).languages if each.code == first.language)
    writing.write_registries(data, seeds(own, language, outline, own.code or name), name, outline)
    seeded = Workspace.at(fresh)
    reading = read(data / "source" / name, seeded)
    made = registries(reading, own, seeded.lexicon(reading.programme.start, language), outline)
    writing.write_registries(data, made, name, outline)
    final = read(data / "source" / name, Workspace.at(fresh))
    assert where(final) == where(reading)
    return final, own, {registry: len(entries) for registry, entries in made.items()}

"""The site: all its parts together, written to a folder where they differ from what stands there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from remit.errors import PublishError
from remit.publishing import (
    atom,
    calendars,
    context,
    dumps,
    executables,
    hosting,
    markdown,
    performance,
    representations,
    schema_org,
    stratml,
    tables,
)
from remit.publishing.publication import File, Publication

#: The parts of the site: each yields files; no two yield the same.
PARTS = (
    markdown.files,
    representations.files,
    context.files,
    dumps.files,
    calendars.files,
    atom.files,
    tables.files,
    executables.files,
    stratml.files,
    performance.files,
)
#: What stands in the head of pages: importing it lets pages find it.
HEADS = (schema_org.embedded,)
#: Lists the files that a site is made of, so that the next build removes what it no longer makes, and nothing else.
MADE = ".remit-site"


@dataclass(frozen=True)
class Written:
    """How many files a site has, and how many of them were written anew or removed."""

    files: int
    written: int
    removed: int


def files(publication: Publication) -> Iterator[File]:
    """Yield every file of the site, each path once."""
    met: set[str] = set()
    for part in PARTS:
        for path, content in part(publication):
            if path in met:
                raise PublishError(f"{path} would be written twice: two things of the graph are published there")
            met.add(path)
            yield path, content
    yield from hosting.files(publication, frozenset(met))


def write(publication: Publication, folder: Path) -> Written:
    """Write the site to a folder; files that are there already with the same content are not touched.

    A folder that holds something else than a site, or cannot be written to, is a PublishError.
    """
    before = _made_before(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / MADE).exists():
            (folder / MADE).touch()
        made, written = _written(files(publication), folder)
        gone = sorted(before - made)
        for path in gone:
            (folder / path).unlink(missing_ok=True)
        (folder / MADE).write_text("".join(f"{path}\n" for path in sorted(made)), encoding="utf-8")
    except OSError as error:
        place = error.filename2 or error.filename or folder
        raise PublishError(f"{place}: the site cannot be written: {error.strerror or error}") from error
    return Written(len(made), written, len(gone))


def _written(every: Iterable[File], folder: Path) -> tuple[set[str], int]:
    made, written, known = set[str](), 0, set[Path]()
    for path, content in every:
        target = folder / PurePosixPath(path)
        made.add(path)
        if target.parent not in known:
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.parent.resolve().is_relative_to(folder.resolve()):
                raise PublishError(f"{target.parent} leads out of the site; take the link away")
            known.add(target.parent)
        if target.is_file() and target.read_bytes() == content:
            continue
        _put(content, target)
        written += 1
    return made, written


def _put(content: bytes, target: Path) -> None:
    """Write a file whole or not at all; what is written first does not stay behind."""
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        fresh.write_bytes(content)
        os.replace(fresh, target)
    finally:
        fresh.unlink(missing_ok=True)


def _made_before(folder: Path) -> set[str]:
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return set()
    try:
        return set((folder / MADE).read_text(encoding="utf-8").splitlines())
    except OSError:
        raise PublishError(f"{folder} holds something else than a site; name a new or an empty folder") from None

"""The site: all its parts together, made by as many processes as can work at once, written to a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

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
from remit.publishing.folder import MADE, Folder
from remit.publishing.pages import prepare
from remit.publishing.publication import File, Publication
from remit.publishing.sharing import WHOLE, Share, alone, processors, shared, uncollected
from remit.store import in_memory

__all__ = ["MADE", "PARTS", "Written", "files", "write"]

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
#: The parts that take long, the largest pieces first, so that the processes end together: each yields a share of its
#: files, if told which.
SHARED = (markdown.files, dumps.files, representations.files)
#: In so many shares each of them is done.
SHARES = 16


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
            _once(path, met)
            yield path, content
    yield from hosting.files(publication, frozenset(met))


def write(publication: Publication, folder: Path, processes: int = 0) -> Written:
    """Write the site to a folder; files that are there already with the same content are not touched.

    It is made by so many processes, as many as can work at once if none are named. A folder that holds something else
    than a site, or cannot be written to, is a PublishError.
    """
    processes = processes or processors()
    try:
        place, made, written = Folder(folder), set[str](), 0
        if processes > 1 and not alone():
            publication = replace(publication, store=in_memory(publication.store))
        with uncollected():
            for path, anew in _shared(publication, place, processes):
                _once(path, made)
                written += anew
            for path, content in hosting.files(publication, frozenset(made)):
                _once(path, made)
                written += place.put(path, content)
        gone = place.before - made
        for path in sorted(gone):
            place.remove(path)
        place.close(made)
    except OSError as error:
        name = error.filename2 or error.filename or folder
        raise PublishError(f"{name}: the site cannot be written: {error.strerror or error}") from error
    return Written(len(made), written, len(gone))


def _shared(publication: Publication, place: Folder, processes: int) -> Iterator[tuple[str, bool]]:
    """Write all parts; yield each path, and whether its file was written anew."""
    shares = [Share(number, SHARES) for number in range(SHARES)] if processes > 1 else [WHOLE]
    parts = [partial(part, publication, share) for part in SHARED for share in shares]
    parts += [partial(part, publication) for part in PARTS if part not in SHARED]
    if processes > 1:
        prepare(publication)
    for done in shared([partial(_put, place, part) for part in parts], processes):
        yield from done


def _put(place: Folder, part: Callable[[], Iterable[File]]) -> list[tuple[str, bool]]:
    return [(path, place.put(path, content)) for path, content in part()]


def _once(path: str, met: set[str]) -> None:
    if path in met:
        raise PublishError(f"{path} would be written twice: two things of the graph are published there")
    met.add(path)

"""Which files were saved, and what a save changed among the findings.

Editors save in many ways: into the file, or into another one that takes its name; Word keeps a lock `~$…` beside it.
So the folders are watched, and only the names that count are told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from enum import IntEnum
from pathlib import Path

from watchfiles import Change, watch

from remit.findings import Finding
from remit.workspace import Workspace

#: Milliseconds: a save is over when nothing follows for so long; it is not waited for longer than the second.
QUIET, LONGEST = 20, 200
#: Milliseconds after which it is told that nothing was saved.
PAUSE = 400
#: When each file was changed last, and its size.
Stamps = dict[Path, tuple[int, int]]
#: The files of a workspace that decide what is found.
KNOWLEDGE = {".yaml", ".ttl"}


class Save(IntEnum):
    """What was saved since it was asked last."""

    nothing = 0
    document = 1
    workspace = 2


def saves(documents: Iterable[Path], workspace: Workspace) -> Iterator[Save]:
    """Return an iterator that waits and tells of each save from now on, and of each pause.

    At each pause the files are looked at once more, for file systems that tell of nothing.
    """
    wanted = {where for path in documents for where in (path.parent.resolve() / path.name, path.resolve())}
    folders = _folders(workspace)
    return _saves(wanted, folders, _stamps(wanted, folders))


def _saves(wanted: set[Path], folders: set[Path], stamps: Stamps) -> Iterator[Save]:
    for batch in _changes({*folders, *(path.parent for path in wanted)}):
        before, stamps = stamps, _stamps(wanted, folders)
        saved = {Path(path) for _, path in batch} | {path for path, _ in before.items() ^ stamps.items()}
        if any(path.parent in folders and _counts(path) for path in saved - wanted):
            yield Save.workspace
        elif saved & wanted:
            yield Save.document
        elif not batch:
            yield Save.nothing


def _changes(folders: set[Path]) -> Iterator[set[tuple[Change, str]]]:
    """Yield what is changed in folders, nothing at each pause; those that come or go are taken in at the next."""
    while True:
        there = {folder for folder in folders if folder.is_dir()}
        changes = watch(
            *there, watch_filter=None, recursive=False, step=QUIET, debounce=LONGEST,
            rust_timeout=PAUSE, yield_on_timeout=True, raise_interrupt=True,
        )  # fmt: skip
        for batch in changes:
            yield batch
            if there != {folder for folder in folders if folder.is_dir()}:
                break


def _stamps(wanted: Iterable[Path], folders: Iterable[Path]) -> Stamps:
    """Return when each file that decides was changed last, and its size; a file that is not there has none."""
    stamps: Stamps = {}
    knowledge = {path for folder in folders if folder.is_dir() for path in folder.iterdir() if _counts(path)}
    for path in {*wanted, *knowledge}:
        with suppress(OSError):  # it may be gone by now
            stamps[path] = (path.stat().st_mtime_ns, path.stat().st_size)
    return stamps


def _folders(workspace: Workspace) -> set[Path]:
    """Return the folders of a workspace whose files decide what is found, those too that are not there yet."""
    data = workspace.root.resolve() / "data"
    return {data, data / "registry", data / "language", workspace.root.resolve() / "shapes"}


def _counts(path: Path) -> bool:
    """Return whether a file of a workspace is more than what an editor keeps for itself."""
    return path.suffix in KNOWLEDGE and not path.name.startswith((".", "~", "#"))


def beyond(these: Iterable[Finding], others: Iterable[Finding]) -> list[Finding]:
    """Return those of `these` that are not among the others, wherever their rows have moved.

    >>> from remit.findings import Severity
    >>> one, two = (Finding("term-read", Severity.info, "…", "…", subject=event) for event in ("1.1", "1.2"))
    >>> beyond([one, one, two], [one]) == [one, two]
    True
    """
    left = Counter(map(_lasting, others))
    found: list[Finding] = []
    for finding in these:
        left.subtract([_lasting(finding)])
        if left[_lasting(finding)] < 0:
            found.append(finding)
    return found


def _lasting(finding: Finding) -> tuple[str, str, str]:
    """Return what stays of a finding when rows are put in above it; a message without subject may name rows."""
    return (finding.rule, finding.subject, finding.message if finding.subject else finding.words)

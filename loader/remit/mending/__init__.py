"""Write a mended copy of a document: what has one right answer is put right, the rest is left and told.

    from remit.mending import mend
    mended = mend(Path("draft.docx"), Path("mended.docx"), workspace)

A rule says itself how its findings are mended (`mends`); a mend becomes edits of characters (`proposals`, `menders`),
which are written into a copy (`text`, `word`) that is read and checked again (`trying`).
The original is never touched.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from remit import rules
from remit.errors import SourceError
from remit.findings import Finding
from remit.mending.state import first
from remit.mending.trying import Mended, Trials
from remit.workspace import Workspace

__all__ = ["Mended", "Outcome", "mend"]


@dataclass(frozen=True)
class Outcome:
    """What was mended, what is still found in the mended copy, and the printed names of the columns."""

    done: tuple[Mended, ...]
    left: tuple[Finding, ...]
    columns: dict[str, str]


def mend(
    path: Path,
    out: Path,
    workspace: Workspace,
    chosen: Callable[[Sequence[Finding]], Sequence[Finding]] = tuple,
    tracked: bool = False,
) -> Outcome:
    """Write a mended copy of the document `path` to `out`, and return what was mended and what is left.

    `chosen` picks the findings that are to be mended; `tracked` marks each change for a person to accept or reject.
    A document that cannot be written, or an `out` that is the document itself, is a SourceError.
    """
    _refuse(path, out)
    shapes = rules.rules(*workspace.own("shapes"))
    state = first(path, workspace, shapes)
    if tracked and state.reading.source.format != "docx":
        raise SourceError(f"{path}: only changes in a Word document can be tracked")
    trials = Trials(shapes, tracked)
    mending = trials.mended(state, chosen(state.findings))
    _put(mending.state.data, out)
    return Outcome(mending.done, mending.state.findings, state.reading.columns)


def _refuse(path: Path, out: Path) -> None:
    if out.is_dir():
        raise SourceError(f"{out} is a folder; name the file that the mended copy is to be")
    if out.exists() and path.exists() and out.samefile(path):
        raise SourceError(f"{out} is the document itself, which is never changed; name another file for the copy")
    if out.resolve() == path.resolve():
        raise SourceError(f"{out} is the document itself, which is never changed; name another file for the copy")
    if not out.resolve().parent.is_dir():
        raise SourceError(f"{out}: there is no folder {out.parent}; make it first")


def _put(data: bytes, out: Path) -> None:
    """Put the copy in its place whole, or not at all."""
    handle, name = tempfile.mkstemp(dir=out.resolve().parent, prefix=f".{out.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, out)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise SourceError(f"{out}: the mended copy cannot be written: {error.strerror}") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

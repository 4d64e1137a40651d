"""Write a mended copy of a document: what has one right answer is put right, the rest is left and told.

    from remit.mending import mend
    mended = mend(Path("draft.docx"), Path("mended.docx"), workspace)

A rule says itself how its findings are mended (`mends`); a mend becomes edits of characters (`proposals`, `menders`),
which are written into a copy (`text`, `word`) that is read and checked again (`trying`).
The original is never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from remit import copies, rules
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
    A document that cannot be written, or an `out` that is the document itself or is named as another kind of
    document, is a SourceError.
    """
    copies.refuse(path, out)
    shapes = rules.rules(*workspace.own("shapes"))
    state = first(path, workspace, shapes)
    copies.refuse_kind(path, out, state.reading.source.format)
    if tracked and state.reading.source.format != "docx":
        raise SourceError(f"{path}: only changes in a Word document can be tracked")
    trials = Trials(shapes, tracked)
    mending = trials.mended(state, chosen(state.findings))
    copies.put(mending.state.data, out)
    return Outcome(mending.done, mending.state.findings, state.reading.columns)

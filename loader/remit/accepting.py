"""Accept a finding: look for it, tell it in terms that last, write it down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from remit import rules
from remit.acceptances import Acceptance, append, propose
from remit.acceptances.acceptance import FILE
from remit.checking import judge_of, look
from remit.errors import WorkspaceError

if TYPE_CHECKING:
    from remit.workspace import Workspace


def accept(wanted: Acceptance, document: Path | None, workspace: Workspace) -> str:
    """Write the acceptance that `wanted` means into the workspace, as of today, and say what was written where.

    The finding is looked for in `document`, else in the documents of the workspace.
    """
    if workspace.installed:
        raise WorkspaceError("the bundled workspace is not to be written to; name yours with: remit --workspace DIR")
    rules.find(workspace.catalogue, wanted.rule)
    found = judge_of(workspace).marked(look([document] if document else [], workspace).revisions)
    acceptance, count = propose(found, replace(wanted, date=date.today().isoformat()), workspace.base)
    path = workspace.root / "data" / FILE
    entry = append(path, acceptance)
    return f"{path}: {count} finding{'s' if count > 1 else ''} accepted by this entry:\n{entry}"

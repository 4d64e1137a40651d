"""How much one question may ask of others in all: `data/federation.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from remit.registry import read_checked

if TYPE_CHECKING:
    from remit.workspace import Workspace

FILE = ("data", "federation.yaml")


@dataclass(frozen=True)
class Limits:
    """Values sent in one request and in all, requests, rows and characters that come back, seconds from the first."""

    batch: int = 50
    values: int = 2_000
    requests: int = 100
    rows: int = 20_000
    characters: int = 20_000_000
    seconds: float = 300


def limits(workspace: Workspace) -> Limits:
    """Return the limits of a workspace, or else of the bundle; what is broken is a WorkspaceError."""
    said = read_checked(workspace.file(*FILE), "federation")
    return Limits(**said)

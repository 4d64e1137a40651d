"""How much one request may cost, and how the server shares what it has: `data/serve.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from remit.registry import read_checked

if TYPE_CHECKING:
    from remit.questions import Question
    from remit.workspace import Workspace

FILE = ("data", "serve.yaml")


@dataclass(frozen=True)
class Limits:
    """Seconds, bytes and counts; what each is for stands in `data/serve.yaml`."""

    seconds: float = 10
    memory: int = 200_000_000
    small: int = 32_000_000
    budget: int = 100_000_000
    rows: int = 100_000
    answer: int = 16_777_216
    sending: int = 16_777_216
    query: int = 262_144
    depth: int = 300
    quick: int = 3
    long: int = 1
    asleep: int = 6
    after: float = 0.25
    waiting: int = 400
    each: int = 100
    headers: int = 32_768
    patience: float = 10
    connections: int = 4_000
    cached: int = 8_388_608
    services: tuple[str, ...] = ()

    def allows(self, question: Question) -> bool:
        """Return whether the server answers a question: it asks only the services that are listed here."""
        return {name for name, _ in question.services} <= set(self.services)


def limits(workspace: Workspace) -> Limits:
    """Return the limits of a workspace, or else of the bundle; what is broken is a WorkspaceError."""
    said = read_checked(workspace.file(*FILE), "serve")
    return Limits(**{**said, "services": tuple(said.get("services") or ())})

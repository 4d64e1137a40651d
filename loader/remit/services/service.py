"""Which live services a workspace may ask, and by which rules."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from remit import __version__
from remit.errors import ServiceError
from remit.registry import read_checked

if TYPE_CHECKING:
    from remit.services.login import Login
    from remit.workspace import Workspace

FILE = "services.yaml"


@dataclass(frozen=True)
class Service:
    """A live service and the rules by which it is asked; times are seconds, sizes are bytes unpacked.

    `pace` is how many requests may begin in how many seconds; `rows` is where the service cuts its answers (0: nowhere
    that is known); `kept` is the folder of answers on disk, and without one none is kept.
    `record` says how a record is asked for by its identifier and what its parts are called; `headers` gives for a
    header the variable of the environment that holds its value, which stands in no file; `login` answers a server that
    asks who is there.
    """

    id: str
    name: str
    protocol: str
    endpoint: str
    contact: str
    seconds: float = 60
    bytes: int = 10_000_000
    rows: int = 0
    authority: str = ""
    accept: str = ""
    at_once: int = 1
    pace: tuple[float, float] = (60, 60)
    attempts: int = 3
    patience: float = 60
    batch: int = 10
    days: float = 7
    type: str = ""
    search: str = ""
    rules: str = ""
    kept: Path | None = None
    record: Mapping[str, Any] = field(default_factory=dict, hash=False)
    headers: Mapping[str, str] = field(default_factory=dict, hash=False)
    login: Login | None = field(default=None, compare=False, repr=False)

    @property
    def asker(self) -> str:
        """Return the User-Agent: which program asks, and whom to write to."""
        return f"remit/{__version__} ({self.contact})"

    def secrets(self) -> dict[str, str]:
        """Return the headers that the workspace gives, from the environment; one whose variable is empty is left out.

        A value that no header can have is a ServiceError, which does not show it.
        """
        found = {name: os.environ.get(variable, "").strip() for name, variable in self.headers.items()}
        for name, value in found.items():
            if not (value.isascii() and value.isprintable()):
                raise ServiceError(
                    f"{self.name}: the variable {self.headers[name]} holds what cannot be sent as the header {name}; "
                    "write it anew, in one line of plain letters"
                )
        return {name: value for name, value in found.items() if value}


def services(workspace: Workspace) -> dict[str, Service]:
    """Return the services that the workspace allows, by id; without a contact there is none to ask: a ServiceError."""
    known, wanted = catalogue(workspace), _settings(workspace)
    headers = wanted.get("headers") or {}
    if unknown := [name for name in (*wanted.get("allowed", ()), *headers) if name not in known]:
        says = "has headers for" if unknown[0] in headers else "allows"
        raise ServiceError(
            f"{_file(workspace)} {says} the service {unknown[0]}, which data/{FILE} does not hold; "
            f"it holds {', '.join(sorted(known))}"
        )
    if not wanted.get("contact"):
        raise ServiceError(
            f"no live service is asked without a contact: write services: contact: in {_file(workspace)}, "
            "the address of a page or mailbox at which you can be reached"
        )
    folder = workspace.out / "services"
    return {
        name: _service({**known[name], "headers": headers.get(name) or {}}, str(wanted["contact"]), folder / name)
        for name in sorted(wanted.get("allowed", ()))
    }


def service(workspace: Workspace, name: str) -> Service:
    """Return one service that the workspace allows; another is a ServiceError that names those allowed."""
    allowed = services(workspace)
    if name not in allowed:
        raise ServiceError(
            f"the service {name} is not allowed by {_file(workspace)}; allowed: {', '.join(allowed) or 'none'}"
        )
    return allowed[name]


def catalogue(workspace: Workspace) -> dict[str, Mapping[str, Any]]:
    """Return the entries of all services that are known, by id: the workspace's own before the bundle's."""
    found: dict[str, Mapping[str, Any]] = {}
    for folder in workspace.folders("data"):
        if (path := folder / FILE).is_file():
            found |= {entry["id"]: entry for entry in read_checked(path, "services")}
    return found


def _service(entry: Mapping[str, Any], contact: str, kept: Path) -> Service:
    said = {"endpoint": "", **entry, "contact": contact, "kept": kept}
    if "pace" in said:
        said["pace"] = tuple(said["pace"])
    return Service(**said)


def _settings(workspace: Workspace) -> Mapping[str, Any]:
    return workspace.settings.get("services") or {}


def _file(workspace: Workspace) -> Path:
    return workspace.root / "data" / "workspace.yaml"

"""Which live services a workspace may ask, and by which rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from remit import __version__, bundle
from remit.errors import ServiceError
from remit.registry import read_yaml, validate

if TYPE_CHECKING:
    from remit.workspace import Workspace

FILE = "services.yaml"
SCHEMA = "services.schema.json"


@dataclass(frozen=True)
class Service:
    """A live service and the rules by which it is asked; times are seconds, sizes are bytes unpacked.

    `pace` is how many requests may begin in how many seconds; `rows` is where the service cuts its answers (0: nowhere
    that is known); `kept` is the folder of answers on disk, and without one none is kept.
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

    @property
    def asker(self) -> str:
        """Return the User-Agent: which program asks, and whom to write to."""
        return f"remit/{__version__} ({self.contact})"


def services(workspace: Workspace) -> dict[str, Service]:
    """Return the services that the workspace allows, by id; without a contact there is none to ask: a ServiceError."""
    known, wanted = catalogue(workspace), _settings(workspace)
    if unknown := [name for name in wanted.get("allowed", ()) if name not in known]:
        raise ServiceError(
            f"{_file(workspace)} allows the service {unknown[0]}, which data/{FILE} does not hold; "
            f"it holds {', '.join(sorted(known))}"
        )
    if not wanted.get("contact"):
        raise ServiceError(
            f"no live service is asked without a contact: write services: contact: in {_file(workspace)}, "
            "the address of a page or mailbox at which you can be reached"
        )
    folder = workspace.out / "services"
    return {
        name: _service(known[name], str(wanted["contact"]), folder / name) for name in sorted(wanted.get("allowed", ()))
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
    schema = bundle.folder("data") / "registry" / "schema" / SCHEMA
    for folder in workspace.folders("data"):
        if (path := folder / FILE).is_file():
            entries = read_yaml(path)
            validate(entries, schema, path)
            found |= {entry["id"]: entry for entry in entries}
    return found


def _service(entry: Mapping[str, Any], contact: str, kept: Path) -> Service:
    said = {**entry, "contact": contact, "kept": kept}
    if "pace" in said:
        said["pace"] = tuple(said["pace"])
    return Service(**said)


def _settings(workspace: Workspace) -> Mapping[str, Any]:
    return workspace.settings.get("services") or {}


def _file(workspace: Workspace) -> Path:
    return workspace.root / "data" / "workspace.yaml"

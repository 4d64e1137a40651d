"""How rows are recognised as the same work (`data/compare.yaml`), and in which words changes are told.

A workspace that has its own files says there what it has otherwise; all else is taken from the bundle.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from remit import bundle
from remit.errors import WorkspaceError
from remit.registry import read_yaml


@cache
def settings(root: Path | None = None) -> dict[str, Any]:
    """Return the weights and bounds, those of the workspace in `root` before those of the bundle."""
    return _both("compare.yaml", root, strict=True)


@cache
def texts(root: Path | None = None) -> dict[str, Any]:
    """Return the words of `data/changes.yaml`, those of the workspace in `root` before those of the bundle."""
    return _both("changes.yaml", root)


def _both(name: str, root: Path | None, strict: bool = False) -> dict[str, Any]:
    path = bundle.folder("data") / name
    bundled = dict(read_yaml(path))
    own = path if root is None else root / "data" / name
    if own == path or not own.is_file():
        return bundled
    return dict(_laid_over(bundled, read_yaml(own), own, strict))


def _laid_over(known: Any, own: Any, path: Path, strict: bool, where: str = "the file") -> Any:
    """Return what is known with what a workspace says in its place; what is of another form is a WorkspaceError."""
    if isinstance(known, dict):
        if not isinstance(own, dict):
            raise WorkspaceError(f"{path}: {where}: write a name and what it is, as in: {next(iter(known))}: …")
        if unknown := strict and sorted(set(map(str, own)) - set(map(str, known))):
            raise WorkspaceError(f"{path}: {where}: there is no “{unknown[0]}”; there is: {', '.join(map(str, known))}")
        return known | {
            key: _laid_over(known[key], said, path, strict, str(key)) if key in known else said
            for key, said in own.items()
        }
    if isinstance(known, float | int) and (isinstance(own, bool) or not isinstance(own, float | int)):
        raise WorkspaceError(f"{path}: {where}: is a number, as {known}; not “{own}”")
    if not isinstance(known, float | int) and not isinstance(own, type(known)):
        raise WorkspaceError(f"{path}: {where}: is of the form of “{known}”; not “{own}”")
    return own

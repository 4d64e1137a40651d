"""Where the folders of knowledge are: at the top of a checkout, in `remit/_bundle` in a wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

#: The folders that a wheel carries, as they are called at the top of a checkout.
FOLDERS = ("ontology", "shapes", "queries", "data")


@cache
def root() -> Path:
    """Return the folder that holds `ontology/`, `shapes/`, `queries/` and `data/`."""
    package = Path(__file__).resolve().parent
    bundled = package / "_bundle"
    return bundled if bundled.is_dir() else package.parent.parent


def folder(name: str) -> Path:
    """Return one of the folders of knowledge."""
    return root() / name

"""What is known of names and scores: `data/candidates.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from remit import bundle
from remit.registry import read_yaml, validate

if TYPE_CHECKING:
    from remit.workspace import Workspace

FILE = ("data", "candidates.yaml")


@dataclass(frozen=True, eq=False)
class Knowledge:
    """Words, weights, ceilings and thresholds; `concepts` leads from the beginning of a word to (group, concept)."""

    proposed: float
    shown: float
    margin: float
    base: float
    alike: float
    weights: Mapping[str, float]
    ceilings: Mapping[str, float]
    folds: tuple[tuple[str, str], ...]
    empty: frozenset[str]
    concepts: Mapping[str, tuple[str, str]]


def knowledge(workspace: Workspace) -> Knowledge:
    """Return what a workspace, or the bundle, knows."""
    return load(workspace.file(*FILE))


def load(path: Path) -> Knowledge:
    """Read the file; what is broken is a WorkspaceError that names the entry."""
    said: dict[str, Any] = read_yaml(path)
    validate(said, bundle.folder("data") / "registry" / "schema" / "candidates.schema.json", path)
    concepts = {
        begin: (group, concept)
        for group in ("kinds", "fields", "common")
        for concept, beginnings in said[group].items()
        for begin in beginnings
    }
    return Knowledge(
        **{name: float(said[name]) for name in ("proposed", "shown", "margin", "base", "alike")},
        weights=said["weights"],
        ceilings=said["ceilings"],
        folds=tuple((old, new) for old, new in said["folds"]),
        empty=frozenset(said["empty"]),
        concepts=concepts,
    )

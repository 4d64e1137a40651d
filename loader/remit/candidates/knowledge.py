"""What is known of names and scores: `data/candidates.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from remit.registry import read_checked

if TYPE_CHECKING:
    from remit.workspace import Workspace

FILE = ("data", "candidates.yaml")


@dataclass(frozen=True, eq=False)
class Knowledge:
    """Weights, ceilings, thresholds, and words: concept → how words for it begin, figure → the words for it."""

    proposed: float
    shown: float
    margin: float
    alike: float
    base: float
    weights: Mapping[str, float]
    ceilings: Mapping[str, float]
    folds: tuple[tuple[str, str], ...]
    empty: frozenset[str]
    endings: tuple[str, ...]
    heads: tuple[str, ...]
    figures: Mapping[str, tuple[str, ...]]
    words: Mapping[str, tuple[str, ...]]


def knowledge(workspace: Workspace) -> Knowledge:
    """Return what a workspace, or else the bundle, knows."""
    return load(workspace.file(*FILE))


def load(path: Path) -> Knowledge:
    """Read the file; what is broken is a WorkspaceError that names the entry."""
    said: dict[str, Any] = read_checked(path, "candidates")
    numbers = {name: float(said[name]) for name in ("proposed", "shown", "margin", "alike", "base")}
    return Knowledge(
        **numbers,
        weights=said["weights"],
        ceilings=said["ceilings"],
        folds=tuple((old, new) for old, new in said["folds"]),
        empty=frozenset(said["empty"]),
        endings=tuple(said["endings"]),
        heads=tuple(said["heads"]),
        figures={str(figure): tuple(words) for figure, words in said["figures"].items()},
        words={concept: tuple(begins) for concept, begins in said["words"].items()},
    )

"""A fictional revision of P1 in `documents/revisions/`, held against what its author says has changed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from remit.comparison.change import Comparison
from remit.comparison.comparing import compared
from remit.comparison.sides import side
from remit.registry import read_yaml
from remit.workspace import Workspace

FOLDER = Path(__file__).resolve().parent / "documents" / "revisions"
#: What is not listed: numbers and years alone, the registries' own changes of bodies, whose part of a split is whose.
QUIET = ("renumbered", "term-moved-with-period", "title-moved-with-period", "number-reused", "period-changed")
OF_PARTS = ("executor-narrowed", "executor-widened")
Said = tuple[str, tuple[str, ...], tuple[str, ...]]


@dataclass
class Drafted:
    """A draft by its name, such as `third`."""

    name: str

    @cached_property
    def comparison(self) -> Comparison:
        """Return what is found when P1 is compared with the draft."""
        workspace, draft = Workspace.bundled(), FOLDER / f"p1-2020-{self.name}-draft.txt"
        return compared(side("p1-2017", workspace), side(draft, workspace), workspace)

    @cached_property
    def truth(self) -> dict[str, list[Any]]:
        """Return what its author wrote down."""
        loaded: dict[str, list[Any]] = read_yaml(FOLDER / f"p1-2020-{self.name}-draft.changes.yaml")
        return loaded

    @cached_property
    def wanted(self) -> set[Said]:
        """Return the changes that its author made."""
        return {(kind, tuple(old.split()), tuple(new.split())) for kind, old, new in self.truth["changes"]}

    @cached_property
    def told(self) -> set[Said]:
        """Return the changes that are told, of the kinds that an author lists."""
        split = {row.code for match in self.comparison.matches if not match.one_to_one for row in match.new}
        return {
            (each.kind, each.old, each.new)
            for each in self.comparison.changes
            if each.kind not in (*QUIET, *OF_PARTS) and not each.kind.startswith(("body", "group"))
            if each.kind != "moved" or not split & {*each.new}
        }

    def links_wanted(self) -> set[tuple[str, ...]]:
        """Return the pairs of numbers, old and new, that name the same work."""
        listed = {tuple(pair.split()) for line in self.truth["links"] for pair in line}
        gone = {code for kind, old, _ in self.wanted if kind == "removed" for code in old}
        kept = {row.code for row in self.comparison.old.rows} - gone - {old for old, _ in listed}
        return listed | {(code, code) for code in kept}

    def links_found(self) -> set[tuple[str, ...]]:
        """Return the pairs of numbers that the comparison takes for the same work."""
        return {(one.code, other.code) for match in self.comparison.matches for one in match.old for other in match.new}

    def show(self) -> None:
        """Print what was missed and what was told falsely."""
        print(f"{len(self.told & self.wanted)} of {len(self.wanted)}")
        print("missed:", *sorted(self.wanted - self.told), sep="\n  ")
        print("false:", *sorted(self.told - self.wanted), sep="\n  ")

"""What is known of every rule: those of the shapes, and what a reader notices while it puts a document together."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from remit import bundle
from remit.findings import Severity
from remit.names import expand
from remit.registry import read_yaml
from remit.rules.shapes import Rule, listed, rules


def known(folders: Iterable[Path] = ()) -> dict[str, Rule]:
    """Return name → rule; `folders` hold rules of a workspace's own."""
    by_shape = {rule.name: rule for rule in listed(rules(*folders)).values()}
    mendings = read_yaml(bundle.folder("data") / "language" / "mendings.yaml")
    return {**{name: _mending(name, words) for name, words in mendings.items()}, **by_shape}


def _mending(name: str, words: dict[str, str]) -> Rule:
    return Rule(
        name=name,
        label=words.get("label", ""),
        why="",
        severity=Severity[words.get("severity", "info")],
        message=words["message"],
        hint=words["hint"],
        column="",
        good="",
        bad="",
        source="",
        iri=expand(f"rule:{name}"),
    )

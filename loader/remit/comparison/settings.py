"""How rows are recognised as the same work: the weights and bounds of `data/compare.yaml`."""

from __future__ import annotations

from functools import cache
from typing import Any

from remit import bundle
from remit.registry import read_yaml


@cache
def settings() -> dict[str, Any]:
    """Return the weights and bounds."""
    return dict(read_yaml(bundle.folder("data") / "compare.yaml"))

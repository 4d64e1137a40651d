"""What one process of the web knows at a moment: the edition, where the keeper of its graph listens, the
description of its addresses (OpenAPI).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from remit.serving.edition import Edition
from remit.serving.limits import Limits
from remit.serving.working import Working


@dataclass
class Served:
    """An edition and the address of its keeper; both change at once when a new graph comes in."""

    edition: Edition
    keeper: Path
    limits: Limits
    working: Working
    base: str
    licence: str = ""
    description: bytes = b""

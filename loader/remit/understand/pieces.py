"""The pieces of an *Executors* cell, and the forms that read them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Form:
    """One way to write executors: its pattern, and the entry of the language file."""

    regex: re.Pattern[str]
    data: dict[str, Any]


@dataclass(frozen=True)
class Piece:
    """A stretch of the cell read by one form (or by none), whether a separator stood before it, and whether an *or*
    stands between it and another.
    """

    start: int
    end: int
    form: Form | None
    groups: dict[str, str]
    parted: bool = True
    either: bool = False

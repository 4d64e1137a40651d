"""A table without ruling lines (not yet)."""

from __future__ import annotations

from collections.abc import Sequence

from remit.documents.pdf_parts import Parts
from remit.documents.pdf_shapes import Sheet


def by_layout(sheets: Sequence[Sheet]) -> list[Parts] | None:
    return None

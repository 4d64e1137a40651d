"""Numbers of rows that a spreadsheet took for decimals: 2.10 typed without quotes is kept as 2.1.

Put right is only what is certain: a number that stands where the tenth of an unbroken sequence must stand.

>>> restored([("2.8", True), ("2.9", True), ("2.1", True)])
{}
>>> restored([*((f"2.{n}", True) for n in range(1, 10)), ("2.1", True), ("2.11", True)])
{9: '2.10'}
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"(\d+)\.(\d+)(?:\.\d+)*\.?")


def restored(column: Sequence[tuple[str, bool]]) -> dict[int, str]:
    """Return index → the number that was meant, for the cells of one column.

    Each cell is its text and whether it was typed as a number.
    """
    seen: dict[str, list[int]] = {}
    meant: dict[int, str] = {}
    for index, (text, typed) in enumerate(column):
        found = _NUMBER.fullmatch(text)
        if not found:
            continue
        before = seen.setdefault(found[1], [])
        following = len(before) + 1
        if typed and _is_cut(found[2], following) and before == list(range(1, following)):
            meant[index] = f"{found[1]}.{following}"
            before.append(following)
        elif not before or before[-1] != int(found[2]):
            before.append(int(found[2]))
    return meant


def _is_cut(written: str, following: int) -> bool:
    """Return whether a written decimal is the following number without its last noughts."""
    return following >= 10 and following % 10 == 0 and written == str(following).rstrip("0")

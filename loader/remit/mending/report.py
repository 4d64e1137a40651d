"""What was mended, a line a place, as compilers print.

draft.docx: page 3, row 14, Terms: mended [range-dash-alike] “2017 - 2019” → “2017–2019”
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from remit.mending.trying import Mended
from remit.places import HEAD


def as_text(done: Sequence[Mended], out: Path, columns: Mapping[str, str]) -> str:
    """Return a line for each stretch that was changed, in the order of the source, and a last line that counts."""
    lines = sorted(_lines(done, columns))
    return "\n".join([*(line for *_, line in lines), _count(len(done), out)]) + "\n"


def _lines(done: Sequence[Mended], columns: Mapping[str, str]) -> Iterator[tuple[int, int, int, str]]:
    for mended in done:
        for change in mended.changes:
            place = change.place
            column = "" if place.column.startswith(HEAD) else f", {_name(place.column, columns)}"
            words = f"“{change.before}” → {f'“{change.after}”' if change.after else '(nothing)'}"
            where = f"{place.source}: {place.spot}{column}"
            yield place.table, place.row, place.start, f"{where}: mended [{mended.rule}] {words}"


def _name(column: str, columns: Mapping[str, str]) -> str:
    return columns.get(column, column.capitalize())


def _count(number: int, out: Path) -> str:
    """Return how much was mended.

    >>> _count(1, Path("mended.docx"))
    '1 finding mended in mended.docx; what follows is left'
    """
    if not number:
        return f"nothing has one right answer; {out} is an equal copy"
    return f"{number} finding{'s' if number > 1 else ''} mended in {out}; what follows is left"

"""Line and column of a place in a document that is a text; what is not certain is not said.

In a text dump a row is a line, and its cells are parted by tabs.
In other texts (CSV, Markdown) the line of a row is the only one that holds all its cells;
the columns are told where the words of the place stand once in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from remit.places import HEAD, Place
from remit.reports.checked import Document, Row


@dataclass(frozen=True)
class Region:
    """A stretch of one line; lines and columns count from 1, `end` is the column after it; columns are 0 if unknown."""

    line: int
    start: int = 0
    end: int = 0


def region(document: Document, place: Place, row: Row) -> Region | None:
    """Return where in the text of a document a place is; None where that is not known. `row` is that of the place."""
    if not document.text:
        return None
    if document.format == "text":
        return _in_dump(document.lines, place)
    return _in_line(document.lines, place, row)


def _in_dump(lines: list[str], place: Place) -> Region | None:
    if not 0 < place.row <= len(lines):
        return None
    line = lines[place.row - 1]
    begins = list(accumulate((len(cell) + 1 for cell in line.split("\t")[:-1]), initial=0))
    starts = {at + place.start for at in (begins if place.column != HEAD else [0])}
    return _if_one(place.row, sorted(at for at in starts if line.startswith(place.text, at)), place)


def _in_line(lines: list[str], place: Place, row: Row) -> Region | None:
    here = [piece.text for cell in row.values() for _, piece in cell.pieces if piece.row == place.row]
    numbers = [n for n, line in enumerate(lines, start=1) if here and all(text in line for text in here)]
    if len(numbers) != 1:
        return None
    line = lines[numbers[0] - 1]
    starts = [at for at in range(len(line)) if line.startswith(place.text, at)] if place.text else []
    return _if_one(numbers[0], starts, place)


def _if_one(number: int, starts: list[int], place: Place) -> Region:
    """Return the region of a place that can begin at `starts`."""
    if len(starts) != 1 or not place.text:
        return Region(number)
    return Region(number, starts[0] + 1, starts[0] + len(place.text) + 1)

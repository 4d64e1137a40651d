"""The rows of what was checked, and where in them a place stands.

A place names characters of one cell of the source; a reader put cells together that a page break had cut.
The sheet finds the whole cell again, and what no row holds (column names that stand twice) gets a row of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from remit.findings import Finding
from remit.places import Place
from remit.reading import Cell
from remit.reports.checked import Checked, Row

_Key = tuple[str, int, int]


@dataclass(frozen=True, order=True)
class Spot:
    """A stretch of a cell as it is shown: the index of its row, its column, its characters, half open."""

    row: int
    column: str
    start: int
    end: int


class Sheet:
    """Rows, and an index of what stands in them."""

    def __init__(self, rows: Sequence[Row], findings: Iterable[Finding] = ()) -> None:
        """Index the rows, and add one for each place of a finding that stands in none."""
        self.rows: list[dict[str, Cell]] = []
        self._pieces: dict[_Key, list[tuple[int, str, int, Place]]] = {}
        self._homes: dict[_Key, int] = {}
        for row in rows:
            self._add(row)
        missing: dict[_Key, set[Place]] = {}
        for place in (place for finding in findings for place in finding.places):
            if _key(place) not in self._homes:
                missing.setdefault(_key(place), set()).add(place)
        for key, places in missing.items():
            self._homes[key] = len(self.rows)
            self._add(_row(sorted(places, key=_longest_first)))

    def spot(self, place: Place) -> Spot:
        """Return where a place is shown."""
        for index, column, offset, piece in self._pieces.get(_key(place), []):
            at = place.start - piece.start
            if place.text and at >= 0 and piece.column == place.column and piece.text.startswith(place.text, at):
                return Spot(index, column, offset + at, offset + at + len(place.text))
        return Spot(self._homes[_key(place)], place.column, 0, 0)

    def cell(self, spot: Spot) -> Cell:
        """Return the whole cell of a stretch; an empty one where nothing stands."""
        return self.rows[spot.row].get(spot.column, Cell())

    def first(self, row: int) -> Place | None:
        """Return the first place of a row."""
        return next((place for cell in self.rows[row].values() for place in cell.places), None)

    def _add(self, row: Row) -> None:
        for column, cell in row.items():
            for offset, place in cell.pieces:
                self._homes.setdefault(_key(place), len(self.rows))
                self._pieces.setdefault(_key(place), []).append((len(self.rows), column, offset, place))
        self.rows.append(dict(row))


def _key(place: Place) -> _Key:
    return (place.source, place.table, place.row)


def _longest_first(place: Place) -> tuple[object, ...]:
    return (place.position, -place.end)


def spots(sheet: Sheet, finding: Finding) -> list[Spot]:
    """Return where the places of a finding are shown."""
    return [sheet.spot(place) for place in finding.places]


def by_cell(checked: Checked, sheet: Sheet) -> Iterator[tuple[Place, Spot, list[tuple[list[Spot], Finding]]]]:
    """Yield each cell with findings, in the order of the page: a place of it, its spot, findings with their stretches.

    A finding stands at its first place; of its other stretches those of the same cell are given.
    """
    groups: dict[tuple[int, int, str], list[tuple[list[Spot], Finding]]] = {}
    for finding in checked.findings:
        if finding.places:
            found = spots(sheet, finding)
            here = [spot for spot in found if (spot.row, spot.column) == (found[0].row, found[0].column)]
            groups.setdefault((here[0].row, finding.places[0].row, here[0].column), []).append((here, finding))
    for group in sorted(groups.values(), key=lambda group: group[0][1].places[0].position):
        yield group[0][1].places[0], group[0][0][0], sorted(group, key=lambda pair: pair[0])


def rows_of(places: Iterable[Place]) -> list[Row]:
    """Return the rows in which places stand, each cell as long as the longest place in it."""
    rows: dict[_Key, list[Place]] = {}
    for place in sorted(set(places), key=_longest_first):
        rows.setdefault(_key(place), []).append(place)
    return [_row(row) for row in rows.values()]


def _row(places: Iterable[Place]) -> Row:
    """Return a row of places; one within another is left out, a second one of a column gets a name of its own."""
    cells: dict[str, Cell] = {}
    reach: dict[str, int] = {}
    for place in places:
        if place.end <= reach.get(place.column, -1) or not place.text:
            continue
        reach[place.column] = place.end
        name = place.column if place.column not in cells else f"{place.column}-{len(cells)}"
        cells[name] = Cell(place.text, ((0, place),))
    return cells

"""A year and a part of it in two columns: *Year | Quarter* with `2032` and `Q2`.

The two become one term in the column of years, if every part that stands in the table reads as a time of its year;
else the table stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from remit.formats.row import Row
from remit.reading import Cell
from remit.understand.bounds import BOUNDED
from remit.understand.language import Language
from remit.understand.terms import read_term


def with_years(rows: Sequence[Row], languages: Sequence[Language]) -> list[Row]:
    """Return the rows with a year and a part of it as one term; other rows are as they were."""
    made = list(rows)
    for at, row in enumerate(rows):
        for language in languages:
            times = [i for i, cell in enumerate(row.cells) if cell.text and language.column(cell.text) == "term"]
            if len(times) == 2 and any(language.column(cell.text) == "title" for cell in row.cells if cell.text):
                under = [n for n in range(at + 1, len(rows)) if rows[n].table == row.table and not rows[n].is_blank]
                if found := _joined([rows[n] for n in under], row, times, language):
                    for n, changed in zip((at, *under), found, strict=True):
                        made[n] = changed
                    break
    return made


def _joined(rows: Sequence[Row], header: Row, times: Sequence[int], language: Language) -> list[Row]:
    """Return the header and the rows under it with one column of terms; nothing where that cannot be."""
    for year, part in (times, times[::-1]):
        filled = [row for row in rows if len(row.cells) > max(times) and row.cells[part].text]
        terms = {id(row): _term(row.cells[year], row.cells[part], header.cells[part].text, language) for row in filled}
        if terms and all(terms.values()):
            bare = _put(header, year, header.cells[year], part)
            return [bare, *(_put(row, year, term, part) if (term := terms.get(id(row))) else row for row in rows)]
    return []


def _term(year: Cell, part: Cell, name: str, language: Language) -> Cell | None:
    """Return the cell of a part of a year (*Q2*; *II* under *Quarter*) with its year; None where it is no time."""
    if read_term(year.text, language).kind != "year":
        return None
    for said in (part.text, f"{part.text} {name.lower()}", f"{name.lower()} {part.text}"):
        if read_term(text := f"{said} {year.text}", language).kind in BOUNDED:
            pieces = [(0, place) for place in part.places] + [(len(said) + 1, place) for place in year.places]
            return Cell(text, tuple(pieces), (*part.struck, *year.struck))
    return None


def _put(row: Row, at: int, cell: Cell, blank: int) -> Row:
    cells = [cell if i == at else Cell() if i == blank else each for i, each in enumerate(row.cells)]
    return replace(row, cells=tuple(cells))

"""A column that says in every row to which section it belongs: *Work package*, *Направление*, *Bereich*.

It is known by its name, or by standing before the titles and saying the same in row after row.
Its values become headings; the rows under them say them no more.
Not attempted: a column whose values come back after others, which orders the rows by something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from remit.documents.cut import Mending
from remit.documents.rows import Line
from remit.formats.row import Row
from remit.reading import Cell
from remit.understand.language import Language

#: A longer text is no heading.
LONGEST = 120
#: Words, not a number or a sign alone.
WORDS = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True)
class Columns:
    """The columns of a plan: their printed names, what they are known as, and the rows under them."""

    names: Mapping[int, str]
    known: Mapping[int, str]
    rows: Sequence[Row] = field(repr=False)
    language: Language

    def changes(self) -> dict[int, str]:
        """Return which columns are others than their names alone say: that of the sections, and that of the titles."""
        named = [at for at, column in self.known.items() if column == "section"]
        if named:
            return {} if self._is_section(*named, named=True) else dict.fromkeys(named, "")
        title = next((at for at, column in self.known.items() if column == "title"), 0)
        others = [at for at in self._titles() if at > title and not self._is_section(at)]
        if others and self._is_section(title):
            return {title: "section", others[0]: "title"}
        unknown = (at for at in self.names if at < title and at not in self.known and self._may_head(at))
        found = next((at for at in unknown if self._is_section(at)), None)
        return {} if found is None else {found: "section"}

    def _titles(self) -> Iterator[int]:
        return (at for at, name in self.names.items() if self.language.column(name) == "title")

    def _may_head(self, at: int) -> bool:
        """Return whether the name of a column is not that of something else (*Priority*, *Budget*)."""
        return not self.language.is_of_none(self.names[at])

    def _is_section(self, *ats: int, named: bool = False) -> bool:
        """Return whether what stands in columns heads runs of rows; one without a telling name must do so clearly."""
        full = [row for row in self.rows if max(ats) < len(row.cells) and _is_full(row)]
        cells = [" ".join(row.cells[at].text for at in ats).strip() for row in full]
        filled = [text for text in cells if text]
        runs = [text for text, _ in groupby(filled)]
        each = set(runs)
        titles = all(WORDS.search(text) and len(text) <= LONGEST for text in each)
        if not each or len(each) < len(runs) or not titles:
            return False
        return len(runs) < len(cells) if named else len(cells) == len(filled) >= 2 * len(runs) >= 4


def _is_full(row: Row) -> bool:
    return sum(bool(cell.text) for cell in row.cells) > 1


def changed(known: Mapping[int, str], changes: Mapping[int, str]) -> dict[int, str]:
    """Return the columns with what is other; a column that becomes none is not known."""
    return {at: column for at, column in sorted({**known, **changes}.items()) if column}


def with_headings(lines: Sequence[Line]) -> tuple[list[Line], list[Mending]]:
    """Return the lines with a heading wherever the column of sections says another, and that it was read so."""
    made: list[Line] = []
    mendings: list[Mending] = []
    current = ""
    for line in lines:
        cell = line.cells.get("section", Cell())
        rest = {column: each for column, each in line.cells.items() if column != "section"}
        if cell.text and cell.text != current:
            current = cell.text
            heading = replace(line, cells={"title": cell}, heads=True)
            made.append(heading)
            if not mendings:
                fill = {"text": cell.text}
                mendings.append(Mending("section-in-column", heading, "title", fill))
        made.append(replace(line, cells=rest) if cell.text else line)
    return made, mendings

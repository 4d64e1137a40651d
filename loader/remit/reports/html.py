"""Findings as one page that needs nothing else: no script, no font, no picture, no request.

The rows with findings are shown as the programme prints them, the words marked and numbered, the findings beside them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from remit.findings import Finding, Severity
from remit.places import COLUMNS, HEAD
from remit.reading import Cell
from remit.reports.checked import Checked, Document
from remit.reports.lines import count, sentence
from remit.reports.sheet import Sheet, Spot, spots

if TYPE_CHECKING:
    from jinja2 import Template


@dataclass(frozen=True)
class Numbered:
    """A finding, its number on the page, and where it stands."""

    number: int
    finding: Finding
    spots: tuple[Spot, ...]

    @property
    def message(self) -> str:
        """Return what it says, as a sentence that begins with a capital where it begins with a letter."""
        return sentence(self.finding.message[:1].upper() + self.finding.message[1:])

    @property
    def hint(self) -> str:
        """Return how to mend it, as a sentence."""
        return sentence(self.finding.hint)


@dataclass(frozen=True)
class Stretch:
    """Characters of a cell under the same findings, so `many`; `ends` are the numbers of those that end here."""

    text: str
    severity: Severity | None
    many: int
    ends: tuple[int, ...]


@dataclass(frozen=True)
class Shown:
    """A cell with its name and its stretches."""

    label: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True)
class Block:
    """A row with findings: where it is, its cells, what is to be said of it; `language` is that of its words."""

    name: str
    spot: str
    language: str
    cells: tuple[Shown, ...]
    findings: tuple[Numbered, ...]


def as_html(checked: Checked) -> str:
    """Return the page."""
    sheet = Sheet(checked.rows, checked.findings)
    numbered = [
        Numbered(number, finding, tuple(spots(sheet, finding)))
        for number, finding in enumerate(checked.findings, start=1)
    ]
    found = Counter(finding.rule for finding in checked.findings)
    return _template().render(
        checked=checked,
        said=count(checked.findings, checked.hidden),
        severities=[s for s in sorted(Severity, reverse=True) if any(f.severity == s for f in checked.findings)],
        nowhere=[each for each in numbered if not each.spots],
        blocks=list(_blocks(checked, sheet, [each for each in numbered if each.spots])),
        rules=[(checked.rules[name], found[name]) for name in sorted(found)],
    )


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    text = (files("remit.reports") / "page.html").read_text(encoding="utf-8")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    return environment.from_string(text)


def _blocks(checked: Checked, sheet: Sheet, numbered: Sequence[Numbered]) -> Iterator[Block]:
    """Yield the rows with findings, in the order of the page."""
    by_row: dict[int, list[Numbered]] = {}
    for each in numbered:
        by_row.setdefault(each.spots[0].row, []).append(each)
    documents = {document.name: document for document in checked.documents}
    for row, found in by_row.items():
        place = sheet.first(row) or found[0].finding.places[0]
        document = documents.get(place.source, Document(place.source, "", ""))
        cells = tuple(_cells(checked, sheet, row, found))
        yield Block(place.source, place.spot, document.language, cells, tuple(found))


def _cells(checked: Checked, sheet: Sheet, row: int, found: Sequence[Numbered]) -> Iterator[Shown]:
    """Yield the cells of a row in the order of the columns; an empty one only where something is said of it."""
    cells = dict(sheet.rows[row])
    for spot in (spot for each in found for spot in each.spots if spot.row == row):
        cells.setdefault(spot.column, Cell())
    order = {name: n for n, name in enumerate((HEAD, *COLUMNS))}
    for column in sorted(cells, key=lambda name: order.get(name, len(order))):
        place = next(iter(cells[column].places), None)
        name = place.column if place else column
        source = (place or found[0].finding.places[0]).source
        spans = [
            (spot.start, spot.end, each)
            for each in found
            for spot in each.spots
            if (spot.row, spot.column) == (row, column)
        ]
        yield Shown("" if name == HEAD else checked.column(name, source), tuple(_stretches(cells[column].text, spans)))


def _stretches(text: str, spans: Sequence[tuple[int, int, Numbered]]) -> Iterator[Stretch]:
    """Yield a text parted where findings begin and end; of an empty text one stretch."""
    cuts = sorted({0, len(text), *(start for start, _, _ in spans), *(end for _, end, _ in spans)})
    for start, end in zip(cuts[:-1] or [0], cuts[1:] or [0], strict=True):
        here = [each for first, last, each in spans if first <= start and end <= last]
        ends = sorted({each.number for _, last, each in spans if last == end})
        severity = max((each.finding.severity for each in here), default=None)
        yield Stretch(text[start:end], severity, len(here), tuple(ends))

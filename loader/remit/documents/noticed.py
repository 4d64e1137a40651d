"""What was put right or left out on the way, as findings: the words of each stand in `data/language/mendings.yaml`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from remit import bundle
from remit.documents.cut import Mending
from remit.documents.rows import Line, head_line
from remit.findings import Finding, Severity
from remit.formats.charsets import decoded
from remit.formats.formats import TEXTS
from remit.formats.row import MADE, Row
from remit.places import Place
from remit.reading import Cell
from remit.registry import read_yaml


def places_of(line: Line) -> tuple[Place, ...]:
    """Return the places of what stands in a line, of what is struck out where nothing else does."""
    places = tuple(place for cell in line.cells.values() for place in cell.places)
    return places or tuple(place for cell in line.cells.values() for place in _struck(cell))


def _struck(cell: Cell) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(struck.place for struck in cell.struck))


def finding_of(mending: Mending) -> Finding:
    """Return the finding that tells a mending."""
    words = _words()[mending.name]
    fill = {"column": mending.column, **mending.fill}
    cell = mending.line.cells.get(mending.column)
    places = (cell.places or _struck(cell)) if cell else places_of(mending.line)
    severity = Severity[words.get("severity", "info")]
    message, hint = (_one_stop(words[name].format(**fill)) for name in ("message", "hint"))
    return Finding(mending.name, severity, message, hint, places)


def _one_stop(sentence: str) -> str:
    """Return a sentence without a second full stop where the words that were filled in end with one."""
    return sentence[:-1] if sentence.endswith("..") and not sentence.endswith("...") else sentence


@cache
def _words() -> dict[str, dict[str, str]]:
    """Return what is said of each mending."""
    words: dict[str, dict[str, str]] = read_yaml(bundle.folder("data") / "language" / "mendings.yaml")
    return words


def guesses(data: bytes, path: Path, format: str, rows: Sequence[Row]) -> list[Mending]:
    """Return what is told once of a document: terms in colours, a plan that is no table, a character set guessed."""
    coloured = next((row for row in rows if row.by_colour), None)
    listed = next((row for row in rows if row.table == MADE), None)
    told = [Mending("term-by-colour", head_line(coloured))] if coloured else []
    told += [Mending("plan-in-list", head_line(listed))] if listed else []
    if format not in TEXTS:
        return told
    text = decoded(data, path, page=format == "html")
    first = next(row for row in rows if row.text)
    return [*told, Mending("charset-guessed", head_line(first), "", {"text": text.called})] if text.guessed else told

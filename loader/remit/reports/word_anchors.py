"""Where in the XML of a Word document a place stands: the runs with its words, else the first paragraph of its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from remit.formats.word_cells import Address, Spot, WordCell, cells_of_docx
from remit.places import Place


@dataclass(frozen=True)
class Anchor:
    """The first and the last run of what is meant; where there are none, a paragraph, which gets an empty run."""

    first: Any = None
    last: Any = None
    paragraph: Any = None

    def runs(self) -> list[Any]:
        """Return both runs as the library has them."""
        from docx.text.paragraph import Paragraph
        from docx.text.run import Run

        if self.first is None:
            return [Paragraph(self.paragraph, None).add_run()]  # type: ignore[arg-type]
        return [Run(each, None) for each in (self.first, self.last)]  # type: ignore[arg-type]


def anchors(data: bytes, path: Path, root: Any, places: Sequence[Place], columns: Mapping[str, str]) -> list[Anchor]:
    """Return the anchor of each place in the tree `root` of the document `data`; runs are parted where words begin.

    `columns` gives the printed names of columns, by which an empty cell is found.
    """
    found = _Cells(cells_of_docx(data, path).cells, columns)
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    spans = [found.span(place) for place in places]
    parted = _Parted(elements, [spot for span in spans for spot in span])
    document = _Document(elements, found, next(root.iter(_w("p")), root))
    return [
        parted.anchor(span) or Anchor(paragraph=document.paragraph(place))
        for place, span in zip(places, spans, strict=True)
    ]


class _Cells:
    """The cells of a document by address, and which column is where."""

    def __init__(self, cells: Mapping[Address, WordCell], columns: Mapping[str, str]) -> None:
        self.cells = cells
        self._index: dict[tuple[int, str], int] = {}
        self._rows: dict[tuple[int, int], list[Address]] = {}
        printed = {name: column for column, name in columns.items() if name}
        for at, cell in cells.items():
            self._rows.setdefault(at[:2], []).append(at)
            if column := printed.get(" ".join(cell.text.split())):
                self._index.setdefault((at[0], column), at[2])
                self._index.setdefault((0, column), at[2])

    def row(self, place: Place) -> list[Address]:
        """Return the addresses of the cells of the row of a place."""
        return self._rows.get((place.table, place.row), [])

    def address(self, place: Place) -> Address | None:
        """Return the address of the cell of a place; by its words, else by the name of its column."""
        here = [at for at in self.row(place) if self._holds(at, place)]
        own = self._index.get((place.table, place.column), self._index.get((0, place.column)))
        if len(here) != 1 and own is not None:
            here = [(place.table, place.row, own)]
        return here[0] if here else None

    def span(self, place: Place) -> tuple[Spot, ...]:
        """Return the first and the last character of a place, as far as they stand in elements; nothing without."""
        at = self.address(place)
        if at is None or at not in self.cells or not self._holds(at, place):
            return ()
        spots = [spot for spot in self.cells[at].spots[place.start : place.end] if spot is not None]
        return (spots[0], spots[-1]) if spots else ()

    def _holds(self, at: Address, place: Place) -> bool:
        return bool(place.text) and self.cells[at].text.startswith(place.text, place.start)


class _Parted:
    """Runs parted before and behind the characters that are meant."""

    def __init__(self, elements: Sequence[Any], spots: Sequence[Spot]) -> None:
        self._elements = elements
        self._pieces: dict[int, list[tuple[int, Any]]] = {}
        cuts: dict[int, set[int]] = {}
        for first, last in zip(spots[::2], spots[1::2], strict=True):
            cuts.setdefault(first.element, set()).add(first.at)
            cuts.setdefault(last.element, set()).add(last.at + 1)
        for element, some in sorted(cuts.items()):  # in their order, for what follows in a run moves on
            self._pieces[element] = _pieces(elements[element], sorted(some))

    def anchor(self, span: tuple[Spot, ...]) -> Anchor | None:
        """Return the anchor of a span; None where its words stand in no run."""
        runs = [self._run(spot) for spot in span]
        return Anchor(runs[0], runs[-1]) if runs and None not in runs else None

    def _run(self, spot: Spot) -> Any:
        return [run for start, run in self._pieces[spot.element] if start <= spot.at][-1]


def _pieces(element: Any, cuts: Sequence[int]) -> list[tuple[int, Any]]:
    """Part the run of an element of text; return its pieces with their first characters, (0, None) without a run.

    What stands in the run before the element stays where it is; what stands behind it follows the last piece.
    """
    run = element.getparent()
    if run is None or run.tag != _w("r") or element.tag != _w("t"):
        return [(0, run if run is not None and run.tag == _w("r") else None)]
    text, behind = element.text or "", list(element.itersiblings())
    if 0 in cuts and any(child.tag != _w("rPr") for child in element.itersiblings(preceding=True)):
        run = _following(run)
        run.append(element)
    pieces, texts = [(0, run)], [element]
    for cut in (cut for cut in cuts if 0 < cut < len(text)):
        pieces.append((cut, _following(pieces[-1][1])))
        texts.append(deepcopy(element))
        pieces[-1][1].append(texts[-1])
    ends = [*(start for start, _ in pieces[1:]), len(text)]
    for (start, _), end, each in zip(pieces, ends, texts, strict=True):
        _write(each, text[start:end])
    last = pieces[-1][1]
    (_following(last) if behind and len(text) in cuts else last).extend(behind)
    return pieces


def _following(run: Any) -> Any:
    """Put a run behind another, with its look and without its words."""
    made = run.makeelement(run.tag, dict(run.attrib))
    made.extend(deepcopy(child) for child in run if child.tag == _w("rPr"))
    run.addnext(made)
    return made


def _write(element: Any, text: str) -> None:
    if element.text != text:
        element.text = text
        element.set(_xml("space"), "preserve")


class _Document:
    """The cells of a document that hold no words."""

    def __init__(self, elements: Sequence[Any], cells: _Cells, first: Any) -> None:
        self._elements, self._cells, self._first = elements, cells, first

    def paragraph(self, place: Place) -> Any:
        """Return the first paragraph of the cell of a place; else that of its row, of the document."""
        boxes = self._boxes(place)
        at = self._cells.address(place)
        box = boxes.get(at[2]) if at else None
        for each in (box, *boxes.values()):
            if each is not None and (found := next(each.iter(_w("p")), None)) is not None:
                return found
        return self._first

    def _boxes(self, place: Place) -> dict[int, Any]:
        """Return index → cell of the row in which a place is; only those with words where columns are uneven."""
        known = {}
        for address in self._cells.row(place):
            spot = next((spot for spot in self._cells.cells[address].spots if spot), None)
            if spot:
                known[address[2]] = _outer(self._elements[spot.element], "tc")
        row = next((_outer(box, "tr") for box in known.values() if box is not None), None)
        counted = {} if row is None else _counted(row)
        even = all(counted.get(index) is box for index, box in known.items())
        return counted if even and counted else {index: box for index, box in known.items() if box is not None}


def _counted(row: Any) -> dict[int, Any]:
    """Return index → cell of a row, by the columns that each spans."""
    boxes: dict[int, Any] = {}
    at = _number(row.find(f"{_w('trPr')}/{_w('gridBefore')}"), 0)
    for box in row.iter(_w("tc")):
        if _outer(box, "tr") is row and _outer(box, "tc") is box:
            boxes[at] = box
            at += max(_number(box.find(f"{_w('tcPr')}/{_w('gridSpan')}"), 1), 1)
    return boxes


def _number(element: Any, default: int) -> int:
    said = "" if element is None else element.get(_w("val"), "")
    return int(said) if said.isdigit() and len(said) < 5 else default


def _outer(element: Any, name: str) -> Any:
    """Return the outermost element of that name around one, itself included; a table in a cell is part of the cell."""
    found = [each for each in (element, *element.iterancestors()) if each.tag == _w(name)]
    return found[-1] if found else None


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))


def _xml(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"xml:{name}"))

"""A spreadsheet (XLSX): each sheet that is shown is one table, its values as they are shown.

Rows carry their number in the sheet, so that a receipt leads to them.
Left out are hidden sheets, rows and columns; of a sheet that is shown, those that hold something are named (`unseen`).
Macros are never run, formulas never computed:
the value that was saved is read, and a formula without one stands as it is written.
A number that was typed as 2.10 and kept as 2.1 is read as 2.10 where its column makes that certain;
the text of its place stays 2.1, so that a reader can tell (`restored_in`).
Words that are struck out are no part of the text of a cell; they are kept beside it.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from remit.errors import SourceError
from remit.formats import limits
from remit.formats.numbering import restored
from remit.formats.package import Package
from remit.formats.row import Row, cell_of, tidy
from remit.formats.shown import shown
from remit.reading import Cell

#: The most rows of a sheet, and the most places of cells that are looked at, empty ones included.
MAX_ROWS, MAX_LOOKED_AT = 1_048_576, 5_000_000
_NOT_NEEDED = re.compile(
    r"(?:.*/)?(?:docProps|customXml|theme|media|drawings|charts|pivotTables|pivotCache|externalLinks|embeddings|"
    r"comments\d*\.xml|threadedComments|persons|ctrlProps|activeX|tables|printerSettings|vmlDrawing\d*\.vml)(?:/|$)",
    re.IGNORECASE,
)


@dataclass
class _Frame:
    """What a sheet says around its cells; rows and columns count from 1."""

    name: str = ""
    unseen: set[str] = field(default_factory=set)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    runs: dict[tuple[int, int], list[tuple[str, bool]]] = field(default_factory=dict)
    fills: dict[int, dict[int, str]] = field(default_factory=dict)


@dataclass
class _Value:
    """One cell as it is shown."""

    text: str
    typed: bool = False
    struck: tuple[str, ...] = ()
    meant: str = ""


def rows_of_xlsx(data: bytes, path: Path) -> list[Row]:
    """Return the rows of a spreadsheet; what is none, or cannot be read within limits, is a SourceError."""
    return [row for table, sheet in enumerate(_sheets(data, path), start=1) for row in _rows(sheet, table, path)]


def restored_in(cell: Cell) -> str:
    """Return what stands in the sheet where the text of a cell was put right (2.1 for 2.10), else nothing."""
    stands = "".join(place.text for place in cell.places)
    return stands if len(cell.pieces) == 1 and stands != cell.text else ""


# --- the sheets -----------------------------------------------------------------------------------

#: The values of a sheet by row and column, and what is around them.
_Sheet = tuple[dict[tuple[int, int], _Value], _Frame]


def _sheets(data: bytes, path: Path) -> list[_Sheet]:
    """Return the sheets that are shown and hold something."""
    package = Package(data, path, "xlsx")
    parts = package.texts(lambda name: name.endswith((".xml", ".rels")) and not _NOT_NEEDED.match(name))
    try:
        with warnings.catch_warnings(), redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")  # what openpyxl finds odd, and says or even prints, touches no value
            return [sheet for sheet in _read(parts, path) if sheet[0]]
    except SourceError:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part makes it trip over
        raise SourceError(
            f"{path}: the spreadsheet is damaged or of a kind that is not read ({type(error).__name__}); "
            "open it in a spreadsheet program and save it as .xlsx"
        ) from error


def _read(parts: dict[str, bytes], path: Path) -> Iterator[_Sheet]:
    from openpyxl import load_workbook

    clean = io.BytesIO()
    with zipfile.ZipFile(clean, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    book: Any = load_workbook(clean, read_only=True, data_only=True, keep_links=False, rich_text=True)
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            frame = _frame(parts[cast(Any, sheet)._worksheet_path], path)
            frame.name = str(sheet.title)
            sheet.reset_dimensions()  # a sheet may say that it is smaller than it is
            yield dict(_values(sheet, frame, path)), frame


def _values(sheet: Any, frame: _Frame, path: Path) -> Iterator[tuple[tuple[int, int], _Value]]:
    """Yield the cells that are shown and hold something."""
    from openpyxl.utils import get_column_letter

    looked_at = filled = 0
    colours: dict[Any, str] = {}
    for number, row in enumerate(sheet.iter_rows(), start=1):
        looked_at += len(row)
        if looked_at > MAX_LOOKED_AT or number > MAX_ROWS:
            raise limits.too_many(path)
        if number in frame.rows:
            frame.unseen |= {f"row {number}"} if any(cell.value is not None for cell in row) else set()
            continue
        for column, cell in enumerate(row, start=1):
            if column in frame.columns:
                frame.unseen |= {f"column {get_column_letter(column)}"} if cell.value is not None else set()
                continue
            if colour := _colour(cell, colours):
                frame.fills.setdefault(number, {})[column - 1] = colour
            value = _value(cell, (number, column), frame)
            if value and (value.text or value.struck):
                filled += 1
                if filled > limits.now().cells or column > limits.now().columns:
                    raise limits.too_many(path)
                yield (number, column), value


def _value(cell: Any, at: tuple[int, int], frame: _Frame) -> _Value | None:
    if cell.value is None:
        return _Value(frame.formulas[at]) if at in frame.formulas else None
    pieces = frame.runs.get(at) or _pieces(cell)
    kept = "".join(text for text, gone in pieces if not gone)
    struck = tuple(tidy(text) for text, gone in pieces if gone and text.strip())
    return _Value(tidy(kept), isinstance(cell.value, float), struck)


def _colour(cell: Any, known: dict[Any, str]) -> str:
    """Return the colour that fills a cell, empty for none and for white; `known` are those of styles seen before."""
    style = getattr(cell, "_style_id", 0)
    if not style:
        return ""
    if style not in known:
        fill = cell.fill
        colour = fill.fgColor if fill is not None and fill.fill_type == "solid" else None
        said = f"{colour.type} {colour.value} {colour.tint}" if colour is not None else ""
        known[style] = "" if re.fullmatch(r"rgb (?:00|FF)FFFFFF .*|theme 0 0\.0|indexed (?:9|64) .*", said) else said
    return known[style]


def _pieces(cell: Any) -> list[tuple[str, bool]]:
    """Return the words of a cell, in pieces with a font of their own, and whether each is struck out."""
    whole = bool(cell.font.strike)
    if isinstance(cell.value, list):  # rich text
        return [(str(piece), bool(piece.font.strike) if hasattr(piece, "font") else whole) for piece in cell.value]
    return [(shown(cell.value, cell.number_format), whole)]


def _frame(part: bytes, path: Path) -> _Frame:
    """Return what a sheet says around its cells: what is hidden, merged, or a formula without value."""
    frame = _Frame()
    row = column = 0
    for event, element in ElementTree.iterparse(io.BytesIO(part), events=("start", "end")):
        name = _name(element)
        if event == "start":
            if name == "row":
                row, column = int(element.get("r", row + 1)), 0
                frame.rows |= {row} if _is_on(element.get("hidden")) else set()
        elif name == "c":
            column = _at(element.get("r", ""))[1] or column + 1
            _look(element, (row, column), frame)
            element.clear()
        elif name == "row":
            element.clear()
        elif name == "col" and _is_on(element.get("hidden")):
            last = min(int(element.get("max", 0)), 1 << 14)
            frame.columns |= set(range(max(int(element.get("min", 1)), 1), last + 1))
        elif name == "mergeCell":
            first, _, last_cell = element.get("ref", "").partition(":")
            frame.merged.append((*_at(first), *_at(last_cell or first)))
    return frame


def _look(cell: Element, at: tuple[int, int], frame: _Frame) -> None:
    """Note of a cell what openpyxl does not tell: a formula without value, words with a font within the sheet."""
    children = {_name(child): child for child in cell}
    if "f" in children and not ("v" in children and children["v"].text):
        frame.formulas[at] = f"={children['f'].text or '…'}"
    runs = [child for child in children["is"] if _name(child) == "r"] if "is" in children else []
    if any(_is_struck(run) for run in runs):
        texts = ["".join(each.text or "" for each in run if _name(each) == "t") for run in runs]
        frame.runs[at] = list(zip(texts, map(_is_struck, runs), strict=True))


def _is_struck(run: Element) -> bool:
    return any(_name(each) == "strike" and each.get("val", "1") not in ("0", "false") for each in run.iter())


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _is_on(value: str | None) -> bool:
    return value in ("1", "true", "on")


def _at(name: str) -> tuple[int, int]:
    """Return row and column of `B7`; noughts where it is none."""
    found = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d{1,7})", name)
    if not found:
        return 0, 0
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


# --- rows -----------------------------------------------------------------------------------------


def _rows(sheet: _Sheet, table: int, path: Path) -> list[Row]:
    """Return the rows of one sheet, each as wide as the sheet; rows without any text are left out."""
    values = sheet[0]
    width = max(column for _, column in values)
    height = max(row for row, _ in values)
    if width * len({row for row, _ in values}) > limits.now().cells:
        raise limits.too_many(path)
    _mend(values)
    above = _reaching(sheet, height, path)
    numbers = sorted({row for row, _ in (*values, *above)})
    made = []
    fills, unseen = sheet[1].fills, frozenset(sheet[1].unseen)
    spans: dict[int, dict[int, int]] = {}
    for first, left, _, right in sheet[1].merged:
        spans.setdefault(first, {}).update({left - 1: right - left + 1} if right > left else {})
    for number in numbers:
        cells = tuple(_cell(values.get((number, column)), path, number, column) for column in range(1, width + 1))
        reach = frozenset(column - 1 for column in range(1, width + 1) if (number, column) in above)
        made.append(
            Row(
                number,
                cells,
                table=table,
                above=reach,
                caption=sheet[1].name,
                unseen=unseen,
                fills=fills.get(number, {}),
                spans=spans.get(number, {}),
            )
        )
    return [row for row in made if not row.is_blank]


def _mend(values: dict[tuple[int, int], _Value]) -> None:
    """Put numbers right that lost their last nought."""
    for column in {column for _, column in values}:
        cells = [value for (_, at), value in sorted(values.items()) if at == column]
        for index, meant in restored([(value.text, value.typed) for value in cells]).items():
            cells[index].meant = meant


def _reaching(sheet: _Sheet, height: int, path: Path) -> set[tuple[int, int]]:
    """Repeat the text of cells that are merged over rows; return where it stands again."""
    values, frame = sheet
    above: set[tuple[int, int]] = set()
    covered = 0
    for first, left, last, _ in frame.merged:
        value = values.get((first, left))
        if value is None or not value.text:
            continue
        covered += max(min(last, height) - first, 0)
        if covered > limits.now().cells:
            raise limits.too_many(path)
        for row in range(first + 1, min(last, height) + 1):
            if row not in frame.rows:
                values[row, left] = value
                above.add((row, left))
    return above


def _cell(value: _Value | None, path: Path, row: int, column: int) -> Cell:
    if value is None:
        return Cell()
    written = value.text if value.meant else None
    return cell_of(value.meant or value.text, path.name, row, column - 1, written, value.struck)

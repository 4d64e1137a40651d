"""The lines of a table → headings, groups and events, with what was torn or cut put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from remit.documents.rows import BULLET, NUMBERED, Line, Table
from remit.documents.seams import append, join_cut, join_torn
from remit.reading import Cell
from remit.understand.language import Language
from remit.understand.terms import read_term

CELLS = ("number", "title", "term", "executors", "remarks")


@dataclass(frozen=True)
class Mending:
    """Something put right: the name of the mending, the line, the column, and what the message needs."""

    name: str
    line: Line
    column: str = ""
    fill: dict[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Item:
    """One thing of the outline: a `section`, a `group` or an `event`; `number` is clean."""

    kind: str
    line: Line
    number: str


def outline(table: Table, language: Language) -> tuple[list[Item], list[Mending]]:
    """Return the things of a table in their order, and the mendings that were needed."""
    mendings = [Mending("header-repeated", line, fill={"page": str(line.page)}) for line in table.repeats]
    lines = _rejoined(table.lines, language, mendings)
    words = _words(table)
    items: list[Item] = []
    for index, line in enumerate(lines):
        items.append(_item(index, line, lines, words, language, mendings))
    return items, mendings


def _item(
    index: int, line: Line, lines: Sequence[Line], words: set[str], language: Language, mendings: list[Mending]
) -> Item:
    if number := _heading_number(index, lines):
        return Item("section", _heading(line, number, words, language, mendings), number)
    if line.only_title and not line.is_subrow and _next_is_subrow(index, lines):
        return Item("group", line, line.number)
    if line.only_title and not line.is_subrow and not line.number:
        mendings.append(Mending("row-unplaced", line, "title", {"text": line.text("title")}))
        return Item("group", line, "")
    return Item("event", line, line.number)


def _next_is_subrow(index: int, lines: Sequence[Line]) -> bool:
    return index + 1 < len(lines) and lines[index + 1].is_subrow


# --- rows cut by a page break ---------------------------------------------------------------------


def _rejoined(lines: Sequence[Line], language: Language, mendings: list[Mending]) -> list[Line]:
    """Join each continuation to the row that it continues."""
    whole: list[Line] = []
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        if whole and _continues(line, whole[-1], following, language):
            whole[-1] = _joined(whole[-1], line, mendings)
        else:
            whole.append(line)
    return whole


def _continues(line: Line, before: Line, following: Line | None, language: Language) -> bool:
    """Return whether a line is the rest of the line before it."""
    if line.text("number") or line.is_subrow or NUMBERED.match(line.text("title")):
        return False
    if not line.text("title"):
        return True
    if not line.breaks or line.text("term"):
        return False
    if any(_goes_on(before.text(c), line.text(c), language) for c in CELLS if line.text(c)):
        return True
    return not (line.only_title and following is not None and following.is_subrow)


def _goes_on(left: str, right: str, language: Language) -> bool:
    """Return whether `left` ends in mid-sentence or `right` begins there."""
    words = "|".join(re.escape(word) for word in language.data["unfinished"])
    open_bracket = left.count("(") > left.count(")")
    ends = re.search(rf"[,;(\-–]$|(?:^|\s)(?:{words})$", left, re.IGNORECASE)
    return bool(left) and (open_bracket or bool(ends) or right[:1].islower())


def _joined(before: Line, line: Line, mendings: list[Mending]) -> Line:
    cells = dict(before.cells)
    for column, cell in line.cells.items():
        cells[column] = join_cut(cells.get(column, Cell()), cell)
        fill = {"rows": f"{before.row} and {line.row}", "column": column, "text": cells[column].text}
        mendings.append(Mending("row-rejoined", replace(before, cells={column: cells[column]}), column, fill))
    return replace(before, cells=cells)


# --- headings -------------------------------------------------------------------------------------


def _heading_number(index: int, lines: Sequence[Line]) -> str:
    """Return the number of a heading, or nothing where the line is none.

    A numbered line is a heading where the next number goes on from its own (2, 2.1 or 2.4, 2.4.1),
    or where nothing but a title stands in it and its elder sister is a heading.
    """
    number = _any_number(lines[index])
    if not number:
        return ""
    following = next((n for line in lines[index + 1 :] if (n := _any_number(line))), "")
    if following.startswith(number + "."):
        return number
    bare = lines[index].only_title and not _next_is_subrow(index, lines)
    return number if bare and _sister_is_heading(index, number, lines) else ""


def _sister_is_heading(index: int, number: str, lines: Sequence[Line]) -> bool:
    parent, _, last = number.rpartition(".")
    if last == "1" and not parent:
        return True
    elder = f"{parent}.{int(last) - 1}".lstrip(".")
    numbers = [n for line in lines[:index] if (n := _any_number(line))]
    return any(n.startswith(elder + ".") for n in numbers) and elder in numbers


def _any_number(line: Line) -> str:
    """Return the number of a line, from its column or from the begin of its title."""
    if line.number or line.text("number"):
        return line.number
    found = NUMBERED.match(line.text("title"))
    return found["number"] if found else ""


def _heading(line: Line, number: str, words: set[str], language: Language, mendings: list[Mending]) -> Line:
    """Return a heading whole: torn pieces joined, the number in its column."""
    cells = dict(line.cells)
    torn = [cells[c] for c in ("title", "term", "executors", "remarks") if c in cells]
    if len(torn) > 1 and read_term(line.text("term"), language).kind in ("unread", "none"):
        title = join_torn(torn, words, language.code)
        cells = {"title": title, **({"number": cells["number"]} if "number" in cells else {})}
        mendings.append(Mending("heading-rejoined", replace(line, cells=cells), "title", {"text": title.text}))
    elif len(torn) > 1:
        rest = " | ".join(cell.text for cell in torn[1:])
        mendings.append(Mending("heading-with-cells", line, "title", {"number": number, "text": rest}))
    if "number" not in cells:
        cells["number"], cells["title"] = _number_apart(cells["title"])
        fill = {"number": cells["number"].text}
        mendings.append(Mending("number-in-heading", replace(line, cells=cells), "title", fill))
    return replace(line, cells=cells)


def _number_apart(title: Cell) -> tuple[Cell, Cell]:
    """Part a heading's number from its words; both keep their places."""
    found = NUMBERED.match(title.text)
    assert found
    cut = found.end()
    number = Cell(title.text[: found.end("number")], tuple(enumerate(title.spot(0, found.end("number")))))
    (at, place), *rest = title.pieces
    pieces = [(0, place.part(cut - at, len(place.text))), *((offset - cut, later) for offset, later in rest)]
    return number, Cell(title.text[cut:], tuple(pieces))


def _words(table: Table) -> set[str]:
    """Return the words of the table's untorn rows, in small letters."""
    whole = [line for line in table.lines if line.number and line.text("executors")]
    texts = (cell.text for line in whole for cell in line.cells.values())
    return {word.lower() for text in texts for word in re.findall(r"\w+", text)}


def bullet_less(title: str) -> str:
    """Return a title without the bullet before it."""
    return BULLET.sub("", title)


__all__ = ["Item", "Mending", "append", "bullet_less", "outline"]

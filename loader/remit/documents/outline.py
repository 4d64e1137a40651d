"""The lines of a table → headings, groups and events, with what was torn or cut put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise

from remit.documents.cut import Mending, rejoined
from remit.documents.lists import without_totals
from remit.documents.rows import Line, Table
from remit.documents.seams import append, join_torn, stretch
from remit.documents.sections import with_headings
from remit.reading import Cell
from remit.understand.language import Language
from remit.understand.terms import read_term

#: Kinds of term that many words may seem to say; without a figure they are no evidence of a term.
LOOSE = ("relative", "reference", "vague", "status", "staged", "by-schedule")
#: A letter before the words of a heading.
LETTER = re.compile(r"(?P<letter>[A-ZА-Я])\s+(?=[^\W\d_]{2})")


@dataclass(frozen=True)
class Item:
    """One thing of the outline: a `section`, a `group` or an `event`; `number` is clean, perhaps inferred."""

    kind: str
    line: Line
    number: str


def outline(table: Table, language: Language) -> tuple[list[Item], list[Mending]]:
    """Return the things of a table in their order, and the mendings that were needed."""
    asking, sums = without_totals(table.lines, language)
    whole, joined = rejoined(asking, language)
    headed, named = with_headings(whole)
    lines = [_lettered(line, headed[at + 1 :]) for at, line in enumerate(headed)]
    made = _Outline(lines, language, _words(table))
    items = made.items()
    return items, [*table.noticed, *sums, *joined, *named, *_odd(made.mendings, items)]


def _odd(mendings: list[Mending], items: list[Item]) -> list[Mending]:
    """Return the mendings but for numbers in headings, where all headings of the document have theirs there."""
    apart = {mending.line.row for mending in mendings if mending.name == "number-in-heading"}
    columns = [item for item in items if item.kind == "section" and item.line.text("number")]
    if any(item.line.row not in apart for item in columns):
        return mendings
    return [mending for mending in mendings if mending.name != "number-in-heading"]


class _Outline:
    """Decide for each line what it is, by what stands around it."""

    def __init__(self, lines: Sequence[Line], language: Language, words: set[str]) -> None:
        self.lines = lines
        self.language = language
        self.words = words
        self.numbers = [line.number or line.title_number(language) for line in lines]
        self.counted = any(line.number for line in lines if not line.only_title)
        self.mendings: list[Mending] = []
        self.sections: set[str] = set()

    def items(self) -> list[Item]:
        """Return the items, in order."""
        return [self._item(index, line) for index, line in enumerate(self.lines)]

    def _item(self, index: int, line: Line) -> Item:
        bare = line.only_title and not line.is_subrow
        if line.heads:
            number = self.numbers[index]
            return self._section(line, self._inferred(index) if number in ("", *self.sections) else number)
        if bare and self._heads_letters(index):
            return Item("group", line, self.numbers[index])
        if self._is_numbered_heading(index):
            return self._section(line, self.numbers[index])
        if bare and self._heads_subrows(index):
            return Item("group", line, line.number)
        if bare and not line.number and (self._following_number(index) or self._heads_events(index)):
            return self._section(line, self._inferred(index))
        if bare and not line.number:
            self.mendings.append(Mending("row-unplaced", line, "title", {"text": line.text("title")}))
            return Item("group", line, "")
        return self._event(line)

    def _event(self, line: Line) -> Item:
        """Return an event; in a table that numbers none, a number that begins its title is its own."""
        number = "" if self.counted else line.title_number(self.language)
        if not number[:1].isdigit():
            return Item("event", line, line.number)
        apart = _number_apart(line.cells["title"], line.title_begin(self.language), number)
        return Item("event", replace(line, cells={**line.cells, "number": apart[0], "title": apart[1]}), number)

    def _section(self, line: Line, number: str) -> Item:
        self.sections.add(number)
        return Item("section", self._whole(line), number)

    # --- what is a heading ------------------------------------------------------------------------

    def _is_numbered_heading(self, index: int) -> bool:
        """Return whether a numbered line is a heading.

        It is where the next number goes on from its own (2, 2.1) and its other cells say nothing,
        and where it has nothing but a title and its elder sister is a heading, or is numbered otherwise.
        """
        number, line = self.numbers[index], self.lines[index]
        if not number or line.is_subrow:
            return False
        if self._following_number(index).startswith(number + "."):
            return line.only_title or self._is_torn(line)
        if not line.only_title or self._heads_subrows(index):
            return False
        in_title = not line.number and self._heads_events(index)
        return in_title or self._sister_is_heading(index, number) or not number[0].isdigit()

    def _heads_letters(self, index: int) -> bool:
        """Return whether the next two rows have the number of this one with a letter behind it: A3, A3a, A3b."""
        number, following = self.numbers[index], [line.number for line in self.lines[index + 1 : index + 3]]
        return bool(number) and following == [f"{number}a", f"{number}b"]

    def _heads_events(self, index: int) -> bool:
        """Return whether the next row is an event of a table that numbers none."""
        following = self.lines[index + 1 : index + 2]
        return not self.counted and bool(following) and not following[0].only_title and not following[0].is_subrow

    def _is_torn(self, line: Line) -> bool:
        """Return whether the other cells of a heading are torn off its title, or at least no event's."""
        written = line.text("term")
        kind = read_term(written, self.language).kind
        if kind == "none":
            return not line.text("executors")
        return kind == "unread" or (kind in LOOSE and not any(map(str.isdigit, written)))

    def _following_number(self, index: int) -> str:
        return next((number for number in self.numbers[index + 1 :] if number), "")

    def _sister_is_heading(self, index: int, number: str) -> bool:
        parent, _, last = number.rpartition(".")
        if not last.isdigit():
            return False
        if last == "1" and not parent:
            return True
        elder = f"{parent}.{int(last) - 1}".lstrip(".")
        before = [n for n in self.numbers[:index] if n]
        return elder in before and any(n.startswith(elder + ".") for n in before)

    def _heads_subrows(self, index: int) -> bool:
        """Return whether sub-rows follow: rows with a bullet, or a row that shares its number with the next."""
        following = self.lines[index + 1 : index + 3]
        if following and following[0].is_subrow:
            return True
        if len(following) < 2 or self.numbers[index] or not self.counted or any(line.only_title for line in following):
            return False
        return not following[1].number and bool(following[1].text("title")) and not following[1].above

    def _inferred(self, index: int) -> str:
        """Return a number for a heading that prints none: that of its events' numbers, else the next free one."""
        parent = self._following_number(index).rpartition(".")[0]
        free = next(str(n) for n in range(1, len(self.lines) + 2) if str(n) not in self.sections)
        return parent if parent and parent not in self.sections else free

    # --- headings made whole ----------------------------------------------------------------------

    def _whole(self, line: Line) -> Line:
        """Return a heading whole: torn pieces joined, the number in its column."""
        cells = dict(line.cells)
        torn = [cell for column, cell in cells.items() if column != "number" and cell.text]
        if len(torn) > 1:
            title = join_torn(torn, self.words, self.language.code)
            cells = {"title": title, **({"number": cells["number"]} if "number" in cells else {})}
            self.mendings.append(Mending("heading-rejoined", replace(line, cells=cells), "title", {"text": title.text}))
        cells.setdefault("title", torn[0] if torn else Cell())
        begin = line.title_begin(self.language)
        printed = line.title_number(self.language)
        if "number" not in cells and printed and cells["title"].text[begin:].strip():
            cells["number"], cells["title"] = _number_apart(cells["title"], begin, printed)
            fill = {"number": cells["number"].text}
            self.mendings.append(Mending("number-in-heading", replace(line, cells=cells), "number", fill))
        cells["title"] = self._with_blanks(cells["title"], line)
        return replace(line, cells=cells)

    def _with_blanks(self, title: Cell, line: Line) -> Cell:
        """Put in the blanks that are missing after commas."""
        cuts = [found.end() for found in re.finditer(r",(?=[^\W\d_])", title.text)]
        if not cuts:
            return title
        parts = [stretch(title, start, end) for start, end in pairwise([0, *cuts, len(title.text)])]
        whole = reduce(lambda left, right: append(left, right, " "), parts)
        self.mendings.append(Mending("blank-missing", line, "title", {"text": whole.text}))
        return whole


def _lettered(line: Line, following: Sequence[Line]) -> Line:
    """Return a heading with the letter that begins it as its number, if the numbers under it begin so: *A Growth*."""
    found = LETTER.match(line.text("title"))
    if not found or not line.only_title or line.text("number"):
        return line
    under = next((other.number for other in following if other.number), "")
    if not re.match(rf"{found['letter']}[.-]?\d", under):
        return line
    number, title = _number_apart(line.cells["title"], found.end(), found["letter"])
    return replace(line, cells={**line.cells, "number": number, "title": title})


def _number_apart(title: Cell, cut: int, number: str) -> tuple[Cell, Cell]:
    """Part a heading's number from its words; both keep their places."""
    start = title.text.find(number[:1])
    printed = title.text[start:cut].rstrip(" –—-:")
    spot = title.spot(start, start + len(printed))
    (at, place), *rest = title.pieces
    pieces = [(0, place.part(cut - at, len(place.text))), *((offset - cut, later) for offset, later in rest)]
    return Cell(printed, tuple(enumerate(spot))), Cell(title.text[cut:], tuple(pieces))


def _words(table: Table) -> set[str]:
    """Return the words of the table's untorn rows, in small letters."""
    whole = [line for line in table.lines if line.number and line.text("executors")]
    texts = (cell.text for line in whole for cell in line.cells.values())
    return {word.lower() for text in texts for word in re.findall(r"\w+", text)}

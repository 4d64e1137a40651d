"""Rows that a page break cuts in two, put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from remit.documents.rows import LISTED, Line
from remit.documents.seams import append, join_cut
from remit.reading import Cell
from remit.understand.language import Language
from remit.understand.period import Period
from remit.understand.terms import read_term
from remit.understand.times import LEAP_YEAR

#: A year, in which a day without one can be read.
ANY_YEAR = Period(LEAP_YEAR, LEAP_YEAR)
CELLS = ("title", "term", "executors", "lead", "partners", "remarks")


@dataclass(frozen=True)
class Mending:
    """Something put right: the name of the mending, the line, the column, and what the message needs."""

    name: str
    line: Line
    column: str = ""
    fill: dict[str, str] = field(default_factory=dict, hash=False)


def rejoined(lines: Sequence[Line], language: Language) -> tuple[list[Line], list[Mending]]:
    """Join each continuation to the row that it continues; return the rows and what was joined."""
    whole: list[Line] = []
    mendings: list[Mending] = []
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        if whole and _stands_beside(line, whole[-1], language):
            whole.append(_with_title(line, whole[-1], mendings))
        elif whole and _continues(line, whole[-1], following, language):
            whole[-1] = _joined(whole[-1], line, mendings, language)
        else:
            whole.append(line)
    return whole, mendings


def _stands_beside(line: Line, before: Line, language: Language) -> bool:
    """Return whether a line without number and title says anew when and who, as the line before it does."""
    if line.text("number") or line.text("title") or not before.text("title") or before.is_subrow:
        return False
    who = [(before.text(column), line.text(column)) for column in ("executors", "lead") if line.text(column)]
    when = before.text("term"), line.text("term")
    begins = (when[0], "·")  # names of months are small in some languages
    if not who or not all(map(all, (*who, when))) or any(goes_on(*pair, language) for pair in (*who, begins)):
        return False
    kinds = [read_term(text, language, ANY_YEAR).kind for text in (*when, " ".join(when))]
    whole = not {"unread", "none", "relative", "reference"} & {*kinds[:2]}
    return whole and (not line.breaks or kinds[2] in ("unread", "staged", "relative"))


def _with_title(line: Line, before: Line, mendings: list[Mending]) -> Line:
    """Return a line with the title of the one before it, as if that cell reached down into it."""
    made = replace(line, cells={"title": before.cells["title"], **line.cells}, above=line.above | {"title"})
    mendings.append(Mending("title-taken-over", line, "", {"rows": f"{line.row}", "text": before.text("title")}))
    return made


def _continues(line: Line, before: Line, following: Line | None, language: Language) -> bool:
    """Return whether a line is the rest of the line before it.

    After a page break a row without a number and a term goes on, unless it is the heading of sub-rows;
    elsewhere only what plainly begins in mid-sentence does.
    """
    if line.breaks and line.number and line.number == before.number:
        return True
    begins_anew = line.short or (line.across and not goes_on(before.text("title"), line.text("title"), language))
    if begins_anew or line.text("number") or line.is_subrow or line.title_number(language):
        return False
    if not line.text("title"):
        return True
    own = line.text("term") and (line.text("executors") or line.text("lead"))
    if own and not goes_on(before.text("title"), line.text("title"), language):
        return False
    evidence = any(goes_on(before.text(c), line.text(c), language) for c in CELLS if line.text(c))
    after_heading = before.only_title and not before.text("number") and not before.title_number(language)
    heads_subrows = line.only_title and following is not None and following.is_subrow and not after_heading
    ends_a_term = line.breaks and line.text("term")[:1] in ("(", ",", ";")
    ends_a_term = ends_a_term or _completes(line, before, language)
    if line.text("term") and not ends_a_term and not goes_on(before.text("term"), line.text("term"), language):
        return False
    return evidence or (line.breaks and not heads_subrows)


def _completes(line: Line, before: Line, language: Language) -> bool:
    """Return whether a page break cuts a term that only both parts say: *not later than* and *15 October 2031*."""
    first, rest = before.text("term"), line.text("term")
    if not (line.breaks and first and rest) or read_term(first, language).kind not in ("unread", "relative"):
        return False
    return read_term(f"{first} {rest}", language, ANY_YEAR).kind not in ("unread", "relative")


def goes_on(left: str, right: str, language: Language) -> bool:
    """Return whether `left` ends in mid-sentence or `right` begins there."""
    words = "|".join(re.escape(word) for word in language.data["unfinished"])
    open_bracket = left.count("(") > left.count(")")
    ends = re.search(rf"[,;(\-–]$|(?:^|\s)(?:{words})$", left, re.IGNORECASE)
    lettered = re.search(r"\s[^\W\d_]$", left) and left[-1].isupper() and not left.isupper()  # *category A*
    return bool(left) and (open_bracket or bool(ends and not lettered) or right[:1].islower())


def _joined(before: Line, line: Line, mendings: list[Mending], language: Language) -> Line:
    """Return a line with what goes on in the next; without a page break what is complete is one item of a list."""
    cells = dict(before.cells)
    for column, cell in line.cells.items():
        if column in ("number", "section"):
            continue
        first = cells.get(column, Cell())
        listed = not line.breaks and column in LISTED and not goes_on(first.text, cell.text, language)
        whole = append(first, cell, "\n") if listed and first.text and cell.text else join_cut(first, cell)
        cells[column] = whole
        fill = {"rows": f"{before.row} and {line.row}", "column": column, "text": " ".join(whole.text.split())}
        name = "row-rejoined" if line.breaks else "row-continued"
        mendings.append(Mending(name, replace(before, cells={column: whole}), column, fill))
    return replace(before, cells=cells)

"""Terms that more than one cell says: a begin and an end in columns of their own, a heading over rows without a date.

A heading that is a time (*Q2*, *2032*, *During the year*, *Events in 2032*) gives its time to the rows under it that
say none, and its year to those that say none of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from remit.documents.bilingual import said_twice
from remit.documents.rows import NOTHING, Line
from remit.reading import Cell, Term
from remit.understand.bounds import BOUNDED
from remit.understand.language import Language
from remit.understand.period import Period
from remit.understand.terms import read_term
from remit.understand.words import pattern, plain

#: The kinds of term that a begin or an end alone may be, and those of which only the words are known.
SAID = (*BOUNDED, "vague")
OPEN = ("unread", "relative", "staged", "reference", "by-schedule")
#: From so many rows on, and so large a part of them, ends stand beside begins.
FEWEST_PAIRS, MOST_PAIRED = 6, 0.6
#: Months that are only counted: 4, 1–36, 6, 12 and 18.
COUNTED = re.compile(r"\d{1,3}(?:(?:\s*[-–—,;/+&]\s*|\s+\w{1,3}\s+)\d{1,3})*")
NAMELESS: Mapping[str, str] = {}
#: The kinds of term that are a stretch of the calendar.
CALENDAR = ("year", "half-year", "quarter", "month", "day")


@dataclass(frozen=True)
class Timed:
    """A heading that is a time: its term, with the places of the heading, and the year that it is of."""

    term: Term
    year: int | None = None


def counted(cell: Cell, names: Mapping[str, str], language: Language) -> str:
    """Return the text of a cell, its bare numbers as months of a project where its column is called one of months."""
    month = re.compile(rf"(?:{pattern(language.data['units']['M'], {})})(?!\w)", re.IGNORECASE)
    columns = {place.column for place in cell.places}
    if not COUNTED.fullmatch(cell.text) or not all(month.search(plain(names.get(each, ""))) for each in columns):
        return cell.text
    return re.sub(r"\d+", r"M\g<0>", cell.text)


def term_of(
    cell: Cell,
    language: Language,
    period: Period,
    struck: str,
    others: Sequence[Language] = (),
    names: Mapping[str, str] = NAMELESS,
) -> Term:
    """Return the term of a cell; where a begin and an end make it and are no term together, each is read alone.

    `others` are the languages in which the cell may say it once more, `names` the printed names of the columns.
    """
    if period.month and (text := counted(cell, names, language)) != cell.text:
        return replace(read_term(text, language, period, struck), text=cell.text)
    whole = read_term(cell.text, language, period, struck)
    if whole.kind == "unread" and (both := said_twice(cell.text, language, others, period)):
        return replace(both, struck=struck)
    at = next((at for at, place in cell.pieces if at and place.column == "term-end"), 0)
    if whole.kind not in OPEN or not at or cell.pieces[0][1].column != "term-begin":
        return whole
    begin = read_term(re.sub(r" – $", "", cell.text[:at]), language, period)
    end = read_term(cell.text[at:], language, period)
    if begin.kind not in SAID or begin.start is None:
        return whole
    if end.kind in SAID and end.end is not None:
        kind = "vague" if "vague" in (begin.kind, end.kind) else "range"
        if str(begin.start)[:4] > str(end.end)[:4]:
            return whole
        return replace(whole, kind=kind, start=begin.start, end=end.end, precision=end.precision, direction="during",
                       offset="", after="", stages=())  # fmt: skip
    first = replace(begin, kind="from", direction="from", end=None)
    return replace(whole, kind="staged", start=begin.start, end=None, precision=begin.precision, direction="during",
                   offset="", after="", stages=(first, end))  # fmt: skip


def timed(line: Line, language: Language, period: Period, over: Timed | None = None) -> Timed | None:
    """Return the time that a heading is, with the year of the heading `over` it; None where it is none.

    It may begin with a name of the column of titles (*Measures in 2032*), or with its number (*2. Quartal*).
    """
    title, number = line.cells["title"], line.cells.get("number", Cell())
    places = (*number.places, *title.places)
    names = language.choice(language.data["columns"]["title"])
    of = pattern(f"({language.data['head'].get('period', '')}|)", {})
    begin = re.match(rf"{names}\s+(?:{of}\s*)?", plain(title.text), re.IGNORECASE)
    bare = title.text[begin.end() :] if begin else title.text
    year = over.year if over else None
    for text in dict.fromkeys((f"{number.text} {title.text}".strip(), title.text, bare)):
        for within in (period, *([_of_year(period, year)] if year else [])):
            term = read_term(text, language, within)
            if term.kind in BOUNDED and term.start is not None:
                own = term.start if term.kind == "year" and isinstance(term.start, int) else year
                return Timed(replace(term, text=text, places=places), own)
    return None


def under(cell: Cell, term: Term, heading: Timed | None, language: Language, period: Period) -> Term:
    """Return the term of a row under a heading: its own, with the year of the heading, or that of the heading."""
    if heading is None:
        return term
    if term.kind == "none" and (not cell.text or NOTHING.fullmatch(cell.text)):
        return heading.term
    if term.kind == "unread" and heading.year:
        found = term_of(cell, language, _of_year(period, heading.year), term.struck)
        return found if found.kind != "unread" else term
    return term


def paired(lines: Sequence[Line]) -> bool:
    """Return whether nearly all rows that say when work begins say when it ends too."""
    columns = [{place.column for place in line.cells["term"].places} for line in lines if "term" in line.cells]
    begins = ["term-end" in each for each in columns if "term-begin" in each]
    return len(begins) >= FEWEST_PAIRS and sum(begins) >= MOST_PAIRED * len(begins)


def one_sided(term: Term, cell: Cell, paired: bool = False) -> Term:
    """Return a term as open where only a column of begins or one of ends says it.

    Where nearly all rows have both (`paired`), a day or month of begin without an end is all that is meant.
    """
    columns = {place.column for place in cell.places}
    if columns == {"term-end"} and term.kind == "vague" and term.end is not None:
        return replace(term, kind="until", direction="until", start=None)
    if term.kind not in CALENDAR or columns not in ({"term-begin"}, {"term-end"}):
        return term
    if paired and "term-begin" in columns and term.kind in ("day", "month"):
        return term
    if "term-begin" in columns:
        return replace(term, kind="from", direction="from", end=None)
    return replace(term, kind="until", direction="until", start=None)


def _of_year(period: Period, year: int) -> Period:
    return period._replace(start=year, end=year)

"""With which month the year of a document begins, where that is not January: a financial or a school year.

A document says it by a range of days that is its period (*1 April 2031 – 31 March 2032*), by what its quarters are
(*Q1 is April to June*), in a sentence about its year (*the financial year begins on 1 July*), or by calling its one
year a school year, whose months everybody knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from remit.documents.head import dates_begin
from remit.documents.project import first_month
from remit.documents.rows import Line, Table, head_line
from remit.formats.row import Row
from remit.reading import Programme
from remit.understand.language import Language
from remit.understand.period import MONTHS, OwnYear, Period, begin_of
from remit.understand.spelt import spelt_out
from remit.understand.time import Time
from remit.understand.times import DATED, UNDATED, Reduced, find_times, upto
from remit.understand.words import pattern, plain

#: Up to five words, with the blanks around them.
FEW = r"\s+(?:[^\W\d]+\s+){0,5}?"
SIGNS = f"[{DATED}{UNDATED}]"
#: Stands with a year added for the number of an own year (private characters: no text has them).
MARK = 0xE900
#: How many rows at the end of a document may be notes to its plan.
MOST_NOTES = 30


def period_of(table: Table, rows: Sequence[Row], programme: Programme, language: Language) -> Period:
    """Return what a document says of its calendar, above its table, below it, and in it."""
    notes = [*table.head, *notes_below(rows, table.lines)]
    order, own = dates_begin(table.lines, language), own_year(notes, table.lines, programme, language)
    return Period(programme.start, programme.end, first_month(notes, language), order, own)


def own_year(notes: Sequence[Line], lines: Sequence[Line], programme: Programme, language: Language) -> OwnYear:
    """Return the own year of a document, as the lines outside its table tell it; else `OwnYear()`."""
    texts = [
        cell.text for line in notes for cell in line.cells.values() if _may_tell(language).search(plain(cell.text))
    ]
    found = [find_times(_marked(spelt_out(text, language), language), language) for text in texts]
    of_quarters = {month for each in found for month in _of_quarters(each, language)}
    one = programme.start is not None and programme.end == programme.start + 1
    spans = [span for each in found for span in _spans(each, language)] if one else []
    first = next((span for span in spans if span[0].year == programme.start and span[1].year == programme.end), None)
    opens = of_quarters or {month for each in found for month in _of_year(each, language)}
    quarters = bool(of_quarters) or any(_says_of_quarters(language).search(plain(text)) for text in texts)
    if opens or (first and quarters):
        year = _year(opens or {_month(first[0].begin) if first else 0}, quarters)
        return year._replace(named=_named(found, year.opens, lines, programme, language)) if year.opens else year
    if first and _month(first[1].close) < _month(first[0].begin):
        return OwnYear(_month(first[0].begin), _month(first[1].close))
    school = language.data.get("school-year")
    if one and school and _words(str(school["words"])).search(plain(programme.title)):
        return OwnYear(int(school["opens"]), int(school["closes"]))
    return OwnYear()


def _named(
    found: Sequence[Reduced], opens: int, lines: Sequence[Line], programme: Programme, language: Language
) -> int | None:
    """Return what to add to the number of an own year (*FY2032*) for the year in which it begins; None if untold.

    The head says it (*FY2032 runs from 1 April 2031 to 31 March 2032*), or only one way is within the period.
    """
    said = {shift for each in found for shift in _said(each, opens, language) if shift in (0, -1)}
    terms = [line.text(column) for line in lines for column in ("term", "term-begin", "term-end")]
    numbers = {
        number for text in terms if text for number in _called(language).findall(plain(spelt_out(text, language)))
    }
    if not said and numbers and programme.start is not None and programme.end is not None:
        ways = {shift: {int(number) + shift for number in numbers} for shift in (0, -1)}
        said = {shift for shift, begins in ways.items() if begins <= {*range(programme.start, programme.end)}}
    return said.pop() if len(said) == 1 else None


def _marked(text: str, language: Language) -> str:
    """Return a text with one sign for the number of each own year: *FY2032: April* is no April of 2032."""
    folded = plain(text)
    for call in reversed(list(_called(language).finditer(folded))):
        text = text[: call.start(1)] + chr(MARK + int(call[1])) + text[call.end() :]
    return text


def _said(found: Reduced, opens: int, language: Language) -> Iterator[int]:
    """Yield how many years before its number an own year begins, by the times that stand beside it in a text."""
    for mark in re.finditer(f"[{chr(MARK)}-{chr(MARK + 2100)}]", found.text):
        number, at = ord(mark[0]) - MARK, len(re.findall(SIGNS, found.text[: mark.start()]))
        before, following = found.times[:at][-1:], found.times[at : at + 2]
        if before and before[0].last and re.search(rf"{DATED}\s*\(\s*\w*\s*$", found.text[: mark.start()]):
            yield (before[0].year or number) - number  # 2031/32 (FY2032)
        elif following and following[0].year:
            first, year = following[0], following[0].year
            if first.precision == "year":
                yield year - number if first.last else 0
            else:
                words = found.text[mark.end() :].split(DATED)[0]
                ends = _ends(language).search(plain(words)) is not None
                year += _month(first.begin) == MONTHS and ends
                yield begin_of(_month(first.begin), year, OwnYear(opens)) - number


@cache
def _called(language: Language) -> re.Pattern[str]:
    """Return the pattern of the number of an own year that has one: *FY2032*, but not *FY2031/32*."""
    words = _plain(language.data.get("own-year", "(?!)"))
    return re.compile(rf"(?<!\w)(?:{words})[\s-]?(\d{{4}})(?!\d|\s?[/–-]\s?\d)", re.IGNORECASE)


def notes_below(rows: Sequence[Row], lines: Sequence[Line]) -> list[Line]:
    """Return the last rows of a document as lines that stand alone below the plan: notes to it."""
    tables = {place.table for line in lines[-1:] for cell in line.cells.values() for place in cell.places}
    numbers = {line.row for line in lines[-1:]}
    inside = (
        at
        for at in range(len(rows) - 1, -1, -1)
        if rows[at].table in tables and (rows[at].table or rows[at].number in numbers)
    )
    below = rows[next(inside, len(rows)) + 1 :]
    return [head_line(row) for row in below[-MOST_NOTES:] if row.table == 0 and row.text]


def _year(opens: set[int], quarters: bool) -> OwnYear:
    """Return a year of twelve months from the one that all say; none where they differ, or say January."""
    month = opens.pop() if len(opens) == 1 else 1
    return OwnYear(month, month - 1, quarters) if month > 1 else OwnYear()


def _of_quarters(found: Reduced, language: Language) -> Iterator[int]:
    """Yield the month with which the year begins of which a text says what its quarters are: *Q1 is April to June*."""
    signs = list(re.finditer(SIGNS, found.text))
    for at, sign in enumerate(signs[:-1]):
        between = _year_mark(language).sub("", found.text[sign.end() : signs[at + 1].start()])
        part, month = found.times[at], found.times[at + 1]
        if part.precision == "quarter" and month.precision in ("month", "day") and _is(language).fullmatch(between):
            yield (_month(month.begin) - _month(part.begin)) % MONTHS + 1


def _spans(found: Reduced, language: Language) -> Iterator[tuple[Time, Time]]:
    """Yield the ranges of days or months in a text: *1 April 2031 – 31 March 2032*."""
    joint = rf"(?:{upto(language)}|\s+(?:{pattern(language.data['to'].lower(), {})})\s+(?:the\s+)?)"
    for pair in re.finditer(rf"{SIGNS}{joint}{SIGNS}", found.text.lower()):
        at = len(re.findall(SIGNS, found.text[: pair.start()]))
        first, last = found.times[at : at + 2]
        if {first.precision, last.precision} <= {"month", "day"}:
            yield first, last


def _of_year(found: Reduced, language: Language) -> Iterator[int]:
    """Yield the month with which an own year begins that a text speaks of: *the fiscal year runs from 1 July*."""
    for call in _own(language).finditer(plain(found.text)):
        after = found.text[call.end() :]
        begins = re.match(rf"[^.;{DATED}{UNDATED}]{{0,30}}?(?:{SIGNS}[^.;{DATED}{UNDATED}]{{0,12}})?({SIGNS})", after)
        spans = [(first, last) for first, last in _spans(found, language) if _is_whole(first, last)]
        if spans:
            yield _month(spans[0][0].begin)
        elif begins and _begins(language).search(plain(after[: begins.end()])):
            yield from _first_month(found, call.end() + begins.end() - 1)
        elif begins and _ends(language).search(plain(after[: begins.end()])):
            yield from (month % MONTHS + 1 for month in _first_month(found, call.end() + begins.end() - 1))


def _first_month(found: Reduced, place: int) -> Iterator[int]:
    """Yield the month of the time at a place of a text, if it is a month or a day."""
    time = found.times[len(re.findall(SIGNS, found.text[:place]))]
    if time.precision in ("month", "day"):
        yield _month(time.begin)


def _is_whole(first: Time, last: Time) -> bool:
    """Return whether two times bound twelve months."""
    return (_month(first.begin) - _month(last.close)) % MONTHS == 1


def _month(written: str) -> int:
    return int(written[1:3] or 0)


@cache
def _may_tell(language: Language) -> re.Pattern[str]:
    """Return the pattern of a text that is looked at: with two numbers, a quarter or an own year in it."""
    words = "|".join(
        [_plain(language.data.get("own-year", "(?!)")), _plain(language.data.get("quarter-words", "(?!)"))]
    )
    return re.compile(rf"\d.*\d|(?<!\w)(?:{words})", re.IGNORECASE | re.DOTALL)


@cache
def _own(language: Language) -> re.Pattern[str]:
    return _words(language.data.get("own-year", "(?!)"))


@cache
def _is(language: Language) -> re.Pattern[str]:
    """Return the pattern of what stands between a quarter and its months."""
    return re.compile(rf"\s*(?:{_plain(language.data['head'].get('means', '='))})?\s*", re.IGNORECASE)


@cache
def _year_mark(language: Language) -> re.Pattern[str]:
    """Return the pattern of an own year with the sign for its number."""
    words = _plain(language.data.get("own-year", "(?!)"))
    return re.compile(rf"(?:{words})[\s-]?[{chr(MARK)}-{chr(MARK + 2100)}]", re.IGNORECASE)


@cache
def _ends(language: Language) -> re.Pattern[str]:
    """Return the pattern of words by which a year ends."""
    return _words(language.data["head"].get("year-ends", "(?!)"))


@cache
def _begins(language: Language) -> re.Pattern[str]:
    """Return the pattern of words by which a year begins."""
    return _words(language.data["head"].get("year-begins", "(?!)"))


@cache
def _says_of_quarters(language: Language) -> re.Pattern[str]:
    """Return the pattern of a sentence that says that quarters are those of the own year."""
    said = language.data["head"].get("own-quarters", "(?!)")
    own = _plain(language.data.get("own-year", "(?!)"))
    return re.compile(rf"(?<!\w)(?:{pattern(said, {'own': f'(?:{own})', 'few': FEW})})(?!\w)", re.IGNORECASE)


@cache
def _words(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_plain(form)})(?!\w)", re.IGNORECASE)


def _plain(form: str) -> str:
    return pattern(form, {})

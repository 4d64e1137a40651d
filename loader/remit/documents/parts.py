"""Which tables are the parts of a plan, what heads them, and which tables stay out.

A part has the columns of the best table, or others that say what is done and when or by whom; a table without names of
columns goes on with those of the part before it where its cells read so. What stays out is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from remit.documents.cut import Mending
from remit.documents.header import WHEN_OR_WHO, Header
from remit.documents.rows import Line, leading, line_of
from remit.documents.sections import Columns, changed
from remit.formats.row import Row
from remit.reading import Cell
from remit.understand.language import Language
from remit.understand.terms import read_term
from remit.understand.words import plain

#: A paragraph longer than this is no title of a table.
LONGEST_TITLE = 120
#: So many paragraphs may stand between a numbered title and its table.
MOST_WORDS = 4


def parts_of(rows: Sequence[Row], headers: Sequence[Header], best: Header) -> tuple[Header, list[Header]]:
    """Return the best header and those of all parts of its plan, in the order of the document."""
    alike = [header for header in headers if header.is_of(best)]
    alike += _repeated(rows, best, {header.at for header in alike})
    known = {header.at for header in alike}
    others = [header for header in headers if header.at not in known and header.goes_with(best)]
    best, *alike = _with_sections(rows, [best, *alike])
    others = [_with_sections(rows, [header, header])[0] for header in others]
    return best, sorted([*alike, *others], key=lambda header: header.at)


def _repeated(rows: Sequence[Row], best: Header, known: set[int]) -> list[Header]:
    """Return the header where it stands again in its table, under which too few rows follow to know it by them."""
    if best.height > 1 or not best.told:
        return []
    again = ((at, row) for at, row in enumerate(rows) if at > best.at and row.table == best.table and at not in known)
    return [replace(best, at=at) for at, row in again if _names_of(row) == best.names]


def _names_of(row: Row) -> dict[int, str]:
    return {index: " ".join(cell.text.split()) for index, cell in enumerate(row.cells) if cell.text}


def _with_sections(rows: Sequence[Row], headers: Sequence[Header]) -> list[Header]:
    """Return the headers of one plan, the best first, with the column that repeats the headings of the sections."""
    best, *parts = headers
    starts = {at for part in parts for at in range(part.at, part.at + part.height)}
    tables = {part.table for part in parts}
    under = [row for at, row in enumerate(rows) if at > parts[0].at and at not in starts and row.table in tables]
    changes = Columns(best.names, best.columns, under, best.language).changes()
    alike = {at: best.names.get(at) for at in changes}
    return [
        replace(each, columns=changed(each.columns, changes))
        if changes and {at: each.names.get(at) for at in alike} == alike
        else each
        for each in headers
    ]


def going_on(rows: Sequence[Row], parts: Sequence[Header], headers: Sequence[Header]) -> set[int]:
    """Return the tables without names of columns that go on with the columns of the part before them."""
    found: set[int] = set()
    own = {header.table for header in headers}
    for table, at in _tables(rows).items():
        before = [part for part in parts if part.at < at[0]]
        if table not in own and before and _reads_so([rows[each] for each in at], rows, before[-1]):
            found.add(table)
    return found


def _reads_so(under: Sequence[Row], rows: Sequence[Row], part: Header) -> bool:
    """Return whether most rows of a table read as rows under a header: as wide, with terms, else with numbers."""
    full = [row for row in under if sum(bool(cell.text) for cell in row.cells) > 1]
    if not full or len(full[0].cells) != len(rows[part.at].cells):
        return False
    lines = [line_of(row, part.columns, 1, False) for row in full]
    timed = WHEN_OR_WHO["term"] & set(part.columns.values())
    told = [line.text("title") and (_is_time(line, part) if timed else line.number) for line in lines]
    return 2 * sum(map(bool, told)) > len(lines)


def _is_time(line: Line, part: Header) -> bool:
    return read_term(line.text("term"), part.language).kind not in ("none", "unread")


def _tables(rows: Sequence[Row]) -> dict[int, list[int]]:
    """Return where the rows of each table stand."""
    found: dict[int, list[int]] = {}
    for at, row in enumerate(rows):
        if row.table:
            found.setdefault(row.table, []).append(at)
    return found


# --- what heads the parts -------------------------------------------------------------------------


def titles_of(rows: Sequence[Row], starts: Sequence[int], languages: Sequence[Language]) -> Iterator[int]:
    """Yield where the titles of the parts stand: the last paragraph before each; the first has one if others have.

    A caption that only says which table follows (*Table 2, continued*) is none.
    """
    before = [_before(rows, at, languages) for at in starts if rows[at].table]
    above = [at for at in before if at >= 0 and _is_title(rows[at])]
    over = [_over_words(rows, at) for at in before if at >= 0 and not rows[at].table]
    if all(at >= 0 for at in over) and sum(at >= starts[0] for at in over) > 1:
        above = over  # each has one, some over a few sentences
    if any(at >= starts[0] for at in above):
        levels = {row.level for row in rows[starts[0] : starts[-1]] if not row.table} - {0}
        yield from _over(rows, above[0], levels) if above[0] < starts[0] else ()
        yield from _numbered(rows, starts, languages) if above[0] > starts[0] else ()
        yield from above


def _over_words(rows: Sequence[Row], at: int) -> int:
    """Return where the title stands that is at a row, or over the few sentences that end there; -1 where none is."""
    words = list(takewhile(lambda each: not rows[each].table, range(at, max(at - MOST_WORDS, -1), -1)))
    return next((each for each in words if _is_title(rows[each])), -1)


def _numbered(rows: Sequence[Row], starts: Sequence[int], languages: Sequence[Language]) -> list[int]:
    """Return where the numbered title of the first part stands above its words, if numbered ones follow too."""
    words = list(takewhile(lambda at: not rows[at].table, range(starts[0] - 1, max(starts[0] - MOST_WORDS, 0) - 1, -1)))
    between = [at for at in range(starts[0], starts[-1]) if not rows[at].table]
    numbers = [next((n for at in those if (n := _number(rows[at], languages))), "") for those in (words, between)]
    if not all(numbers) or not (numbers[0].isdecimal() and int(numbers[0]) + 1 == int("0" + numbers[1])):
        return []
    return [next(at for at in words if _number(rows[at], languages))]


def _number(row: Row, languages: Sequence[Language]) -> str:
    """Return the number that begins a title, empty where a row is none."""
    found = (leading(language).match(plain(row.text)) for language in languages if _is_title(row))
    return next((each["number"] for each in found if each and each["number"].isdecimal()), "")


def _over(rows: Sequence[Row], at: int, levels: set[int]) -> list[int]:
    """Return where the headings over the first title stand, directly above it, of levels that come back later."""
    found: list[int] = []
    last = rows[at].level
    while at > 0 and rows[at - 1].table == 0 and 0 < rows[at - 1].level < last and rows[at - 1].level in levels:
        at, last = at - 1, rows[at - 1].level
        found.insert(0, at)
    return found


def starts_of(rows: Sequence[Row], parts: Sequence[Header], more: set[int]) -> list[int]:
    """Return where the tables of a plan begin: at their first header, or at the first row of one without."""
    tables = {part.table: part.at for part in reversed(parts)}
    return sorted([*tables.values(), *(at[0] for table, at in _tables(rows).items() if table in more)])


def _before(rows: Sequence[Row], at: int, languages: Sequence[Language]) -> int:
    """Return where the last row before a table stands that is no caption."""
    at -= 1
    while at >= 0 and rows[at].table == 0 and is_caption(rows[at].text, languages):
        at -= 1
    return at


def is_caption(text: str, languages: Sequence[Language]) -> bool:
    """Return whether a line says nothing but which table follows, or that one goes on: *Table 2 (continued)*."""
    return any(language.is_caption(text) for language in languages)


def _is_title(row: Row) -> bool:
    """Return whether a row is a short paragraph outside the tables, and no sentence."""
    return row.table == 0 and len(row.cells) == 1 and len(row.text) <= LONGEST_TITLE and row.text[-1:] not in ".;,"


def captions_of(rows: Sequence[Row], starts: Sequence[int], languages: Sequence[Language]) -> Mapping[int, Line]:
    """Return a heading for each sheet of a plan that stands on several, unless its program named it (*Sheet1*)."""
    if len({rows[at].caption for at in starts}) < 2:
        return {}
    given = [rows[at] for at in starts]
    named = [row for row in given if row.caption and not any(each.is_sheet(row.caption) for each in languages)]
    return {row.table: _caption(row) for row in named}


def _caption(row: Row) -> Line:
    """Return the name of a sheet as a heading; it stands above the first row, at no row of its own."""
    place = next(place for cell in row.cells for place in cell.places)
    at = replace(place, column="title", start=0, end=len(row.caption), text=row.caption, table=row.table)
    return Line(row.number, row.page, {"title": Cell(row.caption, ((0, at),))}, heads=True)


# --- what is told ---------------------------------------------------------------------------------


def columns_noticed(rows: Sequence[Row], parts: Sequence[Header]) -> Iterator[Mending]:
    """Yield a mending for each column whose name is not known, and for each that a plan should have and has not."""
    told: set[tuple[str, ...]] = set()
    for header in parts:
        if (names := tuple(header.names.values())) not in told:
            told.add(names)
            yield from _columns(_line(rows, header), header)


def _columns(line: Line, header: Header) -> Iterator[Mending]:
    for index, name in header.names.items():
        if index not in header.columns and not header.language.is_of_persons(name):
            yield Mending("column-unknown", line, f"extra-{index + 1}", {"text": name})
        elif index in header.columns and index in header.told:
            fill = {"text": name, "known": header.columns[index]}
            yield Mending("column-told", line, header.columns[index], fill)
    for column, parts in WHEN_OR_WHO.items():
        if not parts & set(header.columns.values()):
            yield Mending("column-missing", line, "", {"text": column})


def left_out(rows: Sequence[Row], headers: Sequence[Header], read: set[int]) -> Iterator[Mending]:
    """Yield a mending for each table that is not read: one that has columns of a plan, and any other."""
    plain = {header.table: header for header in reversed(headers)}
    for table, at in _tables(rows).items():
        if table in read:
            continue
        header = plain.get(table)
        if header:
            fill = {"text": " | ".join(header.names.values()), "number": str(len([n for n in at if n > header.at]))}
            yield Mending("table-left-out", _line(rows, header), "", fill)
        elif any(sum(bool(cell.text) for cell in rows[n].cells) > 1 for n in at):
            row = rows[at[0]]
            line = line_of(row, {n: f"extra-{n + 1}" for n in range(len(row.cells))}, row.on_page(1), False)
            yield Mending("table-outside", line, "", {"text": row.text, "number": str(len(at))})


def hidden(rows: Sequence[Row], parts: Sequence[Header]) -> Iterator[Mending]:
    """Yield a mending for each sheet of the plan in which rows or columns that hold something are hidden."""
    for part in {part.table: part for part in reversed(parts)}.values():
        if unseen := sorted(rows[part.at].unseen, key=lambda name: (len(name), name)):
            yield Mending("hidden-left-out", _line(rows, part), "", {"text": ", ".join(unseen)})


def widths(rows: Sequence[Row], parts: Sequence[Header]) -> Iterator[Mending]:
    """Yield a mending for each part of the plan that is wider than most: it has columns in which nothing stands."""
    usual = Counter(len(rows[part.at].cells) for part in parts).most_common(1)[0][0]
    for part in parts:
        width = len(rows[part.at].cells)
        if len(parts) > 2 and width > usual:
            yield Mending("columns-alike", _line(rows, part), "number", {"number": str(width), "usual": str(usual)})


def _line(rows: Sequence[Row], header: Header) -> Line:
    return line_of(rows[header.at], header.columns, rows[header.at].on_page(1), False)

"""Columns without a name of their own: that of the numbers before the titles, or the words beside their numbers.

A name that stands over two columns (*Objective* over *1 | Safety*) is that of the words; the numbers stand before them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from remit.documents.rows import is_number
from remit.formats.row import Row
from remit.understand.language import Language

#: A code of a row: capitals and figures, with what parts them.
CODE = re.compile(r"(?=\S*\d)[A-ZА-ЯЁ0-9]+(?:[-./ ][A-ZА-ЯЁ0-9]+){0,4}[a-zа-я]?[.)]?")
WORDS = re.compile(r"[^\W\d_]{2}")


def with_unnamed(rows: Sequence[Row], at: int, columns: Mapping[int, str]) -> dict[int, str]:
    """Return the columns of the header at a row with those that have no name of their own.

    A column before the titles is that of the numbers, unless words stand in it.
    """
    made = dict(columns)
    for index, column in columns.items():
        beside = index + 1
        unnamed = beside < len(rows[at].cells) and not rows[at].cells[beside].text and beside not in columns
        spans = unnamed and _mostly(rows, at, index, is_number) and _mostly(rows, at, beside, _is_words)
        if spans and column == "section":
            made[beside] = "section"
        elif spans and column == "title" and "number" not in columns.values():
            made |= {index: "number", beside: "title"}
    title = next((index for index, column in made.items() if column == "title"), 0)
    before = title - 1
    if title > 0 and before not in made and not rows[at].cells[before].text and "number" not in made.values():
        made |= {} if _mostly(rows, at, before, _is_words) else {before: "number"}
    return dict(sorted(made.items()))


def with_coded(rows: Sequence[Row], at: int, columns: Mapping[int, str], language: Language) -> dict[int, str]:
    """Return the columns with another as the titles, where the one that is named so holds codes, or few words again.

    *Project | Title of project* over *M-01 | Guide on weighing*: the codes are the numbers.
    *Kind of work | Name of the standard* over *revision | Millstones*: the kinds are no titles.
    """
    columns = _with_numbered_sections(rows, at, columns)
    coded = next((index for index, column in columns.items() if column == "title"), None)
    codes = coded is not None and "number" not in columns.values() and _mostly(rows, at, coded, _is_code)
    if coded is None or not (codes or _repeats(rows, at, coded)):
        return dict(columns)
    free = (i for i, cell in enumerate(rows[at].cells) if i not in columns and language.column(cell.text) == "title")
    fit = (index for index in free if _mostly(rows, at, index, _is_words) and not _repeats(rows, at, index))
    titles = next(fit, None)
    if titles is None:
        return dict(columns)
    rest = {index: column for index, column in columns.items() if index != coded}
    return dict(sorted({**rest, **({coded: "number"} if codes else {}), titles: "title"}.items()))


def _with_numbered_sections(rows: Sequence[Row], at: int, columns: Mapping[int, str]) -> Mapping[int, str]:
    """Return the columns with that of the sections as numbers, where each row has a number of its own in it."""
    named = next((index for index, column in columns.items() if column == "section"), None)
    if named is None or "number" in columns.values() or not _mostly(rows, at, named, _is_code):
        return columns
    texts = list(_under(rows, at, named))
    return {**columns, named: "number"} if len({*texts}) == len(texts) else columns


def _repeats(rows: Sequence[Row], at: int, index: int) -> bool:
    """Return whether what stands in a column comes back after other texts: a kind of work, and no title."""
    texts = list(_under(rows, at, index))
    runs = [text for text, _ in groupby(texts)]
    return 2 * len({*texts}) <= len(texts) and len({*runs}) < len(runs)


def _is_code(text: str) -> bool:
    return CODE.fullmatch(text) is not None


def _is_words(text: str) -> bool:
    return WORDS.search(text) is not None and not is_number(text)


def _mostly(rows: Sequence[Row], at: int, index: int, test: Callable[[str], bool]) -> bool:
    """Return whether most of what stands in a column beside other cells is of a sort."""
    texts = list(_under(rows, at, index))
    return 2 * sum(map(test, texts)) > len(texts)


def _under(rows: Sequence[Row], at: int, index: int) -> Iterator[str]:
    for row in rows[at + 1 :]:
        full = row.table == rows[at].table and sum(bool(cell.text) for cell in row.cells) > 1
        if full and index < len(row.cells) and row.cells[index].text:
            yield row.cells[index].text

"""Columns whose names say nothing, told by what stands in them: times, bodies, or the long texts of titles.

Only a header that names one of what is done, when or by whom is looked at so; a name that is that of something else
(*Budget*, *Output*) stands against it. What is told so does not make a plan of a list: `lists` goes by names alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from remit.formats.row import Row
from remit.understand.fields import has_body_noun
from remit.understand.language import Language
from remit.understand.terms import read_term

#: The columns that say when, and those that say who.
WHEN = {"term", "term-begin", "term-end"}
WHO = {"executors", "lead"}
#: How many rows are looked at, and how many there are at least.
MOST_ROWS, FEWEST_ROWS = 40, 3
#: How many of the cells of a column must be of a sort, and how far from the begin of its table a header may stand.
SHARE, FARTHEST = 0.6, 12
#: How long the name of a column may be, and the texts of a column of bodies on average.
LONGEST_NAME, LONGEST_BODIES = 60, 90
_WORDS = re.compile(r"[^\W\d_]{3}")
_NO_TIMES = ("none", "unread", "status", "relative", "reference", "by-schedule", "as-needed")

Test = Callable[[str], bool]


def with_contents(
    rows: Sequence[Row], at: int, height: int, columns: Mapping[int, str], names: Mapping[int, str], language: Language
) -> dict[int, str]:
    """Return the columns of the header at a row with those that their contents tell."""
    made = dict(columns)
    known = set(made.values())
    told = [bool(known & {"title"}), bool(known & WHEN), bool(known & WHO)]
    if not any(told) or len(names) < FEWEST_ROWS or not _may_head(rows, at, names):
        return made
    if all(told) and (known & {"partners"} or not _free(names, made, language)):
        return made
    texts = _Texts(rows, at, height, names, language)
    if not told[1] and sum(told) and (found := texts.best(made, texts.is_time)) is not None:
        made[found] = "term"
    elif (
        not told[1]
        and told[0]
        and told[2]
        and "number" in known
        and (found := texts.best(made, texts.is_time, none=True)) is not None
    ):
        made[found] = "term"
    if not told[2] and (found := texts.best(made, texts.is_body)) is not None:
        made[found] = "executors"
    known = set(made.values())
    if known & WHEN and known & WHO:
        if "title" not in known and (found := texts.longest(made)) is not None:
            made[found] = "title"
        after = max(index for index, column in made.items() if column in WHO)
        if "partners" not in known and (found := texts.best(made, texts.is_body, after)) is not None:
            made[found] = "partners"
    return dict(sorted(made.items()))


def _may_head(rows: Sequence[Row], at: int, names: Mapping[int, str]) -> bool:
    """Return whether a row may be a header: near the begin of its table, short names, no figures."""
    far = at - FARTHEST
    begins = far < 0 or rows[far].table != rows[at].table or rows[at].table == 0
    return begins and all(len(name) <= LONGEST_NAME and not re.search(r"\d", name) for name in names.values())


def _free(names: Mapping[int, str], known: Mapping[int, str], language: Language) -> list[int]:
    """Return the columns of which neither name nor use is known."""
    return [index for index, name in names.items() if index not in known and not language.is_of_none(name)]


class _Texts:
    """What stands under the names of columns."""

    def __init__(self, rows: Sequence[Row], at: int, height: int, names: Mapping[int, str], language: Language) -> None:
        self.names, self.language = names, language
        under = (row for row in rows[at + height : at + height + MOST_ROWS] if row.table == rows[at].table)
        self.rows = [row for row in under if sum(bool(cell.text) for cell in row.cells) > 1]

    def best(self, known: Mapping[int, str], test: Test, after: int = -1, none: bool = False) -> int | None:
        """Return the first column that is free, after another, and of the sort that a test tells; `none` takes all."""
        all_free = [index for index in self.names if index not in known]
        free = (i for i in (all_free if none else _free(self.names, known, self.language)) if i > after)
        return next((index for index in free if self._share(index, test) >= SHARE), None)

    def longest(self, known: Mapping[int, str]) -> int | None:
        """Return the column with the longest texts, nearly all filled and different; one of another name comes last."""
        found = {}
        for index in (index for index in self.names if index not in known):
            texts = [text for text in self._texts(index) if _WORDS.search(text)]
            if texts and len(set(texts)) * 4 >= len(self.rows) * 3:
                found[index] = (not self.language.is_of_none(self.names[index]), sum(map(len, texts)))
        return max(found, key=lambda index: found[index], default=None)

    def is_time(self, text: str) -> bool:
        """Return whether a cell says when."""
        return read_term(text, self.language).kind not in _NO_TIMES

    def is_body(self, text: str) -> bool:
        """Return whether a cell names a body."""
        return len(text) <= LONGEST_BODIES and has_body_noun(text, self.language)

    def _share(self, index: int, test: Test) -> float:
        texts = list(self._texts(index))
        enough = len(texts) >= FEWEST_ROWS and 2 * len(texts) >= len(self.rows)
        return sum(map(test, texts)) / len(texts) if enough else 0.0

    def _texts(self, index: int) -> Iterator[str]:
        return (row.cells[index].text for row in self.rows if index < len(row.cells) and row.cells[index].text)

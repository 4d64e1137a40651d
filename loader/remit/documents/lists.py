"""What is no plan or no event, though it looks like one: a list of other things, and a row that sums up.

The words are those of a language (`list` and `total` in its file). A total is reported, and stays where it stands in
the document; a list is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from remit.documents.cut import Mending
from remit.documents.rows import Line, Table
from remit.errors import SourceError
from remit.understand.language import Language
from remit.understand.words import key, pattern, plain

#: The columns that say when.
WHEN = ("term", "term-begin", "term-end")
#: The columns that say who.
WHO = ("executors", "lead")


def refuse_list(table: Table, language: Language, name: str) -> None:
    """Refuse a table whose columns are those of any list: of members, meetings, papers or expenses.

    A plan says what is to be done, and who does it or by when. A table with nobody who is to do anything is one where
    the name of its titles or that of its dates is one of a plan, and no column says where or who speaks.
    """
    title = table.names.get("title", "")
    dates = [table.names[column] for column in WHEN if table.names.get(column)]
    if any(language.column(table.names.get(column, "")) for column in WHO):
        return
    beside = {key(each) for each in language.data.get("list-beside", ())}
    if where := next((each for each in table.printed if key(each) in beside), ""):
        raise SourceError(
            f"{name}: holds no programme; its table says when, but nobody who is to do anything, and has a column "
            f"'{where}': it is a list of meetings or the like; a plan has a column of executors, such as "
            f"'{language.data['columns']['executors'][0]}'"
        )
    if not title or _tells(title, ("title",), language):
        return
    if not any(_tells(each, WHEN, language) for each in dates):
        columns = " and ".join(f"'{each}'" for each in (title, *dates))
        raise SourceError(
            f"{name}: holds no programme; {columns} are columns of any list; "
            "call the columns what they are in a plan, such as "
            f"'{language.data['columns']['title'][0]}' and '{language.data['columns']['term'][0]}'"
        )


def _tells(name: str, columns: Sequence[str], language: Language) -> bool:
    """Return whether the name of a column is one that only plans have."""
    listed = {key(each) for each in language.data.get("list", ())}
    words = language.data.get("column-words", {})
    if key(name) not in listed and language.named(name) in tuple(columns):
        return True
    known = {key(each) for column in columns for each in words.get(column, ())} - listed
    joined = bool(words.get("endings"))
    return any(
        word in known or (joined and word not in listed and any(len(k) > 3 and word.endswith(k) for k in known))
        for word in key(name).split()
    )


def without_totals(lines: Iterable[Line], language: Language) -> tuple[list[Line], list[Mending]]:
    """Return the lines that sum nothing up, and a mending for each that does: *Total*, *Итого по разделу*."""
    said = language.data.get("total")
    if not said:
        return list(lines), []
    form = re.compile(pattern(f"({'|'.join(said)})", {"rest": ".{1,80}"}) + r"\s*[:.]?[\d\s.,%]*", re.IGNORECASE)
    kept: list[Line] = []
    noticed: list[Mending] = []
    for line in lines:
        if _is_total(line, form):
            text = " ".join(cell.text for cell in line.cells.values() if cell.text)
            noticed.append(Mending("total-left-out", line, "", {"text": text}))
        else:
            kept.append(line)
    return kept, noticed


def _is_total(line: Line, form: re.Pattern[str]) -> bool:
    """Return whether a row says that it is a total, and neither a term nor anybody's name."""
    asked = [line.text(c) for c in ("number", "title", "term", "executors", "lead", "partners")]
    others = [cell.text for cell in line.cells.values()]
    words = [text for text in asked if _has_letters(text)] or [text for text in others if _has_letters(text)]
    return len(words) == 1 and bool(form.fullmatch(plain(words[0])))


def _has_letters(text: str) -> bool:
    return re.search(r"[^\W\d_]", text) is not None

"""Plans that are no table: lists of activities with labelled lines, and small tables of labels, one an activity.

    1.1 Survey of the reefs
        Responsible: Reef Office; Deadline: May 2032

Here the paragraphs and cells of such a plan are put in order: headings, and what is asked with what its labels say.
`listed` makes the rows of one table of them. A plan that has a table with as many rows is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from remit.documents.labels import BULLETS, WHEN_OR_WHO, Field, Labels, numbered, part
from remit.documents.rows import CLEAN, YEARS, leading
from remit.documents.seams import append
from remit.documents.turned import turned
from remit.formats.row import Row
from remit.reading import Cell
from remit.understand.language import Language
from remit.understand.terms import read_term
from remit.understand.words import plain

#: A longer paragraph is no heading.
LONGEST = 200
#: What begins a line with the number of what it asks.
_NUMBER = re.compile(
    r"(?P<number>(?:[A-ZА-ЯЁ]{1,4}[.-]?)?\d+(?:[.\-]\d+)*(?:\.?[a-zа-я])?|[IVXLC]+(?=[.)])|[a-zа-я](?=\)))"
    r"(?:\s*[.):]+\s*|\s+[–—-]\s+|\s+|$)"
)
#: A word before a number: *Activity 1.2*.
_WORD = re.compile(r"(?P<word>[^\W\d_]+(?:\s[^\W\d_]+)?)\s*(?:№|No\.?|Nr\.?|#|n°)?\s*(?=\d|[A-Z]\d)")
#: The share of what is asked that a manner of titles must have to be that of the document.
_MOST = 0.6


@dataclass(frozen=True)
class Said:
    """A paragraph, or a lone cell, that no label begins."""

    at: int
    row: Row
    cell: Cell
    number: str = ""
    begin: int = 0

    @property
    def marks(self) -> tuple[bool, int, bool]:
        """Return by what a paragraph may be told to be a heading: a number, a level, capitals."""
        letters = [letter for letter in self.cell.text if letter.isalpha()]
        return bool(self.number), self.row.level, len(letters) > 3 and all(map(str.isupper, letters))


#: What tells whether a paragraph is a title.
Marks = Callable[[Said], bool]


@dataclass(frozen=True)
class Told:
    """What one label says, and where the row stands that holds it."""

    at: int
    row: Row
    field: Field
    label: int = -1


@dataclass
class Asked:
    """What is asked: the paragraphs before its labels, and what they say."""

    run: list[Said] = field(default_factory=list)
    fields: list[Told] = field(default_factory=list)

    def has(self, *columns: str) -> bool:
        """Return whether a label names one of the columns."""
        return any(told.field.column in columns for told in self.fields)

    @property
    def at(self) -> int:
        """Return where its labels begin."""
        return self.fields[0].at

    @property
    def own(self) -> Said | None:
        """Return the words before its labels in the same paragraph or row."""
        return next((said for said in reversed(self.run) if said.at == self.at), None)


def asked_in(rows: Sequence[Row], labels: Labels) -> list[Asked]:
    """Return what is asked in rows, in order; each says when or who."""
    return together(_stream(rows, labels))


def together(stream: Iterator[Said | Told]) -> list[Asked]:
    """Return what paragraphs and labels ask, in order; each says when or who."""
    return [asked for asked in _together(_parts(stream)) if asked.has(*WHEN_OR_WHO)]


# --- paragraphs and labels, in order --------------------------------------------------------------


def _stream(rows: Sequence[Row], labels: Labels) -> Iterator[Said | Told]:
    """Yield what stands in rows; a label alone says what follows it."""
    waiting: Told | None = None
    for each in _each(rows, labels):
        if waiting and isinstance(each, Said) and _is_said_in(each, waiting.field, labels.language):
            yield Told(each.at, each.row, Field(waiting.field.column, waiting.field.name, each.cell), waiting.at)
            waiting = None
            continue
        if waiting:
            yield waiting
        alone = isinstance(each, Told) and not each.field.cell.text and each.row.table <= 0
        waiting = each if isinstance(each, Told) and alone else None
        if not waiting:
            yield each
    if waiting:
        yield waiting


def _is_said_in(said: Said, label: Field, language: Language) -> bool:
    """Return whether a paragraph is what the label before it says: no heading, and with a number only a time."""
    timed = label.column.startswith("term") and read_term(said.cell.text, language).kind not in ("none", "unread")
    return not said.row.level and (not said.number or timed)


def _each(rows: Sequence[Row], labels: Labels) -> Iterator[Said | Told]:
    across = turned(rows, labels)
    for at, row in enumerate(rows):
        if row.table in across:
            told = across[row.table] if at == 0 or rows[at - 1].table != row.table else ()
            yield from (Told(where, rows[where], each) for where, each in told)
            continue
        filled = [index for index, cell in enumerate(row.cells) if cell.text]
        if len(filled) > 1:
            yield from _across(at, row, filled, labels)
        elif filled == [0] and len(row.cells) > 1 and labels.column(row.cells[0].text, cell=True) is not None:
            yield Told(at, row, Field(str(labels.column(row.cells[0].text, cell=True)), row.cells[0].text, Cell()))
        elif filled:
            yield from _lines(at, row, row.cells[filled[0]], labels)


def _lines(at: int, row: Row, cell: Cell, labels: Labels) -> Iterator[Said | Told]:
    """Yield what stands in a paragraph, line by line; lines without labels are one text."""
    begin, said = 0, Cell()
    for line in cell.text.split("\n"):
        end = begin + len(line)
        lead, fields = _labelled(part(cell, begin, end), labels)
        if lead.text:
            said = append(said, lead, " ") if said.text else lead
        if fields and said.text:
            yield said_in(at, row, said, labels.language)
            said = Cell()
        yield from (Told(at, row, each) for each in fields)
        begin = end + 1
    if said.text:
        yield said_in(at, row, said, labels.language)


def _labelled(line: Cell, labels: Labels) -> tuple[Cell, list[Field]]:
    """Return the words of a line before its labels and what they say; a label may stand alone, without a colon."""
    begin = BULLETS.match(line.text)
    bare = part(line, begin.end(), len(line.text)) if begin else line
    column = labels.language.named(bare.text)
    if column in WHEN_OR_WHO or column == "partners":
        return Cell(), [Field(str(column), bare.text, Cell())]
    return labels.parted(bare)


def _across(at: int, row: Row, filled: Sequence[int], labels: Labels) -> Iterator[Said | Told]:
    """Yield what the labels in a row of a table say; a cell before them may say what is asked in this row and more."""
    first = filled[0]
    beside = len(filled) % 2 and not _pairs(row, filled, labels)
    fields = _pairs(row, filled[1:] if beside else filled, labels)
    if beside and fields and first not in row.above:
        yield said_in(at, row, row.cells[first], labels.language)
    yield from (Told(at, row, each) for each in fields)


def _pairs(row: Row, filled: Sequence[int], labels: Labels) -> list[Field]:
    """Return what the labels in a row of a table say, each of the cell after it; nothing where others stand there.

    Between two labels that do not touch nothing is said by the first, and by the last where nothing follows it.
    """
    found: list[Field] = []
    left = list(filled)
    while left:
        at = left.pop(0)
        name = row.cells[at].text
        column, number = labels.column(name, cell=True), numbered(name, labels.language)
        if column is None and not number:
            return []
        value = Cell()
        if left and (left[0] == at + row.spans.get(at, 1) or not labels.language.named(row.cells[left[0]].text)):
            value = row.cells[left.pop(0)]
        if labels.language.named(value.text):
            return []
        if number:
            begin = name.rfind(number)
            found.append(Field("number", name, part(row.cells[at], begin, begin + len(number))))
        found.append(Field(column or ("title" if number else ""), name.rstrip(": "), value))
    return found if any(field.cell.text for field in found) else []


def said_in(at: int, row: Row, cell: Cell, language: Language) -> Said:
    """Return a paragraph with the number that begins it, perhaps after a word: *Activity 1.2: Survey*."""
    text, begin = plain(cell.text), 0
    word = _WORD.match(text)
    if word and language.named(cell.text[: word.end("word")]) in ("title", "number"):
        begin = word.end()
    found = _NUMBER.match(text, begin)
    if found and not YEARS.fullmatch(found["number"]) and CLEAN.fullmatch(found["number"] + ")"):
        return Said(at, row, cell, cell.text[begin : found.end("number")], found.end())
    heads = leading(language).match(text)
    return Said(at, row, cell, heads["number"], 0) if heads else Said(at, row, cell)


# --- what belongs together ------------------------------------------------------------------------


def _parts(stream: Iterator[Said | Told]) -> list[Asked]:
    """Return runs of paragraphs, each with the labels after it; a first label that comes back begins another."""
    parts: list[Asked] = [Asked()]
    for each in stream:
        last = parts[-1]
        if isinstance(each, Said):
            if last.fields:
                parts.append(Asked())
            parts[-1].run.append(each)
            continue
        first = last.fields[0].field if last.fields else None
        if first and first.column in ("title", "number", "section") and first.name == each.field.name:
            parts.append(Asked())
        parts[-1].fields.append(each)
    return [part for part in parts if part.fields]


def _together(parts: Sequence[Asked]) -> list[Asked]:
    """Return what is asked: a part begins another where its paragraphs do so, or a label comes back."""
    begins = manner(parts)
    whole: list[Asked] = []
    for each in parts:
        columns = {told.field.column for told in each.fields} - {"", "remarks"}
        anew = not whole or whole[-1].has(*columns) or (begins and any(map(begins, each.run)))
        if anew or each.has("title") or each.own:
            whole.append(each)
        elif _goes_on(each, whole[-1]):
            whole[-1].fields += each.fields
        else:
            whole.append(each)
    return whole


def _goes_on(each: Asked, before: Asked) -> bool:
    """Return whether labels go on after a paragraph between them: what was asked says not yet both when and who."""
    return not each.run or not (before.has("term", "term-end") and before.has("executors", "lead"))


def manner(parts: Sequence[Asked]) -> Marks | None:
    """Return what tells the titles of a document: a number, else a level that they have; None where neither does."""
    runs = [each.run for each in parts if each.run]
    many = max(_MOST * sum(not each.has("title") for each in parts), 1)
    counted = sum(any(said.number for said in run) for run in runs)
    levels = [found[-1] for run in runs if (found := [said.row.level for said in run if said.row.level])]
    deepest = max(levels, default=0)
    if counted >= max(many, levels.count(deepest)):
        return lambda said: bool(said.number)
    return (lambda said: said.row.level == deepest) if levels and len(levels) >= many else None

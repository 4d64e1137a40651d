"""Labels before what they say: *Responsible: Clay Office; Deadline: May 2032*, *Срок – 2032*, a cell before a cell.

A label is the name of a column, as it stands over tables; other words are one where they come back before a colon.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from remit.formats.row import Row
from remit.reading import Cell
from remit.understand.language import Language
from remit.understand.words import DASHES, key

#: The columns that words alone may tell; others need one of their names, for *Description of work* is said in prose.
TOLD = ("term", "term-begin", "term-end", "executors", "lead", "partners", "remarks")
#: The columns of which one at least says when or who.
WHEN_OR_WHO = ("term", "term-begin", "term-end", "executors", "lead")
BULLETS = re.compile(rf"^[{DASHES}•▪◦○●■*·–—►➢✓o]\s+|^[•▪◦●■·►➢✓]")
#: Words before a colon; a bracket in them is an ending: *Executor(s)*.
_WORDS = re.compile(
    r"[^\W\d_](?:[^:;.,()\[\]|\n\t•]|\([^()\s]{1,5}\)|"
    r"(?<![^\W\d_]{5})\.(?=\s?(?:[^\W\d_]{1,12}\.?)?:)){0,45}?\s*[:：]"
)
_BEFORE = re.compile(r"[;.,()\[|•\n\t–—*]\s*$|\s[-]\s*$|^\s*$")
_DASHED = re.compile(
    rf"(?:^|(?<=[;.,(\[|•\n]))\s*(?P<label>[^\W\d_][^:;.,()|\n]{{1,40}}?)(?:\s+[{DASHES}]\s+|\t+)(?=\S)"
)
_NUMBERED = re.compile(r"(?P<label>[^\W\d_]+(?:\s+[^\W\d_]+)?)\s*(?:№|No\.?|Nr\.?|#|n°)?\s*(?P<number>\d+(?:\.\d+)*)")


@dataclass(frozen=True)
class Field:
    """What a label says: the column that it names (empty where none), its words, and what stands after it."""

    column: str
    name: str
    cell: Cell


@dataclass(frozen=True)
class Labels:
    """The labels of a document: those of a language, and other words (as keys) that come back before a colon."""

    language: Language
    more: Collection[str] = ()

    def column(self, text: str, cell: bool = False) -> str | None:
        """Return the column that a label names, empty for one of no column; None where it is no label."""
        label = BULLETS.sub("", text).strip().rstrip(":：").strip()
        if not label or len(label) > 60:
            return None
        named = self.language.named(label)
        told = named or self.language.column(label)
        if told and (named or cell or told in TOLD):
            return told
        return "" if key(label) in self.more or (cell and self.language.is_of_none(label)) else None

    def parted(self, cell: Cell) -> tuple[Cell, list[Field]]:
        """Return what stands in a text before its first label, and what each label says."""
        cuts = list(self._cuts(cell.text))
        if not cuts:
            return cell, []
        ends = [*(start for start, *_ in cuts[1:]), len(cell.text)]
        fields = [Field(c, name, part(cell, at, end)) for (_, at, c, name), end in zip(cuts, ends, strict=True)]
        lead = part(cell, 0, cuts[0][0])
        if lead.text.count("(") < cell.text[: cuts[0][0]].count("("):
            fields[-1] = Field(fields[-1].column, fields[-1].name, _closed(fields[-1].cell))
        return lead, fields

    def _cuts(self, text: str) -> Iterator[tuple[int, int, str, str]]:
        """Yield where each label begins and ends, its column and its name."""
        begin = 0
        for each in sorted([*self._dashed(text), *self._before_colons(text)]):
            if each[0] >= begin:
                yield each
                begin = each[1]

    def _dashed(self, text: str) -> Iterator[tuple[int, int, str, str]]:
        for found in _DASHED.finditer(text):
            if (column := self.language.named(found["label"])) and column != "title":
                yield found.start("label"), found.end(), column, found["label"].strip()

    def _before_colons(self, text: str) -> Iterator[tuple[int, int, str, str]]:
        begin = 0
        while found := _WORDS.search(text, begin):
            begin = found.end()
            for start in self._starts(text, found.start(), found.end()):
                name = text[start : found.end()].rstrip(":： ")
                if (column := self.column(name)) is not None:
                    yield start, found.end(), column, name
                    break

    def _starts(self, text: str, start: int, end: int) -> Iterator[int]:
        """Yield where a label that ends at a colon may begin: after what parts it, else at a capital with a name."""
        if _BEFORE.search(text[:start]):
            yield start
        for found in re.finditer(r"\s+(?=[^\W\d_])", text[start:end]):
            at = start + found.end()
            if text[at].isupper() and self.language.named(text[at:end].rstrip(":： ")):
                yield at


def part(cell: Cell, start: int, end: int) -> Cell:
    """Return a stretch of a cell without what parts it from its neighbours: blanks, semicolons, an open bracket."""
    text = cell.text[start:end]
    begin = start + len(text) - len(text.lstrip(" \t\n;,:|•"))
    kept = cell.text[begin:end].rstrip()
    bare = re.sub(rf"(?:\s*[;,|(\[•\n]|\s+[{DASHES}*])+$", "", kept)
    if end < len(cell.text) and re.search(r"[^\W\d_]{3}\.$|\d\.$|\)\.$", bare):
        bare = bare[:-1]
    pieces, at = [], 0
    for place in cell.spot(begin, begin + len(bare)):
        pieces.append((at, place))
        at += len(place.text)
    return Cell(bare, tuple(pieces))


def _closed(cell: Cell) -> Cell:
    """Return a cell without the bracket that closes what opened before it."""
    text = cell.text.rstrip(" .;")
    lone = text.endswith((")", "]")) and text.count(")") > text.count("(")
    return part(cell, 0, len(text) - 1) if lone else cell


def numbered(label: str, language: Language) -> str:
    """Return the number after the word for what a row asks: `3` of *Activity 3*; empty where there is none."""
    found = _NUMBERED.fullmatch(label.strip().rstrip(".:"))
    return found["number"] if found and language.column(found["label"]) == "title" else ""


def recurring(rows: Sequence[Row]) -> set[str]:
    """Return the keys of the words that begin three lines or more before a colon."""
    seen: dict[str, int] = {}
    for row in rows:
        for line in (line for cell in row.cells[:2] for line in cell.text.split("\n")):
            if found := _WORDS.match(BULLETS.sub("", line)):
                said = key(found[0].rstrip(":： "))
                seen[said] = seen.get(said, 0) + 1
    return {said for said, many in seen.items() if many > 2}

"""Where the characters of the cells of a Word document stand in its XML: what whoever writes into a document needs.

A cell is called by its address: table (0 outside tables), row and column of the grid, as `rows_of_docx` counts them.
An element is called by its number in the part, counted from 0 in the order of the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from remit.formats.blocks import Composer, Text
from remit.formats.word import body_of_docx
from remit.formats.word_text import SOFT_HYPHEN

#: Table, row, column.
Address = tuple[int, int, int]


@dataclass(frozen=True)
class Spot:
    """Where one character stands: the number of its element, and its index in what the element gives."""

    element: int
    at: int


@dataclass(frozen=True)
class WordCell:
    """The text of a cell as it is read; a character that stands in no element (a line end, a list's number) is None."""

    text: str
    spots: tuple[Spot | None, ...]


@dataclass(frozen=True)
class WordCells:
    """The name of the part that holds a document's text, and its cells by address."""

    part: str
    cells: Mapping[Address, WordCell]


def cells_of_docx(data: bytes, path: Path) -> WordCells:
    """Return the cells of a Word document; what is none is a SourceError."""
    body = body_of_docx(data, path)
    composer = Composer(path, body.paged)
    composer.take(body.blocks)
    numbers = {id(element): number for number, element in enumerate(body.root.iter())}
    return WordCells(body.part, {at: _cell(texts, numbers) for at, texts in composer.texts.items()})


#: A character and where it stands.
_Character = tuple[str, Spot | None]


def _cell(texts: Sequence[Text], numbers: Mapping[int, int]) -> WordCell:
    """Return the lines of a cell as `blocks` joins them: without the blanks around them and without blank lines."""
    found: list[_Character] = []
    for line in (line for text in texts for line in _lines(_characters(text, numbers))):
        found += [("\n", None), *line] if found else line
    return WordCell("".join(letter for letter, _ in found), tuple(spot for _, spot in found))


def _characters(text: Text, numbers: Mapping[int, int]) -> list[_Character]:
    """Return the characters of a paragraph, the number that a list prints before it first."""
    written = list(_written(text, numbers))
    before = text.text[: len(text.text) - len(written)]
    return [*((letter, None) for letter in before), *written]


def _written(text: Text, numbers: Mapping[int, int]) -> Iterator[_Character]:
    for element, words in text.origin:
        for at, letter in enumerate(words):
            if letter != SOFT_HYPHEN:
                yield letter, Spot(numbers[id(element)], at)


def _lines(characters: Sequence[_Character]) -> Iterator[list[_Character]]:
    """Yield the lines that hold more than blanks, without the blanks around them."""
    start = 0
    ends = [at for at, (letter, _) in enumerate(characters) if letter == "\n"]
    for end in [*ends, len(characters)]:
        inked = [at for at in range(start, end) if not characters[at][0].isspace()]
        if inked:
            yield list(characters[inked[0] : inked[-1] + 1])
        start = end + 1

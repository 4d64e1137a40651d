"""Names of persons in the cells of executors: no reading has them, a neutral word stands in their place.

The places keep saying where in the document the name stands; what stands there is the neutral word. So the table cannot
give the name back: this is one of the declared normalisations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from remit.places import Place
from remit.reading import Cell, Executor
from remit.understand.language import Language
from remit.understand.lexicon import Lexicon
from remit.understand.persons import beside, is_person, person, word
from remit.understand.words import plain

#: The reading of an executor who is a person.
NAMED = "person-named"
#: What may follow a name without a blank.
_CLOSING = re.compile(r"[,;.:)]*")


def hidden_beside(cell: Cell, lexicon: Lexicon, before: int = 0) -> tuple[Cell, int]:
    """Return a cell with a neutral word for each person who is known by a title or a place, and how many they are.

    What is read of the cell then has no name in it: *Board (Ms A. Example)* is read as *Board ([person])*.
    """
    language = lexicon.language
    found = [each for each in beside(language).finditer(plain(cell.text)) if is_person(each[1], lexicon)]
    spans = [(*each.span(1), f"[{word(language, before + n)}]") for n, each in enumerate(found, start=1)]
    return (masked(cell, spans) if spans else cell), len(spans)


def without_names(
    cell: Cell, executors: Sequence[Executor], language: Language, before: int = 0
) -> tuple[Cell, tuple[Executor, ...]]:
    """Return a cell and its executors with a neutral word for each person; `before` counts those of other cells.

    The first is `[person]`, the second of the same event `[person 2]`.
    """
    kept: list[Executor] = []
    executors = [_marked(executor, language) for executor in executors]
    spans: list[tuple[int, int, str]] = []
    at = 0
    for executor in executors:
        found = re.compile(person(language), re.IGNORECASE).match(plain(executor.text))
        if NAMED not in executor.readings or not found or _hides(executor.text, language):
            kept.append(executor)
            continue
        neutral = f"[{word(language, before + len(spans) + 1)}]"
        at = cell.text.index(executor.text, at)
        spans.append((at, at + found.end(), neutral))
        at += found.end()
        text = neutral + executor.text[found.end() :]
        kept.append(replace(executor, text=text, places=(_hidden(cell, *spans[-1]),)))
    return (masked(cell, spans), tuple(kept)) if spans else (cell, tuple(executors))


def _marked(executor: Executor, language: Language) -> Executor:
    """Return an executor with the reading that says so where a person stood in its words."""
    if not _hides(executor.text, language):
        return executor
    return replace(executor, readings=tuple(dict.fromkeys((*executor.readings, NAMED))))


def _hides(text: str, language: Language) -> bool:
    """Return whether a text holds the neutral word for a person."""
    return re.search(rf"\[{re.escape(word(language))}(?: \d+)?\]", text) is not None


def _hidden(cell: Cell, start: int, end: int, neutral: str) -> Place:
    """Return the place of a name, with the neutral word as what stands there."""
    spots = cell.spot(start, end)
    return replace(spots[0], end=max(spots[0].end, spots[-1].end), text=neutral)


def masked(cell: Cell, spans: Sequence[tuple[int, int, str]]) -> Cell:
    """Return a cell with words for stretches of it; what stands before and after keeps its places."""
    text, at = "", 0
    pieces: list[tuple[int, Place]] = []
    for start, end, neutral in spans:
        pieces += _moved(cell, at, start, len(text))
        text += cell.text[at:start]
        closing = _CLOSING.match(cell.text, end)
        at = closing.end() if closing else end
        pieces.append((len(text), _hidden(cell, start, at, neutral + cell.text[end:at])))
        text += neutral + cell.text[end:at]
    pieces += _moved(cell, at, len(cell.text), len(text))
    return replace(cell, text=text + cell.text[at:], pieces=tuple(pieces))


def _moved(cell: Cell, start: int, end: int, to: int) -> Iterator[tuple[int, Place]]:
    """Yield the pieces of a stretch that begins at `to` in another text, without the blanks around them."""
    for offset, place in cell.pieces:
        first, last = max(start - offset, 0), min(end - offset, len(place.text))
        words = place.text[first:last]
        if first < last and words.strip():
            first += len(words) - len(words.lstrip())
            yield to + offset + first - start, place.part(first, first + len(words.strip()))

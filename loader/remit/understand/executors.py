"""Read an *Executors* cell: who is to do it, in which role.

A cell is a row of executors, parted by commas, semicolons, line ends or nothing at all.
Every form of the language is tried at every word; the reading of the whole cell that costs least wins:
few executors, few missing separators, as little unread text as possible.
What no form reads is kept as an executor without holder, with the reading `unread`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from remit.reading import Cell, Executor
from remit.understand.holders import countries, expand, is_holder, split
from remit.understand.language import Language
from remit.understand.lexicon import NUMBER, Lexicon
from remit.understand.pieces import Form, Piece
from remit.understand.words import pattern, plain

#: Where a piece may begin and end.
_TOKEN = re.compile(rf"{NUMBER}(?!\w)|\w+|[^\s,;/]")
#: What a reading of a cell costs; only the order of the sums matters.
ITEM, INNER_COMMA, NO_SEPARATOR, UNREAD, UNREAD_WORD = 1.0, 1.5, 3.0, 10.0, 1.0


def read_executors(cell: Cell, lexicon: Lexicon) -> tuple[Executor, ...]:
    """Return the executors of a cell in the order in which they stand."""
    pieces = _cheapest(cell.text, lexicon)
    executors: list[Executor] = []
    reach: Piece | None = None
    for index, piece in enumerate(pieces):
        read = expand(piece, cell, lexicon, executors, pieces[index + 1 :], reach)
        executors += read
        reach = _reach(piece, reach, read)
    return tuple(executors)


def _reach(piece: Piece, reach: Piece | None, read: tuple[Executor, ...]) -> Piece | None:
    """Return the piece whose role goes on over the next comma, if any."""
    if piece.form and piece.form.data.get("reaches"):
        return piece
    goes_on = reach and reach.form and all(executor.role == reach.form.data["role"] for executor in read)
    return reach if goes_on else None


@lru_cache(maxsize=4096)
def _cheapest(text: str, lexicon: Lexicon) -> tuple[Piece, ...]:
    """Return the cheapest row of pieces that covers the text."""
    folded = plain(text)
    begin = _skip(folded, 0, lexicon.language)[0]
    best: dict[int, tuple[float, tuple[Piece, ...]]] = {begin: (0.0, ())}
    for start in sorted({word.start() for word in _TOKEN.finditer(folded)}):
        if start not in best:
            continue
        cost, row = best[start]
        for piece, price in _pieces(folded, start, lexicon):
            after, parted = _skip(folded, piece.end, lexicon.language)
            total = cost + price + (0 if parted else NO_SEPARATOR)
            if after not in best or total < best[after][0]:
                best[after] = (total, (*row, piece))
    row = best.get(len(folded), (0.0, ()))[1]
    return tuple(_parted(row, folded, lexicon.language))


def _parted(row: tuple[Piece, ...], text: str, language: Language) -> Iterator[Piece]:
    parted = True
    for piece in row:
        yield replace(piece, parted=parted)
        parted = _skip(text, piece.end, language)[1]


def _skip(text: str, at: int, language: Language) -> tuple[int, bool]:
    """Return where the next executor begins after `at`, and whether a separator was passed."""
    if found := _separator(language).match(text, at):
        return found.end(), True
    blank = re.compile(r"\s*").match(text, at)
    end = blank.end() if blank else at
    return end, end == len(text)


@cache
def _separator(language: Language) -> re.Pattern[str]:
    joint = rf"(?:{pattern(language.data['and'], {})})"
    return re.compile(rf"\s*[,;/\n][\s,;/]*(?:{joint}\s+)?|\s+{joint}\s+|\s*\.?\s*$", re.IGNORECASE)


def _pieces(text: str, start: int, lexicon: Lexicon) -> Iterator[tuple[Piece, float]]:
    """Yield what may begin at `start`, with its cost."""
    ends = [found.end() for found in _TOKEN.finditer(text, start)]
    for end in ends:
        for form in forms(lexicon.language):
            piece = _piece(text, start, end, form, lexicon)
            if piece:
                commas = len(re.findall(r"[,;\n]", piece.groups.get("portfolio", "")))
                yield piece, ITEM + commas * INNER_COMMA
    for words, end in enumerate(ends, start=1):
        yield Piece(start, end, None, {}), UNREAD + UNREAD_WORD * words


def _piece(text: str, start: int, end: int, form: Form, lexicon: Lexicon) -> Piece | None:
    """Return the stretch read by a form, if it fits and all that it names is known."""
    found = form.regex.fullmatch(text, start, end)
    if not found:
        return None
    groups = {name: value for name, value in found.groupdict().items() if value is not None}
    if all(_fits(name, value, lexicon) for name, value in groups.items()):
        return Piece(start, end, form, groups)
    return None


def _fits(name: str, value: str, lexicon: Lexicon) -> bool:
    """Return whether what a form captured is what its name says."""
    if name in ("body", "parent"):
        return is_holder(value, lexicon)
    if name in ("bodies", "each"):
        return all(is_holder(part, lexicon, own=name == "each") for part in split(value, lexicon))
    if name in ("organisation", "post"):
        return lexicon.resolve(value, (name,)) is not None
    if name == "countries":
        return bool(countries(value, lexicon))
    if name == "place":
        return any(True for _ in lexicon.names(value, ("body", "organisation")))
    return True


@cache
def forms(language: Language) -> tuple[Form, ...]:
    """Return the forms of a language."""
    some = r"[^,;\n]+?"
    names = {
        **{name: f"(?P<{name}>{some})" for name in ("body", "parent", "organisation", "post")},
        **{name: rf"(?P<{name}>[^;\n]+?)" for name in ("bodies", "each", "countries")},
        "place": rf"(?P<place>{language.choice([language.data.get('place', '(?!)')])}\s+{some})",
        "office": f"(?P<office>{language.choice(language.data.get('offices', ()))})",
        "portfolio": r"(?P<portfolio>[^\s].*)",
    }
    entries = language.data["executors"]
    return tuple(Form(re.compile(pattern(e["form"], names), re.IGNORECASE | re.DOTALL), e) for e in entries)

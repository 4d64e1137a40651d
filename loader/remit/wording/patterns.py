"""Wordings that a language file lists: slips of translation, vague parties, words that open a title."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from remit.wording.table import Table
from remit.wording.texts import Notice, Pages, begins_sentence

#: Kinds that are looked for in cells printed in capitals, too.
IN_CAPITALS = frozenset(("placeholder", "row-named"))


def patterns(pages: Pages) -> Iterator[Notice]:
    """Yield each stretch that a pattern of the language finds; of two on one stretch the first listed counts."""
    for text in pages.texts:
        for start, end, kind, better in _found(text.text, text.column, text.in_capitals, pages.table):
            yield Notice(text, start, end, kind, better)


@lru_cache(maxsize=1 << 12)
def _found(said: str, column: str, in_capitals: bool, table: Table) -> tuple[tuple[int, int, str, str], ...]:
    """Return (start, end, kind, better) of each stretch of a text; a text that is read again is not searched again."""
    taken: list[tuple[str, int, int]] = []
    made = []
    for pattern in table.patterns:
        if column not in pattern.columns or (in_capitals and pattern.kind not in IN_CAPITALS):
            continue
        for found in pattern.form.finditer(said):
            span = (pattern.kind, *found.span())
            if any(kind == span[0] and start < span[2] and span[1] < end for kind, start, end in taken):
                continue
            taken.append(span)
            better = found.expand(pattern.better).strip()
            if better and begins_sentence(said, found.start()):
                better = better[0].upper() + better[1:]
            made.append((found.start(), found.start() + len(found[0].rstrip()), pattern.kind, better))
    return tuple(made)

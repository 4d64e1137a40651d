"""Wordings that a language file lists: slips of translation, vague parties, words that open a title."""

from __future__ import annotations

from collections.abc import Iterator

from remit.wording.texts import Notice, Pages, begins_sentence

#: Kinds that are looked for in cells printed in capitals, too.
IN_CAPITALS = frozenset(("placeholder", "row-named"))


def patterns(pages: Pages) -> Iterator[Notice]:
    """Yield each stretch that a pattern of the language finds; of two on one stretch the first listed counts."""
    for text in pages.texts:
        taken: list[tuple[str, int, int]] = []
        for pattern in pages.table.patterns:
            if text.column not in pattern.columns or (text.in_capitals and pattern.kind not in IN_CAPITALS):
                continue
            for found in pattern.form.finditer(text.text):
                span = (pattern.kind, *found.span())
                if any(kind == span[0] and start < span[2] and span[1] < end for kind, start, end in taken):
                    continue
                taken.append(span)
                better = found.expand(pattern.better).strip()
                if better and begins_sentence(text.text, found.start()):
                    better = better[0].upper() + better[1:]
                end = found.start() + len(found[0].rstrip())
                yield Notice(text, found.start(), end, pattern.kind, better)

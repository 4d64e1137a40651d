"""Titles that end in the middle of a sentence: their last word is one after which another must come."""

from __future__ import annotations

import re
from collections.abc import Iterator

from remit.wording.texts import Notice, Pages, Text


def cut_off(pages: Pages) -> Iterator[Notice]:
    """Yield the last words of each title of an event that ends with a word that language files call unfinished."""
    unfinished = {word.lower() for word in pages.lexicon.language.data["unfinished"]}
    for text in pages.of("title"):
        if text.part[0] == "event" and (found := _last(text)) and found[1].lower() in unfinished:
            yield Notice(text, *found.span(), "cut-off")


def _last(text: Text) -> re.Match[str] | None:
    """Return the last two words of a text; the last is its first group. A letter behind a comma is no word."""
    return re.search(r"[\w’'-]+\s+([^\W\d_]+)$", text.text)

"""Write changes into a tab-separated text: only the characters meant; encoding, line ends and all else stay."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from remit.formats.charsets import decoded
from remit.mending.edits import Change, NotWritable


def write_text(data: bytes, changes: Sequence[Change]) -> bytes:
    """Return the text with the changes written; a change that is not as the text stands is NotWritable."""
    whole = decoded(data, Path("the text"))
    text = whole.text
    begins = _begins(text)
    for change in sorted(changes, reverse=True):
        start = _at(text, begins, change)
        text = text[:start] + change.after + text[start + len(change.before) :]
    try:
        return whole.mark + text.encode(whole.charset)
    except UnicodeEncodeError as error:
        raise NotWritable(
            f"the text is {whole.called}, which has no “{text[error.start]}”; save it as UTF-8"
        ) from error


def _begins(text: str) -> list[int]:
    """Return where each line begins."""
    return [0, *(end.end() for end in re.finditer(r"\r\n|\n|\r", text))]


def _at(text: str, begins: Sequence[int], change: Change) -> int:
    """Return where in the text a change begins."""
    _, row, column = change.address
    line = text[begins[row - 1] : begins[row] if row < len(begins) else len(text)]
    begin = sum(len(cell) + 1 for cell in line.split("\t")[:column])
    at = begins[row - 1] + begin + change.start
    if text[at : at + len(change.before)] != change.before or re.search(r"[\t\n\r]", change.before + change.after):
        raise NotWritable(f"row {row}: “{change.before}” cannot be replaced by “{change.after}” in this text")
    return at

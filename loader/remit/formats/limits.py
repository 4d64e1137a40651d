"""How much of a document is read; what holds more is refused in one sentence.

Each limit is a setting: give it another value before a document is read.
"""

from __future__ import annotations

from pathlib import Path

from remit.errors import SourceError

#: The largest file, in bytes.
MAX_FILE = 100_000_000
#: The most cells of one table, in rows × columns, and the most columns.
MAX_CELLS, MAX_COLUMNS = 100_000, 1_000
#: The most cells of all tables of a document, and the most characters, those of repeated cells counted again.
MAX_ALL_CELLS, MAX_CHARACTERS = 1_000_000, 50_000_000


class Allowance:
    """How much of something a document may still hold; more is a SourceError that says `words`."""

    def __init__(self, path: Path, most: int, words: str) -> None:
        self.left, self.words = most, f"{path}: {words.format(most)}"

    def take(self, many: int) -> None:
        """Take so many."""
        self.left -= many
        if self.left < 0:
            raise SourceError(self.words)


def cells_allowed(path: Path) -> Allowance:
    """Return how many cells all tables of a document may have."""
    return Allowance(path, MAX_ALL_CELLS, "the tables have more than {:,} cells; split the document")


def characters_allowed(path: Path) -> Allowance:
    """Return how many characters a document may have."""
    return Allowance(path, MAX_CHARACTERS, "holds more than {:,} characters; split the document")


def too_many(path: Path) -> SourceError:
    """Return the error for a table that is too large."""
    return SourceError(
        f"{path}: a table has more than {MAX_CELLS:,} cells or {MAX_COLUMNS:,} columns; "
        "leave the programme's rows in it and take out the rest"
    )


def refuse_large(data: bytes, path: Path, do: str) -> None:
    """Refuse a file that is too large; `do` says how to make it smaller."""
    if len(data) > MAX_FILE:
        raise SourceError(f"{path}: the file has more than {MAX_FILE // 1_000_000} MB; {do}")

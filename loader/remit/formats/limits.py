"""How much of a document is read; what holds more is refused in one sentence.

Each limit is a setting of the workspace (`limits` in `data/workspace.yaml`); what it does not name is as it is here.

>>> with held(Limits(pages=20)):
...     now().pages
20
>>> now().pages
1000
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from remit.errors import SourceError

#: How many bytes a megabyte has here.
MB = 1_000_000


@dataclass(frozen=True)
class Limits:
    """The most that is read of one document.

    `file_megabytes` is the size of the file, `unpacked_megabytes` what all parts of a package may hold, `parts` how
    many it may have, `tags` how many one of them; `cells` and `columns` are those of one table (rows × columns),
    `all_cells` and `characters` those of a document, repeated ones counted again; `pages`, `letters` and `drawings`
    (of one page) are those of a PDF, `seconds` and `memory_megabytes` what reading it may take.
    """

    file_megabytes: float = 100
    unpacked_megabytes: float = 200
    parts: int = 20_000
    tags: int = 5_000_000
    cells: int = 100_000
    columns: int = 1_000
    all_cells: int = 1_000_000
    characters: int = 50_000_000
    pages: int = 1_000
    letters: int = 200_000
    drawings: int = 200_000
    seconds: float = 60
    memory_megabytes: float = 1_000

    @property
    def file_bytes(self) -> int:
        """Return the size of the largest file, in bytes."""
        return int(self.file_megabytes * MB)

    @property
    def unpacked_bytes(self) -> int:
        """Return the most that the parts of a package may hold unpacked, in bytes."""
        return int(self.unpacked_megabytes * MB)

    @property
    def memory_bytes(self) -> int:
        """Return the most memory that reading a PDF may use, in bytes."""
        return int(self.memory_megabytes * MB)


_DEFAULT = Limits()
_HELD: ContextVar[Limits] = ContextVar("limits", default=_DEFAULT)


def now() -> Limits:
    """Return the limits that hold."""
    return _HELD.get()


@contextmanager
def held(limits: Limits) -> Iterator[None]:
    """Let other limits hold for a while."""
    token = _HELD.set(limits)
    try:
        yield
    finally:
        _HELD.reset(token)


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
    return Allowance(path, now().all_cells, "the tables have more than {:,} cells; split the document")


def characters_allowed(path: Path) -> Allowance:
    """Return how many characters a document may have."""
    return Allowance(path, now().characters, "holds more than {:,} characters; split the document")


def too_many(path: Path) -> SourceError:
    """Return the error for a table that is too large."""
    return SourceError(
        f"{path}: a table has more than {now().cells:,} cells or {now().columns:,} columns; "
        "leave the programme's rows in it and take out the rest"
    )


def refuse_large(data: bytes, path: Path, do: str) -> None:
    """Refuse a file that is too large; `do` says how to make it smaller."""
    if len(data) > now().file_bytes:
        raise SourceError(f"{path}: the file has more than {now().file_megabytes:g} MB; {do}")

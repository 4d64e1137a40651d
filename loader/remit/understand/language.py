"""A language as a file: the words by which a programme is read (`data/language/<code>.yaml`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from remit.errors import WorkspaceError
from remit.registry import read_yaml
from remit.understand.words import key, pattern

REQUIRED = ("language", "columns", "head", "year", "times", "units", "terms", "executors", "numbered", "and", "to", "unfinished")


@dataclass(frozen=True, eq=False)
class Language:
    """The words of one language, as its file has them."""

    code: str
    data: dict[str, Any] = field(repr=False, hash=False, compare=False)

    @cached_property
    def alike(self) -> tuple[tuple[str, ...], ...]:
        """Return the groups of letters that count as one."""
        return tuple(tuple(group) for group in self.data.get("alike", ()))

    def column(self, text: str) -> str | None:
        """Return the column that is called `text`, or None.

        A header counts when it is one of the names, whatever its capitals and full stops.
        """
        wanted = key(text)
        for column, names in self.data["columns"].items():
            if wanted and any(key(name) == wanted for name in names):
                return str(column)
        return None

    def choice(self, words: Iterable[str]) -> str:
        """Return a pattern for any of the words, the longest first."""
        ordered = sorted(words, key=lambda word: (-len(word), word))
        return "(?:" + "|".join(pattern(word, {}) for word in ordered) + ")"


def load(path: Path) -> Language:
    """Read a language file; what is broken in it is a WorkspaceError that says where."""
    data = read_yaml(path)
    if not isinstance(data, dict):
        raise WorkspaceError(f"{path}: a language is a mapping; expected the keys {', '.join(REQUIRED)}")
    missing = [name for name in REQUIRED if name not in data]
    if missing:
        raise WorkspaceError(f"{path}: lacks {', '.join(missing)}")
    return Language(str(data["language"]), data)


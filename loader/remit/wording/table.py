"""What is known of the wording of a language: `data/language/wording-<code>.yaml`.

A language without such a file is read without it: only what concerns every language is noticed then.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from remit import bundle
from remit.registry import read_yaml


@dataclass(frozen=True)
class Pattern:
    """A wording to stop at: its kind, how it looks, what is expected (a template), in which columns."""

    kind: str
    form: re.Pattern[str]
    better: str
    columns: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Table:
    """The wording of one language, as its file has it."""

    code: str
    data: dict[str, Any] = field(repr=False, hash=False, compare=False)

    @cached_property
    def patterns(self) -> tuple[Pattern, ...]:
        """Return all wordings to stop at."""
        listed = self.data.get("patterns") or {}
        return tuple(_pattern(kind, entry) for kind, entries in listed.items() for entry in entries)

    @cached_property
    def _lists(self) -> dict[str, frozenset[str]]:
        return {}

    def words(self, name: str) -> frozenset[str]:
        """Return one of the lists of words, in small letters."""
        if name not in self._lists:
            self._lists[name] = frozenset(str(word).lower() for word in self.data.get(name) or ())
        return self._lists[name]

    def pairs(self, name: str) -> tuple[tuple[str, str], ...]:
        """Return one of the lists of pairs."""
        return tuple((str(first), str(second)) for first, second in self.data.get(name) or ())


def _pattern(kind: str, entry: dict[str, Any]) -> Pattern:
    form = re.compile(str(entry["find"]), re.IGNORECASE)
    return Pattern(kind, form, str(entry.get("better", "")), tuple(entry.get("in") or ("title", "remarks")))


@cache
def table_of(code: str) -> Table:
    """Return what is known of the wording of a language, empty where no file tells."""
    path = bundle.folder("data") / "language" / f"wording-{code}.yaml"
    return Table(code, read_yaml(path) if path.is_file() else {})

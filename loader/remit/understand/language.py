"""A language as a file: the words by which a programme is read (`data/language/<code>.yaml`)."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from remit.errors import WorkspaceError
from remit.registry import parse_yaml, read_text
from remit.understand.words import key, pattern, plain, plain_pattern

REQUIRED = (
    "language", "columns", "head", "year", "times", "quarter-words", "units", "terms", "executors", "numbered",
    "and", "to", "unfinished",
)  # fmt: skip


#: The columns that words may tell, and that of no column; a longer text is the name of none.
COLUMN_WORDS = (
    "none", "number", "section", "term-begin", "term-end", "term", "lead", "partners", "executors", "title", "remarks"
)  # fmt: skip
LONGEST_NAME = 60
#: A name of so many letters is known where a line end breaks it; shorter ones may be two words.
SHORTEST = 7


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

        Columns are remembered as long as the language lives: each text is looked at by many readers.
        A header counts when it is one of the names, whatever its capitals and full stops, or joins several
        (*Task / Project*), or turns on a word that is that of a column (*Planned completion date*).
        """
        return self._column(text) if len(text) <= LONGEST_NAME else None

    @cached_property
    def _column(self) -> Callable[[str], str | None]:
        return lru_cache(maxsize=1 << 14)(self._column_of)

    def _column_of(self, text: str) -> str | None:
        text = text.replace("_", " ").lstrip("¿ ").rstrip("? ")
        parts = [part for part in re.split(r"[/,;()\n]", text) if key(part)]
        named = (column for part in (text, *parts) if (column := self.named(part)))
        turning = (column for part in parts if (column := self._turning_on(part)) and column != "none")
        return next(named, None) or next(turning, None)

    def is_of_none(self, text: str) -> bool:
        """Return whether a name turns on a word that is that of no column (*Budget*, *Priority*)."""
        return self._turning_on(text) == "none"

    def is_of_persons(self, text: str) -> bool:
        """Return whether the name of a column says that persons stand in it: *Responsible person*, *Contact*."""
        said = f" {key(text)} "
        return any(f" {key(word)} " in said for word in self.data.get("person-columns", ()))

    def is_actual(self, text: str) -> bool:
        """Return whether the name of a column is that of what came about, beside what was planned: *Actual start*."""
        return self._has_word(text, "actual")

    def is_planned(self, text: str) -> bool:
        """Return whether the name of a column is that of what is planned: *Planned*, *Baseline*."""
        return self._has_word(text, "planned")

    def _has_word(self, text: str, kind: str) -> bool:
        return any(word in self._telling[kind] for word in key(text).split())

    @cached_property
    def _telling(self) -> dict[str, frozenset[str]]:
        said = self.data.get("column-words", {})
        return {kind: frozenset(map(key, said.get(kind, ()))) for kind in ("actual", "planned")}

    def closes(self, text: str) -> bool:
        """Return whether the name of a column of times says when work is to be done at last: *Deadline*, *Due date*."""
        said, joined = f" {key(text)} ", bool(self.data.get("column-words", {}).get("endings"))
        closing = [key(word) for word in self.data.get("closing", ())]
        return any(f" {word} " in said or (joined and said.endswith(f"{word} ")) for word in closing)

    def is_sheet(self, text: str) -> bool:
        """Return whether a sheet bears the name that a program gave it, and none of a person's choice: *Sheet1*."""
        words = self.data["head"].get("sheet")
        return bool(words) and re.fullmatch(rf"(?:{words})\s*\d*", text, re.IGNORECASE) is not None

    def is_caption(self, text: str) -> bool:
        """Return whether a line says nothing but which table follows, or that one goes on: *Table 2 (continued)*."""
        return len(text) <= LONGEST_NAME and self._captions.fullmatch(plain(text).strip()) is not None

    @cached_property
    def _captions(self) -> re.Pattern[str]:
        number = {"number": r"(?=[\w])(?:[A-ZА-Я]{0,4}\.?\d+(?:[.–-]\d+)*|[A-ZА-Я]|[IVXL]+)"}
        forms = "|".join(pattern(form, number) for form in self.data.get("captions", ()))
        return re.compile(rf"(?:{forms or '(?!)'})\s*[.:]?", re.IGNORECASE)

    def named(self, text: str) -> str | None:
        """Return the column one of whose names is `text`, or None; a narrow column may break it (*Примеч ание*)."""
        said = key(text.replace("_", " "))
        return self._names.get(said) or self._unbroken.get(said.replace(" ", "")) if said else None

    @cached_property
    def _names(self) -> dict[str, str]:
        columns = self.data["columns"].items()
        return {key(name): str(column) for column, names in reversed(columns) for name in names}

    @cached_property
    def _unbroken(self) -> dict[str, str]:
        """Return the names of one long word, which a line end may part anywhere."""
        return {name: column for name, column in self._names.items() if len(name) >= SHORTEST and " " not in name}

    @cached_property
    def _turning_on(self) -> Callable[[str], str | None]:
        """Return what remembers on which column a name turns, as long as the language lives."""
        return lru_cache(maxsize=1 << 14)(self._word_of)

    def _word_of(self, text: str) -> str | None:
        """Return the column of the word that a name turns on, `none` for a word that is that of no column."""
        said = self.data.get("column-words", {})
        if any(map(str.isdigit, text)):
            return None
        words = [word for word in key(text).split() if word]
        asked = next((str(column) for word in words[:2] if (column := said.get("asks", {}).get(word))), None)
        if asked == "none":
            return asked
        until = {key(word) for word in said.get("until", ())}
        words = words[: next((at for at, word in enumerate(words) if at and word in until), len(words))]
        for word in reversed(words) if said.get("turns-on") == "last" else words:
            for column, known in said.items():
                if column in COLUMN_WORDS and any(self._is_word(word, key(each)) for each in known):
                    return str(column)
        return asked

    def _is_word(self, word: str, known: str) -> bool:
        """Return whether a word is a known one, or, where words are joined (*Umsetzungszeitraum*), ends in it."""
        joined = self.data.get("column-words", {}).get("endings") and len(known) > 3
        return word.endswith(known) if joined else word == known

    @cached_property
    def turned(self) -> frozenset[str]:
        """Return the words that turn a time into its opposite, or into what was: not, except, cancelled."""
        return frozenset(str(word) for word in self.data.get("turned") or ())

    def phrases(self, *kinds: str) -> str:
        """Return a pattern for any of the phrases of these kinds; for nothing where there are none."""
        words = [word for kind in kinds for word in self.data.get("phrases", {}).get(kind, ())]
        return self.choice(words) if words else "(?!)"

    def choice(self, words: Iterable[str]) -> str:
        """Return a pattern for any of the words, the longest first."""
        ordered = sorted(words, key=lambda word: (-len(word), word))
        return "(?:" + "|".join(map(plain_pattern, ordered)) + ")"


def load(path: Path) -> Language:
    """Read a language file; what is broken in it is a WorkspaceError that says where."""
    text = read_text(path)
    try:
        return _loaded(path.name, text)
    except WorkspaceError as error:
        raise WorkspaceError(f"{path.parent}{os.sep}{error}") from error


@lru_cache(maxsize=16)
def _loaded(name: str, text: str) -> Language:
    """Return the language of a text; the same text gives the same one, which nobody alters and keeps its patterns."""
    data = parse_yaml(text, Path(name))
    if not isinstance(data, dict):
        raise WorkspaceError(f"{name}: a language is a mapping; expected the keys {', '.join(REQUIRED)}")
    missing = [each for each in REQUIRED if each not in data]
    if missing:
        raise WorkspaceError(f"{name}: lacks {', '.join(missing)}")
    return Language(str(data["language"]), data)

"""A question of the catalogue: what it asks, what it wants to be told, what its answer looks like."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: What a parameter or a column can be.
KINDS = ("iri", "year", "integer", "string", "day", "choice")
#: How an IRI can be printed.
SHOWN = ("label", "notation", "id")


@dataclass(frozen=True)
class Parameter:
    """What a question wants to be told before it can be asked."""

    name: str
    kind: str
    means: str
    example: str
    of: tuple[str, ...] = ()
    scheme: str = ""
    choices: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True)
class Column:
    """One column of the answer; `show` says how an IRI is printed."""

    name: str
    kind: str
    means: str
    show: str = "label"


@dataclass(frozen=True)
class Question:
    """One question: its header, its query and where it stands.

    `receipts` names the variables whose nodes a row rests on, each with the columns of the source that count
    (none named: all); `needs` names the derived properties without which the answer would be wrong; `over` says
    that the question is asked across all revisions and not of the current state; `services` names the live services
    that it asks too, each with the address that stands for it in the query.
    """

    name: str
    question: str
    summary: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    receipts: tuple[tuple[str, tuple[str, ...]], ...]
    needs: tuple[str, ...]
    none: str
    text: str
    path: Path
    over: str = ""
    services: tuple[tuple[str, str], ...] = ()

    @property
    def query(self) -> str:
        """Return the query without its header."""
        return self.text.rpartition("#+")[2].partition("\n")[2].strip()

    def as_json(self) -> dict[str, Any]:
        """Return the header as plain values, for a list of questions."""
        return {
            "name": self.name,
            "question": self.question,
            "summary": self.summary,
            "parameters": [_plain(parameter) for parameter in self.parameters],
            "columns": [_plain(column) for column in self.columns],
            "none": self.none,
            **({"services": dict(self.services)} if self.services else {}),
        }


def _plain(entry: Parameter | Column) -> dict[str, Any]:
    values = {("is" if key == "kind" else key): value for key, value in vars(entry).items()}
    return {key: list(value) if isinstance(value, tuple) else value for key, value in values.items() if value}

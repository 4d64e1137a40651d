"""One link, and a set of links: what a row of an SSSOM file says, in full IRIs."""

from __future__ import annotations

from collections.abc import Mapping as Names
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import category


def plain(text: str) -> str:
    """Return a text as one line, without signs that no reader sees or that a terminal obeys.

    >>> plain("Lamp\\x1b[2J\\tOf\\u202efice")
    'Lamp [2J Office'
    """
    if text.isprintable():
        return " ".join(text.split())
    return " ".join("".join("" if category(c) == "Cf" else c if c.isprintable() else " " for c in text).split())


@dataclass(frozen=True)
class Mapping:
    """A reviewed statement that one thing is, or is not, the same as another, or related to it.

    `subject`, `predicate`, `object` and `justification` are full IRIs; where `literal` is true, `object` is a text,
    such as a code that no IRI stands for, and `authority` the IRI of who keeps it. `confidence` is from 0 to 1.
    `source` is where the evidence stands, `reviewer` a role and never a person, `date` a day. `others` are the cells
    of columns that Remit does not read.
    """

    subject: str
    predicate: str
    object: str
    negated: bool = False
    justification: str = ""
    confidence: float | None = None
    source: str = ""
    reviewer: str = ""
    date: str = ""
    comment: str = ""
    subject_label: str = ""
    object_label: str = ""
    literal: bool = False
    authority: str = ""
    others: tuple[tuple[str, str], ...] = ()
    place: tuple[Path, int] = field(default=(Path(), 0), compare=False)

    @property
    def where(self) -> str:
        """Return where the link is written, as messages say it: file and line."""
        return f"{self.place[0]}: line {self.place[1]}"


@dataclass(frozen=True)
class MappingSet:
    """The links of one file, its header as written (without the `#`), and the namespaces that it declares."""

    mappings: tuple[Mapping, ...] = ()
    header: str = ""
    prefixes: Names[str, str] = field(default_factory=dict)

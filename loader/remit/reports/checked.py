"""What was checked and what was found: all that a report is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from remit.findings import Finding
from remit.reading import Cell
from remit.rules.shapes import Rule


@dataclass(frozen=True)
class Document:
    """A document as it was checked: where it is, its hash and format, its text where the format is a text.

    `path` is as its user wrote it; of a document that only a graph speaks of it is the name.
    `revision` is the IRI of the revision that was read from it; `language` is the code of its language.
    """

    name: str
    path: str
    revision: str
    sha256: str = ""
    format: str = ""
    text: str = ""
    language: str = ""

    @cached_property
    def lines(self) -> list[str]:
        """Return the lines of its text, as every format counts them."""
        return self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


#: The cells of one row by column, in the order of the page.
Row = Mapping[str, Cell]


@dataclass(frozen=True)
class Checked:
    """The findings in the order of their places, with the documents and rows in which they stand.

    `columns` gives the printed name of a column, `own_columns` the same by the name of a
    document; `shapes` are the folders with rules of the workspace's own;
    `report` is the IRI of the report; `colour` and `width` are those of the terminal, for reports that know of them;
    `wraps` says that there is one, so that long sentences are parted at its width.
    `alone` says, a sentence each, which documents in several languages are not held side by side, and why.
    `hidden` is how many more there are that somebody accepted and that are left out here.
    """

    findings: tuple[Finding, ...] = ()
    documents: tuple[Document, ...] = ()
    rows: tuple[Row, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    own_columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    shapes: tuple[Path, ...] = ()
    report: str = ""
    alone: tuple[str, ...] = ()
    hidden: int = 0
    colour: bool = False
    width: int = 100
    wraps: bool = False

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """Return what is known of every rule, by its name."""
        from remit.rules import catalogue, every

        return catalogue(every(*self.shapes))

    @property
    def open(self) -> tuple[Finding, ...]:
        """Return the findings that nobody accepted."""
        return tuple(finding for finding in self.findings if not finding.accepted)

    @property
    def accepted(self) -> tuple[Finding, ...]:
        """Return the findings that somebody accepted."""
        return tuple(finding for finding in self.findings if finding.accepted)

    def of(self, names: frozenset[str]) -> Checked:
        """Return the findings of these rules alone."""
        return replace(self, findings=tuple(finding for finding in self.findings if finding.rule in names))

    def without_accepted(self) -> Checked:
        """Return the open findings alone, with the number of the others."""
        return replace(self, findings=self.open, hidden=self.hidden + len(self.accepted))

    def column(self, name: str, source: str = "") -> str:
        """Return what a column is called in a document; one without a name as it is, with a capital."""
        return self.own_columns.get(source, self.columns).get(name) or name.capitalize()

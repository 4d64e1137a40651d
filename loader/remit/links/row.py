"""One row of a file of links, understood; a broken one is a WorkspaceError with file, line and remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Names
from datetime import date
from pathlib import Path
from typing import NoReturn

from rapidfuzz.distance import OSA

from remit.errors import WorkspaceError
from remit.links.mapping import Mapping

NOTHING = "sssom:NoTermFound"
LITERAL = "rdfs literal"
NEEDED = ("subject_id", "predicate_id", "object_id", "mapping_justification")
#: The columns that Remit reads and writes, in the order of SSSOM.
COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "object_label",
    "mapping_justification",
    "reviewer_label",
    "object_type",
    "object_source",
    "mapping_date",
    "confidence",
    "see_also",
    "comment",
)
#: Columns that are called nearly alike, and are all of SSSOM.
_NO_SLIPS = (*COLUMNS, "subject_type", "subject_source")
_SCHEMES = ("http:", "https:", "urn:")


def no_slips(names: Sequence[str], where: str) -> None:
    """Stop at a column that is called nearly as one that is known."""
    for name in names:
        for known in COLUMNS:
            if name not in _NO_SLIPS and OSA.distance(name, known, score_cutoff=2) <= 2:
                raise WorkspaceError(f"{where}: the column “{name}” is unknown; is {known} meant?")


class Row:
    """The cells of one row that are not empty, and what is needed to understand them."""

    def __init__(self, cells: dict[str, str], spaces: Names[str, str], place: tuple[Path, int]) -> None:
        self.cells, self.spaces, self.place = cells, spaces, place

    def mapping(self) -> Mapping:
        """Return what the row says."""
        literal = self.cells.get("object_type") == LITERAL
        if not self.cells.get("mapping_justification"):
            self.stop("says no mapping_justification; for a person: semapv:ManualMappingCuration")
        return Mapping(
            subject=self.iri("subject_id"),
            predicate=self.iri("predicate_id"),
            object=self.literal() if literal else self.iri("object_id"),
            negated=self.negated(),
            justification=self.iri("mapping_justification"),
            confidence=self.confidence(),
            source=self.cells.get("see_also", ""),
            reviewer=self.cells.get("reviewer_label", ""),
            date=self.date(),
            comment=self.cells.get("comment", ""),
            subject_label=self.cells.get("subject_label", ""),
            authority=self.iri("object_source") if self.cells.get("object_source") else "",
            object_label="" if literal else self.cells.get("object_label", ""),
            literal=literal,
            others=tuple(sorted(self.others())),
            place=self.place,
        )

    def look_reviewed(self, names: Sequence[str]) -> None:
        """Stop where a row does not say in which role somebody looked at it, or where its evidence stands."""
        if "reviewer_label" in names and not self.cells.get("reviewer_label"):
            self.stop("says no reviewer_label: in which role somebody looked at it, never a name")
        if "see_also" in names and not self.cells.get("see_also") and not self.cells.get("comment"):
            self.stop("says no see_also: the address of its evidence; or a comment that says where it was read")

    def stop(self, why: str) -> NoReturn:
        """Stop the program: the row is broken."""
        raise WorkspaceError(f"{self.place[0]}: line {self.place[1]}: {why}")

    def iri(self, column: str) -> str:
        """Return the IRI that a cell names, as a CURIE or in full."""
        written = self.cells.get(column, "")
        if not written:
            self.stop(f"says no {column}; write {NOTHING} where there is none")
        if written.startswith(_SCHEMES):
            if re.search(r'[\s<>"{}|\\^`]', written):
                self.stop(f"“{written}” is no IRI: it has a space or another character that IRIs have not")
            return written
        prefix, colon, local = written.partition(":")
        if not colon or prefix not in self.spaces or re.search(r'[\s<>"{}|\\^`]', local):
            self.stop(f"“{written}” is no IRI, and its prefix stands not in the curie_map of the header")
        return self.spaces[prefix] + local

    def literal(self) -> str:
        """Return the text that stands for the object."""
        if self.cells.get("object_id"):
            self.stop(f"is a link to an {LITERAL}; leave object_id empty and write the text as object_label")
        if not self.cells.get("object_label"):
            self.stop(f"is a link to an {LITERAL} and has no object_label; write the text there")
        return self.cells["object_label"]

    def negated(self) -> bool:
        """Return whether the row says that something is not so."""
        modifier = self.cells.get("predicate_modifier", "")
        if modifier not in ("", "Not"):
            self.stop(f"the predicate_modifier is Not or nothing; not “{modifier}”")
        return modifier == "Not"

    def confidence(self) -> float | None:
        """Return how sure the link is."""
        written = self.cells.get("confidence", "")
        if not written:
            return None
        if not re.fullmatch(r"0|1|[01]?\.[0-9]+|[01]\.", written) or float(written) > 1:
            self.stop(f"the confidence is a number from 0 to 1, as 0.9; not “{written}”")
        return float(written)

    def date(self) -> str:
        """Return the day of the link."""
        written = self.cells.get("mapping_date", "")
        if written:
            try:
                date.fromisoformat(written if re.fullmatch(r"\d{4}-\d\d-\d\d", written) else "")
            except ValueError:
                self.stop(f"the mapping_date is a day, as 2026-11-21; not “{written}”")
        return written

    def others(self) -> Iterator[tuple[str, str]]:
        """Yield the cells of columns that Remit does not read."""
        for name, cell in self.cells.items():
            if name not in COLUMNS or (name == "object_type" and cell != LITERAL):
                yield name, cell

"""Read and write links as SSSOM TSV: a YAML header in lines that begin with `#`, with a `curie_map`; then a table.

Read are files as people and other tools write them; a broken row is a WorkspaceError with file, line and remedy.
Written is one form: columns and rows in a fixed order, so that nothing changes where no link changed.
A text that no IRI stands for (`object_type` is `rdfs literal`) stands in `object_label`, as SSSOM has it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Names
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import yaml
from rapidfuzz.distance import OSA

from remit.copies import put
from remit.errors import WorkspaceError
from remit.links.mapping import Mapping, MappingSet
from remit.names import prefixes as own_prefixes
from remit.registry import natural, one_line

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
#: What the header may say once for all rows.
_FOR_ALL = ("mapping_date", "object_type", "object_source")
_SCHEMES = ("http:", "https:", "urn:")
#: Signs that steer a terminal, and stand in no text.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def read(path: Path, prefixes: Names[str, str] | None = None) -> MappingSet:
    """Read a file of links; `prefixes` are namespaces known beside those of its header."""
    text = _text(path)
    lines = text.replace("\r\n", "\n").split("\n")
    head = [line[1:].removeprefix(" ") for line in lines if line.startswith("#")]
    header = "\n".join(head)
    said = _header(header, path)
    declared = {str(name): str(space) for name, space in said.get("curie_map", {}).items()}
    spaces = {**own_prefixes(), **(prefixes or {}), **declared}
    for_all = {name: str(said[name]) for name in _FOR_ALL if said.get(name)}
    return MappingSet(tuple(_rows(lines, spaces, for_all, path)), header, declared)


def write(path: Path, links: MappingSet) -> None:
    """Write a file of links whole, or leave it as it was; equal sets are the same to the byte."""
    content = text(links).encode()
    if not path.is_file() or path.read_bytes() != content:
        put(content, path)


def text(links: MappingSet) -> str:
    """Return a set of links as SSSOM TSV."""
    spaces = {**own_prefixes(), **links.prefixes}
    rows = [_cells(each, links.prefixes, spaces) for each in links.mappings]
    others = sorted({name for row in rows for name in row} - set(COLUMNS))
    made = io.StringIO()
    for line in links.header.split("\n") if links.header else ():
        made.write(f"# {line}".rstrip() + "\n")
    table = csv.writer(made, delimiter="\t", lineterminator="\n")
    table.writerow([*COLUMNS, *others])
    cells = [[row.get(name, "") for name in (*COLUMNS, *others)] for row in rows]
    cells.sort(key=_order)
    table.writerows(cells)
    return made.getvalue()


def _order(cells: Sequence[str]) -> list[tuple[tuple[int, int, str], ...]]:
    return [natural(cell) for cell in cells]


# --- reading -----------------------------------------------------------------------------


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
        return content.decode("utf-8-sig")
    except OSError as error:
        raise WorkspaceError(f"{path}: cannot be read: {one_line(error)}") from error
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise WorkspaceError(
            f"{path}: line {line}: has a letter that is not written in UTF-8; save it as UTF-8"
        ) from error


def _header(header: str, path: Path) -> dict[str, Any]:
    try:
        said = yaml.load(header, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or {}
    except yaml.YAMLError as error:
        raise WorkspaceError(f"{path}: line 1: the header is no YAML: {one_line(error)}") from error
    if not isinstance(said, dict) or not isinstance(said.setdefault("curie_map", {}), dict):
        raise WorkspaceError(
            f"{path}: line 1: the header is to say curie_map: and below it a namespace for each prefix"
        )
    return said


def _rows(lines: Sequence[str], spaces: Names[str, str], for_all: Names[str, str], path: Path) -> Iterator[Mapping]:
    rows = [(at, line) for at, line in enumerate(lines, start=1) if line.strip() and not line.startswith("#")]
    if not rows:
        raise WorkspaceError(f"{path}: is empty: a file of links has at least the line of its columns; or delete it")
    names = _split(rows[0][1])
    for name in names:
        if name not in _NO_SLIPS and (meant := _misspelt(name)):
            raise WorkspaceError(f"{path}: line {rows[0][0]}: the column “{name}” is unknown; is {meant} meant?")
    if lacking := [name for name in NEEDED if name not in names]:
        raise WorkspaceError(f"{path}: line {rows[0][0]}: lacks the columns {', '.join(lacking)}")
    for at, line in rows[1:]:
        if found := _CONTROLS.search(line):
            raise WorkspaceError(f"{path}: line {at}: has the control character U+{ord(found[0]):04X}; take it out")
        cells = _split(line)
        if len(cells) > len(names) or len(cells) < len(NEEDED):
            raise WorkspaceError(f"{path}: line {at}: has {len(cells)} cells under {len(names)} columns")
        said = {name: cell.strip() for name, cell in zip(names, cells, strict=False) if cell.strip()}
        yield _Row({**for_all, **said}, spaces, (path, at)).mapping()


def _misspelt(name: str) -> str:
    """Return the column that an unknown one is a slip of the hand for, if any."""
    near = (known for known in COLUMNS if name != known and OSA.distance(name, known, score_cutoff=2) <= 2)
    return next(near, "")


def _split(line: str) -> list[str]:
    """Return the cells of a line; a quotation mark that nothing closes is a letter."""
    try:
        return next(csv.reader([line], delimiter="\t", strict=True))
    except csv.Error:
        return line.split("\t")


class _Row:
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


# --- writing -----------------------------------------------------------------------------


def _cells(link: Mapping, declared: Names[str, str], spaces: Names[str, str]) -> dict[str, str]:
    """Return the cells of a link, by column."""
    written = {
        "subject_id": curie(link.subject, declared),
        "subject_label": link.subject_label,
        "predicate_id": curie(link.predicate, spaces),
        "predicate_modifier": "Not" if link.negated else "",
        "object_id": "" if link.literal else curie(link.object, declared),
        "object_label": link.object if link.literal else link.object_label,
        "object_type": LITERAL if link.literal else "",
        "object_source": curie(link.authority, declared),
        "mapping_justification": curie(link.justification, spaces),
        "reviewer_label": link.reviewer,
        "mapping_date": link.date,
        "confidence": "" if link.confidence is None else f"{link.confidence:g}",
        "see_also": link.source,
        "comment": link.comment,
    }
    every = {**written, **dict(link.others)}
    return {name: " ".join(_CONTROLS.sub(" ", cell).split()) for name, cell in every.items() if cell}


def curie(iri: str, spaces: Names[str, str]) -> str:
    """Return `prefix:local` of an IRI by the longest namespace that fits; one of none stays as it is.

    >>> curie("urn:lamp:7", {"lamp": "urn:lamp:"})
    'lamp:7'
    """
    fitting = [(space, name) for name, space in _longest(spaces.items()) if iri.startswith(space) and iri != space]
    space, name = fitting[0] if fitting else ("", "")
    return f"{name}:{iri.removeprefix(space)}" if name else iri


def _longest(spaces: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(spaces, key=lambda pair: (-len(pair[1]), pair[0]))

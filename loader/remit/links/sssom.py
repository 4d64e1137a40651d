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
from pathlib import Path
from typing import Any

import yaml

from remit.copies import put
from remit.errors import WorkspaceError
from remit.links.mapping import Mapping, MappingSet
from remit.links.row import COLUMNS, LITERAL, NEEDED, Row, no_slips
from remit.names import prefixes as own_prefixes
from remit.registry import natural, one_line

#: What the header may say once for all rows.
_FOR_ALL = ("mapping_date", "object_type", "object_source")
#: Signs that steer a terminal, and stand in no text.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def read(path: Path, prefixes: Names[str, str] | None = None) -> MappingSet:
    """Read a file of links; `prefixes` are namespaces known beside those of its header."""
    return parse(words(path), path, prefixes)


def words(path: Path) -> str:
    """Return the text of a file of links; one that is none is a WorkspaceError."""
    try:
        content = path.read_bytes()
        return content.decode("utf-8-sig")
    except OSError as error:
        raise WorkspaceError(f"{path}: cannot be read: {one_line(error)}") from error
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise WorkspaceError(f"{path}: line {line}: has a letter that is not written in UTF-8; save it so") from error


def parse(text: str, path: Path, prefixes: Names[str, str] | None = None, reviewed: bool = False) -> MappingSet:
    """Return the links of a text that stands in `path`; `prefixes` are known beside those of its header.

    Where it is `reviewed` and has columns for who looked at a row and for the evidence, no row leaves them empty.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    head = [line[1:].removeprefix(" ") for line in lines if line.startswith("#")]
    header = "\n".join(head)
    said = _header(header, path)
    declared = {str(name): str(space) for name, space in said.get("curie_map", {}).items()}
    spaces = {**own_prefixes(), **(prefixes or {}), **declared}
    for_all = {name: str(said[name]) for name in _FOR_ALL if said.get(name)}
    return MappingSet(tuple(_rows(lines, (spaces, for_all), path, reviewed)), header, declared)


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


def _rows(
    lines: Sequence[str], known: tuple[Names[str, str], Names[str, str]], path: Path, reviewed: bool
) -> Iterator[Mapping]:
    rows = [(at, line) for at, line in enumerate(lines, start=1) if line.strip() and not line.startswith("#")]
    if not rows and not reviewed:
        return
    if not rows:
        raise WorkspaceError(f"{path}: is empty: a file of links has at least the line of its columns; or delete it")
    names = _split(rows[0][1])
    no_slips(names, f"{path}: line {rows[0][0]}")
    if lacking := [name for name in NEEDED if name not in names]:
        raise WorkspaceError(f"{path}: line {rows[0][0]}: lacks the columns {', '.join(lacking)}")
    for at, line in rows[1:]:
        if found := _CONTROLS.search(line):
            raise WorkspaceError(f"{path}: line {at}: has the control character U+{ord(found[0]):04X}; take it out")
        cells = _split(line)
        if len(cells) > len(names) or len(cells) < len(NEEDED):
            raise WorkspaceError(f"{path}: line {at}: has {len(cells)} cells under {len(names)} columns")
        said = {name: cell.strip() for name, cell in zip(names, cells, strict=False) if cell.strip()}
        row = Row({**known[1], **said}, known[0], (path, at))
        yield row.mapping()
        if reviewed:
            row.look_reviewed(names)


def _split(line: str) -> list[str]:
    """Return the cells of a line; a quotation mark that nothing closes is a letter."""
    try:
        return next(csv.reader([line], delimiter="\t", strict=True))
    except csv.Error:
        return line.split("\t")


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

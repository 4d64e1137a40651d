"""What people decided about events of two revisions: `data/links/revisions.sssom.tsv` of the workspace.

SSSOM TSV: a YAML header in lines that begin with `#`, with a `curie_map`; then a table. A subject is an event of the
older revision, an object one of the newer. `skos:exactMatch`: the subject goes on as the object; `skos:narrowMatch`:
the object is a part of what the subject was (a split); `skos:broadMatch`: the subject is put together with others in
the object (a merger); `sssom:NoTermFound` on one side: there is no counterpart; with the modifier `Not`: not the same.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from remit.comparison.edition import Edition
from remit.comparison.match import Decision
from remit.errors import WorkspaceError
from remit.names import prefixes
from remit.registry import one_line
from remit.workspace import Workspace

FILE = ("data", "links", "revisions.sssom.tsv")
NOTHING = "sssom:NoTermFound"
PREDICATES = ("skos:exactMatch", "skos:narrowMatch", "skos:broadMatch")
NEEDED = ("subject_id", "predicate_id", "object_id", "mapping_justification")


@dataclass(frozen=True)
class Line:
    """One decision as written: the IRIs of two events, either empty where there is no counterpart."""

    subject: str
    object: str
    predicate: str
    negated: bool


@dataclass(frozen=True)
class Decided:
    """Rows that are the same work, and pairs that are not, by the codes of two revisions."""

    same: tuple[Decision, ...] = ()
    never: frozenset[tuple[str, str]] = frozenset()


def decisions(workspace: Workspace, old: Edition, new: Edition) -> Decided:
    """Return what was decided about two revisions; a broken file is a WorkspaceError with file and line."""
    path = workspace.root.joinpath(*FILE)
    return of_lines(load(path), old, new, path) if path.exists() else Decided()


def of_lines(lines: Iterable[Line], old: Edition, new: Edition, path: Path = Path()) -> Decided:
    """Return the decisions that are about rows of two revisions; the parts of one whole are taken together.

    One about an event that its revision does not have, or two that contradict each other, are a WorkspaceError.
    """
    ours, theirs = ({row.iri: row.code for row in side.rows} for side in (old, new))
    never, groups = set[tuple[str, str]](), list[tuple[set[str], set[str]]]()
    for line in lines:
        one, other = ours.get(line.subject), theirs.get(line.object)
        for iri, code, edition in ((line.subject, one, old), (line.object, other, new)):
            if code is None and iri.startswith(f"{edition.iri}/"):
                raise WorkspaceError(f"{path}: {edition.name} has no event {iri}")
        if (line.subject and one is None) or (line.object and other is None):
            continue
        if line.negated:
            never.add((one or "", other or ""))
            continue
        pair = ({one} - {None}, {other} - {None})
        joined = [each for each in groups if each[0] & pair[0] or each[1] & pair[1]]
        groups = [each for each in groups if each not in joined]
        groups.append((pair[0].union(*(a for a, _ in joined)), pair[1].union(*(b for _, b in joined))))  # type: ignore[arg-type]
    same = {(one, other) for a, b in groups for one in a for other in b}
    if clash := sorted(same & never):
        raise WorkspaceError(f"{path}: {clash[0][0]} and {clash[0][1]} are said to be the same work, and not to be")
    return Decided(tuple((tuple(sorted(a)), tuple(sorted(b))) for a, b in groups), frozenset(never))


def load(path: Path) -> list[Line]:
    """Read a file of decisions."""
    try:
        text = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise WorkspaceError(f"{path}: cannot be read: {one_line(error)}") from error
    head = [line for line in text if line.startswith("#")]
    spaces = {**prefixes(), **_curie_map("\n".join(line[1:] for line in head), path)}
    return list(_lines(text, spaces, path))


def _curie_map(header: str, path: Path) -> dict[str, str]:
    try:
        said = yaml.safe_load(header) or {}
    except yaml.YAMLError as error:
        raise WorkspaceError(f"{path}: line 1: the header is no YAML: {one_line(error)}") from error
    found: Any = said.get("curie_map", {}) if isinstance(said, dict) else None
    if not isinstance(found, dict):
        raise WorkspaceError(
            f"{path}: line 1: the header is to say curie_map: and below it a namespace for each prefix"
        )
    return {str(name): str(space) for name, space in found.items()}


def _lines(text: Sequence[str], spaces: Mapping[str, str], path: Path) -> Iterator[Line]:
    rows = [(at, line) for at, line in enumerate(text, start=1) if line.strip() and not line.startswith("#")]
    if not rows:
        return
    names = rows[0][1].split("\t")
    if lacking := [name for name in NEEDED if name not in names]:
        raise WorkspaceError(f"{path}: line {rows[0][0]}: lacks the columns {', '.join(lacking)}")
    for at, cells in zip(
        (at for at, _ in rows[1:]),
        csv.reader((r for _, r in rows[1:]), delimiter="\t", quoting=csv.QUOTE_NONE),
        strict=False,
    ):
        if len(cells) > len(names) or len(cells) < len(NEEDED):
            raise WorkspaceError(f"{path}: line {at}: has {len(cells)} cells under {len(names)} columns")
        yield _line(dict(zip(names, cells, strict=False)), spaces, f"{path}: line {at}")


def _line(cells: Mapping[str, str], spaces: Mapping[str, str], where: str) -> Line:
    predicate, modifier = cells["predicate_id"].strip(), cells.get("predicate_modifier", "").strip()
    if predicate not in PREDICATES:
        raise WorkspaceError(f"{where}: the predicate is one of {', '.join(PREDICATES)}; not “{predicate}”")
    if modifier not in ("", "Not"):
        raise WorkspaceError(f"{where}: the predicate_modifier is Not or nothing; not “{modifier}”")
    if not cells.get("mapping_justification", "").strip():
        raise WorkspaceError(f"{where}: says no mapping_justification; for a person: semapv:ManualMappingCuration")
    ends = [_iri(cells.get(name, ""), spaces, where) for name in ("subject_id", "object_id")]
    if not any(ends):
        raise WorkspaceError(f"{where}: names no event")
    return Line(ends[0], ends[1], predicate, modifier == "Not")


def _iri(text: str, spaces: Mapping[str, str], where: str) -> str:
    """Return the IRI of a CURIE or an IRI; empty for “no counterpart”."""
    text = text.strip()
    if text == NOTHING:
        return ""
    if text.startswith(("http:", "https:", "urn:")):
        return text
    prefix, colon, local = text.partition(":")
    if not colon or prefix not in spaces:
        raise WorkspaceError(f"{where}: “{text}” is no IRI, and its prefix stands not in the curie_map of the header")
    return spaces[prefix] + local

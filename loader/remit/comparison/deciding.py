"""What a person decides about rows of two revisions, put where comparisons look for it.

    2.1.3=2.1.4          2.1.3 goes on as 2.1.4
    2.1.3=2.1.4,2.1.5    it is split; 2.1.3,2.1.4=2.1.5 is a merger
    2.1.3=               it goes on nowhere; =2.1.5 comes from nowhere

What stands in the file about other rows is kept; a decision that contradicts another is refused, and nothing written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

from remit.comparison.decisions import BROAD, EXACT, FILE, NARROW, as_line, of_lines
from remit.comparison.edition import Edition, Row
from remit.comparison.match import Match
from remit.comparison.settings import texts
from remit.errors import UnknownName, WorkspaceError
from remit.links import sssom
from remit.links.mapping import Mapping, MappingSet
from remit.links.row import NOTHING
from remit.names import expand
from remit.sides.likeness import plain_number
from remit.workspace import Workspace

BY_HAND = "semapv:ManualMappingCuration"
#: Rows of the older revision and those of the newer.
Sides = tuple[tuple[Row, ...], tuple[Row, ...]]


def named(text: str, old: Edition, new: Edition) -> Sides:
    """Return the rows that `2.1.3=2.1.4` names; a number that there is not, or that several rows bear, is UnknownName.

    >>> named("1=", Edition("", "a", rows=(Row("", "1", "1", "Wicks"),)), Edition("", "b"))[0][0].title
    'Wicks'
    """
    one, equals, other = text.partition("=")
    if not equals:
        raise UnknownName(f"“{text}” is no decision; write the older number, = and the newer: 2.1.3=2.1.4")
    rows = tuple(_rows(one, old)), tuple(_rows(other, new))
    if not any(rows) or (not all(rows) and len(rows[0]) + len(rows[1]) > 1):
        raise UnknownName(f"“{text}” is no decision; a row that goes on nowhere is named alone: 2.1.3=")
    return rows


def _rows(text: str, edition: Edition) -> Iterator[Row]:
    for code in filter(None, (each.strip() for each in text.split(","))):
        numbered = [row for row in edition.rows if plain_number(row.number) == plain_number(code)]
        found = [edition.by_code[code]] if code in edition.by_code else numbered
        if not found:
            raise UnknownName(f"{edition.name} has no event {code}")
        if len(found) > 1:
            several = ", ".join(row.code for row in found)
            raise UnknownName(f"{edition.name} has several events {code}; name one of: {several}")
        yield found[0]


def links(rows: Sides, day: str, same: bool = True, how: str = "") -> list[Mapping]:
    """Return a decision as links: whole to whole, whole to parts, or each pair as not the same.

    `how` is `split` or `merged` where one row on each side is a part beside others.
    """
    old, new = rows
    how = how or ("same" if max(len(old), len(new)) == 1 else "split" if len(old) == 1 else "merged")
    predicate = {"split": NARROW, "merged": BROAD}.get(how, EXACT) if same else EXACT
    return [
        Mapping(
            subject=one.iri if one else expand(NOTHING),
            predicate=expand(predicate),
            object=other.iri if other else expand(NOTHING),
            negated=not same,
            justification=expand(BY_HAND),
            date=day,
            subject_label=one.title if one else "",
            object_label=other.title if other else "",
        )
        for one, other in product(old or (None,), new or (None,))
    ]


def keep(decided: Sequence[Mapping], old: Edition, new: Edition, workspace: Workspace) -> Path:
    """Put links into the file of the workspace, in the place of what it says of the same pairs; return the file."""
    if workspace.installed:
        raise WorkspaceError("the bundled workspace is not to be written to; name yours: remit --workspace DIR")
    path = workspace.root.joinpath(*FILE)
    known = sssom.read(path) if path.exists() else _fresh(old, new, workspace)
    again = {(link.subject, link.object) for link in decided}
    kept = [link for link in known.mappings if (link.subject, link.object) not in again]
    of_lines(map(as_line, (*kept, *decided)), old, new, path)
    path.parent.mkdir(parents=True, exist_ok=True)
    sssom.write(path, replace(known, mappings=(*kept, *decided)))
    return path


def _fresh(old: Edition, new: Edition, workspace: Workspace) -> MappingSet:
    spaces = {edition.name: f"{edition.iri}/event/" for edition in (old, new)}
    spaces |= {prefix: expand(f"{prefix}:") for prefix in ("semapv", "skos", "sssom")}
    said = texts(workspace.root)["decisions"]
    header = [
        f"mapping_set_id: {workspace.iri('links/revisions')}",
        f'mapping_set_title: "{said["title"]}"',
        f"license: {said['license']}",
        "curie_map:",
        *(f"  {name}: {space}" for name, space in spaces.items()),
    ]
    return MappingSet((), "\n".join(header), spaces)


def as_decisions(match: Match, yes: Sequence[tuple[Row, Row]]) -> Iterator[tuple[Sides, bool]]:
    """Yield what was decided about a match: the pairs that are the same work together, and each of the others."""
    if yes:
        old, new = (tuple(dict.fromkeys(rows)) for rows in zip(*yes, strict=True))
        yield (old, new), True
    for pair in product(match.old, match.new):
        if pair not in yes:
            yield ((pair[0],), (pair[1],)), False

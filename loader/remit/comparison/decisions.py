"""What people decided about events of two revisions: `data/links/revisions.sssom.tsv` of the workspace.

SSSOM TSV, read by `remit.links.sssom`. A subject is an event of the older revision, an object one of the newer.
`skos:exactMatch`: the subject goes on as the object; `skos:narrowMatch`: the object is a part of what the subject was
(a split); `skos:broadMatch`: the subject is put together with others in the object (a merger); `sssom:NoTermFound` on
one side: there is no counterpart; with the modifier `Not`: not the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from remit.comparison.edition import Edition
from remit.comparison.match import Decision
from remit.errors import WorkspaceError
from remit.links import sssom
from remit.links.known import REVISIONS
from remit.links.mapping import Mapping
from remit.names import expand, shorten
from remit.workspace import Workspace

FILE = ("data", "links", REVISIONS)
PREDICATES = ("skos:exactMatch", "skos:narrowMatch", "skos:broadMatch")


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
    return [_line(link) for link in sssom.read(path).mappings]


def _line(link: Mapping) -> Line:
    predicate = shorten(link.predicate)
    if predicate not in PREDICATES:
        raise WorkspaceError(f"{link.where}: the predicate is one of {', '.join(PREDICATES)}; not “{predicate}”")
    ends = ["" if iri == expand(sssom.NOTHING) else iri for iri in (link.subject, link.object)]
    if not any(ends):
        raise WorkspaceError(f"{link.where}: names no event")
    return Line(ends[0], ends[1], predicate, link.negated)

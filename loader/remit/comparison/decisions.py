"""What people decided about events of two revisions: `data/links/revisions.sssom.tsv` of the workspace.

SSSOM TSV, read by `remit.links.sssom`. A subject is an event of the older revision, an object one of the newer.
`skos:exactMatch`: the subject goes on as the object; `skos:narrowMatch`: the object is a part of what the subject was
(a split); `skos:broadMatch`: the subject is put together with others in the object (a merger); `sssom:NoTermFound` on
one side: there is no counterpart; with the modifier `Not`: not the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from remit.comparison.edition import Edition
from remit.comparison.match import Decision
from remit.errors import WorkspaceError
from remit.links import sssom
from remit.links.known import REVISIONS
from remit.links.mapping import Mapping
from remit.links.row import NOTHING
from remit.names import expand, shorten
from remit.workspace import Workspace

FILE = ("data", "links", REVISIONS)
EXACT, NARROW, BROAD = PREDICATES = ("skos:exactMatch", "skos:narrowMatch", "skos:broadMatch")


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
    said = list(_about(lines, old, new, path))
    never = {(one, other) for line, one, other in said if line.negated}
    links = [(line.predicate, one, other) for line, one, other in said if not line.negated]
    for side in (1, 2):
        _demand_one(links, side, path)
    if clash := sorted(never & {(one, other) for _, one, other in links}):
        raise WorkspaceError(f"{path}: {clash[0][0]} and {clash[0][1]} are said to be the same work, and not to be")
    return Decided(tuple(_together(links)), frozenset(never))


def _about(lines: Iterable[Line], old: Edition, new: Edition, path: Path) -> Iterator[tuple[Line, str, str]]:
    """Yield the decisions about two revisions, with the codes of their rows; empty where there is no counterpart."""
    ours, theirs = ({row.iri: row.code for row in side.rows} for side in (old, new))
    for line in lines:
        one, other = ours.get(line.subject), theirs.get(line.object)
        for iri, code, edition in ((line.subject, one, old), (line.object, other, new)):
            if code is None and iri.startswith(f"{edition.iri}/"):
                raise WorkspaceError(f"{path}: {edition.name} has no event {iri}")
        if (one is not None or not line.subject) and (other is not None or not line.object):
            yield line, one or "", other or ""


#: A predicate and the codes of an old and a new row.
Link = tuple[str, str, str]


def _demand_one(links: Iterable[Link], side: int, path: Path) -> None:
    """Demand that a row which goes on whole goes on once, and that one without a counterpart has none."""
    by: dict[str, set[Link]] = {}
    for link in links:
        by.setdefault(link[side], set()).add(link)
    for code, found in sorted(by.items()):
        if not code or len(found) < 2 or all(link[0] != EXACT for link in found):
            continue
        others = sorted(link[3 - side] for link in found)
        if not others[0]:
            raise WorkspaceError(f"{path}: {code} is said to have no counterpart, and to be {others[1]}; keep one")
        if side == 1:
            told = f"{code} is said to go on as {others[0]} and as {others[1]}; where both are parts of it, write"
        else:
            told = f"{others[0]} and {others[1]} are both said to go on as {code}; where it is both of them, write"
        raise WorkspaceError(f"{path}: {told} {NARROW if side == 1 else BROAD} at each")


def _together(links: Iterable[Link]) -> Iterator[Decision]:
    """Yield what is said of the same rows as one decision each."""
    groups: list[tuple[set[str], set[str], set[str]]] = []
    for predicate, one, other in links:
        pair = {one} - {""}, {other} - {""}
        joined = [each for each in groups if each[0] & pair[0] or each[1] & pair[1]]
        groups = [each for each in groups if each not in joined]
        groups.append((pair[0].union(*(a for a, _, _ in joined)), pair[1].union(*(b for _, b, _ in joined)),
                       {predicate}.union(*(c for _, _, c in joined))))  # fmt: skip
    for old, new, how in groups:
        said = "split" if NARROW in how else "merged" if BROAD in how else "same"
        yield Decision(tuple(sorted(old)), tuple(sorted(new)), said)


def load(path: Path) -> list[Line]:
    """Read a file of decisions."""
    return [as_line(link) for link in sssom.read(path).mappings]


def as_line(link: Mapping) -> Line:
    """Return what a link says about two events."""
    predicate = shorten(link.predicate)
    if predicate not in PREDICATES:
        raise WorkspaceError(f"{link.where}: the predicate is one of {', '.join(PREDICATES)}; not “{predicate}”")
    ends = ["" if iri == expand(NOTHING) else iri for iri in (link.subject, link.object)]
    if not any(ends):
        raise WorkspaceError(f"{link.where}: names no event")
    return Line(ends[0], ends[1], predicate, link.negated)

"""Candidates as rows of `data/links/candidates.sssom.tsv`: proposals, which no graph holds before a person accepts.

A pair that is linked or refused is never proposed again; what was proposed stays until somebody decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from remit.links import sssom
from remit.links.known import CANDIDATES, FOLDER
from remit.links.mapping import Mapping, MappingSet
from remit.names import expand, prefixes
from remit.services.things import Thing

if TYPE_CHECKING:
    from remit.links.authorities import Authority
    from remit.workspace import Workspace

_FOUND_BY = "semapv:LexicalMatching"
#: How many acronyms a reviewer is shown.
_ACRONYMS = 5


class Judged(Protocol):
    """A thing of an authority with a score from 0 to 1, whether it is proposed as the one, and why in words."""

    @property
    def thing(self) -> Thing:
        """Return the thing of the authority; its id is the IRI."""

    @property
    def score(self) -> float:
        """Return how probable it is that it is ours."""

    @property
    def proposed(self) -> bool:
        """Return whether it is proposed as the one."""

    @property
    def former(self) -> bool:
        """Return whether a name that one of the two no longer bears leads from one to the other."""

    @property
    def explanation(self) -> str:
        """Return why it has its score, in words."""


@dataclass(frozen=True)
class Pending:
    """A candidate that waits for a decision; `id` calls it on the command line."""

    id: str
    link: Mapping
    authority: Authority


def pending(workspace: Workspace) -> list[Pending]:
    """Return the candidates that nobody has decided, as they stand in the file."""
    path = place(workspace)
    if not path.is_file():
        return []
    keepers = workspace.links.authorities
    waiting = []
    for link in _open(sssom.read(path, _spaces(workspace)).mappings, workspace):
        if authority := keepers.of(link.object):
            waiting.append(Pending(identity(link, authority, workspace.base), link, authority))
    return waiting


def identity(link: Mapping, authority: Authority, base: str) -> str:
    """Return what calls a candidate: `organisation/bim=ror:002pvtp37`."""
    identifier = authority.identifier(link.object)
    return f"{link.subject.removeprefix(base)}={authority.prefix or authority.id}:{identifier}"


def proposed(
    ours: Sequence[Thing], judged: Sequence[Sequence[Judged]], authority: Authority, workspace: Workspace
) -> list[Mapping]:
    """Return the candidates for each of ours as rows, without those that are decided."""
    today = date.today().isoformat()
    rows = [
        Mapping(
            subject=workspace.iri(thing.id),
            predicate=_predicate(each, authority),
            object=each.thing.id,
            justification=expand(_FOUND_BY),
            confidence=each.score,
            date=today,
            comment=("proposed: " if each.proposed else "") + each.explanation,
            subject_label=thing.label,
            object_label=each.thing.label,
            authority=workspace.iri(f"authority/{authority.id}"),
            others=(("other", described(each.thing)),),
        )
        for thing, candidates in zip(ours, judged, strict=True)
        for each in candidates
    ]
    return list(_open(rows, workspace))


def _predicate(judged: Judged, authority: Authority) -> str:
    """Return what a candidate says: who bore a name once may live on under another, and is a close match at most."""
    close = expand("skos:closeMatch")
    return close if judged.former and close in authority.predicates else expand("skos:exactMatch")


def add(rows: Iterable[Mapping], workspace: Workspace, out: Path | None = None) -> Path:
    """Put candidates into the file, beside those that wait there; a pair that was found again has its new score."""
    path = out or place(workspace)
    waiting = sssom.read(path, _spaces(workspace)).mappings if path.is_file() else ()
    every = {(row.subject, row.object): row for row in (*_open(waiting, workspace), *rows)}
    write(path, every.values(), workspace)
    return path


def write(path: Path, rows: Iterable[Mapping], workspace: Workspace) -> None:
    """Write the file of candidates whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    sssom.write(path, heading(workspace, "candidates", "Candidates for links, which nobody has reviewed", rows))


def heading(workspace: Workspace, name: str, title: str, rows: Iterable[Mapping]) -> MappingSet:
    """Return a set of links with the header that a file of this workspace has."""
    links = tuple(rows)
    spaces = _spaces(workspace) | {each: prefixes()[each] for each in ("semapv", "skos")}
    used = {
        prefix: space
        for prefix, space in spaces.items()
        if any(iri.startswith(space) for link in links for iri in (link.subject, link.object))
        or prefix in ("semapv", "skos", workspace.settings["name"])
    }
    lines = [
        f"mapping_set_id: {workspace.iri('links/')}{name}",
        f'mapping_set_title: "{title}"',
        f"license: {workspace.settings['licence']}",
        "curie_map:",
        *(f"  {prefix}: {space}" for prefix, space in sorted(used.items())),
    ]
    return MappingSet(links, "\n".join(lines), used)


def place(workspace: Workspace) -> Path:
    """Return where the candidates of a workspace wait."""
    return workspace.root.joinpath(*FOLDER, CANDIDATES)


def described(thing: Thing) -> str:
    """Return what an authority knows of a thing, in one line that a reviewer reads."""
    years = f"{thing.since or ''}–{thing.until or ''}" if thing.since or thing.until else ""
    known = (
        ("also", ", ".join([*thing.names[1:4], *thing.acronyms[:_ACRONYMS]])),
        ("country", thing.country),
        ("kind", ", ".join(thing.kinds[:3])),
        ("years", years),
        ("note", thing.said),
    )
    return "; ".join(f"{name}: {text}" for name, text in known if text)


def _open(rows: Iterable[Mapping], workspace: Workspace) -> Iterable[Mapping]:
    """Return the rows that are neither linked nor refused."""
    decided = {(link.subject, link.object) for link in workspace.links.every.values()}
    return [row for row in rows if (row.subject, row.object) not in decided]


def _spaces(workspace: Workspace) -> dict[str, str]:
    return {**workspace.links.authorities.prefixes, str(workspace.settings["name"]): workspace.base}

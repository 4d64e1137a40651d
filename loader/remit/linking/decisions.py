"""What a person decides about a candidate becomes a reviewed link, or a negative one, in the file of its authority."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from remit.errors import UnknownName, WorkspaceError
from remit.linking.proposals import Pending, heading, place, write
from remit.links import sssom
from remit.links.known import FOLDER, files
from remit.names import expand, shorten

if TYPE_CHECKING:
    from remit.links.mapping import Mapping
    from remit.workspace import Workspace

_BY_A_PERSON = "semapv:ManualMappingCuration"
#: The role of who decides, where none is named.
REVIEWER = "editor of the registries"
#: How sure a link is at least that a person accepted, whatever a program thought of it.
_ACCEPTED = 0.8


class Taken(WorkspaceError):
    """Another thing of ours is the record already, and an authority has one record for each thing."""


def find(waiting: Sequence[Pending], wanted: str) -> Pending:
    """Return the candidate that an id calls; an unknown one is an UnknownName that names those there are."""
    for each in waiting:
        if each.id == wanted:
            return each
    near = [each.id for each in waiting if each.id.partition("=")[0] == wanted.partition("=")[0]]
    some = ", ".join((near or [each.id for each in waiting])[:5]) or "none; run: remit link suggest"
    raise UnknownName(f"no candidate {wanted} waits for a decision; waiting: {some}")


def decide(
    candidate: Pending,
    accepted: bool,
    workspace: Workspace,
    reviewer: str = REVIEWER,
    predicate: str = "",
    reason: str = "",
) -> Path:
    """Write the decision and take the candidate off the list; return the file of the link.

    The link says what the candidate says, or else what `predicate` does. A record that another of ours is already
    matched with is Taken.

    The link is written first: who is stopped between the two finds it there, and the candidate is no longer offered.
    """
    iri = _admitted(candidate, predicate or shorten(candidate.link.predicate))
    link = replace(
        candidate.link,
        predicate=iri,
        negated=not accepted,
        justification=expand(_BY_A_PERSON),
        reviewer=reviewer,
        date=date.today().isoformat(),
        source=candidate.link.source or _looked_up(candidate),
        comment=reason or candidate.link.comment.removeprefix("proposed: "),
        confidence=max(candidate.link.confidence or 0, _ACCEPTED) if accepted else None,
        authority=workspace.iri(f"authority/{candidate.authority.id}"),
    )
    path = _file_of(candidate, workspace)
    before = sssom.read(path, _own(workspace)) if path.is_file() else None
    kept = before.mappings if before else ()
    for each in kept:
        if (each.subject, each.object) == (link.subject, link.object):
            raise WorkspaceError(f"{each.where}: this pair is decided there already; change that row by hand")
    _not_taken(link, candidate, kept, workspace)
    title = f"Links to {candidate.authority.name}"
    if before and candidate.authority.prefix in before.prefixes:
        sssom.write(path, replace(before, mappings=(*kept, link)))
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        sssom.write(path, heading(workspace, candidate.authority.id, title, (*kept, link)))
    _take_off(candidate, workspace)
    return path


def _not_taken(link: Mapping, candidate: Pending, kept: Sequence[Mapping], workspace: Workspace) -> None:
    """Stop where an exact match would make one thing of two of ours."""
    exact = expand("skos:exactMatch")
    if not candidate.authority.single or link.negated or link.predicate != exact:
        return
    for each in kept:
        if each.object == link.object and each.predicate == exact and not each.negated:
            other = each.subject.removeprefix(workspace.base)
            raise Taken(
                f"{each.where}: {link.object} is {other} already; refuse this one, accept it as skos:closeMatch, "
                "or take that row out first"
            )


def _looked_up(candidate: Pending) -> str:
    """Return the address at which the record can be looked at, which is the evidence of a decision about it."""
    identifier = candidate.authority.identifier(candidate.link.object)
    place = candidate.authority.look_up
    return place.replace("{id}", identifier) if place and identifier else candidate.link.object


def _admitted(candidate: Pending, predicate: str) -> str:
    """Return the IRI of a predicate that links to the authority may have."""
    admitted = candidate.authority.predicates
    if fault := candidate.authority.faults(candidate.authority.identifier(candidate.link.object) or ""):
        raise WorkspaceError(f"{candidate.link.where}: “{candidate.link.object}” {fault}; correct it, or take it out")
    if predicate not in map(shorten, admitted):
        raise WorkspaceError(
            f"a link to {candidate.authority.name} cannot be {predicate}; "
            f"data/authorities.yaml admits {', '.join(map(shorten, admitted))}"
        )
    return expand(predicate)


def _file_of(candidate: Pending, workspace: Workspace) -> Path:
    """Return the file in which links to the authority stand already, else one called as the authority is."""
    name = f"{candidate.authority.id}.sssom.tsv"
    folder = workspace.root.joinpath(*FOLDER)
    if (folder / name).is_file():
        return folder / name
    for path in files(workspace.root):
        if any(candidate.authority.identifier(link.object) for link in sssom.read(path, _own(workspace)).mappings):
            return path
    return folder / name


def _take_off(candidate: Pending, workspace: Workspace) -> None:
    path = place(workspace)
    rows = sssom.read(path, _own(workspace)).mappings
    pair = candidate.link.subject, candidate.link.object
    write(path, [row for row in rows if (row.subject, row.object) != pair], workspace)


def _own(workspace: Workspace) -> dict[str, str]:
    return {**workspace.links.authorities.prefixes, str(workspace.settings["name"]): workspace.base}

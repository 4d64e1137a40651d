"""All links of a workspace: the files `data/links/*.sssom.tsv`, each row sound in itself.

A row that is not, or stands twice, is a WorkspaceError with file, line and what to do. Whether links agree with each
other and with the registries is asked by rules (`shapes/links.ttl`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from remit.errors import WorkspaceError
from remit.links import authorities as keepers
from remit.links import sssom
from remit.links.authorities import Authorities, Authority
from remit.links.mapping import Mapping
from remit.names import prefixes, shorten, slug

FOLDER = ("data", "links")
#: The file of decisions about events of two revisions, which are no links to the data of others.
REVISIONS = "revisions.sssom.tsv"
#: The file of candidates, which are no links before a person accepts them.
CANDIDATES = "candidates.sssom.tsv"


@dataclass(frozen=True, eq=False)
class Links:
    """The links of a workspace by the path of each in the graph, and who keeps what they lead to."""

    every: dict[str, Mapping]
    authorities: Authorities


def load(root: Path, authorities: Path, base: str, name: str = "") -> Links:
    """Read the links of the workspace in `root`; `name` is a prefix that its files may use for `base`."""
    known, found = keepers.load(authorities), dict[str, Mapping]()
    for file in files(root):
        for link in sssom.read(file, {name: base} if name else {}, reviewed=True).mappings:
            place = path(link, _sound(link, known, base), base)
            if place in found:
                raise WorkspaceError(f"{link.where}: says what {found[place].where} says; take one of them out")
            found[place] = link
    return Links(found, known)


def files(root: Path) -> Iterator[Path]:
    """Yield the files of links of a workspace, sorted."""
    every = sorted(root.joinpath(*FOLDER).glob("*.sssom.tsv"))
    yield from (each for each in every if each.name not in (REVISIONS, CANDIDATES))


def path(link: Mapping, authority: Authority | None, base: str) -> str:
    """Return the path of a link: `link/organisation/bipm/exactMatch/ror/055vkyj43`."""
    predicate = shorten(link.predicate).rpartition(":")[2]
    steps = ["link", _path(link.subject, base), f"not-{predicate}" if link.negated else predicate]
    if authority:
        identifier = authority.identifier(link.object) if authority.iri and not link.literal else link.object
        return "/".join([*steps, authority.id, slug(identifier or link.object)])
    return "/".join([*steps, _path(link.object, base) if not link.literal else slug(link.object)])


def _path(iri: str, base: str) -> str:
    """Return an IRI as steps of a path: below the base, below the vocabularies, or else as one step."""
    for begin in (base, prefixes()["vocabulary"]):
        if iri.startswith(begin):
            return iri.removeprefix(begin)
    return slug(iri)


def _sound(link: Mapping, known: Authorities, base: str) -> Authority | None:
    """Return the authority of a link; an identifier that it cannot have is a WorkspaceError."""
    found = known.keeper(link, base)
    if link.authority and not found:
        ids = ", ".join(each.id for each in known.every)
        raise WorkspaceError(f"{link.where}: no authority is called “{link.authority}”; known are {ids}")
    if link.literal and not found:
        raise WorkspaceError(f"{link.where}: a text alone identifies nothing; name its authority as object_source")
    if link.literal or not (claimed := known.claiming(link.object)):
        if found and (fault := found.faults(link.object)):
            raise WorkspaceError(f"{link.where}: “{link.object}” {fault}; correct it, or take the row out")
        return found
    identifier = claimed.identifier(link.object)
    fault = claimed.faults(identifier) if identifier else f"is none of the form {claimed.iri}"
    if found != claimed and identifier:
        fault = f"is an identifier of {claimed.id}, and not of {found.id if found else 'nobody'}"
    if fault:
        raise WorkspaceError(f"{link.where}: “{link.object}” {fault}; correct it, or take the row out")
    return found

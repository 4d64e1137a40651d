"""Ask services about what lacks a link, have the answers scored, and keep the candidates for a person's decision.

A service that fails does not stop the others. What several services say of one thing of an authority is taken together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from remit.errors import ServiceError, WorkspaceError
from remit.linking.offered import offered
from remit.linking.ours import unlinked
from remit.linking.proposals import Judged, proposed
from remit.services.service import Service, service, services
from remit.services.things import Thing

if TYPE_CHECKING:
    from remit.links.authorities import Authority
    from remit.links.mapping import Mapping
    from remit.workspace import Workspace

#: What scores ours against what was offered: for each of ours its candidates, best first.
Score = Callable[[Sequence[Thing], Sequence[Thing]], Sequence[Sequence[Judged]]]


@dataclass(frozen=True)
class Suggested:
    """The candidates found, how many of ours were asked about, and one sentence for each service that failed."""

    rows: tuple[Mapping, ...]
    asked: int
    failures: tuple[str, ...] = ()


def suggest(workspace: Workspace, score: Score, names: Sequence[str] = (), only: Sequence[str] = ()) -> Suggested:
    """Return candidates from the services of these names, else from all that the workspace allows.

    Where every service failed, that is a ServiceError.
    """
    wanted = [service(workspace, name) for name in dict.fromkeys(names)] or [
        each for each in services(workspace).values() if each.authority
    ]
    if not wanted:
        raise ServiceError("no live service is allowed: name some under services: allowed: in data/workspace.yaml")
    rows: list[Mapping] = []
    failures: list[str] = []
    asked: set[str] = set()
    for name, of_it in _by_authority(wanted).items():
        authority = _authority(workspace, name, of_it[0])
        ours = unlinked(workspace, name, only)
        asked |= {thing.id for thing in ours}
        theirs = _offered(of_it, authority, ours, workspace, failures) if ours else []
        if theirs:
            rows += proposed(ours, score(ours, theirs), authority, workspace)
    if len(failures) == len(wanted):
        raise ServiceError("; ".join(failures))
    return Suggested(tuple(rows), len(asked), tuple(failures))


def together(things: Iterable[Thing]) -> list[Thing]:
    """Return each thing once, with all that is said of it; of what can have one value, the first stands.

    >>> one, = together([Thing("urn:a", ("A",)), Thing("urn:a", ("B",), country="xl")])
    >>> one.names, one.country
    (('A', 'B'), 'xl')
    """
    found: dict[str, Thing] = {}
    for each in things:
        known = found.get(each.id, each)
        found[each.id] = replace(
            known,
            names=tuple(dict.fromkeys((*known.names, *each.names))),
            acronyms=tuple(dict.fromkeys((*known.acronyms, *each.acronyms))),
            former=tuple(dict.fromkeys((*known.former, *each.former))),
            country=known.country or each.country,
            kinds=tuple(dict.fromkeys((*known.kinds, *each.kinds))),
            since=each.since if known.since is None else known.since,
            until=each.until if known.until is None else known.until,
            said=known.said or each.said,
        )
    return list(found.values())


def _offered(
    wanted: Sequence[Service], authority: Authority, ours: Sequence[Thing], workspace: Workspace, failures: list[str]
) -> list[Thing]:
    found: list[Thing] = []
    for each in wanted:
        try:
            found += offered(each, authority, ours, workspace)
        except ServiceError as error:
            failures.append(str(error))
    return together(found)


def _by_authority(wanted: Iterable[Service]) -> dict[str, list[Service]]:
    found: dict[str, list[Service]] = {}
    for each in wanted:
        found.setdefault(each.authority, []).append(each)
    return found


def _authority(workspace: Workspace, name: str, asked: Service) -> Authority:
    found = workspace.links.authorities.get(name)
    if not found or not found.iri:
        raise WorkspaceError(
            f"data/services.yaml: {asked.id}: its authority {name} has no IRIs in data/authorities.yaml"
        )
    return found

"""Check that links are right and stay so: their rows, the rules about links, and what live services say.

What could not be asked is told as such and proves nothing: neither that a target is there nor that it is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from remit.errors import ServiceError, UnknownName
from remit.findings import Finding, in_order
from remit.linking.judging import Judge
from remit.links import authorities as keepers
from remit.links import known
from remit.links.checking import malformed
from remit.services import by_address, by_query, pages
from remit.services.http import Refused
from remit.services.service import Service, service, services

if TYPE_CHECKING:
    from remit.links.authorities import Authority
    from remit.links.known import Links
    from remit.links.mapping import Mapping
    from remit.workspace import Workspace

T = TypeVar("T")
#: After so many failures in a row, none of which is a refusal, a service or a host is left alone.
_IN_A_ROW = 2
_RULES = "link-"


@dataclass(frozen=True)
class Unreached:
    """A target that gave no answer to judge by: the row that leads there, and why, as a sentence."""

    link: Mapping
    why: str


@dataclass(frozen=True)
class LinksChecked:
    """What was found about so many `links`; of `asked` targets some were not reached.

    `waiting` says that the rules were not looked at, since they need rows that are well-formed.
    """

    findings: tuple[Finding, ...] = ()
    links: int = 0
    asked: int = 0
    unreached: tuple[Unreached, ...] = ()
    waiting: bool = False

    def joined(self, found: Iterable[Finding], asked: int, unreached: Iterable[Unreached]) -> LinksChecked:
        """Return this with more findings."""
        more = in_order([*self.findings, *found])
        return replace(self, findings=more, asked=self.asked + asked, unreached=(*self.unreached, *unreached))


def check_links(workspace: Workspace, online: bool = False, names: Sequence[str] = ()) -> LinksChecked:
    """Check the links of a workspace; `online` asks services too: those of these names, else all that are allowed."""
    wanted = _wanted(workspace, names) if online else []
    keeping = keepers.load(workspace.file(*keepers.FILE))
    links, faults = known.judged(workspace.root, keeping, workspace.base, str(workspace.settings["name"]))
    found = [*malformed(faults)] if faults else [*_by_rules(workspace)]
    checked = LinksChecked(in_order(found), len(links.every) + len(faults), waiting=bool(faults))
    if not wanted:
        return checked
    judge = Judge(links, workspace.registry, workspace.base, _periods(workspace))
    for each in wanted:
        checked = checked.joined(*_asked(each, judge, workspace))
    return checked


def _by_rules(workspace: Workspace) -> Iterator[Finding]:
    """Yield what the rules about links say that nobody accepted."""
    from remit.checking import check_all

    names = frozenset(name for name in workspace.catalogue if name.startswith(_RULES))
    yield from check_all([], workspace).of(names).open


def _wanted(workspace: Workspace, names: Sequence[str]) -> list[Service]:
    """Return the services that can be asked about records or pages."""
    able = [each for each in services(workspace).values() if _can(each)]
    if not names:
        if not able:
            raise ServiceError(
                "no service that knows records is allowed: name ror, wikidata or pages "
                "under services: allowed: in data/workspace.yaml"
            )
        return able
    wanted = [service(workspace, name) for name in dict.fromkeys(names)]
    for each in wanted:
        if not _can(each):
            some = ", ".join(one.id for one in able) or "none"
            raise UnknownName(
                f"the service {each.id} cannot be asked for a record by its identifier; these can: {some}"
            )
    return wanted


def _can(each: Service) -> bool:
    return each.protocol == "pages" or bool(each.record)


def _periods(workspace: Workspace) -> list[tuple[int, int]]:
    """Return first and last year of the revisions of the workspace."""
    from remit.documents.document import read

    heads = [read(path, workspace).programme for path in workspace.sources]
    return [(head.start, head.end) for head in heads if head.start and head.end]


# --- asking ------------------------------------------------------------------------------

_Answers = tuple[list[Finding], int, list[Unreached]]


def _asked(asked: Service, judge: Judge, workspace: Workspace) -> _Answers:
    """Return what a service says of all links that it can be asked about."""
    if asked.protocol == "pages":
        return _of_pages(asked, judge)
    authority = judge.links.authorities.get(asked.authority)
    if not authority:
        raise ServiceError(f"data/services.yaml: {asked.id}: data/authorities.yaml has no authority {asked.authority}")
    by_target = _targets(judge.links, lambda keeper: keeper == authority, judge.base)
    if "query" in asked.record:
        return _of_query(asked, authority, by_target, judge, workspace)
    found, lost = _one_by_one(by_target, lambda iri: by_address.record(asked, authority.identifier(iri) or iri))
    findings = [
        each for iri, record in found for link in by_target[iri] for each in judge.record(link, authority, record)
    ]
    return findings, len(by_target), _unreached(lost, by_target)


def _of_query(
    asked: Service, authority: Authority, by_target: dict[str, list[Mapping]], judge: Judge, workspace: Workspace
) -> _Answers:
    """Return what an endpoint says, which is asked about many at once."""
    name = f"{asked.record['query']}.rq"
    query = workspace.file("data", "services", name).read_text(encoding="utf-8")
    try:
        records = by_query.records(asked, query, list(by_target))
    except ServiceError as error:
        return [], len(by_target), _unreached([(iri, str(error)) for iri in by_target], by_target)
    findings = [
        each for record in records for link in by_target[record.id] for each in judge.record(link, authority, record)
    ]
    return findings, len(by_target), []


def _of_pages(asked: Service, judge: Judge) -> _Answers:
    """Return what became of all pages: some hosts at once, each asked for one page after the other."""
    by_target = _targets(judge.links, lambda keeper: bool(keeper and keeper.page), judge.base)
    hosts: dict[str, list[str]] = {}
    for url in by_target:
        hosts.setdefault(_host(url), []).append(url)
    with ThreadPoolExecutor(max_workers=asked.at_once) as pool:
        answers = list(pool.map(lambda urls: _one_by_one(urls, lambda url: pages.page(asked, url)), hosts.values()))
    found = chain.from_iterable(found for found, _ in answers)
    findings = [each for url, page in found for link in by_target[url] for each in judge.page(link, page)]
    return findings, len(by_target), _unreached(chain.from_iterable(lost for _, lost in answers), by_target)


def _one_by_one(targets: Iterable[str], ask: Callable[[str], T]) -> tuple[list[tuple[str, T]], list[tuple[str, str]]]:
    """Ask about one target after the other; return the answers, and those without one with the reason."""
    found: list[tuple[str, T]] = []
    lost: list[tuple[str, str]] = []
    failed = 0
    for target in targets:
        if failed == _IN_A_ROW:
            lost.append(
                (target, f"not asked after {_IN_A_ROW} failures in a row: {lost[-1][1].rpartition('row: ')[2]}")
            )
            continue
        try:
            found.append((target, ask(target)))
            failed = 0
        except ServiceError as error:
            failed = 0 if isinstance(error, Refused) else failed + 1
            lost.append((target, str(error)))
    return found, lost


def _targets(links: Links, meant: Callable[[Authority | None], bool], base: str) -> dict[str, list[Mapping]]:
    """Return the rows that lead to each target of the authorities that are meant."""
    found: dict[str, list[Mapping]] = {}
    for link in links.every.values():
        if not link.negated and not link.literal and meant(links.authorities.keeper(link, base)):
            found.setdefault(link.object, []).append(link)
    return found


def _unreached(lost: Iterable[tuple[str, str]], by_target: dict[str, list[Mapping]]) -> list[Unreached]:
    return [Unreached(link, why) for target, why in lost for link in by_target[target]]


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc
    except ValueError:
        return ""

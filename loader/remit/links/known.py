"""All links of a workspace: the files `data/links/*.sssom.tsv`, each row sound in itself.

A row that is not, or stands twice, is a WorkspaceError with file, line and what to do. Whether links agree with each
other and with the registries is asked by rules (`shapes/links.ttl`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from remit.errors import WorkspaceError
from remit.links import authorities as keepers
from remit.links import sssom
from remit.links.authorities import Authorities, Authority
from remit.links.mapping import Mapping
from remit.names import prefixes, shorten, slug
from remit.registry import read_text

FOLDER = ("data", "links")
#: A file and what stands in it.
Text = tuple[Path, str]
#: A link, what is wrong with it as the end of a sentence, and what to do.
Fault = tuple[Mapping, str, str]
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
    texts = tuple((file, sssom.words(file)) for file in files(root))
    return _loaded(texts, (authorities, read_text(authorities)), base, name)


@lru_cache(maxsize=4)
def _loaded(texts: tuple[Text, ...], authorities: Text, base: str, name: str) -> Links:
    """Return the links of some texts; the same texts give the same links, which nobody alters."""
    links, faults = _judged(texts, keepers.load(authorities[0]), base, name)
    for link, fault, hint in faults:
        raise WorkspaceError(f"{link.where}: {fault}; {hint}")
    return links


def judged(root: Path, known: Authorities, base: str, name: str = "") -> tuple[Links, list[Fault]]:
    """Return the links that are sound in themselves, and those that are not with what is wrong and what to do."""
    return _judged(((file, sssom.words(file)) for file in files(root)), known, base, name)


def _judged(texts: Iterable[Text], known: Authorities, base: str, name: str) -> tuple[Links, list[Fault]]:
    found, faults = dict[str, Mapping](), list[Fault]()
    for file, text in texts:
        for link in sssom.parse(text, file, {name: base} if name else {}, reviewed=True).mappings:
            if said := _fault(link, known, base):
                faults.append((link, *said))
                continue
            place = path(link, known.keeper(link, base), base)
            if place in found:
                faults.append((link, f"says what {found[place].where} says", "take one of them out"))
            else:
                found[place] = link
    return Links(found, known), faults


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
        return "/".join([*steps, authority.id, slug(unquote(identifier or link.object))])
    return "/".join([*steps, _path(link.object, base) if not link.literal else slug(unquote(link.object))])


def _path(iri: str, base: str) -> str:
    """Return an IRI as steps of a path: below the base, below the vocabularies, or else as one step."""
    for begin in (base, prefixes()["vocabulary"]):
        if iri.startswith(begin):
            return iri.removeprefix(begin)
    return slug(unquote(iri))


def _fault(link: Mapping, known: Authorities, base: str) -> tuple[str, str] | None:
    """Return what is wrong with the authority or the identifier of a link, and what to do; None where nothing is."""
    found = known.keeper(link, base)
    if link.authority and not found:
        ids = ", ".join(each.id for each in known.every)
        return f"no authority is called “{link.authority}”", f"known are {ids}"
    if link.literal and not found:
        return "a text alone identifies nothing", "name its authority as object_source"
    fault = found.faults(link.object) if found else ""
    if not link.literal and (claimed := known.claiming(link.object)):
        fault = _claimed(link, claimed, found)
    return (f"“{link.object}” {fault}", "correct it, or take the row out") if fault else None


def _claimed(link: Mapping, claimed: Authority, found: Authority | None) -> str:
    """Return what is wrong with an IRI that lies in the namespace of an authority."""
    identifier = claimed.identifier(link.object)
    if not identifier:
        return f"is none of the form {claimed.iri}"
    if found != claimed:
        return f"is an identifier of {claimed.id}, and not of {found.id if found else 'nobody'}"
    return claimed.faults(identifier)

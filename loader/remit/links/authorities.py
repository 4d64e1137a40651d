"""Who keeps identifiers: the authorities of `data/authorities.yaml`, and what their identifiers look like."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from remit import bundle
from remit.errors import WorkspaceError
from remit.links.checkdigits import CHECKS
from remit.links.mapping import Mapping
from remit.names import expand
from remit.registry import read_yaml, validate

FILE = ("data", "authorities.yaml")
#: Where the IRIs of authorities stand below the base of a workspace.
FOLDER = "authority/"


@dataclass(frozen=True)
class Authority:
    """One keeper of identifiers; an empty `iri` says that it keeps codes that no IRI stands for."""

    id: str
    name: str
    pattern: str
    predicates: tuple[str, ...]
    prefix: str = ""
    iri: str = ""
    check: str = ""
    single: bool = False
    same: bool = False
    page: bool = False
    look_up: str = ""
    note: str = ""

    @cached_property
    def namespace(self) -> str:
        """Return what its IRIs begin with."""
        return self.iri.partition("{id}")[0]

    def iri_of(self, identifier: str) -> str:
        """Return the IRI of an identifier."""
        return self.iri.replace("{id}", identifier)

    def identifier(self, iri: str) -> str | None:
        """Return the identifier that an IRI holds; None where the IRI is not of this authority."""
        begin, _, end = self.iri.partition("{id}")
        if not self.iri or not iri.startswith(begin) or not iri.endswith(end):
            return None
        found = iri[len(begin) : len(iri) - len(end)]
        return found if re.fullmatch(self.pattern, found) else None

    def faults(self, identifier: str) -> str:
        """Return what is wrong with an identifier, as the end of a sentence; empty where it is well-formed.

        >>> Authority("lamps", "Lamps", "[0-9]{3}", ()).faults("12")
        'is not of the form [0-9]{3}'
        """
        if not re.fullmatch(self.pattern, identifier):
            return f"is not of the form {self.pattern}"
        if self.check and not CHECKS[self.check](identifier):
            return "is mistyped: its check digits are wrong"
        return ""


@dataclass(frozen=True)
class Authorities:
    """All authorities of a workspace."""

    every: tuple[Authority, ...]

    def get(self, name: str) -> Authority | None:
        """Return the authority of an id."""
        return next((each for each in self.every if each.id == name), None)

    def of(self, iri: str) -> Authority | None:
        """Return the authority that an IRI is of, by the longest beginning that fits."""
        fitting = [each for each in self.every if each.identifier(iri) is not None]
        return max(fitting, key=lambda each: len(each.namespace), default=None)

    def claiming(self, iri: str) -> Authority | None:
        """Return the authority whose namespace an IRI lies in, be its identifier well-formed or not."""
        fitting = [each for each in self.every if each.iri and iri.startswith(each.namespace)]
        return max(fitting, key=lambda each: len(each.namespace), default=None)

    def keeper(self, link: Mapping, base: str) -> Authority | None:
        """Return the authority that a link leads to: the one that it names, else the one of its IRI."""
        if link.authority:
            return self.get(link.authority.removeprefix(base + FOLDER))
        return None if link.literal else self.of(link.object)

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """Return prefix → namespace of those that have IRIs."""
        return {each.prefix: each.namespace for each in self.every if each.prefix}


def load(path: Path) -> Authorities:
    """Read the file of authorities; what is broken is a WorkspaceError that names file and entry."""
    entries = read_yaml(path) or []
    validate(entries, bundle.folder("data") / "registry" / "schema" / "authorities.schema.json", path)
    return Authorities(tuple(_unique((_authority(entry, path) for entry in entries), path)))


def _authority(entry: dict[str, object], path: Path) -> Authority:
    said = dict(entry)
    try:
        re.compile(str(said["pattern"]))
        said["predicates"] = tuple(expand(str(name)) for name in entry["predicates"])  # type: ignore[attr-defined]
    except re.error as error:
        raise WorkspaceError(f"{path}: {entry['id']}: the pattern is broken: {error}") from error
    except KeyError as error:
        raise WorkspaceError(f"{path}: {entry['id']}: the prefix {error} of a predicate is not known") from error
    return Authority(**said)  # type: ignore[arg-type]


def _unique(found: Iterable[Authority], path: Path) -> Iterable[Authority]:
    seen: set[str] = set()
    for each in found:
        if {each.id, f"{each.prefix}:"} & seen:
            raise WorkspaceError(f"{path}: {each.id}: its id or its prefix stands twice")
        seen |= {each.id, f"{each.prefix}:"} - {":"}
        yield each

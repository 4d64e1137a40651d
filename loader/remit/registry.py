"""The registries of a workspace: who and what is known, each with its source (`data/registry/*.yaml`).

A record is called by its path, the end of its IRI: `body/tc-1.12`, `country/am`.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from remit.errors import WorkspaceError
from remit.names import slug

#: The file of a class of records → the class, which begins their paths.
CLASSES = {
    "bodies": "body",
    "posts": "post",
    "organisations": "organisation",
    "countries": "country",
    "projects": "project",
    "publications": "publication",
    "instruments": "instrument",
    "meetings": "meeting",
    "glossary": "concept",
    "outcomes": "outcome",
}

#: What a record says of its names, and where that stands; the rest is what it has to do with others.
NAMED = ("id", "code", "kind", "label", "abbreviation", "spellings", "source", "confidence")

#: The kind of what a document names and nobody has described yet.
UNKNOWN_KIND = "unknown"


@dataclass(frozen=True)
class Record:
    """One registered thing; `data` is its entry in the file, as written."""

    path: str
    data: dict[str, Any] = field(repr=False, hash=False, compare=False)

    @property
    def group(self) -> str:
        """Return the class of the record: body, post, organisation …"""
        return self.path.partition("/")[0]

    @property
    def kind(self) -> str:
        """Return the kind, the local name of a concept."""
        return str(self.data.get("kind", ""))

    @property
    def label(self) -> str:
        """Return the preferred label, in English where there is one."""
        labels = self.data.get("label") or self.data.get("title") or {}
        return str(labels.get("en") or next(iter(labels.values()), self.path))

    def valid_in(self, year: int | None) -> bool:
        """Return whether the thing was there at the beginning of `year`, as far as is known."""
        since, until = str(self.data.get("since", "")), str(self.data.get("until", ""))
        if year is None:
            return True
        return not (since and int(since[:4]) > year) and not (until and int(until[:4]) < year)

    def spellings(self) -> Iterator[str]:
        """Yield every text by which a reader may know the record, once.

        The `name` of a numbered body ("Legal Metrology") is too common to lead a reader anywhere.
        """
        found: list[str] = []
        for key in ("label", "title"):
            found += (self.data.get(key) or {}).values()
        short = ("abbreviation",) if self.group == "country" else ("abbreviation", "code")
        found += [self.data[key] for key in short if self.data.get(key)]
        found += [spelling["text"] for spelling in self.data.get("spellings") or ()]
        for change in self.data.get("names_in_time") or ():
            found += change["label"].values()
        yield from dict.fromkeys(str(text) for text in found)


@dataclass(frozen=True)
class Scheme:
    """A numbering scheme: how numbered things are written that no registry need list."""

    id: str
    group: str
    pattern: str
    id_template: str = ""
    roman: bool = False

    def identity(self, found: re.Match[str]) -> str:
        """Return the id of what was found, the end of its path."""
        if not self.id_template:
            return slug(found[0])
        parts = {name: value or "" for name, value in found.groupdict().items()}
        if self.roman:
            parts["number"] = str(_arabic(parts["number"]))
        return slug(self.id_template.format(**parts))


@dataclass(frozen=True, eq=False)
class Registry:
    """All records of a workspace, by path, and its numbering schemes."""

    records: dict[str, Record]
    schemes: tuple[Scheme, ...] = ()

    @cached_property
    def numbered(self) -> dict[tuple[str, str], list[Record]]:
        """Return (kind, number) → the bodies that bear or bore this number."""
        found: dict[tuple[str, str], list[Record]] = {}
        for record in self.of("body"):
            if record.data.get("number"):
                found.setdefault((record.kind, str(record.data["number"])), []).append(record)
        return found

    @cached_property
    def named(self) -> tuple[Record, ...]:
        """Return the records of what a programme can name; what became of its events says nothing about its words."""
        return tuple(record for record in self.records.values() if record.group != "outcome")

    def is_own(self, path: str) -> bool:
        """Return whether a path is that of a registered body or post: they are the organisation's own."""
        return path in self.records and self.records[path].group in ("body", "post")

    def of(self, *groups: str) -> list[Record]:
        """Return the records of some classes, sorted by path."""
        return [record for record in self.records.values() if record.group in groups]


def load(folder: Path) -> Registry:
    """Read the registries in `folder`; what is broken is a WorkspaceError that names file and entry."""
    files = ((name, folder / f"{name}.yaml") for name in (*CLASSES, "schemes"))
    texts = tuple((name, read_text(path)) for name, path in files if path.is_file())
    try:
        return _loaded(texts)
    except WorkspaceError as error:
        raise WorkspaceError(f"{folder}{os.sep}{error}") from error


@lru_cache(maxsize=4)
def _loaded(files: tuple[tuple[str, str], ...]) -> Registry:
    """Return the registry of some texts by name; the same texts give the same one, which nobody alters."""
    entries = {name: _entries(name, text) for name, text in files}
    records: dict[str, Record] = {}
    for name, group in CLASSES.items():
        for entry in entries.get(name, ()):
            path = f"{group}/{entry['id']}"
            if path in records:
                raise WorkspaceError(f"{name}.yaml: the id {entry['id']} stands twice")
            records[path] = Record(path, entry)
    schemes = tuple(_scheme(entry) for entry in entries.get("schemes", ()))
    return Registry(dict(sorted(records.items(), key=lambda item: natural(item[0]))), schemes)


@lru_cache(maxsize=4)
def without_own(registry: Registry, organisation: str) -> Registry:
    """Return the names of countries and other organisations, of which everybody may speak, and nothing else."""
    others = (record for record in registry.of("country", "organisation") if record.path != organisation)
    kept = {one.path: Record(one.path, {k: one.data[k] for k in NAMED if k in one.data}) for one in others}
    return Registry(kept, registry.schemes)


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return a sort key in which TC 1.2 comes before TC 1.12."""
    parts = re.findall(r"\d+|\D+", text)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


def read_yaml(path: Path) -> Any:
    """Read a YAML file; what cannot be read is a WorkspaceError with file and line."""
    return parse_yaml(read_text(path), path)


def read_checked(path: Path, name: str) -> Any:
    """Read a YAML file and hold it against one of `data/registry/schema`; what is broken is a WorkspaceError.

    >>> from remit import bundle
    >>> read_checked(bundle.folder("data") / "federation.yaml", "federation")["batch"]
    50
    """
    data = read_yaml(path)
    validate(data, _schema(name), path)
    return data


def read_text(path: Path) -> str:
    """Read a file of a workspace; one that is no text in UTF-8 is a WorkspaceError."""
    try:
        return path.read_text(encoding="utf-8")
    except (UnicodeDecodeError, OSError) as error:
        raise WorkspaceError(f"{path}: cannot be read as YAML: {one_line(error)}") from error


def parse_yaml(text: str, path: Path) -> Any:
    """Return what a text in YAML says; `path` is where it stands, for the WorkspaceError of one that is broken."""
    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise WorkspaceError(f"{path}: cannot be read as YAML: {one_line(error)}") from error


def validate(data: Any, schema: Path, path: Path) -> None:
    """Hold `data` against a JSON Schema; the first breach is a WorkspaceError that names the entry."""
    import jsonschema

    checker = jsonschema.Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))
    for error in checker.iter_errors(data):
        entry = data
        where = [str(part) for part in error.absolute_path]
        if where and isinstance(data, list):
            entry = data[int(where[0])]
            where[0] = str(entry.get("id", f"entry {where[0]}")) if isinstance(entry, dict) else f"entry {where[0]}"
        raise WorkspaceError(f"{path}: {' › '.join(where) or 'the file'}: {error.message[:200]}")


def one_line(error: BaseException) -> str:
    """Return what an error says, in one line."""
    return " ".join(str(error).split())


@lru_cache(maxsize=64)
def _entries(name: str, text: str) -> tuple[dict[str, Any], ...]:
    """Return the entries of one file, which nobody alters; when one file is saved, the others need not be read anew."""
    path = Path(f"{name}.yaml")
    data = parse_yaml(text, path)
    schema = _schema(name)
    if data is None:
        return ()
    if schema.is_file():
        validate(data, schema, path)
    return tuple(data)


def _schema(name: str) -> Path:
    from remit import bundle

    return bundle.folder("data") / "registry" / "schema" / f"{name}.schema.json"


def _scheme(entry: dict[str, Any]) -> Scheme:
    try:
        re.compile(entry["pattern"])
    except re.error as error:
        raise WorkspaceError(f"schemes.yaml: {entry['id']}: the pattern is broken: {error}") from error
    roman = entry.get("numerals") == "roman"
    return Scheme(entry["id"], entry["class"], entry["pattern"], entry.get("id_template", ""), roman)


def _arabic(numeral: str) -> int:
    """Return the number of a Roman numeral."""
    values = [dict(I=1, V=5, X=10, L=50, C=100)[letter] for letter in numeral]
    return sum(-v if any(v < later for later in values[i + 1 :]) else v for i, v in enumerate(values))

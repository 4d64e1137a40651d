"""Where a thing is written by hand: the lines of a record in its registry, of a link, of a term in an ontology.

What a graph says of records and terms has no place in a document; a finding about them leads to file and line.
Read are the YAML of the registries and the Turtle of an ontology, as people lay it out: a term begins a line.
A thing that is written nowhere has no place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from remit.findings import Finding
from remit.places import HEAD, Place
from remit.registry import CLASSES
from remit.rules.meant import meant
from remit.workspace import Workspace

#: The prefixes of a Turtle file, and what relative names begin with.
_PREFIX = re.compile(r"^\s*(?:@prefix|PREFIX)\s+([\w-]*:)\s*<([^>]*)>", re.MULTILINE | re.IGNORECASE)
_BASE = re.compile(r"^\s*(?:@base|BASE)\s+<([^>]*)>", re.MULTILINE | re.IGNORECASE)


def in_registries(findings: Iterable[Finding], workspace: Workspace) -> Iterator[Finding]:
    """Yield findings; those about a record that have no place yet are given that of the record."""
    for finding in findings:
        path = "" if finding.places else finding.subject.removeprefix(workspace.base)
        record = next((p for p in (path, path.rpartition("/")[0]) if p in workspace.registry.records), "")
        yield _placed(finding, *_record(record, workspace)) if record else finding


def in_links(findings: Iterable[Finding], workspace: Workspace) -> Iterator[Finding]:
    """Yield findings; those about a link that have no place yet are given its line in its file."""
    for finding in findings:
        link = None if finding.places else workspace.links.every.get(finding.subject.removeprefix(workspace.base))
        if link is None:
            yield finding
            continue
        file, line = link.place
        yield _placed(finding, file, line, file.read_text(encoding="utf-8").splitlines()[line - 1 : line])


def in_ontology(findings: Iterable[Finding], files: Sequence[Path]) -> Iterator[Finding]:
    """Yield findings; those without a place are given that of the term in one of the Turtle files."""
    texts = {file: file.read_text(encoding="utf-8") for file in files}
    for finding in findings:
        found = [] if finding.places else [_placed(finding, *each) for each in _terms(finding.subject, texts)]
        yield next((each for each in found if _quotes(each)), found[0] if found else finding)


def registry_file(record: str, workspace: Workspace) -> Path:
    """Return the file in which a record stands that is called by its path."""
    name = next(name for name, group in CLASSES.items() if group == record.partition("/")[0])
    return workspace.file("data", "registry", f"{name}.yaml")


def _record(record: str, workspace: Workspace) -> tuple[Path, int, list[str]]:
    """Return the file of a record, its first line and its lines."""
    file = registry_file(record, workspace)
    return file, *_records(file.read_text(encoding="utf-8"))[record.partition("/")[2]]


@cache
def _records(text: str) -> dict[str, tuple[int, list[str]]]:
    """Return the first line and the lines of each record of a registry, by its id."""
    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    whole: Any = yaml.compose(text, Loader=loader)
    nodes = list(whole.value)
    lines, ends = text.splitlines(), [node.start_mark.line for node in nodes[1:]]
    found = {}
    for node, end in zip(nodes, [*ends, len(lines)], strict=True):
        own = next(value.value for key, value in node.value if key.value == "id")
        first = int(node.start_mark.line)
        found[own] = (first + 1, lines[first : max(end, first + 1)])
    return found


def _terms(iri: str, texts: dict[Path, str]) -> Iterator[tuple[Path, int, list[str]]]:
    """Yield where a term is written: where it is declared, where else it begins a statement, where else it is named."""
    for after, begins in ((r"(?=\s+a\s)", True), (r"(?=\s)", True), ("", False)):
        for file, text in texts.items():
            name = "|".join(map(re.escape, _names(iri, text)))
            pattern = rf"^(?:{name}){after}" if begins else rf"(?:^|(?<=[\s,;(\[]))(?:{name})(?=[\s,;)\].]|$)"
            lines = text.splitlines()
            for number, line in enumerate(lines):
                if re.search(pattern, line):
                    yield file, number + 1, _statement(lines[number:])


def _names(iri: str, text: str) -> Iterator[str]:
    """Yield the ways in which a Turtle file can name an IRI."""
    yield f"<{iri}>"
    for base in _BASE.findall(text):
        if iri.startswith(base):
            yield f"<{iri.removeprefix(base)}>"
    for prefix, space in _PREFIX.findall(text):
        if iri.startswith(space):
            yield prefix + iri.removeprefix(space)


def _statement(lines: Sequence[str]) -> list[str]:
    """Return the lines up to the full stop that ends a statement."""
    end = next((number for number, line in enumerate(lines) if line.rstrip().endswith(".")), len(lines) - 1)
    return list(lines[: end + 1])


def _quotes(finding: Finding) -> bool:
    """Return whether a finding stands at words that its message quotes."""
    return f"“{finding.places[0].text}”" in finding.message


def _placed(finding: Finding, file: Path, first: int, lines: Sequence[str]) -> Finding:
    """Return a finding at the line of the words that its message quotes, at the first line if they stand in none."""
    places = [Place(file.name, 0, first + n, HEAD, 0, len(line), line) for n, line in enumerate(lines)]
    for place in places:
        narrowed = meant(finding.message, [place])
        if narrowed != (place,):
            return replace(finding, places=narrowed)
    return replace(finding, places=tuple(places[:1]))

"""One acceptance, and the file that holds them.

Every value is read as it is written, so that `event: 2.10` is not event 2.1 and a day needs no quotation marks.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from remit import bundle
from remit.errors import WorkspaceError
from remit.findings import Finding
from remit.names import slug
from remit.registry import one_line

#: The file of a workspace's acceptances, below `data/`.
FILE = "accepted.yaml"


@dataclass(frozen=True)
class Acceptance:
    """Which findings are accepted, why and since when; what is empty is not asked for.

    `event` is a code, `about` the path of any other thing, `words` what stands at the place.
    `until` is the last day; `revision` the only revision; `line` is where the entry begins in its file, `written` what
    stands there.
    """

    rule: str
    reason: str
    date: str
    event: str = ""
    about: str = ""
    words: str = ""
    until: str = ""
    revision: str = ""
    line: int = field(default=0, compare=False)
    written: str = field(default="", compare=False)

    def covers(self, finding: Finding, subject: str, revision: str) -> bool:
        """Return whether this is about a finding of `revision` whose subject has the path `subject`."""
        return (
            self.rule == finding.rule
            and (not self.revision or self.revision == revision)
            and (not self.event or slug(self.event) == event_of(subject))
            and (not self.about or f"{subject}/".startswith(f"{self.about}/"))
            and (not self.words or " ".join(self.words.split()) == finding.words)
        )

    def in_force(self, today: str) -> bool:
        """Return whether it has begun and not run out; days are written as in ISO 8601."""
        return self.date <= today and (not self.until or today <= self.until)

    @property
    def subject(self) -> str:
        """Return what it is about, in words."""
        thing = f"event {self.event}" if self.event else self.about
        words = f"“{self.words}”" if self.words else ""
        return " ".join(filter(None, [thing, words]))

    @property
    def said(self) -> str:
        """Return since when and why."""
        return f"{self.date}{f' until {self.until}' if self.until else ''}: {self.reason}"


def event_of(subject: str) -> str:
    """Return the event that a thing is, or belongs to, from its path; empty for anything else.

    >>> event_of("programme/p1/2017/event/2.1.3/term"), event_of("body/tc-2")
    ('2.1.3', '')
    """
    return subject.partition("/event/")[2].partition("/")[0]


def load(path: Path) -> tuple[Acceptance, ...]:
    """Read the acceptances of a file; no file is none, a broken one is a WorkspaceError with file and line."""
    if not path.is_file():
        return ()
    try:
        return parse(path.read_text(encoding="utf-8"), path)
    except (OSError, UnicodeDecodeError) as error:
        raise WorkspaceError(f"{path}: cannot be read as UTF-8 text: {one_line(error)}") from error


def parse(text: str, path: Path) -> tuple[Acceptance, ...]:
    """Read acceptances from YAML; `path` is named where something is wrong."""
    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        data: Any = yaml.load(text, Loader=loader)
        nodes: Any = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as error:
        raise WorkspaceError(f"{path}: cannot be read as YAML: {one_line(error)}") from error
    if not data:
        return ()
    lines = [item.start_mark.line + 1 for item in nodes.value] if isinstance(data, list) else []
    for complaint in _complaints(data, lines):
        raise WorkspaceError(f"{path}{complaint}")
    written = text.splitlines()
    return tuple(Acceptance(**entry, line=n, written=written[n - 1]) for entry, n in zip(data, lines, strict=True))


def _complaints(data: Any, lines: list[int]) -> Iterator[str]:
    """Yield what breaks the schema, with its line."""
    import jsonschema

    schema = bundle.folder("data") / "registry" / "schema" / "accepted.schema.json"
    for error in jsonschema.Draft202012Validator(json.loads(schema.read_text(encoding="utf-8"))).iter_errors(data):
        where = list(error.absolute_path)
        line = f", line {lines[int(where[0])]}" if where and lines else ""
        if error.validator == "anyOf":
            yield f"{line}: the entry says neither event, about nor words; say what it is about"
        else:
            said = error.schema.get("description", "") if where[1:] else ""
            key = " › ".join(map(str, where[1:])) or "the entry"
            yield f"{line}: {key}: {error.message[:200]}{f'; wanted: {said}' if said else ''}"

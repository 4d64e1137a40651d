"""What a revision is called, and which documents are texts of one revision."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from remit.errors import SourceError
from remit.names import slug
from remit.reading import Reading
from remit.workspace import Workspace


@dataclass(frozen=True)
class Identity:
    """What a revision is called: the path of its programme, its own path, its short name."""

    programme: str
    path: str
    name: str
    title: dict[str, str] | None = field(default=None, hash=False, compare=False)


#: A revision and its texts, one a language, the leading one first.
Texts = tuple[Identity, tuple[Reading, ...]]


def identify(reading: Reading, workspace: Workspace) -> Identity:
    """Return what the revision of a reading is called: by its code, else by the settings, else by its file.

    Where the settings name several documents as one revision, they count before the codes.
    """
    named = {entry["file"]: entry["revision"] for entry in workspace.settings.get("sources") or ()}
    revision = named.get(reading.source.name, "")
    shared = Counter(named.values())[revision] > 1
    found = _by_name(revision, workspace) if shared else None
    found = found or _by_code(reading.programme.code, workspace) or _by_name(revision, workspace)
    stem = slug(reading.source.name.rpartition(".")[0] or reading.source.name)
    return found or Identity(f"programme/{stem}", f"programme/{stem}/draft", f"{stem}-draft")


def _by_code(code: str, workspace: Workspace) -> Identity | None:
    for entry in workspace.programmes:
        if found := re.fullmatch(entry["code_pattern"], code):
            return _identity(entry["id"], found["year"], entry.get("title"))
    return None


def _by_name(revision: str, workspace: Workspace) -> Identity | None:
    """Return the revision that the settings call `p1-2017`."""
    for entry in workspace.programmes:
        if revision.startswith(f"{entry['id']}-"):
            return _identity(entry["id"], revision.removeprefix(f"{entry['id']}-"), entry.get("title"))
    return None


def _identity(programme: str, year: str, title: dict[str, str] | None) -> Identity:
    return Identity(f"programme/{programme}", f"programme/{programme}/{year}", f"{programme}-{year}", title)


def by_revision(readings: Iterable[Reading], workspace: Workspace) -> list[Texts]:
    """Return the revisions of some readings, each with its texts, the one given first leading.

    Two different texts of one revision in one language are a SourceError: nobody can say which counts.
    """
    found: dict[Identity, tuple[Reading, ...]] = {}
    for texts in side_by_side(readings, workspace):
        identity = identify(texts[0], workspace)
        if known := found.get(identity):
            both = f"{known[0].source.name} and {texts[0].source.name}"
            raise SourceError(f"{both} are two texts of {identity.name} in one language; name the one that counts")
        found[identity] = texts
    return list(found.items())


def side_by_side(readings: Iterable[Reading], workspace: Workspace) -> list[tuple[Reading, ...]]:
    """Return readings by revision, one a language, the one given first leading.

    A further text of a revision in the same language stands alone; the same document counts once.
    """
    found: dict[Identity, list[dict[str, Reading]]] = {}
    for reading in readings:
        places = found.setdefault(identify(reading, workspace), [])
        if any(each.source.sha256 == reading.source.sha256 for texts in places for each in texts.values()):
            continue
        free = next((texts for texts in places if reading.language not in texts), None)
        if free is None:
            places.append(free := {})
        free[reading.language] = reading
    return [tuple(texts.values()) for places in found.values() for texts in places]

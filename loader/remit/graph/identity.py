"""What a revision is called, and which documents are texts of one revision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from remit.errors import SourceError
from remit.names import slug
from remit.programmes import year_of
from remit.reading import Programme, Reading
from remit.sides.kinship import apart, kinship
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
    """Return what the revision of a reading is called: by its code or title, else by the settings, else by its file.

    Where the settings name several documents as one revision, they count before the codes.
    """
    stem = slug(reading.source.name.rpartition(".")[0] or reading.source.name)
    known = _registered(reading, workspace)
    return known or Identity(f"programme/{stem}", f"programme/{stem}/draft", f"{stem}-draft")


def _registered(reading: Reading, workspace: Workspace) -> Identity | None:
    """Return what the settings or the code of a reading call its revision, None where they do not know it."""
    named = {entry["file"]: entry["revision"] for entry in workspace.settings.get("sources") or ()}
    revision = named.get(reading.source.name, "")
    shared = Counter(named.values())[revision] > 1
    found = _by_name(revision, workspace) if shared else None
    return found or _by_programme(reading.programme, workspace) or _by_name(revision, workspace)


def _by_programme(programme: Programme, workspace: Workspace) -> Identity | None:
    """Return the revision that a document shows itself to be, by its code or its title."""
    for entry in workspace.programmes:
        if year := year_of(entry, programme):
            return _identity(entry["id"], year, entry.get("title"))
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
        identity = identify_texts(texts, workspace)
        if known := found.get(identity):
            both = f"{known[0].source.name} and {texts[0].source.name}"
            if known[0].language != texts[0].language:
                raise SourceError(f"{both} are not texts of one revision but would have one name; rename one of them")
            raise SourceError(f"{both} are two texts of {identity.name} in one language; name the one that counts")
        found[identity] = texts
    return list(found.items())


def identify_texts(texts: Sequence[Reading], workspace: Workspace) -> Identity:
    """Return what the revision of some texts is called: as the first says that the settings know, else as the first."""
    known = (found for text in texts if (found := _registered(text, workspace)))
    return next(known, None) or identify(texts[0], workspace)


def side_by_side(readings: Iterable[Reading], workspace: Workspace) -> list[tuple[Reading, ...]]:
    """Return readings by revision, one a language, the one given first leading.

    Readings belong together that the settings call one revision, or that show themselves to be its texts.
    A further text of a revision in the same language stands alone; the same document counts once.
    """
    groups: list[list[Reading]] = []
    seen: set[str] = set()
    for reading in readings:
        if reading.source.sha256 in seen:
            continue
        seen.add(reading.source.sha256)
        fit = [(_fit(group, reading, workspace), -at) for at, group in enumerate(groups)]
        best, at = max(fit, default=(0.0, 0))
        if best > 0:
            groups[-at].append(reading)
        else:
            groups.append([reading])
    return [tuple(group) for group in groups]


def _fit(texts: Sequence[Reading], reading: Reading, workspace: Workspace) -> float:
    """Return how well a reading stands beside some texts: 2 and more if the settings say so, 0 not at all."""
    if reading.language in {text.language for text in texts}:
        return 0
    theirs = {found for text in texts if (found := _registered(text, workspace))}
    own = _registered(reading, workspace)
    if own in theirs:
        return 2
    if (own and theirs) or any(apart(text, reading) for text in texts):
        return 0
    return 1 + kinship(texts[0], reading)

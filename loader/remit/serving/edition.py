"""What is served: the files of the site as the graph is now, and as each revision has it, with since when each is so.

An edition is made once for a graph, its settings and this program, into a folder that is named by them; a server that
starts again finds it there. A file that did not change from one edition to the next keeps its date.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import Store

from remit import __version__, bundle
from remit.errors import ServeError
from remit.publishing.hosting import moved
from remit.publishing.publication import Publication
from remit.publishing.site import MADE, write
from remit.revisions.known import known_in
from remit.revisions.view import view
from remit.serving.moments import states
from remit.serving.variants import Variant, variants
from remit.store import POINTER

if TYPE_CHECKING:
    from remit.workspace import Workspace

INDEX = "index.json"
#: How the name of what is being removed begins.
GONE = ".gone-"
#: How many digits of a hash name a file's content, or an edition.
DIGITS = 20


@dataclass(frozen=True)
class Entry:
    """A file: a hash of its content, its length in bytes, and since when it is so (seconds since 1970)."""

    tag: str
    size: int
    since: int


@dataclass(frozen=True)
class Site:
    """The files of a site by path, where the IRIs lead whose files stand elsewhere, and its first language."""

    folder: Path
    entries: dict[str, Entry]
    moved: dict[str, str] = field(default_factory=dict)
    language: str = "en"

    @cached_property
    def variants(self) -> dict[str, tuple[Variant, ...]]:
        """Return, by path without suffix, the files that are forms of one page."""
        return variants(self.entries, self.language)

    @cached_property
    def tails(self) -> dict[str, str]:
        """Return the ends of the IRIs whose files stand elsewhere, by where these stand."""
        return {path: tail for tail, path in self.moved.items()}

    def content(self, path: str) -> bytes:
        """Return the content of a file that the site has."""
        return (self.folder / path).read_bytes()


@dataclass(frozen=True)
class Moment:
    """A revision that was in force since a day (in seconds since 1970), and the name of its state."""

    name: str
    since: int


@dataclass(frozen=True)
class Edition:
    """The site of the current state, those of the states before it, and when each of them began."""

    key: str
    folder: Path
    site: Site
    then: dict[str, Site]
    moments: tuple[Moment, ...]


def key_of(workspace: Workspace, checked: bool) -> str:
    """Return a name for what an edition is made of: the graph, what is set in files, this program."""
    made = sha256(f"{__version__} {checked}".encode())
    for folder in [*_folders(workspace), Path(__file__).parent.parent]:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                made.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    if workspace.graph_at:
        made.update("".join(sorted(f"{quad} .\n" for quad in workspace.open_whole())).encode())
    made.update(pointer(workspace))
    return made.hexdigest()[:DIGITS]


def pointer(workspace: Workspace) -> bytes:
    """Return what says which graph is the current one, as far as a file says it."""
    place = Path(workspace.graph_at) if workspace.graph_at else workspace.out / "store"
    said = next((each for each in (place / POINTER, place / "store" / POINTER) if each.is_file()), None)
    return said.read_bytes() if said else b""


def load(place: Path) -> Edition:
    """Return the edition in a folder; a broken one is a ServeError."""
    try:
        said = json.loads((place / INDEX).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ServeError(f"{place} is broken; remove it and start again: {error}") from error
    sites = {name: _site(place, each) for name, each in said["sites"].items()}
    moments = tuple(Moment(*each) for each in said["moments"])
    then = {moment.name: sites.get(moment.name, sites[""]) for moment in moments}
    return Edition(place.name, place, sites[""], then, moments)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Be the only process that makes or removes editions of a folder; wait while another does."""
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def hold(place: Path) -> int:
    """Hold an edition, so that nobody removes it, until the descriptor that is returned is closed."""
    held = os.open(place, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_SH)
    return held


def drop_others(folder: Path, keep: str) -> None:
    """Remove the editions that nobody serves, and what was left half made.

    They are put aside first: removing many files takes long, and others must not wait for it.
    """
    aside = folder / f"{GONE}{os.getpid()}"
    with alone(folder):
        aside.mkdir(exist_ok=True)
        for old in folder.iterdir():
            if old.is_dir() and old.name not in (keep, aside.name) and not _is_held(old):
                old.rename(aside / old.name)
    shutil.rmtree(aside, ignore_errors=True)


def _is_held(place: Path) -> bool:
    looking = os.open(place, os.O_RDONLY)
    try:
        fcntl.flock(looking, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(looking)
    return False


def make(workspace: Workspace, store: Store, folder: Path, key: str, *, checked: bool) -> None:
    """Write the sites of an edition beside its place and put them there by one rename."""
    place, before = folder / key, _newest(folder)
    fresh = place.with_name(f".{place.name}.{os.getpid()}")
    shutil.rmtree(fresh, ignore_errors=True)
    began = states(known_in(store))
    stores: dict[str, Store] = {"": store}
    if len(began) > 1:
        stores |= {each.name: view(store, each.revisions, workspace) for each in began}
    now, sites = int(time.time()), {}
    for name, state in stores.items():
        publication = Publication(workspace, state, checked and not name, endpoint="sparql")
        part = f"then-{name}" if name else "now"
        write(publication, fresh / part)
        sites[name] = {
            "folder": part,
            "language": publication.languages[0],
            "moved": dict(moved(publication)),
            "entries": dict(_entries(fresh / part, before.get(name) or {}, now)),
        }
    moments = [(each.name, each.seconds) for each in began]
    (fresh / INDEX).write_text(json.dumps({"moments": moments, "sites": sites}), encoding="utf-8")
    shutil.rmtree(place, ignore_errors=True)
    fresh.rename(place)


def _entries(folder: Path, before: dict[str, list[Any]], now: int) -> Iterator[tuple[str, list[Any]]]:
    """Yield path, tag, size and date of each file of a site; one whose tag is the same keeps its date."""
    for path in (folder / MADE).read_text(encoding="utf-8").splitlines():
        content = (folder / path).read_bytes()
        tag = sha256(content).hexdigest()[:DIGITS]
        old = before.get(path)
        yield path, [tag, len(content), old[2] if old and old[0] == tag else now]


def _newest(folder: Path) -> dict[str, Any]:
    """Return the entries of the edition made last, by site."""
    made = sorted(folder.glob(f"[!.]*/{INDEX}"), key=lambda path: path.stat().st_mtime)
    if not made:
        return {}
    said = json.loads(made[-1].read_text(encoding="utf-8"))
    return {name: site["entries"] for name, site in said["sites"].items()}


def _site(place: Path, said: dict[str, Any]) -> Site:
    entries = {path: Entry(*each) for path, each in said["entries"].items()}
    return Site(place / said["folder"], entries, said["moved"], said["language"])


def _folders(workspace: Workspace) -> Iterable[Path]:
    return [folder for name in bundle.FOLDERS for folder in workspace.folders(name)]

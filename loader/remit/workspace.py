"""A workspace: the folders that hold one organisation's registries, documents, links, rules and questions.

The bundled workspace is the first dataset; `--workspace DIR` names another with the same folders.
What a workspace lacks (a language, the rules, the questions) is taken from the bundle.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import Store

from remit import bundle, registry, store
from remit.errors import StoreError, WorkspaceError
from remit.formats.limits import Limits
from remit.registry import Registry, read_checked
from remit.understand import language as languages
from remit.understand.language import Language
from remit.understand.lexicon import Lexicon, lexicon

if TYPE_CHECKING:
    from rdflib import Graph

    from remit.acceptances import Acceptance
    from remit.links.known import Links
    from remit.rules import Rule

SETTINGS = "workspace.yaml"


@dataclass(frozen=True)
class Workspace:
    """The folder `root` with `data/` and, if it has its own, `queries/` and `shapes/`.

    `graph_at` is where its graph is, if not where `build` puts it: a folder or the address of a store.
    With `foreign` it is what a document of another organisation is read with: nothing that is this one's own.
    """

    root: Path
    graph_at: str = ""
    foreign: bool = False

    @classmethod
    def bundled(cls) -> Workspace:
        """Return the workspace that comes with the package."""
        return cls(bundle.root())

    @classmethod
    def at(cls, path: str | Path) -> Workspace:
        """Return the workspace in a folder; a folder without settings is a WorkspaceError."""
        root = Path(path)
        if not (root / "data" / SETTINGS).is_file():
            raise WorkspaceError(f"{root} is no workspace: it lacks data/{SETTINGS}; make one with: remit init {root}")
        return cls(root)

    @property
    def is_bundled(self) -> bool:
        """Return whether this is the workspace that comes with the package."""
        return self.root.resolve() == bundle.root().resolve()

    @cached_property
    def settings(self) -> dict[str, Any]:
        """Return the settings, held against their schema."""
        return dict(read_checked(self.root / "data" / SETTINGS, "workspace"))

    @property
    def base(self) -> str:
        """Return where every IRI of the workspace's data begins."""
        return str(self.settings["base"])

    @property
    def programmes(self) -> list[dict[str, Any]]:
        """Return the programmes of the organisation: id, title, pattern of their codes."""
        return list(self.settings.get("programmes") or ())

    @property
    def sources(self) -> list[Path]:
        """Return the documents that are part of the workspace, in the order of its settings."""
        return [self.root / "data" / "source" / entry["file"] for entry in self.settings.get("sources") or ()]

    @cached_property
    def limits(self) -> Limits:
        """Return how much of a document is read."""
        return Limits(**(self.settings.get("limits") or {}))

    @cached_property
    def registry(self) -> Registry:
        """Return the registries."""
        whole = registry.load(self.root / "data" / "registry")
        return registry.without_own(whole, str(self.settings["organisation"])) if self.foreign else whole

    @property
    def organisation(self) -> str:
        """Return the path of the organisation whose workspace this is, empty for a document of another."""
        return "" if self.foreign else str(self.settings["organisation"])

    def without_own(self) -> Workspace:
        """Return what a document of another organisation is read with."""
        return replace(self, foreign=True)

    @cached_property
    def links(self) -> Links:
        """Return the links to the data of others, and who keeps what they lead to."""
        from remit.links import authorities, known

        own = str(self.settings["name"])
        found = known.load(self.root, self.file(*authorities.FILE), self.base, own)
        return replace(found, every={}) if self.foreign else found

    @property
    def language(self) -> Language:
        """Return the first language of the workspace's documents."""
        return self.languages[0]

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        """Return the languages that a document may be in: those of the settings first, then all that have a file."""
        folders = self.folders("data")
        files = {path.stem: path for folder in folders for path in sorted((folder / "language").glob("??.yaml"))}
        wanted = [*self.settings["language"], *sorted(files)]
        return tuple(languages.load(self._language(code, files)) for code in dict.fromkeys(wanted))

    def _language(self, code: str, files: dict[str, Path]) -> Path:
        if code not in files:
            settings = self.root / "data" / SETTINGS
            raise WorkspaceError(f"{settings}: the language {code!r} has no file data/language/{code}.yaml")
        return files[code]

    def lexicon(self, year: int | None, language: Language | None = None) -> Lexicon:
        """Return the names known in this workspace, as they were in `year`, with the words of a language."""
        return lexicon(self.registry, language or self.language, self.organisation, year)

    def file(self, *parts: str) -> Path:
        """Return a file of the workspace, or the bundle's where the workspace has none."""
        own = self.root.joinpath(*parts)
        return own if own.exists() else bundle.root().joinpath(*parts)

    def folders(self, name: str) -> list[Path]:
        """Return the bundle's folder of that name and the workspace's own, if it has one."""
        both = [bundle.folder(name), self.root / name]
        return [folder for folder in dict.fromkeys(both) if folder.is_dir()]

    @cached_property
    def rules(self) -> Graph:
        """Return the rules: the bundle's and the workspace's own."""
        from remit.rules import rules

        return rules(*self.own("shapes"))

    @cached_property
    def style(self) -> Graph:
        """Return the rules about ontologies: the bundle's and the workspace's own."""
        from remit.rules import style

        return style(*self.own("shapes"))

    @cached_property
    def transition(self) -> Graph:
        """Return the rules about two revisions: the bundle's and the workspace's own."""
        from remit.rules import transition

        return transition(*self.own("shapes"))

    @cached_property
    def catalogue(self) -> dict[str, Rule]:
        """Return every rule by its name, those about ontologies and two revisions and those of the reader too."""
        from remit.rules import catalogue

        return catalogue(self.rules + self.style + self.transition)

    @cached_property
    def acceptances(self) -> tuple[Acceptance, ...]:
        """Return what was accepted of the findings."""
        from remit.acceptances import acceptance

        return acceptance.load(self.root / "data" / acceptance.FILE)

    def own(self, name: str) -> list[Path]:
        """Return the workspace's own folder of that name, if it has one beside the bundle's."""
        return [folder for folder in self.folders(name) if folder != bundle.folder(name)]

    def open(self) -> Store:
        """Open the current state: of the graph that was built last, or of the one that comes with the workspace."""
        if self.graph_at:
            return self._opened(whole=False)
        if self._built or (self.root / "data" / "graph" / "succession.ttl").is_file():
            return self.open_whole()
        return store.load(self._shipped)

    def open_whole(self) -> Store:
        """Open the graph with the current state in the default graph and every revision in a named one."""
        from remit.revisions.state import with_state

        if self.graph_at:
            return self._opened()
        if self._built:
            return store.open_current(self.out / "store")
        return with_state(store.load_graphs(self._shipped, self.iri("graph/")), self.base)

    def _opened(self, whole: bool = True) -> Store:
        from remit.stores.opening import opened

        return opened(self, whole)

    @property
    def _built(self) -> bool:
        return (self.out / "store" / store.POINTER).is_file()

    @property
    def _shipped(self) -> list[Path]:
        shipped = sorted((self.root / "data" / "graph").glob("*.ttl"))
        if not shipped:
            raise StoreError(f"{self.root} holds no graph yet; run: remit build")
        return shipped

    @property
    def out(self) -> Path:
        """Return where `build` puts the graph: `build/` in the workspace, or here for an installed one."""
        return Path("remit-build") if self.installed else self.root / "build"

    @property
    def installed(self) -> bool:
        """Return whether this is the workspace inside an installed package, which is not to be written to."""
        return self.root.name == "_bundle"

    def iri(self, path: str) -> str:
        """Return the IRI of what is called by a path: `body/tc-1.12`."""
        return self.base + path

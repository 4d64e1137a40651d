"""What every part of the site is made from: the graph, its things, the questions, the words, where it is published."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

from pyoxigraph import Store, Triple

from remit import bundle
from remit.names import prefixes
from remit.publishing.examples import fitted
from remit.publishing.naming import Names
from remit.publishing.paths import paths
from remit.publishing.things import Thing, Things, kinds
from remit.questions import Question, questions
from remit.registry import read_yaml, validate

if TYPE_CHECKING:
    from remit.workspace import Workspace

SETTINGS = ("data", "site.yaml")
#: One file of the site: its path, with slashes, and its content.
File = tuple[str, bytes]


@dataclass(frozen=True)
class Alternate:
    """Another form of a page: the path of its file on the site, its media type, its name for a reader."""

    path: str
    media: str
    name: str


#: What offers other forms of pages, given the path of a page (`body/tc-1.12.html`) and the IRI of its thing
#: (empty on a page of the site's own); a part of the site adds its own here when it is imported.
ALTERNATES: list[Callable[[Publication, str, str], Iterable[Alternate]]] = []
#: What is put into the head of the page of a thing as a block of data (`schema.org`): the text of JSON-LD, or nothing.
EMBEDDED: list[Callable[[Publication, str], str]] = []


@dataclass(frozen=True, eq=False)
class Publication:
    """A store with the current state in its default graph and every revision in a named one, to be published.

    `base` is where the IRIs of the data begin: at `at`, else where those of the workspace do; `checked` says that the
    site tells what the check finds; `endpoint` is the path at which the site answers queries, where it is served so.
    """

    workspace: Workspace
    store: Store
    checked: bool = False
    at: str = ""
    endpoint: str = ""

    @property
    def base(self) -> str:
        """Return where the IRIs of the data begin; the paths of the site are what follows."""
        return self.at or self.workspace.base

    @cached_property
    def settings(self) -> dict[str, Any]:
        """Return the settings of the site, held against their schema."""
        path = self.workspace.file(*SETTINGS)
        said = read_yaml(path)
        validate(said, bundle.folder("data") / "registry" / "schema" / "site.schema.json", path)
        return dict(said)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Return the languages of the pages: those of the workspace's labels that the site has words for."""
        wanted = self.workspace.settings.get("label_languages") or self.workspace.settings["language"]
        return tuple(code for code in wanted if code in self.settings["words"]) or ("en",)

    @cached_property
    def things(self) -> Things:
        """Return the things of the graph, and those of the catalogue that tells of it."""
        from remit.publishing.catalogue import CATALOG, catalogue

        told = tuple(catalogue(self))
        return Things(chain(self.triples, told), self.base, self.settings["parts"], {self.base + CATALOG: told})

    @cached_property
    def concepts(self) -> dict[str, Thing]:
        """Return the concepts and schemes of the vocabularies, which stand outside the base but are published here."""
        begins, about = prefixes()["vocabulary"], self.things.about
        iris = [iri for iri in self.things.subjects if iri.startswith(begins) and iri not in self.things.every]
        found = paths(iris, begins)
        return {iri: Thing(iri, f"vocabulary/{found[iri]}", kinds(about(iri)), about(iri)) for iri in sorted(iris)}

    @cached_property
    def names(self) -> Names:
        """Return what things are called."""
        return Names(self)

    @cached_property
    def catalogue(self) -> dict[str, Question]:
        """Return the questions, with examples that stand in the data."""
        found = questions(self.workspace.folders("queries"))
        if self.base != self.workspace.base:
            found = {n: replace(q, text=q.text.replace(self.workspace.base, self.base)) for n, q in found.items()}
        bundled = read_yaml(bundle.folder("data") / "workspace.yaml")["base"]
        return {name: fitted(question, self.things, bundled) for name, question in found.items()}

    def alternates(self, page: str, iri: str = "") -> list[Alternate]:
        """Return the other forms of a page, in the order in which they are offered."""
        return [alternate for offer in ALTERNATES for alternate in offer(self, page, iri)]

    def embedded(self, iri: str) -> list[str]:
        """Return the blocks of JSON-LD for the head of the page of a thing."""
        return [text for offer in EMBEDDED for text in [offer(self, iri)] if text]

    @cached_property
    def triples(self) -> frozenset[Triple]:
        """Return the triples of all graphs, each once."""
        return frozenset(quad.triple for quad in self.store.quads_for_pattern(None, None, None, None))

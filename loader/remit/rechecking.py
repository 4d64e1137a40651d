"""Judge texts that are read again at every save: by all rules at first, later by those that a save can touch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import Quad
from rdflib import Graph

from remit.building import build, check
from remit.findings import Finding
from remit.reading import Reading
from remit.rules.kept import Kept
from remit.shacl.fixed import all_triples
from remit.workspace import Workspace

#: Texts by the names of their files.
Names = tuple[str, ...]


class Recheck:
    """Judges texts as `remit.check` does, and remembers the graph of each for the next time."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._rules = frozenset[object]()
        self._seen: dict[Names, tuple[frozenset[Quad], Graph]] = {}
        self._kept: dict[Names, Kept] = {}

    def __call__(self, texts: Sequence[Reading], workspace: Workspace) -> Iterable[Finding]:
        """Return the findings of texts of one revision among the registries of a workspace."""
        dataset, names = build(texts, workspace), tuple(text.source.name for text in texts)
        if self._rules != (rules := all_triples(workspace.rules)):
            self._rules, self._seen, self._kept = rules, {}, {}
        if names in self._seen:
            self.prepare()
        if names not in self._kept:
            self._seen[names] = (dataset.now, workspace.rules)
            return check(dataset, workspace)
        self._kept[names].follow(dataset.now, dataset.state)
        return self._kept[names].findings

    def prepare(self) -> None:
        """Make ready for the next time, which takes longer than a check."""
        for names, (quads, rules) in self._seen.items():
            self._kept[names] = Kept(quads, rules)
        self._seen = {}

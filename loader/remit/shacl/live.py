"""A report that is kept up to date while its store is edited: only what an edit can affect is asked again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import Quad, Store, Triple
from rdflib import Graph

from remit.names import expand
from remit.shacl import reference
from remit.shacl.checks import Check, Plan, plan
from remit.shacl.form import refuse
from remit.shacl.hierarchy import Hierarchy
from remit.shacl.result import Report, Result
from remit.shacl.shapes import Shapes
from remit.shacl.watched import Watched
from remit.shacl.ways import Spread


class Live:
    """A store, its shapes and their results; the store is edited through `edit` and nowhere else.

    `whole` names the shapes that are asked whole at every edit that can touch them, each with the reason.
    """

    def __init__(self, store: Store, graph: Graph) -> None:
        """Validate the store whole."""
        refuse(graph)
        self.store = store
        self._graph = graph
        self._shapes = Shapes(graph)
        self._watched: list[Watched] = []
        self._by_predicate: dict[str, list[Watched]] = {}
        self._by_any: list[Watched] = []
        self._left: tuple[Result, ...] = ()
        self._plan = Plan((), {})
        self._renew()

    @property
    def whole(self) -> dict[str, str]:
        """Return the shapes that cannot be asked in part, each with the reason."""
        left = {str(node): reason for node, reason in self._plan.left.items()}
        return left | {watched.check.shape.name: watched.why_whole for watched in self._watched if watched.why_whole}

    @property
    def checks(self) -> tuple[Check, ...]:
        """Return the checks that are kept up to date."""
        return self._plan.checks

    @property
    def report(self) -> Report:
        """Return the results as they are now."""
        found = [result for watched in self._watched for rows in watched.rows.values() for result in rows]
        return Report((*found, *self._left), {str(node): reason for node, reason in self._plan.left.items()})

    def edit(self, added: Iterable[Triple], removed: Iterable[Triple]) -> Report:
        """Put triples into the default graph and take others out, and return the report after it."""
        came = [triple for triple in dict.fromkeys(added) if Quad(*triple) not in self.store]
        gone = [triple for triple in dict.fromkeys(removed) if Quad(*triple) in self.store and triple not in came]
        self.store.extend(Quad(*triple) for triple in came)
        if expand("rdfs:subClassOf") in {triple.predicate.value for triple in (*came, *gone)}:
            self._remove(gone)
            self._renew()
            return self.report
        touched = [(watched, watched.touched(self.store, triples)) for watched, triples in self._concerned(came, gone)]
        self._remove(gone)
        for watched, keys in touched:
            if keys is None:
                watched.ask_all(self.store)
            elif keys:
                watched.ask_some(self.store, keys)
        if self._plan.left and (came or gone):
            self._ask_reference()
        return self.report

    def _remove(self, triples: Iterable[Triple]) -> None:
        for triple in triples:
            self.store.remove(Quad(*triple))

    def _concerned(self, came: list[Triple], gone: list[Triple]) -> list[tuple[Watched, list[Triple]]]:
        """Return the checks that an edit may touch, each with the triples that matter to it."""
        found: dict[int, tuple[Watched, list[Triple]]] = {}
        for triple in (*came, *gone):
            for watched in (*self._by_predicate.get(triple.predicate.value, ()), *self._by_any):
                found.setdefault(id(watched), (watched, []))[1].append(triple)
        return list(found.values())

    def _renew(self) -> None:
        """Plan anew for the classes as they are, and ask everything."""
        self._plan = plan(self._shapes, Hierarchy(self.store))
        spread = Spread(self.store)
        self._watched = [Watched(check, spread) for check in self._plan.checks]
        by_predicate = defaultdict(list)
        for watched in self._watched:
            watched.ask_all(self.store)
            for predicate in watched.predicates() or ():
                by_predicate[predicate].append(watched)
        self._by_predicate = dict(by_predicate)
        self._by_any = [watched for watched in self._watched if watched.predicates() is None]
        self._ask_reference()

    def _ask_reference(self) -> None:
        left = list(self._plan.left)
        self._left = tuple(reference.results(self.store, self._graph, left)) if left else ()

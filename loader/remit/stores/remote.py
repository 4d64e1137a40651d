"""What a server holds of a workspace: counted, and fetched page by page into a store in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from remit.errors import StoreError
from remit.services import graphs, sparql
from remit.services.http import Refused
from remit.services.login import Login
from remit.services.service import Service
from remit.stores.place import Place

STATE, GRAPHS, UPLOAD = "graph/state", "graph/", "upload/"
_BYTES = 200_000_000


@dataclass(frozen=True)
class Remote:
    """A store at a place, for the data below `base`; `login` says who asks."""

    place: Place
    base: str
    login: Login = field(default_factory=Login, repr=False)

    @cached_property
    def asked(self) -> Service:
        """Return the service that answers queries."""
        return self._service(self.place.query)

    @cached_property
    def updated(self) -> Service:
        """Return the service that takes updates; none is sent twice, for the second would find another state."""
        return self._service(self.place.update, attempts=1)

    @cached_property
    def graphs(self) -> Service:
        """Return the service that takes graphs."""
        return self._service(self.place.graphs)

    @property
    def state(self) -> str:
        """Return the graph that holds the current state; empty for the default graph."""
        return self.base + STATE if self.place.union else ""

    def counts(self, begin: str = GRAPHS) -> dict[str, int]:
        """Return how many triples each graph holds whose IRI begins so, and the state under its own name."""
        where = Literal(self.base + begin)
        query = (
            "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } "
            f"FILTER(STRSTARTS(STR(?g), {where})) }} GROUP BY ?g"
        )
        rows = [(row.get("g"), row["n"]) for row in self._rows(query, ("g", "n"))]
        # What lies elsewhere is not ours, whatever the store makes of the filter.
        found = {g.value: self._number(n) for g, n in rows if isinstance(g, NamedNode) and self._ours(g, begin)}
        if begin == GRAPHS and not self.state and (triples := self._count_default()):
            found[""] = triples
        return found

    def _count_default(self) -> int:
        row = next(iter(self._rows("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", ("n",))), {"n": Literal("0")})
        return self._number(row["n"])

    def _ours(self, graph: NamedNode, begin: str) -> bool:
        return graph.value.startswith(self.base + begin)

    def _number(self, term: sparql.Term) -> int:
        if not (isinstance(term, Literal) and term.value.isascii() and term.value.isdigit()):
            raise StoreError(f"{self.place.query} gave a count that is no number")
        return int(term.value[:15])

    def _rows(self, query: str, columns: tuple[str, ...]) -> list[dict[str, sparql.Term]]:
        answer = sparql.select(self.asked, query, columns, ("n",))
        if answer.cut:
            raise StoreError(f"{self.place.query} gave a part of its answer; ask again later")
        return answer.rows

    def copy(self, whole: bool = True) -> Store:
        """Return what the store holds: the current state in the default graph and, if `whole`, all named graphs.

        More triples than the place allows, or an answer that does not hold what was counted, is a StoreError.
        """
        counted = self.counts()
        if not counted:
            raise StoreError(f"{self.place.query} holds no graph below {self.base}; run: remit build --store")
        wanted = {g: n for g, n in counted.items() if whole or g == self.state}
        if sum(wanted.values()) > self.place.triples:
            raise StoreError(
                f"{self.place.query} holds {sum(wanted.values()):,} triples, more than the {self.place.triples:,} "
                "that are fetched; write triples: in data/stores.yaml to fetch more"
            )
        made = Store()
        for graph, count in wanted.items():
            name = NamedNode(graph) if graph != self.state else DefaultGraph()
            made.bulk_extend(Quad(t.subject, t.predicate, t.object, name) for t in self._fetch(graph, count))
        if self.counts() != counted:
            raise StoreError(f"{self.place.query} was changed while it was read; ask again")
        return made

    def _fetch(self, graph: str, count: int) -> Iterator[Triple]:
        """Yield the triples of a graph, a page at a time; each must come once, else the store cut or mixed them."""
        seen: set[Triple] = set()
        came = 0
        while came < count:
            pattern = f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
            query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }} LIMIT {self.place.page} OFFSET {came}"
            page = graphs.construct(self.asked, query)
            if not page:
                break
            came += len(page)
            seen.update(page)
        if len(seen) != count:
            where = graph or "its default graph"
            raise StoreError(f"{self.place.query} holds {count} triples in {where} and gave {len(seen)}; ask again")
        yield from seen

    def _service(self, endpoint: str, attempts: int = 2) -> Service:
        return Service(
            id="store",
            name=self.place.product,
            protocol="sparql",
            endpoint=endpoint,
            contact=self.base,
            seconds=self.place.seconds,
            bytes=_BYTES,
            at_once=4,
            pace=(1000, 1),
            attempts=attempts,
            patience=10,
            login=self.login,
        )


def why(error: Exception) -> str:
    """Return what came of a request, and what to set where the store asks who is there."""
    if isinstance(error, Refused) and error.status in (401, 403):
        return f"{error}: set REMIT_STORE_USER and REMIT_STORE_PASSWORD, or REMIT_STORE_HEADER"
    return str(error)

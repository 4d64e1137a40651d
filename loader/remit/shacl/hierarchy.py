"""Which classes stand below which, as the data say: read once, so that no query walks the hierarchy for each node."""

from __future__ import annotations

from pyoxigraph import NamedNode, QuerySolutions, Store
from rdflib.term import Node

from remit.names import expand


class Hierarchy:
    """The classes below a class in one store."""

    def __init__(self, store: Store) -> None:
        """Keep the store; a class is looked up when it is asked for."""
        self._store = store
        self._below: dict[str, list[str]] = {}

    def below(self, wanted: Node) -> list[str]:
        """Return a class and all below it, as SPARQL writes them, sorted."""
        iri = str(wanted)
        if iri not in self._below:
            query = f"SELECT DISTINCT ?c WHERE {{ ?c <{expand('rdfs:subClassOf')}>* <{iri}> }}"
            found = self._store.query(query)
            assert isinstance(found, QuerySolutions)
            classes = {str(row["c"]) for row in found if isinstance(row["c"], NamedNode)}
            self._below[iri] = sorted(classes | {f"<{iri}>"})
        return self._below[iri]

    def instances(self, wanted: Node, variable: str) -> str:
        """Return the pattern that binds a variable to the instances of a class."""
        ways = [f"{variable} <{expand('rdf:type')}> {one}" for one in self.below(wanted)]
        return ways[0] if len(ways) == 1 else " UNION ".join(f"{{ {way} }}" for way in ways)

    def instance(self, wanted: Node, variable: str) -> str:
        """Return the expression that a bound variable is an instance of a class."""
        return f"EXISTS {{ {self.instances(wanted, variable)} }}"

"""What a query cannot do without is told from its text, and never too much of it."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, Quad, Store, Triple

from remit.rules import rules
from remit.shacl.checks import plan
from remit.shacl.hierarchy import Hierarchy
from remit.shacl.needed import may_have_rows, needed
from remit.shacl.shapes import Shapes

EX = "https://fictional.example/"
HEAD = f"PREFIX ex: <{EX}>\n"

#: What stands in the group of a query → the local names of what it needs: predicate, or predicate=object.
GROUPS = {
    "?s ex:p ?o": ["p"],
    "?s a ex:C . ?s ex:p ex:o , ?x ; ex:q 1.5 .": ["type=C", "p=o", "q"],
    "?s ex:p/ex:q ?o": ["p"],
    "?s ex:p|^ex:q ex:o": ["p|q"],
    "?s ex:p/ex:q|ex:r ?o": [],
    "?s ex:p|ex:q/ex:r ?o": [],
    "?s ^ex:p ?o": ["p"],
    "?s ex:p|ex:q* ?o . ?s ex:q* ?o . ?s ex:r? ?o . ?s ex:t+ ?o . ?s !ex:v ?o": [],
    "?s (ex:p|ex:q) ?o . ?s (ex:p)/ex:q ?o": [],
    "?s ex:p ?o OPTIONAL { ?s ex:q ?x } ?s ex:r ?y": ["p", "r"],
    "{ ?s ex:p ?o } UNION { ?s ex:q ?o } UNION { ?s ex:t ?o } ?s ex:r ?y": ["r"],
    "{ ?s ex:p ?o } { ?s ex:q ?o }": ["p", "q"],
    "?s ex:p ?o { ?s ex:q ?o }": ["p", "q"],
    "?s ex:p ?o { ?s ex:q ?o } UNION { ?s ex:r ?o }": ["p"],
    "?s ex:p ?o FILTER EXISTS { ?s ex:q ?x } FILTER NOT EXISTS { ?s ex:r ?x } ?s ex:t ?y": ["p", "q", "t"],
    "?s ex:p ?o FILTER (?o = ex:a || EXISTS { ?s ex:q ?x }) BIND (ex:b AS ?b) ?s ex:r ?y": ["p", "r"],
    "?s ex:p ?o FILTER regex(?o, '. ; ?s ex:z ex:y .') ?s ex:r ?y": ["p", "r"],
    "{ SELECT ?s (COUNT(?o) AS ?n) WHERE { ?s ex:p ?o } } ?s ex:q ?x": ["q"],
    "{ SELECT ?s (COUNT(?o) AS ?n) WHERE { ?s ex:p ?o } GROUP BY ?s } ?s ex:q ?x": ["p", "q"],
    "?s ex:p ex:a.b . # ?s ex:q ?o\n ?s ex:r \"\" , 'x'": ["p=a.b", "r"],
    "[ ex:p ?o ] ex:q ?s . ?s ex:r [ ex:t 1 ]": ["q", "r"],
    "GRAPH ?g { ?s ex:p ?o } MINUS { ?s ex:q ?o } VALUES ?s { ex:p ex:q ex:r }": [],
    "?s ex:p ?o }": [],
    '?s ex:p """one } two"""': [],
}


@pytest.mark.parametrize("group", GROUPS)
def test_what_every_row_needs_is_told_and_no_more(group: str) -> None:
    found = needed(f"{HEAD}SELECT ?s WHERE {{ {group} }}")

    told = ["|".join(map(local, one)) + (f"={local(value)}" if value else "") for one, value in found]
    assert sorted(told) == sorted(GROUPS[group])


def local(name: NamedNode) -> str:
    """Return the last part of an IRI."""
    return name.value.split("#")[-1].removeprefix(EX)


def test_a_count_has_a_row_where_nothing_stands() -> None:
    assert not needed(f"{HEAD}SELECT (COUNT(?s) AS ?n) {{ ?s ex:p ?o }}")


def test_a_store_without_what_is_needed_has_no_row() -> None:
    triple = Triple(NamedNode(EX + "s"), NamedNode(EX + "p"), NamedNode(EX + "o"))
    store, named = Store(), Store()
    store.add(Quad(*triple))
    named.add(Quad(triple.subject, triple.predicate, triple.object, NamedNode(EX + "graph")))

    assert may_have_rows(store, f"{HEAD}SELECT ?s {{ ?s ex:p ex:o }}")
    assert not may_have_rows(store, f"{HEAD}SELECT ?s {{ ?s ex:p ex:other }}")
    assert not may_have_rows(named, f"{HEAD}SELECT ?s {{ ?s ex:p ?o }}")


def test_most_rules_need_something() -> None:
    checks = plan(Shapes(rules()), Hierarchy(Store())).checks
    queries = [check.constraint.about_all if check.constraint else check.query for check in checks]

    assert sum(bool(needed(query)) for query in queries if query) >= 0.8 * len(queries)

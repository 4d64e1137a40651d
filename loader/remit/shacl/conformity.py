"""Whether a node conforms to a shape, as one SPARQL expression about one variable: for shapes inside shapes.

The expression is true or false for every node, never an error; counts are said by pairs of unlike values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import combinations, count

from rdflib import URIRef
from rdflib.term import Node

from remit.names import expand
from remit.shacl.functions import call
from remit.shacl.hierarchy import Hierarchy
from remit.shacl.paths import path_text
from remit.shacl.shapes import NotCovered, Shapes, sh
from remit.shacl.values import right, same

#: A count above this is not said by pairs; a shape with a larger one inside another goes to the reference engine.
MOST_PAIRED = 6


class Conformity:
    """Writes expressions about the shapes of one graph, for one hierarchy of classes."""

    def __init__(self, shapes: Shapes, hierarchy: Hierarchy, strangers: bool = False) -> None:
        """Keep what is written about; variables are numbered so that no two meet.

        `strangers` says that a focus node may stand nowhere in the data, as a target node may.
        """
        self.shapes = shapes
        self.hierarchy = hierarchy
        self._strangers = strangers
        self._numbers = count(1)
        self._open: list[Node] = []

    def fresh(self) -> str:
        """Return a variable that no query has yet."""
        return f"?v{next(self._numbers)}"

    def path(self, node: Node) -> str:
        """Return the path of a shape; a store does not walk a path of no steps from a node that it does not know."""
        path = path_text(self.shapes, self.shapes.one(node, "path"))
        if self._strangers and re.search(r"\)[*?]", path):
            raise NotCovered("a path of no steps begins at a target node, which the data may not know")
        return path

    def conforms(self, node: Node, variable: str) -> str:
        """Return the expression that `variable` conforms to a shape; a shape inside itself is NotCovered."""
        if not self.shapes.active(node):
            return "true"
        if node in self._open:
            raise NotCovered("the shape refers to itself")
        if self.shapes.foreign(node):
            raise NotCovered("it uses a constraint component of the shapes graph")
        self._open.append(node)
        try:
            path = self.path(node)
            return _all(self._of_values(node, path, variable) if path else self._of_node(node, variable))
        finally:
            self._open.pop()

    # --- what is asked of each value --------------------------------------------------------------

    def of_value(self, node: Node, variable: str) -> Iterator[tuple[str, Node, str]]:
        """Yield (parameter, its value, expression) for what a shape asks of one value, property shapes aside."""
        for name in self.shapes.asked(node):
            for value in self.shapes.values(node, name):
                if (expression := self._one(node, name, value, variable)) is not None:
                    yield name, value, expression

    def _one(self, node: Node, name: str, value: Node, variable: str) -> str | None:
        logical = _LOGICAL.get(name)
        if logical:
            return logical(self, value, variable)
        return right(self.shapes, node, name, value, variable, self.hierarchy)

    def _node(self, value: Node, variable: str) -> str:
        return self.conforms(value, variable)

    def _not(self, value: Node, variable: str) -> str:
        return f"!({self.conforms(value, variable)})"

    def _and(self, value: Node, variable: str) -> str:
        return _all(iter(self._members(value, variable)))

    def _or(self, value: Node, variable: str) -> str:
        return "(" + " || ".join(self._members(value, variable)) + ")"

    def _xone(self, value: Node, variable: str) -> str:
        counted = " + ".join(f"IF({member}, 1, 0)" for member in self._members(value, variable))
        return f"(({counted}) = 1)"

    def _members(self, value: Node, variable: str) -> list[str]:
        members = [self.conforms(member, variable) for member in self.shapes.members(value)]
        if not members:
            raise NotCovered("a list of shapes is empty")
        return members

    # --- nodes and values together ------------------------------------------------------------------

    def _of_node(self, node: Node, variable: str) -> Iterator[str]:
        yield from (expression for _, _, expression in self.of_value(node, variable))
        yield from (self.conforms(shape, variable) for shape in self.shapes.values(node, "property"))
        yield from (same(variable, value) for value in self.shapes.values(node, "hasValue"))
        yield from self._pairs(node, variable, "", variable)
        if self.shapes.true(node, "closed"):
            other, value = self.fresh(), self.fresh()
            yield f"NOT EXISTS {{ {variable} {other} {value} FILTER({self.not_open(node, other, value)}) }}"
        self._refuse(node, "sparql")

    def _of_values(self, node: Node, path: str, variable: str) -> Iterator[str]:
        value = self.fresh()
        for _, _, expression in self.of_value(node, value):
            yield f"NOT EXISTS {{ {variable} {path} {value} FILTER(!({expression})) }}"
        for shape in self.shapes.values(node, "property"):
            yield f"NOT EXISTS {{ {variable} {path} {value} FILTER(!({self.conforms(shape, value)})) }}"
        for wanted in self.shapes.values(node, "hasValue"):
            other = self.fresh()
            yield f"EXISTS {{ {variable} {path} {other} FILTER({same(other, wanted)}) }}"
        yield from self._counts(node, path, variable)
        yield from self._pairs(node, variable, path, value)
        if self.shapes.true(node, "uniqueLang"):
            other = self.fresh()
            yield f"NOT EXISTS {{ {variable} {path} {value}, {other} FILTER({self.one_language(value, other)}) }}"
        self._refuse(node, "sparql")
        if self.shapes.true(node, "closed"):
            raise NotCovered("sh:closed stands at a property shape inside another")

    def _counts(self, node: Node, path: str, variable: str) -> Iterator[str]:
        for bound in self.shapes.values(node, "minCount"):
            yield self._at_least(number(bound), path, variable)
        for bound in self.shapes.values(node, "maxCount"):
            yield f"!({self._at_least(number(bound) + 1, path, variable)})"
        if self.shapes.values(node, "qualifiedValueShape"):
            yield from self._qualified(node, path, variable)

    def _qualified(self, node: Node, path: str, variable: str) -> Iterator[str]:
        for shape in self.shapes.values(node, "qualifiedValueShape"):

            def asked(value: str, shape: Node = shape) -> str:
                return self.qualifies(node, shape, value)

            for bound in self.shapes.values(node, "qualifiedMinCount"):
                yield self._at_least(number(bound), path, variable, asked)
            for bound in self.shapes.values(node, "qualifiedMaxCount"):
                yield f"!({self._at_least(number(bound) + 1, path, variable, asked)})"

    def qualifies(self, node: Node, shape: Node, variable: str) -> str:
        """Return the expression that a value counts for a qualified shape and for none of its siblings."""
        siblings = self._siblings(node, shape) if self.shapes.true(node, "qualifiedValueShapesDisjoint") else []
        others = [f"!({self.conforms(sibling, variable)})" for sibling in siblings]
        return _all(iter([self.conforms(shape, variable), *others]))

    def _siblings(self, node: Node, shape: Node) -> list[Node]:
        graph, found = self.shapes.graph, set()
        for parent in graph.subjects(sh("property"), node):
            for other in graph.objects(parent, sh("property")):
                found |= set(graph.objects(other, sh("qualifiedValueShape")))
        return sorted(found - set(graph.objects(node, sh("qualifiedValueShape"))), key=str)

    def _at_least(self, number: int, path: str, variable: str, asked: Callable[[str], str] | None = None) -> str:
        if number == 0:
            return "true"
        if number > MOST_PAIRED:
            raise NotCovered(f"a count inside another shape is above {MOST_PAIRED}")
        values = [self.fresh() for _ in range(number)]
        walked = " ".join(f"{variable} {path} {value} ." for value in values)
        tests = [f"!sameTerm({one}, {other})" for one, other in combinations(values, 2)]
        tests += [asked(value) for value in values] if asked else []
        return f"EXISTS {{ {walked} FILTER({_all(iter(tests))}) }}"

    # --- pairs of properties ------------------------------------------------------------------------

    def _pairs(self, node: Node, variable: str, path: str, value: str) -> Iterator[str]:
        walk = f"{variable} {path} {value} ." if path else ""
        for other in self.shapes.properties(node, "equals"):
            yield f"NOT EXISTS {{ {walk} FILTER NOT EXISTS {{ {variable} {other.n3()} {value} }} }}"
            free = self.fresh()
            missing = f"NOT EXISTS {{ {variable} {path} {free} }}" if path else f"!sameTerm({variable}, {free})"
            yield f"NOT EXISTS {{ {variable} {other.n3()} {free} FILTER({missing}) }}"
        for other in self.shapes.properties(node, "disjoint"):
            yield f"NOT EXISTS {{ {walk} {variable} {other.n3()} {value} }}"
        for name, sign in (("lessThan", "<"), ("lessThanOrEquals", "<=")):
            for other in self.shapes.properties(node, name):
                free = self.fresh()
                late = f"!{self.before(value, free, sign)}"
                yield f"NOT EXISTS {{ {walk} {variable} {other.n3()} {free} FILTER({late}) }}"

    def before(self, value: str, other: str, sign: str) -> str:
        """Return the expression that one value comes before another."""
        integer = f"<{expand('xsd:integer')}>"
        quick = f"DATATYPE({value}) = {integer} && DATATYPE({other}) = {integer} && {value} {sign} {other}"
        doubt = call("before", value, other, f'"{sign}"')
        return f"(COALESCE({quick}, false) || {doubt})"

    def one_language(self, value: str, other: str) -> str:
        """Return the expression that two unlike values have one language tag."""
        tag = f"LCASE(LANG({value}))"
        return f'COALESCE({tag} != "" && {tag} = LCASE(LANG({other})) && !sameTerm({value}, {other}), false)'

    def not_open(self, node: Node, predicate: str, value: str) -> str:
        """Return the expression that a closed shape has no place for a property."""
        allowed = {self.shapes.one(shape, "path") for shape in self.shapes.values(node, "property")}
        for listed in self.shapes.values(node, "ignoredProperties"):
            allowed |= set(self.shapes.members(listed))
        names = ", ".join(sorted(one.n3() for one in allowed if isinstance(one, URIRef)))
        typed, resource = expand("rdf:type"), expand("rdfs:Resource")
        spared = f"sameTerm({predicate}, <{typed}>) && sameTerm({value}, <{resource}>)"
        return f"{predicate} NOT IN ({names}) && !({spared})"

    def _refuse(self, node: Node, name: str) -> None:
        if self.shapes.values(node, name):
            raise NotCovered(f"sh:{name} stands in a shape inside another")


def number(bound: Node) -> int:
    """Return a count of the shapes graph as a number."""
    found = bound.toPython() if hasattr(bound, "toPython") else None
    if not isinstance(found, int) or found < 0:
        raise NotCovered("a count is no whole number")
    return found


def _all(expressions: Iterator[str]) -> str:
    kept = [expression for expression in expressions if expression != "true"]
    return "(" + " && ".join(kept) + ")" if kept else "true"


_LOGICAL: dict[str, Callable[[Conformity, Node, str], str]] = {
    "node": Conformity._node,
    "not": Conformity._not,
    "and": Conformity._and,
    "or": Conformity._or,
    "xone": Conformity._xone,
}

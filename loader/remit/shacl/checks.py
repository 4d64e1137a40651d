"""From shapes to checks: one SPARQL query for each thing that is asked, over all nodes at once.

A check finds the nodes that break what is asked, `?f0`, `?f1` … being the nodes on the way from a target:
a property shape inside a property shape looks at the values of the outer one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from rdflib.term import Node

from remit.names import expand
from remit.shacl.conformity import Conformity, number
from remit.shacl.constraints import Constraint, constraints
from remit.shacl.hierarchy import Hierarchy
from remit.shacl.shapes import NotCovered, Shape, Shapes
from remit.shacl.values import same, term_text


@dataclass(frozen=True)
class Check:
    """One query and how its rows are read.

    `query` selects the focus as `?{focus}`, the value as `?{value}` if there is one, a path as `?path`;
    with a `constraint` the query only selects the focus nodes, and the constraint is asked of all or of each.
    `look`, if there is one, is a quicker query: where it has no row, the check finds nothing.
    """

    shape: Shape
    component: str
    query: str
    focus: str
    value: str = ""
    path: str = ""
    constraint: Constraint | None = None
    look: str = ""

    @property
    def first(self) -> str:
        """Return the query that is asked first: about all nodes at once, or for the nodes to ask about."""
        return (self.constraint and self.constraint.about_all) or self.query


@dataclass(frozen=True)
class Plan:
    """What is to be asked of a store, and the roots that are left to the reference engine, each with the reason.

    `understood` are the queries that a store has read; only those are left out where they can find nothing, so that a
    rule with a slip in its query is always told.
    """

    checks: tuple[Check, ...]
    left: dict[Node, str]
    understood: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Scope:
    """How a shape is reached: the pattern that binds its focus nodes, and the variables on the way."""

    pattern: str
    ways: tuple[str, ...]

    @property
    def focus(self) -> str:
        """Return the name of the variable of the focus node."""
        return self.ways[-1]

    def further(self, path: str) -> Scope:
        """Return the scope of the values of a path, or the same scope for a node shape."""
        if not path:
            return self
        value = f"f{len(self.ways)}"
        return Scope(f"{self.pattern} ?{self.focus} {path} ?{value} .", (*self.ways, value))


def plan(shapes: Shapes, hierarchy: Hierarchy) -> Plan:
    """Return the checks of all shapes that have a target; a shape that no query covers is left."""
    checks: list[Check] = []
    left: dict[Node, str] = {}
    for root in shapes.roots():
        try:
            writer = _Writer(shapes, Conformity(shapes, hierarchy, bool(shapes.values(root, "targetNode"))))
            checks += writer.of_shape(root, Scope(_targets(shapes, root, hierarchy), ("f0",)))
        except NotCovered as reason:
            left[root] = str(reason)
        except RecursionError:
            left[root] = "its shapes stand too deep inside one another"
        except (AttributeError, SyntaxError, TypeError, ValueError):  # a term stands where its kind makes no sense
            left[root] = "it cannot be said as a query"
    return Plan(tuple(checks), left)


def _targets(shapes: Shapes, root: Node, hierarchy: Hierarchy) -> str:
    nodes = " ".join(term_text(node) for node in shapes.values(root, "targetNode"))
    ways = [hierarchy.instances(one, "?f0") for one in shapes.classes(root)]
    ways += [f"VALUES ?f0 {{ {nodes} }}"] if nodes else []
    ways += [f"?f0 {term_text(one)} ?any" for one in shapes.properties(root, "targetSubjectsOf")]
    ways += [f"?any {term_text(one)} ?f0" for one in shapes.properties(root, "targetObjectsOf")]
    return f"{ways[0]} ." if len(ways) == 1 else " UNION ".join(f"{{ {way} }}" for way in ways)


class _Writer:
    """Writes the checks of one root and of the property shapes inside it."""

    def __init__(self, shapes: Shapes, conformity: Conformity) -> None:
        self.shapes = shapes
        self.conformity = conformity
        self._open: list[Node] = []

    def of_shape(self, node: Node, scope: Scope) -> Iterator[Check]:
        """Yield the checks of a shape that is reached by a scope."""
        if node in self._open:
            raise NotCovered("the shape refers to itself")
        if self.shapes.foreign(node):
            raise NotCovered("it uses a constraint component of the shapes graph")
        self._open.append(node)
        shape = self.shapes.shape(node)
        path = self.conformity.path(node)
        for check in [*self._asked(node, shape, scope, path), *self._inner(node, scope.further(path))]:
            yield replace(check, path=check.path or path) if check.shape is shape else check
        self._open.pop()

    def _inner(self, node: Node, scope: Scope) -> Iterator[Check]:
        for inner in self.shapes.values(node, "property"):
            if self.shapes.active(inner):
                yield from self.of_shape(inner, scope)

    def _asked(self, node: Node, shape: Shape, scope: Scope, path: str) -> Iterator[Check]:
        values = scope.further(path)
        for name, _, expression in self.conformity.of_value(node, f"?{values.focus}"):
            if expression != "true":
                check = _selected(shape, name, scope, f"{values.pattern} FILTER(!({expression}))", values.focus)
                yield replace(check, look=_look_at_values(path, values.focus, expression))
        yield from self._single(node, shape, scope, path)
        if path:
            yield from self._counted(node, shape, scope, path)
            yield from self._in_one_language(node, shape, scope, path)
        yield from self._paired(node, shape, scope, path)
        yield from self._closed(node, shape, scope, values)
        targets = _once(scope.pattern.replace("?f0", "?this")) if len(scope.ways) == 1 else ""
        for constraint in constraints(self.shapes, node, shape, path, targets):
            query = f"SELECT DISTINCT {_listed(scope.ways)} WHERE {{ {scope.pattern} }}"
            yield Check(shape, "SPARQL", query, scope.focus, constraint=constraint)

    def _single(self, node: Node, shape: Shape, scope: Scope, path: str) -> Iterator[Check]:
        for value in self.shapes.values(node, "hasValue"):
            focus = f"?{scope.focus}"
            there = f"EXISTS {{ {focus} {path} ?v FILTER({same('?v', value)}) }}" if path else same(focus, value)
            yield _selected(shape, "hasValue", scope, f"{scope.pattern} FILTER(!({there}))")

    # --- counts -------------------------------------------------------------------------------------

    def _counted(self, node: Node, shape: Shape, scope: Scope, path: str) -> Iterator[Check]:
        for value in self.shapes.values(node, "minCount"):
            if number(value) > 0:
                yield _few(shape, "minCount", scope, path, number(value))
        for value in self.shapes.values(node, "maxCount"):
            yield _many(shape, "maxCount", scope, path, number(value))
        for inner in self.shapes.values(node, "qualifiedValueShape"):
            asked = f"FILTER({self.conformity.qualifies(node, inner, '?v')})"
            for value in self.shapes.values(node, "qualifiedMinCount"):
                if number(value) > 0:
                    yield _few(shape, "qualifiedMinCount", scope, path, number(value), asked)
            for value in self.shapes.values(node, "qualifiedMaxCount"):
                yield _many(shape, "qualifiedMaxCount", scope, path, number(value), asked)

    def _in_one_language(self, node: Node, shape: Shape, scope: Scope, path: str) -> Iterator[Check]:
        if self.shapes.true(node, "uniqueLang"):
            walked = f"{scope.pattern} ?{scope.focus} {path} ?v, ?w"
            where = f"{walked} FILTER({self.conformity.one_language('?v', '?w')}) BIND(LCASE(LANG(?v)) AS ?tag)"
            yield _selected(shape, "uniqueLang", scope, where, more=("tag",))

    # --- pairs of properties ------------------------------------------------------------------------

    def _paired(self, node: Node, shape: Shape, scope: Scope, path: str) -> Iterator[Check]:
        focus, values = f"?{scope.focus}", scope.further(path)
        value = f"?{values.focus}"
        for other in self.shapes.properties(node, "equals"):
            where = f"{values.pattern} FILTER NOT EXISTS {{ {focus} {other.n3()} {value} }}"
            yield _selected(shape, "equals", scope, where, values.focus)
            missing = f"NOT EXISTS {{ {focus} {path} ?v }}" if path else f"!sameTerm({focus}, ?v)"
            yield _selected(shape, "equals", scope, f"{scope.pattern} {focus} {other.n3()} ?v FILTER({missing})", "v")
        for other in self.shapes.properties(node, "disjoint"):
            yield _selected(shape, "disjoint", scope, f"{values.pattern} {focus} {other.n3()} {value}", values.focus)
        for name, sign in (("lessThan", "<"), ("lessThanOrEquals", "<=")):
            for other in self.shapes.properties(node, name):
                late = f"!{self.conformity.before(value, '?v', sign)}"
                where = f"{values.pattern} {focus} {other.n3()} ?v FILTER({late})"
                look = f"SELECT ?v WHERE {{ ?any {path} {value} ; {other.n3()} ?v FILTER({late}) }} LIMIT 1"
                check = _selected(shape, name, scope, where, values.focus, more=("v",))
                yield replace(check, look=look if _STEP.fullmatch(path) else "")

    def _closed(self, node: Node, shape: Shape, scope: Scope, values: Scope) -> Iterator[Check]:
        if self.shapes.true(node, "closed"):
            unknown = self.conformity.not_open(node, "?path", "?v")
            where = f"{values.pattern} ?{values.focus} ?path ?v FILTER({unknown})"
            yield _selected(shape, "closed", scope, where, "v", more=("path", *values.ways))


def _once(pattern: str) -> str:
    """Return a pattern that binds each target once; one class alone does that as it stands."""
    one_class = re.fullmatch(rf"\?this <{expand('rdf:type')}> \S+ \.", pattern)
    return pattern if one_class else f"{{ SELECT DISTINCT ?this WHERE {{ {pattern} }} }}"


def _few(shape: Shape, name: str, scope: Scope, path: str, least: int, asked: str = "") -> Check:
    """Return the check that finds nodes with too few values."""
    walked = f"?{scope.focus} {path} ?v {asked}"
    if least == 1:
        return _selected(shape, name, scope, f"{scope.pattern} FILTER NOT EXISTS {{ {walked} }}")
    return _grouped(shape, name, scope, f"OPTIONAL {{ {walked} }}", f"< {least}")


def _many(shape: Shape, name: str, scope: Scope, path: str, most: int, asked: str = "") -> Check:
    """Return the check that finds nodes with too many values."""
    if most == 1 and not asked:
        focus = f"?{scope.focus}"
        where = f"{scope.pattern} {focus} {path} ?v . {focus} {path} ?w FILTER(!sameTerm(?v, ?w))"
        return replace(_selected(shape, name, scope, where), look=_look_at_counts(path))
    return _grouped(shape, name, scope, f"?{scope.focus} {path} ?v {asked}", f"> {most}")


def _grouped(shape: Shape, name: str, scope: Scope, walked: str, bound: str) -> Check:
    ways = _listed(scope.ways)
    where = f"{scope.pattern} {walked}"
    query = f"SELECT {ways} WHERE {{ {where} }} GROUP BY {ways} HAVING(COUNT(DISTINCT ?v) {bound})"
    return Check(shape, _component(name), query, scope.focus)


def _selected(shape: Shape, name: str, scope: Scope, where: str, value: str = "", more: Iterable[str] = ()) -> Check:
    chosen = _listed(dict.fromkeys([*scope.ways, *([value] if value else []), *more]))
    return Check(shape, _component(name), f"SELECT DISTINCT {chosen} WHERE {{ {where} }}", scope.focus, value)


#: A path of one step: whatever has the predicate can be looked at without looking for the targets first.
_STEP = re.compile(r"<[^<>\s]*>")


def _look_at_values(path: str, name: str, expression: str) -> str:
    """Return the query for values of a path that are not right, each looked at once, whoever has it."""
    if not _STEP.fullmatch(path):
        return ""
    once = f"SELECT ?{name} WHERE {{ ?any {path} ?{name} }} GROUP BY ?{name}"
    return f"SELECT ?{name} WHERE {{ {{ {once} }} FILTER(!({expression})) }} LIMIT 1"


def _look_at_counts(path: str) -> str:
    """Return the query that has a row where anything has two values of a path."""
    if not _STEP.fullmatch(path):
        return ""
    counted = f"SELECT (COUNT(*) AS ?many) (COUNT(DISTINCT ?any) AS ?few) WHERE {{ ?any {path} ?v }}"
    return f"SELECT ?many WHERE {{ {{ {counted} }} FILTER(?many > ?few) }}"


def _component(name: str) -> str:
    return name[0].upper() + name[1:]


def _listed(names: Iterable[str]) -> str:
    return " ".join(f"?{name}" for name in names)

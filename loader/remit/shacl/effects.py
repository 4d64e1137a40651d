"""What a change of some triples can do to the rows of a query: found from the query's own patterns.

A row can only change if a triple that came or went fits one of the patterns of the query, wherever it stands
(in a group, an OPTIONAL, a NOT EXISTS, a query inside). From that triple the patterns around it lead to the
nodes that the row is about. Filters are left out, so more nodes are found than change, never fewer.
A query that this cannot say is told by `Unclear`: it is asked whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import count
from typing import Any

from pyoxigraph import Variable
from rdflib import BNode, URIRef
from rdflib import Variable as Name
from rdflib.paths import AlternativePath, InvPath, MulPath, Path, SequencePath
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node

from remit.shacl.result import Term
from remit.store import from_rdflib

#: A term or a variable, as the store has them.
Part = Term | Variable


class Unclear(Exception):
    """The patterns of a query do not tell what a change does to its rows; the words say why."""


@dataclass(frozen=True)
class Pattern:
    """A triple pattern; `predicates` are alternatives, each with whether it is walked backwards, or one variable.

    `starred` marks a path of any length: it tells what it may touch, and leads nowhere.
    """

    subject: Part
    predicates: tuple[tuple[Part, bool], ...]
    object: Part
    starred: bool = False

    @property
    def variables(self) -> frozenset[Variable]:
        """Return the variables of the pattern."""
        terms = [self.subject, self.object, *(predicate for predicate, _ in self.predicates)]
        return frozenset(term for term in terms if isinstance(term, Variable))

    def named(self, name: Callable[[Part], Part]) -> Pattern:
        """Return the pattern with other names for its variables."""
        predicates = tuple((name(predicate), back) for predicate, back in self.predicates)
        return replace(self, subject=name(self.subject), object=name(self.object), predicates=predicates)


#: Patterns that hold together, once for each way through the unions of a query.
Alternatives = tuple[tuple[Pattern, ...], ...]
#: With more ways through its unions than these, the unions of a query are not told apart.
MANY = 8
#: One way, on which nothing is known to hold.
NOTHING: Alternatives = ((),)


@dataclass(frozen=True)
class Occurrence:
    """A pattern of a query, and the patterns that hold whenever it matters: those of one alternative."""

    pattern: Pattern
    around: Alternatives


@dataclass(frozen=True)
class Effects:
    """Every pattern of a SELECT query, what holds in its rows (one of the alternatives), and what is bound in each.

    A variable that an aggregate or a BIND makes is not told as bound.
    """

    occurrences: tuple[Occurrence, ...]
    required: Alternatives
    bound: frozenset[str]


@lru_cache(maxsize=1 << 12)
def effects_of(query: str) -> Effects:
    """Return the effects of a SELECT query; Unclear if its patterns do not tell."""
    try:
        algebra = translateQuery(parseQuery(query)).algebra
        bound = frozenset(str(variable) for variable in _bound(algebra.p))
        return Effects(tuple(_Walk().occurrences(algebra.p, NOTHING)), _Walk().required(algebra.p), bound)
    except RecursionError as error:
        raise Unclear("its query is too deep to be analysed") from error
    except Unclear:
        raise
    except Exception as error:  # rdflib raises what its parser and its algebra happen to raise
        raise Unclear("its query cannot be analysed") from error


def _bound(node: Any) -> set[Name]:
    """Return the variables that a part of a query binds in every row."""
    match node.name:
        case "BGP":
            return {term for triple in node.triples for term in triple if isinstance(term, Name)}
        case "Join":
            return _bound(node.p1) | _bound(node.p2)
        case "Union":
            return _bound(node.p1) & _bound(node.p2)
        case "LeftJoin":
            return _bound(node.p1)
        case "values":
            return set.intersection(*(set(row) for row in node.res)) if node.res else set()
        case "Project":
            return _bound(node.p) & set(node.PV)
        case "Group":
            return _bound(node.p) & {key for key in node.expr or () if isinstance(key, Name)}
    return _bound(node.p) if isinstance(node.get("p"), CompValue) else set()


class _Walk:
    """Walks the algebra of one query; what rdflib names is said in its words."""

    def __init__(self) -> None:
        self._numbers = count(1)

    # --- what holds in every row --------------------------------------------------------------------

    def required(self, node: CompValue) -> Alternatives:
        """Return the patterns that hold in every row of a part of the query."""
        match node.name:
            case "BGP":
                return (tuple(self._patterns(node.triples)),)
            case "Join":
                return _both(self.required(node.p1), self.required(node.p2))
            case "LeftJoin":
                return self.required(node.p1)
            case "Union":
                either = self.required(node.p1) + self.required(node.p2)
                return either if len(either) <= MANY else NOTHING
            case "values":
                return NOTHING
            case "ToMultiSet":
                inner = node.p if isinstance(node.p, CompValue) else None
                return self._renamed(inner, self.required(inner)) if inner else NOTHING
            case "Filter" | "Extend" | "Project" | "Distinct" | "OrderBy" | "Group" | "AggregateJoin" | "Reduced":
                return self.required(node.p)
        raise Unclear(f"it uses {node.name}")

    # --- every pattern ------------------------------------------------------------------------------

    def occurrences(self, node: CompValue, around: Alternatives) -> Iterator[Occurrence]:
        """Yield every pattern of a part of the query, with `around` and what stands beside it."""
        match node.name:
            case "BGP":
                patterns = tuple(self._patterns(node.triples))
                for position, pattern in enumerate(patterns):
                    yield Occurrence(pattern, _both(around, (patterns[:position] + patterns[position + 1 :],)))
            case "Join":
                yield from self.occurrences(node.p1, _both(around, self.required(node.p2)))
                yield from self.occurrences(node.p2, _both(around, self.required(node.p1)))
            case "LeftJoin":
                beside = _both(around, self.required(node.p1))
                yield from self.occurrences(node.p1, around)
                yield from self.occurrences(node.p2, beside)
                yield from self._of_expression(node.expr, beside)
            case "Union":
                yield from self.occurrences(node.p1, around)
                yield from self.occurrences(node.p2, around)
            case "Filter" | "Extend":
                yield from self.occurrences(node.p, around)
                yield from self._of_expression(node.expr, _both(around, self.required(node.p)))
            case "ToMultiSet":
                yield from self._of_query_inside(node.p, around)
            case "Project" | "Distinct" | "OrderBy" | "Group" | "AggregateJoin" | "Reduced":
                yield from self.occurrences(node.p, around)
            case "values":
                return
            case _:
                raise Unclear(f"it uses {node.name}")

    def _of_query_inside(self, inner: Any, around: Alternatives) -> Iterator[Occurrence]:
        if not isinstance(inner, CompValue):
            return
        for occurrence in self.occurrences(inner, NOTHING):
            renamed = self._renamed(inner, tuple((occurrence.pattern, *beside) for beside in occurrence.around))
            yield Occurrence(renamed[0][0], _both(around, tuple(patterns[1:] for patterns in renamed)))

    def _of_expression(self, expression: Any, around: Alternatives) -> Iterator[Occurrence]:
        """Yield the patterns of every EXISTS in an expression."""
        if isinstance(expression, CompValue):
            if expression.name in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
                yield from self.occurrences(expression.graph, around)
            else:
                for part in expression.values():
                    yield from self._of_expression(part, around)
        elif isinstance(expression, (list, tuple)):
            for part in expression:
                yield from self._of_expression(part, around)

    # --- patterns -----------------------------------------------------------------------------------

    def _renamed(self, query: CompValue, alternatives: Alternatives) -> Alternatives:
        """Return patterns of a query inside another, with names of their own for what it does not select."""
        while query.name in ("Distinct", "Reduced", "OrderBy"):
            query = query.p
        if query.name != "Project":
            return alternatives
        selected, number = {str(name) for name in query.PV}, next(self._numbers)

        def name(term: Part) -> Part:
            inner = isinstance(term, Variable) and term.value not in selected
            return Variable(f"{term.value}_{number}") if inner else term  # type: ignore[union-attr]

        return tuple(tuple(pattern.named(name) for pattern in patterns) for patterns in alternatives)

    def _patterns(self, triples: Iterable[tuple[Node, Any, Node]]) -> Iterator[Pattern]:
        for subject, predicate, value in triples:
            yield from self._pattern(_part(subject), predicate, _part(value))

    def _pattern(self, subject: Part, path: Any, value: Part) -> Iterator[Pattern]:
        if isinstance(path, SequencePath):
            steps = [subject, *(Variable(f"step{next(self._numbers)}") for _ in path.args[1:]), value]
            for start, part, end in zip(steps, path.args, steps[1:], strict=False):
                yield from self._pattern(start, part, end)
        elif isinstance(path, InvPath):
            yield from self._pattern(value, path.arg, subject)
        elif isinstance(path, MulPath):
            yield Pattern(subject, tuple(_steps(path.path)), value, starred=True)
        else:
            yield Pattern(subject, tuple(_steps(path)), value)


def _both(these: Alternatives, those: Alternatives) -> Alternatives:
    """Return the ways through two parts that stand side by side; where they are too many, only those of the first."""
    return tuple(one + other for one in these for other in those) if len(these) * len(those) <= MANY else these


def _steps(path: Any) -> Iterator[tuple[Part, bool]]:
    """Yield the predicates that one step of a path can be, each with whether it is walked backwards."""
    if isinstance(path, AlternativePath):
        for part in path.args:
            yield from _steps(part)
    elif isinstance(path, InvPath) and isinstance(path.arg, URIRef):
        yield _part(path.arg), True
    elif isinstance(path, Path):
        raise Unclear("it has a path inside a path")
    else:
        yield _part(path), False


def _part(term: Node) -> Part:
    """Return a term or a variable of a query as the store has it; a blank node of a query is a variable."""
    if isinstance(term, (Name, BNode)):
        return Variable(str(term) if isinstance(term, Name) else f"blank{term}")
    return from_rdflib(term)

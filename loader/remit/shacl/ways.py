"""The way from a changed triple to what a row is about: which patterns to walk, in which order, what to leave off.

A pattern whose variables are all known leads nowhere and still tells which bindings do not count; it is tried as
soon as it can be. Of the others the one comes next that is followed by the fewest bindings, as the store has them now.
Neither the order nor a pattern tried too seldom changes what is found, but for nodes more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Store, Variable

from remit.shacl.effects import Part, Pattern, Unclear
from remit.shacl.result import Term

Binding = Mapping[Variable, Term]
#: So many triples of a predicate are looked at to tell how far it spreads.
SAMPLE = 1000
#: A pattern of which nothing is known comes last.
FAR = float("inf")


class Spread:
    """How many triples of a predicate one subject has, or one object: the mean of a sample."""

    def __init__(self, store: Store) -> None:
        """Look at nothing yet."""
        self._store = store
        self._known: dict[NamedNode, tuple[float, float]] = {}

    def __call__(self, predicate: Part, back: bool) -> float:
        """Return how many nodes a predicate leads to from one node, walked forwards or back."""
        if not isinstance(predicate, NamedNode):
            return FAR
        if predicate not in self._known:
            quads = list(islice(self._store.quads_for_pattern(None, predicate, None, DefaultGraph()), SAMPLE))
            ends = ({quad.subject for quad in quads}, {quad.object for quad in quads})
            self._known[predicate] = tuple(len(quads) / max(1, len(end)) for end in ends)  # type: ignore[assignment]
        return self._known[predicate][back]


def way(
    start: frozenset[Variable], wanted: Sequence[Variable], around: Iterable[Pattern], spread: Spread
) -> tuple[Pattern, ...]:
    """Return the patterns to walk from bound variables to those wanted, in their order; Unclear if none lead there."""
    rest = [pattern for pattern in around if not pattern.starred]
    known, kept = set(start), list[Pattern]()
    while not set(wanted) <= known:
        further = [one for one in rest if one.variables & known and not one.variables <= known]
        if not further:
            raise Unclear("a pattern does not lead to what the row is about")
        kept.append(min(further, key=lambda one: _cost(one, known, spread)))
        rest.remove(kept[-1])
        known |= kept[-1].variables
    leading = _needed(kept, set(wanted), start)
    return tuple(_with_tests(leading, [one for one in around if not one.starred and one not in leading], start))


def _cost(pattern: Pattern, known: set[Variable], spread: Spread) -> float:
    """Return how many bindings follow from one, about, when a pattern is walked."""
    ahead, behind = (not isinstance(end, Variable) or end in known for end in (pattern.subject, pattern.object))
    if not ahead and not behind:
        return FAR
    return sum(spread(predicate, back if ahead else not back) for predicate, back in pattern.predicates)


def _with_tests(walked: list[Pattern], others: list[Pattern], start: frozenset[Variable]) -> Iterator[Pattern]:
    """Yield the walked patterns, and among them the others as soon as their variables are known."""
    known = set(start)
    for step in [None, *walked]:
        if step:
            yield step
            known |= step.variables
        tests = [one for one in others if one.variables <= known]
        others = [one for one in others if one not in tests]
        yield from tests


def _needed(walked: list[Pattern], wanted: set[Variable], start: frozenset[Variable]) -> list[Pattern]:
    """Return the walked patterns without those that lead to nothing wanted."""
    needed: set[Variable] = set(wanted)
    kept: list[Pattern] = []
    for position in range(len(walked) - 1, -1, -1):
        known = set(start).union(*(pattern.variables for pattern in walked[:position]))
        if (walked[position].variables - known) & needed:
            kept.insert(0, walked[position])
            needed |= walked[position].variables & known
    return kept


def ends(
    store: Store, ways: Sequence[Pattern], binding: Binding, wanted: Sequence[Variable], most: int
) -> set[tuple[Term, ...]] | None:
    """Return what the wanted variables can be, walking from one binding; None if more than `most` are on the way."""
    bindings: list[Binding] = [binding]
    for position, pattern in enumerate(ways):
        bindings = [further for one in bindings for further in _walked(store, pattern, one)]
        if len(bindings) > 1:
            bindings = _distinct(bindings, {*wanted}.union(*(one.variables for one in ways[position + 1 :])))
        if len(bindings) > most:
            return None
    return {tuple(one[name] for name in wanted) for one in bindings}


def _distinct(bindings: Iterable[Binding], names: set[Variable]) -> list[Binding]:
    """Return the bindings, of those that differ in other variables only one."""
    return list({tuple(one.get(name) for name in names): one for one in bindings}.values())


def _walked(store: Store, pattern: Pattern, binding: Binding) -> Iterator[Binding]:
    for predicate, back in pattern.predicates:
        first, second = (pattern.object, pattern.subject) if back else (pattern.subject, pattern.object)
        subject, middle, value = (_term(one, binding) for one in (first, predicate, second))
        if isinstance(subject, NamedNode | BlankNode | None) and isinstance(middle, NamedNode | None):
            for quad in store.quads_for_pattern(subject, middle, value, DefaultGraph()):
                terms = ((first, quad.subject), (predicate, quad.predicate), (second, quad.object))
                if (further := bound(terms, binding)) is not None:
                    yield further


def may_fit(store: Store, pattern: Pattern) -> bool:
    """Return whether a store has a triple that fits a pattern; a path of any length may be of none."""
    if pattern.starred:
        return True
    return next(_walked(store, pattern, {}), None) is not None


def _term(wanted: Part, binding: Binding) -> Term | None:
    return binding.get(wanted) if isinstance(wanted, Variable) else wanted


def bound(terms: Iterable[tuple[Part, Term]], known: Binding | None = None) -> dict[Variable, Term] | None:
    """Return what the variables are where parts of a pattern are those terms; None where they cannot be."""
    binding = dict(known or {})
    for wanted, term in terms:
        if isinstance(wanted, Variable):
            if binding.setdefault(wanted, term) != term:
                return None
        elif wanted != term:
            return None
    return binding

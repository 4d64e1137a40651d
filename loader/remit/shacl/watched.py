"""One check that is kept up to date: its results by what they are about, and what a changed triple does to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, QuerySolutions, Store, Triple, Variable

from remit.shacl.checks import Check
from remit.shacl.constraints import result_of
from remit.shacl.effects import Occurrence, Part, Pattern, Unclear, effects_of, way
from remit.shacl.functions import functions
from remit.shacl.querytext import about_some, binds
from remit.shacl.result import Result, Term
from remit.shacl.validation import result_of_row

Key = tuple[Term, ...]
Binding = Mapping[Variable, Term]
#: More nodes than this are not asked one by one: the check is asked whole.
MOST = 2000
#: Up to so many nodes are put in the place of the variables, which a store answers fastest; more are listed.
FEW = 40


@dataclass(frozen=True)
class Effect:
    """A pattern that a changed triple may fit, and the patterns that lead from it to what the rows are about.

    Without a way (None) the check must be asked whole when a triple fits.
    """

    pattern: Pattern
    ways: tuple[Pattern, ...] | None


class Watched:
    """A check, its results, and its effects; `why_whole` says why some change makes it be asked whole, if any does."""

    def __init__(self, check: Check) -> None:
        """Find out what changes do to a check; nothing is asked yet."""
        self.check = check
        self.why_whole = ""
        self.rows: dict[Key, list[Result]] = {}
        self.names: tuple[str, ...] = ()
        constraint = check.constraint
        self._query = constraint.about_all if constraint else check.query
        self._effects: list[Effect] | None = None
        self._puts = False
        try:
            self._prepare()
        except Unclear as reason:
            self.why_whole = str(reason)

    def _prepare(self) -> None:
        if self._query is None:
            raise Unclear("it is asked node by node")
        found, bound = effects_of(self._query)
        focus = "this" if self.check.constraint else self.check.focus
        if focus in bound:
            self.names = (focus, "value") if self.check.constraint and "value" in bound else (focus,)
        self._puts = all(binds(self._query, name) for name in self.names)
        self._effects = [self._effect(occurrence) for occurrence in found]

    def _effect(self, occurrence: Occurrence) -> Effect:
        pattern, wanted = occurrence.pattern, [Variable(name) for name in self.names]
        try:
            if not wanted:
                raise Unclear("no pattern binds the focus node")
            if pattern.starred:
                raise Unclear("a path of any length is walked")
            return Effect(pattern, tuple(way(pattern.variables, wanted, occurrence.around)))
        except Unclear as reason:
            self.why_whole = self.why_whole or str(reason)
            return Effect(pattern, None)

    def predicates(self) -> set[str] | None:
        """Return the predicates that matter to the check, or None if any may."""
        if self._effects is None:
            return None
        found = {predicate for effect in self._effects for predicate, _ in effect.pattern.predicates}
        named = {one.value for one in found if isinstance(one, NamedNode)}
        return named if len(named) == len(found) else None

    # --- asking -------------------------------------------------------------------------------------

    def ask_all(self, store: Store) -> None:
        """Ask the check whole."""
        from remit.shacl.validation import results

        if self.names and self._query is not None:
            self.rows = self._asked(store, self._query)
            return
        self.rows = {(): list(results(store, self.check))}

    def ask_some(self, store: Store, keys: Iterable[Key]) -> None:
        """Ask the check about some keys only; their results before are dropped."""
        kept = list(keys)
        assert self._query is not None, "a check without a query is asked whole"
        for key in kept:
            self.rows.pop(key, None)
        if self._puts and len(kept) <= FEW:
            for key in kept:
                self.rows |= self._asked(store, self._query, key)
        else:
            terms = [[str(term) for term in key] for key in kept]
            self.rows |= self._asked(store, about_some(self._query, self.names, terms))

    def _asked(self, store: Store, query: str, key: Key = ()) -> dict[Key, list[Result]]:
        put = {Variable(name): term for name, term in zip(self.names, key, strict=False)}
        found = store.query(query, custom_functions=functions(), substitutions=put)
        assert isinstance(found, QuerySolutions)
        names, seen = [variable.value for variable in found.variables], set()
        rows: dict[Key, list[Result]] = {}
        for row in found:
            values = tuple(row[name] for name in names)
            if values not in seen:
                seen.add(values)
                known = {name: value for name, value in zip(names, values, strict=True) if value is not None}
                rows.setdefault(tuple(known[name] for name in self.names), []).append(self._result(known))
        return rows

    def _result(self, values: dict[str, Term]) -> Result:
        if self.check.constraint:
            return result_of(self.check.shape, self.check.constraint, values["this"], self.check.path, values)
        return result_of_row(self.check, values)

    # --- what a change does -------------------------------------------------------------------------

    def touched(self, store: Store, triples: Sequence[Triple]) -> set[Key] | None:
        """Return the keys whose results the triples may change, or None where the check must be asked whole.

        `store` holds what was and what is: triples that came are in it already, those that go are in it still.
        """
        keys: set[Key] = set()
        if self._effects is None:
            return None
        for effect, triple in product(self._effects, triples):
            for binding in _fits(effect.pattern, triple):
                found = self._keys(store, effect.ways, binding)
                if found is None or len(keys := keys | found) > MOST:
                    return None
        return keys

    def _keys(self, store: Store, ways: tuple[Pattern, ...] | None, binding: Binding) -> set[Key] | None:
        if ways is None:
            return None
        bindings = [binding]
        for pattern in ways:
            bindings = [further for one in bindings for further in _walked(store, pattern, one)]
            if len(bindings) > MOST:
                return None
        keys = {tuple(one[Variable(name)] for name in self.names) for one in bindings}
        return None if any(isinstance(term, BlankNode) for key in keys for term in key) else keys


def _fits(pattern: Pattern, triple: Triple) -> Iterator[Binding]:
    """Yield how a triple fits a pattern: by each of its predicates, walked as it is walked there."""
    for predicate, back in pattern.predicates:
        ends = (triple.object, triple.subject) if back else (triple.subject, triple.object)
        terms = ((pattern.subject, ends[0]), (predicate, triple.predicate), (pattern.object, ends[1]))
        if (binding := _bound(terms)) is not None:
            yield binding


def _bound(terms: Iterable[tuple[Part, Term]], known: Binding | None = None) -> dict[Variable, Term] | None:
    binding = dict(known or {})
    for wanted, term in terms:
        if isinstance(wanted, Variable):
            if binding.setdefault(wanted, term) != term:
                return None
        elif wanted != term:
            return None
    return binding


def _walked(store: Store, pattern: Pattern, binding: Binding) -> Iterator[Binding]:
    for predicate, back in pattern.predicates:
        first, second = (pattern.object, pattern.subject) if back else (pattern.subject, pattern.object)
        subject, middle, value = (_term(one, binding) for one in (first, predicate, second))
        if isinstance(subject, NamedNode | BlankNode | None) and isinstance(middle, NamedNode | None):
            for quad in store.quads_for_pattern(subject, middle, value, DefaultGraph()):
                terms = ((first, quad.subject), (predicate, quad.predicate), (second, quad.object))
                if (further := _bound(terms, binding)) is not None:
                    yield further


def _term(wanted: Part, binding: Binding) -> Term | None:
    return binding.get(wanted) if isinstance(wanted, Variable) else wanted

"""One check that is kept up to date: its results by what they are about, and what a changed triple does to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from pyoxigraph import BlankNode, NamedNode, Store, Triple, Variable

from remit.shacl.checks import Check
from remit.shacl.constraints import result_of
from remit.shacl.effects import NOTHING, Occurrence, Pattern, Unclear, effects_of
from remit.shacl.matching import refuse_stopped
from remit.shacl.querytext import about_some
from remit.shacl.result import Result, Term
from remit.shacl.validation import result_of_row
from remit.shacl.ways import Binding, Spread, bound, ends, may_fit, way

Key = tuple[Term, ...]
#: More nodes than this are not asked one by one: the check is asked whole.
MOST = 2000


@dataclass(frozen=True)
class Effect:
    """A pattern that a changed triple may fit, and the patterns that lead from it to what the rows are about.

    Without a way (None) the check must be asked whole when a triple fits.
    """

    pattern: Pattern
    ways: tuple[Pattern, ...] | None


class Watched:
    """A check, its results, and its effects; `why_whole` says why some change makes it be asked whole, if any does."""

    def __init__(self, check: Check, spread: Spread) -> None:
        """Find out what changes do to a check; nothing is asked yet."""
        self.check = check
        self._spread = spread
        self.why_whole = ""
        self.rows: dict[Key, list[Result]] = {}
        self.names: tuple[str, ...] = ()
        constraint = check.constraint
        self._query = constraint.about_all if constraint else check.query
        self._effects: list[Effect] | None = None
        self._required = NOTHING
        try:
            self._prepare()
        except Unclear as reason:
            self.why_whole = str(reason)

    def _prepare(self) -> None:
        if self._query is None:
            raise Unclear("it is asked node by node")
        found = effects_of(self._query)
        focus = "this" if self.check.constraint else self.check.focus
        if focus in found.bound:
            self.names = (focus, "value") if self.check.constraint and "value" in found.bound else (focus,)
            self._required = found.required
        self._effects = [effect for occurrence in found.occurrences for effect in self._effects_of(occurrence)]

    def _effects_of(self, occurrence: Occurrence) -> list[Effect]:
        """Return what a triple that fits a pattern does: one effect for each alternative around it."""
        pattern, wanted = occurrence.pattern, [Variable(name) for name in self.names]
        try:
            if not wanted:
                raise Unclear("no pattern binds the focus node")
            if pattern.starred:
                raise Unclear("a path of any length is walked")
            ways = {way(pattern.variables, wanted, around, self._spread) for around in occurrence.around}
            return [Effect(pattern, one) for one in ways]
        except Unclear as reason:
            self.why_whole = self.why_whole or str(reason)
            return [Effect(pattern, None)]

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
            self.rows = self._asked(store, self._query) if self._can_fit(store) else {}
            return
        self.rows = {(): list(results(store, self.check))}
        refuse_stopped()

    def ask_some(self, store: Store, keys: Iterable[Key]) -> None:
        """Ask the check about some keys only; their results before are dropped."""
        kept = list(keys)
        assert self._query is not None, "a check without a query is asked whole"
        for key in kept:
            self.rows.pop(key, None)
        terms = [[str(term) for term in key] for key in kept]
        self.rows |= self._asked(store, about_some(self._query, self.names, terms))

    def _can_fit(self, store: Store) -> bool:
        """Return whether the store has a triple for each pattern that holds in every row; if not, there are no rows."""
        return any(all(may_fit(store, pattern) for pattern in patterns) for patterns in self._required)

    def _asked(self, store: Store, query: str) -> dict[Key, list[Result]]:
        from remit.shacl.validation import solutions

        found = solutions(store, self.check, query)
        names, seen = [variable.value for variable in found.variables], set()
        rows: dict[Key, list[Result]] = {}
        for row in found:
            values = tuple(row[name] for name in names)
            if values not in seen:
                seen.add(values)
                known = {name: value for name, value in zip(names, values, strict=True) if value is not None}
                rows.setdefault(tuple(known[name] for name in self.names), []).append(self._result(known))
        refuse_stopped()
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
        if not self._can_fit(store):
            return set()
        for effect, triple in product(self._effects, triples):
            for binding in _fits(effect.pattern, triple):
                found = self._keys(store, effect.ways, binding)
                if found is None or len(keys := keys | found) > MOST:
                    return None
        return keys

    def _keys(self, store: Store, ways: tuple[Pattern, ...] | None, binding: Binding) -> set[Key] | None:
        if ways is None:
            return None
        keys = ends(store, ways, binding, [Variable(name) for name in self.names], MOST)
        return None if any(isinstance(term, BlankNode) for key in keys or () for term in key) else keys


def _fits(pattern: Pattern, triple: Triple) -> Iterator[Binding]:
    """Yield how a triple fits a pattern: by each of its predicates, walked as it is walked there."""
    for predicate, back in pattern.predicates:
        ends = (triple.object, triple.subject) if back else (triple.subject, triple.object)
        terms = ((pattern.subject, ends[0]), (predicate, triple.predicate), (pattern.object, ends[1]))
        if (binding := bound(terms)) is not None:
            yield binding

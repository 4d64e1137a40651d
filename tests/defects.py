"""Defects of every rule in grown programmes: made from the shape where it says what a value must be, else transplanted.

    .venv-test/bin/python tests/defects.py

prints a table: rule, how its defects are made, how many were made, how many the rule found where they are, alone.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from random import Random

from pyoxigraph import Literal, NamedNode, Quad, Store
from rdflib import RDF, Graph, URIRef
from rdflib.term import Node

from grown import Changes, Grown, base, change, changes, grown, undo
from remit.names import expand
from remit.rules import listed, rules
from remit.shacl.checks import Check, plan
from remit.shacl.hierarchy import Hierarchy
from remit.shacl.shapes import Shapes
from remit.shacl.validation import results
from remit.store import from_rdflib

Term = NamedNode | Literal
A = NamedNode(str(RDF.type))
#: Rules about a revision as a whole: two copies of a sound programme are not sound, or one of several is no majority.
ALONE = frozenset(["depth-alike", "numbers-of-one-style"])
NIL = NamedNode(str(RDF.nil))


@dataclass(frozen=True)
class Defect:
    """What is said instead in a sound programme, and the nodes that a finding is to point at."""

    changes: Changes
    nodes: frozenset[str]


@cache
def shapes() -> Graph:
    """Return the bundled rules."""
    return rules()


@cache
def checks() -> Mapping[str, tuple[Check, ...]]:
    """Return what is asked for each rule that judges the graph."""
    names = {iri: rule.name for iri, rule in listed(shapes()).items()}
    planned = plan(Shapes(shapes()), Hierarchy(Store()))
    assert not planned.left
    found: dict[str, tuple[Check, ...]] = {}
    for check in planned.checks:
        found[names[check.shape.name]] = (*found.get(names[check.shape.name], ()), check)
    return dict(sorted(found.items()))


def found(store: Store, rule: str) -> set[str]:
    """Return the nodes that a rule finds in a store."""
    every = [result for check in checks()[rule] for result in results(store, check)]
    return {(r.value if r.by_query and r.value is not None else r.focus).value for r in every}  # type: ignore[union-attr]


# ---- transplanted: what the bad example changes in the small programme is changed in one copy


def transplanted(rule: str, programme: Grown, rng: Random) -> Defect:
    """Return the bad example of a rule, in one copy of a grown programme."""
    copy = rng.choice(programme.copies)
    nodes = frozenset(copy.term(NamedNode(node)).value for node in _example_finds(rule))
    return Defect(tuple(copy.triple(each) for each in changes(rule)), nodes)


@cache
def _example_finds(rule: str) -> frozenset[str]:
    """Return what a rule finds in its own bad example: one node, of which the example speaks."""
    store = Store()
    store.extend(Quad(*triple) for triple in base())
    change(store, changes(rule))
    nodes = frozenset(found(store, rule))
    assert len(nodes) == 1, f"the bad example of {rule} is to have one finding"
    return nodes


# ---- from the shape: a value taken away, added, or of another kind


@dataclass(frozen=True)
class Asked:
    """What a shape asks of the values of one property."""

    path: NamedNode
    says: Mapping[str, tuple[Node, ...]]

    def first(self, name: str) -> str:
        """Return what the shape says by one word: `pattern`, `minInclusive` …."""
        return str(self.says[name][0])


Way = Callable[[Asked, NamedNode, tuple[Term, ...], Random, Store], tuple[Term, ...]]


def _other(asked: Asked, node: NamedNode, values: tuple[Term, ...], rng: Random, store: Store) -> tuple[Term, ...]:
    """Return the values and one more, like them but another."""
    one = rng.choice(values)
    if isinstance(one, NamedNode):
        every = {quad.object for quad in store.quads_for_pattern(None, asked.path, None)} - set(values)
        same = sorted((each for each in every if isinstance(each, NamedNode)), key=str)
        return (*values, rng.choice(same) if same else NamedNode(f"{one.value}-too"))
    text = str(int(one.value) + rng.randint(1, 9)) if one.value.isdigit() else f"{one.value} {rng.randint(1, 99)}"
    return (*values, Literal(text, datatype=one.datatype))


def _none(asked: Asked, node: NamedNode, values: tuple[Term, ...], rng: Random, store: Store) -> tuple[Term, ...]:
    return ()


def _unlike(asked: Asked, node: NamedNode, values: tuple[Term, ...], rng: Random, store: Store) -> tuple[Term, ...]:
    """Return a value that the pattern does not match: a slip in the one that is there."""
    one = rng.choice(values)
    text = one.value
    at = rng.randrange(len(text) + 1)
    slips = [f"{text}.", f"{text}. ", f" {text}", "", "   ", text.title(), text[:-1]]
    slips.append(text[:at] + rng.choice("?,;#G") + text[at:])
    bad = [slip for slip in slips if not re.search(asked.first("pattern"), slip)]
    chosen = rng.choice(bad)
    language = one.language if isinstance(one, Literal) else None
    return (Literal(chosen, language=language) if language else Literal(chosen),)


def _a_role(store: Store, rng: Random) -> NamedNode:
    """Return a role: a node that is no body, no source, no section and no programme."""
    kinds = {quad.object for quad in store.quads_for_pattern(None, NamedNode(expand("remit:hasRole")), None)}
    return rng.choice(sorted((each for each in kinds if isinstance(each, NamedNode)), key=str))


def _no_class(asked: Asked, node: NamedNode, values: tuple[Term, ...], rng: Random, store: Store) -> tuple[Term, ...]:
    """Return a node that nobody describes, one of another class, or words."""
    options: list[Term] = [NamedNode(f"{node.value}/nowhere"), _a_role(store, rng), Literal("in words")]
    return (rng.choice(options),)


def _no_language(
    asked: Asked, node: NamedNode, values: tuple[Term, ...], rng: Random, store: Store
) -> tuple[Term, ...]:
    other = Literal(values[0].value, datatype=NamedNode(expand("xsd:token")))
    return (rng.choice([Literal(values[0].value), other]),)


def _same_language(
    asked: Asked, node: NamedNode, values: tuple[Term, ...], rng: Random, store: Store
) -> tuple[Term, ...]:
    one = rng.choice(values)
    assert isinstance(one, Literal)
    return (*values, Literal(f"{one.value} {rng.choice(('the Elder', 'the Younger', 'II'))}", language=one.language))


def _too_small(asked: Asked, node: NamedNode, values: tuple[Term, ...], rng: Random, store: Store) -> tuple[Term, ...]:
    return (Literal(int(asked.first("minInclusive")) - rng.randint(1, 50)),)


def _above(asked: Asked, node: NamedNode, values: tuple[Term, ...], rng: Random, store: Store) -> tuple[Term, ...]:
    other = from_rdflib(asked.says["lessThanOrEquals"][0])
    assert isinstance(other, NamedNode)
    last = next(store.quads_for_pattern(node, other, None)).object
    assert isinstance(last, Literal)
    return (Literal(int(last.value) + rng.randint(1, 50)),)


#: What a shape may ask of values → how it is broken.
WAYS: dict[str, Way] = {
    "minCount": _none,
    "maxCount": _other,
    "pattern": _unlike,
    "class": _no_class,
    "datatype": _no_language,
    "uniqueLang": _same_language,
    "minInclusive": _too_small,
    "lessThanOrEquals": _above,
}


def asked(rule: str) -> tuple[Asked, ...]:
    """Return what the shape of a rule asks of one property, or of several that stand for one another.

    Nothing of a query, of a path of several properties, and of a property that the small programme does not have.
    """
    shape = URIRef(expand(f"rule:{rule}"))
    options = shapes().value(shape, _sh("or"))
    parts = list(shapes().items(options)) if options is not None else []
    simple = (shape, _sh("path"), None) in shapes()
    every = [_asked(shape, *parts[:1])] if simple else [_asked(part) for part in parts]
    known = {predicate for _, predicate, _ in base()}
    return tuple(every) if any(each.path in known for each in every) else ()


def _asked(*nodes: Node) -> Asked:
    path = next(value for node in nodes if (value := shapes().value(node, _sh("path"))) is not None)
    says = {name: tuple(v for node in nodes for v in shapes().objects(node, _sh(name))) for name in WAYS}
    iri = str(path) if isinstance(path, URIRef) else expand("rdf:nil")
    return Asked(NamedNode(iri), {name: values for name, values in says.items() if values})


def _sh(name: str) -> URIRef:
    return URIRef(expand(f"sh:{name}"))


def from_shape(rule: str, store: Store, rng: Random) -> Defect:
    """Return a defect at a node that the rule looks at: what it asks of the values there is not kept."""
    parts = asked(rule)
    node = rng.choice(_targets(rule, store, parts))
    name = rng.choice(sorted(parts[0].says))
    said: list[tuple[NamedNode, NamedNode, Term]] = []
    for part in parts:
        values = tuple(quad.object for quad in store.quads_for_pattern(node, part.path, None))
        new = WAYS[name](part, node, values, rng, store)  # type: ignore[arg-type]
        said += [(node, part.path, value) for value in new or (NIL,)]
    return Defect(tuple(said), frozenset([node.value]))


def _targets(rule: str, store: Store, parts: Iterable[Asked]) -> list[NamedNode]:
    classes = shapes().objects(URIRef(expand(f"rule:{rule}")), _sh("targetClass"))
    every = {q.subject for each in classes for q in store.quads_for_pattern(None, A, from_rdflib(each))}
    has = [node for node in every if any(any(store.quads_for_pattern(node, part.path, None)) for part in parts)]
    return sorted(has, key=str)  # type: ignore[arg-type]


# ---- the score


@dataclass(frozen=True)
class Score:
    """How many defects of a rule were made and found, and what was missed or found besides."""

    rule: str
    way: str
    made: int = 0
    found: int = 0
    missed: tuple[str, ...] = ()


def scores(names: Iterable[str], seeds: Iterable[int]) -> list[Score]:
    """Return the score of rules: one defect a rule in each of the programmes that the seeds stand for."""
    names = list(names)
    made: dict[str, list[str]] = {name: [] for name in names}
    for seed in seeds:
        for programme, some in _programmes(seed, names):
            store = programme.store()
            for name in some:
                made[name].append(_tried(name, programme, store, Random(f"{seed} {name}")))
    return [_score(name, tries) for name, tries in made.items()]


def _programmes(seed: int, names: list[str]) -> Iterator[tuple[Grown, list[str]]]:
    yield grown(seed), [name for name in names if name not in ALONE]
    yield grown(seed, 1), [name for name in names if name in ALONE]


def _score(name: str, tries: list[str]) -> Score:
    missed = tuple(each for each in tries if each)
    return Score(name, "shape" if asked(name) else "example", len(tries), len(tries) - len(missed), missed)


def _tried(name: str, programme: Grown, store: Store, rng: Random) -> str:
    """Return what is wrong with what a rule finds before and after a defect; nothing if all is well."""
    if before := found(store, name):
        return f"found in a sound programme: {sorted(before)}"
    defect = from_shape(name, store, rng) if asked(name) else transplanted(name, programme, rng)
    done = change(store, defect.changes)
    after = found(store, name)
    undo(store, done)
    return "" if after == defect.nodes else f"expected {sorted(defect.nodes)}, found {sorted(after)}"


def table(every: Iterable[Score]) -> str:
    """Return scores as a table, with their sum."""
    every = list(every)
    lines = [f"{each.rule}\t{each.way}\t{each.made}\t{each.found}" for each in every]
    total = f"{len(every)} rules\t\t{sum(e.made for e in every)}\t{sum(e.found for e in every)}"
    return "\n".join(["rule\tdefects from\tdefects\tfound", *lines, total])


if __name__ == "__main__":
    said = scores(sys.argv[1:] or checks(), range(50))
    print(table(said))
    for each in said:
        for miss in each.missed[:3]:
            print(f"{each.rule}: {miss}", file=sys.stderr)

"""Ask a reasoner whether a graph can be true: is it consistent, can each class have a member?

Read: a graph that holds the ontology, alone or with data; `ontology()` gives ours.
The reasoner knows OWL 2 DL only; so it sees a *projection* of the graph, and the verdict says what was left out.
A contradiction is first looked for by following the axioms (`clashes`), which takes a moment and says why;
the reasoner confirms it on the few statements alone. Only where none is found it is asked about the whole.
Not attempted: new facts; the rules in `ontology/derive/` make those.

>>> verdict = reason(ontology())  # doctest: +SKIP
>>> verdict.consistent, verdict.unsatisfiable  # doctest: +SKIP
(True, ())
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from rdflib import Graph

from remit import bundle
from remit.reasoning.axioms import Axioms
from remit.reasoning.clashes import Clash, Triple, find
from remit.reasoning.hermit import ask, contents, empty_classes, holds, is_consistent, write
from remit.reasoning.projection import project, terms

#: How many contradictions are confirmed, each in about a second.
CONFIRMED = 3


@dataclass(frozen=True)
class Verdict:
    """What the reasoner says of one graph.

    `unsatisfiable` are the IRIs of classes that can have no member; of an inconsistent graph nothing
    more can be said, so there it is empty. `left_out` counts, by datatype or reason, the statements that
    the reasoner did not see as they stand; `classes` and `individuals` count what it did see.
    `clashes` say why a graph is not consistent; `unconfirmed` counts those that look alike and were not asked about.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...]
    left_out: Mapping[str, int]
    classes: int
    individuals: int
    seconds: float
    clashes: tuple[Clash, ...] = ()
    unconfirmed: int = 0


def ontology() -> Graph:
    """Return Remit's own ontology: modules, alignment and vocabularies in one graph."""
    graph = Graph()
    for file in sorted(bundle.folder("ontology").glob("*.ttl")):
        graph.parse(file, format="turtle")
    return graph


def reason(graph: Graph, *, timeout: float = 10) -> Verdict:
    """Return the verdict on `graph`; each of the two questions may take `timeout` seconds.

    Raises `MissingTool` without Java or owlready2, `RemitError` when the reasoner gives no answer.
    """
    start = time.perf_counter()
    seen, left_out = project(graph)
    with tempfile.TemporaryDirectory() as folder:
        whole = write(seen, Path(folder) / "whole.nt")
        classes, individuals = contents(whole)
        consistent = is_consistent(ask("-k", whole, timeout))
        empty: tuple[str, ...] = ()
        if consistent:
            empty = empty_classes(ask("-U", write(terms(seen), Path(folder) / "terms.nt"), timeout))
    seconds = time.perf_counter() - start
    return Verdict(consistent, empty, MappingProxyType(left_out), classes, individuals, seconds)


def judge(data: Graph, known: Graph, *, timeout: float = 10) -> Verdict:
    """Return the verdict on `data` given the ontology `known`, with the contradictions explained.

    A contradiction that the axioms show is confirmed on its few statements, without a look at all the rest.
    """
    start = time.perf_counter()
    seen, left_out = project(known + data)
    base = set(terms(project(known)[0]))
    found = find(seen, Axioms(known))
    confirmed = [clash for clash in found[:CONFIRMED] if not holds({*base, *clash.statements}, timeout)]
    if not confirmed:
        return _whole(data, known, timeout)
    seconds = time.perf_counter() - start
    unconfirmed = max(len(found) - CONFIRMED, 0)
    return Verdict(False, (), MappingProxyType(left_out), 0, 0, seconds, tuple(confirmed), unconfirmed)


def _whole(data: Graph, known: Graph, timeout: float) -> Verdict:
    """Return what the reasoner says of the whole; a contradiction that the axioms do not show is narrowed down."""
    verdict = reason(known + data, timeout=timeout)
    if verdict.consistent:
        return verdict
    statements = smallest(data, known, timeout=timeout)
    return replace(verdict, clashes=(Clash("together", (), statements),) if statements else ())


def smallest(data: Graph, known: Graph, *, timeout: float = 10) -> tuple[Triple, ...]:
    """Return a smallest set of statements of `data` that cannot be true together, given `known`.

    For what the axioms do not show: the reasoner alone is asked, a few dozen times, so a minute for a large graph.
    The set is empty when there is no contradiction, or when it lies in `known`.
    """
    fixed = set(project(known)[0])
    doubtful = sorted(set(project(known + data)[0]) - fixed)

    def clashes(statements: set[Triple]) -> bool:
        return not holds(statements, timeout)

    if clashes(fixed) or not clashes(fixed | set(doubtful)):
        return ()
    return tuple(sorted(_smallest(fixed, doubtful, clashes, grown=False)))


def explain(data: Graph, known: Graph, *, timeout: float = 10) -> tuple[str, ...]:
    """Return a smallest set of statements that cannot be true together, each as a line of N-Triples without the dot."""
    found = smallest(data, known, timeout=timeout)
    return tuple(sorted(" ".join(term.n3() for term in triple) for triple in found))


def _smallest(
    fixed: set[Triple], doubtful: list[Triple], clashes: Callable[[set[Triple]], bool], *, grown: bool
) -> list[Triple]:
    """Return the fewest of `doubtful` that clash with `fixed`: halve, and keep of each half what is needed."""
    if grown and clashes(fixed):
        return []
    if len(doubtful) == 1:
        return doubtful
    left, right = doubtful[: len(doubtful) // 2], doubtful[len(doubtful) // 2 :]
    of_right = _smallest(fixed | set(left), right, clashes, grown=True)
    of_left = _smallest(fixed | set(of_right), left, clashes, grown=bool(of_right))
    return of_left + of_right

"""Which revisions there are, in which order, and which of them is in force.

A revision is approved if its text states an approval; one that does not is a draft, which counts only where no
revision of its programme is approved. An approved revision is in force from its approval or the start of its period,
whichever is later, until another one is.

>>> old = Known("p1-2017", "p1", start="2017", end="2019", approved_on="2017-04", approved=True)
>>> draft = Known("p1-2020", "p1", start="2020", end="2022")
>>> old.since, [each.name for each in in_force([draft, old])], [each.name for each in in_force([draft])]
('2017-04-01', ['p1-2017'], ['p1-2020'])
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from pyoxigraph import Literal, NamedNode, Store

from remit.errors import QuestionError
from remit.names import expand
from remit.questions.naming import fold
from remit.registry import natural


@dataclass(frozen=True)
class Known:
    """A revision: its name, its programme, its period and its approval, as precise as the text; empty if unknown."""

    name: str
    programme: str
    iri: str = ""
    graph: str = ""
    code: str = ""
    start: str = ""
    end: str = ""
    approved_on: str = ""
    approved: bool = False

    @property
    def since(self) -> str:
        """Return the day from which the revision is in force; empty if its text names neither approval nor period."""
        return max(first_day(self.start), first_day(self.approved_on))

    @property
    def age(self) -> tuple[object, ...]:
        """Return a key by which a later revision of a programme comes later."""
        return (first_day(self.start), first_day(self.approved_on), natural(self.name))


def first_day(moment: str) -> str:
    """Return the first day of a year, a month or a day.

    >>> first_day("2017"), first_day("2017-04"), first_day("")
    ('2017-01-01', '2017-04-01', '')
    """
    return moment + "-01-01"[len(moment) - 4 :] if moment else ""


def in_force(revisions: Iterable[Known]) -> list[Known]:
    """Return the current revision of each programme: the latest that is approved, else the latest draft."""
    return [counting[-1] for counting in _counting(revisions)]


def in_force_on(revisions: Iterable[Known], day: str) -> list[Known]:
    """Return the revision of each programme that was in force on a day; none at all is a QuestionError."""
    counting = _counting(revisions)
    begun = [[each for each in group if each.since <= day] for group in counting]
    found = [max(group, key=lambda each: (each.since, each.age)) for group in begun if group]
    if not found and counting:
        first = min((group[0] for group in counting), key=lambda each: each.since)
        raise QuestionError(f"no revision was in force on {day}; the first, {first.name}, is so since {first.since}")
    return found


def succession(revisions: Iterable[Known]) -> list[tuple[Known, Known]]:
    """Return each revision of a programme with the one before it."""
    return [pair for group in _by_programme(revisions) for pair in pairwise(group)]


def called(revisions: Iterable[Known], text: str) -> Known:
    """Return the revision that a text names: its name, its code, its IRI; another is a QuestionError."""
    revisions = list(revisions)
    for names in (_names, lambda each: [each.name.rpartition("-")[2]]):
        found = [each for each in revisions if fold(text) and fold(text) in map(fold, names(each))]
        if len(found) == 1:
            return found[0]
    listed = ", ".join(each.name + ("" if each.approved else " (a draft)") for each in sorted(revisions, key=_order))
    raise QuestionError(f"there is no revision “{text}”; there are: {listed or 'none in this graph'}")


def known_in(store: Store) -> list[Known]:
    """Return the revisions that stand in named graphs of a store, in their order."""
    kind, revision = NamedNode(expand("rdf:type")), NamedNode(expand("remit:Revision"))
    found = store.quads_for_pattern(None, kind, revision)
    graphs = {quad.subject: quad.graph_name for quad in found if isinstance(quad.graph_name, NamedNode)}
    made = (_of(store, node, graph) for node, graph in graphs.items() if isinstance(node, NamedNode))
    return sorted(made, key=_order)


def _of(store: Store, node: NamedNode, graph: NamedNode) -> Known:
    quads = store.quads_for_pattern(node, None, None, graph)
    said = {quad.predicate.value: quad.object.value for quad in quads if isinstance(quad.object, (Literal, NamedNode))}
    approval, approved_on = said.get(expand("remit:approval"), ""), said.get(expand("remit:approvalDate"), "")
    return Known(
        name=graph.value.rpartition("/")[2],
        programme=said.get(expand("dcterms:isVersionOf"), ""),
        iri=node.value,
        graph=graph.value,
        code=said.get(expand("remit:code"), ""),
        start=said.get(expand("remit:start"), ""),
        end=said.get(expand("remit:end"), ""),
        approved_on=approved_on,
        approved=bool(approval or approved_on),
    )


def _counting(revisions: Iterable[Known]) -> list[list[Known]]:
    """Return, by programme, the revisions that may be in force: those approved, else all."""
    return [[each for each in group if each.approved] or group for group in _by_programme(revisions)]


def _by_programme(revisions: Iterable[Known]) -> list[list[Known]]:
    found: dict[str, list[Known]] = {}
    for each in sorted(revisions, key=_order):
        found.setdefault(each.programme, []).append(each)
    return list(found.values())


def _names(known: Known) -> list[str]:
    return [known.name, known.code, known.iri]


def _order(known: Known) -> tuple[object, ...]:
    return (known.programme, known.age)

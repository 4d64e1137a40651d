"""Ask the endpoints of a query, block by block, in batches, within limits; what nobody answered stays open.

Sound are the batches because each value is sent once, and a row of an endpoint fits the local rows that have its value.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Store

from remit.errors import QuestionError, ServiceError
from remit.federation.limits import Limits
from remit.federation.plan import Block, Plan, Swap, plan, swapped

if TYPE_CHECKING:
    from remit.services.service import Service

Term = NamedNode | BlankNode | Literal
Key = tuple[Term, ...]
Row = Mapping[str, Term]
Alone = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True)
class Federated:
    """A query without SERVICE, to be asked here, and why its answer is only a part of the whole, if it is."""

    query: str
    partial: tuple[str, ...] = ()


@dataclass
class _Told:
    """What is known of one block: rows, and what was asked about without an answer."""

    rows: list[Row] = field(default_factory=list)
    open: list[Key] = field(default_factory=list)


class _Spent(Exception):
    """A limit is reached; the text is a sentence without its end."""


def federated(
    store: Store, text: str, services: Mapping[str, Service], limits: Limits, alone: Alone = nullcontext
) -> Federated:
    """Ask the endpoints of a query, and return it with their answers in place of its SERVICE blocks.

    `services` holds the service for each address that the query names; `alone` keeps the store from asking any itself.
    """
    with alone():
        planned = plan(text)
    asked = _Asking(limits)
    filled: list[Swap] = []
    loose: dict[tuple[int, int], list[str]] = {}
    conditions = {(each.start, each.end): each for block in planned.blocks for each in block.loose}
    for block in planned.blocks:
        with alone():
            keys = _keys(store, planned, block, filled, limits)
        told = asked.told(services[block.iri], planned, block, keys)
        filled.append((block.start, block.end, _values(block, told)))
        for each in block.loose if told.open else ():
            loose.setdefault((each.start, each.end), []).append(block.open)
    filled += [(*span, conditions[span].loosened(marks)) for span, marks in loose.items()]
    return Federated(swapped(text, 0, len(text), filled), tuple(dict.fromkeys(asked.reasons)))


def _keys(store: Store, planned: Plan, block: Block, filled: Sequence[Swap], limits: Limits) -> list[Key]:
    """Return what the patterns before a block bind, each once; a blank node is ours alone, and nobody is asked."""
    solutions = store.query(planned.local(block, filled, block.shared))
    assert isinstance(solutions, QuerySolutions)
    found: dict[Key, None] = {}
    for solution in solutions:
        if open_ := [name for name in block.shared if solution[name] is None]:
            raise QuestionError(
                f"?{open_[0]} is not bound in every row before SERVICE <{block.iri}>, so that what it is asked about "
                "is not known; bind it outside of OPTIONAL, or give the service an OPTIONAL of its own"
            )
        key = tuple(solution[name] for name in block.sent)
        if all(isinstance(term, NamedNode | Literal) for term in key):
            found[key] = None
    if len(found) > limits.values:
        raise QuestionError(
            f"SERVICE <{block.iri}> would be asked about {len(found):,} values, {limits.values:,} are allowed "
            "(data/federation.yaml); make the patterns before it narrower"
        )
    return list(found)


class _Asking:
    """All requests of one question, and what they have cost so far."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.until = time.monotonic() + limits.seconds
        self.requests = self.rows = self.characters = 0
        self.reasons: list[str] = []
        self.dead: set[str] = set()

    def told(self, service: Service, planned: Plan, block: Block, keys: Sequence[Key]) -> _Told:
        """Ask about the keys, batch by batch; after a failure the service is left alone."""
        told = _Told()
        waiting = [keys[n : n + self.limits.batch] for n in range(0, len(keys), self.limits.batch)][::-1]
        while waiting:
            batch = waiting.pop()
            if service.id in self.dead:
                told.open += batch
                continue
            try:
                rows, cut = self._ask(service, planned, block, batch)
            except (_Spent, ServiceError) as error:
                self._failed(service, error, told, batch)
                continue
            if cut and len(batch) > 1:
                waiting += [batch[len(batch) // 2 :], batch[: len(batch) // 2]]
                continue
            told.rows += self._sound(service, block, batch, rows)
            if cut:
                self._say(service, "cut its answer, so that rows are missing")
        return told

    def _failed(self, service: Service, error: Exception, told: _Told, batch: Sequence[Key]) -> None:
        self.dead.add(service.id)
        told.open += batch
        if isinstance(error, ServiceError):
            self.reasons.append(str(error))
        else:
            self._say(service, f"was not asked about everything: {error} (data/federation.yaml)")

    def _ask(self, service: Service, planned: Plan, block: Block, batch: Sequence[Key]) -> tuple[Sequence[Row], bool]:
        from remit.services.gate import gate
        from remit.services.sparql import select

        limits, left = self.limits, self.until - time.monotonic()
        if self.requests >= limits.requests:
            raise _Spent(f"{limits.requests:,} requests are the most")
        if left <= 0 or gate(service).ahead() > left:
            raise _Spent(f"{limits.seconds:g} seconds are the most")
        self.requests += 1
        share = left / (2 * max(service.attempts, 1))
        bounded = replace(service, seconds=min(service.seconds, share), patience=min(service.patience, share))
        answer = select(bounded, _sent(planned, block, batch), columns=block.names)
        self.rows += len(answer.rows)
        self.characters += sum(len(term.value) for row in answer.rows for term in row.values())
        if self.rows > limits.rows:
            raise _Spent(f"{limits.rows:,} rows are the most")
        if self.characters > limits.characters:
            raise _Spent(f"{limits.characters:,} characters are the most")
        return answer.rows, answer.cut

    def _sound(self, service: Service, block: Block, batch: Iterable[Key], rows: Iterable[Row]) -> Iterator[Row]:
        """Yield the rows that are about what was asked, without blank nodes, which mean nothing here."""
        asked = set(batch)
        for row in rows:
            if tuple(row.get(name) for name in block.sent) not in asked:
                self._say(service, "answered about what it was not asked; these rows are left out")
            elif any(isinstance(term, BlankNode) for term in row.values()):
                self._say(service, "answered with blank nodes, which mean nothing here; these rows are left out")
            else:
                yield row

    def _say(self, service: Service, what: str) -> None:
        self.reasons.append(f"{service.name} ({service.endpoint}) {what}")


def _sent(planned: Plan, block: Block, batch: Iterable[Key]) -> str:
    """Return the query that an endpoint is sent: the block, for these values; the library writes the terms."""
    names, listed = _list(block.names), " ".join(_line(key) for key in batch)
    values = f"VALUES ({_list(block.sent)}) {{ {listed} }}"
    return f"{planned.prologue} SELECT {names} WHERE {{ {values} {block.inside} }}".strip()


def _values(block: Block, told: _Told) -> str:
    """Return the answer to a block as VALUES; what nobody answered is open and bears the mark of the block."""
    names = [*block.names, *([block.open] if told.open else [])]
    marked = [dict(zip(block.sent, key, strict=True)) | {block.open: Literal(True)} for key in told.open]
    lines = " ".join(_line([row.get(name) for name in names]) for row in [*told.rows, *marked])
    return f"{{ VALUES ({_list(names)}) {{ {lines} }} }}"


def _line(terms: Iterable[Term | None]) -> str:
    return f"({' '.join('UNDEF' if term is None else str(term) for term in terms)})"


def _list(names: Iterable[str]) -> str:
    return " ".join(f"?{name}" for name in names)

"""Put the graph of a build into a store: beside what is there, counted, then in its place by one update.

Until that update nothing that anybody reads is changed. Graphs of others are left alone: only those below the base of
the workspace are replaced, and a default graph that holds something else is not touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store

from remit.errors import RemitError, StoreError
from remit.graph.dataset import Dataset
from remit.services import graphs
from remit.store import graph_names
from remit.stores.remote import STATE, UPLOAD, Remote, why

#: How many bytes of triples one request carries.
PIECE = 4_000_000


def upload(dataset: Dataset, remote: Remote) -> dict[str, int]:
    """Put a dataset into a store and return how many triples each graph holds there.

    What stops it is a StoreError that says what stands in the store now.
    """
    made = dataset.store()
    wanted = {name: _dump(made, name) for name in ("", *graph_names(made))}
    named = {name or remote.state: triples for name, triples in wanted.items()}
    try:
        before, left = remote.counts(), remote.counts(UPLOAD)
    except RemitError as error:
        raise StoreError(why(error)) from error
    _refuse_strangers(before, remote)
    places = {name: _staging(name, dataset, remote) for name in named}
    try:
        _stage(named, places, remote)
    except RemitError as error:
        _drop(places.values(), remote)
        raise StoreError(f"{why(error)}. What the store held before stands as it was") from error
    gone = [*(set(before) - set(named)), *(set(left) - set(places.values()))]
    expected = {name: len(triples.splitlines()) for name, triples in named.items()}
    _swap(places, gone, before, expected, remote)
    return expected


def _dump(made: Store, name: str) -> bytes:
    graph = NamedNode(name) if name else DefaultGraph()
    return made.dump(format=RdfFormat.N_TRIPLES, from_graph=graph) or b""


def _refuse_strangers(before: Mapping[str, int], remote: Remote) -> None:
    if not remote.state and set(before) == {""}:
        raise StoreError(
            f"{remote.place.query} holds {before['']} triples in its default graph, which are not of this workspace "
            "and would be lost; name a dataset of its own"
        )


def _staging(name: str, dataset: Dataset, remote: Remote) -> str:
    """Return where a graph waits until all are there."""
    short = name.removeprefix(remote.base + "graph/") if name else STATE.removeprefix("graph/")
    return f"{remote.base}{UPLOAD}{dataset.name}/{short}"


def _stage(named: Mapping[str, bytes], places: Mapping[str, str], remote: Remote) -> None:
    """Put each graph beside those that are there, and count them."""
    for name, triples in named.items():
        first, *others = _pieces(triples)
        graphs.put(remote.graphs, places[name], first)
        for piece in others:
            graphs.add(remote.graphs, places[name], piece)
    counted = remote.counts(UPLOAD)
    for name, triples in named.items():
        sent, there = len(triples.splitlines()), counted.get(places[name], 0)
        if sent != there:
            raise StoreError(f"{remote.place.graphs} was sent {sent} triples for {name or 'the state'} and has {there}")


def _pieces(triples: bytes) -> Iterator[bytes]:
    """Yield triples in pieces that end at the end of a line."""
    begin = 0
    while len(triples) - begin > PIECE:
        end = triples.rindex(b"\n", begin, begin + PIECE) + 1
        yield triples[begin:end]
        begin = end
    yield triples[begin:]


def _swap(
    places: Mapping[str, str], gone: list[str], before: Mapping[str, int], expected: Mapping[str, int], remote: Remote
) -> None:
    """Put all graphs in their places by one update, the state last, and look whether they are there."""
    filled = {name: place for name, place in places.items() if expected[name]}
    order = sorted(filled, key=lambda name: name == remote.state)
    steps = [f"MOVE GRAPH <{filled[name]}> TO {f'GRAPH <{name}>' if name else 'DEFAULT'}" for name in order]
    steps += [f"DROP SILENT GRAPH <{name}>" for name in sorted(gone) if name]
    try:
        graphs.update(remote.updated, " ;\n".join(steps))
        reason = "the store did not put the graphs in their places"
    except RemitError as error:
        reason = why(error)
    try:
        after, waiting = remote.counts(), set(filled.values()) & set(remote.counts(UPLOAD))
    except RemitError as error:
        raise StoreError(f"{reason}; whether the store holds the new graphs cannot be told; build again") from error
    if not waiting and after == {name: count for name, count in expected.items() if count}:
        return
    if waiting == set(filled.values()) and after == before:
        _drop(places.values(), remote)
        raise StoreError(f"{reason}. What the store held before stands as it was")
    raise StoreError(f"{reason}. Some graphs are new and some are as they were; build again")


def _drop(places: Iterable[str], remote: Remote) -> None:
    """Take away what was put beside; where that fails, the next build does it."""
    with suppress(RemitError):
        graphs.update(remote.updated, " ;\n".join(f"DROP SILENT GRAPH <{place}>" for place in places))

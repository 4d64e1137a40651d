"""The registries as they were on a day: what had not begun or was over keeps its names and is nothing else.

A time is compared as precisely as it is written: what ends in 2019-04 and what begins then are both there all April.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from pyoxigraph import Literal, Quad

from remit.names import expand

SINCE, UNTIL, POST_IN = expand("remit:since"), expand("remit:until"), expand("org:postIn")
#: What is still said of a thing that is not there: what a reader needs where a programme names it.
NAMING = {
    SINCE,
    UNTIL,
    *map(expand, ("rdfs:label", "skos:notation", "skos:altLabel", "remit:number", "remit:isSucceededBy")),
}


def there_on(quads: Collection[Quad], day: str) -> Iterator[Quad]:
    """Yield the quads of a registry that hold on a day; a post goes with the body that it stands in."""
    gone = absent(quads, day)
    return (quad for quad in quads if quad.subject not in gone or quad.predicate.value in NAMING)


def absent(quads: Iterable[Quad], day: str) -> set[object]:
    """Return the things that are not there on a day."""
    quads = list(quads)
    gone: set[object] = {quad.subject for quad in quads if _outside(quad, day)}
    return gone | {quad.subject for quad in quads if quad.predicate.value == POST_IN and quad.object in gone}


def _outside(quad: Quad, day: str) -> bool:
    if not isinstance(quad.object, Literal) or quad.predicate.value not in (SINCE, UNTIL):
        return False
    moment = quad.object.value
    then = day[: len(moment)]
    return moment > then if quad.predicate.value == SINCE else moment < then

"""Who may work when: a quick lane for all, a long lane for what takes longer, and turns between addresses.

Each query begins in the quick lane, with little memory. After a while, or with more, it counts as long: it makes way
there and works on in the long lane at the lowest priority, or ends and begins anew when there is room: who waits takes
no memory. What was long once begins in the long lane the next time, and so does what differs from it by its numbers,
texts, comments and names of variables only. So queries that take a moment wait for moments only, whatever is asked.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections import Counter, OrderedDict, deque
from dataclasses import dataclass, field

from remit.serving.limits import Limits

#: How many queries are remembered as long.
REMEMBERED = 10_000


#: The start of a query by which it is known again, in characters, and what does not matter there.
START = 2000
_ASIDE = re.compile(
    r"""(?P<iri><[^<>\s]*>) | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*'
    | \#[^\n]* | (?P<variable>[?$]\w+) | \d+ | \s+""",
    re.VERBOSE,
)


def shape(work: bytes) -> int:
    """Return a number that is the same for pieces of work which probably take as long.

    >>> first, other = b'{"query": "SELECT ?a { ?a ?b 1 } # x"}', b'{"query": "SELECT ?x {?x ?y 22}"}'
    >>> shape(first) == shape(other), shape(first) == shape(b'{"query": "SELECT ?a { ?a <p> 1 }"}')
    (True, False)
    """
    said = json.loads(work)
    if "query" not in said:
        return hash(work)
    names: dict[str, str] = {}

    def kept(found: re.Match[str]) -> str:
        if found["variable"]:
            return names.setdefault(found[0], f"?{len(names)}")
        return found["iri"] or ""

    return hash((_ASIDE.sub(kept, said["query"][:START]), said.get("revision"), str(said.get("default"))))


class Busy(Exception):
    """There is no room for this query now."""


@dataclass
class Turns:
    """Who waits for a lane: the addresses in turn, each with those that wait, first come first."""

    room: int
    most: int = 0
    held: Counter[str] = field(default_factory=Counter)
    waiting: OrderedDict[str, deque[asyncio.Future[None]]] = field(default_factory=OrderedDict)

    async def enter(self, client: str) -> None:
        """Wait for a turn; one address takes `most` places, so that the others find one."""
        if self.room > 0 and self._may(client):
            self._take(client)
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.waiting.setdefault(client, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.leave(client)
            raise

    def leave(self, client: str) -> None:
        """Make room: for the next of the next address, if one waits that may have a place."""
        self.held[client] -= 1
        if self.held[client] <= 0:
            del self.held[client]
        self.room += 1
        for each in [each for each in self.waiting if self._may(each)]:
            turns = self.waiting.pop(each)
            while turns and turns[0].done():  # given up while it waited
                turns.popleft()
            if not turns:
                continue
            self._take(each)
            turns.popleft().set_result(None)
            if turns:
                self.waiting[each] = turns
            return

    def _may(self, client: str) -> bool:
        return not self.most or self.held[client] < self.most

    def _take(self, client: str) -> None:
        self.room -= 1
        self.held[client] += 1

    def count(self, client: str = "") -> int:
        """Return how many wait: in all, or for one address."""
        lists = [self.waiting.get(client, ())] if client else list(self.waiting.values())
        return sum(sum(not turn.done() for turn in turns) for turns in lists)


class Lanes:
    """The two lanes of one process, and the memory of what was long."""

    def __init__(self, limits: Limits) -> None:
        """Open the lanes."""
        self.limits = limits
        self.quick, self.long = Turns(limits.quick, max(1, limits.quick - 1)), Turns(limits.long)
        self._long: OrderedDict[int, None] = OrderedDict()

    def check(self, client: str, key: int) -> None:
        """Raise Busy where too many wait already, for this address or in all."""
        limits = self.limits
        if self.is_long(key) and self.long.room <= 0 and self.long.count() >= limits.asleep:
            raise Busy
        if self.quick.count() >= limits.waiting or self.quick.count(client) >= limits.each:
            raise Busy

    def is_long(self, key: int) -> bool:
        """Return whether a query was long when it was asked before."""
        return key in self._long

    def remember(self, key: int) -> None:
        """Remember that a query is long."""
        self._long[key] = None
        while len(self._long) > REMEMBERED:
            self._long.popitem(last=False)

    def forget(self, key: int) -> None:
        """Forget that a query is long: this time it was not."""
        self._long.pop(key, None)


class Turn:
    """The place of one query in one of the lanes."""

    def __init__(self, lanes: Lanes, client: str) -> None:
        """Begin without a place."""
        self.lanes, self.client, self.long, self.taken = lanes, client, False, False

    async def take(self, long: bool) -> None:
        """Wait for a place."""
        await (self.lanes.long if long else self.lanes.quick).enter(self.client)
        self.long, self.taken = long, True

    def give(self) -> None:
        """Give the place to the next."""
        if self.taken:
            self.taken = False
            (self.lanes.long if self.long else self.lanes.quick).leave(self.client)

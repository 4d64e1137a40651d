"""Who may work when: a quick lane for all, a long lane for what takes longer, and turns between addresses.

Each query begins in the quick lane. After a while it counts as long: it makes way there, works on in the long lane at
the lowest priority, or is held (SIGSTOP) until there is room. What was long once begins in the long lane the next
time. So queries that take a moment wait for moments only, whatever else is asked.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from dataclasses import dataclass, field

from remit.serving.limits import Limits

#: How many queries are remembered as long.
REMEMBERED = 10_000


class Busy(Exception):
    """There is no room for this query now."""


@dataclass
class Turns:
    """Who waits for a lane: the addresses in turn, each with those that wait, first come first."""

    room: int
    waiting: OrderedDict[str, deque[asyncio.Future[None]]] = field(default_factory=OrderedDict)

    async def enter(self, client: str) -> None:
        """Wait for a turn."""
        if self.room > 0:
            self.room -= 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.waiting.setdefault(client, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.leave()
            raise

    def leave(self) -> None:
        """Make room: for the next of the next address, if one waits."""
        while self.waiting:
            client, turns = self.waiting.popitem(last=False)
            turn = turns.popleft()
            if turns:
                self.waiting[client] = turns
            if not turn.done():
                turn.set_result(None)
                return
        self.room += 1

    def count(self, client: str = "") -> int:
        """Return how many wait: in all, or for one address."""
        lists = [self.waiting.get(client, ())] if client else list(self.waiting.values())
        return sum(sum(not turn.done() for turn in turns) for turns in lists)


class Lanes:
    """The two lanes of one process, and the memory of what was long."""

    def __init__(self, limits: Limits) -> None:
        """Open the lanes."""
        self.limits = limits
        self.quick, self.long = Turns(limits.quick), Turns(limits.long)
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

"""Have work done by the keeper's processes: in its turn, within its time, once for all who ask the same."""

from __future__ import annotations

import asyncio
import os
import re
import signal
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from remit.serving.keeper import NUMBER, TASKS
from remit.serving.lanes import Busy, Lanes, shape
from remit.serving.limits import Limits
from remit.serving.reply import LENGTH, Reply, problem

#: Seconds in which a keeper that ended is started again.
BACK = 5.0
#: Seconds for which is remembered that a query took too long.
TIRED = 30
#: Seconds for which a reply is kept: the graph stays the same, but some questions are about today.
FRESH = 300
SLOWEST = 19
#: A process whose answer was longer, in bytes, does nothing more: its memory is given back.
SMALL = 200_000
#: What is another answer each time it is asked.
_OTHER_EACH_TIME = re.compile(rb"\b(?:NOW|RAND|UUID|STRUUID)\s*\(", re.IGNORECASE)


@dataclass
class Child:
    """A process at work, and the connection on which its reply comes."""

    pid: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    done: int = 0

    @staticmethod
    async def begin(address: Path) -> Child:
        """Have a process begin; a keeper that is not there is waited for, then an OSError."""
        until = monotonic() + BACK
        while True:
            try:
                reader, writer = await asyncio.open_unix_connection(str(address))
                pid = NUMBER.unpack(await reader.readexactly(NUMBER.size))[0]
                break
            except (OSError, asyncio.IncompleteReadError):
                if monotonic() > until:
                    raise OSError("the process that holds the graph does not answer") from None
                await asyncio.sleep(0.02)
        return Child(pid, reader, writer)

    async def reply(self, work: bytes) -> Reply | None:
        """Give it something to do and return the whole reply, or None of a process that ended before."""
        with suppress(OSError, asyncio.IncompleteReadError):
            self.done += 1
            self.writer.write(NUMBER.pack(len(work)) + work)
            head, body = LENGTH.unpack(await self.reader.readexactly(LENGTH.size))
            return Reply.unpacked(await self.reader.readexactly(head), await self.reader.readexactly(body))
        return None

    def tell(self, sign: signal.Signals) -> None:
        """Send a signal, if the process is still there."""
        with suppress(OSError):
            os.kill(self.pid, sign)

    def worked(self) -> float:
        """Return the seconds of the processor that it has used; endless where the system does not say."""
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="latin-1").rpartition(")")[2].split()
        except OSError:
            return float("inf")
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def calm(self) -> None:
        """Give way to all others from now on."""
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.pid, SLOWEST)

    def end(self) -> None:
        """End the process, held or not, and the connection."""
        self.tell(signal.SIGKILL)
        self.writer.close()


class Working:
    """What one process of the web asks of the keeper: each piece of work is bytes, and the same bytes the same work."""

    def __init__(self, limits: Limits) -> None:
        """Begin with nothing asked."""
        self.limits, self.lanes = limits, Lanes(limits)
        self.replies = Kept(limits.cached)
        self.idle: dict[Path, list[Child]] = {}
        self._asked: dict[tuple[Path, bytes], asyncio.Task[Reply]] = {}

    async def do(self, address: Path, work: bytes, client: str) -> Reply:
        """Return what the keeper at an address makes of a piece of work, or why it makes nothing."""
        key = (address, work)
        if known := self.replies.get(key):
            return known
        if key not in self._asked:
            try:
                self.lanes.check(client, shape(work))
            except Busy:
                return _busy()
            self._asked[key] = asyncio.ensure_future(self._do(address, work, client))
            self._asked[key].add_done_callback(lambda _: self._asked.pop(key, None))
        reply = await asyncio.shield(self._asked[key])
        if not _OTHER_EACH_TIME.search(work):
            self.replies.keep(key, reply)
        return reply

    async def _do(self, address: Path, work: bytes, client: str) -> Reply:
        key = shape(work)
        turn = Turn(self.lanes, client)
        child: Child | None = None
        reply: Reply | None = None
        try:
            await self._take(turn, key)
            child = self._idle(address) or await Child.begin(address)
            reply = await self._within(child, work, turn, key)
            return reply or _broken(self.limits)
        except Busy:
            return _busy()
        except OSError as error:
            return problem(503, "The graph is not there", f"{error}; try again in a moment", (("Retry-After", "5"),))
        finally:
            if child and reply and not turn.long and child.done < TASKS and len(reply.body) < SMALL:
                self.idle.setdefault(address, []).append(child)
            elif child:
                child.end()
            turn.give()

    async def _take(self, turn: Turn, key: int) -> None:
        """Wait for a place in the lane of a query; whether it is long may become known while it waits."""
        if not self.lanes.is_long(key):
            await turn.take(long=False)
        if self.lanes.is_long(key):
            turn.give()
            self.lanes.check(turn.client, key)
            await self._long(turn)

    async def _long(self, turn: Turn) -> None:
        """Wait for a place in the long lane, but not longer than a query may take."""
        try:
            await asyncio.wait_for(turn.take(long=True), self.limits.seconds)
        except TimeoutError:
            raise Busy from None

    def _idle(self, address: Path) -> Child | None:
        """Return a process that is there and does nothing; those of other keepers are let go."""
        for other in [each for each in self.idle if each != address]:
            for child in self.idle.pop(other):
                child.end()
        while self.idle.get(address):
            child = self.idle[address].pop()
            if not child.reader.at_eof():
                return child
            child.end()
        return None

    async def _within(self, child: Child, work: bytes, turn: Turn, key: int) -> Reply | None:
        """Return the reply that comes in time: what is long makes way after a while."""
        coming = asyncio.ensure_future(child.reply(work))
        try:
            if not turn.long:
                if await self._soon(coming, child):
                    return coming.result()
                self.lanes.remember(key)
                await self._make_way(child, turn)
            child.calm()
            if (await asyncio.wait({coming}, timeout=self.limits.seconds))[0]:
                return coming.result()
            return _late(self.limits)
        finally:
            coming.cancel()

    async def _soon(self, coming: asyncio.Future[Reply | None], child: Child) -> bool:
        """Return whether a reply comes before its work counts as long: a busy machine makes no query a long one."""
        after, worked, began = self.limits.after, child.worked(), monotonic()
        while not (await asyncio.wait({coming}, timeout=after))[0]:
            if child.worked() - worked >= after / 2 or monotonic() - began > self.limits.seconds:
                return False
        return True

    async def _make_way(self, child: Child, turn: Turn) -> None:
        """Change to the long lane; hold the process while there is no room."""
        if self.lanes.long.room <= 0:
            if self.lanes.long.count() >= self.limits.asleep:
                raise Busy
            child.tell(signal.SIGSTOP)
        turn.give()
        await self._long(turn)
        child.tell(signal.SIGCONT)


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


class Kept:
    """Replies that are kept, the oldest going first, each for a while only."""

    def __init__(self, most: int) -> None:
        """Keep so many bytes."""
        self.most, self.size = most, 0
        self._kept: OrderedDict[tuple[Path, bytes], tuple[float, Reply]] = OrderedDict()

    def get(self, key: tuple[Path, bytes]) -> Reply | None:
        """Return the reply that is kept, or None."""
        if not (found := self._kept.get(key)):
            return None
        until, reply = found
        if until < monotonic():
            self._forget(key)
            return None
        self._kept.move_to_end(key)
        return reply

    def keep(self, key: tuple[Path, bytes], reply: Reply) -> None:
        """Keep a reply that would be the same the next time."""
        late = reply.status == 503 and ("Retry-After", str(TIRED)) in reply.headers
        if (reply.status >= 500 and not late) or len(reply.body) > self.most // 8 or key in self._kept:
            return
        self._kept[key] = (monotonic() + (TIRED if late else FRESH), reply)
        self.size += _weight(key, reply)
        while self.size > self.most:
            self._forget(next(iter(self._kept)))

    def forget(self, key: tuple[Path, bytes]) -> None:
        """Forget a reply, if it is kept."""
        if key in self._kept:
            self._forget(key)

    def _forget(self, key: tuple[Path, bytes]) -> None:
        self.size -= _weight(key, self._kept.pop(key)[1])


def _weight(key: tuple[Path, bytes], reply: Reply) -> int:
    return len(key[1]) + len(reply.body) + 1000


def _busy() -> Reply:
    return problem(503, "Too much is asked at once", "Try again in a few seconds.", (("Retry-After", "3"),))


def _late(limits: Limits) -> Reply:
    detail = f"The query took longer than {limits.seconds:g} seconds; ask for less, or take a dump and ask it at home."
    return problem(503, "The query takes too long", detail, (("Retry-After", str(TIRED)),))


def _broken(limits: Limits) -> Reply:
    detail = f"The query needed more than {limits.memory / 1e6:,.0f} MB of memory, or broke off; ask for less."
    return problem(503, "The query needs too much", detail, (("Retry-After", str(TIRED)),))

"""Have work done by the keeper's processes: in its turn, within its time, once for all who ask the same."""

from __future__ import annotations

import asyncio
import os
import re
import resource
import signal
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from remit.serving.budget import resident
from remit.serving.keeper import NUMBER, TASKS
from remit.serving.kept import Kept
from remit.serving.lanes import Busy, Lanes, Turn, shape
from remit.serving.limits import Limits
from remit.serving.reply import LENGTH, Reply, problem

#: Seconds in which a keeper that ended is started again.
BACK = 5.0
#: A question of the catalogue is known to end: it keeps its turn on a busy machine, and has so many times the seconds
#: of a query, while its time of the processor stays bounded as that of others.
OURS, PATIENT = b'"do": "question"', 3
#: Seconds for which is remembered that a query took too long.
TIRED = 30
#: Seconds for which a reply is kept: the graph stays the same, but some questions are about today.
FRESH = 300
#: A reply that is kept takes so many bytes beside its own.
ASIDE = 1000
SLOWEST = 19
#: A process whose answer was longer, in bytes, does nothing more: its memory is given back.
SMALL = 200_000
#: So does one that has taken so many bytes.
GROWN = 16_000_000
#: What is another answer each time it is asked.
_OTHER_EACH_TIME = re.compile(rb"\b(?:NOW|RAND|UUID|STRUUID)\s*\(", re.IGNORECASE)


@dataclass
class Child:
    """A process at work, and the connection on which its reply comes."""

    pid: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    done: int = 0
    first: int = 0
    ended: bool = False

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
        return Child(pid, reader, writer, first=resident(pid))

    async def reply(self, work: bytes, one: asyncio.Lock) -> Reply | None:
        """Give it something to do and return the whole reply, or None of a process that ended before.

        Long replies come one after the other.
        """
        with suppress(OSError, asyncio.IncompleteReadError):
            self.done += 1
            self.writer.write(NUMBER.pack(len(work)) + work)
            head, body = LENGTH.unpack(await self.reader.readexactly(LENGTH.size))
            async with one if body > SMALL else nullcontext():
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

    def calm(self, ours: bool) -> None:
        """Take the memory that one query may take; give way to all others, if it is none of `ours`, known to end."""
        with suppress(OSError):
            if not ours:
                os.setpriority(os.PRIO_PROCESS, self.pid, SLOWEST)
            _, most = resource.prlimit(self.pid, resource.RLIMIT_DATA)
            resource.prlimit(self.pid, resource.RLIMIT_DATA, (most, most))

    def end(self) -> None:
        """End the process and the connection, once: its number may soon be another's."""
        if not self.ended:
            self.ended = True
            self.tell(signal.SIGKILL)
            self.writer.close()


class Working:
    """What one process of the web asks of the keeper: each piece of work is bytes, and the same bytes the same work."""

    def __init__(self, limits: Limits) -> None:
        """Begin with nothing asked."""
        self.limits, self.lanes, self.one = limits, Lanes(limits), asyncio.Lock()
        self.replies: Kept[tuple[Path, bytes], Reply] = Kept(limits.cached)
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
        tired = reply.status == 503 and ("Retry-After", str(TIRED)) in reply.headers
        if (reply.status < 500 or tired) and not _OTHER_EACH_TIME.search(work):
            self.replies.keep(key, reply, len(work) + len(reply.body) + ASIDE, TIRED if tired else FRESH)
        return reply

    async def _do(self, address: Path, work: bytes, client: str) -> Reply:
        key, turn = shape(work), Turn(self.lanes, client)
        try:
            await self._take(turn, key)
            reply = None if turn.long else await self._quickly(address, work, turn, key)
            if reply is None:
                reply = await self._slowly(await self._begin(address), work, turn, key)
            return reply or _broken(self.limits)
        except Busy:
            return _busy()
        except OSError as error:
            return problem(503, "The graph is not there", f"{error}; try again in a moment", (("Retry-After", "5"),))
        finally:
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

    async def _begin(self, address: Path) -> Child:
        """Return a process that does nothing yet: one that is there, or a new one; those of other keepers go."""
        for other in [each for each in self.idle if each != address]:
            for child in self.idle.pop(other):
                child.end()
        while self.idle.get(address):
            child = self.idle[address].pop()
            if not child.reader.at_eof():
                return child
            child.end()
        return await Child.begin(address)

    async def _quickly(self, address: Path, work: bytes, turn: Turn, key: int) -> Reply | None:
        """Return the reply if it comes soon, or from the long lane if there is room; or None: it is to begin anew."""
        child = await self._begin(address)
        coming = asyncio.ensure_future(child.reply(work, self.one))
        try:
            if await self._soon(coming, child):
                if reply := coming.result():
                    self._keep(address, child, reply)
                    return reply
                self.lanes.remember(key)  # it needs more memory, or somebody ended it
                await self._change(turn)
                return None
            self.lanes.remember(key)
            if room := self.lanes.long.room > 0:
                await self._change(turn)
                return await self._slowly(child, work, turn, key, coming)
        finally:
            coming.cancel()
            if child not in self.idle.get(address, ()):
                child.end()
        if not room:
            await self._change(turn)
        return None

    def _keep(self, address: Path, child: Child, reply: Reply) -> None:
        """Keep a process for other work, if it has little memory."""
        if child.done < TASKS and len(reply.body) < SMALL and resident(child.pid) - child.first < GROWN:
            self.idle.setdefault(address, []).append(child)

    async def _change(self, turn: Turn) -> None:
        """Change to the long lane; too many that wait there are Busy."""
        if self.lanes.long.room <= 0 and self.lanes.long.count() >= self.limits.asleep:
            raise Busy
        turn.give()
        await self._long(turn)

    async def _slowly(
        self, child: Child, work: bytes, turn: Turn, key: int, coming: asyncio.Future[Reply | None] | None = None
    ) -> Reply | None:
        """Return the reply that comes in time, from a process that gives way to all others, if it may not end."""
        began, ours = monotonic(), OURS in work
        try:
            child.calm(ours)
            coming = coming or asyncio.ensure_future(child.reply(work, self.one))
            done, _ = await asyncio.wait({coming}, timeout=self.limits.seconds * (PATIENT if ours else 1))
            if done and coming.result() and monotonic() - began < self.limits.after:
                self.lanes.forget(key)
            return coming.result() if done else _late(self.limits)
        finally:
            if coming:
                coming.cancel()
            child.end()

    async def _soon(self, coming: asyncio.Future[Reply | None], child: Child) -> bool:
        """Return whether a reply comes before its work counts as long: a busy machine makes no query a long one."""
        after, worked, began = self.limits.after, child.worked(), monotonic()
        while not (await asyncio.wait({coming}, timeout=after))[0]:
            if child.worked() - worked >= after / 2 or monotonic() - began > self.limits.seconds:
                return False
        return True


def _busy() -> Reply:
    return problem(503, "Too much is asked at once", "Try again in a few seconds.", (("Retry-After", "3"),))


def _late(limits: Limits) -> Reply:
    detail = f"The query took longer than {limits.seconds:g} seconds; ask for less, or take a dump and ask it at home."
    return problem(503, "The query takes too long", detail, (("Retry-After", str(TIRED)),))


def _broken(limits: Limits) -> Reply:
    most = f"{limits.memory / 1e6:,.0f} MB"
    detail = f"The query needed more than {most} of memory, or more than is there for all now; ask for less."
    return problem(503, "The query needs too much", detail, (("Retry-After", str(TIRED)),))

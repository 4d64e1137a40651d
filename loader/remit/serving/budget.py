"""Look at the memory of the whole server, in a process beside the others, and keep all queries within one budget.

What the server has at rest is measured when it begins. The queries, and what is being sent, may take as much again, or
what the settings say where that is more; beyond it, the query that has most memory of its own ends (its client gets
503), and so on until it is enough. Queries with little memory are left alone, so that lookups never end so.
Looking costs: memory of one's own (shared pages count for each by its part) is only measured where the memory that is
mapped, which is cheaper to know, has grown, or once a second.
"""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

#: Seconds between two looks, before the first, and after which it is measured again in any case.
LOOK, BEGIN, AGAIN = 0.03, 1.0, 1.0
#: So much of the memory at rest is given out: what is taken between two looks must find its place, too.
SHARE = 0.6
#: So many bytes more that are mapped are a reason to measure.
STEP = 8_000_000
#: A query with fewer bytes of its own is left alone.
LEAST = 20_000_000
_OWN = re.compile(r"^(Pss|Private_Clean|Private_Dirty):\s+(\d+) kB", re.MULTILINE)


def watch(server: int, least: int) -> None:
    """Keep the queries of a server within its budget, until the server ends."""
    time.sleep(BEGIN)
    budget = Budget(server, least)
    while os.getppid() == server:
        budget.look()
        time.sleep(LOOK)


@dataclass
class Budget:
    """What a server may have, by what it has at rest: `least` bytes more at least."""

    server: int
    least: int
    rest: int = 0
    seen: int = 0
    again: float = 0
    ended: list[int] = field(default_factory=list)

    def look(self) -> None:
        """Measure where there is a reason to; end queries where it is too much."""
        mapped = sum(map(resident, everything(self.server)))
        if mapped < self.seen + STEP and time.monotonic() < self.again:
            self.seen = min(self.seen, mapped)
            return
        self.seen, self.again = mapped, time.monotonic() + AGAIN
        total, queries = measured(self.server)
        if not self.rest:
            self.rest = total - sum(queries.values())
        self._end(total - self.rest - max(self.least, int(SHARE * self.rest)), queries)

    def _end(self, over: int, queries: dict[int, int]) -> None:
        """End the queries that have most, until so many bytes are free; one that is about to end counts as free."""
        self.ended = [pid for pid in self.ended if pid in queries]
        over -= sum(queries[pid] for pid in self.ended)
        for pid, own in sorted(queries.items(), key=lambda each: -each[1]):
            if over <= 0 or own < LEAST:
                return
            if pid in self.ended:
                continue
            with suppress(OSError):
                os.kill(pid, signal.SIGKILL)
                self.ended.append(pid)
                over -= own


def measured(server: int) -> tuple[int, dict[int, int]]:
    """Return the bytes of all processes, what several share counted once, and those of each query's own."""
    total, queries = sum(_own(pid)[0] for pid in (server, *children(server))), dict[int, int]()
    for child in children(server):
        for query in children(child):
            part, queries[query] = _own(query)
            total += part
    return total, queries


def everything(server: int) -> Iterator[int]:
    """Yield the processes of a server: itself, its children, and theirs, which are queries."""
    yield server
    for child in children(server):
        yield child
        yield from children(child)


def apart() -> None:
    """Take this process, and what it starts, out of the budget: what makes the pages is no query."""
    os.setpgid(0, 0)


def children(pid: int) -> list[int]:
    """Return the processes that a process has started, but for those apart; none where the system does not say."""
    try:
        said = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [child for child in map(int, said) if _group(child) == _group(pid)]


def _group(pid: int) -> int:
    try:
        return os.getpgid(pid)
    except OSError:
        return 0


def resident(pid: int) -> int:
    """Return the bytes that are mapped in a process, with what it shares."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def _own(pid: int) -> tuple[int, int]:
    """Return the bytes of a process, its part of what is shared included, and those that nobody shares."""
    try:
        said = dict(_OWN.findall(Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")))
    except OSError:
        return 0, 0
    clean, dirty = (int(said.get(name, 0)) for name in ("Private_Clean", "Private_Dirty"))
    return 1024 * int(said.get("Pss", 0)), 1024 * (clean + dirty)

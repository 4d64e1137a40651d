"""The process that holds the graph and has each piece of work done in another process, by a fork.

A fork shares the memory of the graph, sees nothing of later changes, and can be killed: by its clock, by its memory,
by whoever asked. It does one thing at a time, and others after it if it did that quickly. What it works out is sent
whole or not at all, so that nobody takes a part for the whole.
This process has one thread, and nothing but the fork happens in it.
"""

from __future__ import annotations

import gc
import os
import resource
import select
import signal
import socket
import struct
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from remit.serving.limits import Limits
from remit.serving.reply import Reply, problem

#: What comes and goes: a length, or the number of a process.
NUMBER = struct.Struct(">I")
#: A child that nobody stops ends by itself after so many times what it may work: it may have been held meanwhile.
PATIENCE = 12
#: Work makes way for the answers that are ready.
NICE = 5
#: So many tasks a process does, one after the other, before its memory is given back.
TASKS = 50
#: Seconds between two looks at whether the parent is still there.
LOOK = 1.0

Work = Callable[[bytes], Reply]


def keep(address: Path, work: Work, limits: Limits) -> None:
    """Listen at a Unix socket and do what comes in processes of their own, until the parent ends or says so."""
    parent = os.getppid()
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    fresh = address.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    listener.bind(str(fresh))
    listener.listen(1024)
    os.replace(fresh, address)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stop, signal.SIG_DFL)
    gc.collect()
    gc.freeze()
    while os.getppid() == parent:
        ready, _, _ = select.select([listener], [], [], LOOK)
        if ready:
            _serve(listener, work, limits)


def _serve(listener: socket.socket, work: Work, limits: Limits) -> None:
    """Take one connection and fork for it; a machine that gives no further process ends the connection."""
    with suppress(OSError):
        connection, _ = listener.accept()
        with connection:
            if os.fork() == 0:
                try:
                    listener.close()
                    _answer(connection, work, limits)
                finally:
                    os._exit(0)


def _answer(connection: socket.socket, work: Work, limits: Limits) -> None:
    """Say which process this is; then read what is to be done, do it, say what came of it, until nobody asks."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    with suppress(OSError):
        os.nice(NICE)
    connection.sendall(NUMBER.pack(os.getpid()))
    _limit_memory(limits)
    for _ in range(TASKS):
        length = _read(connection, NUMBER.size)
        signal.setitimer(signal.ITIMER_REAL, PATIENCE * limits.seconds)
        _limit_time(limits)
        connection.sendall(_done(work, _read(connection, NUMBER.unpack(length)[0])).packed())
        signal.setitimer(signal.ITIMER_REAL, 0)


def _done(work: Work, asked: bytes) -> Reply:
    """Do the work; what nobody foresaw is our fault, is told in the log, and ends this process alone."""
    try:
        return work(asked)
    except MemoryError:
        os._exit(1)
    except Exception:
        traceback.print_exc()
        return problem(500, "This is a fault of the server", "It is noted in the log.")


def _read(connection: socket.socket, length: int) -> bytes:
    """Read so many bytes; a connection that ends before is an EOFError."""
    parts: list[bytes] = []
    while length:
        part = connection.recv(min(length, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _limit_time(limits: Limits) -> None:
    """Bound the time of the processor for the next task; what was used before does not count."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime + limits.seconds) + 2
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, hard))


def _limit_memory(limits: Limits) -> None:
    """Bound the memory to what a small query needs, which whoever asked may raise; leave no image of it behind.

    What can be written counts, not what is set aside: threads of the store set much aside that they never use.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    statm = Path("/proc/self/statm")
    if statm.exists():
        used = int(statm.read_text(encoding="ascii").split()[5]) * resource.getpagesize()
        most = used + limits.memory
        resource.setrlimit(resource.RLIMIT_DATA, (min(used + limits.small, most), most))


def task(what: dict[str, Any]) -> bytes:
    """Return what is to be done as it travels; the same is the same to the byte."""
    import json

    return json.dumps(what, ensure_ascii=False, sort_keys=True).encode()

"""Do a piece of work in a process of its own, with limits on time and memory.

For work that a hostile document could make endless, or that a library of another language could crash.
Where processes cannot be forked the work is done without limits.
"""

from __future__ import annotations

import faulthandler
import math
import os
import pickle
import resource
import select
import signal
import time
import warnings
from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")
#: How many times longer work may take by the clock, on a machine that has much to do.
PATIENCE = 5


class Stopped(Exception):
    """The work was stopped by its limits, or stopped the process that did it; the message says which."""


def fenced(work: Callable[[], Value], seconds: float, memory: int) -> Value:
    """Return what `work` returns, or raise what it raises; both travel pickled.

    Work that takes longer than `seconds` of its processor (or `PATIENCE` times that by the clock),
    more than `memory` further bytes, or that crashes is Stopped.

    >>> fenced(lambda: 1 + 1, 10, 1_000_000_000)
    2
    """
    if not hasattr(os, "fork"):
        return work()
    reading, writing = os.pipe()
    with warnings.catch_warnings():  # Python 3.12 warns of threads; the child touches none of them
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        os.close(reading)
        faulthandler.disable()  # a child that breaks off is an answer, not a fault to be dumped
        _answer(work, writing, seconds, memory)
    os.close(writing)
    try:
        answer = _heard(reading, PATIENCE * seconds)
    finally:
        os.close(reading)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    if answer is None or (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU):
        raise Stopped(f"reading takes more than {seconds:g} seconds")
    if not answer:
        raise Stopped("is damaged, or needs too much memory, so that reading it breaks off")
    value: Value
    value, error = pickle.loads(answer)
    if isinstance(error, MemoryError):
        raise Stopped("reading takes too much memory")
    if error is not None:
        raise error
    return value


def _heard(reading: int, seconds: float) -> bytes | None:
    """Return what a child says until it ends; None where it does not end in time."""
    heard: list[bytes] = []
    deadline = time.monotonic() + seconds
    while True:
        ready, _, _ = select.select([reading], [], [], max(deadline - time.monotonic(), 0))
        if not ready:
            return None
        piece = os.read(reading, 1 << 20)
        if not piece:
            return b"".join(heard)
        heard.append(piece)


def _answer(work: Callable[[], object], writing: int, seconds: float, memory: int) -> None:
    """Do the work, say what came of it, and end this process."""
    try:
        _limit(seconds, memory)
        said = _said(work)
        while said:
            said = said[os.write(writing, said) :]
    finally:
        os._exit(0)


def _said(work: Callable[[], object]) -> bytes:
    try:
        return pickle.dumps((work(), None), pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        return pickle.dumps((None, error))


def _limit(seconds: float, memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    most = max(math.ceil(seconds), 1)
    resource.setrlimit(resource.RLIMIT_CPU, (most, most + 2))
    if os.path.exists("/proc/self/statm"):
        with open("/proc/self/statm", encoding="ascii") as file:
            used = int(file.read().split()[0]) * resource.getpagesize()
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (used + memory, hard))

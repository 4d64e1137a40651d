"""Pieces of work done by several processes at once, which share the memory of what was read before.

A process takes the next piece when it is done with one. What they were given is there by a fork: nothing is copied,
nothing has to be read again. Where that cannot be (one processor, other threads, a system without forks) the pieces
are done one after the other.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import threading
import traceback
import warnings
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from remit.errors import PublishError, RemitError

Value = TypeVar("Value")
#: So many processes at most: each takes memory for what it makes.
MOST = 4


@dataclass(frozen=True)
class Share:
    """One of `of` equal shares of things, which are neighbours: what stands in one folder is written by one process."""

    number: int = 0
    of: int = 1

    def __call__(self, every: Collection[Value]) -> Iterator[Value]:
        """Yield the things of this share."""
        many = len(every)
        return islice(every, many * self.number // self.of, many * (self.number + 1) // self.of)


WHOLE = Share()


def processors() -> int:
    """Return how many processes may work at once."""
    if not hasattr(os, "sched_getaffinity") or threading.active_count() > 1:
        return 1
    return min(len(os.sched_getaffinity(0)), MOST)


def alone() -> bool:
    """Return whether no library has threads of its own here, which a fork would lose: a store on disk has some."""
    tasks = Path("/proc/self/task")
    return not tasks.is_dir() or len(list(tasks.iterdir())) <= threading.active_count()


def shared(pieces: Sequence[Callable[[], Value]], processes: int) -> list[Value]:
    """Return what the pieces return, in any order; what one of them raises is raised when the others have ended.

    There are 256 pieces at most.

    >>> sorted(shared([lambda: 1, lambda: 2, lambda: 3], 2))
    [1, 2, 3]
    """
    if processes < 2:
        return [piece() for piece in pieces]
    ahead = _queue(len(pieces))
    children = [_child(pieces, ahead) for _ in range(processes - 1)]
    try:
        found = list(_taken(pieces, ahead))
        for _, answer in children:
            found += _heard(answer)
    except BaseException:
        for child, _ in children:
            os.kill(child, signal.SIGINT)
        raise
    finally:
        os.close(ahead)
        for child, answer in children:
            os.close(answer)
            os.waitpid(child, 0)
    return found


@contextmanager
def uncollected() -> Iterator[None]:
    """Make many things that are kept, or freed by their counts, without looking for rings among them all the time.

    What was made counts as old afterwards: else the next thing that is made would have all of it looked through.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def _queue(many: int) -> int:
    """Return a pipe from which each reader takes the next number, until there are none."""
    reading, writing = os.pipe()
    os.write(writing, bytes(range(many)))
    os.close(writing)
    return reading


def _taken(pieces: Sequence[Callable[[], Value]], ahead: int, parent: int = 0) -> Iterator[Value]:
    """Do one piece after the other, as long as the process that wants them is there."""
    while (not parent or os.getppid() == parent) and (number := os.read(ahead, 1)):
        yield pieces[number[0]]()


def _child(pieces: Sequence[Callable[[], object]], ahead: int) -> tuple[int, int]:
    """Start a process that takes pieces; return its number, and where it tells what came of them.

    An interruption waits until the child is where it ends by it: it must never go on as a copy of its parent.
    """
    parent, (reading, writing) = os.getpid(), os.pipe()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    with warnings.catch_warnings():  # Python 3.12 warns of threads of libraries; the child touches none of them
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            os.close(reading)
            _tell(_came_of(lambda: list(_taken(pieces, ahead, parent))), writing)
        finally:
            os._exit(0)
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    os.close(writing)
    return child, reading


def _came_of(work: Callable[[], object]) -> bytes:
    try:
        return pickle.dumps((work(), None), pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        if not isinstance(error, RemitError | OSError):
            error.add_note(traceback.format_exc())
        return pickle.dumps(([], error), pickle.HIGHEST_PROTOCOL)


def _tell(said: bytes, writing: int) -> None:
    with os.fdopen(writing, "wb") as told:
        told.write(said)


def _heard(answer: int) -> list[Any]:
    """Return what came of the work of another process."""
    with os.fdopen(answer, "rb", closefd=False) as told:
        said = told.read()
    if not said:
        raise PublishError("the site is not whole, for a process that made it was ended from outside; publish it again")
    values, error = pickle.loads(said)
    if error is not None:
        raise error
    return list(values)

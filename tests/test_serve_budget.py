"""All queries share one budget of memory: beyond it, the one that has most ends, and small ones never do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from remit.serving.budget import LEAST, Budget, children, everything, measured, resident
from remit.serving.keeper import task
from remit.serving.limits import Limits
from remit.serving.reply import Reply
from remit.serving.web.server import _give_back
from remit.serving.working import OURS, SLOWEST, Child, Working

MB = 1_000_000
#: A process as the server is: a child that holds the graph, whose children are the queries, each with its memory.
TREE = """
import os, sys, time
def child(work):
    if os.fork() == 0:
        work()
        os._exit(0)
def query(size):
    held = b"x" * size
    os.write(1, b".")
    time.sleep(60)
def keeper():
    for size in map(int, sys.argv[1:]):
        child(lambda: query(size))
    os.write(1, b".")
    time.sleep(60)
child(keeper)
time.sleep(60)
"""
pytestmark = pytest.mark.skipif(not os.path.exists("/proc/self/smaps_rollup"), reason="the system says no memory")


@contextmanager
def tree(*sizes: int) -> Iterator[int]:
    """Have such processes until the end of the block."""
    command = [sys.executable, "-c", TREE, *map(str, sizes)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as top:
        assert top.stdout is not None
        try:
            top.stdout.read(len(sizes) + 1)
            yield top.pid
        finally:
            os.killpg(top.pid, signal.SIGKILL)


def own(server: int) -> list[int]:
    """Return the memory of the queries, in tens of megabytes."""
    return sorted(round(size / MB / 10) for size in measured(server)[1].values())


def test_the_query_that_has_most_ends() -> None:
    with tree(60 * MB, 90 * MB, MB) as server:
        budget = Budget(server, least=80 * MB)
        largest = max(measured(server)[1].items(), key=lambda each: each[1])[0]

        budget.look()

        assert budget.ended == [largest]
        budget.again = 0
        budget.look()
        assert set(budget.ended) <= {largest}, "what is left is within the budget"


def test_small_queries_are_left_alone() -> None:
    few = LEAST - 10 * MB
    with tree(few, few, few, few) as server:
        budget = Budget(server, least=MB)

        budget.look()

        assert not budget.ended and len(own(server)) == 4


def test_what_was_there_at_rest_is_measured_without_the_queries() -> None:
    with tree(50 * MB, 50 * MB) as busy, tree() as idle:
        first, second = Budget(busy, least=500 * MB), Budget(idle, least=500 * MB)

        first.look()
        second.look()

        assert 0 < first.rest < second.rest + 25 * MB
        assert len(list(everything(busy))) == 4 and len(children(idle)) == 1


def test_nothing_is_there_of_a_process_that_has_ended() -> None:
    with tree() as server:
        pass

    assert measured(server) == (0, {}) and list(everything(server)) == [server]


def test_a_process_that_has_grown_does_nothing_more() -> None:
    """What idle processes hold is missing in the budget of those at work."""
    line: Any = None
    own, small, where = os.getpid(), Reply(200, "text/plain", b"x"), Path("keeper")
    working = Working(Limits())

    working._keep(where, Child(own, line, line, first=0), small)
    assert not working.idle.get(where)
    working._keep(where, Child(own, line, line, first=resident(own)), small)
    assert len(working.idle[where]) == 1


def test_a_question_of_the_catalogue_is_known_as_one() -> None:
    assert OURS in task({"do": "question", "name": "sections", "parameters": {}})
    assert OURS not in task({"do": "query", "query": '"do": "question"'})


def test_free_memory_is_given_back() -> None:
    assert _give_back()(0) in (None, 0, 1)


def test_a_question_of_the_catalogue_keeps_its_turn_where_a_query_gives_way() -> None:
    line: Any = None
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as busy:
        child, before = Child(busy.pid, line, line), os.getpriority(os.PRIO_PROCESS, busy.pid)
        child.calm(True)
        assert os.getpriority(os.PRIO_PROCESS, busy.pid) == before
        child.calm(False)
        assert os.getpriority(os.PRIO_PROCESS, busy.pid) == SLOWEST
        busy.kill()

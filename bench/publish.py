"""What the site takes: P1/2017, more of it, and the same things written by rdflib alone as the ratio.

    python bench/publish.py

CPU seconds are those of all processes that make the site; the clock, with writing to an empty folder, is that of this
machine with what else it does. The check is left out, which `bench/validation.py` measures. Larger graphs hold P1/2017
several times, each copy a programme of its own beside the registries.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Quad, Store

from remit.publishing.publication import Publication
from remit.publishing.sharing import processors, uncollected
from remit.publishing.site import files, write
from remit.store import to_rdflib
from remit.workspace import Workspace

#: What is another one in each copy: the programme and what belongs to it, and the graph of its revision.
MARKS = ("/programme/p1", "/graph/p1")
#: What the issue asks: seconds for one programme, and for some things in five formats, on two processors.
AIM, AIM_MANY, MANY = 3.0, 20.0, 4_000
COLUMNS = "programmes,things,files,made CPU,disk CPU,disk clock,again clock,rdflib CPU,peak MB".split(",")


def main() -> int:
    """Print the table; the exit code is 1 where an aim is missed."""
    print(f"{processors()} processes; seconds")
    print("".join(f"{name:>12}" for name in COLUMNS))
    rows = [row(copies) for copies in (1, 2, 4)]
    per_thing = rows[-1][1] / rows[-1][0]
    told = [
        ("the command for one programme, by the clock", command(), AIM),
        ("one programme, made and written, by the clock", rows[0][1], AIM),
        (f"{MANY} things, made and written, by the clock", MANY * per_thing, AIM_MANY),
    ]
    for what, taken, aim in told:
        print(f"{what}: {taken:.2f} s; aim {aim:g} s:", "met" if taken <= aim else "MISSED")
    return int(any(taken > aim for _, taken, aim in told))


def row(copies: int) -> tuple[int, float]:
    """Print one row; return how many things there are, and the seconds that making and writing took by the clock."""
    store = programmes(copies)
    start = cpu()
    publication = Publication(Workspace.bundled(), store)
    with uncollected():
        count = sum(1 for _ in files(publication))
    made = cpu() - start
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "site"
        start, begun = cpu(), time.perf_counter()
        write(Publication(Workspace.bundled(), store), place)
        written, clock = cpu() - start, time.perf_counter() - begun
        begun = time.perf_counter()
        write(Publication(Workspace.bundled(), store), place)
        again = time.perf_counter() - begun
    theirs = by_rdflib(publication)
    peak = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    things = len(publication.things.every)
    numbers = "".join(f"{each:>12.2f}" for each in (made, written, clock, again, theirs))
    print(f"{copies:>12}{things:>12}{count:>12}{numbers}{peak:>12.0f}", flush=True)
    return things, clock


def by_rdflib(publication: Publication) -> float:
    """Return the CPU seconds that rdflib takes to write the same things in its formats, and nothing else."""
    start = cpu()
    things = publication.things
    for thing in things.every.values():
        graph = to_rdflib(things.description(thing))
        for form in ("turtle", "nt", "xml", "json-ld"):
            graph.serialize(format=form)
    return cpu() - start


def command() -> float:
    """Return the seconds of `remit publish --no-check` by the clock, with all that Python has to read before."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        line = [sys.executable, "-m", "remit", "publish", "--no-check", str(Path(folder) / "site")]
        subprocess.run(line, check=True, capture_output=True)
        return time.perf_counter() - begun


def cpu() -> float:
    """Return the CPU seconds of this process and of those that it has ended."""
    return sum(os.times()[:4])


def programmes(copies: int) -> Store:
    """Return the bundled graph with so many revisions, which are copies but for their IRIs."""
    whole = Workspace.bundled().open_whole()
    made = Store()
    for copy in range(copies):
        made.bulk_extend(
            Quad(*(renamed(term, copy) for term in quad)) for quad in whole.quads_for_pattern(None, None, None, None)
        )
    return made


def renamed(term: Any, copy: int) -> Any:
    """Return a term of the revision as the copy has it."""
    if copy and isinstance(term, NamedNode):
        for mark in MARKS:
            if mark in term.value:
                return NamedNode(term.value.replace(mark, f"{mark}x{copy}"))
    return term


if __name__ == "__main__":
    sys.exit(main())

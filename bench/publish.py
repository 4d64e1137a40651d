"""What the site takes: P1/2017, more of it, and the same things written by rdflib alone as the ratio.

    python bench/publish.py

CPU seconds are those of all processes that make the site; the clock, with writing to an empty folder, is that of this
machine with what else it does. The check is left out, which `bench/validation.py` measures. Larger graphs hold P1/2017
several times, each copy a programme of its own beside the registries.
What is written is removed at the end: ext4 passes over the places of files that went a minute ago, which takes as long
as all the rest. The peak is at most that: pages of memory that two processes share count twice.
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
    with tempfile.TemporaryDirectory() as folder:
        whole = command(Path(folder) / "command")
        print("".join(f"{name:>12}" for name in COLUMNS))
        rows = [row(copies, Path(folder) / str(copies)) for copies in (1, 2, 4)]
    things, clock, taken = rows[-1]
    many = MANY / things
    told = [
        ("the command for one programme", *whole, AIM),
        ("one programme, made and written", *rows[0][1:], AIM),
        (f"{MANY} things, made and written", many * clock, many * taken, AIM_MANY),
    ]
    for what, clock, taken, aim in told:
        met = "met" if clock <= aim else "MISSED"
        print(f"{what}: {clock:.2f} s by the clock, {taken:.2f} s of CPU; aim {aim:g} s by the clock: {met}")
    return int(any(clock > aim for _, clock, _, aim in told))


def row(copies: int, place: Path) -> tuple[int, float, float]:
    """Print one row; return how many things there are, and what making and writing took: by the clock, of CPU."""
    store = programmes(copies)
    start = cpu()
    publication = Publication(Workspace.bundled(), store)
    with uncollected():
        count = sum(1 for _ in files(publication))
    made = cpu() - start
    start, begun = cpu(), time.perf_counter()
    write(Publication(Workspace.bundled(), store), place)
    written, clock = cpu() - start, time.perf_counter() - begun
    begun = time.perf_counter()
    write(Publication(Workspace.bundled(), store), place)
    again = time.perf_counter() - begun
    peak = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    theirs = by_rdflib(publication)
    things = len(publication.things.every)
    numbers = "".join(f"{each:>12.2f}" for each in (made, written, clock, again, theirs))
    print(f"{copies:>12}{things:>12}{count:>12}{numbers}{peak:>12.0f}", flush=True)
    return things, clock, written


def by_rdflib(publication: Publication) -> float:
    """Return the CPU seconds that rdflib takes to write the same things in its formats, and nothing else."""
    start = cpu()
    things = publication.things
    for thing in things.every.values():
        graph = to_rdflib(things.description(thing))
        for form in ("turtle", "nt", "xml", "json-ld"):
            graph.serialize(format=form)
    return cpu() - start


def command(place: Path) -> tuple[float, float]:
    """Return what `remit publish --no-check` takes by the clock and of CPU, with all that Python has to read before."""
    start, begun = cpu(), time.perf_counter()
    line = [sys.executable, "-m", "remit", "publish", "--no-check", str(place)]
    subprocess.run(line, check=True, capture_output=True)
    return time.perf_counter() - begun, cpu() - start


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

"""What the site takes: P1/2017, more of it, and the same things written by rdflib alone as the ratio.

    python bench/publish.py

CPU seconds of this process; the check is left out, which `bench/validation.py` measures. Larger graphs hold P1/2017
several times, each copy a programme of its own beside the registries.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Quad, Store

from remit.publishing.publication import Publication
from remit.publishing.site import files, write
from remit.store import to_rdflib
from remit.workspace import Workspace

#: What is another one in each copy: the programme and what belongs to it, and the graph of its revision.
MARKS = ("/programme/p1", "/graph/p1")
#: What the issue asks of one programme, in CPU seconds.
AIM = 3.0


def main() -> int:
    """Print the table; the exit code is 1 where the aim is missed."""
    print(f"{'programmes':>11}{'things':>8}{'files':>8}{'made s':>8}{'with disk s':>13}{'rdflib s':>10}{'peak MB':>9}")
    taken = [row(copies) for copies in (1, 2, 4)]
    print("aim for one programme, made: 3 s:", "met" if taken[0] <= AIM else "MISSED")
    return int(taken[0] > AIM)


def row(copies: int) -> float:
    """Print one row; return the CPU seconds of making the files."""
    store = programmes(copies)
    start = time.process_time()
    publication = Publication(Workspace.bundled(), store)
    count = sum(1 for _ in files(publication))
    made = time.process_time() - start
    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        write(Publication(Workspace.bundled(), store), Path(folder) / "site")
        written = time.process_time() - start
    start = time.process_time()
    things = publication.things
    for thing in things.every.values():
        graph = to_rdflib(things.description(thing))
        for form in ("turtle", "nt", "xml", "json-ld"):
            graph.serialize(format=form)
    theirs = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    numbers = f"{copies:>11}{len(things.every):>8}{count:>8}{made:>8.2f}{written:>13.2f}{theirs:>10.1f}{peak:>9.0f}"
    print(numbers, flush=True)
    return made


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

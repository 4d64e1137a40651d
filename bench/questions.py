"""Compare pyoxigraph with rdflib on every question of the catalogue, in one run: the ratio of CPU times.

    python bench/questions.py [GRAPH …]

Both engines hold the same triples and run the same text, as it stands in the file.
The time of each is the median of the rounds; the rows must be the same.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

import rdflib
from pyoxigraph import DefaultGraph, RdfFormat, Store

from remit import bundle
from remit.questions import questions
from remit.questions.answer import run
from remit.questions.header import alone
from remit.store import load

ROUNDS = 5


def main(files: list[Path]) -> int:
    """Print the table; the exit code is 1 if the engines disagree about a question."""
    store = load(files or built())
    graph = as_rdflib(store)
    print(f"{len(graph)} triples; CPU milliseconds, median of {ROUNDS} rounds\n")
    print(f"{'question':28}{'rows':>6}{'pyoxigraph':>12}{'rdflib':>10}{'rdflib : pyoxigraph':>21}")
    ratios, odd = [], []
    for name, question in questions([bundle.folder("queries")]).items():
        question = alone(question)
        fast, rows = timed(partial(by_oxigraph, store, question.text))
        slow, others = timed(partial(by_rdflib, graph, question.text))
        ratios.append(slow / fast)
        odd += [name] if rows != others else []
        print(f"{name:28}{rows:>6}{fast:>12.2f}{slow:>10.1f}{slow / fast:>19.0f} ×")
    print(f"\nmedian ratio {median(ratios):.0f} ×, least {min(ratios):.0f} ×, most {max(ratios):.0f} ×")
    print("".join(f"{name}: the engines give different numbers of rows\n" for name in odd), end="")
    return 1 if odd else 0


def by_oxigraph(store: Store, text: str) -> int:
    """Ask pyoxigraph and count the rows."""
    return len(run(store, text))


def by_rdflib(graph: rdflib.Graph, text: str) -> int:
    """Ask rdflib and count the rows."""
    return len(list(graph.query(text)))


def built() -> list[Path]:
    """Return the files of the built graph."""
    found = [path for path in sorted(bundle.folder("data").glob("graph/*")) if path.suffix in (".nq", ".trig", ".ttl")]
    if not found:
        sys.exit("data/graph holds no graph yet; run: remit build, or name a file")
    return found


def as_rdflib(store: Store) -> rdflib.Graph:
    """Return the default graph of the store as rdflib's graph."""
    rdflib.NORMALIZE_LITERALS = False
    text = store.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
    assert text is not None
    return rdflib.Graph().parse(data=text, format="nt")


def timed(call: Callable[[], int]) -> tuple[float, int]:
    """Return the median CPU time of a call in milliseconds, and what it gives."""
    times: list[float] = []
    result = 0
    for _ in range(ROUNDS):
        start = time.process_time()
        result = call()
        times.append((time.process_time() - start) * 1000)
    return max(median(times), 0.001), result


if __name__ == "__main__":
    raise SystemExit(main([Path(name) for name in sys.argv[1:]]))

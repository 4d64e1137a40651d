"""What a comparison costs grows as the number of events does, not with its square."""

from __future__ import annotations

import importlib.util
import sys
import time
from functools import cache
from pathlib import Path
from types import ModuleType

from pyoxigraph import Store

from remit.comparison.changes import compare
from remit.comparison.edition import edition
from remit.comparison.settings import settings
from remit.comparison.transition import judge
from remit.workspace import Workspace
from revised import first

FEW, MANY = 200, 800
#: How many times as much many rows may cost than few; n log n would be 5, the square 16. Times vary.
AT_MOST = 9


@cache
def bench() -> ModuleType:
    """Return bench/compare.py, which makes up revisions of any size."""
    path = Path(__file__).resolve().parent.parent / "bench" / "compare.py"
    found = importlib.util.spec_from_file_location("bench_compare", path)
    assert found and found.loader
    made = importlib.util.module_from_spec(found)
    sys.modules[found.name] = made
    found.loader.exec_module(made)
    return made


def cost(events: int) -> float:
    """Return the CPU seconds of judging two made-up revisions of many events by the rules of transition."""
    old = bench().grown(first(), events)
    new = bench().revised(old)
    stores = Store(), Store()
    for store, side in zip(stores, (old, new), strict=True):
        store.bulk_extend(bench().quads(side))
    found = compare(edition(stores[0], old.iri), edition(stores[1], new.iri), settings())
    start = time.process_time()
    judge(found, *stores, Workspace.bundled())
    return time.process_time() - start


def test_the_rules_of_transition_cost_what_the_rows_do() -> None:
    cost(50)

    assert cost(MANY) / cost(FEW) < AT_MOST

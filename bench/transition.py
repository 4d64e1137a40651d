"""What the rules of transition cost as the events of two revisions grow: their CPU time and its exponent.

    python bench/transition.py [EVENTS …]        200, 800 and 3,200 where nothing is said

The revisions are those of `bench/compare.py`. Each size runs in a process of its own, after a small one, so that what
is loaded once is loaded. The exponent is that between the smallest and the largest size: 1 is in proportion, 2 the
square. Ends with 1 when the aim is missed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from math import log
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pyoxigraph import Store

import compare as made_up
from remit.comparison.changes import compare
from remit.comparison.edition import edition
from remit.comparison.settings import settings
from remit.comparison.transition import judge
from remit.workspace import Workspace
from revised import first

SIZES = (200, 800, 3_200)
#: Of n log n from 200 to 3,200 events the exponent is 1.15; measured times vary by some hundredths.
AIM_GROWTH = 1.25


def cost(events: int) -> dict[str, float]:
    """Measure the rules on two revisions of so many events, in this process."""
    old = made_up.grown(first(), events)
    new = made_up.revised(old)
    stores = Store(), Store()
    for store, side in zip(stores, (old, new), strict=True):
        store.bulk_extend(made_up.quads(side))
    one, other = (edition(store, side.iri) for store, side in zip(stores, (old, new), strict=True))
    found = compare(one, other, settings())
    seconds, findings = made_up.timed(lambda: judge(found, *stores, Workspace.bundled()))
    return {"events": events, "seconds": seconds, "findings": len(findings)}


def main(sizes: tuple[int, ...] = SIZES) -> int:
    """Measure each size in a process of its own and print; return 1 when the aim is missed."""
    print(f"{'events':>8} {'rules s':>8} {'findings':>9}")
    found = []
    for size in sizes:
        command = [sys.executable, __file__, "--one", str(size)]
        found.append(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout))
        print(f"{size:8} {found[-1]['seconds']:8.2f} {found[-1]['findings']:9}", flush=True)
    if len(found) < 2:
        return 0
    one, last = found[0], found[-1]
    growth = log(last["seconds"] / one["seconds"]) / log(last["events"] / one["events"])
    kept = "kept" if growth <= AIM_GROWTH else "MISSED"
    print(f"the rules of transition grow with the power {growth:.2f} of the events: at most {AIM_GROWTH}, {kept}")
    return int(growth > AIM_GROWTH)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        cost(50)
        print(json.dumps(cost(int(sys.argv[2]))))
        sys.exit()
    sys.exit(main(tuple(map(int, sys.argv[1:])) or SIZES))

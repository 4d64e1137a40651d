"""Measure how candidates for links are found: on a made-up authority, by spelling, and how many names a second.

    python bench/candidates.py [organisations] [seed]

The authority is made by `tests/made_authority.py`, with sisters of `tests/made_sisters.py`, of which every second is
not in it: whoever is proposed for one of these is wrong. Recall is the share of queries with a right record whose first
candidate it is; proposed, the share for which one is proposed; precision, the share of the proposed that are right.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from made_authority import SPELLINGS, Query
from made_sisters import SISTERS, with_sisters
from remit.candidates.knowledge import knowledge
from remit.candidates.scored import Scored
from remit.candidates.scoring import Scorer
from remit.workspace import Workspace

AIM = 10_000
RECALL, PRECISION = 0.95, 0.99


def main(size: int = 5000, seed: int = 3) -> int:
    """Print the table; return 1 where an aim is missed."""
    records, asked = with_sisters(size, seed)
    scorer = Scorer(records, knowledge(Workspace.bundled()))
    begun = time.process_time()
    found = scorer.candidates([query.thing for query in asked])
    pace = len(asked) / (time.process_time() - begun)
    print(f"{'candidates in a made-up authority':<36}{'recall@1':>10}{'proposed':>10}{'precision':>10}")
    recall = precision = 0.0
    for spelling in (*SPELLINGS, *SISTERS, "all"):
        kept = [each for each in zip(asked, found, strict=True) if spelling in (each[0].spelling, "all")]
        recall, proposed, precision = measured([each for each, _ in kept], [each for _, each in kept])
        print(f"{spelling:<36}{recall:>10.3f}{proposed:>10.3f}{precision:>10.4f}")
    print(f"names a second, of CPU time: {pace:,.0f} (aim {AIM:,})")
    return 0 if pace >= AIM and recall >= RECALL and precision >= PRECISION else 1


def measured(asked: list[Query], found: list[list[Scored]]) -> tuple[float, float, float]:
    """Return recall at 1 of what is there, the share proposed, and the precision of what is proposed."""
    there = [bool(query.right) for query in asked]
    first = [each[0] if each else None for each in found]
    right = [each is not None and each.thing.id == query.right for each, query in zip(first, asked, strict=True)]
    proposed = [good for good, each in zip(right, first, strict=True) if each and each.proposed]
    precision = sum(proposed) / len(proposed) if proposed else 1.0
    return sum(right) / max(sum(there), 1), len(proposed) / len(asked), precision


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))

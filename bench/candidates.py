"""Print how well and how fast candidates are found in a made-up authority: 5,000 organisations in six spellings.

    python bench/candidates.py [seed]

Ends with 1 when an aim is missed. The authority is that of tests/authority.py, hard on purpose and fictional.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from authority import SPELLINGS, YEAR, Asked, authority
from remit.candidates.knowledge import FILE, load
from remit.candidates.scored import Scored
from remit.candidates.scoring import Scorer

SIZE, SEED = 5000, 20171
RECALL, PRECISION, SPEED = 0.95, 0.99, 10_000


@dataclass(frozen=True)
class Figures:
    """How many were asked, how many had the right one first, how many were proposed, how many of these rightly."""

    asked: int
    first: int
    proposed: int
    right: int

    @property
    def recall(self) -> float:
        """Return the share of names whose best candidate is the right one."""
        return self.first / max(1, self.asked)

    @property
    def precision(self) -> float:
        """Return the share of what is proposed that is right."""
        return self.right / self.proposed if self.proposed else 1.0


def figures(asked: Sequence[Asked], found: Sequence[Sequence[Scored]]) -> Figures:
    """Return the figures of what was found."""
    first = proposed = right = 0
    for each, candidates in zip(asked, found, strict=True):
        if not candidates:
            continue
        hit = candidates[0].thing.id == each.right
        first += hit
        proposed += candidates[0].proposed
        right += hit and candidates[0].proposed
    return Figures(len(asked), first, proposed, right)


def by_spelling(asked: Sequence[Asked], found: Sequence[Sequence[Scored]]) -> dict[str, Figures]:
    """Return the figures of each spelling."""
    made = {}
    for spelling in SPELLINGS:
        at = [number for number, each in enumerate(asked) if each.spelling == spelling]
        made[spelling] = figures([asked[number] for number in at], [found[number] for number in at])
    return made


def main(seed: int = SEED) -> int:
    """Measure and print; return 1 when an aim is missed."""
    from remit import bundle

    things, asked = authority(SIZE, seed)
    scorer = Scorer(things, load(bundle.root().joinpath(*FILE)))
    begun = time.process_time()
    found = scorer.candidates([each.thing for each in asked], YEAR, most=1)
    speed = len(asked) / (time.process_time() - begun)
    print(f"{'candidates in a made-up authority':<40}  {'recall@1':>9}  {'proposed':>9}  {'precision':>9}")
    for spelling, part in by_spelling(asked, found).items():
        print(f"{spelling:<40}  {part.recall:>9.3f}  {part.proposed / part.asked:>9.3f}  {part.precision:>9.4f}")
    whole = figures(asked, found)
    print(f"{'all':<40}  {whole.recall:>9.3f}  {whole.proposed / whole.asked:>9.3f}  {whole.precision:>9.4f}")
    print(f"names a second, of CPU time: {speed:,.0f} (aim {SPEED:,})")
    return int(whole.recall < RECALL or whole.precision < PRECISION or speed < SPEED)


if __name__ == "__main__":
    sys.exit(main(*(int(seed) for seed in sys.argv[1:2])))

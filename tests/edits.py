"""Generated truth for comparisons: seeded random edits of a revision, each with what must be said of it.

python tests/edits.py [N]      N edits of each kind and N combinations of up to 30: precision and recall of each kind

The edits are made up; no text that comes of them is a real revision. Where an edit has consequences that cannot be
avoided (a row that is put in renumbers those that follow) the truth says so: see `drafts.Draft.finished`.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache

import edits_places as places
import edits_rows as rows
from drafts import Draft, Said, told
from edits_rows import Edit
from remit.comparison.changes import compare
from remit.comparison.edition import Edition
from remit.comparison.settings import settings
from revised import first

#: How many edits a combination has at most.
MOST = 30

EDITS: dict[str, Edit] = {
    "executor added": rows.add_executor,
    "executor removed": rows.remove_executor,
    "executor replaced": rows.replace_executor,
    "role changed": rows.change_role,
    "term extended": rows.extend_term,
    "term shortened": rows.shorten_term,
    "term moved": rows.move_term,
    "term opened": rows.open_term,
    "term closed": rows.close_term,
    "term removed": rows.remove_term,
    "kind of term changed": rows.change_kind,
    "title reworded": rows.reword_title,
    "title widened": rows.widen_title,
    "title narrowed": rows.narrow_title,
    "title negated": rows.negate_title,
    "title changed": rows.change_title,
    "remark changed": rows.change_remark,
    "renumbered": places.renumber,
    "moved": places.move,
    "split": places.split,
    "merged": places.merge,
    "removed": places.remove,
    "added": places.add,
    "supplanted": places.supplant,
    "heading renamed": places.rename_heading,
    "sections swapped": places.swap_sections,
    "section added": places.add_section,
    "section removed": places.remove_section,
}


class Score:
    """How many changes were wanted, given and right, by kind; and the seeds where something was not."""

    def __init__(self) -> None:
        self.right, self.given, self.wanted = Counter[str](), Counter[str](), Counter[str]()
        self.wrong: list[tuple[int, Counter[Said], Counter[Said]]] = []

    def add(self, seed: int, wanted: Counter[Said], given: Counter[Said]) -> None:
        """Count one comparison."""
        for side, said in ((self.right, wanted & given), (self.given, given), (self.wanted, wanted)):
            side.update(kind for kind, *_ in said.elements())
        if wanted != given:
            self.wrong.append((seed, wanted - given, given - wanted))

    def precision(self, kind: str) -> float:
        """Return the share of what was given that is right; of all kinds for an empty one."""
        return self._share(self.given, kind)

    def recall(self, kind: str) -> float:
        """Return the share of what was wanted that was given; of all kinds for an empty one."""
        return self._share(self.wanted, kind)

    def _share(self, of: Counter[str], kind: str) -> float:
        right, all_ = (side[kind] if kind else side.total() for side in (self.right, of))
        return right / all_ if all_ else 1.0


@cache
def old() -> Edition:
    """Return the revision that is edited."""
    return first()


def single(name: str, seed: int) -> tuple[Edition, Counter[Said]]:
    """Return a revision that one edit was made to, and what must be said of it."""
    rng = random.Random(f"{name} {seed}")
    draft = Draft(old())
    while not EDITS[name](draft, rng):
        pass
    return draft.finished()


def combination(seed: int) -> tuple[Edition, Counter[Said]]:
    """Return a revision that up to 30 edits were made to; of every other one the period moves on by three years."""
    rng = random.Random(f"combination {seed}")
    draft = Draft(old(), 3 if seed % 2 else 0)
    for name in rng.choices(list(EDITS), k=rng.randint(2, MOST)):
        EDITS[name](draft, rng)
    return draft.finished()


def score(made: Callable[[int], tuple[Edition, Counter[Said]]], seeds: Sequence[int]) -> Score:
    """Compare what was made with the old revision, and count."""
    found = Score()
    for seed in seeds:
        new, wanted = made(seed)
        found.add(seed, wanted, told(compare(old(), new, settings()).changes))
    return found


def main(many: int = 100) -> int:
    """Print precision and recall of each kind; return 1 when the aim is missed."""
    kept = True
    print(f"{'single edits':24} {'edits':>6} {'changes':>8} {'precision':>10} {'recall':>7}")
    for name in EDITS:
        one = score(lambda seed, name=name: single(name, seed), range(many))  # type: ignore[misc]
        print(f"{name:24} {many:6} {one.wanted.total():8} {one.precision(''):10.4f} {one.recall(''):7.4f}")
        kept = kept and not one.wrong
    both = score(combination, range(many))
    print(f"\n{f'up to {MOST} at once':24} {'':6} {'changes':>8} {'precision':>10} {'recall':>7}")
    for kind in (*sorted(both.wanted | both.given), ""):
        count = both.wanted[kind] if kind else both.wanted.total()
        print(f"{kind or 'all':24} {'':6} {count:8} {both.precision(kind):10.4f} {both.recall(kind):7.4f}")
        kept = kept and min(both.precision(kind), both.recall(kind)) >= 0.98
    return int(not kept)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100))

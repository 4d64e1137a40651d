"""What became of the bodies, posts and organisations that two revisions ask: created, dissolved, succeeded by another.

The registries say it, with their dates; what a programme does about it is told in its rows.
"""

from __future__ import annotations

from collections.abc import Iterator

from remit.comparison.change import Change
from remit.comparison.edition import Edition


def of_bodies(old: Edition, new: Edition) -> Iterator[Change]:
    """Yield what became of those who are asked, after the older period began and before the newer one ends.

    Two texts of one period (a draft and its next, one text in two formats) say nothing of that.
    """
    if not (old.start and new.end) or (old.start, old.end) == (new.start, new.end):
        return
    asked = {duty.holder for row in (*old.rows, *new.rows) for duty in row.duties if duty.holder}
    for holder in sorted(asked):
        life = new.lives.get(holder) or old.lives.get(holder)
        if life is None:
            continue
        if life.until and old.start <= int(life.until[:4]) <= new.end:
            kind = "body-succeeded" if life.successor else "body-dissolved"
            yield Change(kind, about=holder, instead=life.successor, after=life.until)
        if life.since and old.start < int(life.since[:4]) <= new.end:
            yield Change("body-created", about=holder, after=life.since)

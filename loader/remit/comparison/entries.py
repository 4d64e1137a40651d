"""The rows of two revisions as they are told: those that are the same work together, each with what changed in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from remit.comparison.change import Change, Comparison
from remit.comparison.edition import Row
from remit.comparison.match import Match
from remit.comparison.texts import Mark, marks

#: How the kinds begin that are about no row.
ABOVE = ("period", "body", "section", "group")


@dataclass(frozen=True)
class Entry:
    """Rows that are the same work, or one that came or went, and what changed in them; `match` is None where alone."""

    old: tuple[Row, ...]
    new: tuple[Row, ...]
    changes: tuple[Change, ...]
    match: Match | None = None

    @property
    def sure(self) -> bool:
        """Return whether nobody need look whether this is the same work."""
        return self.match is None or self.match.sure

    @property
    def marks(self) -> list[Mark]:
        """Return the words of both titles together, as stretches that are the same, gone or new."""
        return list(marks(*("; ".join(row.title for row in rows) for rows in (self.old, self.new))))

    @property
    def holders(self) -> frozenset[str]:
        """Return who and what the rows and their changes are about."""
        rows = (*self.old, *self.new)
        named = [duty.holder for row in rows for duty in row.duties]
        spoken = [iri for row in rows for iri, _ in row.mentions]
        said = [iri for change in self.changes for iri in (change.about, change.instead)]
        return frozenset((*named, *spoken, *said)) - {""}

    @property
    def kinds(self) -> frozenset[str]:
        """Return the kinds of what changed."""
        return frozenset(change.kind for change in self.changes)


def entries(comparison: Comparison) -> Iterator[Entry]:
    """Yield the matches and what stands alone, in the order of the newer revision; what went stands where it stood."""
    order = {row.code: at for at, row in enumerate(comparison.new.rows)}
    said = _Said(comparison)
    found = [
        Entry(match.old, match.new, said.of(match.old, match.new), match)
        for match in comparison.matches
        if match.old and match.new
    ]
    at = {row.code: min(order[other.code] for other in each.new) for each in found for row in each.old}
    found += [Entry((), (row,), said.of((), (row,))) for row in comparison.added]
    placed = [(min(order[row.code] for row in each.new), 0, n, each) for n, each in enumerate(found)]
    last, gone = -1, {row.code for row in comparison.removed}
    for n, row in enumerate(comparison.old.rows):
        last = at.get(row.code, last)
        if row.code in gone:
            placed.append((last, 1, n, Entry((row,), (), said.of((row,), ()))))
    yield from (each for *_, each in sorted(placed, key=lambda one: one[:3]))


class _Said:
    """The changes of rows; one that is about some of the parts of a split or a merger belongs to all of it."""

    def __init__(self, comparison: Comparison) -> None:
        self.by: dict[tuple[str, str], list[Change]] = {}
        self.reused: dict[str, list[Change]] = {}
        for change in comparison.changes:
            if change.kind == "number-reused":
                self.reused.setdefault(change.new[0], []).append(change)
            elif not change.kind.startswith(ABOVE):
                self.by.setdefault(("".join(change.old[:1]), "".join(change.new[:1])), []).append(change)

    def of(self, old: Sequence[Row], new: Sequence[Row]) -> tuple[Change, ...]:
        """Return what is said of some rows: of all of them first."""
        codes = tuple(row.code for row in old), tuple(row.code for row in new)
        pairs = ((one, other) for one in codes[0] or ("",) for other in codes[1] or ("",))
        here = [change for pair in pairs for change in self.by.get(pair, ())]
        here.sort(key=lambda change: (change.old, change.new) != codes)
        return (*here, *(change for code in codes[1] for change in self.reused.get(code, ())))

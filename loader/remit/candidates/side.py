"""Things as columns: their names in rows, and what is known of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from remit.candidates.index import Ints
from remit.candidates.spelling import Name, Speller, acronym, short
from remit.services.things import Thing

#: What stands for a year that is not known: of the beginning, of the end.
NEVER = (-9999, 9999)


class Side:
    """Ours or theirs; `row_of` leads from the row of a name to the number of its thing."""

    def __init__(self, things: Sequence[Thing], speller: Speller, countries: dict[str, int]) -> None:
        """Fold the names of things, and number their countries."""
        rows = [(number, *each) for number, thing in enumerate(things) for each in _names(thing)]
        self.things = things
        self.names: list[Name] = [speller.name(text) for _, text, _ in rows]
        self.row_of = ints(number for number, _, _ in rows)
        self.former = np.array([former for _, _, former in rows], dtype=bool)
        self.concepts = ints(name.concepts for name in self.names)
        self.texts, self.rest, self.whole, self.figures = (
            np.array([getattr(name, part) for name in self.names], dtype=object)
            for part in ("text", "rest", "whole", "figures")
        )
        self.plain = self.rest == ""
        self.country = ints(countries.setdefault(thing.country, len(countries)) for thing in things)
        self.kinds = ints(speller.name(" ".join(thing.kinds)).concepts for thing in things)
        self.since = ints(NEVER[0] if thing.since is None else thing.since for thing in things)
        self.until = ints(NEVER[1] if thing.until is None else thing.until for thing in things)
        self.acronyms = [list(dict.fromkeys(_acronyms(thing))) for thing in things]
        #: Without those that are derived.
        self.given = [frozenset(each) for each in self.acronyms]
        self.short = np.array([bool(each) for each in self.given], dtype=bool)

    def derive_acronyms(self) -> None:
        """Add the initials of present names to the acronyms: authorities often hold none."""
        for number, name, former in zip(self.row_of.tolist(), self.names, self.former.tolist(), strict=True):
            if not former and len(name.initials) > 2 and name.initials not in self.acronyms[number]:
                self.acronyms[number].append(name.initials)


def ints(values: Iterable[int]) -> Ints:
    """Return numbers as a column."""
    return np.fromiter(values, dtype=np.int64)


def _names(thing: Thing) -> Iterator[tuple[str, bool]]:
    """Yield the full names of a thing, and whether each is one that it no longer bears."""
    for text in dict.fromkeys(thing.names):
        if not short(text):
            yield text, False
    for text in dict.fromkeys(thing.former):
        if not short(text) and text not in thing.names:
            yield text, True


def _acronyms(thing: Thing) -> Iterator[str]:
    for text in (*thing.acronyms, *filter(short, (*thing.names, *thing.former))):
        if len(made := acronym(text)) > 1:
            yield made

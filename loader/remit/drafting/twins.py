"""Two texts of one revision in two languages name one body in two ways: *Secretariat*, «Секретариат».

Two names are one body where they stand in the same place of the same events, in the same role, and hardly ever one of
them where the other text has somebody else. Numbered bodies are one by their numbers already.
The record keeps the labels of both languages, with a note for whoever reviews it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from remit.drafting.registries import both
from remit.drafting.seeds import Entries, Entry
from remit.reading import Event, Reading
from remit.registry import UNKNOWN_KIND
from remit.sides.alignment import align
from remit.sides.kinship import apart

#: The registries in which twins are looked for, with the first part of their paths.
GROUPS = {"bodies": "body", "posts": "post"}
#: So many times as many places must speak for two names being one as for anything else.
CLEARLY = 3

Votes = Counter[tuple[str, str]]


def with_twins(entries: Entries, readings: Sequence[Reading], note: str) -> Entries:
    """Return the registries with what two texts of one revision name in two languages as one record.

    `note` is what the record says to its reviewer, with the other name as `{name}`.
    """
    made = dict(entries)
    for one, other in combinations(readings, 2):
        if not apart(one, other):
            pairs = dict(_certain(_votes(one, other)))
            for registry, group in GROUPS.items():
                made[registry] = _joined(made.get(registry, []), pairs, group, other.language, note)
    return {registry: found for registry, found in made.items() if found or registry in entries}


def _votes(one: Reading, other: Reading) -> Votes:
    """Return how often a holder of one text stands where one of the other does."""
    mine, yours = ({event.id: event for event in reading.events} for reading in (one, other))
    pairs = [(mine[ours], yours[theirs]) for theirs, ours in align(one, other).events.items()]
    return Counter(vote for ours, theirs in pairs for vote in _same_places(ours, theirs))


def _same_places(one: Event, other: Event) -> Iterator[tuple[str, str]]:
    """Yield the holders that stand in the same place of two events, without those that both name."""
    known = {each.holder for each in one.executors} & {each.holder for each in other.executors}
    ours = [each for each in one.executors if each.holder not in known]
    theirs = [each for each in other.executors if each.holder not in known]
    if [each.role for each in ours] == [each.role for each in theirs]:
        yield from ((a.holder, b.holder) for a, b in zip(ours, theirs, strict=True) if a.holder and b.holder)


def _certain(votes: Votes) -> Iterator[tuple[str, str]]:
    """Yield the holder of the other text with that of the first, where few places or none speak for anybody else."""
    for (one, other), many in votes.items():
        rivals = sum(votes[pair] for pair in votes if (pair[0] == one) != (pair[1] == other))
        if rivals * CLEARLY <= many:
            yield other, one


def _joined(entries: Sequence[Entry], pairs: dict[str, str], group: str, language: str, note: str) -> list[Entry]:
    """Return the records of one registry with each pair as one."""
    found = {f"{group}/{entry['id']}": entry for entry in entries}
    for other, one in pairs.items():
        if other in found and one in found and _may_be_one(found[one], found[other]):
            twin = found.pop(other)
            said = note.format(name=next(iter(twin["label"].values())))
            notes = " ".join(dict.fromkeys(filter(None, (found[one].get("note"), said))))
            found[one] = _in_order({**both(found[one], twin), "note": notes})
    return list(found.values())


def _may_be_one(one: Entry, other: Entry) -> bool:
    """Return whether two records have labels in different languages, and no different kinds or numbers."""
    kinds = {one["kind"], other["kind"]} - {UNKNOWN_KIND}
    return not set(one["label"]) & set(other["label"]) and len(kinds) < 2 and one.get("number") == other.get("number")


def _in_order(entry: Entry) -> Entry:
    """Return an entry with its source and confidence at the end, as all have them."""
    last = ("parent", "stands_for_each", "note", "source", "confidence")
    return {key: entry[key] for key in (*(key for key in entry if key not in last), *last) if key in entry}

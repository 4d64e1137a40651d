"""How the term of an event changed: with the period, in length, in place, in kind."""

from __future__ import annotations

from remit.comparison.edition import Time
from remit.comparison.likeness import relative
from remit.comparison.texts import folded, moved_on

#: The kind of a term that names several years.
LIST = "years"


def of_terms(old: Time, new: Time, shift: int) -> str:
    """Return the kind of change between two terms, empty for none; `shift` is by how many years the period moved on.

    One that neither holds the other in nor is held in it is looked at from the period too: 2017–2019 that becomes
    2020–2021 where 2020–2022 was to be expected is shortened.
    """
    if relative(old, 0) == relative(new, 0):
        return "" if _told(old) or folded(old.text) == folded(new.text) else "term-reworded"
    if shift and relative(old, 0) == relative(new, shift):
        words = _told(old) or moved_on(old.text, new.text, shift)
        return "term-moved-with-period" if words else "term-reworded"
    if "none" in (old.kind, new.kind):
        return "term-added" if old.kind == "none" else "term-removed"
    if _open(new) != _open(old):
        return "term-opened" if _open(new) else "term-closed"
    if not (_bounded(old) and _bounded(new)):
        return "term-kind-changed" if old.kind != new.kind else "term-moved"
    if LIST in (old.kind, new.kind) and (listed := _of_years(old, new, shift)):
        return listed
    here = _between(span(old), span(new))
    if here != "term-moved" or not shift:
        return here
    return _between(span(old, shift), span(new))


def _of_years(old: Time, new: Time, shift: int) -> str:
    """Return how a list of years changed: 2031, 2033 is not made longer by 2031, 2034; empty where all are the same."""
    here, there = _years(old), _years(new)
    if not here or not there:
        return ""
    for ours in (here, {year + shift for year in here}):
        if ours < there:
            return "term-extended"
        if ours > there:
            return "term-shortened"
    return "term-moved" if here != there else ""


def _years(time: Time) -> set[int]:
    """Return the years of a list or of a range; none where a bound is open."""
    if time.kind == LIST:
        return {int(year[:4]) for year in time.years}
    return {*range(int(time.start[:4]), int(time.end[:4]) + 1)} if time.start and time.end else set()


def _told(time: Time) -> bool:
    """Return whether the bounds of a term tell all that it says; of others the words count too."""
    return time.kind == "none" or (_bounded(time) and not time.status and all(map(_told, time.stages)))


def _bounded(time: Time) -> bool:
    return bool(time.start or time.end) and not time.rhythm and not time.distance


def _open(time: Time) -> bool:
    """Return whether a term has no end: it begins and goes on, or is continuous."""
    return time.kind == "continuous" or bool(time.start and not time.end)


def span(time: Time, shift: int = 0) -> tuple[str, str]:
    """Return the first and the last day, `shift` years later, as texts that can be compared."""
    start, end = (f"{int(bound[:4]) + shift}{bound[4:]}" if bound else "" for bound in (time.start, time.end))
    return _day(start, "-01-01") if start else "", _day(end, "-12-31") if end else ""


def _day(bound: str, rest: str) -> str:
    return bound + rest[len(bound) - 4 :] if len(bound) in (4, 7) else bound


def _between(old: tuple[str, str], new: tuple[str, str]) -> str:
    if old == new:
        return "term-kind-changed"
    if new[0] <= old[0] and new[1] >= old[1]:
        return "term-extended"
    if new[0] >= old[0] and new[1] <= old[1]:
        return "term-shortened"
    return "term-moved"

"""From the times of a term to its bounds: first and last, years named one by one, precision, direction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from remit.reading import Bound, Term
from remit.understand.time import Time
from remit.understand.times import DATED, PRECISIONS, UNDATED

#: The kinds to which years may be added: *annually (2017–2019)*.
OPEN = ("recurring", "continuous", "as-needed", "by-schedule", "whole-period")
#: The kinds that may be what is added.
BOUNDED = ("year", "range", "years", "half-year", "quarter", "month", "day", "from", "until", "list")
ONE_SIDED = ("from", "until")
#: The kinds that a limit can be added to, in place of bounds of their own.
UNBOUNDED = ("relative", "vague")


def bounded(kind: str, times: Sequence[Time], listed: str, upto: str) -> Term | None:
    """Return the term of a kind with the bounds that its times give.

    `listed` is the stretch of the text that lists times, each a sign; `upto` the pattern between the ends of a range.
    The kind `during` gives way to that of its times. None where two times are in the wrong order.
    """
    if not times:
        return Term("", kind)
    items = _items(times, listed, upto)
    if any(first.start[:4] > last.end[:4] or not _in_order(first, last) for first, last in items):
        return None
    if kind == "vague" and any(first.start[:4] > last.end[:4] for first, last in pairwise(times)):
        return None
    precision = max((time.precision for time in times), key=PRECISIONS.index)
    first, last = _least(items), _greatest(items)
    direction = kind if kind in ONE_SIDED else "during"
    made = Term("", kind, _bound(first), _bound(last), precision=precision, direction=direction)
    if kind == "from":
        return replace(made, end=None)
    if kind == "until":
        return replace(made, start=None)
    if kind == "range" and not listed:
        return replace(made, start=_bound(times[0].start), end=_bound(times[-1].end))
    return _listed(made, items) if listed else made


def ordered(term: Term) -> bool:
    """Return whether a term ends when or after it begins, as far as both are said."""
    start, end = (str(bound) for bound in (term.start, term.end))
    shared = min(len(start), len(end))
    return term.start is None or term.end is None or start[:shared] <= end[:shared]


def _items(times: Sequence[Time], listed: str, upto: str) -> list[tuple[Time, Time]]:
    """Return the first and the last time of each item of a list, where a range counts as one."""
    if not listed:
        return [(time, time) for time in times]
    row = iter(times)
    return [(first := next(row), next(row) if pair else first) for pair in _pairs(listed, upto)]


def _pairs(listed: str, upto: str) -> list[bool]:
    """Return for each item of a list whether it is a range of two times."""
    return [bool(found[1]) for found in re.finditer(rf"[{DATED}{UNDATED}]({upto}[{DATED}{UNDATED}])?", listed)]


def _in_order(first: Time, last: Time) -> bool:
    shared = min(len(first.start), len(last.end))
    return first.start[:shared] <= last.end[:shared]


def _least(items: Sequence[tuple[Time, Time]]) -> str:
    return min(first.start for first, _ in items)


def _greatest(items: Sequence[tuple[Time, Time]]) -> str:
    return max((last.end for _, last in items), key=lambda end: (end + "-99-99")[:10] if len(end) < 10 else end)


def _bound(written: str) -> Bound:
    return int(written) if len(written) == 4 else written


def _listed(made: Term, items: Sequence[tuple[Time, Time]]) -> Term:
    """Return the term with the kind of its times, and with its years where several are named."""
    several = len({(first.start, last.end) for first, last in items}) > 1
    kind = made.kind if made.kind != "during" else _kind(items)
    years = _years(items) if several and made.precision == "year" and _all_years(items) else ()
    stages = _stages(items) if kind == "list" else ()
    return replace(made, kind=kind, years=years, stages=stages)


def _kind(items: Sequence[tuple[Time, Time]]) -> str:
    if len({(first.start, last.end) for first, last in items}) > 1:
        return "years" if _all_years(items) else "list"
    first, last = items[0]
    return "range" if first is not last else first.kind


def _all_years(items: Sequence[tuple[Time, Time]]) -> bool:
    return all(time.precision == "year" for item in items for time in item)


def _years(items: Sequence[tuple[Time, Time]]) -> tuple[int, ...]:
    spans = [range(int(first.start), int(last.end) + 1) for first, last in items]
    return tuple(sorted({year for span in spans for year in span}))


def _stages(items: Sequence[tuple[Time, Time]]) -> tuple[Term, ...]:
    """Return each item of a list of months, quarters … as a term of its own."""
    made = []
    for first, last in items:
        text = first.text if first is last else f"{first.text} – {last.text}"
        kind = first.kind if first is last else "range"
        made.append(Term(text, kind, _bound(first.start), _bound(last.end), precision=first.precision,
                         direction="during"))  # fmt: skip
    return tuple(made)


def joined(first: Term, second: Term) -> Term | None:
    """Return a term without years bounded by one with years; None where they do not go together."""
    if "status" in (first.kind, second.kind):
        first, second = (first, second) if first.kind == "status" else (second, first)
        return _as_state(first, second)
    if first.kind not in OPEN:
        first, second = second, first
    if first.kind not in OPEN or first.years or second.kind not in BOUNDED:
        return None
    if first.kind != "whole-period" and first.start is not None:
        return None
    years = (int(str(second.start)),) if second.kind == "year" and first.every else second.years
    return replace(second, kind=first.kind, every=first.every, after=first.after, years=years, stages=())


def _as_state(state: Term, when: Term) -> Term | None:
    """Return when a state holds (*completed, June 2031*); a limit stays one: *in progress, due end of 2032*."""
    if (state.start, state.end) != (None, None) or when.kind not in BOUNDED or when.status:
        return None
    kind = when.kind if when.kind in ONE_SIDED else "status"
    return replace(when, kind=kind, status=state.status, years=(), stages=())


def limited(first: Term, second: Term) -> Term | None:
    """Return the limit of a term that has no bound of its own: *as soon as possible, but by May 2033*.

    What the term rests on is kept: *within 6 months of adoption, not later than 2033*.
    """
    unbounded = (first.start, first.end) == (None, None) and first.kind in UNBOUNDED
    if not unbounded or second.kind not in ONE_SIDED or second.after or second.every:
        return None
    return replace(second, after=first.after, offset=first.offset)


def between(first: Term, second: Term) -> Term | None:
    """Return the range of a term that begins (*not before 2025*) and one that ends (*not after 2026*)."""
    if first.kind == "until":
        first, second = second, first
    inclusive = first.direction in ("", "from") and second.direction in ("until", "not-later-than")
    if (first.kind, second.kind) != ("from", "until") or not inclusive or first.every:
        return None
    made = replace(first, kind="range", end=second.end, direction="during", precision=second.precision)
    return made if ordered(made) else None

"""Two revisions and their alignment → the changes between them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from remit.comparison.alignment import align_and_near
from remit.comparison.bodies import of_bodies
from remit.comparison.change import Change, Comparison
from remit.comparison.edition import Edition, Heading, Row
from remit.comparison.headings import pair_by_rows
from remit.comparison.match import Decision, Match
from remit.comparison.parts import of_parts
from remit.comparison.pausing import without_collecting
from remit.comparison.rows import Context, of_rows
from remit.comparison.texts import folded, moved_on
from remit.sides.likeness import plain_number

#: What stands for the number of an event that goes on nowhere, in a text that still names it.
GONE = "–"


@without_collecting
def compare(
    old: Edition,
    new: Edition,
    settings: Mapping[str, Any],
    decisions: Iterable[Decision] = (),
    never: Collection[tuple[str, str]] = frozenset(),
) -> Comparison:
    """Compare two revisions: which row goes on as which, and what changed.

    Of two in different languages titles and remarks are not compared.
    """
    matches, near = align_and_near(old, new, settings, decisions, never)
    rows = [(one, other) for match in matches for one in match.old for other in match.new]
    sections = pair_by_rows(old.sections, new.sections, rows)
    groups = pair_by_rows(old.groups, new.groups, rows, groups=True)
    context = Context(old, new, sections, groups, _numbers(old, matches))
    found = [
        *_of_period(context),
        *of_bodies(old, new),
        *_of_headings(old.sections, new.sections, sections, context),
        *_of_headings(old.groups, new.groups, groups, context, "group"),
        *(change for match in matches for change in _of_match(match, context)),
        *_alone(context, matches),
    ]
    order = {row.code: row.order for row in new.rows}
    told = tuple(sorted(found, key=lambda c: _position(c, order)))
    return Comparison(old, new, tuple(matches), told, near)


def _numbers(old: Edition, matches: Iterable[Match]) -> dict[str, str]:
    """Return number of the older revision → that of the newer, of events that go on whole or that go on nowhere."""
    went = {row.number: match for match in matches for row in match.old}
    gone = {row.number: GONE for row in old.rows if row.number and row.number not in went}
    return gone | {number: each.new[0].number for number, each in went.items() if number and each.one_to_one}


def _position(change: Change, order: Mapping[str, int]) -> tuple[int, int]:
    """Return where a change comes: those of the revision and its headings, those of rows, what was removed."""
    if change.kind.startswith(("period", "body", "section", "group")):
        return (0, 0)
    return (1, order.get(change.new[0], 0)) if change.new else (2, 0)


def _of_period(context: Context) -> Iterator[Change]:
    old, new = context.old, context.new
    if (old.start, old.end) != (new.start, new.end):
        yield Change("period-changed", before=_period(old), after=_period(new))


def _period(edition: Edition) -> str:
    return f"{edition.start}–{edition.end}" if edition.start else ""


def _of_headings(
    old: Sequence[Heading], new: Sequence[Heading], pairs: Mapping[str, str], context: Context, what: str = "section"
) -> Iterator[Change]:
    ours, theirs = {h.code: h for h in old}, {h.code: h for h in new}
    for code, heading in ours.items():
        other = theirs.get(pairs.get(code, ""))
        if other is None:
            yield Change(f"{what}-removed", (code,), (), before=heading.title)
            continue
        if (
            context.spoken
            and folded(heading.title) != folded(other.title)
            and not moved_on(heading.title, other.title, context.shift)
        ):
            yield Change(f"{what}-renamed", (code,), (other.code,), before=heading.title, after=other.title)
        turned = what == "section" and _last(code) != _last(other.code)
        above = context.sections.get(heading.parent, "")
        # Where the heading above came or went that is told of itself.
        elsewhere = above != other.parent and (code != other.code or bool(above and other.parent))
        if turned or elsewhere:
            yield Change(f"{what}-moved", (code,), (other.code,), *_stand(heading, other, context))
    for code, heading in theirs.items():
        if code not in pairs.values():
            yield Change(f"{what}-added", (), (code,), after=heading.title)


def _stand(old: Heading, new: Heading, context: Context) -> tuple[str, str, str, str]:
    """Return where a heading stands before and after: by its code, and where that is the same by the heading above."""
    if old.code != new.code:
        return "", "", old.code, new.code
    above = context.old.headings.get(old.parent), context.new.headings.get(new.parent)
    before, after = (f"{old.code} ({each.title})" if each else old.code for each in above)
    return "", "", before, after


def _last(code: str) -> str:
    return code.rpartition(".")[2]


def _of_match(match: Match, context: Context) -> Iterator[Change]:
    if match.one_to_one:
        yield from of_rows(match.old[0], match.new[0], context)
        return
    old, new = (tuple(row.code for row in side) for side in (match.old, match.new))
    before, after = ("; ".join(row.title for row in side) for side in (match.old, match.new))
    yield Change(match.kind, old, new, before=before, after=after)
    yield from of_parts(match.old, match.new, context)


def _alone(context: Context, matches: Sequence[Match]) -> Iterator[Change]:
    """Yield what was removed and added, and the numbers that mean another work now.

    Of texts in two languages nobody can tell whether a number that stands in both means other work.
    """
    old, new = context.old, context.new
    goes_on = {row.code: match.new for match in matches for row in match.old}
    comes = {row.code for match in matches for row in match.new}
    for row in old.rows:
        if row.code not in goes_on:
            yield Change("removed", (row.code,), (), before=row.title)
    numbered = {plain_number(row.number): row for row in old.rows if row.number}
    for row in new.rows:
        if row.code in comes:
            continue
        yield Change("added", (), (row.code,), after=row.title)
        if (before := numbered.get(plain_number(row.number))) and context.spoken:
            titles = _with_group(before, old), _with_group(row, new)
            yield Change("number-reused", (before.code,), (row.code,), "", "", *titles)


def _with_group(row: Row, edition: Edition) -> str:
    """Return the title of a row after that of its group: "- Development" alone says nothing."""
    group = edition.headings.get(row.group)
    return f"{group.title} {row.title}" if group else row.title

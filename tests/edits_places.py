"""Random edits of where rows and headings stand: rows moved, split, merged, added; headings too; see `edits.py`."""

from __future__ import annotations

import random
from dataclasses import replace

from drafts import Draft, Entry, Head
from edits_rows import free
from remit.comparison.edition import Duty, Heading, Row
from remit.comparison.texts import folded
from revised import halves

VERBS = ("Survey", "Study", "Round table", "Glossary", "Pilot register", "Guide", "Inventory", "Webinar", "Archive")
MATTERS = (
    "digital calibration certificates", "noise of wind turbines", "reference materials for milk", "moisture of wood",
    "open science", "remote audits", "charging stations", "legacy instruments", "lidar and radar", "blood pressure",
    "quantum sensors", "hydrogen refuelling", "water meters", "speech of machines", "dust in cities",
)  # fmt: skip
HEADINGS = ("Digital transformation", "Metrology for health and climate", "Young staff and equal chances")
AIMS = (
    "for teachers",
    "with young scientists",
    "after a first trial",
    "for small laboratories",
    "by remote access",
    "",
)


def _lone(entry: Entry) -> bool:
    return bool(entry.old) and not entry.row.group


def renumber(draft: Draft, rng: random.Random) -> bool:
    """Put a row elsewhere in its section, so that others are renumbered too, or give it a number after the last."""
    head = rng.choice([h for h in draft.leaves if sum(map(_lone, h.entries)) > 2])
    at = rng.choice([n for n, entry in enumerate(head.entries) if _lone(entry) and n < len(head.entries) - 1])
    entry = head.entries.pop(at)
    if rng.random() < 0.5:
        entry.number = f"{head.code}.{max(_last(e.number) for e in [*head.entries, entry]) + 1}"
        head.entries.append(entry)
        return True
    places = [n for n in range(len(head.entries) + 1) if n != at and not _inside(head, n)]
    head.entries.insert(rng.choice(places), entry)
    head.disturbed = True
    return True


def _inside(head: Head, at: int) -> bool:
    """Return whether a place is inside a group."""
    around = head.entries[max(at - 1, 0) : at + 1]
    return 0 < at < len(head.entries) and bool(around[0].row.group) and around[0].row.group == around[-1].row.group


def _last(number: str) -> int:
    return int(number.rpartition(".")[2] or 0)


def move(draft: Draft, rng: random.Random) -> bool:
    """Move a row to another section."""
    entry = free(draft, rng, "whole", _lone)
    others = [h for h in draft.leaves if entry and entry not in h.entries and h.old]
    if not entry or not others:
        return False
    home = next(h for h in draft.heads if entry in h.entries)
    home.entries.remove(entry)
    home.disturbed = home.disturbed or rng.random() < 0.5
    _put(rng.choice(others), entry, rng)
    entry.claims.append(("moved", ""))
    return True


def _put(head: Head, entry: Entry, rng: random.Random) -> None:
    places = [n for n in range(len(head.entries) + 1) if not _inside(head, n)]
    head.entries.insert(rng.choice(places), entry)
    head.disturbed = True


def add(draft: Draft, rng: random.Random) -> bool:
    """Add a row: in a section, executors and term as another row of it has them."""
    head = rng.choice(draft.leaves)
    _put(head, _fresh(rng.choice(head.entries).row, rng), rng)
    return True


def _fresh(like: Row, rng: random.Random) -> Entry:
    title = f"{rng.choice(VERBS)} of {rng.choice(MATTERS)} {rng.choice(AIMS)}".strip()
    return Entry(replace(like, title=title, mentions=(), group="", remark=""))


def remove(draft: Draft, rng: random.Random) -> bool:
    """Remove a row: the numbers after it close up, or stay."""
    entry = free(draft, rng, "whole", _lone)
    if not entry:
        return False
    head = next(h for h in draft.heads if entry in h.entries)
    head.entries.remove(entry)
    head.disturbed = head.disturbed or rng.random() < 0.5
    draft.gone.append(entry.old[0])
    return True


def supplant(draft: Draft, rng: random.Random) -> bool:
    """Put another work in the place of a row, under its number."""
    entry = free(draft, rng, "whole", _lone)
    if not entry:
        return False
    head = next(h for h in draft.heads if entry in h.entries)
    other = _fresh(entry.row, rng)
    other.number = entry.number
    head.entries[head.entries.index(entry)] = other
    draft.gone.append(entry.old[0])
    return True


def split(draft: Draft, rng: random.Random) -> bool:
    """Split a row in two that follow each other; they ask the same executors, or some of them."""
    entry = free(draft, rng, "whole", lambda e: _lone(e) and _halves(e.row) is not None)
    both = _halves(entry.row) if entry else None
    if not entry or not both:
        return False
    row, duties = entry.row, entry.row.duties
    if len(duties) > 2 and rng.random() < 0.4:
        duties = duties[: len(duties) // 2 + 1]
    one = Entry(replace(row, title=both[0], mentions=_still(row, both[0])), entry.old)
    other = Entry(replace(row, title=both[1], mentions=_still(row, both[1]), duties=duties), entry.old)
    one.parts = [one, other]
    other.touched = one.touched = entry.touched
    head = next(h for h in draft.heads if entry in h.entries)
    at = head.entries.index(entry)
    head.entries[at : at + 1] = [one, other]
    head.disturbed = True
    return True


def _halves(row: Row) -> tuple[str, str] | None:
    both = halves(row.title)
    return both if both and all(len(half.split()) >= 4 for half in both) else None


def _still(row: Row, title: str) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in row.mentions if pair[1] in title or pair[1] not in row.title)


def merge(draft: Draft, rng: random.Random) -> bool:
    """Merge two rows that follow each other into one that asks the executors of both."""
    head = rng.choice(draft.leaves)
    beside = zip(head.entries, head.entries[1:], strict=False)
    pairs = [(a, b) for a, b in beside if _untouched(a) and _untouched(b) and _alike(a.row, b.row)]
    if not pairs:
        return False
    one, other = rng.choice(pairs)
    one.take("whole")
    title = f"{one.row.title} and {other.row.title[:1].lower()}{other.row.title[1:]}"
    mentions = tuple(dict.fromkeys((*one.row.mentions, *other.row.mentions)))
    one.row = replace(one.row, title=title, duties=_both(one.row, other.row), mentions=mentions)
    one.old = (*one.old, *other.old)
    one.claims.clear()
    head.entries.remove(other)
    head.disturbed = True
    return True


def _untouched(entry: Entry) -> bool:
    return _lone(entry) and not entry.touched and len(entry.old) == 1


def _alike(one: Row, other: Row) -> bool:
    """Return whether two rows have one term and one remark, so that merging them changes neither."""
    return one.time == other.time and one.remark == other.remark


def _both(one: Row, other: Row) -> tuple[Duty, ...]:
    return tuple({(d.holder or folded(d.text), d.role): d for d in (*one.duties, *other.duties)}.values())


# --- headings ------------------------------------------------------------------------------------


def rename_heading(draft: Draft, rng: random.Random) -> bool:
    """Word the title of a section or group anew."""
    head = rng.choice([h for h in (*draft.heads, *draft.groups.values()) if h.old and not h.touched] or [None])
    if head is None:
        return False
    title = head.heading.title
    new = rng.choice([f"{title} and related fields", f"Further {title[:1].lower()}{title[1:]}", rng.choice(HEADINGS)])
    head.heading, head.touched, head.anew = replace(head.heading, title=new), True, new in HEADINGS
    return True


def swap_sections(draft: Draft, rng: random.Random) -> bool:
    """Let two neighbouring sections change places, so that all their rows are renumbered."""
    pairs = [
        (one, other)
        for one in draft.leaves
        for other in draft.leaves
        if one.heading.parent == other.heading.parent != "" and one.code < other.code
    ]
    one, other = rng.choice(pairs)
    one.code, other.code = other.code, one.code
    number = one.heading.number
    one.heading = replace(one.heading, number=other.heading.number)
    other.heading = replace(other.heading, number=number)
    a, b = draft.heads.index(one), draft.heads.index(other)
    draft.heads[a], draft.heads[b] = other, one
    one.disturbed = other.disturbed = True
    return True


def add_section(draft: Draft, rng: random.Random) -> bool:
    """Add a section with one to three rows after the last."""
    last = max(int(h.code.partition(".")[0]) for h in draft.heads)
    titles = [t for t in HEADINGS if all(t != h.heading.title for h in draft.heads)]
    if not titles:
        return False
    heading = Heading(f"{draft.old.iri}-next/section/{last + 1}", str(last + 1), str(last + 1), rng.choice(titles))
    fresh = [_fresh(rng.choice(draft.old.rows), rng) for _ in range(rng.randint(1, 3))]
    draft.heads.append(Head(heading, None, fresh, True, code=heading.code))
    return True


def remove_section(draft: Draft, rng: random.Random) -> bool:
    """Remove a section that no edit has been at, with its rows."""
    found = [h for h in draft.leaves if h.old and not h.touched and all(map(_untouched, h.entries))]
    if not found:
        return False
    head = rng.choice(found)
    draft.heads.remove(head)
    draft.gone.extend(row for entry in head.entries for row in entry.old)
    draft.gone_heads.append(head.heading)
    return True

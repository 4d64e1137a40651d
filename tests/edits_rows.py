"""Random edits of what a row says: its executors, its term, its title, its remark; see `edits.py`."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace

from drafts import Draft, Entry
from remit.comparison.edition import Duty, Row, Time
from remit.comparison.rows import named
from remit.comparison.texts import folded, stems
from revised import _exchange, _longer, _turned

#: An edit of a draft; false where the draft had no place for it.
Edit = Callable[[Draft, random.Random], bool]
ROLES = ("body", "chair", "members", "secretariat", "representative", "participants")
REMARKS = (
    "Funded by the participants",
    "First draft in spring",
    "Within Project 999/XX/99",
    "To be reported every year",
)


def free(draft: Draft, rng: random.Random, part: str, fit: Callable[[Entry], bool]) -> Entry | None:
    """Take a part of an entry that fits; None where there is none."""
    found = [entry for _, entry in draft.places if entry.old and fit(entry)]
    rng.shuffle(found)
    return next((entry for entry in found if entry.take(part)), None)


# --- executors -----------------------------------------------------------------------------------


def _another(draft: Draft, row: Row, rng: random.Random) -> Duty:
    """Return a responsibility of somebody who has none in a row."""
    mine = {duty.holder for duty in row.duties}
    return rng.choice([duty for each in draft.old.rows for duty in each.duties if duty.holder not in mine])


def add_executor(draft: Draft, rng: random.Random) -> bool:
    entry = free(draft, rng, "duties", lambda e: True)
    if not entry:
        return False
    duty = _another(draft, entry.row, rng)
    duties = [*entry.row.duties]
    duties.insert(rng.randint(0, len(duties)), duty)
    entry.row = replace(entry.row, duties=tuple(duties))
    entry.claims.append(("executor-added", duty.holder))
    return True


def remove_executor(draft: Draft, rng: random.Random) -> bool:
    entry = free(draft, rng, "duties", lambda e: len(e.row.duties) > 1)
    if not entry:
        return False
    gone = rng.choice(entry.row.duties)
    entry.row = replace(entry.row, duties=tuple(duty for duty in entry.row.duties if duty is not gone))
    entry.claims.append(("executor-removed", gone.holder))
    return True


def replace_executor(draft: Draft, rng: random.Random) -> bool:
    entry = free(draft, rng, "duties", lambda e: bool(e.row.duties))
    if not entry:
        return False
    gone, come = rng.choice(entry.row.duties), _another(draft, entry.row, rng)
    entry.row = replace(entry.row, duties=tuple(come if duty is gone else duty for duty in entry.row.duties))
    entry.claims.append(("executor-replaced", gone.holder))
    return True


def change_role(draft: Draft, rng: random.Random) -> bool:
    entry = free(draft, rng, "duties", lambda e: bool(e.row.duties))
    if not entry:
        return False
    duty = rng.choice(entry.row.duties)
    taken = {other.role for other in entry.row.duties if other.holder == duty.holder}
    role = rng.choice([role for role in ROLES if role not in taken])
    other = replace(duty, role=role, text=f"{role} of {duty.text}", portfolio="")
    entry.row = replace(entry.row, duties=tuple(other if each is duty else each for each in entry.row.duties))
    entry.claims.append(("role-changed", duty.holder))
    return True


# --- terms ---------------------------------------------------------------------------------------


def _plain(time: Time) -> bool:
    return time.kind in ("year", "range")


def _years(first: int, last: int) -> Time:
    text = f"{first}" if first == last else f"{first}–{last}"
    return Time(text, "year" if first == last else "range", str(first), str(last), direction="during")


def _term(kind: str, fit: Callable[[Time], bool], make: Callable[[int, int, random.Random], Time]) -> Edit:
    """Return the edit of a term that fits; `make` is given its first and last year, or 0."""

    def edit(draft: Draft, rng: random.Random) -> bool:
        entry = free(draft, rng, "term", lambda e: fit(e.row.time))
        if not entry:
            return False
        time = entry.row.time
        entry.row = replace(entry.row, time=make(int(time.start or 0), int(time.end or 0), rng))
        entry.claims[:] = [claim for claim in entry.claims if claim[0] != "term-moved-with-period"]
        entry.claims.append((kind, ""))
        return True

    return edit


def _longer_term(start: int, end: int, rng: random.Random) -> Time:
    return rng.choice([_years(start, end + rng.randint(1, 3)), _years(start - 1, end), _years(start - 1, end + 1)])


def _shorter_term(start: int, end: int, rng: random.Random) -> Time:
    return rng.choice([_years(start, end - 1), _years(start + 1, end), _years(end, end)])


def _moved_term(start: int, end: int, rng: random.Random) -> Time:
    return rng.choice([_years(start + 1, end + 1), _years(start - 1, end - 1), _years(end + 1, end + 1)])


def _open_term(start: int, end: int, rng: random.Random) -> Time:
    from_ = Time(f"from {start}", "half-open", str(start), direction="during")
    return rng.choice([Time("Constantly", "continuous"), from_])


def _closed_term(start: int, end: int, rng: random.Random) -> Time:
    return _years(2020, rng.randint(2020, 2022))


def _other_kind(start: int, end: int, rng: random.Random) -> Time:
    return rng.choice([Time("As necessary", "as-needed"), Time("According to a schedule", "by-schedule")])


extend_term = _term("term-extended", _plain, _longer_term)
shorten_term = _term("term-shortened", lambda time: time.kind == "range", _shorter_term)
move_term = _term("term-moved", _plain, _moved_term)
open_term = _term("term-opened", _plain, _open_term)
close_term = _term("term-closed", lambda time: time.kind == "continuous", _closed_term)
remove_term = _term("term-removed", _plain, lambda start, end, rng: Time())
change_kind = _term("term-kind-changed", _plain, _other_kind)


# --- texts ---------------------------------------------------------------------------------------


def _keeps(row: Row, title: str) -> bool:
    """Return whether a title still says all the words that are read as mentions."""
    said = f" {' '.join(stems(title))} "
    spoken = all(f" {' '.join(stems(words))} " in said for _, words in row.mentions if words in row.title)
    return spoken and named(title) == named(row.title)


def reword_title(draft: Draft, rng: random.Random) -> bool:
    """Exchange words for others, or turn "A of B" into "B: A": what is asked is the same."""
    return _title(draft, rng, "title-reworded", lambda title: rng.choice((_exchange, _turned))(title, rng))


def widen_title(draft: Draft, rng: random.Random) -> bool:
    """Add a clause to a title."""
    return _title(draft, rng, "title-widened", lambda title: _longer(title, rng))


def narrow_title(draft: Draft, rng: random.Random) -> bool:
    """Drop the last clause of a title: what follows its last comma or "and"."""
    return _title(draft, rng, "title-narrowed", _without_clause)


def negate_title(draft: Draft, rng: random.Random) -> bool:
    """Turn a title into its contrary."""
    return _title(draft, rng, "title-negated", lambda title: f"No {title[:1].lower()}{title[1:]}")


def _without_clause(title: str) -> str:
    places = [found.start() for found in re.finditer(r",? and |, ", title)]
    head = title[: places[-1]] if places else title
    return head if 3 <= len(head.split()) and 3 <= len(title[len(head) :].split()) else title


def _title(draft: Draft, rng: random.Random, kind: str, make: Callable[[str], str]) -> bool:
    """Make another title of one, which keeps all that is mentioned; false where none is other."""
    entry = free(draft, rng, "title", lambda e: 5 <= len(e.row.title.split()) <= 40)
    if not entry:
        return False
    title = make(entry.row.title)
    if not _keeps(entry.row, title) or folded(title) == folded(entry.row.title):
        entry.touched.discard("title")
        return False
    entry.row = replace(entry.row, title=title)
    entry.claims.append((kind, ""))
    return True


def change_title(draft: Draft, rng: random.Random) -> bool:
    """Let the title speak of something else, or of one thing more."""
    entry = free(draft, rng, "title", lambda e: any(e.row.title.count(w) == 1 for _, w in _apart(e.row)))
    if not entry:
        return False
    row = entry.row
    iri, words = rng.choice([pair for pair in _apart(row) if row.title.count(pair[1]) == 1])
    known = {each for each, _ in row.mentions}
    others = [
        pair for each in draft.old.rows for pair in _apart(each) if pair[0] not in known and pair[1] in each.title
    ]
    other = rng.choice(others)
    rest = tuple(pair for pair in row.mentions if pair[0] != iri)
    if rng.random() < 0.5:
        title, mentions, about = f"{row.title} and {other[1]}", (*row.mentions, other), other[0]
    else:
        title, mentions, about = row.title.replace(words, other[1]), (*rest, other), iri
    entry.row = replace(row, title=title, mentions=mentions)
    entry.claims.append(("title-changed", about))
    return True


def _apart(row: Row) -> list[tuple[str, str]]:
    """Return the mentions of a title whose words stand in those of no other, and are no more than half of it."""
    return [
        (iri, words)
        for iri, words in row.mentions
        if words in row.title
        and 2 * len(words) < len(row.title)
        and not any(words in w or w in words for i, w in row.mentions if i != iri)
    ]


def change_remark(draft: Draft, rng: random.Random) -> bool:
    entry = free(draft, rng, "remark", lambda e: True)
    if not entry:
        return False
    remark = rng.choice([each for each in (*REMARKS, "") if each != entry.row.remark])
    kind = "remark-changed" if entry.row.remark and remark else "remark-added" if remark else "remark-removed"
    entry.row = replace(entry.row, remark=remark)
    entry.claims.append((kind, ""))
    return True

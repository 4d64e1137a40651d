"""Simulated next revisions with their truth: made up, no real revision. Used by tests and by `bench/compare.py`.

python tests/revised.py [SEEDS]      prints how well 20 simulated revisions are aligned, and the links taken
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from remit.comparison.alignment import align
from remit.comparison.edition import Edition, Row, Time
from remit.comparison.match import Match
from remit.comparison.settings import settings
from remit.workspace import Workspace

#: Words that a secretariat exchanges for one another (English; ours).
SYNONYMS = [
    ("Development", "Elaboration", "Preparation", "Drafting", "Working out"),
    ("Realization", "Implementation", "Execution", "Carrying out"),
    ("Actualization", "Updating", "Revision", "Bringing up to date"),
    ("Evaluation", "Assessment", "Analysis", "Appraisal"),
    ("Organization", "Arrangement", "Organising"),
    ("Participation", "Taking part", "Involvement"),
    ("Cooperation", "Collaboration", "Joint work"),
    ("Improvement", "Enhancement", "Perfection", "Strengthening"),
    ("Support", "Maintenance", "Backing"),
    ("Preparation", "Drawing up", "Compilation"),
    ("Creation", "Establishment", "Setting up"),
    ("Holding", "Conducting", "Carrying out"),
    ("Exchange", "Sharing"),
    ("Publication", "Issue", "Release"),
    ("results", "outcomes", "findings"),
    ("activities", "work", "activity"),
    ("program", "programme", "plan of work"),
    ("field", "area", "domain"),
    ("within", "in the framework of", "inside"),
    ("including", "among them", "as well as"),
    ("documents", "texts", "papers"),
    ("requirements", "demands", "provisions"),
    ("national", "State"),
    ("specialists", "experts", "staff"),
    ("training", "education", "instruction"),
    ("comparisons", "intercomparisons"),
    ("information", "data"),
    ("seminars", "workshops"),
    ("countries", "States"),
    ("necessary", "needed", "required"),
]  # fmt: skip
TAILS = ["taking into account new needs", "and follow-up", "at the regional level", "in line with current practice"]
NEW = [
    "Study of digital calibration certificates and their exchange",
    "Survey of laboratories for acoustics under water",
    "Round table with young metrologists on open science",
    "Glossary of measurement uncertainty in plain language",
    "Pilot register of reference materials for milk",
    "Guide to remote audits of calibration laboratories",
    "Plan for measuring the footprint of meetings",
    "Archive of photographs of standards",
    # in the words of the field, so that they could be taken for parts of other work
    "Development of a recommendation on the traceability of measurements in medicine",
    "Holding of a seminar on legal metrology for heads of national institutes",
    "Maintenance of contacts with universities and training of young specialists",
    "Preparation of proposals on key comparisons in the field of radiometry",
    "Evaluation of the activities of technical committees and publication of the results",
    "Organization of peer reviews of quality management systems of designated institutes",
    "Improvement of the COOMET web portal and of the database of projects",
    "Participation in the meetings of the Joint Committee and information of members",
    "Updating of the list of calibration and measurement capabilities",
    "Signing of an agreement on cooperation in the field of reference materials",
]


@dataclass(frozen=True)
class Revised:
    """A simulated revision and which rows of the old one go on as which of it, by code."""

    new: Edition
    truth: frozenset[tuple[tuple[str, ...], tuple[str, ...]]]


def _exchange(title: str, rng: random.Random) -> str:
    """Exchange each word that has synonyms, capital kept, with a chance of two thirds."""
    for group in SYNONYMS:
        for word in group:
            if re.search(rf"\b{word}\b", title, re.I) and rng.random() < 0.67:
                other = rng.choice([each for each in group if each != word])
                title = re.sub(rf"\b{word}\b", other, title, count=1, flags=re.I)
                break
    return title


def _shorter(title: str, rng: random.Random) -> str:
    """Drop a tail, or a few words in the middle."""
    words = title.split()
    if len(words) < 8:
        return title
    cut = rng.randint(2, len(words) // 3)
    start = rng.choice([len(words) - cut, rng.randint(3, len(words) - cut)])
    return " ".join([*words[:start], *words[start + cut :]])


def _longer(title: str, rng: random.Random) -> str:
    return f"{title}, {rng.choice(TAILS)}"


def _turned(title: str, rng: random.Random) -> str:
    """Turn "A of B" into "B: A"."""
    head, of, rest = title.partition(" of ")
    return f"{rest[:1].upper()}{rest[1:]}: {head[:1].lower()}{head[1:]}" if of and len(rest) > 12 else title


REWORD: tuple[Callable[[str, random.Random], str], ...] = (_exchange, _exchange, _shorter, _longer, _turned)


def reword(title: str, rng: random.Random) -> str:
    """Word a title anew, by one to three ways; it always changes."""
    found = title
    for way in rng.sample(REWORD, rng.randint(1, 3)):
        found = way(found, rng)
    return found if found != title else _longer(title, rng)


def another(title: str, rows: Sequence[Row], rng: random.Random) -> str:
    """Return a title of the same build for other work: what it is about comes from another row."""
    words = title.split()
    begin = max(2, len(words) // 3)
    other = rng.choice([row.title for row in rows if row.title != title and len(row.title.split()) > 4]).split()
    return " ".join([*words[:begin], *other[len(other) // 2 :]])


def halves(title: str) -> tuple[str, str] | None:
    """Split a title at an "and" or a comma, the beginning repeated: A of X and Y → A of X, A of Y."""
    places = [m for m in re.finditer(r",? and | and |, ", title) if len(title[: m.start()].split()) > 2]
    for found in sorted(places, key=lambda m: abs(m.start() - len(title) // 2)):
        head, tail = title[: found.start()], title[found.end() :]
        if len(tail.split()) >= 3:
            begin = re.match(r"(.*? (of|in|for|with|on) )", head)
            shared = begin[1] if begin and len(begin[1].split()) < 7 and head != begin[1].strip() else ""
            return head, f"{shared}{tail}" if shared else tail[:1].upper() + tail[1:]
    return None


def simulate(old: Edition, seed: int, share: float = 0.45) -> Revised:
    """Return a next revision: `share` of the titles reworded, everything renumbered and shuffled within its section,
    some rows split, merged, removed and added, terms moved on by a period, some executors changed."""
    rng = random.Random(seed)
    rows = list(old.rows)
    fixed = set(_chosen(rows, max(2, len(rows) // 15), rng))
    truth: list[tuple[tuple[str, ...], list[Row]]] = []
    for row in [r for r in rows if r not in fixed]:
        truth.append(((row.code,), [row]))
    _split(truth, max(3, len(rows) // 15), rng)
    _merge(truth, max(3, len(rows) // 20), rng)
    reworded = set(rng.sample(range(len(truth)), round(share * len(truth))))
    made: list[tuple[tuple[str, ...], Row]] = []
    for at, (codes, parts) in enumerate(truth):
        for part in parts:
            title = reword(part.title, rng) if at in reworded else part.title
            made.append((codes, _moved_on(replace(part, title=title), old, rng)))
    fresh = rng.sample(NEW, min(len(NEW), max(3, len(rows) // 12)))
    made += [((), replace(rng.choice(rows), title=title, mentions=(), group="", remark="")) for title in fresh]
    gone = sorted(fixed, key=lambda row: row.order)[::2]
    made += [((), _moved_on(replace(row, title=another(row.title, rows, rng)), old, rng)) for row in gone]
    rng.shuffle(made)
    made.sort(key=lambda pair: pair[1].section)
    return _numbered(old, made)


def _numbered(old: Edition, made: Sequence[tuple[tuple[str, ...], Row]]) -> Revised:
    count: dict[str, int] = {}
    truth: dict[tuple[str, ...], list[str]] = {}
    rows = []
    for order, (codes, row) in enumerate(made):
        count[row.section] = count.get(row.section, 0) + 1
        code = f"{row.section}.{count[row.section]}"
        rows.append(replace(row, iri=f"{old.iri}-next/event/{code}", code=code, number=code, order=order))
        if codes:
            truth.setdefault(codes, []).append(code)
    span = old.end - old.start + 1
    new = replace(old, iri=f"{old.iri}-next", name="next", rows=tuple(rows), start=old.start + span, end=old.end + span)
    return Revised(new, frozenset((codes, tuple(sorted(new))) for codes, new in truth.items()))


def _chosen(rows: Sequence[Row], many: int, rng: random.Random) -> list[Row]:
    return rng.sample(list(rows), many)


def _split(truth: list[tuple[tuple[str, ...], list[Row]]], many: int, rng: random.Random) -> None:
    places = [at for at, (_, rows) in enumerate(truth) if halves(rows[0].title)]
    for at in rng.sample(places, min(many, len(places))):
        row = truth[at][1][0]
        both = halves(row.title)
        assert both
        duties = row.duties if len(row.duties) < 2 or rng.random() < 0.5 else row.duties[: len(row.duties) // 2 + 1]
        truth[at][1][:] = [replace(row, title=both[0]), replace(row, title=both[1], duties=duties)]


def _merge(truth: list[tuple[tuple[str, ...], list[Row]]], many: int, rng: random.Random) -> None:
    for _ in range(many):
        pairs = [
            (a, b)
            for a in range(len(truth) - 1)
            for b in [a + 1]
            if len(truth[a][1]) == len(truth[b][1]) == 1
            and len(truth[a][0]) == len(truth[b][0]) == 1
            and truth[a][1][0].section == truth[b][1][0].section
            and not truth[a][1][0].group
            and not truth[b][1][0].group
        ]
        if not pairs:
            return
        a, b = rng.choice(pairs)
        one, other = truth[a][1][0], truth[b][1][0]
        title = f"{one.title} and {other.title[:1].lower()}{other.title[1:]}"
        duties = tuple({duty.holder or duty.text: duty for duty in (*one.duties, *other.duties)}.values())
        merged = replace(one, title=title, duties=duties, mentions=(*one.mentions, *other.mentions))
        truth[a] = ((*truth[a][0], *truth[b][0]), [merged])
        del truth[b]


def _moved_on(row: Row, old: Edition, rng: random.Random) -> Row:
    """Move the term on by a period; now and then take the last executor away."""
    span = old.end - old.start + 1
    time = shifted(row.time, span)
    duties = row.duties[:-1] if len(row.duties) > 2 and rng.random() < 0.15 else row.duties
    return replace(row, time=time, duties=duties)


def shifted(time: Time, years: int) -> Time:
    """Return a term some years later."""

    def on(bound: str) -> str:
        return f"{int(bound[:4]) + years}{bound[4:]}" if bound[:4].isdigit() else bound

    text = re.sub(r"(19|20)\d\d", lambda m: str(int(m[0]) + years), time.text)
    stages = tuple(shifted(stage, years) for stage in time.stages)
    return replace(
        time, text=text, start=on(time.start), end=on(time.end), years=tuple(map(on, time.years)), stages=stages
    )


# --- how well it goes -----------------------------------------------------------------------------


def links(matches: Sequence[Match] | frozenset[tuple[tuple[str, ...], tuple[str, ...]]]) -> set[tuple[str, str]]:
    """Return the pairs (old code, new code) of matches or of a truth."""
    if isinstance(matches, frozenset):
        return {(o, n) for old, new in matches for o in old for n in new}
    return {(o.code, n.code) for m in matches for o in m.old for n in m.new}


def manifold(
    matches: Sequence[Match] | frozenset[tuple[tuple[str, ...], tuple[str, ...]]],
) -> set[tuple[object, object]]:
    """Return the splits and mergers."""
    if isinstance(matches, frozenset):
        return {(tuple(sorted(o)), tuple(sorted(n))) for o, n in matches if len(o) + len(n) > 2}
    coded = ((tuple(sorted(r.code for r in m.old)), tuple(sorted(r.code for r in m.new))) for m in matches)
    return {(o, n) for o, n in coded if len(o) + len(n) > 2}


def measure(old: Edition, seeds: Sequence[int], share: float = 0.45) -> dict[str, float]:
    """Return F1 of the links, recall and precision of splits and mergers, and how many of the sure links are right."""
    right = given = wanted = many = many_right = many_given = sure = sure_right = 0
    for seed in seeds:
        revised = simulate(old, seed, share)
        matches = align(old, revised.new, settings())
        truth, found = links(revised.truth), links(matches)
        right, given, wanted = right + len(truth & found), given + len(found), wanted + len(truth)
        both, all_found = manifold(revised.truth), manifold(matches)
        many, many_right, many_given = many + len(both), many_right + len(both & all_found), many_given + len(all_found)
        certain = links([m for m in matches if m.sure])
        sure, sure_right = sure + len(certain), sure_right + len(certain & truth)
    f1 = 2 * right / (given + wanted)
    return {
        "F1": round(f1, 4),
        "split/merge recall": round(many_right / many, 4),
        "split/merge precision": round(many_right / max(many_given, 1), 4),
        "links taken without a person": round(sure / given, 4),
        "of these right": round(sure_right / sure, 4),
    }


def first() -> Edition:
    """Return the bundled revision."""
    from remit.comparison.edition import edition

    workspace = Workspace.bundled()
    return edition(workspace.open(), workspace.iri("programme/p1/2017"))


if __name__ == "__main__":
    first_seed = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    for name, value in measure(first(), range(first_seed, first_seed + 20)).items():
        print(f"{name:32} {value}")

"""How long two revisions of many events take to be compared, and how much memory: ours, and rdflib's `graph_diff`.

    python bench/compare.py [EVENTS …]        1,000, 10,000 and 100,000 where nothing is said

The revisions are made up: the bundled programme over and over, each copy with words of its own, and a next revision of
it with 45 % of the titles reworded, everything renumbered and put in another order, some rows removed and some added.
Each size runs in a process of its own; what counts is its CPU time, and the most memory that it held in all, with the
revisions and (up to 10,000 events) their graphs. `read` is a graph → a revision (both), `compare` is what follows; the
aim is held to both together.

`rdflib.compare.graph_diff` is given the same two graphs, of more and more events as long as it ends within two minutes,
and the largest size that it ended at is said beside ours at that size; it tells triples apart and knows no events, so
that it is a measure of speed alone. The rules of transition follow (bench/transition.py). Ends with 1 when an aim is
missed.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from math import log
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from pyoxigraph import Literal, NamedNode, Quad, Store

from remit.comparison.changes import compare
from remit.comparison.edition import Edition, Heading, Row, edition
from remit.comparison.settings import settings
from remit.graph.facts import node
from remit.names import prefixes
from revised import first, reword, shifted

Value = str | int | NamedNode
SIZES = (1_000, 10_000, 100_000)
#: The sizes that `graph_diff` is measured at, beside ours, until one takes more seconds than `PATIENCE`.
WITH_RDFLIB, PATIENCE = (1_000, 2_000, 4_000, 10_000), 120
AIM_SIZE, AIM_SECONDS, AIM_MEGABYTES = 10_000, 3.0, 1_000
#: Of n log n from 1,000 to 100,000 events the exponent is 1.17; measured times vary by some hundredths.
AIM_GROWTH = 1.2
SYLLABLES = ("ka", "lo", "mi", "ne", "pu", "ra", "si", "to", "ve", "zu", "bre", "cli", "dro", "fla", "gri", "sto")


def name(number: int) -> str:
    """Return a word for a number, as no language has it."""
    word = ""
    while number or not word:
        number, digit = divmod(number, len(SYLLABLES))
        word += SYLLABLES[digit]
    return word.title()


def grown(old: Edition, events: int) -> Edition:
    """Return a revision of many events: copies of one, each with a word of its own in its titles and headings."""
    rows: list[Row] = []
    sections: list[Heading] = []
    copy = 0
    while len(rows) < events:
        word = name(1000 + copy)
        sections += [_in_copy(section, copy, word) for section in old.sections]
        for row in old.rows:
            code = f"{copy}.{row.code}"
            title = f"{row.title} {word}"
            rows.append(replace(row, code=code, number=code, title=title, section=f"{copy}.{row.section}", group=""))
        copy += 1
    return replace(old, rows=_placed(old.iri, rows[:events]), sections=tuple(sections), groups=())


def _in_copy(section: Heading, copy: int, word: str) -> Heading:
    parent = f"{copy}.{section.parent}" if section.parent else ""
    code = f"{copy}.{section.code}"
    return Heading(f"{section.iri}/{copy}", code, code, f"{section.title} {word}", parent)


def _placed(iri: str, rows: list[Row]) -> tuple[Row, ...]:
    return tuple(replace(row, iri=f"{iri}/event/{row.code}", order=at) for at, row in enumerate(rows))


def revised(old: Edition, seed: int = 1) -> Edition:
    """Return a next revision: 45 % reworded, all renumbered, 1 in 20 removed and as many added, terms moved on."""
    rng = random.Random(seed)
    rows = [row for row in old.rows if rng.random() > 0.05]
    made = [replace(row, title=reword(row.title, rng) if rng.random() < 0.45 else row.title) for row in rows]
    fresh = rng.sample(made, len(made) // 20)
    made += [
        replace(row, title=f"Survey of {name(rng.randrange(10**6))} and {name(at)}") for at, row in enumerate(fresh)
    ]
    rng.shuffle(made)
    made.sort(key=lambda row: row.section)
    count: dict[str, int] = {}
    span = old.end - old.start + 1
    for at, row in enumerate(made):
        count[row.section] = count.get(row.section, 0) + 1
        code = f"{row.section}.{count[row.section]}"
        made[at] = replace(row, code=code, number=code, time=shifted(row.time, span))
    iri = f"{old.iri}-next"
    sections = tuple(replace(s, iri=s.iri.replace(old.iri, iri)) for s in old.sections)
    return replace(
        old,
        iri=iri,
        name="next",
        rows=_placed(iri, made),
        sections=sections,
        start=old.start + span,
        end=old.end + span,
    )


def quads(of: Edition) -> Iterator[Quad]:
    """Yield a revision as the graph that *build* makes, without places."""
    yield from say(of.iri, remit_start=str(of.start), remit_end=str(of.end), remit_leadingLanguage=of.language)
    sections = {section.code: NamedNode(section.iri) for section in of.sections}
    mine = {"remit_belongsToRevision": NamedNode(of.iri)}
    for section in of.sections:
        above = {"remit_belongsToSection": sections[section.parent]} if section.parent else {}
        said = {"remit_code": section.code, "remit_number": section.number, "dcterms_title": section.title}
        yield from say(section.iri, rdf_type=node("remit:Section"), **mine, **above, **said)
    for row in of.rows:
        above = {"remit_belongsToSection": sections[row.section], "remit_hasTerm": NamedNode(f"{row.iri}/term")}
        said = {"remit_code": row.code, "remit_number": row.number, "dcterms_title": row.title}
        told: dict[str, Value] = {"remit_remark": row.remark, "remit_order": row.order}
        yield from say(row.iri, rdf_type=node("remit:Event"), **mine, **above, **said, **told)
        yield from of_parts(row)


def of_parts(row: Row) -> Iterator[Quad]:
    """Yield the term, the responsibilities and the mentions of an event."""
    bounds = {"remit_text": row.time.text, "remit_start": row.time.start, "remit_end": row.time.end}
    yield from say(f"{row.iri}/term", remit_hasKind=concept("kind-of-term", row.time.kind), **bounds)
    for at, duty in enumerate(row.duties):
        own = f"{row.iri}/responsibility/{at}"
        yield from say(row.iri, remit_hasResponsibility=NamedNode(own))
        held = {"remit_heldBy": NamedNode(duty.holder), "remit_hasRole": concept("role", duty.role)}
        yield from say(own, **held, remit_text=duty.text, remit_order=at, remit_portfolio=duty.portfolio)
    for at, (iri, words) in enumerate(row.mentions):
        own = f"{row.iri}/mention/{at}"
        yield from say(row.iri, remit_hasMention=NamedNode(own))
        yield from say(own, remit_refersTo=NamedNode(iri), remit_text=words)


def concept(scheme: str, end: str) -> NamedNode:
    """Return a concept of a vocabulary."""
    return NamedNode(f"{prefixes()['vocabulary']}{scheme}/{end}")


def say(subject: str, **said: Value) -> Iterator[Quad]:
    """Yield what is said of a subject; a property is named with its prefix: `remit_code`."""
    for prop, value in said.items():
        if value != "":
            term = value if isinstance(value, NamedNode) else Literal(value)
            yield Quad(NamedNode(subject), node(prop.replace("_", ":")), term)


def timed(what: Callable[[], Any]) -> tuple[float, Any]:
    """Return the CPU seconds that something takes, and what it gives."""
    start = time.process_time()
    given = what()
    return time.process_time() - start, given


def megabytes() -> float:
    """Return the most memory that this process held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(events: int) -> dict[str, float]:
    """Measure one size in this process; graphs are made up to the size of the aim, above it they would fill memory."""
    old = grown(first(), events)
    new = revised(old)
    said: dict[str, float] = {"events": events}
    compare(first(), revised(first()), settings())  # so that what is loaded once is loaded
    if events <= AIM_SIZE:
        said |= of_graphs(old, new)
    said["compare"], found = timed(lambda: compare(old, new, settings()))
    said |= {"memory": megabytes(), "matches": len(found.matches), "changes": len(found.changes)}
    return said


def of_graphs(old: Edition, new: Edition) -> dict[str, float]:
    """Measure how long two revisions are read from their graphs, and `graph_diff` of a pair that it can do."""
    stores = [Store(), Store()]
    for store, side in zip(stores, (old, new), strict=True):
        store.bulk_extend(quads(side))
    said: dict[str, float] = {"triples": sum(map(len, stores))}
    said["read"], both = timed(lambda: [edition(store, e.iri) for store, e in zip(stores, (old, new), strict=True)])
    if [len(each.rows) for each in both] != [len(old.rows), len(new.rows)]:
        sys.exit("the revisions that were read are not those that were written")
    return said


def with_rdflib(events: int) -> dict[str, float]:
    """Measure both at one size in this process, on the same two graphs."""
    from rdflib.compare import graph_diff

    from remit.store import to_rdflib

    old = grown(first(), events)
    new = revised(old)
    compare(first(), revised(first()), settings())
    said = of_graphs(old, new)
    ours, _ = timed(lambda: compare(old, new, settings()))
    stores = [Store(), Store()]
    for store, of in zip(stores, (old, new), strict=True):
        store.bulk_extend(quads(of))
    graphs = [to_rdflib(store) for store in stores]
    return {"events": events, "ours": said["read"] + ours, "rdflib": timed(lambda: graph_diff(*graphs))[0]}


def beside() -> None:
    """Print the largest size at which `graph_diff` ends in time, beside ours; each in a process of its own."""
    told = "graph_diff ended at no size in time"
    for size in WITH_RDFLIB:
        command = [sys.executable, __file__, "--beside", str(size)]
        try:
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, timeout=PATIENCE + 30)
        except subprocess.TimeoutExpired:
            told += f"; at {size} it did not within {PATIENCE} s"
            break
        said = json.loads(done.stdout)
        if said["rdflib"] > PATIENCE:
            told += f"; at {size} it took {said['rdflib']:.0f} s"
            break
        ratio = said["ours"] / said["rdflib"]
        told = (
            f"graph_diff at {size} events: {said['rdflib']:.2f} s; ours {said['ours']:.2f} s, ours : it = {ratio:.3f}"
        )
    print(told)


def main(sizes: tuple[int, ...] = SIZES) -> int:
    """Measure each size in a process of its own and print; return 1 when an aim is missed."""
    print(f"{'events':>8} {'triples':>9} {'read s':>8} {'compare s':>10} {'MB':>7} {'changes':>8}")
    found = []
    for size in sizes:
        command = [sys.executable, __file__, "--one", str(size)]
        said = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
        found.append(said)
        read = f"{said['triples']:9} {said['read']:8.2f}" if "read" in said else " " * 18
        told = f"{said['compare']:10.2f} {said['memory']:7.0f} {said['changes']:8}"
        print(f"{size:8} {read} {told}", flush=True)
    beside()
    return judge(found) | of_rules()


def of_rules() -> int:
    """Print how the rules of transition grow; return 1 when their aim is missed."""
    script = Path(__file__).resolve().parent / "transition.py"
    return subprocess.run([sys.executable, str(script)], check=False).returncode


def judge(found: list[dict[str, float]]) -> int:
    """Print what became of the aims; return 1 when one is missed."""
    missed = 0
    for said in found:
        if said["events"] == AIM_SIZE:
            took = said["read"] + said["compare"]
            kept = took <= AIM_SECONDS and said["memory"] <= AIM_MEGABYTES
            missed += not kept
            told = f"{took:.2f} s and {said['memory']:.0f} MB, {'kept' if kept else 'MISSED'}"
            print(f"{AIM_SIZE} events, read and compared: at most {AIM_SECONDS:g} s and {AIM_MEGABYTES} MB; {told}")
    if len(found) > 1:
        one, other = found[0], found[-1]
        growth = log(other["compare"] / one["compare"]) / log(other["events"] / one["events"])
        missed += growth > AIM_GROWTH
        kept_or = "kept" if growth <= AIM_GROWTH else "MISSED"
        print(f"compare grows with the power {growth:.2f} of the events: at most {AIM_GROWTH} (n log n), {kept_or}")
    return int(bool(missed))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(int(sys.argv[2]))))
        sys.exit()
    if sys.argv[1:2] == ["--beside"]:
        print(json.dumps(with_rdflib(int(sys.argv[2]))))
        sys.exit()
    sys.exit(main(tuple(map(int, sys.argv[1:])) or SIZES))

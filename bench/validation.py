"""Compare the compiled engine with pyshacl: the same graph, the same rules, the same results, the ratio of CPU times.

    python bench/validation.py            P1/2017 and 100,000 and 1,000,000 triples; pyshacl on P1/2017 alone
    python bench/validation.py whole      pyshacl at 100,000 triples as well, which takes many minutes
    python bench/validation.py ratio      that row alone

The larger graphs hold P1/2017 many times, each copy a revision of its own beside the registries.
Each engine runs in a process of its own; the peak is that process's, the graph included.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict
from operator import itemgetter
from pathlib import Path
from statistics import median
from typing import Any

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, parse

from remit import bundle
from remit.rules import rules
from remit.shacl import ENGINES, Live, validate
from remit.shacl.needed import may_have_rows
from remit.shacl.validation import after_a_look, planned
from remit.store import load

#: So many copies make so many triples.
COPIES = {"P1/2017": 1, "100,000": 10, "1,000,000": 104}
EDITS = 40
#: So often each rule is asked where the rules are told one by one.
REPEATS = 5


def main(arguments: list[str]) -> int:
    """Print the tables; the exit code is 1 if the engines disagree."""
    if arguments[:1] == ["one"]:
        print(json.dumps(one(arguments[1], int(arguments[2]))))
        return 0
    wanted = {"P1/2017", "100,000"} if {"whole", "ratio"} & set(arguments) else {"P1/2017"}
    print(f"{'graph':12}{'triples':>10}{'results':>9}{'compiled s':>12}{'peak MB':>9}{'pyshacl s':>11}{'ratio':>8}")
    asked = ["100,000"] if "ratio" in arguments else list(COPIES)
    odd = sum(not row(name, COPIES[name], name in wanted) for name in asked)
    if "ratio" in arguments:
        return 1 if odd else 0
    print(slowest())
    for name in ("P1/2017", "100,000"):
        print(edited(name, COPIES[name]))
    print(suite())
    return 1 if odd else 0


def row(name: str, copies: int, against: bool) -> bool:
    """Print one row; return whether the engines agree."""
    ours = measured("compiled", copies)
    line = f"{name:12}{ours['triples']:>10,}{ours['results']:>9}{ours['seconds']:>12.3f}{ours['peak']:>9.0f}"
    if not against:
        print(line, flush=True)
        return True
    theirs = measured("pyshacl", copies)
    same = ours["digest"] == theirs["digest"]
    ratio = theirs["seconds"] / ours["seconds"]
    print(f"{line}{theirs['seconds']:>11.1f}{ratio:>7.0f} ×" + ("" if same else "  the results differ"), flush=True)
    return bool(same)


def measured(engine: str, copies: int) -> dict[str, Any]:
    """Run one engine in a process of its own."""
    command = [sys.executable, __file__, "one", engine, str(copies)]
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return found


def one(engine: str, copies: int) -> dict[str, Any]:
    """Validate so many copies; CPU seconds of the validation alone, median of three where it is short."""
    assert engine in ENGINES
    store, shapes = programme(copies), rules()
    times: list[float] = []
    while not times or (len(times) < 3 and sum(times) < 2):
        start = time.process_time()
        found = validate(store, shapes, engine).results
        times.append(time.process_time() - start)
    bag = sorted(Counter((r.shape, r.component, str(r.focus), str(r.value), r.message) for r in found).items())
    return {
        "triples": len(store),
        "results": len(found),
        "seconds": median(times),
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "digest": str(hash_of(bag)),
    }


def hash_of(bag: object) -> str:
    """Return a text that is the same for the same results in every process."""
    from hashlib import sha256

    return sha256(repr(bag).encode()).hexdigest()


def programme(copies: int) -> Store:
    """Return the registries, the vocabularies and P1/2017 so many times."""
    folder = bundle.folder("data") / "graph"
    revision = folder / "p1-2017.ttl"
    store = load(path for path in sorted(folder.glob("*.ttl")) if path != revision)
    triples = list(parse(path=str(revision), format=RdfFormat.TURTLE))
    for copy in range(copies):
        store.bulk_extend(Quad(renamed(t.subject, copy), t.predicate, renamed(t.object, copy)) for t in triples)
    return store


def renamed(term: Any, copy: int) -> Any:
    """Return a term of the revision as the copy has it."""
    mark = "/programme/p1/2017"
    if copy and isinstance(term, NamedNode) and mark in term.value:
        return NamedNode(term.value.replace(mark, f"{mark}-{copy}"))
    return term


def slowest(most: int = 12) -> str:
    """Return the rules that take longest on P1/2017, each in milliseconds of CPU, and what all of them take."""
    store, shapes = programme(1), rules()
    validate(store, shapes)
    took: dict[str, float] = defaultdict(float)
    for check in planned(shapes, store).checks:
        start = time.process_time()
        for _ in range(REPEATS):
            if may_have_rows(store, check.first):
                list(after_a_look(store, check))
        took[check.shape.name.rpartition("#")[2]] += (time.process_time() - start) * 1000 / REPEATS
    told = ", ".join(
        f"{name} {spent:.1f}" for name, spent in sorted(took.items(), key=itemgetter(1), reverse=True)[:most]
    )
    return f"slowest of {len(took)} rules on P1/2017, ms CPU: {told}; all {sum(took.values()):.0f}"


def edited(name: str, copies: int) -> str:
    """Edit ten triples again and again; return what a re-check takes."""
    store, chance = programme(copies), random.Random(20)
    quads = sorted((quad for quad in store if "/programme/p1/2017" in str(quad.subject)), key=str)
    live, times = Live(store, rules()), []
    for _ in range(EDITS):
        gone = [quad.triple for quad in chance.sample(quads, 5)]
        came = [Triple(q.subject, q.predicate, chance.choice(quads).object) for q in chance.sample(quads, 5)]
        start = time.process_time()
        live.edit(came, gone)
        times.append((time.process_time() - start) * 1000)
        live.edit(gone, came)
    whole = f"{len(live.whole)} of {len(live.checks)} checks can be asked whole"
    return f"after an edit of 10 triples, {name}: median {median(times):.0f} ms CPU, most {max(times):.0f} ms; {whole}"


def suite() -> str:
    """Return how many of the W3C's tests each engine passes."""
    sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
    from w3c import cases, passes

    folder = Path(__file__).parent.parent / "build" / "w3c"
    if not folder.is_dir():
        return "the W3C's tests are not there; run: make build/w3c"
    known = list(cases(folder))
    passed = [f"{engine} {sum(passes(case, engine) for case in known)}" for engine in ENGINES]
    return f"W3C SHACL tests (core and SPARQL), of {len(known)}: " + ", ".join(passed)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

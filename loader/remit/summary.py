"""A few lines for people: what was read, built, judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from remit.reading import FOREIGN

if TYPE_CHECKING:
    from remit.drafting.own import Own
    from remit.graph.dataset import Dataset
    from remit.reading import Reading
    from remit.reasoning import Verdict


def of_reading(reading: Reading) -> str:
    """Say what a document holds."""
    said = reading.programme
    executors = [executor for event in reading.events for executor in event.executors]
    unread = sum("unread" in executor.readings for executor in executors)
    unread += sum(event.term.kind == "unread" for event in reading.events)
    period = f"{said.start}–{said.end}" if said.start else "no period"
    lines = [
        f"{reading.source.name}: {said.code or 'a programme without code'}, {period}",
        *([f"  {said.title}"] if said.title else []),
        f"  {said.approval}" if said.approval else "  no approval is stated",
        f"  {len(reading.sections)} sections, {len(reading.groups)} groups, {len(reading.events)} events, "
        f"{len(executors)} responsibilities, {sum(len(event.mentions) for event in reading.events)} mentions",
        f"  {_terms(reading)}",
        f"  {_unread(unread)}",
        *_noticed(reading),
    ]
    return "\n".join(lines)


def _unread(count: int) -> str:
    return f"{count} texts could not be read" if count else "every term and every executor was read"


def _terms(reading: Reading) -> str:
    kinds = Counter(event.term.kind for event in reading.events)
    return "terms: " + ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())


def _noticed(reading: Reading) -> list[str]:
    """Count what was noticed; each is told by `remit check` and `remit read --json`, a foreign document here too."""
    counts = Counter(finding.rule for finding in reading.findings)
    said = ["  noticed: " + ", ".join(f"{n} {rule}" for rule, n in counts.most_common())] if counts else []
    whose = [finding for finding in reading.findings if reading.foreign and finding.rule == FOREIGN]
    return [*said, *(f"  {line}" for finding in whose for line in (finding.message, finding.hint))]


def of_build(readings: Sequence[Reading], dataset: Dataset, folder: Path | None) -> str:
    """Say what was built and in which folder it lies, if in one."""
    graphs = ", ".join(f"{name} {len(triples)}" for name, triples in dataset.graphs().items())
    return "\n".join(
        [
            *(of_reading(reading) for reading in readings),
            f"graph: {sum(len(t) for t in dataset.graphs().values())} triples ({graphs})",
            *([f"  store {folder / 'store'}, Turtle files {folder / 'graph'}"] if folder else []),
        ]
    )


def of_draft(
    folder: Path,
    readings: Sequence[Reading],
    own: Own,
    counts: Mapping[str, int],
    near: Sequence[tuple[str, str]] = (),
) -> str:
    """Say what a drafted workspace holds and what a person should review in it; `near` are names almost alike."""
    data = folder / "data"
    drafted = ", ".join(f"{count} in {name}.yaml" for name, count in counts.items() if count)
    code = f"the code {own.code} makes the pattern {own.pattern}" if own.code else "no code was found: add a programme"
    if own.title_pattern:
        code = f"no code was found, so the title makes the pattern {own.title_pattern}"
    events = [event for reading in readings for event in reading.events]
    unread = [(event.id, each.text) for event in events for each in event.executors if not each.holder]
    left = [f"     event {number}: {text}" for number, text in unread]
    names = ", ".join(reading.source.name for reading in readings)
    these = "this one document" if len(readings) == 1 else "these documents"
    return "\n".join(
        [
            f"{folder} is a workspace made from {names}.",
            *(of_reading(reading) for reading in readings),
            f"Everything in it is inferred from {these}. To review, in {data}:",
            f"  1. workspace.yaml: {own.label!r} stands for the organisation, base and licence are stand-ins; {code}.",
            f"  2. registry: {drafted}; see the kinds, the labels, what each is part of, and the notes.",
            f"  3. {len(unread) or 'no'} executors that could not be read{':' if unread else '.'}",
            *left,
            *([f"  4. {len(near)} names that are almost another:"] if near else []),
            *(f"     “{name}”: almost “{other}”" for name, other in near),
            f"Then run: remit --workspace {folder} build, and check",
        ]
    )


def of_verdict(verdict: Verdict, why: Sequence[str] = ()) -> str:
    """Say whether ontology and data are consistent; `why` are the lines that explain what is not."""
    word = "consistent" if verdict.consistent else "NOT consistent"
    empty = ", ".join(verdict.unsatisfiable) or "none"
    left = ", ".join(f"{name} ({count})" for name, count in sorted(dict(verdict.left_out).items())) or "nothing"
    return "\n".join(
        [
            f"HermiT: {word}, in {verdict.seconds:.1f} s",
            *why,
            *([f"  {verdict.unconfirmed} more look like contradictions"] if verdict.unconfirmed else []),
            f"  classes that can have no member: {empty}",
            f"  left out, because HermiT does not know it: {left}",
        ]
    )

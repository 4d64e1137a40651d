"""The examples of the questions, as they fit the data that is published.

A question is written with a real example, so that it runs as it stands. Where the graph does not hold that one (the
questions come with Remit, the data is somebody else's), a thing of its class takes its place: in the query, in
the header above it, and in what the pages tell of it. The one that most others point to has most to show.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace

from pyoxigraph import NamedNode

from remit.publishing.things import Thing, Things
from remit.questions import Parameter, Question
from remit.questions.header import span

#: What can stand in a header without quotation marks.
_PLAIN = re.compile(r"[a-z][\w.-]*")


def fitted(question: Question, things: Things, old: str) -> Question:
    """Return a question whose examples are things of a graph; `old` is where the IRIs of the examples begin.

    An example whose class the graph lacks is put below the base of the graph.
    """
    for parameter in question.parameters:
        if parameter.kind == "iri":
            question = _with_thing(question, parameter, things, old)
        elif parameter.kind == "year":
            question = _with_year(question, parameter, things)
    return question


def _with_thing(question: Question, parameter: Parameter, things: Things, old: str) -> Question:
    start, stop = span(question, parameter.name)
    iri = question.text[start:stop].strip(" <>")
    if iri in things.every or not iri.startswith(old):
        return question
    every = next((things.by_kind[kind] for kind in parameter.of if kind in things.by_kind), [])
    found = max(every, key=lambda thing: len(things.pointing.get(thing.iri, ())), default=None)
    if found is None:
        return _with(question, parameter, str(NamedNode(things.base + iri.removeprefix(old))), parameter.example)
    return _with(question, parameter, f"<{found.iri}>", _called(found, every))


def _with_year(question: Question, parameter: Parameter, things: Things) -> Question:
    years = sorted({thing.text("remit:start") for thing in things.by_kind.get("Year", ())} - {""})
    if not years or parameter.example in years:
        return question
    start, stop = span(question, parameter.name)
    value = question.text[start:stop].strip().replace(parameter.example, years[0])
    return _with(question, parameter, value, years[0])


def _with(question: Question, parameter: Parameter, value: str, example: str) -> Question:
    """Return a question with another example: what stands in the query, and what a reader types."""
    start, stop = span(question, parameter.name)
    text = f"{question.text[:start]} {value} {question.text[stop:]}"
    said = rf'(?m)^(#\+   {re.escape(parameter.name)}: .*\bexample: )("[^"]*"|[^,}}]*)'
    written = example if _PLAIN.fullmatch(example) else json.dumps(example, ensure_ascii=False)
    text = re.sub(said, lambda found: found[1] + written, text, count=1)
    others = {each.name: each for each in question.parameters} | {parameter.name: replace(parameter, example=example)}
    return replace(question, text=text, parameters=tuple(others.values()))


def _called(thing: Thing, among: Iterable[Thing]) -> str:
    """Return how a thing is told on the command line: the shortest end of its IRI that no other one has."""
    others = {end for each in among if each.iri != thing.iri for end in _ends(each.iri)}
    return next((end for end in _ends(thing.iri) if end not in others), thing.iri).replace("/", "-")


def _ends(iri: str) -> list[str]:
    steps = iri.split("/")
    return ["/".join(steps[-many:]) for many in range(1, len(steps) - 2)]

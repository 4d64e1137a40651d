"""The form on the page of a question: what it wants to be told is chosen or typed there, and then it is answered.

Where the site is served with an endpoint, it answers at `questions/<name>`, without a script too. Elsewhere the form
leads to the page that asks in the browser, which fills the values into the query and runs it; the form says so.
A thing is told by the end of its IRI, below the base: `body/tc-1.12`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape as plain
from itertools import groupby

from markupsafe import Markup

from remit.names import concept, expand
from remit.publishing.naming import CODED, Text
from remit.publishing.pages import assets
from remit.publishing.pages.frame import Here, spoken
from remit.publishing.pages.thing import natural
from remit.publishing.things import Thing
from remit.questions import Parameter, Question
from remit.questions.header import span
from remit.questions.naming import choice

#: Of how many things one is chosen from a list, at most; of more, one is typed. The longest words of a choice.
MOST, LONGEST = 350, 90
#: How a value is typed that is no choice; the others are texts.
INPUTS = {"day": "date", "integer": "number"}
#: The datatypes of the values that are no plain texts.
DATATYPES = {"year": "xsd:gYear", "integer": "xsd:integer"}


@dataclass(frozen=True)
class Field:
    """One parameter: the words before it and below it, and its choices, else how it is typed."""

    name: str
    label: Markup
    means: Markup
    optional: bool
    options: Markup
    typed: str
    example: str


@dataclass(frozen=True)
class Form:
    """A form: where it leads, which question it names there, its fields, what happens, whether a format is chosen."""

    action: str
    asks: str
    fields: tuple[Field, ...]
    says: str
    served: bool


def form(here: Here, question: Question, value: str = "") -> Form | None:
    """Return the form of a question that wants to be told something; `value` is what this page answers it for."""
    if not question.parameters or question.services:
        return None
    served = bool(here.site.publication.endpoint)
    action = here.to(f"questions/{question.name}") if served else here.own("sparql")
    way = "ask_there" if served else "form_here" if assets.built() else "form_query"
    fields = tuple(_field(here, question, parameter, value) for parameter in question.parameters)
    return Form(action, "" if served else question.name, fields, here.say(way, here.words["ask_title"]), served)


def told(site_base: str, question: Question) -> dict[str, dict[str, object]]:
    """Return what turns the values of the form into terms of the query: what IRIs begin with, datatypes, what may lack.

    Of a parameter whose values are plain texts nothing is said.
    """
    return {each.name: dict(_term(site_base, each)) for each in question.parameters}


def _term(base: str, parameter: Parameter) -> Iterator[tuple[str, object]]:
    if parameter.kind == "iri":
        yield "begins", base
    elif parameter.kind == "choice" and parameter.scheme:
        yield "begins", concept(parameter.scheme, "x").removesuffix("x")
    elif parameter.kind in DATATYPES:
        yield "datatype", expand(DATATYPES[parameter.kind])
    if parameter.optional:
        yield "optional", True


def _field(here: Here, question: Question, parameter: Parameter, value: str) -> Field:
    example = _example(here, question, parameter)
    typed = parameter.kind == "iri" and len(_every(here, parameter.of)) > MOST
    means = spoken(here.site.names.explained(parameter.means, here.language), here.language)
    return Field(
        name=parameter.name,
        label=spoken(here.site.names.column(parameter.name, here.language, question.name), here.language),
        means=Markup("{} ({})").format(means, here.words["form_typed"]) if typed else means,
        optional=parameter.optional,
        options=_options(here, parameter, "" if parameter.optional else value or example),
        typed=INPUTS.get(parameter.kind, "text"),
        example=example,
    )


def _example(here: Here, question: Question, parameter: Parameter) -> str:
    """Return the example of a parameter as the form tells it."""
    if parameter.kind != "iri":
        return parameter.example
    start, stop = span(question, parameter.name)
    return question.text[start:stop].strip(" <>").removeprefix(here.site.publication.base)


def _options(here: Here, parameter: Parameter, chosen: str) -> Markup:
    """Return what can be chosen; nothing where that is not known, or too much."""
    if parameter.kind == "iri":
        return (
            Markup("")
            .join(_things(here, parameter.of))
            .replace(f' value="{plain(chosen)}">', Markup(f' value="{plain(chosen)}" selected>'), 1)
        )
    if parameter.kind == "year":
        years = {thing.text("remit:start") for thing in here.site.things.by_kind.get("Year", ())} - {""}
        return Markup("").join(_option(year, Text(year), here, year == chosen) for year in sorted(years))
    words = [(each, _word(here, parameter, each)) for each in parameter.choices]
    return Markup("").join(_option(each, text, here, each == chosen) for each, text in words)


def _word(here: Here, parameter: Parameter, word: str) -> Text:
    return here.site.names.label(choice(parameter, word).value, here.language) if parameter.scheme else Text(word)


def _every(here: Here, kinds: tuple[str, ...]) -> list[Thing]:
    found = {thing.iri: thing for kind in kinds for thing in here.site.things.by_kind.get(kind, ())}
    return list(found.values())


def _things(here: Here, kinds: tuple[str, ...]) -> list[Markup]:
    """Return the things of some classes as choices, sorted by what they belong to and by name; none if too many."""
    key = (" ".join(kinds), here.language)
    if key not in here.site.choices:
        every = _every(here, kinds)
        here.site.choices[key] = list(_grouped(here, every, kinds)) if len(every) <= MOST else []
    return here.site.choices[key]


def _grouped(here: Here, things: list[Thing], kinds: tuple[str, ...]) -> Iterator[Markup]:
    names, base = here.site.names, here.site.publication.base
    ranked = [(_group(here, thing, kinds), names.full(thing, here.language), thing) for thing in things]
    ranked.sort(key=lambda each: (each[0], natural(each[1].words), each[2].iri))
    for (_, group), every in groupby(ranked, key=lambda each: each[0]):
        options = [_option(thing.iri.removeprefix(base), text, here) for _, text, thing in every]
        yield from _under(group, options) if group else options


def _under(heading: str, options: list[Markup]) -> list[Markup]:
    return [Markup('<optgroup label="{}">').format(heading), *options, Markup("</optgroup>")]


def _group(here: Here, thing: Thing, kinds: tuple[str, ...]) -> tuple[int, str]:
    """Return under which heading a thing is chosen: its class if there are several, its revision if there are."""
    names, met = here.site.names, [kind for kind in kinds if kind in thing.kinds]
    rank = kinds.index(met[0]) if met else len(kinds)
    if thing.kind in CODED and len(here.site.things.by_kind.get("Revision", ())) > 1:
        of = [names.label(value.value, here.language).words for value in thing.values("remit:belongsToRevision")]
        return rank, ", ".join(of)
    return rank, names.kind(met[0], here.language, many=True).words if met and len(kinds) > 1 else ""


def _option(value: str, text: Text, here: Here, chosen: bool = False) -> Markup:
    words = text.words if len(text.words) <= LONGEST else f"{text.words[: LONGEST - 1].rstrip()}…"
    own = f' lang="{text.language}"' if text.language not in ("", here.language) else ""
    mark = " selected" if chosen else ""
    return Markup(f'<option{own} value="{plain(value)}"{mark}>{plain(words)}</option>\n')

"""The page of each thing: its facts, the answers to the questions about it, the rows of the source that say so."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from remit.publishing.forms import FORMS
from remit.publishing.publication import File, Publication
from remit.publishing.things import Thing
from remit.questions import Answer, Question, ask

if TYPE_CHECKING:
    from jinja2 import Environment


@dataclass(frozen=True)
class Value:
    """A value as a reader sees it: its words, their language, where it leads (nothing for a text)."""

    words: str
    language: str
    href: str


@dataclass(frozen=True)
class Fact:
    """A property and its values."""

    name: str
    values: tuple[Value, ...]


def files(publication: Publication) -> Iterator[File]:
    """Yield the page of each thing."""
    for thing in publication.things.every.values():
        yield f"{thing.path}.html", page(publication, thing).encode()


def page(publication: Publication, thing: Thing, language: str = "en") -> str:
    """Return the page of a thing."""
    here = Here(publication, f"{thing.path}.html", language)
    return (
        _environment()
        .get_template("thing.html")
        .render(
            here=here,
            words=publication.settings["words"][language],
            thing=thing,
            title=publication.things.label(thing.iri, language),
            facts=list(_facts(here, thing)),
            answers=list(_answers(publication, thing, language)),
            forms=[(form, f"{posixpath.basename(thing.path)}.{form.suffix}") for form in FORMS.values()],
        )
    )


@dataclass(frozen=True)
class Here:
    """A page of the site: what leads from it to others."""

    publication: Publication
    path: str
    language: str

    def to(self, path: str) -> str:
        """Return the way from this page to a file of the site."""
        return posixpath.relpath(path, posixpath.dirname(self.path) or ".")

    def link(self, iri: str) -> str:
        """Return where an IRI leads: to its page on this site, else to itself."""
        thing = self.publication.things.every.get(iri)
        return self.to(f"{thing.path}.html") if thing else iri

    def label(self, iri: str) -> str:
        """Return words for an IRI in the language of the page."""
        return self.publication.things.label(iri, self.language)


def _facts(here: Here, thing: Thing) -> Iterator[Fact]:
    for verb in dict.fromkeys(triple.predicate.value for triple in thing.triples):
        values = [triple.object for triple in thing.triples if triple.predicate.value == verb]
        yield Fact(here.label(verb), tuple(_value(here, value) for value in values))


def _value(here: Here, term: Any) -> Value:
    if isinstance(term, NamedNode):
        return Value(here.label(term.value), "", here.link(term.value))
    return Value(term.value, term.language or "", "")


def _answers(publication: Publication, thing: Thing, language: str) -> Iterator[Answer]:
    """Yield the answers that have rows, of all questions that want to know a thing of this class and nothing else."""
    for name, question in publication.catalogue.items():
        parameter = _about(question, thing)
        if parameter and name not in publication.settings["left_out"]:
            answer = ask(publication.store, question, {parameter: thing.iri}, language=language)
            if answer.rows:
                yield answer


def _about(question: Question, thing: Thing) -> str:
    wanted = [parameter for parameter in question.parameters if not parameter.optional]
    fits = len(wanted) == 1 and set(wanted[0].of).intersection(thing.kinds)
    return wanted[0].name if fits else ""


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("remit.publishing"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )

"""The questions: a page for each, with its answer, or with the ways to the pages where it is answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape
from pyoxigraph import Literal, NamedNode

from remit.names import expand, slug
from remit.publishing.naming import Text
from remit.publishing.pages.answers import Answers, about, table
from remit.publishing.pages.form import form
from remit.publishing.pages.frame import Here, Site, anchor, in_languages, render, spoken
from remit.publishing.pages.thing import natural
from remit.publishing.publication import File
from remit.questions import Question
from remit.questions.naming import choice

#: How many rows of an answer a page has; the next ones stand on the next page.
ROWS = 40


def files(site: Site, answers: Answers) -> Iterator[File]:
    """Yield the list of the questions and a page of each, in each language."""
    for here in in_languages(site, "questions/all"):
        yield _all(here)
    for question in site.publication.catalogue.values():
        found = _answered(answers, question)
        whole = [rows for value, rows in found if not value]
        yield from _pages(
            site, answers, Asked(question, "", whole[0] if whole else None, tuple(v for v, _ in found if v))
        )
        for value, rows in found:
            if value:
                yield from _pages(site, answers, Asked(question, value, rows))


@dataclass(frozen=True)
class Asked:
    """A question and what it is told: a value or nothing; its rows, None where it must be told one of `values`."""

    question: Question
    value: str
    rows: list[Any] | None
    values: tuple[str, ...] = ()

    def path(self, number: int = 0, value: str = "") -> str:
        """Return the path of one of its pages, or of the question told another value."""
        told = slug(value or self.value)
        return f"questions/{self.question.name}" + (f"/{told}" if told else "") + (f"-{number + 1}" if number else "")


def _pages(site: Site, answers: Answers, asked: Asked) -> Iterator[File]:
    for number in range(max(1, -(-len(asked.rows or ()) // ROWS))):
        for here in in_languages(site, asked.path(number)):
            yield _page(here, asked, answers, number)


def _all(here: Here) -> File:
    entries = sorted(here.site.publication.catalogue)
    links = [(_link(here, name), "") for name in entries]

    def fill(most: int) -> dict[str, Any]:
        return {
            "title": here.words["questions"],
            "intro": here.words["questions_intro"],
            "crumbs": [],
            "letters": [],
            "groups": [("", links)],
        }

    return render("list.html", here, fill)


def _link(here: Here, name: str) -> Markup:
    return anchor(here.site.names.question(name, here.language), here.own(f"questions/{name}"), here.language)


def _answered(answers: Answers, question: Question) -> list[tuple[str, list[Any]]]:
    """Return the answers of a question that needs to be told nothing, or one of a few things: words, rows."""
    wanted = [parameter for parameter in question.parameters if not parameter.optional]
    if not wanted:
        return [("", answers.plain(question))] if answers.possible(question) else []
    if len(wanted) > 1 or wanted[0].kind not in ("year", "choice"):
        return []
    name = wanted[0].name
    if wanted[0].kind == "year":
        years = sorted({thing.text("remit:start") for thing in answers.site.things.by_kind.get("Year", ())} - {""})
        kind = NamedNode(expand("xsd:gYear"))
        said: list[tuple[str, NamedNode | Literal]] = [(year, Literal(year, datatype=kind)) for year in years]
    else:
        said = [(word, choice(wanted[0], word)) for word in wanted[0].choices]
    found = [(words, answers.plain(question, {name: term})) for words, term in said]
    return [(words, rows) for words, rows in found if rows]


def _page(here: Here, asked: Asked, answers: Answers, number: int) -> File:
    question, rows = asked.question, asked.rows or []
    text = here.site.names.question(question.name, here.language)
    value = _heading(here, question, asked.value)
    shown = rows[number * ROWS : (number + 1) * ROWS]
    every = [here.own(asked.path(n)) for n in range(-(-len(rows) // ROWS))]
    title = f"{text.words} – {value.striptags()}" if value else text.words

    def fill(most: int) -> dict[str, Any]:
        return {
            "title": f"{title} ({here.say('page_n', number + 1)})" if number else title,
            "summary": _said(here, question.summary),
            "crumbs": list(_crumbs(here, asked)),
            "form": form(here, question, asked.value) if not number else None,
            "choices": list(_choices(here, asked, answers))[:most],
            "answer": table(here, question, shown[:most], len(shown)) if shown else None,
            "nothing": _said(here, question.none) if asked.rows == [] else "",
            "parameters": question.parameters,
            "columns": question.columns,
            "query": question.query,
            "name": question.name,
            "said": lambda words: _said(here, words),
            "command": _command(question, asked.value),
            "pages": [(here.say("page_n", n + 1), href, n == number) for n, href in enumerate(every)],
        }

    return render("question.html", here, fill)


def _crumbs(here: Here, asked: Asked) -> Iterator[Markup]:
    yield here.link_to("questions/all", "questions")
    if asked.value:
        yield _link(here, asked.question.name)


def _heading(here: Here, question: Question, heading: str) -> Markup:
    wanted = [parameter for parameter in question.parameters if not parameter.optional]
    if wanted and wanted[0].scheme:
        return here.link(choice(wanted[0], heading).value)
    return escape(heading)


def _choices(here: Here, asked: Asked, answers: Answers) -> Iterator[Markup]:
    """Yield the ways to where a question is answered: told one of its values, or on the pages of things."""
    question = asked.question
    for value in asked.values:
        words = Text(str(_heading(here, question, value).striptags()))
        yield anchor(words, here.own(asked.path(value=value)), here.language)
    if not about(question) or not answers.possible(question):
        return
    iris = answers.every(question)
    names = {iri: here.site.names.full(here.site.every[iri], here.language) for iri in iris}
    mark = f"#{question.name}" if question in answers.questions else ""
    for iri in sorted(iris, key=lambda iri: (natural(names[iri].words), iri)):
        yield anchor(names[iri], here.href(iri) + mark, here.language)


def _command(question: Question, value: str) -> str:
    """Return how the question is put on the command line, with the examples of what it must be told."""
    said = [f"--{each.name} {value or each.example}" for each in question.parameters if not each.optional]
    return " ".join(["remit ask", question.name, *said])


def _said(here: Here, words: str) -> Markup:
    return spoken(here.site.names.explained(words, here.language), here.language)

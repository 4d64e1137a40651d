"""The questions: a page for each, with its answer, or with the ways to the pages where it is answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from markupsafe import Markup, escape
from pyoxigraph import Literal, NamedNode

from remit.names import expand
from remit.publishing.naming import Text
from remit.publishing.pages.answers import Answers, about, table
from remit.publishing.pages.cells import Table
from remit.publishing.pages.frame import Here, Site, anchor, in_languages, render, spoken
from remit.publishing.pages.thing import natural
from remit.publishing.publication import File
from remit.questions import Question
from remit.questions.naming import choice

#: How many rows of an answer a page has; the next ones stand on the next page.
ROWS = 60


def files(site: Site, answers: Answers) -> Iterator[File]:
    """Yield the list of the questions and a page of each, in each language."""
    for here in in_languages(site, "questions/all"):
        yield _all(here)
    for question in site.publication.catalogue.values():
        found = _answered(answers, question)
        pages = max((-(-len(rows) // ROWS) for _, rows in found), default=1) if len(found) == 1 else 1
        for number in range(max(pages, 1)):
            for here in in_languages(site, _path(question, number)):
                yield _page(here, question, answers, found, number)


def _path(question: Question, number: int = 0) -> str:
    return f"questions/{question.name}" + (f"-{number + 1}" if number else "")


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


def _page(here: Here, question: Question, answers: Answers, found: list[tuple[str, list[Any]]], number: int) -> File:
    text = here.site.names.question(question.name, here.language)
    rows = [(heading, every[number * ROWS : (number + 1) * ROWS], len(every)) for heading, every in found]
    single = range(-(-rows[0][2] // ROWS)) if len(rows) == 1 else range(0)
    every = [(here.own(_path(question, n)), n) for n in single]

    def fill(most: int) -> dict[str, Any]:
        tables: list[tuple[Any, Table]] = [
            (_heading(here, question, heading), _table(here, question, heading, some, most))
            for heading, some, _ in rows
        ]
        return {
            "title": f"{text.words} ({here.say('page_n', number + 1)})" if number else text.words,
            "summary": _english(here, question.summary),
            "crumbs": [here.link_to("questions/all", "questions")],
            "choices": list(_choices(here, question, answers))[:most],
            "tables": tables,
            "nothing": _english(here, question.none) if found and not tables else "",
            "parameters": question.parameters,
            "columns": question.columns,
            "query": question.text.rpartition("#+")[2].partition("\n")[2].strip(),
            "english": lambda words: _english(here, words),
            "command": _command(question),
            "pages": [(here.say("page_n", n + 1), href, n == number) for href, n in every],
        }

    return render("question.html", here, fill)


def _table(here: Here, question: Question, heading: str, rows: list[Any], most: int) -> Table:
    found = table(here, question, rows[:most], len(rows))
    return replace(found, name=f"{found.caption.striptags()} {heading}".strip())


def _heading(here: Here, question: Question, heading: str) -> Markup:
    wanted = [parameter for parameter in question.parameters if not parameter.optional]
    if wanted and wanted[0].scheme:
        return here.link(choice(wanted[0], heading).value)
    return escape(heading)


def _choices(here: Here, question: Question, answers: Answers) -> Iterator[Markup]:
    """Yield the ways to the pages of the things for which a question has an answer."""
    if not about(question) or not answers.possible(question):
        return
    iris = answers.every(question)
    names = {iri: here.site.names.full(here.site.every[iri], here.language) for iri in iris}
    mark = f"#{question.name}" if question in answers.questions else ""
    for iri in sorted(iris, key=lambda iri: (natural(names[iri].words), iri)):
        yield anchor(names[iri], here.href(iri) + mark, here.language)


def _command(question: Question) -> str:
    """Return how the question is put on the command line, with the examples of what it must be told."""
    said = [f"--{each.name} {each.example}" for each in question.parameters if not each.optional]
    return " ".join(["remit ask", question.name, *said])


def _english(here: Here, words: str) -> Markup:
    return spoken(Text(words, "en"), here.language)

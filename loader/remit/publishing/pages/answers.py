"""The answers to the questions about things: each question is asked once, for all things together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Any

from markupsafe import Markup
from pyoxigraph import Literal, NamedNode, QuerySolution

from remit.errors import StoreError
from remit.names import expand
from remit.publishing.pages.cells import Row, Table, answer_cell, quotes
from remit.publishing.pages.frame import Here, Site, spoken
from remit.publishing.publication import Publication
from remit.publishing.things import Thing
from remit.questions import Column, Question
from remit.questions.answer import bind, run
from remit.questions.each import solutions


@lru_cache(maxsize=1)
def answers_of(publication: Publication) -> Answers:
    """Return the answers of a publication, which its pages and its tables share."""
    return Answers(Site(publication))


class Answers:
    """The answers of a site, each asked when it is first wanted."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._met: dict[str, dict[str, list[QuerySolution]]] = {}
        self._plain: dict[str, list[QuerySolution]] = {}

    @cached_property
    def questions(self) -> list[Question]:
        """Return the questions that pages of things answer, in their order."""
        settings, catalogue = self.site.settings, self.site.publication.catalogue
        first = [name for name in settings["first"] if name in catalogue]
        names = [name for name in dict.fromkeys([*first, *catalogue]) if name not in settings["left_out"]]
        return [catalogue[name] for name in names if self.about(catalogue[name]) and self.possible(catalogue[name])]

    def about(self, question: Question) -> tuple[str, tuple[str, ...]] | tuple[()]:
        """Return the parameter by which a question is asked about a thing, and the thing's classes."""
        also = self.site.settings["also"].get(question.name)
        return (also["parameter"], tuple(also["of"])) if also else about(question)

    def possible(self, question: Question) -> bool:
        """Return whether pages answer a question: the graph alone holds what it rests on, and it is not too much."""
        several = len(self.site.things.by_kind.get("Revision", ())) > 1 or not question.over
        told = question.name not in self.site.settings["unasked"] and not question.services
        return several and told and all(self._derived(name) for name in question.needs)

    def _derived(self, name: str) -> bool:
        found = self.site.publication.store.quads_for_pattern(None, _property(name), None, None)
        return next(iter(found), None) is not None

    def of(self, thing: Thing) -> Iterator[tuple[Question, list[QuerySolution]]]:
        """Yield the questions that have an answer for a thing, with the rows."""
        for question in self.questions:
            rows = self.every(question).get(thing.iri, [])
            if rows:
                yield question, rows

    def every(self, question: Question) -> dict[str, list[QuerySolution]]:
        """Return the rows of a question for each thing that it can be asked about."""
        if question.name not in self._met:
            name, kinds = self.about(question) or ("", ())
            by_kind = self.site.things.by_kind
            iris = sorted({thing.iri for kind in kinds for thing in by_kind.get(kind, ())})
            found = solutions(self.site.publication.store, question, name, iris)
            self._met[question.name] = {iri: rows for iri, rows in found.items() if rows}
        return self._met[question.name]

    def plain(self, question: Question, said: dict[str, NamedNode | Literal] | None = None) -> list[QuerySolution]:
        """Return the rows of a question that needs to be told nothing else; none where the graph lacks its ground."""
        given: dict[str, Any] = {parameter.name: None for parameter in question.parameters} | (said or {})
        query = bind(question, given)
        if query not in self._plain:
            try:
                self._plain[query] = run(self.site.publication.store, query) if self.possible(question) else []
            except StoreError:
                self._plain[query] = []
        return self._plain[query]


def about(question: Question) -> tuple[str, tuple[str, ...]] | tuple[()]:
    """Return the parameter of a question that wants to know one thing and nothing else, and the thing's classes."""
    wanted = [parameter for parameter in question.parameters if not parameter.optional]
    fits = len(wanted) == 1 and wanted[0].kind == "iri" and wanted[0].of
    return (wanted[0].name, wanted[0].of) if fits else ()


def table(here: Here, question: Question, rows: Iterable[QuerySolution], total: int) -> Table:
    """Return rows of an answer as a table; a column that is empty in all of them is left out."""
    rows = list(rows)
    without = here.site.settings["without"].get(question.name, ())
    told = [column for column in question.columns if column.name not in without]
    shown = [column for column in told if any(_filled(row[column.name]) for row in rows)]
    names, language = here.site.names, here.language
    plain = question.name in here.site.settings["unquoted"]
    return Table(
        key=question.name,
        caption=spoken(names.question(question.name, language), language),
        columns=tuple(spoken(names.column(column.name, language, question.name), language) for column in shown),
        rows=tuple(
            Row(
                _cells(here, question, shown, row),
                () if plain else why(here, question, row),
            )
            for row in rows
        ),
        total=total,
    )


def _cells(here: Here, question: Question, shown: list[Column], row: QuerySolution) -> tuple[Markup, ...]:
    """Return the cells of a row; a heading that is torn over several stands whole in the one that is set for it."""
    cells = tuple(answer_cell(here, column, row[column.name]) for column in shown)
    heading = here.site.settings["headings"].get(question.name)
    thing = here.site.every.get(getattr(row[heading["of"]], "value", "")) if heading else None
    written = [row[column.name].value for column in shown if _filled(row[column.name])]
    if not thing or len(written) < 2 or not _is_torn(thing, written):
        return cells
    whole = here.link(thing.iri)
    return tuple(whole if column.name == heading["column"] else Markup("") for column in shown)


def _is_torn(thing: Thing, written: Iterable[str]) -> bool:
    """Return whether cells are the code and the title of a thing, one letter after the other, and nothing else."""
    said = _letters("".join(written))
    return any(said == _letters(thing.text("remit:code") + title.value) for title in thing.values("dcterms:title"))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def why(here: Here, question: Question, row: QuerySolution) -> tuple[Any, ...]:
    """Return the quotes that a row rests on."""
    said = [quote for name, columns in question.receipts for quote in quotes(here, _nodes(row[name]), columns)]
    return tuple(dict.fromkeys(said))


def _nodes(term: Any) -> list[str]:
    return term.value.split() if isinstance(term, NamedNode | Literal) else []


def _filled(term: Any) -> bool:
    return term is not None and term.value != ""


def _property(name: str) -> NamedNode:
    return NamedNode(expand(f"remit:{name}"))

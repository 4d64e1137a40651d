"""Ask a question of a graph: bind its parameters, run its query, say where each row comes from.

A parameter is bound as a term that the library has made and written: an IRI or a literal, never text of the asker.
The store's own `substitutions` are not used, for they reach neither into a VALUES block nor into a subquery.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, QuerySolution, QuerySolutions, Store

from remit.errors import QuestionError, ServiceError, StoreError
from remit.federation.asking import federated
from remit.federation.limits import limits
from remit.names import expand
from remit.questions import naming
from remit.questions.header import span
from remit.questions.question import Column, Parameter, Question
from remit.questions.receipts import Receipt, receipts

if TYPE_CHECKING:
    from remit.workspace import Workspace

Value = str | int | None
Resolve = Callable[[Store, str, Iterable[str]], NamedNode]


@dataclass(frozen=True)
class Answer:
    """The rows of a question, as printed; `iris` holds, row by row, what a shortened name stands for.

    `partial` says, a sentence each, what live services left out; it is empty where the answer is whole.
    """

    question: Question
    parameters: Mapping[str, str]
    rows: tuple[tuple[Value, ...], ...]
    iris: tuple[Mapping[str, str], ...]
    receipts: tuple[tuple[Receipt, ...], ...]
    partial: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return tuple(column.name for column in self.question.columns)


def ask(
    store: Store,
    question: Question,
    parameters: Mapping[str, str] | None = None,
    *,
    resolve: Resolve = naming.resolve_name,
    language: str = "en",
    why: bool = True,
    workspace: Workspace | None = None,
) -> Answer:
    """Ask `question`; a parameter that is missing or not understood is a QuestionError or an UnknownName.

    Receipts are looked up unless `why` is false; they take longer than the answer. A question with `services` asks
    those that `workspace` allows; another, or none, is a ServiceError.
    """
    _check_needs(store, question)
    terms = _terms(store, question, parameters or {}, resolve)
    query, partial = _with_services(store, question, bind(question, terms), workspace)
    solutions = run(store, query)
    show = _Shown(store, language)
    return Answer(
        question=question,
        parameters={name: term.value for name, term in terms.items() if term},
        rows=tuple(tuple(show.value(column, row[column.name]) for column in question.columns) for row in solutions),
        iris=tuple(_iris(question, row) for row in solutions),
        receipts=tuple(receipts(store, question, row) for row in solutions) if why else (),
        partial=partial,
    )


def bind(question: Question, terms: Mapping[str, NamedNode | Literal | None]) -> str:
    """Return the query with the examples replaced by terms; None leaves a parameter open."""
    text = question.text
    spans = sorted(((*span(question, name), term) for name, term in terms.items()), key=lambda s: s[0], reverse=True)
    for start, stop, term in spans:
        text = f"{text[:start]} {term or 'UNDEF'} {text[stop:]}"
    return text


def _with_services(
    store: Store, question: Question, query: str, workspace: Workspace | None
) -> tuple[str, tuple[str, ...]]:
    """Return the query with the answers of its live services in place, and what these left out."""
    if not question.services:
        return query, ()
    if workspace is None:
        raise ServiceError(f"{question.name} asks live services, and no workspace says which are allowed")
    from remit.services.service import service

    allowed = {address: service(workspace, name) for name, address in question.services}
    for each in allowed.values():
        if each.protocol != "sparql":
            raise ServiceError(f"{question.name} asks {each.id}, which answers no SPARQL (data/services.yaml)")
    try:
        found = federated(store, query, allowed, limits(workspace))
    except OSError as error:
        raise StoreError(f"the graph cannot be read: {error}; run: remit build") from error
    return found.query, found.partial


def run(store: Store, query: str) -> list[QuerySolution]:
    """Run a SELECT query and return its solutions."""
    try:
        result = store.query(query)
    except OSError as error:
        raise StoreError(f"the graph cannot be read: {error}; run: remit build") from error
    assert isinstance(result, QuerySolutions)
    return list(result)


def _terms(
    store: Store, question: Question, given: Mapping[str, str], resolve: Resolve
) -> dict[str, NamedNode | Literal | None]:
    known = [parameter.name for parameter in question.parameters]
    for name in sorted(set(given) - set(known)):
        raise QuestionError(f"{question.name} takes no “{name}”; it takes: {', '.join(known) or 'nothing'}")
    return {p.name: _term(store, question, p, given.get(p.name), resolve) for p in question.parameters}


def _term(
    store: Store, question: Question, parameter: Parameter, text: str | None, resolve: Resolve
) -> NamedNode | Literal | None:
    if text is None and parameter.optional:
        return None
    if not text or not text.strip():
        wants = f"{parameter.name} ({parameter.means}), for example: --{parameter.name} {parameter.example}"
        raise QuestionError(f"{question.name} wants to know {wants}")
    if not text.isprintable():
        raise QuestionError(f"{parameter.name} holds characters that cannot be printed; example: {parameter.example}")
    if parameter.kind == "iri":
        return resolve(store, text, parameter.of)
    return _READ[parameter.kind](store, parameter, text.strip())


def _year(store: Store, parameter: Parameter, text: str) -> Literal:
    known = naming.years(store)
    if not re.fullmatch(r"[0-9]{4}", text):
        raise QuestionError(f"{parameter.name} is a year of four digits, for example {parameter.example}; not “{text}”")
    if known and text not in known:
        raise QuestionError(f"nothing is known of the year {text}; possible: {', '.join(known)}")
    return Literal(text, datatype=NamedNode(expand("xsd:gYear")))


def _day(store: Store, parameter: Parameter, text: str) -> Literal:
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return Literal(date.fromisoformat(text).isoformat())
    except ValueError:
        pass
    raise QuestionError(f"“{text}” is no day; write year, month and day, for example {parameter.example}")


def _integer(store: Store, parameter: Parameter, text: str) -> Literal:
    if not re.fullmatch(r"-?[0-9]{1,18}", text):
        raise QuestionError(f"{parameter.name} is a whole number, for example {parameter.example}; not “{text}”")
    return Literal(int(text))


def _choice(store: Store, parameter: Parameter, text: str) -> NamedNode | Literal:
    if text not in parameter.choices:
        raise QuestionError(f"{parameter.name} is one of {', '.join(parameter.choices)}; not “{text}”")
    return naming.choice(parameter, text)


def _string(store: Store, parameter: Parameter, text: str) -> Literal:
    return Literal(text)


_READ: dict[str, Callable[[Store, Parameter, str], NamedNode | Literal]] = {
    "year": _year,
    "integer": _integer,
    "day": _day,
    "choice": _choice,
    "string": _string,
}


def _check_needs(store: Store, question: Question) -> None:
    for name in question.needs:
        found = store.quads_for_pattern(None, NamedNode(expand(f"remit:{name}")), None, DefaultGraph())
        if next(iter(found), None) is None:
            lacks = f"the graph holds nothing that is derived as {name}"
            raise StoreError(f"{lacks}, and {question.name} rests on it; run: remit build")


class _Shown:
    """Print terms, looking up each IRI once."""

    def __init__(self, store: Store, language: str) -> None:
        self.store, self.language, self.known = store, language, dict[tuple[str, str], str]()

    def value(self, column: Column, term: Any) -> Value:
        if isinstance(term, NamedNode) and column.kind == "iri":
            key = (column.show, term.value)
            if key not in self.known:
                self.known[key] = self._name(column.show, term)
            return self.known[key]
        if term is None:
            return None
        return int(term.value) if column.kind == "integer" else str(term.value)

    def _name(self, show: str, term: NamedNode) -> str:
        if show == "id":
            return naming.end(term)
        return (naming.notation if show == "notation" else naming.label)(self.store, term, self.language)


def _iris(question: Question, row: QuerySolution) -> dict[str, str]:
    named = ((column.name, row[column.name]) for column in question.columns if column.kind == "iri")
    return {name: term.value for name, term in named if isinstance(term, NamedNode)}

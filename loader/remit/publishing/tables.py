"""The answers to the questions as tables for programs: CSV, each with its metadata (CSV on the Web, W3C).

    questions/members.csv                  a question that wants to be told nothing: its answer
    questions/remit-of-body.csv            one about a thing: for all things, which stand in the first columns
    questions/members.csv-metadata.json    what the columns mean, where a program for CSV on the Web looks for it

A column of things is two columns: what they are called, and their IRIs. A question that wants words has no table.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from pyoxigraph import Literal, NamedNode, QuerySolution

from remit import bundle
from remit.names import expand
from remit.publishing.naming import Names
from remit.publishing.pages.answers import Answers, about, answers_of
from remit.publishing.publication import ALTERNATES, Alternate, File, Publication
from remit.questions import Column, Question
from remit.questions.naming import choice
from remit.registry import read_yaml

_DATATYPES = {"integer": "integer", "year": "gYear"}


@dataclass(frozen=True)
class Table:
    """The columns of an answer and its rows; each row begins with what the question was told, if anything."""

    question: Question
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]


def files(publication: Publication) -> Iterator[File]:
    """Yield the tables and their metadata."""
    for name, table in tables(publication).items():
        yield f"questions/{name}.csv", _csv(publication.names, table)
        yield f"questions/{name}.csv-metadata.json", _metadata(publication, table)


@lru_cache(maxsize=2)
def tables(publication: Publication) -> dict[str, Table]:
    """Return the tables by the names of their questions, those that have rows."""
    answers = answers_of(publication)
    found = {name: _table(answers, question) for name, question in publication.catalogue.items()}
    return {name: table for name, table in found.items() if table and table.rows}


def alternates(publication: Publication, page: str, iri: str) -> list[Alternate]:
    """Return the table of a question as another form of its page."""
    name = page.removeprefix("questions/").split(".")[0]
    if iri or not page.startswith("questions/") or name not in tables(publication):
        return []
    return [
        Alternate(f"questions/{name}.csv", "text/csv", "CSV"),
        Alternate(f"questions/{name}.csv-metadata.json", "application/csvm+json", "CSVW"),
    ]


ALTERNATES.append(alternates)


def _table(answers: Answers, question: Question) -> Table | None:
    wanted = [parameter for parameter in question.parameters if not parameter.optional]
    if not answers.possible(question) or len(wanted) > 1:
        return None
    if not wanted:
        return Table(question, question.columns, tuple(_row(question, row) for row in answers.plain(question)))
    said = wanted[0]
    taken = {column.name for column in question.columns}
    name = f"asked_{said.name}" if said.name in taken else said.name
    first = Column(name, "iri" if said.kind == "choice" and said.scheme else said.kind, said.means, "notation")
    rows = [(term, *_row(question, row)) for term, row in _told(answers, question)]
    return Table(question, (first, *question.columns), tuple(rows))


def _told(answers: Answers, question: Question) -> Iterator[tuple[Any, QuerySolution]]:
    """Yield the rows of a question that is told one thing, each behind what it was told."""
    if about(question):
        for iri, rows in answers.every(question).items():
            yield from ((NamedNode(iri), row) for row in rows)
        return
    (said,) = [parameter for parameter in question.parameters if not parameter.optional]
    terms: Sequence[NamedNode | Literal] = [choice(said, word) for word in said.choices]
    if said.kind == "year":
        years = sorted({thing.text("remit:start") for thing in answers.site.things.by_kind.get("Year", ())} - {""})
        terms = [Literal(year, datatype=NamedNode(expand("xsd:gYear"))) for year in years]
    for term in terms:
        yield from ((term, row) for row in answers.plain(question, {said.name: term}))


def _row(question: Question, row: QuerySolution) -> tuple[Any, ...]:
    return tuple(row[column.name] for column in question.columns)


def _csv(names: Names, table: Table) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([name for column in table.columns for name in _heads(column)])
    for row in table.rows:
        pairs = zip(table.columns, row, strict=True)
        writer.writerow([cell for column, term in pairs for cell in _cells(names, column, term)])
    return out.getvalue().encode()


def _heads(column: Column) -> tuple[str, ...]:
    return (column.name, f"{column.name}_iri") if column.kind == "iri" else (column.name,)


def _cells(names: Names, column: Column, term: Any) -> tuple[str, ...]:
    value = term.value if term is not None else ""
    if column.kind != "iri":
        return (value,)
    return (_called(names, column.show, value), value) if isinstance(term, NamedNode) else (value, "")


def _called(names: Names, show: str, iri: str) -> str:
    if show == "id":
        return iri.replace("#", "/").rpartition("/")[2]
    return (names.short if show == "notation" else names.label)(iri, "en").words


def _metadata(publication: Publication, table: Table) -> bytes:
    question = table.question
    columns = [each for column in table.columns for each in _described(publication, column, question)]
    said = {
        "@context": [_web(), {"@language": "en"}],
        "url": f"{question.name}.csv",
        "dc:title": question.question,
        "dc:description": question.summary,
        "dc:license": {"@id": publication.workspace.settings["licence"]},
        "tableSchema": {"columns": columns},
    }
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode()


@cache
def _web() -> str:
    return str(read_yaml(bundle.folder("data") / "context.yaml")["tables"])


def _described(publication: Publication, column: Column, question: Question) -> Iterator[dict[str, Any]]:
    labels = [publication.names.column(column.name, code, question.name) for code in publication.languages]
    words = [
        {"@value": label.words, "@language": label.language or code}
        for label, code in zip(labels, publication.languages, strict=True)
    ]
    yield {
        "name": column.name,
        "titles": column.name,
        "rdfs:label": list({json.dumps(word): word for word in words}.values()),
        "dc:description": column.means,
        "datatype": _DATATYPES.get(column.kind, "string"),
    }
    if column.kind == "iri":
        name = f"{column.name}_iri"
        yield {"name": name, "titles": name, "dc:description": f"the IRI of: {column.means}", "datatype": "anyURI"}

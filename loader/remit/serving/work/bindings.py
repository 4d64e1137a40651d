"""Write the answer to a question as SPARQL does (SPARQL 1.1 Query Results, JSON and XML).

What a name of the answer stands for is its IRI, as the query itself gives it; what is empty is not bound.
The store writes the formats: the rows are given to it as a block of VALUES.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, Store

if TYPE_CHECKING:
    from remit.questions.answer import Answer, Value

FORMATS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
}


def written(answer: Answer, media: str) -> str:
    """Return the answer in one of the `FORMATS`."""
    names = " ".join(f"?{column}" for column in answer.columns)
    rows = "\n".join(f"({' '.join(row)})" for row in _rows(answer))
    found = Store().query(f"SELECT {names} {{ VALUES ({names}) {{\n{rows}\n}} }}")
    assert isinstance(found, QuerySolutions)
    text = found.serialize(format=FORMATS[media])
    assert text is not None
    return text.decode()


def _rows(answer: Answer) -> Iterator[list[str]]:
    for row, iris in zip(answer.rows, answer.iris, strict=True):
        yield [_term(value, iris.get(name)) for name, value in zip(answer.columns, row, strict=True)]


def _term(value: Value, iri: str | None) -> str:
    """Return a cell as SPARQL has it; the library writes it, so that no text gets out of its quotes."""
    if iri:
        return str(NamedNode(iri))
    return "UNDEF" if value is None else str(Literal(value))

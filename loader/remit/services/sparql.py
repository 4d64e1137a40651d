"""Ask a SPARQL endpoint: SPARQLWrapper forms the request, and the answer is bounded by us."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urldefrag

from pyoxigraph import BlankNode, Literal, NamedNode
from SPARQLWrapper import JSON, POST, SPARQLWrapper

from remit.services.answers import as_json, expect
from remit.services.exchange import Request, Response
from remit.services.http import ask, failure
from remit.services.service import Service

Term = NamedNode | BlankNode | Literal
_ACCEPT = "application/sparql-results+json"
#: Virtuoso says so when it ran out of time and answers with what it has.
_OUT_OF_TIME = "s1tat"


@dataclass(frozen=True)
class Answer:
    """The rows of an answer, each variable → term where it is bound; `cut` says that there are, or may be, more."""

    rows: list[dict[str, Term]]
    cut: bool = False


def select(service: Service, query: str, columns: Iterable[str] = (), bound: Iterable[str] = ()) -> Answer:
    """Ask a SELECT query; what gives no answer is a ServiceError of one sentence.

    An answer that does not name each of `columns`, or has a row without one of `bound`, is none to this query.
    """

    def read(response: Response) -> tuple[Answer, bool]:
        answer = _read(service, response, frozenset(columns))
        if any(name not in row for name in bound for row in answer.rows):
            raise failure(service, f"gave a row without ?{', ?'.join(bound)}, which every row is to have")
        return answer, not answer.cut

    return ask(service, form(service, query, service.accept or _ACCEPT), read)


def values(names: Iterable[Term]) -> str:
    """Return terms as they stand in the braces of VALUES.

    >>> values([Literal('a "b"', language="en"), NamedNode("urn:a")])
    '"a \\\\"b\\\\""@en <urn:a>'
    """
    return " ".join(str(term) for term in names)


def form(service: Service, query: str, accept: str, kind: str = JSON) -> Request:
    """Return the request of a query or an update, by POST; `kind` is what SPARQLWrapper calls the answer's format."""
    wrapper = SPARQLWrapper(service.endpoint)
    wrapper.setMethod(POST)
    wrapper.setReturnFormat(kind)
    wrapper.setOnlyConneg(True)
    wrapper.addCustomHttpHeader("Accept", accept)
    wrapper.setQuery(query)
    made = wrapper._createRequest()
    headers = {name.title(): value for name, value in made.header_items()}
    return Request(made.get_method(), urldefrag(made.full_url).url, _body(made.data), headers)


def _body(data: object) -> bytes:
    return data if isinstance(data, bytes) else b""


def _read(service: Service, response: Response, columns: frozenset[str]) -> Answer:
    said = expect(service, as_json(service, response), dict, "the answer")
    if "boolean" in said:
        raise failure(service, "answered yes or no where rows were asked for")
    results = expect(service, said.get("results"), dict, "results")
    if columns:
        _heads(service, said, columns)
    bindings = expect(service, results.get("bindings"), list, "bindings")
    try:
        rows = [{name: _term(cell) for name, cell in row.items()} for row in bindings]
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise failure(service, "gave an answer with a term of another form than its protocol has") from error
    return Answer(rows, _cut(service, response, len(rows)))


def _heads(service: Service, said: dict[str, object], columns: frozenset[str]) -> None:
    """Stop where the head of an answer does not name the columns that were asked for."""
    head = expect(service, said.get("head"), dict, "head")
    names = expect(service, head.get("vars"), list, "vars of the head")
    if lacking := sorted(name for name in columns if name not in names):
        raise failure(service, f"gave an answer of another form than was asked for: it lacks ?{', ?'.join(lacking)}")


def _term(cell: dict[str, str]) -> Term:
    """Return a term of the SPARQL 1.1 JSON format.

    The reader of Oxigraph is not used: an answer of terms in terms, deep enough, ends the whole program (0.5.13).
    """
    form, value = cell["type"], cell["value"]
    if not isinstance(value, str):  # the library would make a number of a number, which is none of the format
        raise TypeError(value)
    if form == "uri":
        return NamedNode(value)
    if form == "bnode":
        return BlankNode(value)
    if form not in ("literal", "typed-literal"):
        raise ValueError(form)
    if "xml:lang" in cell:
        return Literal(value, language=cell["xml:lang"])
    return Literal(value, datatype=NamedNode(cell["datatype"])) if "datatype" in cell else Literal(value)


def _cut(service: Service, response: Response, rows: int) -> bool:
    """Return whether an answer that came as a success is only a part."""
    headers = response.headers
    most = headers.get("x-sparql-maxrows", "").strip()
    limits = [limit for limit in (service.rows, int(most[:12]) if most.isdecimal() and most.isascii() else 0) if limit]
    late = _OUT_OF_TIME in headers.get("x-sql-state", "").lower()
    return late or any(rows >= limit for limit in limits)

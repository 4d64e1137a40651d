"""Answer a query of SPARQL 1.1, inside a process of its own: the whole answer, or a sentence that says why not."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import replace
from errno import EMFILE
from itertools import islice
from typing import TYPE_CHECKING, Any

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, Store, serialize

from remit.errors import RemitError, ServiceError
from remit.federation.plan import Unfit
from remit.federation.tokens import Token, tokens
from remit.names import prefixes
from remit.serving.limits import Limits
from remit.serving.negotiation import best
from remit.serving.reply import Reply, problem
from remit.serving.work.alone import alone
from remit.serving.work.datasets import Graphs, store_of, taken

if TYPE_CHECKING:
    from remit.serving.work.engine import Engine

#: Media type → format of the rows of a SELECT or the answer to an ASK, the preferred first.
RESULTS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    "application/json": QueryResultsFormat.JSON,
    "application/xml": QueryResultsFormat.XML,
    "text/xml": QueryResultsFormat.XML,
}
#: Media type → format of the triples of a CONSTRUCT or DESCRIBE, the preferred first.
TRIPLES = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/n-quads": RdfFormat.N_QUADS,
    "application/trig": RdfFormat.TRIG,
    "text/n3": RdfFormat.N3,
    "application/json": RdfFormat.JSON_LD,
    "application/xml": RdfFormat.RDF_XML,
    "text/plain": RdfFormat.N_TRIPLES,
}
#: Answers of fewer bytes cannot have too many rows for their limit; only longer ones are counted.
ROW = 8
_PLACE = re.compile(r"error at (\d+):(\d+):? ?(.*)", re.DOTALL)
#: Characters that no XML can hold, as UTF-8.
_NO_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
REFUSED = problem(403, "SERVICE is refused", "This endpoint asks no other; join the answers at home.")
UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}


class TooMuch(Exception):
    """The answer is longer than is sent."""


def answer(engine: Engine, said: dict[str, Any]) -> Reply:
    """Answer a query: `query`, `accept`, `default` and `named` (graphs), `revision`."""
    text, limits = str(said["query"]), engine.limits
    parts = tokens(text)
    if refused := _refused(parts, limits):
        return refused
    store = engine.state(str(said.get("revision") or ""))
    try:
        text, store = _in_dataset(engine, store, text, parts, said)
        with alone():
            return _written(store.query(text), str(said.get("accept") or ""), limits, lambda: store.query(text))
    except SyntaxError as error:
        return _malformed(str(error))
    except Unfit as error:
        line, column = text.count("\n", 0, error.start) + 1, error.start - text.rfind("\n", 0, error.start)
        return problem(400, "SERVICE cannot be asked so", f"Line {line}: {error}.", line=line, column=column)
    except PermissionError as error:
        return problem(403, "SERVICE is refused", str(error))
    except TooMuch as error:
        return problem(413, "The answer is too long", f"{error}; ask for parts (LIMIT, OFFSET), or take a dump.")
    except (ValueError, RuntimeError, OSError) as error:
        if f"os error {EMFILE}" in str(error):  # the store would have asked somebody (alone.py)
            return REFUSED
        return problem(400, "The query cannot be answered", _first_line(str(error)))
    except ServiceError as error:
        return problem(502, "A service gave no answer", str(error))
    except RemitError as error:
        return problem(400, "The query cannot be answered", str(error))


def _in_dataset(engine: Engine, store: Store, text: str, parts: list[Token], said: dict[str, Any]) -> tuple[str, Store]:
    """Return the query and the store that it is asked of; services that may be named are asked first."""
    own = Graphs(tuple(said.get("default") or ()), tuple(said.get("named") or ()))
    if any(token.keyword == "FROM" for token in parts) or own:
        rest, clauses = taken(text)
        if graphs := own or clauses:
            text, store = rest, store_of(store, graphs)
    if _asks_services(parts):
        text = engine.with_services(store, text)
    return text, store


def _refused(parts: list[Token], limits: Limits) -> Reply | None:
    """Return why a query is not even begun, or None."""
    depth = most = 0
    for token in parts:
        depth += (token.text in "{([") - (token.text in "})]") if token.kind == "mark" else 0
        most = max(most, depth)
    if most > limits.depth:
        return problem(
            400, "The query is nested too deeply", f"{most} brackets stand within brackets; {limits.depth} may."
        )
    first = next((token.keyword for token in parts if token.keyword and token.keyword not in ("PREFIX", "BASE")), "")
    if first in UPDATES:
        return problem(
            403, "Updates are refused", "This endpoint answers queries; the graph is built from its sources."
        )
    if _asks_services(parts) and not limits.services:
        return REFUSED
    return None


def _asks_services(parts: list[Token]) -> bool:
    return any(_is_service(token, parts) for token in parts)


def _is_service(token: Token, parts: list[Token]) -> bool:
    """Return whether the store may find a SERVICE in a token: in any part of a word, or of a prefix not declared."""
    if token.kind == "name":
        prefix = token.text.partition(":")[0]
        return "SERVICE" in prefix.upper() and not any(each.text == f"{prefix}:" for each in parts)
    return "SERVICE" in token.keyword


def _malformed(message: str) -> Reply:
    """Return a syntax error with its line and column, counted from 1."""
    if found := _PLACE.search(message):
        line, column, why = int(found[1]), int(found[2]), _first_line(found[3])
        detail = f"Line {line}, column {column}: {why}"
        return problem(400, "The query is malformed", detail, line=line, column=column)
    return problem(400, "The query is malformed", _first_line(message))


def _written(result: object, accept: str, limits: Limits, again: Any) -> Reply:
    """Return a result in the format that is accepted best."""
    offers = tuple(TRIPLES if isinstance(result, QueryTriples) else RESULTS)
    media = best(accept, offers)
    if media is None:
        return problem(406, "No accepted format can be given", f"There are: {', '.join(offers)}.")
    charset = "; charset=utf-8" if media.startswith("text/") else ""
    if isinstance(result, QueryTriples):
        return _sound(Reply(200, media + charset, _triples(result, media, limits)))
    assert isinstance(result, (QuerySolutions, QueryBoolean))
    out = Bounded(limits.answer)
    result.serialize(out, format=RESULTS[media])
    content = out.getvalue()
    if isinstance(result, QuerySolutions) and len(content) > ROW * limits.rows:
        _count(again(), limits)
    return _sound(Reply(200, media + charset, content))


def _triples(result: Iterable[Any], media: str, limits: Limits) -> bytes:
    found = list(islice(result, limits.rows + 1))
    if len(found) > limits.rows:
        raise TooMuch(f"It holds more than {limits.rows:,} triples")
    out = Bounded(limits.answer)
    form = TRIPLES[media]
    found = sorted(set(found), key=lambda triple: tuple(str(term) for term in triple))
    named = prefixes() if form in (RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.RDF_XML, RdfFormat.N3) else {}
    serialize(found, out, format=form, prefixes=named)
    return out.getvalue()


def _sound(reply: Reply) -> Reply:
    """Return an answer whose XML can be read, and is read as it was meant (XML 1.0, 2.2 and 2.11); others unchanged."""
    if not reply.media.endswith("xml"):
        return reply
    if _NO_XML.search(reply.body):
        why = "It holds characters that XML cannot; ask for another format"
        return problem(406, "The answer cannot be given as XML", f"{why}, such as JSON or N-Triples.")
    return replace(reply, body=reply.body.replace(b"\r", b"&#xD;"))


def _count(result: Iterable[object], limits: Limits) -> None:
    if sum(1 for _ in islice(result, limits.rows + 1)) > limits.rows:
        raise TooMuch(f"It holds more than {limits.rows:,} rows")


class Bounded(io.BytesIO):
    """Bytes that are written up to a bound."""

    def __init__(self, most: int) -> None:
        """Take so many."""
        super().__init__()
        self.most = most

    def write(self, data: Any) -> int:
        """Write, or raise TooMuch."""
        if self.tell() + len(data) > self.most:
            raise TooMuch(f"It is longer than {self.most / 1e6:,.0f} MB")
        return super().write(data)


def _first_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[0][:300] if lines else "no reason is known"

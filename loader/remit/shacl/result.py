"""What validation gives: results, and what was left to the reference engine."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Term = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True)
class Result:
    """One result of a SHACL report: which shape, about which node, with which value.

    `shape` and `severity` are IRIs (or the label of a blank node), `component` says what is asked: `MinCount`,
    `SPARQL` … for SHACL's own, an IRI for others; `path` is a SPARQL property path, empty for a node shape.
    `by_query` tells the results of SPARQL constraints, whose value is what a query found.
    """

    shape: str
    component: str
    severity: str
    focus: Term
    value: Term | None
    path: str = ""
    message: str = ""
    by_query: bool = False


@dataclass(frozen=True)
class Report:
    """All results, and the shapes that only the reference engine could judge, each with the reason."""

    results: tuple[Result, ...]
    left: Mapping[str, str] = field(default_factory=dict)

    @property
    def conforms(self) -> bool:
        """Return whether nothing was found, of any severity."""
        return not self.results


def one_message(messages: Iterable[tuple[str, str]]) -> str:
    """Return one of some messages (language, text): an English one, else the first by its letters.

    >>> one_message([("ru", "нет срока"), ("en", "no term")])
    'no term'
    """
    return min(((language not in ("en", ""), text) for language, text in messages), default=(False, ""))[1]


def filled(message: str, values: Mapping[str, str]) -> str:
    """Return a message with `{?name}` and `{$name}` replaced by the values that are known.

    >>> filled("{?n} is not {$m} but {?k}", {"n": "1", "m": "2"})
    '1 is not 2 but {?k}'
    """
    return re.sub(r"\{[?$](\w+)\}", lambda match: values.get(match[1], match[0]), message)


def plain(term: Term) -> str:
    """Return the words of a term: the IRI, the lexical form, the label."""
    return str(term) if isinstance(term, Triple) else term.value

"""Ask a question for many things at once: one run of the query instead of one for each thing.

The parameter's place in the query takes all the things, and every SELECT around it selects the parameter too (and
groups by it, where it groups). That gives for each thing the rows that it alone would give, in the same order;
where it would not (a limit, a sum over everything, a column of the same name), the query is run for one thing after the other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from pyoxigraph import NamedNode, QuerySolution, Store

from remit.questions.answer import bind, run
from remit.questions.header import span
from remit.questions.question import Question

_NOT_CODE = re.compile(r"""<[^<>\s]*>|"[^"\n]*"|'[^'\n]*'|#[^\n]*""")
_SELECT = re.compile(r"\bSELECT\b(\s+(?:DISTINCT|REDUCED)\b)?", re.IGNORECASE)
_GROUP = re.compile(r"\bGROUP\s+BY\b", re.IGNORECASE)
_SUMS = re.compile(r"\b(?:COUNT|SUM|MIN|MAX|AVG|SAMPLE|GROUP_CONCAT)\s*\(", re.IGNORECASE)
_CUTS = re.compile(r"\b(?:LIMIT|OFFSET)\b", re.IGNORECASE)


def solutions(store: Store, question: Question, parameter: str, iris: Sequence[str]) -> dict[str, list[QuerySolution]]:
    """Return the solutions of a question for each of some things, by IRI; the other parameters stay open."""
    query = opened(question, parameter)
    if query is None:
        return {iri: run(store, _bound(question, parameter, iri)) for iri in iris}
    found: dict[str, list[QuerySolution]] = defaultdict(list)
    marks = " ".join(str(NamedNode(iri)) for iri in iris)
    for row in run(store, query.replace(_PLACE, marks)) if iris else ():
        found[row[parameter].value].append(row)  # type: ignore[union-attr]  # bound by VALUES to an IRI
    return {iri: found.get(iri, []) for iri in iris}


#: Stands for the things in an opened query; no query holds it.
_PLACE = "\0"


def opened(question: Question, parameter: str) -> str | None:
    """Return the query with a place for many things, selecting the parameter too; None where that asks another thing.

    A parameter of the question that is optional is left open.
    """
    others = {other.name: None for other in question.parameters if other.name != parameter}
    start, stop = span(question, parameter)
    marked = question.text[:start] + _PLACE + question.text[stop:]
    for name in others:
        marked = re.sub(rf"(VALUES\s+\?{name}\s*\{{)[^{{}}]*(\}})", r"\1 UNDEF \2", marked)
    code = _NOT_CODE.sub(lambda found: " " * len(found[0]), marked)
    if _CUTS.search(code):
        return None
    edits = list(_edits(code, parameter))
    if any(edit is None for edit in edits):
        return None
    for at, words in sorted((edit for edit in edits if edit), reverse=True):
        marked = marked[:at] + words + marked[at:]
    return marked


def _edits(code: str, parameter: str) -> Iterator[tuple[int, str] | None]:
    """Yield where to write the parameter: behind each SELECT and GROUP BY around its place; None where it cannot be."""
    place, name = code.index(_PLACE), f" ?{parameter}"
    for found in _SELECT.finditer(code):
        inside = _inside(code, found.end())
        if inside is None or not inside[0] < place < inside[1]:
            continue
        head, tail = code[found.end() : inside[0]], _tail(code, inside[1])
        group = _GROUP.search(code, *tail)
        if (_SUMS.search(head) and not group) or re.search(rf"\bAS\s+\?{parameter}\b", head, re.IGNORECASE):
            yield None
        if not re.search(rf"\?{parameter}\b", head) and not head.lstrip().startswith("*"):
            yield found.end(), name
        if group:
            yield group.end(), name


def _inside(code: str, start: int) -> tuple[int, int] | None:
    """Return where the braces behind a SELECT open and close."""
    opens = code.find("{", start)
    depth = 0
    for at in range(opens, len(code)):
        depth += {"{": 1, "}": -1}.get(code[at], 0)
        if not depth:
            return opens, at
    return None


def _tail(code: str, start: int) -> tuple[int, int]:
    """Return the stretch behind these braces that belongs to their SELECT."""
    stops = code.find("}", start + 1)
    return start + 1, stops if stops >= 0 else len(code)


def _bound(question: Question, parameter: str, iri: str) -> str:
    terms = {each.name: NamedNode(iri) if each.name == parameter else None for each in question.parameters}
    return bind(question, terms)

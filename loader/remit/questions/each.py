"""Ask a question for many things at once: one run of the query instead of one for each thing.

The parameter's place in the query takes all the things, and every SELECT around it selects the parameter too (and
groups by it, where it groups). That gives for each thing the rows that it alone would give, in the same order;
where it would not (a limit, a sum over everything), the query is run for one thing after the other.
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
    whole = opened(question, parameter)
    if whole is None:
        return {iri: run(store, _bound(question, parameter, iri)) for iri in iris}
    query, name = whole
    found: dict[str, list[QuerySolution]] = defaultdict(list)
    marks = " ".join(str(NamedNode(iri)) for iri in iris)
    for row in run(store, query.replace(_PLACE, marks)) if iris else ():
        thing = row[name]
        assert isinstance(thing, NamedNode), "VALUES binds the parameter"
        found[thing.value].append(row)
    return {iri: found.get(iri, []) for iri in iris}


#: Stands for the things in an opened query; no query holds it.
_PLACE = "\0"


def opened(question: Question, parameter: str) -> tuple[str, str] | None:
    """Return the query with a place for many things, and the variable that tells them apart.

    None where no such query gives the same answers. A parameter of the question that is optional is left open.
    """
    start, stop = span(question, parameter)
    marked = question.text[:start] + _PLACE + question.text[stop:]
    for other in question.parameters:
        if other.name != parameter:
            marked = re.sub(rf"(VALUES\s+\?{other.name}\s*\{{)[^{{}}]*(\}})", r"\1 UNDEF \2", marked)
    if _CUTS.search(_code(marked)):
        return None
    marked, name = _renamed(marked, parameter)
    edits = list(_edits(_code(marked), name))
    if any(edit is None for edit in edits):
        return None
    for at, words in sorted((edit for edit in edits if edit), reverse=True):
        marked = marked[:at] + words + marked[at:]
    return marked, name


def _code(text: str) -> str:
    """Return a query of the same length without IRIs, strings and comments."""
    return _NOT_CODE.sub(lambda found: " " * len(found[0]), text)


def _renamed(marked: str, parameter: str) -> tuple[str, str]:
    """Rename the parameter where a column of its name hides it: inside the SELECT that makes this column."""
    code = _code(marked)
    for start, stop, head in _around(code):
        if re.search(rf"\bAS\s+\?{parameter}\b", head, re.IGNORECASE):
            inner = re.sub(rf"\?{parameter}\b", f"?{parameter}_asked", marked[start:stop])
            return marked[:start] + inner + marked[stop:], f"{parameter}_asked"
    return marked, parameter


def _around(code: str) -> Iterator[tuple[int, int, str]]:
    """Yield the braces of each SELECT around the place, the outermost first, and what it selects."""
    for found in _SELECT.finditer(code):
        inside = _inside(code, found.end())
        if inside and inside[0] < code.index(_PLACE) < inside[1]:
            yield *inside, code[found.end() : inside[0]]


def _edits(code: str, parameter: str) -> Iterator[tuple[int, str] | None]:
    """Yield where to write the parameter: behind each SELECT and GROUP BY around its place; None where it cannot be."""
    for start, stop, head in _around(code):
        group = _GROUP.search(code, *_tail(code, stop))
        if _SUMS.search(head) and not group:
            yield None
        if not re.search(rf"\?{parameter}\b", head) and not head.lstrip().startswith("*"):
            yield start - len(head), f" ?{parameter}"
        if group:
            yield group.end(), f" ?{parameter}"


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

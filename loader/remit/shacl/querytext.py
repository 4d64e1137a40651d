"""The text of a SPARQL constraint: what stands in the way of asking it, and of asking it about all nodes at once.

Only words, brackets and braces are looked at. Where the text leaves a doubt, the answer is no: the query is then
asked node by node, or of the reference engine. (Parsing each query whole takes longer than asking it.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

#: What the reference engine judges, or refuses.
_OUTSIDE = {
    "uses MINUS, VALUES or SERVICE, which SHACL forbids": re.compile(
        r"(?<![\w?$:#-])(MINUS|VALUES|SERVICE)\b(?=\s*[{(?$<]|\s+\w)", re.IGNORECASE
    ),
    "asks the shapes graph": re.compile(r"[$?](shapesGraph|currentShape)\b"),
    "gives $this another value": re.compile(r"\bAS\s+[$?]this\b", re.IGNORECASE),
    "has a query inside that does not select $this": re.compile(
        r"\{\s*SELECT\b(?:(?![$?]this\b)[^{])*\{", re.IGNORECASE
    ),
}
_THIS = re.compile(r"[$?]this\b")
_AGGREGATE = re.compile(r"\b(COUNT|SUM|MIN|MAX|AVG|SAMPLE|GROUP_CONCAT)\s*\(", re.IGNORECASE)
_GROUPED = re.compile(r"\bGROUP\s+BY\b([^{}]*)", re.IGNORECASE)
_SELECTED = re.compile(r"\bSELECT\b([^{}]*?)(?:\bWHERE\b\s*)?\{", re.IGNORECASE)


def hindrance(text: str) -> str:
    """Return why a store cannot put a node in the place of `$this`, or an empty text.

    >>> hindrance("SELECT $this WHERE { $this ex:p ?v FILTER (?v = 1) }")
    ''
    >>> hindrance("SELECT $this WHERE { BIND ($this AS ?that) }")
    'uses $this where no pattern of the same group binds it'
    """
    bare = masked(text)
    for reason, found in _OUTSIDE.items():
        if found.search(bare):
            return reason
    return "" if binds(text, "this") else "uses $this where no pattern of the same group binds it"


def about_all(text: str, targets: str) -> str | None:
    """Return the query with `$this` bound by the pattern of the targets, or None where that could change its rows.

    >>> about_all("SELECT $this WHERE { $this ex:p 1 }", "?this a ex:C .")
    'SELECT $this WHERE { ?this a ex:C .  $this ex:p 1 }'
    >>> about_all("SELECT $this WHERE { $this ex:p ?from }", "?this a ex:C .")
    'SELECT $this WHERE { ?this a ex:C .  $this ex:p ?from }'
    >>> about_all("SELECT $this WHERE { $this ex:p 1 } LIMIT 1", "?this a ex:C .")
    """
    bare = masked(text)
    selected = [match[1] for match in _SELECTED.finditer(bare)]
    grouped = [bool(_THIS.search(match[1])) for match in _GROUPED.finditer(bare)]
    counted = sum(bool(_AGGREGATE.search(one)) for one in selected)
    limited = re.search(r"(?<![?$:\w])(LIMIT|OFFSET|REDUCED|FROM)\b", bare, re.IGNORECASE)
    if limited or not selected or not _THIS.search(selected[0]) or not all(grouped) or counted > len(grouped):
        return None
    first = bare.index("{") + 1
    return f"{text[:first]} {targets} {text[first:]}"


def masked(text: str) -> str:
    """Return a query of the same length with blanks for comments, strings and IRIs, where words mean nothing.

    >>> masked("?s ?p '{' # {")
    '?s ?p        '
    """
    hidden = r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|<[^<>\s]*>|#[^\n]*'
    return re.sub(hidden, lambda match: " " * len(match[0]), text)


def binds(text: str, name: str) -> bool:
    """Return whether each group that speaks of a variable has a pattern with it, and no BIND speaks of it.

    The groups of EXISTS take over what is bound outside. Then a store may put a term in the place of the variable.

    >>> binds("SELECT ?v { ?s ?p ?v OPTIONAL { FILTER (?v > 1) } }", "v")
    False
    """
    bare, spoken = masked(text), re.compile(rf"[$?]{name}\b")
    opened = re.finditer(r"\bBIND\s*\(", bare, re.IGNORECASE)
    if any(spoken.search(_bracketed(bare, match.end())) for match in opened):
        return False
    return all(_has_pattern(group, spoken) for group in _groups(bare))


def _groups(bare: str) -> Iterator[str]:
    """Yield the words of each group in braces, without its inner groups; those of EXISTS are left out."""
    opened: list[tuple[bool, list[str]]] = [(True, [])]
    position = 0
    for match in re.finditer(r"[{}]", bare):
        opened[-1][1].append(bare[position : match.start()])
        position = match.end()
        if match[0] == "{":
            opened.append((bool(re.search(r"\bEXISTS\s*$", bare[: match.start()], re.IGNORECASE)), []))
        elif len(opened) > 1:
            of_exists, words = opened.pop()
            if not of_exists:
                yield " ".join(words)


def _bracketed(text: str, start: int) -> str:
    """Return what stands between a bracket that was opened before `start` and its partner."""
    depth = 1
    for end in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[end], 0)
        if depth == 0:
            return text[start:end]
    return text[start:]


def _has_pattern(group: str, spoken: re.Pattern[str]) -> bool:
    """Return whether a group does not speak of a variable, or does so outside all brackets."""
    outside = re.sub(r"\([^()]*\)", " ", group)
    while outside != (less := re.sub(r"\([^()]*\)", " ", outside)):
        outside = less
    return not spoken.search(group) or bool(spoken.search(outside))


def about_some(text: str, names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return the query for some values of some variables alone; `rows` are terms as SPARQL writes them.

    The queries inside are told which `$this` matter, so that they count no more than they need.

    >>> about_some("SELECT $this WHERE { $this ex:p 1 }", ["this"], [["ex:a"], ["ex:b"]])
    'SELECT $this WHERE { VALUES (?this) { (ex:a) (ex:b) } $this ex:p 1 }'
    """
    kept = [tuple(row) for row in rows]
    outer = _values(names, kept)
    nodes = sorted({row[names.index("this")] for row in kept}) if "this" in names else []
    inner = _values(["this"], [(node,) for node in nodes]) if nodes else ""
    opened = [match.end() for match in _SELECTED.finditer(masked(text))]
    for position, start in reversed(list(enumerate(opened))):
        text = text[:start] + (inner if position else outer) + text[start:]
    return text


def _values(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    listed = " ".join(f"({' '.join(row)})" for row in rows)
    return f" VALUES ({' '.join(f'?{name}' for name in names)}) {{ {listed} }}"

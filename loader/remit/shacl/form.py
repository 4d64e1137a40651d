"""Whether shapes have the form that SHACL wants, as far as an engine would stumble, or run for ever, over what has not.

Looked at are lists, paths, severities and regular expressions: few triples of a graph, before anything is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from remit.errors import WorkspaceError
from remit.shacl.shapes import sh

#: The parameters whose value is a list.
LISTS = ("in", "and", "or", "xone", "languageIn", "ignoredProperties", "alternativePath")
#: How a path leads to the paths in it, lists aside.
STEPS = ("inversePath", "alternativePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath")


def refuse(graph: Graph) -> None:
    """Raise a WorkspaceError with the first thing that has not the form of a shape, and the rule that it is in."""
    for node, complaint in _complaints(graph):
        raise WorkspaceError(f"{_rule(graph, node)} cannot be run: {complaint}")


def _complaints(graph: Graph) -> Iterator[tuple[Node, str]]:
    for node in sorted({node for node in graph.subjects(sh("severity")) if _several(graph, node)}, key=str):
        said = ", ".join(sorted(re.split(r"[#/]", str(one))[-1] for one in graph.objects(node, sh("severity"))))
        yield node, f"it has several severities ({said}); one of its own name may stand in another file"
    for name in LISTS:
        for node, head in graph.subject_objects(sh(name)):
            if not _is_list(graph, head):
                yield node, f"sh:{name} has no list that ends"
    for node, path in graph.subject_objects(sh("path")):
        if not _is_path(graph, path, ()):
            yield node, "its sh:path is no path that ends"
    for node, pattern in graph.subject_objects(sh("pattern")):
        if complaint := _of_pattern(str(pattern)):
            yield node, f"“{pattern}” {complaint}"


def _several(graph: Graph, node: Node) -> bool:
    return len(set(graph.objects(node, sh("severity")))) > 1


def _is_list(graph: Graph, head: Node) -> bool:
    """Return whether a list comes to its end, each of its nodes with one member and one rest."""
    seen: set[Node] = set()
    while head != RDF.nil:
        firsts, rests = list(graph.objects(head, RDF.first)), list(graph.objects(head, RDF.rest))
        if head in seen or isinstance(head, Literal) or len(firsts) != 1 or len(rests) != 1:
            return False
        seen.add(head)
        head = rests[0]
    return True


def _is_path(graph: Graph, path: Node, inside: tuple[Node, ...]) -> bool:
    """Return whether a path, which stands inside others, comes to its end."""
    if isinstance(path, URIRef):
        return True
    if not isinstance(path, BNode) or path in inside or len(inside) > MOST_STEPS:
        return False
    inner = [one for name in STEPS for one in graph.objects(path, sh(name))]
    if (path, RDF.first, None) in graph:
        if not _is_list(graph, path):
            return False
        inner = list(graph.items(path))
    return bool(inner) and all(_is_path(graph, one, (*inside, path)) for one in inner)


#: A path with more steps inside one another is refused.
MOST_STEPS = 50


def _of_pattern(pattern: str) -> str:
    """Return what is wrong with a regular expression, or an empty text."""
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return f"is not a regular expression: {error}"
    if _Repeats().runs_away(import_module("re._parser").parse(pattern)):
        return "repeats what is itself repeated, which can take hours; write the inner repeat once, as “a+” for “(a+)+”"
    return ""


class _Repeats:
    """Looks for a repeat of nothing but a repeat in a parsed expression, the plain form that runs away.

    Two alternatives that find the same (`(a|a)+`) are not seen.
    """

    def runs_away(self, parsed: Any) -> bool:
        """Return whether somewhere a repeat without end is repeated without end."""
        for kind, value in parsed:
            if self._endless(kind, value) and self._is_repeat(value[2]):
                return True
            if any(self.runs_away(part) for part in self._parts(value)):
                return True
        return False

    def _endless(self, kind: Any, value: Any) -> bool:
        return str(kind) in ("MAX_REPEAT", "MIN_REPEAT") and str(value[1]) == "MAXREPEAT"

    def _is_repeat(self, parsed: Any) -> bool:
        """Return whether a sequence can be a single repeat without end: all else in it may be empty."""
        needed = [one for one in parsed if self._shortest(parsed, one) > 0]
        return len(needed) <= 1 and any(self._one_is_repeat(*one) for one in needed or parsed)

    def _one_is_repeat(self, kind: Any, value: Any) -> bool:
        if self._endless(kind, value):
            return True
        return str(kind) in ("SUBPATTERN", "BRANCH") and any(self._is_repeat(part) for part in self._parts(value))

    def _shortest(self, parsed: Any, one: Any) -> int:
        return int(type(parsed)(parsed.state, [one]).getwidth()[0])

    def _parts(self, value: Any) -> Iterator[Any]:
        """Yield the sequences inside one item."""
        for part in value if isinstance(value, (tuple, list)) else ():
            if isinstance(part, (tuple, list)):
                yield from self._parts(part)
            elif hasattr(part, "getwidth"):
                yield part


def _rule(graph: Graph, node: Node) -> str:
    """Return what people call the rule that a node of the shapes belongs to: the nearest with an IRI."""
    seen = {node}
    while not isinstance(node, URIRef):
        outer = sorted((one for one in graph.subjects(None, node) if one not in seen), key=str)
        if not outer:
            return "a rule without an IRI"
        node = outer[0]
        seen.add(node)
    return f"the rule {re.split('[#/]', str(node))[-1]}"

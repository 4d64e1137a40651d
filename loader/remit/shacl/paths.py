"""SHACL property paths as SPARQL property paths."""

from __future__ import annotations

from rdflib import BNode, URIRef
from rdflib.term import Node

from remit.names import expand
from remit.shacl.shapes import NotCovered, Shapes

#: How SHACL says that a path is walked more or less often, and how SPARQL writes it.
_REPEATED = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}


def path_text(shapes: Shapes, path: Node | None) -> str:
    """Return a path as SPARQL writes it; none is an empty text.

    A path that follows the form of no path is NotCovered.
    """
    if path is None:
        return ""
    if isinstance(path, URIRef):
        return path.n3()
    if not isinstance(path, BNode):
        raise NotCovered("a path is neither an IRI nor a blank node")
    return _blank(shapes, path)


def _blank(shapes: Shapes, path: BNode) -> str:
    if (path, URIRef(expand("rdf:first")), None) in shapes.graph:
        return _joined(shapes, path, "/")
    if inverse := shapes.one(path, "inversePath"):
        return f"^({path_text(shapes, inverse)})"
    if alternatives := shapes.one(path, "alternativePath"):
        return _joined(shapes, alternatives, "|")
    for name, sign in _REPEATED.items():
        if repeated := shapes.one(path, name):
            return f"({path_text(shapes, repeated)}){sign}"
    raise NotCovered("a path has a form that SHACL does not know")


def _joined(shapes: Shapes, members: Node, sign: str) -> str:
    return "(" + sign.join(path_text(shapes, member) for member in shapes.members(members)) + ")"

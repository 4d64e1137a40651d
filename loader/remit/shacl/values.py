"""What a shape asks of one value, as a SPARQL expression that is true where the value is right.

Each expression is true or false, never an error. Where SPARQL and the reference engine could judge differently,
SPARQL's quick yes is taken and a doubtful no is asked again with a function.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from rdflib import Literal
from rdflib.term import Node

from remit.names import expand
from remit.shacl.functions import call
from remit.shacl.hierarchy import Hierarchy
from remit.shacl.shapes import NotCovered, Shapes

#: What is asked: the shapes, the shape, the value of the parameter, the variable.
Asked = Callable[[Shapes, Node, Node, str], str]

_KINDS = {
    "IRI": "isIRI({v})",
    "Literal": "isLiteral({v})",
    "BlankNode": "isBlank({v})",
    "BlankNodeOrIRI": "!isLiteral({v})",
    "BlankNodeOrLiteral": "!isIRI({v})",
    "IRIOrLiteral": "!isBlank({v})",
}
#: A pattern that Rust's and Python's regular expressions read alike: whatever Rust finds, Python finds.
_ALIKE = re.compile(
    r"(?:[^\\\[\]]|\\[-.()\[\]/\\+*?^$|{}dws]|\[(?:[^\\\[\]&~-]|\w-\w|-(?=\])|\\[-.()\[\]/\\+*?^$|dws])+\])*"
)


def right(shapes: Shapes, node: Node, name: str, value: Node, variable: str, hierarchy: Hierarchy) -> str | None:
    """Return the expression for one parameter of a shape, or None where the parameter asks nothing of a value."""
    if name == "class":
        return hierarchy.instance(value, variable)
    asked = _ASKED.get(name)
    return asked(shapes, node, value, variable) if asked else None


def same(variable: str, value: Node) -> str:
    """Return the expression that a variable is a term."""
    return f"sameTerm({variable}, {term_text(value)})"


def term_text(value: Node) -> str:
    """Return a term as SPARQL writes it; a blank node of the shapes is no term of the data."""
    if not hasattr(value, "n3") or value.n3().startswith("_:"):
        raise NotCovered("a value of the shape is a blank node")
    return str(value.n3())


def _datatype(shapes: Shapes, node: Node, value: Node, v: str) -> str:
    wanted, kind = term_text(value), f"DATATYPE({v})"
    if str(value) in (expand("xsd:string"), expand("rdf:langString")):
        return f"COALESCE(isLiteral({v}) && {kind} = {wanted}, false)"
    doubt = call("is-of", v, wanted)
    if str(value) == expand("xsd:integer"):
        return f"(COALESCE({kind} = {wanted} && {wanted}(STR({v})) = {v}, false) || {doubt})"
    return doubt


def _node_kind(shapes: Shapes, node: Node, value: Node, v: str) -> str:
    kind = str(value).removeprefix(expand("sh:"))
    if kind not in _KINDS:
        raise NotCovered(f"sh:nodeKind {kind} is unknown")
    return _KINDS[kind].format(v=v)


def _bound(sign: str) -> Asked:
    def asked(shapes: Shapes, node: Node, value: Node, v: str) -> str:
        limit = term_text(value)
        doubt = call("compares", v, f'"{sign}"', limit)
        if isinstance(value, Literal) and str(value.datatype) == expand("xsd:integer"):
            return f"(COALESCE(DATATYPE({v}) = <{value.datatype}> && {v} {sign} {limit}, false) || {doubt})"
        return doubt

    return asked


def _length(sign: str) -> Asked:
    def asked(shapes: Shapes, node: Node, value: Node, v: str) -> str:
        number = _whole(value)
        if sign == ">=" and number == 0:
            return "true"
        return f"COALESCE(!isBlank({v}) && STRLEN(STR({v})) {sign} {number}, false)"

    return asked


def _whole(value: Node) -> int:
    found = value.toPython() if isinstance(value, Literal) else None
    if not isinstance(found, int) or found < 0:
        raise NotCovered("a count or length is no whole number")
    return found


def _pattern(shapes: Shapes, node: Node, value: Node, v: str) -> str:
    flags = "".join(sorted(set(str(shapes.one(node, "flags") or "").lower()) & {"i", "m"}))
    pattern = Literal(str(value)).n3()
    doubt = call("matches", v, pattern, f'"{flags}"')
    if not _ALIKE.fullmatch(str(value)) or "(?" in str(value):
        return doubt
    return f'(COALESCE(REGEX(STR({v}), {pattern}, "{flags}") && !isBlank({v}), false) || {doubt})'


def _in(shapes: Shapes, node: Node, value: Node, v: str) -> str:
    members = [same(v, member) for member in shapes.members(value)]
    return "(" + (" || ".join(members) or "false") + ")"


def _language_in(shapes: Shapes, node: Node, value: Node, v: str) -> str:
    ranges = sorted({str(member).lower() for member in shapes.members(value)})
    if "*" in ranges:
        return f'COALESCE(LANG({v}) != "", false)'
    tags = ", ".join(Literal(one).n3() for one in ranges)
    whole, first = f"LCASE(LANG({v}))", f'STRBEFORE(CONCAT(LCASE(LANG({v})), "-"), "-")'
    return f"COALESCE({whole} IN ({tags}) || {first} IN ({tags}), false)"


_ASKED: dict[str, Asked] = {
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "minExclusive": _bound(">"),
    "minInclusive": _bound(">="),
    "maxExclusive": _bound("<"),
    "maxInclusive": _bound("<="),
    "minLength": _length(">="),
    "maxLength": _length("<="),
    "pattern": _pattern,
    "in": _in,
    "languageIn": _language_in,
}

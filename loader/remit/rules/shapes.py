"""The rules: read from `shapes/*.ttl` and listed.

A rule is one shape with an IRI; its local name is its name in every report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from remit import bundle
from remit.errors import WorkspaceError
from remit.findings import Severity
from remit.names import expand
from remit.shacl.fixed import Fixed


@dataclass(frozen=True)
class Rule:
    """What a rule says about itself; `column` is where in a row its findings point, or empty.

    `group` is the local name of the group it belongs to, `group_label` what people call the group.
    `inherits` marks a shape inside a rule that has no message of its own: what it finds is told in the rule's words.
    """

    iri: str
    name: str
    label: str
    why: str
    severity: Severity
    message: str
    hint: str
    column: str
    good: str
    bad: str
    source: str = ""
    group: str = ""
    group_label: str = ""
    inherits: bool = False


#: The targets by which a shape with an IRI is a rule, whether it says how grave it is or not.
_TARGETS = ("sh:targetClass", "sh:targetNode", "sh:targetSubjectsOf", "sh:targetObjectsOf")
#: The folders, in a folder of rules, that hold those about ontologies and those about two revisions.
ONTOLOGY, TRANSITION = "ontology", "transition"


def rules(*folders: Path) -> Graph:
    """Return the bundled rules and those of `folders` as one graph; a broken file is a WorkspaceError.

    A file of a folder stands in place of a bundled one of the same name.
    The rules about ontologies and about two revisions are not among them, see `style` and `transition`.
    """
    return _together((bundle.folder("shapes"), *folders))


def style(*folders: Path) -> Graph:
    """Return the rules about ontologies and vocabularies, the bundled ones and those of `folders`."""
    return _together([folder / ONTOLOGY for folder in (bundle.folder("shapes"), *folders)])


def transition(*folders: Path) -> Graph:
    """Return the rules about the step from one revision to the next, the bundled ones and those of `folders`."""
    return _together([folder / TRANSITION for folder in (bundle.folder("shapes"), *folders)])


def every(*folders: Path) -> Graph:
    """Return the rules about programmes, ontologies and steps between revisions as one graph."""
    return rules(*folders) + style(*folders) + transition(*folders)


def spoken(shapes: Graph, language: str) -> Graph:
    """Return rules that say their messages and remedies in a language alone, where they have them in it."""
    made = Graph() + shapes
    for curie in ("sh:message", "remit:hint"):
        property = URIRef(expand(curie))
        for node in set(shapes.subjects(property)):
            said = list(shapes.objects(node, property))
            if any(getattr(each, "language", None) == language for each in said):
                for each in said:
                    if getattr(each, "language", None) != language:
                        made.remove((node, property, each))
    return made


def _english(texts: Iterable[Node]) -> str:
    """Return one of some texts: an English one, else the first by its letters."""
    return min(((getattr(each, "language", None) not in ("en", None), str(each)) for each in texts), default=(0, ""))[1]


def _together(folders: Iterable[Path]) -> Graph:
    files = {path.name: path for folder in folders for path in sorted(folder.glob("*.ttl"))}
    return _parsed(tuple((path, _text(path)) for path in files.values()))


@lru_cache(maxsize=8)
def _parsed(files: tuple[tuple[Path, str], ...]) -> Graph:
    """Return the graph of some files; the same files give the same graph, which nobody alters."""
    graph = Graph()
    for path, text in files:
        try:
            graph.parse(data=text, format="turtle", publicID=path.absolute().as_uri())
        except BadSyntax as error:
            raise WorkspaceError(f"{path}, line {error.lines + 1}: not Turtle; {_reason(error)}") from error
    return Fixed(graph)


@lru_cache(maxsize=16)
def listed(shapes: Graph) -> dict[str, Rule]:
    """Return the rules of `shapes` by the IRI of their shape, sorted by name."""
    found = {str(node): _rule(shapes, node) for node in _shapes(shapes)}
    return dict(sorted(found.items(), key=lambda pair: pair[1].name))


@lru_cache(maxsize=16)
def judged(shapes: Graph) -> dict[str, Rule]:
    """Return the rule that answers for each shape: the rules, and the property shapes inside them.

    A shape inside is as grave as its rule and speaks its words, where it says nothing else.
    A shape that belongs to no rule with an IRI is a WorkspaceError: nobody could name what it finds.
    """
    found = dict(listed(shapes))
    for iri, rule in listed(shapes).items():
        found |= {node: inner for node, inner in _inside(shapes, URIRef(iri), rule, ()) if node not in found}
    for target in _TARGETS:
        for node in shapes.subjects(URIRef(expand(target))):
            if str(node) not in found:
                raise WorkspaceError(f"the rule with {target} {shapes.value(node, URIRef(expand(target)))} has no IRI")
    return found


def _inside(shapes: Graph, node: Node, rule: Rule, above: tuple[Node, ...]) -> Iterator[tuple[str, Rule]]:
    for inner in sorted(set(shapes.objects(node, URIRef(expand("sh:property")))) - {*above, node}, key=str):
        said = _english(shapes.objects(inner, URIRef(expand("sh:message"))))
        grave = _severity(shapes, inner, rule.name, rule.severity)
        own = replace(rule, severity=grave, message=said or rule.message, inherits=not said)
        yield str(inner), own
        yield from _inside(shapes, inner, own, (*above, node))


def _severity(shapes: Graph, node: Node, name: str, otherwise: Severity = Severity.violation) -> Severity:
    """Return how grave what a shape finds is; SHACL's own word for nothing said is a violation."""
    said = shapes.value(node, URIRef(expand("sh:severity")), any=True)
    if said is None:
        return otherwise
    known = {expand(f"sh:{each.name.capitalize()}"): each for each in Severity}
    if str(said) not in known:
        raise WorkspaceError(
            f"the rule {name} has the severity {_local(str(said))}; write sh:Info, sh:Warning or sh:Violation"
        )
    return known[str(said)]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WorkspaceError(f"{path}: cannot be read; {error}") from error


def _reason(error: BadSyntax) -> str:
    return re.sub(r"\s+", " ", str(error._why)).strip()


def _shapes(shapes: Graph) -> Iterable[URIRef]:
    properties = [URIRef(expand(curie)) for curie in ("sh:severity", *_TARGETS)]
    typed, classes = URIRef(expand("rdf:type")), URIRef(expand("rdfs:Class"))
    kinds = [URIRef(expand(f"sh:{kind}")) for kind in ("NodeShape", "PropertyShape")]
    implicit = {*shapes.subjects(typed, classes)} & {node for kind in kinds for node in shapes.subjects(typed, kind)}
    found = {node for property in properties for node in shapes.subjects(property)} | implicit
    return (node for node in found if isinstance(node, URIRef))


def _rule(shapes: Graph, node: URIRef) -> Rule:
    def text(curie: str, of: Node | None = node) -> str:
        return _english(shapes.objects(of, URIRef(expand(curie))))

    group = shapes.value(node, URIRef(expand("sh:group")), any=True)
    return Rule(
        iri=str(node),
        name=_local(str(node)),
        label=text("rdfs:label"),
        why=text("rdfs:comment"),
        severity=_severity(shapes, node, _local(str(node))),
        message=text("sh:message"),
        hint=text("remit:hint"),
        column=text("remit:column"),
        good=text("remit:goodExample"),
        bad=text("remit:badExample"),
        source=text("dcterms:source"),
        group=_local(str(group or "")),
        group_label=text("rdfs:label", group) if group else "",
    )


@cache
def _local(iri: str) -> str:
    return re.split(r"[#/]", iri)[-1]

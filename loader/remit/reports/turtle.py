"""Findings as a validation report of SHACL, in Turtle without blank nodes.

The IRI of a result says the rule and the place; so the report of an unchanged document is the same text.
What a reader noticed, which no shape looks for, names its rule as the constraint that is not kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from rdflib import RDF, Graph, Literal, Namespace, URIRef

from remit.findings import Finding, Severity
from remit.names import expand, prefixes, slug
from remit.reports.checked import Checked
from remit.reports.lines import where
from remit.reports.subject import of_file

_SEVERITIES = {Severity.violation: "Violation", Severity.warning: "Warning", Severity.info: "Info"}


def as_turtle(checked: Checked) -> str:
    """Return the report; it conforms if nothing at all is found, as SHACL has it."""
    graph = Graph()
    for prefix in ("sh", "remit", "rule", "rdfs", "xsd"):
        graph.bind(prefix, Namespace(prefixes()[prefix]))
    report, sh = URIRef(checked.report), Namespace(prefixes()["sh"])
    graph.add((report, RDF.type, sh.ValidationReport))
    graph.add((report, sh.conforms, Literal(not checked.findings)))
    for finding, iri in _named(checked):
        graph.add((report, sh.result, iri))
        for triple in _result(finding, iri, checked):
            graph.add(triple)
    return graph.serialize(format="turtle").rstrip("\n") + "\n"


def _named(checked: Checked) -> Iterator[tuple[Finding, URIRef]]:
    """Yield each finding with the IRI of its result; of several at one place the later ones get a number."""
    taken: set[str] = set()
    for finding in checked.findings:
        iri = _iri(finding, checked)
        free = next(each for n in count(1) if (each := iri if n == 1 else f"{iri}-{n}") not in taken)
        taken.add(free)
        yield finding, URIRef(free)


def _iri(finding: Finding, checked: Checked) -> str:
    """Return the IRI of a result: report, document if there are several, rule, place or thing."""
    parts = [checked.report]
    for place in finding.places[:1]:
        parts += [of_file(place.source)] if len(checked.documents) > 1 else []
        row = f"{place.table}.{place.row}" if place.table else str(place.row)
        parts += [finding.rule, row, slug(place.column), f"{place.start}-{place.end}"]
    if not finding.places:
        parts += [finding.rule, slug(finding.subject.rstrip("/").rpartition("/")[2])]
    return "/".join(filter(None, parts))


def _result(finding: Finding, iri: URIRef, checked: Checked) -> Iterator[tuple[URIRef, URIRef, URIRef | Literal]]:
    """Yield what the report says of one result."""
    rule = checked.rules[finding.rule].iri

    def said(name: str, value: URIRef | Literal) -> tuple[URIRef, URIRef, URIRef | Literal]:
        return iri, URIRef(expand(name)), value

    yield iri, RDF.type, URIRef(expand("sh:ValidationResult"))
    yield said("sh:resultSeverity", URIRef(expand(f"sh:{_SEVERITIES[finding.severity]}")))
    yield said("sh:focusNode", _node(finding.focus or finding.subject or _revision(finding, checked)))
    yield said("sh:sourceConstraintComponent", URIRef(finding.component or rule))
    yield said("sh:resultMessage", Literal(finding.message, lang="en"))
    yield said("remit:hint", Literal(finding.hint, lang="en"))
    if finding.component:
        yield said("sh:sourceShape", URIRef(rule))
    if finding.focus and finding.subject not in ("", finding.focus):
        yield said("sh:value", _node(finding.subject))
    for place in finding.places[:1]:
        yield said("rdfs:comment", Literal(f"{where(place, checked)}: “{place.text}”"))


def _node(text: str) -> URIRef | Literal:
    return URIRef(text) if "://" in text and " " not in text else Literal(text)


def _revision(finding: Finding, checked: Checked) -> str:
    """Return the revision in which a finding stands."""
    sources = {place.source for place in finding.places}
    return next((each.revision for each in checked.documents if each.name in sources), checked.report)

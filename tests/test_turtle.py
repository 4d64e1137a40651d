"""The report in Turtle is a validation report of SHACL that says what the engine said, without blank nodes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pyshacl import validate
from rdflib import RDF, BNode, Graph, Literal, Namespace

from checked import finding, lantern, p1
from remit.findings import Finding, Severity
from remit.places import Place
from remit.reports.checked import Checked
from remit.reports.turtle import as_turtle

SH = Namespace("http://www.w3.org/ns/shacl#")
#: What section 3.6 of SHACL demands of a report and of a result.
DEMANDED = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
[] a sh:NodeShape ; sh:targetClass sh:ValidationReport ;
    sh:property [ sh:path sh:conforms ; sh:datatype xsd:boolean ; sh:minCount 1 ; sh:maxCount 1 ] ;
    sh:property [ sh:path sh:result ; sh:class sh:ValidationResult ] .
[] a sh:NodeShape ; sh:targetClass sh:ValidationResult ;
    sh:property [ sh:path sh:focusNode ; sh:minCount 1 ; sh:maxCount 1 ] ;
    sh:property [ sh:path sh:resultSeverity ; sh:minCount 1 ; sh:maxCount 1 ;
                  sh:in ( sh:Violation sh:Warning sh:Info ) ] ;
    sh:property [ sh:path sh:sourceConstraintComponent ; sh:nodeKind sh:IRI ; sh:minCount 1 ; sh:maxCount 1 ] ;
    sh:property [ sh:path sh:sourceShape ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ;
    sh:property [ sh:path sh:value ; sh:maxCount 1 ] ;
    sh:property [ sh:path sh:resultMessage ; sh:minCount 1 ; sh:languageIn ( "en" ) ] .
"""


def graph(found: Checked) -> Graph:
    return Graph().parse(data=as_turtle(found), format="turtle")


@pytest.mark.parametrize("found", [lantern, p1], ids=["fictional", "P1/2017"])
def test_the_report_is_one_that_shacl_describes(found: Callable[[], Checked]) -> None:
    conforms, _, said = validate(graph(found()), shacl_graph=Graph().parse(data=DEMANDED, format="turtle"))

    assert conforms, said


def test_a_report_that_lacks_something_would_be_seen() -> None:
    broken = graph(lantern())
    broken.remove((None, SH.focusNode, None))

    assert not validate(broken, shacl_graph=Graph().parse(data=DEMANDED, format="turtle"))[0]


def test_every_finding_is_a_result_with_its_message() -> None:
    report = graph(p1())
    (node,) = report.subjects(RDF.type, SH.ValidationReport)
    results = list(report.objects(node, SH.result))

    assert len(results) == len(p1().findings)
    messages = sorted(str(report.value(result, SH.resultMessage)) for result in results)
    assert messages == sorted(each.message for each in p1().findings)


def test_a_report_has_no_blank_nodes() -> None:
    assert not [term for triple in graph(p1()) for term in triple if isinstance(term, BNode)]


def test_the_report_of_a_sound_programme_conforms() -> None:
    report = graph(Checked(report="https://example.org/report"))

    assert [value for _, _, value in report.triples((None, SH.conforms, None))] == [Literal(True)]


def test_a_result_names_the_shape_the_node_and_the_kind_of_constraint() -> None:
    report = graph(lantern())
    (result,) = [node for node in report.subjects(SH.resultSeverity) if "/term-within-period/" in str(node)]

    assert str(report.value(result, SH.sourceShape)).endswith("#term-within-period")
    assert report.value(result, SH.sourceConstraintComponent) == SH.SPARQLConstraintComponent
    assert str(report.value(result, SH.value)).endswith("/event/1.1/term")


def test_two_findings_at_one_place_are_two_results() -> None:
    place = Place("a.txt", 1, 3, "term", 0, 4, '"""2\\')
    both: tuple[Finding, ...] = (finding("one", place), finding("two", place), finding("three"), finding("four"))
    report = graph(Checked(findings=both, report="https://example.org/report"))

    assert len(set(report.subjects(SH.resultMessage))) == 4
    assert {each.severity for each in both} == {Severity.warning}

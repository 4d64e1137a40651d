"""Rules that somebody writes for a workspace: each is judged, or refused with one sentence, without a traceback."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, BNode, Graph, Literal, Namespace
from rdflib.namespace import SH

from remit import rules
from remit.checking import check_all
from remit.cli import remit
from remit.errors import RemitError, WorkspaceError
from remit.findings import Finding, Severity
from remit.rules import explain
from remit.rules.kept import Kept
from remit.shacl import ENGINES, Live, matching
from remit.store import of_graph
from remit.workspace import Workspace

FICTIONAL = Path(__file__).parent / "documents" / "fictional-en"
EX = Namespace("https://example.org/")
PREFIXES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://example.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix remit: <https://w3id.org/remit/ontology#> . @prefix rule: <https://w3id.org/remit/shapes#> .
"""
THING = 'ex:a a ex:Thing ; ex:name "a thing that nobody has seen" .'


def graph(turtle: str) -> Graph:
    return Graph().parse(data=PREFIXES + turtle, format="turtle")


def found(shapes: str, engine: str = "compiled", data: str = THING) -> tuple[Finding, ...]:
    return rules.check(graph(data), graph(shapes), engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_rule_without_a_severity_is_a_violation(engine: str) -> None:
    shape = (
        "rule:own a sh:PropertyShape ; sh:targetClass ex:Thing ; sh:path ex:own ; sh:minCount 1 ; sh:message 'none' ."
    )

    (one,) = found(shape, engine)

    assert (one.rule, one.severity, one.message) == ("own", Severity.violation, "none")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("more", "severity", "message"),
    [
        ("", Severity.warning, "no own"),
        ("; sh:severity sh:Info", Severity.info, "no own"),
        ('; sh:message "none of its own"', Severity.warning, "none of its own"),
    ],
)
def test_what_a_shape_inside_a_rule_finds_is_the_rules(
    engine: str, more: str, severity: Severity, message: str
) -> None:
    shape = f"""rule:own a sh:NodeShape ; sh:targetClass ex:Thing ; sh:severity sh:Warning ; sh:message "no own" ;
        sh:property [ sh:path ex:name ; sh:property [ sh:path ex:own ; sh:minCount 1 {more} ] ] ."""

    (one,) = found(shape, engine)

    assert (one.rule, one.severity, one.message) == ("own", severity, message)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_rule_that_says_nothing_is_told_by_its_name(engine: str) -> None:
    (one,) = found("rule:own a sh:NodeShape ; sh:targetClass ex:Thing ; sh:nodeKind sh:Literal .", engine)

    assert one.message


REFUSED = {
    "rule:own a sh:NodeShape ; sh:targetClass ex:Thing ; sh:severity ex:Custom ; sh:nodeKind sh:IRI .": "own.*Custom",
    "rule:own a sh:NodeShape ; sh:targetClass ex:Thing ; sh:severity sh:Info, sh:Warning .": "own.*severit",
    "rule:own a sh:PropertyShape ; sh:targetClass ex:Thing ; sh:path _:l . _:l rdf:first ex:p ; rdf:rest _:l .": "own",
    "rule:own a sh:NodeShape ; sh:targetClass ex:Thing ; sh:in _:l . _:l rdf:first ex:p ; rdf:rest _:l .": "own.*list",
    "rule:own a sh:PropertyShape ; sh:targetClass ex:Thing ; sh:path _:l . _:l sh:inversePath _:l .": "own.*path",
    'rule:own a sh:PropertyShape ; sh:targetClass ex:Thing ; sh:path ex:name ; sh:pattern "[" .': "own.*expression",
    'rule:own a sh:PropertyShape ; sh:targetClass ex:Thing ; sh:path ex:name ; sh:pattern "^(a+)+$" .': "own.*repeat",
    "[] a sh:NodeShape ; sh:targetClass ex:Thing ; sh:nodeKind sh:Literal .": "IRI",
}


@pytest.mark.parametrize("shape", REFUSED)
@pytest.mark.parametrize("engine", [*ENGINES, "live"])
def test_a_rule_that_cannot_be_run_is_refused_with_one_sentence(engine: str, shape: str) -> None:
    with pytest.raises(WorkspaceError, match=REFUSED[shape]) as told:
        if engine == "live":
            Kept(frozenset(of_graph(graph(THING))), graph(shape))
        else:
            found(shape, engine)

    assert "\n" not in str(told.value)


ODD = [
    "rule:own a sh:PropertyShape ; sh:targetClass ex:Thing ; sh:path ex:name ; sh:equals 1 ; sh:message 'no' .",
    "rule:own a sh:NodeShape ; sh:targetClass 'Thing' ; sh:nodeKind sh:Literal ; sh:message 'no' .",
    "rule:own a sh:NodeShape ; sh:targetSubjectsOf 'name' ; sh:nodeKind sh:Literal ; sh:message 'no' .",
]


@pytest.mark.parametrize("shape", ODD)
def test_a_term_that_makes_no_sense_is_judged_as_pyshacl_judges_it(shape: str) -> None:
    assert found(shape) == found(shape, "pyshacl")


@pytest.mark.parametrize(
    "asked", ['sh:hasValue "NaN"', 'sh:hasValue "INF"', 'sh:in ( "NaN"@ "-INF"@ )', "sh:minInclusive 1"]
)
@pytest.mark.parametrize("written", ["NaN", "nan", "INF", "-INF", "+INF", "1e0"])
def test_what_is_no_number_or_without_end_is_judged_alike(written: str, asked: str) -> None:
    double = "^^<http://www.w3.org/2001/XMLSchema#double>"
    shape = asked.replace('"@', f'"{double}') if "@" in asked else asked + (double if asked[-1] == '"' else "")
    shapes = f'rule:own a sh:PropertyShape ; sh:targetClass ex:Thing ; sh:path ex:name ; sh:message "no" ; {shape} .'
    data = f'ex:a a ex:Thing ; ex:name "{written}"{double} .'

    assert found(shapes, data=data) == found(shapes, "pyshacl", data)


@pytest.mark.parametrize("pattern", [r"^(\\w+ )+$", r"(a|b)+", r"([A-Z]\\d+)+", r"^[0-9]+([.][0-9]+)*$", r"(ab?)+c"])
def test_a_pattern_that_repeats_soundly_is_judged(pattern: str) -> None:
    shape = f'''rule:own a sh:PropertyShape ; sh:targetClass ex:Thing ; sh:path ex:name ; sh:message "no" ;
        sh:pattern "{pattern}" .'''

    assert found(shape) == found(shape, "pyshacl")


def test_the_command_refuses_a_rule_in_a_sentence(tmp_path: Path) -> None:
    own = tmp_path / "own"
    copytree(FICTIONAL, own)
    (own / "shapes").mkdir(exist_ok=True)
    (own / "shapes" / "own.ttl").write_text(PREFIXES + next(iter(REFUSED)), encoding="utf-8")

    told = CliRunner().invoke(remit, ["check", str(own)])

    assert isinstance(told.exception, RemitError)
    assert "the rule own has the severity Custom" in str(told.exception)


DEEP = f"rule:own a sh:NodeShape ; sh:targetClass ex:Thing ; {'sh:not [ ' * 12} sh:class ex:Q {' ]' * 12} ."


def test_a_rule_too_deep_to_analyse_is_named_and_run_whole() -> None:
    live = Live(of_graph(graph(THING)), graph(DEEP))

    assert "https://w3id.org/remit/shapes#own" in live.whole
    assert len(live.report.results) == len(found(DEEP)) == 1
    assert isinstance(live.report.results, tuple)


NODES = [*(EX[name] for name in ("own", "inner", "a", "name", "Thing")), *(BNode(f"b{n}") for n in range(4)), RDF.nil]
VALUES = [*NODES, *map(Literal, ("", "[", "^a", "(a+)+$", "en", -1, 0, 1, 7, 10**9, True)), SH.IRI, SH.Info, EX.Custom]
SAYING = [
    *(SH[name] for name in (
        "targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf", "severity", "deactivated", "message",
        "path", "inversePath", "alternativePath", "zeroOrMorePath", "zeroOrOnePath", "property", "node", "not", "and",
        "or", "xone", "in", "languageIn", "class", "datatype", "nodeKind", "minCount", "maxCount", "minLength",
        "maxLength", "pattern", "flags", "equals", "disjoint", "lessThan", "hasValue", "closed", "ignoredProperties",
        "qualifiedValueShape", "qualifiedMinCount", "uniqueLang", "minInclusive", "maxExclusive", "sparql", "select",
    )),
    RDF.first, RDF.rest, RDF.type,
]  # fmt: skip
MADE_UP = st.lists(st.tuples(st.sampled_from(NODES[:9]), st.sampled_from(SAYING), st.sampled_from(VALUES)), max_size=9)


@settings(max_examples=100, deadline=None)
@given(MADE_UP)
def test_whatever_a_shape_says_it_is_judged_or_refused_in_a_sentence(triples: list[tuple[Any, Any, Any]]) -> None:
    shapes = Graph()
    for triple in [(EX.own, RDF.type, SH.PropertyShape), (EX.own, SH.targetClass, EX.Thing), *triples]:
        shapes.add(triple)
    data = graph(THING)

    for judge in (
        lambda: rules.check(data, shapes),
        lambda: rules.check(data, shapes, "pyshacl"),
        lambda: Live(of_graph(data), shapes).report,
    ):
        try:
            judge()
        except RemitError as refusal:
            assert len(str(refusal).splitlines()) == 1


AS_WRITTEN = [
    ('"5"^^xsd:nonNegativeInteger', "sh:datatype xsd:nonNegativeInteger"),
    ('"3"^^xsd:byte', "sh:datatype xsd:byte"),
    ("1.50", 'sh:pattern "^.{4}$"'),
]


@pytest.mark.parametrize(("value", "asked"), AS_WRITTEN)
def test_pyshacl_judges_a_graph_file_as_it_is_written(tmp_path: Path, value: str, asked: str) -> None:
    """The compiled engine judges what the store keeps: the three are its only differences that are known."""
    own = tmp_path / "own"
    copytree(FICTIONAL, own)
    (own / "shapes").mkdir(exist_ok=True)
    typed = "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> ."
    shape = f"rule:own a sh:PropertyShape ; sh:targetClass ex:Thing ; sh:path ex:p ; {asked} ."
    (own / "shapes" / "own.ttl").write_text(PREFIXES + typed + shape, encoding="utf-8")
    data = tmp_path / "data.ttl"
    data.write_text(PREFIXES + typed + f"ex:a a ex:Thing ; ex:p {value} .", encoding="utf-8")

    found = {engine: check_all([data], Workspace.at(own), engine).of(frozenset({"own"})).findings for engine in ENGINES}

    assert found["pyshacl"] == ()
    assert [finding.rule for finding in found["compiled"]] == ["own"]


OWN = "rule:own a sh:NodeShape ; sh:targetClass ex:Thing ; sh:message 'no' ; "


def test_a_rule_without_a_remedy_says_where_it_is_explained() -> None:
    (one,) = found(OWN + "sh:nodeKind sh:Literal .")

    assert one.hint == "see what the rule asks: remit explain own."


def test_the_page_of_the_rules_is_named_for_those_that_stand_on_it() -> None:
    assert "rules.md" not in explain("own", graph(OWN + "sh:nodeKind sh:Literal ."))
    assert "rules.md#term-present" in explain("term-present")


@pytest.mark.filterwarnings("error")
def test_a_rule_that_refers_to_itself_is_judged_without_a_warning() -> None:
    shape = OWN + "sh:nodeKind sh:IRI ; sh:node rule:own ."

    assert found(shape) == found(shape, "pyshacl")
    assert rules.left(graph(shape)) == {"own": "the shape refers to itself"}


#: Each lets many ways lead through the same letters, and none of them to the end; their form does not show it.
SLOW = ("^(a|a)+$", "^(a|b|ab)*c$", "^(.*a){24}$", "^(aa?)+$")


@pytest.mark.parametrize("engine", [*ENGINES, "live"])
@pytest.mark.parametrize("pattern", SLOW)
def test_a_pattern_that_runs_away_is_stopped_with_one_sentence(
    pattern: str, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, "LIMIT", 0.05)
    data = f'ex:a a ex:Thing ; ex:name "{"ab" * 30}!" .'.replace("ab" * 30, "ab" * 30 if "b" in pattern else "a" * 60)
    shapes = f'rule:own a sh:PropertyShape ; sh:targetClass ex:Thing ; sh:path ex:name ; sh:pattern "{pattern}" .'

    with pytest.raises(WorkspaceError, match=r"the pattern .* takes longer than"):
        Live(of_graph(graph(data)), graph(shapes)) if engine == "live" else found(shapes, engine, data)
    assert not found(shapes.replace(pattern, "^[ab]+!$"), data=data)

"""The check as a whole: places, order, explanations, broken rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

from remit import bundle
from remit.errors import WorkspaceError
from remit.findings import Severity
from remit.rules import check, every, rules
from remit.rules.page import page

TESTS = Path(__file__).parent
PREFIXES = "@base <https://example.org/lantern/> . @prefix remit: <https://w3id.org/remit/ontology#> .\n"


def programme(*removed: tuple[str, str], added: str = "") -> Graph:
    graph = Graph().parse(TESTS / "shapes" / "base.ttl")
    for thing, name in removed:
        for triple in list(graph):
            if str(triple[0]).endswith(f"/lantern/{thing}") and str(triple[1]).endswith(name):
                graph.remove(triple)
    return graph.parse(data=PREFIXES + added, format="turtle")


YEAR = '"2029"^^<http://www.w3.org/2001/XMLSchema#gYear>'
THREE_SLIPS = programme(
    ("event/1.2/term", "#text"),
    ("event/1.2/term", "#start"),
    ("event/1.2/term", "#end"),
    ("event/2.1.1.2", "#number"),
    added=f'<event/1.2/term> remit:text "2029" ; remit:start {YEAR} ; remit:end {YEAR} .'
    "<event/1.1/tc-1> remit:isReadBy <https://w3id.org/remit/vocabulary/reading/missing-separator> .",
)


def test_findings_come_in_the_order_of_the_source() -> None:
    rows = [finding.places[0].row for finding in check(THREE_SLIPS)]

    assert rows == sorted(rows)
    assert len(rows) == 3


def test_a_finding_points_into_the_column_of_its_rule() -> None:
    places = {finding.rule: finding.places[0] for finding in check(THREE_SLIPS)}

    assert (places["term-within-period"].row, places["term-within-period"].column) == (5, "term")
    assert places["term-within-period"].text == "2031"
    assert places["executors-separated"].column == "executors"


def test_a_finding_points_at_the_empty_cell_when_nothing_stands_there() -> None:
    graph = programme(
        ("place/10/number", "#column"), ("event/2.1.1.2", "#number"), added='<place/10/number> remit:column "remarks" .'
    )
    (finding,) = check(graph)

    assert (finding.places[0].row, finding.places[0].column, finding.places[0].text) == (10, "number", "")


def test_checking_changes_neither_graph_nor_rules() -> None:
    graph, shapes = programme(), rules()
    before = (set(graph), set(shapes))

    check(graph, shapes)

    assert (set(graph), set(shapes)) == before


def test_a_graph_without_a_revision_has_no_findings() -> None:
    assert check(Graph()) == ()


def test_a_rule_of_the_workspace_is_checked_too(tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix remit: <https://w3id.org/remit/ontology#> .\n"
        "@prefix rule: <https://example.org/rules#> . @prefix dcterms: <http://purl.org/dc/terms/> .\n"
        "rule:short-title a sh:PropertyShape ; sh:targetClass remit:Group ; sh:path dcterms:title ; sh:maxLength 5 ;\n"
        '    sh:severity sh:Info ; sh:message "the title of {$code} is long" ; remit:hint "shorten it." .\n',
        encoding="utf-8",
    )
    (finding,) = check(programme(), rules(tmp_path))

    assert (finding.rule, finding.severity) == ("short-title", Severity.info)
    assert finding.message == "the title of 2.1.1 is long"


def test_a_broken_rule_file_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "broken.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n\n<a> sh:path .\n", encoding="utf-8"
    )

    with pytest.raises(WorkspaceError, match=r"broken\.ttl, line 3"):
        rules(tmp_path)


def test_a_rule_with_a_broken_query_is_named(tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix remit: <https://w3id.org/remit/ontology#> .\n"
        "<https://example.org/rules#odd> a sh:NodeShape ; sh:targetClass remit:Revision ; sh:severity sh:Info ;\n"
        '    sh:sparql [ sh:message "odd" ; sh:select "SELECT $this WHERE { $this" ] .\n',
        encoding="utf-8",
    )

    with pytest.raises(WorkspaceError, match="cannot be"):
        check(programme(), rules(tmp_path))


def test_the_page_of_rules_is_up_to_date() -> None:
    path = bundle.root() / "docs" / "reference" / "rules.md"
    if not path.is_file():
        pytest.skip("the documents are not part of a wheel")

    assert path.read_text(encoding="utf-8") == page(every()), (
        "write it again: python -m remit.rules.page > docs/reference/rules.md"
    )

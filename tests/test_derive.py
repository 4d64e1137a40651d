"""The rules of derivation make what the model page says, in two engines alike."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import Graph

from remit import bundle

FOLDER = bundle.folder("ontology") / "derive"
RULES = sorted(FOLDER.glob("*.rq"))

EXAMPLE = """
@base <https://example.org/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix remit: <https://w3id.org/remit/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<p1> a remit:Programme ; remit:belongsToOrganisation <org> .
<p1/2017> a remit:Revision ; dcterms:isVersionOf <p1> ;
    remit:start "2017"^^xsd:gYear ; remit:end "2019"^^xsd:gYear .
<org> a remit:Organisation . <bipm> a remit:Organisation . <am> a remit:Country .
<tc> a remit:Body ; remit:hasKind <kind/collective> ; remit:standsForEach <kind/tc> .
<tc-1> a remit:Body ; remit:hasKind <kind/tc> ; remit:since "2002-05"^^xsd:gYearMonth .
<tc-old> a remit:Body ; remit:hasKind <kind/tc> ; remit:until "2016-12-31"^^xsd:date .
<tc-new> a remit:Body ; remit:hasKind <kind/tc> ; remit:since "2020"^^xsd:gYear .
<sc> a remit:Body ; remit:hasKind <kind/sc> ; remit:since "2019-04"^^xsd:gYearMonth .
<vp> a remit:Post . <vp-law> a remit:Post .
<y/2016> a remit:Year ; remit:start "2016"^^xsd:gYear . <y/2017> a remit:Year ; remit:start "2017"^^xsd:gYear .
<y/2018> a remit:Year ; remit:start "2018"^^xsd:gYear . <y/2019> a remit:Year ; remit:start "2019"^^xsd:gYear .

<all> remit:belongsToRevision <p1/2017> ; remit:hasResponsibility <all/1> ; remit:hasTerm <all/term> ;
    remit:hasMention <all/m1> , <all/m2> , <all/m3> .
<all/1> remit:heldBy <tc> . <all/m1> remit:refersTo <bipm> . <all/m2> remit:refersTo <am> .
<all/m3> remit:refersTo <org> .
<all/term> remit:hasKind <https://w3id.org/remit/vocabulary/kind-of-term/continuous> .
<post> remit:belongsToRevision <p1/2017> ; remit:hasResponsibility <post/1> ; remit:hasTerm <post/term> .
<post/1> remit:heldBy <vp> ; remit:holdsPost <vp-law> .
<post/term> remit:start "2018"^^xsd:gYear ; remit:end "2019"^^xsd:gYear .
<two> remit:belongsToRevision <p1/2017> ; remit:hasTerm <two/term> .
<two/term> remit:start "2017"^^xsd:gYear ; remit:end "2019"^^xsd:gYear ;
    remit:year "2017"^^xsd:gYear , "2019"^^xsd:gYear .
<need> remit:belongsToRevision <p1/2017> ; remit:hasTerm <need/term> .
<need/term> remit:hasKind <https://w3id.org/remit/vocabulary/kind-of-term/as-needed> .
"""


def end(iri: str) -> str:
    return iri.removeprefix("https://example.org/")


def derived(*rules: str) -> set[tuple[str, str]]:
    """Run rules over the example, each seeing what those before it made; return what the last one made."""
    store = pyoxigraph.Store()
    store.load(EXAMPLE.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    made: set[tuple[str, str]] = set()
    for rule in rules:
        answer = store.query((FOLDER / f"{rule}.rq").read_text(encoding="utf-8"))
        assert isinstance(answer, pyoxigraph.QueryTriples)
        triples = list(answer)
        store.extend(pyoxigraph.Quad(*triple) for triple in triples)
        made = {(end(triple.subject.value), end(triple.object.value)) for triple in triples}
    return made


def test_a_holder_is_responsible_and_a_plural_reaches_the_bodies_of_the_period() -> None:
    assert derived("is-responsible-for") == {("tc", "all"), ("tc-1", "all"), ("vp", "post"), ("vp-law", "post")}


def test_a_body_works_with_the_organisations_of_its_events_but_not_with_its_own_or_a_country() -> None:
    assert derived("is-responsible-for", "works-with") == {("tc", "bipm"), ("tc-1", "bipm")}


def test_an_event_is_active_in_the_years_of_its_term_or_its_revision() -> None:
    assert derived("is-active-in") == {
        ("all", "y/2017"), ("all", "y/2018"), ("all", "y/2019"),
        ("post", "y/2018"), ("post", "y/2019"),
        ("two", "y/2017"), ("two", "y/2019"),
    }  # fmt: skip


@pytest.mark.parametrize("file", RULES, ids=lambda file: file.stem)
def test_a_rule_gives_the_same_in_two_engines_and_explains_itself(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    rules = ["is-responsible-for", file.stem] if file.stem == "works-with" else [file.stem]
    graph, made = Graph().parse(data=EXAMPLE, format="turtle"), Graph()
    for rule in rules:
        made = graph.query((FOLDER / f"{rule}.rq").read_text(encoding="utf-8")).graph or Graph()
        graph += made

    assert {(end(str(s)), end(str(o))) for s, o in made.subject_objects()} == derived(*rules)
    assert re.findall(r"^#\+ (\w+):", text, re.MULTILINE)[:4] == ["rule", "makes", "why", "example"]


def test_an_open_term_is_active_up_to_the_period_and_a_yearly_one_in_every_year() -> None:
    kind, direction = ("https://w3id.org/remit/vocabulary/" + name for name in ("kind-of-term", "direction"))
    more = f"""
<since> remit:belongsToRevision <p1/2017> ; remit:hasTerm <since/t> . <since/t> remit:start "2018"^^xsd:gYear .
<by> remit:belongsToRevision <p1/2017> ; remit:hasTerm <by/t> . <by/t> remit:end "2018-07-01"^^xsd:date .
<before> remit:belongsToRevision <p1/2017> ; remit:hasTerm <before/t> .
<before/t> remit:end "2018"^^xsd:gYear ; remit:hasDirection <{direction}/before> .
<yearly> remit:belongsToRevision <p1/2017> ; remit:hasTerm <yearly/t> .
<yearly/t> remit:hasKind <{kind}/recurring> ; remit:rhythm "P1Y" .
<rarely> remit:belongsToRevision <p1/2017> ; remit:hasTerm <rarely/t> .
<rarely/t> remit:hasKind <{kind}/recurring> ; remit:rhythm "P2Y" .
<steps> remit:belongsToRevision <p1/2017> ; remit:hasTerm <steps/t> .
<steps/t> remit:hasStage <steps/1> , <steps/2> ; remit:start "2017"^^xsd:gYear ; remit:end "2019-03"^^xsd:gYearMonth .
<steps/1> remit:start "2017"^^xsd:gYear ; remit:end "2017"^^xsd:gYear .
<steps/2> remit:start "2019-03"^^xsd:gYearMonth ; remit:end "2019-03"^^xsd:gYearMonth .
"""
    store = pyoxigraph.Store()
    store.load((EXAMPLE + more).encode(), format=pyoxigraph.RdfFormat.TURTLE)

    answer = store.query((FOLDER / "is-active-in.rq").read_text(encoding="utf-8"))

    assert isinstance(answer, pyoxigraph.QueryTriples)
    made: dict[str, set[str]] = {}
    for triple in answer:
        made.setdefault(end(triple.subject.value), set()).add(end(triple.object.value)[-4:])
    assert {name: years for name, years in made.items() if name not in ("all", "post", "two", "need")} == {
        "since": {"2018", "2019"}, "by": {"2017", "2018"}, "before": {"2017"},
        "yearly": {"2017", "2018", "2019"}, "steps": {"2017", "2019"},
    }  # fmt: skip

"""The ontology and what else speaks of its terms agree: rules, questions, pages, registries, the built graph.

That each term says what it is, in the house style, is asked by the rules of shapes/ontology (test_style.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from rdflib import OWL, RDF, SKOS, BNode, Graph, Literal, URIRef

from remit import bundle, names
from remit.reasoning import ontology

FOLDER = bundle.folder("ontology")
MODULES = sorted(FOLDER.glob("*.ttl"))
RULES = sorted((FOLDER / "derive").glob("*.rq"))
REMIT = names.prefixes()["remit"]
GRAPH = ontology()

#: What is said of rules, readings and abbreviations, or is plain from its property, need not stand on the model page.
MENDS = {"hasMend", "find", "put", "rightText", "mender"}
NOT_OF_A_PROGRAMME = {"ambiguity", "caution", "hint", "goodExample", "badExample", "Line", *MENDS}
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


def ours(*kinds: URIRef) -> list[URIRef]:
    """Return Remit's own terms of some kinds, sorted."""
    found = {term for kind in kinds for term in GRAPH.subjects(RDF.type, kind)}
    return sorted(t for t in found if isinstance(t, URIRef) and t.startswith(REMIT))


def local(term: URIRef) -> str:
    return term.removeprefix(REMIT)


TERMS = ours(*KINDS)
CONCEPTS = sorted(c for c in GRAPH.subjects(RDF.type, SKOS.Concept) if isinstance(c, URIRef))
SCHEMES = sorted(s for s in GRAPH.subjects(RDF.type, SKOS.ConceptScheme) if isinstance(s, URIRef))


def concepts(scheme: str) -> set[str]:
    """Return the local names of the concepts of one scheme."""
    head = names.concept(scheme, "")
    return {c.removeprefix(head) for c in CONCEPTS if c.startswith(head)}


# ---------------------------------------------------------------- the graph as a whole


def test_blank_nodes_stand_only_for_lists_and_class_expressions() -> None:
    blank = {node for triple in GRAPH for node in triple if isinstance(node, BNode)}
    allowed = {OWL.Restriction, OWL.Class, OWL.AllDisjointClasses}

    for node in blank:
        assert (node, RDF.first, None) in GRAPH or set(GRAPH.objects(node, RDF.type)) <= allowed


def test_every_name_that_a_rule_or_a_question_uses_is_declared() -> None:
    files = [*bundle.folder("shapes").rglob("*.ttl"), *bundle.folder("queries").rglob("*.rq")]
    undeclared = {name for file in files for name in used_names(file)} - {local(term) for term in TERMS}

    assert not undeclared, f"declare {sorted(undeclared)} in the ontology"


def used_names(file: Path) -> Iterator[str]:
    yield from re.findall(r"(?<![\w/])remit:([A-Za-z]\w*)", file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", RULES, ids=lambda file: file.name)
def test_every_name_that_is_used_is_declared(file: Path) -> None:
    assert set(used_names(file)) <= {local(term) for term in TERMS}


def test_every_name_of_the_model_page_is_declared_and_every_declared_name_stands_there(checkout: Path) -> None:
    page = checkout / "docs" / "reference" / "model.md"
    if not page.exists():
        pytest.skip("the documentation is not here")
    declared = {local(term) for term in TERMS}

    assert set(used_names(page)) - declared == set()
    assert declared - set(used_names(page)) <= NOT_OF_A_PROGRAMME, "put the new name on the model page"


@pytest.mark.parametrize("file", [*MODULES, *RULES], ids=lambda file: file.name)
def test_a_prefix_means_what_the_list_of_prefixes_says(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    found = dict(re.findall(r"^(?:@prefix|PREFIX) (\w+):\s+<([^>]+)>", text, re.MULTILINE))

    assert found.items() <= names.prefixes().items()
    assert all(len(re.findall(rf"(?<!\w){prefix}:", text)) > 1 for prefix in found), "a prefix is not used"


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.name)
def test_a_module_says_in_its_head_what_it_covers_and_leaves_out(file: Path) -> None:
    head = file.read_text(encoding="utf-8").splitlines()[:10]

    assert any(line.startswith("# COVERS ") for line in head)
    assert any(line.startswith("# LEAVES OUT ") for line in head)


def test_the_head_imports_every_module() -> None:
    head = URIRef(REMIT.rstrip("#"))
    modules = {m for m in GRAPH.subjects(RDF.type, OWL.Ontology) if m != head}

    assert set(GRAPH.objects(head, OWL.imports)) == modules
    assert {str(m).rpartition("/")[2] for m in modules} == {
        f.stem for f in MODULES if f.stem != "remit" and not f.stem.startswith("vocabulary-")
    }


# ---------------------------------------------------------------- vocabularies


def test_every_scheme_has_its_own_file_and_every_concept_its_scheme() -> None:
    heads = {f.stem.removeprefix("vocabulary-") for f in MODULES if f.stem.startswith("vocabulary-")}

    assert {str(s) for s in SCHEMES} == {names.prefixes()["vocabulary"] + name for name in heads}
    for concept in CONCEPTS:
        assert list(GRAPH.objects(concept, SKOS.inScheme)) == [URIRef(concept.rpartition("/")[0])]


@pytest.mark.parametrize(
    ("scheme", "listed"),
    [
        ("role", "body chair members member-from secretariat president vice-president representative"
         " participants editors other"),
        ("kind-of-term", "year range years half-year quarter month day list from until vague"
         " whole-period continuous as-needed by-schedule recurring relative status reference staged none unread"),
        ("kind-of-mention", "external internal other"),
        ("confidence", "stated inferred"),
        ("column", "number title term executors remarks head"),
    ],
)  # fmt: skip
def test_a_scheme_that_others_rely_on_has_what_they_expect(scheme: str, listed: str) -> None:
    assert set(listed.split()) <= concepts(scheme)


def test_every_reading_says_whether_it_is_ambiguous() -> None:
    for name in concepts("reading"):
        values = list(GRAPH.objects(URIRef(names.concept("reading", name)), URIRef(REMIT + "ambiguity")))
        assert [v.toPython() for v in values if isinstance(v, Literal)] in ([True], [False]), name


def rows(file: Path) -> list[dict[str, object]]:
    loaded = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return [row for row in loaded if isinstance(row, dict)] if isinstance(loaded, list) else []


REGISTRIES = {
    "bodies": "body", "organisations": "organisation", "publications": "publication",
    "instruments": "instrument", "meetings": "meeting", "projects": "project", "glossary": "glossary-entry",
    "outcomes": "outcome",
}  # fmt: skip


@pytest.mark.parametrize(("registry", "kind"), REGISTRIES.items())
def test_every_kind_of_a_registry_is_a_concept(registry: str, kind: str) -> None:
    used = {str(row["kind"]) for row in rows(bundle.folder("data") / "registry" / f"{registry}.yaml") if "kind" in row}
    missing = used - concepts(f"kind-of-{kind}")

    assert used
    assert not missing, f"add {sorted(missing)} to ontology/vocabulary-kind-of-{kind}.ttl"


def test_every_kind_of_a_numbering_scheme_is_a_concept() -> None:
    for row in rows(bundle.folder("data") / "registry" / "schemes.yaml"):
        if "kind" in row:
            assert row["kind"] in concepts(f"kind-of-{row['class']}"), row["id"]


def test_every_standing_of_a_member_is_a_concept() -> None:
    text = (bundle.folder("data") / "registry" / "countries.yaml").read_text(encoding="utf-8")

    assert set(re.findall(r"^ +(?:- )?status: (\S+)", text, re.MULTILINE)) <= concepts("kind-of-membership")


def test_every_reading_that_the_language_uses_is_a_concept() -> None:
    for file in (bundle.folder("data") / "language").glob("*.yaml"):
        assert set(re.findall(r"\breading: ([\w-]+)", file.read_text(encoding="utf-8"))) <= concepts("reading")


def test_every_concept_that_the_built_graph_uses_is_declared() -> None:
    head = names.prefixes()["vocabulary"]
    built = [Graph().parse(file, format="turtle") for file in (bundle.folder("data") / "graph").glob("*.ttl")]
    used = {o for graph in built for o in graph.objects() if isinstance(o, URIRef) and o.startswith(head)}
    undeclared = used - set(CONCEPTS) - set(SCHEMES)

    assert not undeclared, f"add {sorted(undeclared)} to its vocabulary, or mend what makes it"


# ---------------------------------------------------------------- derived


def test_every_derived_property_has_its_rule_and_every_rule_its_property() -> None:
    said = GRAPH.subject_objects(URIRef(REMIT + "isDerivedBy"))
    derived = {local(p): str(rule).rpartition("/")[2] for p, rule in said if isinstance(p, URIRef)}
    makes = {re.findall(r"#\+ makes: remit:(\w+)", f.read_text(encoding="utf-8"))[0]: f.stem for f in RULES}

    assert derived == makes

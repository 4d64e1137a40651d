"""Rules by name: chosen by rule, severity, group and pattern; explained one by one; listed by group."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.errors import UnknownName
from remit.findings import Severity
from remit.rules import Rule, catalogue, chosen, explain, find, overview, rules

OWN = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix remit: <https://w3id.org/remit/ontology#> . @prefix rule: <https://example.org/rules#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
rule:lamps a sh:PropertyGroup ; rdfs:label "How lamps are called"@en .
rule:lamp-lit a sh:PropertyShape ; sh:group rule:lamps ; sh:targetClass remit:Group ; sh:path dcterms:title ;
    rdfs:label "A lamp burns."@en ; rdfs:comment "A dark one helps nobody."@en ; sh:maxLength 5 ;
    sh:severity sh:Info ; sh:message "{$code} is dark"@en ; remit:hint "light it."@en ;
    remit:goodExample "a lamp" ; remit:badExample "a stone" ; dcterms:source "Rules of the lantern-makers, § 3" .
rule:lamp-hung a sh:PropertyShape ; sh:group rule:lamps ; sh:targetClass remit:Group ; sh:path dcterms:title ;
    rdfs:label "A lamp hangs."@en ; sh:maxLength 5 ; sh:severity sh:Warning ; sh:message "{$code} lies"@en ;
    remit:hint "hang it."@en .
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("shapes")
    (made / "lamps.ttl").write_text(OWN, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def known(folder: Path) -> dict[str, Rule]:
    return catalogue(rules(folder))


# --- choosing ----------------------------------------------------------------------------


def test_all_rules_are_wanted_where_none_is_named(known: dict[str, Rule]) -> None:
    assert chosen(known) == set(known)


@pytest.mark.parametrize(
    ("only", "ignored", "expected"),
    [
        (["lamps"], [], {"lamp-lit", "lamp-hung"}),
        (["lamp-lit"], [], {"lamp-lit"}),
        (["lamp-*"], ["lamp-lit"], {"lamp-hung"}),
        (["lamps"], ["info"], {"lamp-hung"}),
        (["lamp-lit, LAMP-HUNG"], [], {"lamp-lit", "lamp-hung"}),
        (["lamp-lit", "lamp-hung"], ["lamps"], set()),
    ],
)
def test_rules_are_chosen_by_name_severity_group_and_pattern(
    only: list[str], ignored: list[str], expected: set[str], known: dict[str, Rule]
) -> None:
    assert chosen(known, only, ignored) == expected


def test_the_rules_of_a_severity_are_those_that_have_it(known: dict[str, Rule]) -> None:
    graves = chosen(known, ["violation"])

    assert {known[name].severity for name in graves} == {Severity.violation}
    assert chosen(known, [], ["info,warning"]) == graves


def test_what_the_reader_mends_can_be_left_out_as_a_group(known: dict[str, Rule]) -> None:
    assert "header-repeated" in chosen(known, ["mendings"])
    assert "header-repeated" not in chosen(known, [], ["mendings"])


@pytest.mark.parametrize(
    ("word", "near"), [("lamp-lid", "lamp-lit"), ("lamp", "lamps"), ("warnings", "warning"), ("lump-*", "lamp-")]
)
def test_a_name_that_is_nothing_gets_the_nearest(word: str, near: str, known: dict[str, Rule]) -> None:
    with pytest.raises(UnknownName, match=f"nearest is {near}"):
        chosen(known, [], [word])


@given(st.text(max_size=12))
def test_any_word_is_understood_or_refused(word: str) -> None:
    known = catalogue(rules())
    try:
        names = chosen(known, [word])
    except UnknownName as error:
        assert ("nearest" if word.replace(",", " ").split() else "names no rule") in str(error)
    else:
        assert names <= set(known)


# --- explaining --------------------------------------------------------------------------


def test_a_rule_is_explained_whole(folder: Path) -> None:
    assert explain("lamp-lit", rules(folder)).splitlines() == [
        "lamp-lit (info): A lamp burns.",
        "why:     A dark one helps nobody.",
        "says:    ‹code› is dark",
        "to mend: light it.",
        "good:    a lamp",
        "bad:     a stone",
        "demanded by: Rules of the lantern-makers, § 3",
        "group:   lamps (How lamps are called)",
        "rule:    https://example.org/rules#lamp-lit",
    ]


def test_every_rule_explains_all_there_is_to_say() -> None:
    ours = catalogue(rules())
    wanted = {"why", "says", "to mend", "good", "bad", "rule", "page"}
    said = {name: {line.partition(":")[0] for line in explain(name).splitlines()[1:]} for name in ours}
    missing = {name: wanted - parts for name, parts in said.items() if wanted - parts}

    assert not missing, f"write {missing} into the file in shapes/, data/language/mendings.yaml or data/link-rules.yaml"
    assert [name for name in ours if not find(ours, name).label.endswith(".")] == []


def test_an_unknown_rule_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="“term-in-period”; the nearest is term-within-period"):
        explain("term-in-period")


def test_the_overview_names_each_rule_once_below_its_group(known: dict[str, Rule]) -> None:
    lines = overview(known).splitlines()

    names = [line.split()[0] for line in lines if line.startswith("  ")]

    assert sorted(names) == sorted(known)
    head = lines.index("lamps: How lamps are called")
    assert [line.split()[:2] for line in lines[head + 1 : head + 3]] == [["lamp-hung", "warning"], ["lamp-lit", "info"]]


# --- the group of a proof-reader -----------------------------------------------------------------


def test_what_a_proof_reader_marks_is_information() -> None:
    language = [rule for rule in catalogue(rules()).values() if rule.group == "language"]

    assert {rule.severity.name for rule in language} == {"info"}


def test_every_rule_that_asks_for_one_way_of_writing_is_switched_off_with_the_language() -> None:
    ways = [
        rule
        for rule in catalogue(rules()).values()
        if rule.label.endswith(("in one way.", "in one order.", "or nowhere."))
    ]

    assert {rule.name for rule in ways if rule.group != "language"} <= {
        "code-built-alike", "representation-one-post", "work-split-alike",
    }  # fmt: skip


def test_a_group_is_explained_by_its_rules() -> None:
    said = explain("language").splitlines()

    assert said[0].startswith("language: ")
    assert any(line.split()[0] == "word-spelled" for line in said[1:-2])
    assert said[-1].endswith("remit check --ignore language")

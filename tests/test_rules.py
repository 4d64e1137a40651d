"""Every rule of `shapes/` in both directions, on a small fictional programme.

`tests/shapes/base.ttl` is sound. An example states what differs: what it says about a property
of a thing stands instead of what the base says, and `()` says that the property has no value.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Store
from rdflib import Graph, URIRef

import examples
from remit import bundle
from remit.acceptances.judging import IN_FORCE, KNOWN, MATCHES, ONCE
from remit.names import expand, prefixes
from remit.places import COLUMNS, HEAD
from remit.rules import Rule, check, listed, rules

EXAMPLES = Path(__file__).parent / "shapes"


@cache
def shapes() -> Graph:
    return rules()


@cache
def known() -> dict[str, Rule]:
    """Return the rules that judge the graph; those without target are judged elsewhere (test_acceptances.py)."""
    targets = [URIRef(expand(f"sh:{name}")) for name in ("targetClass", "targetSubjectsOf", "targetObjectsOf")]
    aimed = {str(shape) for target in targets for shape in shapes().subjects(target)}
    return {rule.name: rule for iri, rule in listed(shapes()).items() if iri in aimed}


def example(path: Path | None) -> Store:
    return examples.example(EXAMPLES, path)


def test_no_rule_finds_anything_in_the_sound_programme() -> None:
    assert check(example(None), shapes()) == ()


@pytest.mark.parametrize("name", sorted(known()))
def test_the_good_example_breaks_no_rule(name: str) -> None:
    found = check(example(EXAMPLES / name / "good.ttl"), shapes())

    assert [finding.message for finding in found] == []


@pytest.mark.parametrize("name", sorted(known()))
def test_the_bad_example_breaks_its_rule_once_and_no_other(name: str) -> None:
    found = check(example(EXAMPLES / name / "bad.ttl"), shapes())

    examples.breaks_alone(found, name)


def test_a_rule_says_what_it_asks_why_and_what_to_do() -> None:
    for name, rule in known().items():
        for text in (rule.label, rule.why, rule.message, rule.hint, rule.good, rule.bad):
            assert text.strip(), name
        assert rule.label.endswith("."), name
        assert rule.hint.endswith("."), name
        assert rule.message.endswith((".", "}")), name
        assert "invalid" not in rule.message.lower(), name
        assert rule.column in ("", HEAD, *COLUMNS), name


def test_only_the_rules_about_acceptances_have_no_target() -> None:
    without = {rule.name for rule in listed(shapes()).values()} - set(known())

    assert without == {MATCHES, IN_FORCE, KNOWN, ONCE}


def test_every_rule_has_a_folder_of_examples_and_every_folder_a_rule() -> None:
    folders = {path.name for path in EXAMPLES.iterdir() if path.is_dir()}

    assert folders == set(known())


def test_the_examples_are_fictional() -> None:
    for path in EXAMPLES.rglob("*.ttl"):
        iris = re.findall(r"<(https?://[^>]*)>", path.read_text(encoding="utf-8"))
        own = [iri for iri in iris if not iri.startswith("https://example.org/")]

        assert all(
            any(iri == known_one or iri.startswith(prefixes()["vocabulary"]) for known_one in prefixes().values())
            for iri in own
        ), path


def test_the_prefixes_of_the_rules_are_those_of_the_program() -> None:
    text = (bundle.folder("shapes") / "rules.ttl").read_text(encoding="utf-8")
    declared = dict(re.findall(r'sh:prefix "([^"]+)" ; sh:namespace "([^"]+)"', text))

    for prefix, namespace in declared.items():
        assert namespace == prefixes().get(prefix, f"{prefixes()['vocabulary']}{prefix}/"), prefix


@pytest.mark.parametrize("scheme", ["reading", "role", "kind-of-term"])
def test_every_concept_that_a_rule_names_is_in_the_vocabulary(scheme: str) -> None:
    vocabulary = (bundle.folder("ontology") / f"vocabulary-{scheme}.ttl").read_text(encoding="utf-8")
    concepts = set(re.findall(rf"[</]{scheme}/([a-z-]+)>", vocabulary)) | set(
        re.findall(rf"\b{scheme}:([a-z-]+)", vocabulary)
    )
    queries = "".join(path.read_text(encoding="utf-8") for path in bundle.folder("shapes").glob("*.ttl"))
    named = set(re.findall(rf"(?<![\w-]){scheme}:([a-z-]+)", queries))

    assert named
    assert named <= concepts, f"add to ontology/vocabulary-{scheme}.ttl: {sorted(named - concepts)}"

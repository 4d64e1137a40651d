"""Every rule of the house style in both directions, on a small fictional ontology; and our own ontology keeps them.

`tests/style/base.ttl` is sound; an example states what differs, as those of `tests/shapes` do.
"""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Store
from rdflib import Graph

import examples
from engines import bag
from remit import bundle
from remit.checking import check_all, named
from remit.errors import SourceError
from remit.findings import Severity
from remit.rules import check, listed, rules, style
from remit.shacl import not_covered, validate
from remit.workspace import Workspace

EXAMPLES = Path(__file__).parent / "style"
NAMES = sorted(rule.name for rule in listed(style()).values())
OURS = bundle.folder("ontology")
#: One for all tests, for it keeps the rules that it has read.
BUNDLED = Workspace.bundled()


@cache
def shapes() -> Graph:
    return style()


def example(path: Path | None) -> Store:
    return examples.example(EXAMPLES, path)


def test_no_rule_finds_anything_in_the_sound_ontology() -> None:
    assert check(example(None), shapes()) == ()


@pytest.mark.parametrize("name", NAMES)
def test_the_good_example_breaks_no_rule(name: str) -> None:
    assert [finding.message for finding in check(example(EXAMPLES / name / "good.ttl"), shapes())] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_bad_example_breaks_its_rule_once_and_no_other(name: str) -> None:
    examples.breaks_alone(check(example(EXAMPLES / name / "bad.ttl"), shapes()), name)


@pytest.mark.parametrize("file", ["bad.ttl", pytest.param("good.ttl", marks=pytest.mark.long)])
@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_judged_as_pyshacl_judges_it(name: str, file: str) -> None:
    data = example(EXAMPLES / name / file)

    assert bag(validate(data, shapes()).results, shapes()) == bag(validate(data, shapes(), "pyshacl").results, shapes())


def test_no_rule_is_left_to_the_reference_and_every_rule_has_its_examples() -> None:
    assert not_covered(shapes()) == {}
    assert {path.name for path in EXAMPLES.iterdir() if path.is_dir()} == set(NAMES)


def test_an_opinion_is_no_violation() -> None:
    for rule in listed(shapes()).values():
        assert rule.severity < Severity.violation or rule.source or rule.name == "iri-declared", rule.name


def test_no_rule_has_the_name_of_one_about_programmes() -> None:
    assert not set(NAMES) & {rule.name for rule in listed(rules()).values()}


# --- what is checked -----------------------------------------------------------------------------


def test_our_ontology_keeps_the_house_style() -> None:
    assert [finding.message for finding in check_all([OURS], BUNDLED).findings] == []


@pytest.mark.parametrize("module", sorted(OURS.glob("*.ttl")), ids=lambda path: path.name)
def test_each_file_of_our_ontology_keeps_it_alone(module: Path) -> None:
    assert [finding.message for finding in check_all([module], BUNDLED).findings] == []


@pytest.mark.parametrize(
    ("file", "written", "instead", "rule"),
    [
        ("time.ttl", "rdfs:domain remit:Term", "rdfs:domain remit:Trem", "iri-declared"),
        ("vocabulary-role.ttl", '"TC 2 (event 2.2.3)."@en', '"TC 2 (event 2.2.3)."', "text-tagged"),
        ("programme.ttl", '"What one row', '"what one row', "definition-one-sentence"),
        ("evidence.ttl", "remit:isReadBy a", "remit:reading a", "object-property-verb"),
    ],
)
def test_a_slip_in_our_ontology_is_found_at_its_line(
    tmp_path: Path, file: str, written: str, instead: str, rule: str
) -> None:
    folder = tmp_path / "terms"
    shutil.copytree(OURS, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert written in text
    (folder / file).write_text(text.replace(written, instead, 1), encoding="utf-8")
    line = text[: text.index(written)].count("\n") + 1
    findings = check_all([folder], BUNDLED).findings

    assert (rule, file, line) in [(each.rule, p.source, p.row) for each in findings for p in each.places]


def test_a_programme_is_not_judged_by_the_style_of_ontologies() -> None:
    assert check(Graph().parse(EXAMPLES / "iri-declared" / "bad.ttl"), rules()) == ()


def test_a_folder_of_neither_is_told_what_is_possible(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="ontology"):
        named([tmp_path], Workspace.bundled())

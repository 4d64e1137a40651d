"""Every rule of transition in both directions, on two small fictional revisions.

`tests/transitions/base.ttl` is sound; an example states what differs, as those of `tests/shapes` do.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Store
from rdflib import Graph

import examples
from engines import bag
from remit.rules import check, listed, spoken, transition
from remit.shacl import not_covered, validate

EXAMPLES = Path(__file__).parent / "transitions"
NAMES = sorted(rule.name for rule in listed(transition()).values())


@cache
def shapes() -> Graph:
    return transition()


def example(path: Path | None) -> Store:
    return examples.example(EXAMPLES, path)


def test_there_are_at_least_fifteen_rules_each_with_its_examples() -> None:
    assert len(NAMES) >= 15
    assert {folder.name for folder in EXAMPLES.iterdir() if folder.is_dir()} == set(NAMES)


def test_no_rule_finds_anything_in_the_sound_step() -> None:
    assert check(example(None), shapes()) == ()


@pytest.mark.parametrize("name", NAMES)
def test_the_good_example_breaks_no_rule(name: str) -> None:
    assert [finding.message for finding in check(example(EXAMPLES / name / "good.ttl"), shapes())] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_bad_example_breaks_its_rule_once_and_no_other(name: str) -> None:
    found = check(example(EXAMPLES / name / "bad.ttl"), shapes())

    examples.breaks_alone(found, name)
    assert found[0].places


@pytest.mark.parametrize("name", NAMES)
def test_both_engines_say_the_same_of_the_bad_example(name: str) -> None:
    data = example(EXAMPLES / name / "bad.ttl")

    # pyshacl does not say which language a message is in that it filled in
    rules = spoken(shapes(), "en")

    assert not not_covered(rules)
    assert bag(validate(data, rules, "compiled").results, rules) == bag(validate(data, rules, "pyshacl").results, rules)


@pytest.mark.parametrize("name", NAMES)
def test_each_rule_speaks_russian_too(name: str) -> None:
    found = check(example(EXAMPLES / name / "bad.ttl"), spoken(shapes(), "ru"))

    assert re.search("[а-я]", found[0].message) and re.search("[а-я]", found[0].hint)
    assert "{" not in found[0].message


def test_a_language_that_no_rule_has_is_told_in_english() -> None:
    found = check(example(EXAMPLES / "periods-apart" / "bad.ttl"), spoken(shapes(), "eo"))

    assert found[0].message.startswith("the newer revision begins in")

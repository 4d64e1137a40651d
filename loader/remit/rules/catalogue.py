"""All rules by name, and the choice of some by rule, severity, group or pattern.

Most rules judge the graph and stand in `shapes/`; those that the reader itself keeps stand in
`data/language/mendings.yaml`, those that `remit link check` asks beyond the graph in `data/link-rules.yaml`.

>>> from remit.rules.shapes import rules
>>> known = catalogue(rules())
>>> chosen(known, only=["term-*"], ignored=["info", "term-read"]) >= {"term-present", "term-ordered"}
True
>>> find(known, "term-presnt")
Traceback (most recent call last):
remit.errors.UnknownName: there is no rule “term-presnt”; the nearest is term-present
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from functools import cache

from rdflib import Graph

from remit import bundle
from remit.errors import UnknownName
from remit.findings import Severity
from remit.names import expand
from remit.registry import read_yaml
from remit.rules.shapes import Rule, listed

#: The group of the rules that the reader keeps while it puts a document together.
MENDINGS = ("mendings", "What is mended while a document is read")
#: The group of the rules that `remit link check` asks beyond the graph.
LINKS = ("links-checked", "What remit link check asks, of rows and of those whom they lead to")


def catalogue(shapes: Graph) -> dict[str, Rule]:
    """Return every rule by its name: those of `shapes`, those of the reader and those about live links."""
    every = {**{rule.name: rule for rule in listed(shapes).values()}, **_mendings(), **_of_links()}
    return dict(sorted(every.items()))


def find(known: Mapping[str, Rule], name: str) -> Rule:
    """Return the rule called `name`; an unknown one is an UnknownName that says which is nearest."""
    if name not in known:
        raise UnknownName(f"there is no rule “{name}”; the nearest is {nearest(name, known)}")
    return known[name]


def chosen(known: Mapping[str, Rule], only: Iterable[str] = (), ignored: Iterable[str] = ()) -> frozenset[str]:
    """Return the names of the rules that `only` names (all if it names none), without those `ignored`.

    Each is the name of a rule, a severity, a group or a pattern such as `term-*`; it may hold several with commas.
    """
    wanted = [names(known, word) for word in _words(only)]
    dropped = [names(known, word) for word in _words(ignored)]
    return frozenset(known if not wanted else ()).union(*wanted).difference(*dropped)


def names(known: Mapping[str, Rule], word: str) -> set[str]:
    """Return the names of the rules that a word stands for; a word that stands for none is an UnknownName."""
    found = {n for n, rule in known.items() if word in (rule.group, rule.severity.name) or fnmatchcase(n, word)}
    if not found and word not in Severity.__members__:
        groups = {rule.group for rule in known.values() if rule.group}
        near = nearest(word, [*known, *groups, *Severity.__members__])
        raise UnknownName(
            f"“{word}” is no rule, severity, group of rules or pattern that fits one; the nearest is {near}. "
            "See them all: remit explain"
        )
    return found


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that is nearest to one that is misspelt."""
    from rapidfuzz import fuzz, process

    return str(process.extract(name, list(known), scorer=fuzz.ratio, limit=1)[0][0])


def _words(given: Iterable[str]) -> list[str]:
    return [word for each in given for word in _listed(each)]


def _listed(given: str) -> list[str]:
    """Return the words of a list with commas; one that holds no word is an UnknownName."""
    words = [word.strip().lower() for word in given.split(",") if word.strip()]
    if not words:
        raise UnknownName(f"“{given}” names no rule; write rules, severities or groups with commas between")
    return words


@cache
def _mendings() -> dict[str, Rule]:
    said = read_yaml(bundle.folder("data") / "language" / "mendings.yaml")
    return {name: _told(name, words, MENDINGS) for name, words in said.items()}


@cache
def _of_links() -> dict[str, Rule]:
    said = read_yaml(bundle.folder("data") / "link-rules.yaml")
    return {name: _told(name, words, LINKS) for name, words in said.items()}


def _told(name: str, words: Mapping[str, str], group: tuple[str, str]) -> Rule:
    return Rule(
        iri=expand(f"rule:{name}"),
        name=name,
        label=words.get("label", ""),
        why=words.get("why", ""),
        severity=Severity[words.get("severity", "info")],
        message=words["message"],
        hint=words["hint"],
        column="",
        good=words.get("good", ""),
        bad=words.get("bad", ""),
        group=group[0],
        group_label=group[1],
    )

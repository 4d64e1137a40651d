"""The words in which changes are told: sentences of `data/changes.yaml`, labels of the vocabulary of kinds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from pyoxigraph import NamedNode, RdfFormat, parse

from remit import bundle
from remit.comparison.change import Change
from remit.comparison.edition import Edition
from remit.names import concept, expand
from remit.registry import natural, read_yaml

SCHEME = "kind-of-change"
#: The language that has every text.
DEFAULT = "en"


@dataclass(frozen=True)
class Wording:
    """The words of one language, and what people call the things of two revisions."""

    language: str
    old: Edition
    new: Edition

    def word(self, name: str, **fill: str) -> str:
        """Return a word of the reports."""
        text = _texts()[self.language]["words"].get(name) or _texts()[DEFAULT]["words"][name]
        return str(text).format(**fill)

    def kind(self, name: str) -> str:
        """Return what a kind of change is called."""
        found = labels()
        return found.get((name, self.language)) or found.get((name, DEFAULT)) or name.replace("-", " ")

    def thing(self, iri: str, words: str = "") -> str:
        """Return what people call a thing; where it has no name, the words of the source."""
        if not iri:
            return words
        return self.new.labels.get(iri) or self.old.label(iri)

    def sentence(self, change: Change) -> str:
        """Return a change in one sentence of plain words."""
        says = _texts()[self.language]["says"].get(change.kind) or _texts()[DEFAULT]["says"].get(change.kind)
        empty = _texts()[self.language]["empty"]
        about = self.thing(change.about, change.before or change.after)
        instead = self.thing(change.instead, change.after)
        if change.about and change.instead and about == instead:
            about, instead = (f"{about} ({iri.rpartition('/')[2]})" for iri in (change.about, change.instead))
        if not says:
            return f"{self.kind(change.kind)}: {change.before or empty} → {change.after or empty}"
        which = 0 if change.instead else 1 if change.about else 2
        return str(says[min(which, len(says) - 1)]).format(
            about=about,
            instead=instead,
            before=change.before or empty,
            after=change.after or empty,
            old=", ".join(change.old),
            new=", ".join(change.new),
        )


def languages() -> list[str]:
    """Return the languages that changes can be told in."""
    return [name for name in _texts() if len(name) == 2]


def kinds() -> list[str]:
    """Return the names of the kinds of change, sorted."""
    return sorted({name for name, _ in labels()}, key=natural)


def quiet() -> frozenset[str]:
    """Return the kinds that are counted where nothing else changed."""
    return frozenset(_texts()["quiet"])


def counted() -> dict[str, list[str]]:
    """Return what a summary counts: a word, and the kinds that go with it."""
    return dict(_texts()["counted"])


@cache
def labels() -> dict[tuple[str, str], str]:
    """Return (kind, language) → label, of the vocabulary."""
    path = bundle.folder("ontology") / f"vocabulary-{SCHEME}.ttl"
    label, head = NamedNode(expand("skos:prefLabel")), concept(SCHEME, "")
    return {
        (quad.subject.value.removeprefix(head), quad.object.language or ""): quad.object.value
        for quad in parse(path=str(path), format=RdfFormat.TURTLE)
        if quad.predicate == label and quad.subject.value.startswith(head)
    }


@cache
def _texts() -> dict[str, Any]:
    return dict(read_yaml(bundle.folder("data") / "changes.yaml"))

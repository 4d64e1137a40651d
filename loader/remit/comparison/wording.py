"""The words in which changes are told: sentences of `data/changes.yaml`, labels of the vocabulary of kinds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, RdfFormat, parse

from remit import bundle
from remit.comparison.change import Change
from remit.comparison.edition import Edition
from remit.comparison.settings import texts
from remit.names import concept, expand
from remit.registry import natural

SCHEME, ROLES = "kind-of-change", "role"
#: The language that has every text.
DEFAULT = "en"


@dataclass(frozen=True)
class Wording:
    """The words of one language, and what people call the things of two revisions."""

    language: str
    old: Edition
    new: Edition
    texts: Mapping[str, Any] = field(default_factory=texts, repr=False)

    def word(self, name: str, **fill: str) -> str:
        """Return a word of the reports."""
        return str(self._said("words", name) or "").format(**fill)

    def _said(self, what: str, name: str) -> Any:
        """Return a text of the language, else of the one that has every text."""
        own = self.texts.get(self.language, {}).get(what, {})
        return own.get(name) or self.texts[DEFAULT][what].get(name)

    @property
    def quiet(self) -> frozenset[str]:
        """Return the kinds that are counted where nothing else changed."""
        return frozenset(self.texts["quiet"])

    @property
    def counted(self) -> dict[str, list[str]]:
        """Return what a summary counts: a word, and the kinds that go with it."""
        return dict(self.texts["counted"])

    def kind(self, name: str) -> str:
        """Return what a kind of change is called."""
        found = labels()
        return found.get((name, self.language)) or found.get((name, DEFAULT)) or name.replace("-", " ")

    def thing(self, iri: str, words: str = "") -> str:
        """Return what people call a thing; where it has no name, the words of the source."""
        if not iri:
            return words
        return self.new.labels.get(iri) or self.old.label(iri)

    def _asked(self, iri: str, words: str, role: str) -> str:
        """Return what people call a thing, with the role in which it is asked where the name does not say that."""
        said = self.thing(iri, words)
        if not iri or not role or role in self.texts["unsaid"]:
            return said
        found = labels(ROLES)
        return f"{said} ({found.get((role, self.language)) or found.get((role, DEFAULT)) or role})"

    @property
    def watched(self) -> frozenset[str]:
        """Return the kinds that a person should look at."""
        return frozenset(self.texts["watched"])

    @property
    def together(self) -> frozenset[str]:
        """Return the kinds of which those of one row are told in one sentence, which names its rows itself."""
        return frozenset(self.texts["together"])

    @property
    def alike(self) -> frozenset[str]:
        """Return the kinds of which those of one row that have the same words are told in one sentence."""
        return frozenset(self.texts["alike"])

    def sentence(self, *changes: Change) -> str:
        """Return a change in one sentence; of several that differ in whom they are about all are named."""
        change = changes[0]
        says = self._said("says", change.kind)
        empty = str(self.texts.get(self.language, {}).get("empty") or self.texts[DEFAULT]["empty"])
        about = ", ".join(dict.fromkeys(self._asked(c.about, c.before or c.after, c.roles_told[0]) for c in changes))
        instead = self._asked(change.instead, change.after, change.roles_told[1])
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


def languages(root: Path | None = None) -> list[str]:
    """Return the languages that changes can be told in."""
    return [name for name in texts(root) if len(name) == 2]


def kinds() -> list[str]:
    """Return the names of the kinds of change, sorted."""
    return sorted({name for name, _ in labels()}, key=natural)


@cache
def labels(scheme: str = SCHEME) -> dict[tuple[str, str], str]:
    """Return (kind, language) → label, of a vocabulary."""
    path = bundle.folder("ontology") / f"vocabulary-{scheme}.ttl"
    label, head = NamedNode(expand("skos:prefLabel")), concept(scheme, "")
    return {
        (quad.subject.value.removeprefix(head), quad.object.language or ""): quad.object.value
        for quad in parse(path=str(path), format=RdfFormat.TURTLE)
        if quad.predicate == label and quad.subject.value.startswith(head)
    }

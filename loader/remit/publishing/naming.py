"""What things, classes, properties and columns are called on the pages, and in which language that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from remit import bundle
from remit.names import end, expand, shorten

if TYPE_CHECKING:
    from remit.publishing.publication import Publication
    from remit.publishing.things import Thing

#: The properties whose values name a thing, best first, and those whose values are short names.
NAMES = ("rdfs:label", "skos:prefLabel", "dcterms:title", "skos:notation", "remit:code", "dcterms:identifier")
SHORT = ("skos:notation", "remit:code", "rdfs:label", "skos:prefLabel", "dcterms:title")
#: Classes whose things are known by their code, and by their words too.
CODED = frozenset({"Event", "Section", "Group"})


class Text(NamedTuple):
    """Words and their language; none where they stand in no language or in that of the page.

    A tuple, for a site has some hundred thousand of them.
    """

    words: str
    language: str = ""

    def __str__(self) -> str:
        """Return the words."""
        return self.words


class Names:
    """The words for the things of a publication, each looked up once a language."""

    def __init__(self, publication: Publication) -> None:
        self._of = publication
        self._known: dict[tuple[str, str, tuple[str, ...]], Text] = {}

    @property
    def settings(self) -> Mapping[str, Any]:
        """Return the settings of the site."""
        return self._of.settings

    @cached_property
    def _literals(self) -> dict[str, dict[str, list[Literal]]]:
        """Return, by IRI and property, the literals that are names: of the graph, else of the ontology."""
        wanted = frozenset(map(expand, NAMES))
        found: dict[str, dict[str, list[Literal]]] = {}
        for subject, predicate, value in (*_ontology(), *self._of.things.literals(wanted)):
            if predicate in wanted:
                values = found.setdefault(subject, {}).setdefault(predicate, [])
                values.append(value)
        return found

    @cached_property
    def _properties(self) -> dict[str, Mapping[str, str]]:
        return {expand(curie): words for curie, words in self.settings["properties"].items()}

    @cached_property
    def _inverse(self) -> dict[str, Mapping[str, str]]:
        return {expand(curie): words for curie, words in self.settings["inverse"].items()}

    def label(self, iri: str, language: str) -> Text:
        """Return what a thing is called, else the end of its IRI."""
        return self._first(iri, language, NAMES) or Text(end(iri))

    def short(self, iri: str, language: str) -> Text:
        """Return the short name of a thing, else what it is called."""
        return self._first(iri, language, SHORT) or Text(end(iri))

    def title(self, thing: Thing, language: str) -> Text:
        """Return what a thing is called, behind the heading of its group where it goes on with that."""
        label = self.label(thing.iri, language)
        if thing.kind in CODED:
            groups = [self.label(value.value, language).words for value in thing.values("remit:belongsToGroup")]
            return Text(" ".join((*groups[:1], label.words)), label.language)
        return label

    def full(self, thing: Thing, language: str) -> Text:
        """Return what a thing is called, behind its code where it is known by one."""
        title = self.title(thing, language)
        return Text(f"{thing.text('remit:code')} {title.words}", title.language) if thing.kind in CODED else title

    def property(self, iri: str, language: str) -> Text:
        """Return what a property is called; the first letter is a capital."""
        own = _pick(self._properties.get(iri), language)
        return own or _capital(self._first(iri, language, NAMES) or Text(shorten(iri)))

    def inverse(self, iri: str, language: str) -> Text:
        """Return what a property is called where its object is told."""
        return _pick(self._inverse.get(iri), language) or self.property(iri, language)

    def kind(self, name: str, language: str, many: bool = False) -> Text:
        """Return what a class is called, given its local name; in the plural for many."""
        own = _pick(self.settings["classes"].get(name), language) if many else None
        return own or _capital(self._first(expand(f"remit:{name}"), language, NAMES) or Text(name))

    def column(self, name: str, language: str, question: str = "") -> Text:
        """Return what a column of an answer is called, in a question if that has words of its own."""
        words = self.settings["columns"]
        own = _pick(words.get(f"{question}.{name}") or words.get(name), language)
        return own or Text(name.replace("_", " ").capitalize())

    def question(self, name: str, language: str) -> Text:
        """Return a question, in the language if somebody put it so."""
        said = self._of.catalogue[name].question
        return _pick(self.settings["questions"].get(name), language, only=True) or _other(said, language)

    def explained(self, words: str, language: str) -> Text:
        """Return what the header of a question says in English, in the language if somebody put it so."""
        return _pick(self.settings.get("explained", {}).get(words), language, only=True) or _other(words, language)

    def languages(self, thing: Thing) -> tuple[str, ...]:
        """Return the languages that a thing has a page in: the first, and those in which it is spoken of."""
        first, *others = self._of.languages
        said = {triple.object.language for triple in thing.triples if isinstance(triple.object, Literal)}
        return (first, *(code for code in others if code in said))

    def _first(self, iri: str, language: str, curies: tuple[str, ...]) -> Text | None:
        key = (iri, language, curies)
        if key not in self._known:
            self._known[key] = self._look(iri, language, curies)
        return self._known[key] if self._known[key].words else None

    def _look(self, iri: str, language: str, curies: tuple[str, ...]) -> Text:
        literals = self._literals.get(iri, {})
        for curie in curies:
            values = literals.get(expand(curie))
            if values:
                own = [value for value in values if value.language == language]
                plain = [value for value in values if not value.language]
                value = min(own or plain or values, key=lambda each: (each.language != "en", each.value))
                return Text(value.value, "" if value.language in (language, None) else value.language or "")
        return Text("")


def _ontology() -> Iterator[tuple[str, str, Literal]]:
    """Yield the literals of the ontology; the vocabularies stand in the graph."""
    for path in sorted(bundle.folder("ontology").glob("*.ttl")):
        if not path.stem.startswith("vocabulary"):
            for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE):
                if isinstance(quad.object, Literal) and isinstance(quad.subject, NamedNode):
                    yield quad.subject.value, quad.predicate.value, quad.object


def _pick(words: Mapping[str, str] | None, language: str, only: bool = False) -> Text | None:
    if words and language in words:
        return Text(words[language])
    if words and not only:
        code = "en" if "en" in words else min(words)
        return Text(words[code], code)
    return None


def _other(words: str, language: str) -> Text:
    return Text(words, "" if language == "en" else "en")


def _capital(text: Text) -> Text:
    return Text(text.words[:1].upper() + text.words[1:], text.language)

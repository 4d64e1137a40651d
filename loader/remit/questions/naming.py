"""From what people type to the thing they mean: `TC 1.12`, `tc-1.12`, `Reference Materials`, a full IRI.

Capitals, blanks, hyphens and letters that only look alike (Latin and Cyrillic) make no difference.
A name that leads to nothing, or to two things, is never resolved by a guess.

>>> fold("TC 1.12") == fold("tc-1.12") == fold(" TC1.12 ")
True
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from remit.errors import UnknownName
from remit.names import concept, expand
from remit.questions.question import Parameter

#: The properties whose values name a thing, surest first; the end of its IRI is surer still.
SURE = ("skos:notation", "remit:code", "dcterms:identifier")
NAMING = ("rdfs:label", "skos:prefLabel", "dcterms:title", "skos:altLabel")

#: Small Cyrillic letters that look like Latin ones; sources mix them within one word.
ALIKE = str.maketrans("авсекмнорстух", "abcekmhopctyx")


@lru_cache(maxsize=1 << 16)  # every name of a graph is folded at every question that names a thing
def fold(text: str) -> str:
    """Return what is left of a name when spelling does not count: letters, digits and dots between them."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(ALIKE)
    return "".join(c for c in plain if c.isalnum() or c == ".").strip(".")


def resolve_name(store: Store, text: str, classes: Iterable[str]) -> NamedNode:
    """Return the thing of one of the classes that `text` names; unknown or ambiguous is an UnknownName.

    Where things of two classes bear a name (an arrangement and its glossary entry), the class named first is meant.
    """
    classes = tuple(classes)
    ranked = {thing: rank for rank, name in enumerate(classes) for thing in _things(store, (name,))}
    for thing in ranked:
        if thing.value == text.strip():
            return thing
    wanted = fold(text)
    for names in (_ends, lambda thing: _names(store, thing, SURE), lambda thing: _names(store, thing, NAMING)):
        found = [thing for thing in ranked if wanted and wanted in map(fold, names(thing))]
        first = [thing for thing in found if ranked[thing] == min(map(ranked.__getitem__, found))]
        if len(first) == 1:
            return first[0]
        if first:
            raise UnknownName(f"“{text}” may mean {_list(store, first)}; write the one in brackets that you mean")
    near = _list(store, _nearest(store, wanted, list(ranked)))
    raise UnknownName(f"{_kinds(classes)} “{text}” is not known; nearest: {near}")


def complete(store: Store, parameter: Parameter, prefix: str) -> list[tuple[str, str]]:
    """Return what `prefix` may become for a parameter, each with a word of explanation."""
    if parameter.kind == "choice":
        return [(choice, "") for choice in parameter.choices if choice.startswith(prefix)]
    if parameter.kind == "year":
        return [(year, "") for year in years(store) if year.startswith(prefix)]
    start = fold(prefix)
    return sorted(
        {
            (end(thing), label(store, thing))
            for thing in _things(store, parameter.of)
            if any(fold(name).startswith(start) for name in (end(thing), *_names(store, thing, SURE + NAMING)))
        }
    )


def years(store: Store) -> list[str]:
    """Return the years that the graph knows, in order."""
    found = _things(store, ("Year",))
    return sorted({value for year in found for value in _names(store, year, ("remit:start",))})


def choice(parameter: Parameter, text: str) -> NamedNode | Literal:
    """Return the concept, or the plain word, that a choice stands for."""
    return NamedNode(concept(parameter.scheme, text)) if parameter.scheme else Literal(text)


def end(thing: NamedNode) -> str:
    """Return the end of an IRI."""
    return thing.value.replace("#", "/").rpartition("/")[2]


def label(store: Store, thing: NamedNode, language: str = "en") -> str:
    """Return the preferred words for a thing: those of the language, else any, else the end of its IRI."""
    values = [value for curie in NAMING[:3] for value in _values(store, thing, curie)]
    own = [value.value for value in values if value.language == language]
    return next(iter(own or [value.value for value in values] or _names(store, thing, SURE)), end(thing))


def notation(store: Store, thing: NamedNode, language: str = "en") -> str:
    """Return the short name of a thing, else its label."""
    return next(iter(_names(store, thing, ("skos:notation",))), "") or label(store, thing, language)


def _things(store: Store, classes: Iterable[str]) -> Iterator[NamedNode]:
    kind = NamedNode(expand("rdf:type"))
    for name in classes:
        for quad in store.quads_for_pattern(None, kind, NamedNode(expand(f"remit:{name}")), DefaultGraph()):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject


def _values(store: Store, thing: NamedNode, curie: str) -> list[Literal]:
    found = store.quads_for_pattern(thing, NamedNode(expand(curie)), None, DefaultGraph())
    literals = [quad.object for quad in found if isinstance(quad.object, Literal)]
    return sorted(literals, key=lambda value: (value.language or "", value.value))


def _names(store: Store, thing: NamedNode, curies: Iterable[str]) -> list[str]:
    return [value.value for curie in curies for value in _values(store, thing, curie)]


def _ends(thing: NamedNode) -> list[str]:
    steps = thing.value.split("/")
    return ["/".join(steps[i:]) for i in range(3, len(steps))]


def _nearest(store: Store, wanted: str, things: list[NamedNode]) -> list[NamedNode]:
    from rapidfuzz import process

    spellings = [(fold(name), thing) for thing in things for name in (end(thing), *_names(store, thing, SURE + NAMING))]
    ranked = process.extract(wanted, [spelling for spelling, _ in spellings], limit=30)
    return list(dict.fromkeys(spellings[index][1] for _, _, index in ranked))[:3]


def _list(store: Store, things: Iterable[NamedNode]) -> str:
    all_of_them = list(things)
    named = [f"{notation(store, thing)} ({_apart(thing, all_of_them)})" for thing in all_of_them]
    return ", ".join(named) or "nothing of this kind is in the graph"


def _apart(thing: NamedNode, things: Iterable[NamedNode]) -> str:
    """Return the shortest end of an IRI that none of the other things has; each is understood as a name."""
    others = {end for each in things if each != thing for end in _ends(each)}
    return next((end for end in reversed(_ends(thing)) if end not in others), thing.value)


def _kinds(classes: tuple[str, ...]) -> str:
    words = [name.lower() for name in classes[:3]]
    return " or ".join(words) if len(classes) <= 3 else ", ".join(words) + " or other thing"

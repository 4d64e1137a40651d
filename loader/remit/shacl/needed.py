"""Which triples a query cannot do without, told from its text: where a store has none of a kind, nothing is asked.

Half of the rules speak of what most programmes have not (a second language, a record of changes), and a long query
takes longer to read and to plan than to answer. Only what is sure is told: patterns of the outermost group, of plain
groups in it and of FILTER EXISTS. What the text leaves in doubt is left out, and the query is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pyoxigraph import DefaultGraph, NamedNode, Store

from remit.names import expand

#: Predicates, one of which is needed, and the object if it is an IRI.
Needed = tuple[tuple[NamedNode, ...], NamedNode | None]
#: A word of a query with its kind, and what stands in it if it is a pair of brackets.
Word = tuple[str, str, "list[Word]"]

_WORD = re.compile(
    r"""(?P<comment>\#[^\n]*)|(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?P<iri><[^<>"{}|^`\\\s]*>)
    |(?P<variable>[?$]\w+)|(?P<name>[\w.-]*:[\w:%-]*(?:\.+[\w:%-]+)*)|(?P<number>\d[\w.]*)|(?P<word>\w+)
    |(?P<sign>[^\s\w])""",
    re.VERBOSE,
)
_CLOSES = {"(": ")", "{": "}", "[": "]"}
_BEGIN = {"FILTER", "BIND", "OPTIONAL", "MINUS", "UNION", "GRAPH", "SERVICE", "VALUES"}
_COUNT = {"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"}


class There:
    """What the default graph of a store has, each looked up once; the store does not change meanwhile."""

    def __init__(self, store: Store) -> None:
        """Look up nothing yet."""
        self._store = store
        self._known: dict[Needed, bool] = {}

    def may_have_rows(self, query: str) -> bool:
        """Return whether there is what a query cannot do without."""
        return all(map(self._has, needed(query)))

    def _has(self, one: Needed) -> bool:
        if one not in self._known:
            predicates, value = one
            self._known[one] = any(_is_there(self._store, each, value) for each in predicates)
        return self._known[one]


def may_have_rows(store: Store, query: str) -> bool:
    """Return whether the default graph of a store has what a query cannot do without."""
    return There(store).may_have_rows(query)


def _is_there(store: Store, predicate: NamedNode, value: NamedNode | None) -> bool:
    return next(store.quads_for_pattern(None, predicate, value, DefaultGraph()), None) is not None


@lru_cache(maxsize=4096)
def needed(query: str) -> frozenset[Needed]:
    """Return what a query cannot have a row without.

    >>> [one for pair in needed("SELECT ?s { ?s <x:p> ?o FILTER NOT EXISTS { ?s <x:q> ?o } }") for one in pair]
    [(<NamedNode value=x:p>,), None]
    """
    words = _nested(query)
    return frozenset(_of_query(words, _prefixes(words))) if words else frozenset()


def _nested(query: str) -> list[Word]:
    """Return the words of a query, brackets with what stands in them; nothing where the text has a form of its own."""
    found: list[Word] = []
    above: list[tuple[str, list[Word]]] = []
    for match in _WORD.finditer(query):
        kind, text = str(match.lastgroup), match[0]
        if text in _CLOSES:
            inside: list[Word] = []
            found.append((text, text, inside))
            above.append((_CLOSES[text], found))
            found = inside
        elif kind == "sign" and text in _CLOSES.values():
            if not above or above[-1][0] != text:
                return []
            found = above.pop()[1]
        elif kind != "comment":
            found.append((kind, text.upper() if kind == "word" and text != "a" else text, []))
    strange = above or '"""' in query or "'''" in query
    return [] if strange else found


def _prefixes(words: list[Word]) -> dict[str, str]:
    """Return the namespaces that a query declares, by their prefixes."""
    threes = zip(words, words[1:], words[2:], strict=False)
    return {name[1].rstrip(":"): iri[1][1:-1] for word, name, iri in threes if word[1] == "PREFIX"}


def _of_query(words: list[Word], prefixes: dict[str, str]) -> Iterator[Needed]:
    """Yield what a query needs that has no row where its group has none."""
    groups = [inside for kind, _, inside in words if kind == "{"]
    names = {text for kind, text, _ in words if kind == "word"}
    counts = any(_COUNT & set(_all(inside)) for kind, _, inside in words if kind == "(")
    if groups and "FROM" not in names and "BASE" not in names and (not counts or "GROUP" in names):
        yield from _of_group(groups[0], prefixes)


def _all(words: list[Word]) -> Iterator[str]:
    for _, text, inside in words:
        yield text
        yield from _all(inside)


def _of_group(words: list[Word], prefixes: dict[str, str]) -> Iterator[Needed]:
    """Yield what every row of a group needs."""
    if words and words[0][1] == "SELECT":
        yield from _of_query(words, prefixes)
        return
    said: list[Word] = []
    for word, after in zip(words, [*words[1:], ("", "", [])], strict=True):
        kind, text, inside = word
        begun = [one[1] for one in said]
        if kind == "word" and text in _BEGIN:
            yield from _of_triple(said, prefixes)
            said = [word]
        elif kind == "{":
            yield from _of_triple(said, prefixes)
            if begun == ["FILTER", "EXISTS"] or ((begun[:1] == [] or begun[0] not in _BEGIN) and after[1] != "UNION"):
                yield from _of_group(inside, prefixes)
            said = []
        elif kind == "(" and begun[:1] in (["FILTER"], ["BIND"]):
            said = []
        elif kind == "sign" and text in (".", ";"):
            yield from _of_triple(said, prefixes)
            said = [("sign", ";", [])] if text == ";" else []
        else:
            said.append(word)
    yield from _of_triple(said, prefixes)


def _of_triple(said: list[Word], prefixes: dict[str, str]) -> Iterator[Needed]:
    """Yield what the pattern of a subject needs: the predicates it may have, and the object if it has one predicate."""
    form = "".join(_letter(word) for word in said[1:]) if said and said[0][0] != "word" else ""
    if _SEQUENCE.fullmatch(form):
        steps, value = said[1:2], None
    elif found := _PATTERN.fullmatch(form):
        steps = [word for word in said[1 : len(found[1]) + 1] if _letter(word) == "s"]
        value = said[len(found[1]) + 1] if found[1] == "s" else None
    else:
        return
    predicates = [_named(step, prefixes) for step in steps]
    if all(predicates):
        yield tuple(one for one in predicates if one), _named(value, prefixes) if value and value[0] != "word" else None


#: Steps walked one of them, forwards or backwards, to an object; steps walked one after the other.
_PATTERN, _SEQUENCE = re.compile(r"(\^?s(?:[|]\^?s)*)[st](?:,.*)?"), re.compile(r"s/[^|]*")


def _letter(word: Word) -> str:
    """Return what a word can be in a pattern: a step, another thing, a sign."""
    kind, text, _ = word
    if kind in ("name", "iri") or word[:2] == ("word", "a"):
        return "s"
    return "x" if kind == "word" else text[0] if kind == "sign" else "t"


def _named(word: Word, prefixes: dict[str, str]) -> NamedNode | None:
    """Return the IRI that a word of a query stands for, if it is plain which."""
    kind, text, _ = word
    if (kind, text) == ("word", "a"):
        return NamedNode(expand("rdf:type"))
    if kind == "iri" and ":" in text:
        return NamedNode(text[1:-1])
    prefix, _, local = text.partition(":")
    return NamedNode(prefixes[prefix] + local) if kind == "name" and prefix in prefixes and "%" not in local else None

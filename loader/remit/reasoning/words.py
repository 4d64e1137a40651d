"""A contradiction in words: what cannot be, the statements that say so and where they stand, the axioms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rdflib import RDF, RDFS, Graph, Literal, URIRef
from rdflib.term import Node

from remit.names import expand
from remit.reasoning.clashes import Clash, Triple
from remit.reasoning.sources import Sources

#: Kind of contradiction → what cannot be; the terms of the clash are filled in by number.
_CLASHES = {
    "disjoint": "{0} would be {a1} and {a2}",
    "outside": "{0} is {a1}, where only {or2} can stand",
    "self": "{0} would have “{1}” to itself",
    "both-ways": "“{2}” would hold from {0} to {1} and from {1} to {0}",
    "two-values": "{0} has “{1}” twice, {2} and {3}",
    "datatype": "“{1}” of {0} is {2}, which is no {3}",
    "same-disjoint": "{0} and {1} would be one thing, but one is {a2}, the other {a3}",
    "same-values": "{0} and {1} would be one thing, but “{2}” of one is {3}, of the other {4}",
    "same-different": "{0} and {1} would be one thing, but are said to be two",
    "together": "these statements cannot all be true",
}
#: Kind of axiom → what it says.
_AXIOMS = {
    "subclass": "every {0} is {a1}",
    "subproperty": "“{0}” is a kind of “{1}”",
    "disjoint": "nothing is both {a0} and {a1}",
    "domain": "only {or1} has “{0}”",
    "range": "“{0}” leads only to {or1}",
    "chain": "“{1}”, then “{2}” is “{0}”",
    "asymmetric": "“{0}” never goes both ways",
    "irreflexive": "nothing has “{0}” to itself",
    "no-self": "no {0} has “{1}” to itself",
    "functional": "nothing has more than one “{0}”",
    "inverse-functional": "no two things share one “{0}”",
    "key": "two of the class {0} with the same {and1} are one",
    "datatype": "the value of “{0}” is a {1}",
}
_NAMES = ("rdfs:label", "skos:notation", "dcterms:title", "remit:code", "remit:text")


def explained(clashes: Sequence[Clash], known: Graph, sources: Sources) -> list[str]:
    """Return the lines that explain contradictions: what cannot be, what says so and where, and what to do."""
    return [line for number, clash in enumerate(clashes, 1) for line in _Words(known, sources).lines(number, clash)]


class _Words:
    """The labels of an ontology and of the graph that it is about."""

    def __init__(self, known: Graph, sources: Sources) -> None:
        self.known, self.sources = known, sources

    def lines(self, number: int, clash: Clash) -> list[str]:
        """Return one contradiction in lines."""
        said = [("stated", self._statement(each), self.sources.of(each)) for each in clash.statements]
        meant = [("but", self._filled(_AXIOMS, each.kind, each.terms), self.sources.of_axiom(each))
                 for each in clash.axioms]  # fmt: skip
        head = f"{number}. {self._filled(_CLASHES, clash.kind, clash.terms)}."
        rows = [f"     {word + ':':<8} {words}{f'  [{where}]' if where else ''}" for word, words, where in said + meant]
        return [head, *rows, "     to mend: correct one of the statements; the axioms say what the words mean."]

    def _statement(self, triple: Triple) -> str:
        subject, predicate, value = triple
        if predicate == RDF.type:
            return f"{self.name(subject)} is {_article(self.name(value))}"
        return f"{self.name(subject)} – {self.name(predicate)} – {self.name(value)}"

    def _filled(self, forms: dict[str, str], kind: str, terms: Sequence[Node]) -> str:
        names = [self.name(term) for term in terms]
        fill = {str(i): name for i, name in enumerate(names)} | {f"a{i}": _article(n) for i, n in enumerate(names)}
        fill |= {f"or{i}": _listed(map(_article, names[i:]), "or") for i in range(len(names))}
        fill |= {f"and{i}": _listed((f"“{name}”" for name in names[i:]), "and") for i in range(len(names))}
        return re.sub(r"\{(\w+)\}", lambda found: fill[found[1]], forms[kind])

    def name(self, term: Node) -> str:
        """Return what people call a term: its label, in English where there is one, else the end of its IRI."""
        if isinstance(term, Literal):
            return f"“{term}”"
        for graph in (self.known, self.sources.graph):
            for curie in _NAMES:
                found = sorted(graph.objects(term, URIRef(expand(curie))), key=_english_first)
                if found:
                    return self._own(term, str(found[0]))
        return _end(term)

    def _own(self, term: Node, name: str) -> str:
        """Return the code of a part of a programme with the word for its class: event 2.1.3."""
        if (term, URIRef(expand("remit:belongsToRevision")), None) not in self.sources.graph:
            return name
        code = self.sources.graph.value(term, URIRef(expand("remit:code")), any=True)
        kinds = sorted(map(str, self.sources.graph.objects(term, RDF.type)))
        kind = self.known.value(URIRef(kinds[0]), RDFS.label, any=True) if kinds else None
        return f"{kind or ''} {code}".strip() if code else name


def _english_first(value: Node) -> tuple[bool, str]:
    return (getattr(value, "language", None) not in (None, "en"), str(value))


def _end(term: Node) -> str:
    """Return the end of an IRI as words.

    >>> _end(URIRef(expand("org:subOrganizationOf")))
    'sub organization of'
    >>> _end(URIRef("urn:x/body/tc-1.12"))
    'body/tc-1.12'
    """
    if "#" in str(term):
        return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", str(term).rpartition("#")[2]).lower()
    return "/".join(str(term).split("/")[-2:])


def _article(name: str) -> str:
    """Return a noun with its article.

    >>> _article("event"), _article("body")
    ('an event', 'a body')
    """
    return f"{'an' if name[:1].lower() in 'aeio' else 'a'} {name}"


def _listed(names: Iterable[str], word: str) -> str:
    """Return names as a list in words.

    >>> _listed(["a body", "a post", "an event"], "or")
    'a body, a post or an event'
    """
    *first, last = names
    return f"{', '.join(first)} {word} {last}" if first else last

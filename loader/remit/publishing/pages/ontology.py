"""The documentation of the ontology: a page a module, its terms with what is said of them, where the data uses them.

ontology.html#Event                 the modules, and the terms, each leading to its module
ontology.ttl …                      all modules together, in each format
ontology/programme.html#Event       a module, with an anchor for each term
ontology/programme.ttl …            the module in each format
ontology/1.2.0.html, .ttl …         the version, at its IRI: the same as the ontology without it
ontology/1.2.0/programme.ttl …      the module under the version, which no later build alters
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape as plain
from itertools import groupby
from pathlib import Path
from typing import Any

from markupsafe import Markup
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from remit import bundle
from remit.names import end, expand, prefixes, shorten
from remit.publishing.forms import FORMS, ordered
from remit.publishing.jsonld import jsonld
from remit.publishing.naming import Text
from remit.publishing.pages.cells import Row, Table
from remit.publishing.pages.diagram import diagram
from remit.publishing.pages.frame import Here, Site, anchor, in_languages, render, spoken
from remit.publishing.pages.relations import Relation, classes, relations
from remit.publishing.pages.thing import Fact
from remit.publishing.publication import ALTERNATES, Alternate, File, Publication
from remit.publishing.signposts import iri_of

#: The modules that are vocabularies have pages of their own, and the alignment is told where its terms are.
VOCABULARY = "vocabulary-"
#: What is said of a term, in this order: property → the word of the pages for it.
SAID = {
    "skos:example": "example",
    "skos:scopeNote": "note",
    "rdfs:subClassOf": "narrows",
    "rdfs:subPropertyOf": "narrows",
    "rdfs:domain": "of",
    "rdfs:range": "leads_to",
}
#: How many things of the data are named as examples.
EXAMPLES = 3
#: Terms that a rule has for itself.
OF_RULES = frozenset({"hint", "column", "goodExample", "badExample", "hasMend", "find", "put"})
_TERM = re.compile(r"^remit:(\w+)\s+a\s", re.MULTILINE)
_COVERS = re.compile(r"^# COVERS\s+((?:.*\n#\s{2,})*.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Module:
    """A file of the ontology: its name, its words, its triples, its terms in the order of the file."""

    name: str
    covers: str
    triples: tuple[Triple, ...]
    terms: tuple[str, ...]

    def texts(self, iri: str, curie: str) -> list[Any]:
        """Return the values of a property of a term."""
        return self._said.get((iri, expand(curie)), [])

    @cached_property
    def _said(self) -> dict[tuple[str, str], list[Any]]:
        found: dict[tuple[str, str], list[Any]] = {}
        for triple in self.triples:
            found.setdefault((_value(triple.subject), triple.predicate.value), []).append(triple.object)
        return found

    @property
    def iri(self) -> str:
        """Return what the file says that it is."""
        kind, ontology = expand("rdf:type"), expand("owl:Ontology")
        found = (t.subject for t in self.triples if t.predicate.value == kind and _value(t.object) == ontology)
        return next((_value(term) for term in found), "")


class Ontology:
    """The modules, and where the data and the rules use their terms."""

    def __init__(self, site: Site) -> None:
        self.site = site
        files = sorted(bundle.folder("ontology").glob("*.ttl"))
        self.modules = [_read(path) for path in files if not path.stem.startswith(VOCABULARY)]
        self.home = {term: module.name for module in self.modules for term in module.terms}

    @cached_property
    def version(self) -> str:
        """Return the version of the ontology."""
        found = (said.value for module in self.modules for said in module.texts(module.iri, "owl:versionInfo"))
        return next(found, "")

    @cached_property
    def used(self) -> Counter[str]:
        """Return how often the data uses each class and property."""
        kind = expand("rdf:type")
        triples = self.site.publication.triples
        return Counter(_value(t.object) if t.predicate.value == kind else t.predicate.value for t in triples)

    @cached_property
    def rules(self) -> dict[str, list[str]]:
        """Return, by term, the names of the rules that speak of it."""
        found: dict[str, list[str]] = {}
        for name, words in _rules():
            for term in sorted(words):
                found.setdefault(prefixes()["remit"] + term, []).append(name)
        return found


def files(site: Site) -> Iterator[File]:
    """Yield the pages and the files of the ontology."""
    ontology = Ontology(site)
    whole = _together(bundle.folder("ontology") / f"{module.name}.ttl" for module in ontology.modules)
    for path in ("ontology", f"ontology/{ontology.version}"):
        for here in in_languages(site, path, iri_of(site.publication.base, path)):
            yield _overview(here, ontology)
        for form in FORMS.values():
            yield f"{path}.{form.suffix}", form.write(whole, prefixes()["remit"])
    for module in ontology.modules:
        path = f"ontology/{module.name}"
        for here in in_languages(site, path, iri_of(site.publication.base, path)):
            yield _page(here, ontology, module)
        for form in FORMS.values():
            content = _written(form.suffix, module)
            yield f"{path}.{form.suffix}", content
            yield f"ontology/{ontology.version}/{module.name}.{form.suffix}", content


def alternates(publication: Publication, page: str, iri: str) -> list[Alternate]:
    """Return the data of the ontology, of a module or of a version as other forms of its page."""
    stem = page.removesuffix(".html")
    for language in publication.languages[1:]:
        stem = stem.removesuffix(f".{language}")
    own = stem.split("/")[0] == "ontology"
    return [Alternate(f"{stem}.{form.suffix}", form.media, form.name) for form in FORMS.values() if own]


ALTERNATES.insert(0, alternates)


def _together(paths: Iterable[Path]) -> tuple[Triple, ...]:
    """Return the triples of some files, in order, with names for their blank nodes that are the same in every run."""
    read = Dataset(Quad(*quad.triple) for path in paths for quad in parse(path=path, format=RdfFormat.TURTLE))
    read.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return tuple(ordered(quad.triple for quad in read))


def _read(path: Path) -> Module:
    text, triples = path.read_text(encoding="utf-8"), _together([path])
    covers = _COVERS.search(text)
    terms = dict.fromkeys(prefixes()["remit"] + name for name in _TERM.findall(text))
    return Module(path.stem, re.sub(r"\n#\s+", " ", covers[1]) if covers else "", triples, tuple(terms))


def _written(suffix: str, module: Module) -> bytes:
    """Return a module in a format; Turtle as it was written by hand."""
    if suffix == "ttl":
        return (bundle.folder("ontology") / f"{module.name}.ttl").read_bytes()
    if suffix == "jsonld":
        return jsonld(module.triples, prefixes()["remit"])
    return serialize(module.triples, format=RdfFormat.from_extension(suffix) or RdfFormat.N_TRIPLES) or b""


def _overview(here: Here, ontology: Ontology) -> File:
    terms = list(_index(here, ontology))
    groups = [("", [(_link(here, module), Markup(plain(module.covers))) for module in ontology.modules]), *terms]
    version = ontology.version if here.path != "ontology" else ""

    def fill(most: int) -> dict[str, Any]:
        return {
            "title": f"{here.words['ontology']} {version}".strip(),
            "intro": here.say("ontology_intro", ontology.version),
            "crumbs": [],
            "letters": [(letter, f"#{letter}") for letter, _ in terms],
            "groups": groups,
        }

    return render("list.html", here, fill)


def _index(here: Here, ontology: Ontology) -> Iterator[tuple[str, list[tuple[Markup, Markup]]]]:
    """Yield the terms by their first letter: each an anchor, which its IRI leads to, and a way to its module."""
    every = sorted((end(iri).upper(), iri, module) for module in ontology.modules for iri in module.terms)
    for letter, some in groupby(every, key=lambda term: term[0][0]):
        yield letter, [_entry(here, module, iri) for _, iri, module in some]


def _entry(here: Here, module: Module, iri: str) -> tuple[Markup, Markup]:
    name = end(iri)
    way = anchor(Text(name), f"{here.own(f'ontology/{module.name}')}#{name}", here.language)
    label = spoken(_best(here, module.texts(iri, "rdfs:label")), here.language)
    return Markup('<span id="{}">{}</span>').format(name, way), label


def _link(here: Here, module: Module) -> Markup:
    return anchor(
        _best(here, module.texts(module.iri, "dcterms:title")), here.own(f"ontology/{module.name}"), here.language
    )


def _page(here: Here, ontology: Ontology, module: Module) -> File:
    forms = [(form.name, here.to(f"ontology/{module.name}.{form.suffix}"), form.media) for form in FORMS.values()]
    every = relations(module.triples, module.terms)

    def fill(most: int) -> dict[str, Any]:
        return {
            "title": _best(here, module.texts(module.iri, "dcterms:title")).words,
            "covers": module.covers,
            "crumbs": [here.link_to("ontology", "ontology")],
            "forms": forms,
            "terms": [_term(here, ontology, module, iri) for iri in module.terms],
            "picture": _picture(here, module, every),
            "table": _behind(here, ontology, every),
        }

    return render("ontology.html", here, fill)


def _picture(here: Here, module: Module, every: Sequence[Relation]) -> Markup:
    title, desc = here.words["ontology_picture"], here.words["ontology_picture_desc"]
    return diagram("relations", title, desc, classes(module.triples, module.terms), every)


def _behind(here: Here, ontology: Ontology, every: Sequence[Relation]) -> Table:
    """Return the table behind the picture: each property, what it is of, and where it leads."""

    def shown(iris: Sequence[str]) -> Markup:
        return Markup(", ").join(_shown(here, ontology, NamedNode(iri)) for iri in iris)

    rows = tuple(Row((shown((each.iri,)), shown(each.of), shown(each.to))) for each in every)
    columns = tuple(Markup(here.words[key]) for key in ("ontology_property", "of", "leads_to"))
    return Table("relations", Markup(here.words["ontology_picture"]), columns, rows, len(rows))


def _term(here: Here, ontology: Ontology, module: Module, iri: str) -> dict[str, Any]:
    """Return what a page says of a term."""
    facts = [
        Fact(Markup(here.words[word]), tuple(_shown(here, ontology, value) for value in values))
        for curie, word in SAID.items()
        if (values := [v for v in _spoken(here, module.texts(iri, curie)) if isinstance(v, NamedNode | Literal)])
    ]
    if used := ontology.used.get(iri):
        facts.append(Fact(Markup(here.words["used"]), (Markup(here.say("times", used)),)))
    if things := here.site.things.by_kind.get(end(iri), ())[:EXAMPLES]:
        facts.append(Fact(Markup(here.words["in_the_data"]), tuple(here.link(thing.iri) for thing in things)))
    if rules := ontology.rules.get(iri):
        facts.append(Fact(Markup(here.words["rules"]), (Markup(", ").join(rules[: 4 * EXAMPLES]),)))
    return {
        "name": end(iri),
        "label": spoken(_best(here, module.texts(iri, "rdfs:label")), here.language),
        "kind": here.words["a_class" if _is_class(module, iri) else "a_property"],
        "definition": spoken(_best(here, module.texts(iri, "skos:definition")), here.language),
        "facts": facts,
    }


def _is_class(module: Module, iri: str) -> bool:
    return expand("owl:Class") in {_value(kind) for kind in module.texts(iri, "rdf:type")}


def _shown(here: Here, ontology: Ontology, value: Any) -> Markup:
    if isinstance(value, Literal):
        return spoken(Text(value.value, value.language or ""), here.language)
    home = ontology.home.get(value.value)
    place = f"{here.own(f'ontology/{home}')}#{end(value.value)}" if home else value.value
    return anchor(Text(shorten(value.value)), place, here.language)


def _spoken(here: Here, values: Sequence[Any]) -> list[Any]:
    """Return the values in the language of the page where there are some in it, and what is no text."""
    own = [v for v in values if not isinstance(v, Literal) or v.language == here.language]
    return own or list(values)


def _best(here: Here, values: Sequence[Any]) -> Text:
    """Return the text in the language of the page, else in English, else any."""
    texts = {value.language or "": value.value for value in values if isinstance(value, Literal)}
    code = next((code for code in (here.language, "en", *texts) if code in texts), "")
    return Text(texts.get(code, ""), code)


def _rules() -> Iterator[tuple[str, set[str]]]:
    """Yield each rule and the terms that stand in its text; a rule begins at the beginning of a line."""
    for path in sorted(bundle.folder("shapes").rglob("*.ttl")):
        text = path.read_text(encoding="utf-8")
        for found in re.finditer(r"^rule:([\w-]+) a .*?(?=^rule:|\Z)", text, re.MULTILINE | re.DOTALL):
            yield found[1], set(re.findall(r"(?<!\w)remit:(\w+)", found[0])) - OF_RULES


def _value(term: Any) -> str:
    return term.value if isinstance(term, NamedNode) else ""

"""The catalogue: what is published, as DCAT-AP and VoID tell it, in the same graph as all other things.

    catalog                       the catalogue, which `catalog.html` and `catalog.ttl` show
    catalog/all                   the dataset of everything; how many of each class, what it links to
    catalog/p1                    the series of a programme's revisions
    catalog/p1-2017               the dataset of one revision
    catalog/all/ttl               one of its dumps

Which words of the vocabularies of others are meant (formats, themes, languages) is data: `data/site.yaml`.
There are no blank nodes and no clock times: what is dated is dated by the programme.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode, Triple

from remit.graph.facts import Facts, moment, node, number, text
from remit.names import end, expand, slug
from remit.publishing import dumps
from remit.revisions.known import Known, known_in, succession
from remit.store import graph_names

if TYPE_CHECKING:
    from remit.publishing.publication import Publication

CATALOG, ALL = "catalog", f"catalog/{dumps.ALL}"


def catalogue(publication: Publication) -> Iterator[Triple]:
    """Yield the triples of the catalogue."""
    made = Facts(publication.base, CATALOG)
    known = {slug(each.name): each for each in known_in(publication.store)}
    _add_catalogue(made, publication, known)
    _add_dataset(made, publication, ALL, dumps.ALL)
    _add_statistics(made, publication)
    _add_linksets(made, publication)
    for name, each in known.items():
        _add_revision(made, publication, name, each)
    _add_order(made, list(known.values()))
    _add_graphs(made, publication)
    yield from sorted((quad.triple for quad in made.quads), key=str)


def _add_catalogue(made: Facts, publication: Publication, known: dict[str, Known]) -> None:
    catalog, settings = made.iri(CATALOG), publication.workspace.settings
    made.add(catalog, "rdf:type", node("dcat:Catalog"))
    made.texts(catalog, "dcterms:title", settings["title"])
    made.texts(catalog, "dcterms:description", _described(publication, "catalog"))
    made.paths(catalog, "dcat:dataset", [ALL, *(f"{CATALOG}/{name}" for name in known)])
    _add_foreign(made, catalog, "foaf:homepage", "foaf:Document", publication.base)
    for programme in sorted({end(each.programme) for each in known.values() if each.programme}):
        series = made.iri(f"{CATALOG}/{programme}")
        made.add(series, "rdf:type", node("dcat:DatasetSeries"), node("dcat:Dataset"))
        made.add(catalog, "dcat:dataset", series)
        titles = next((p["title"] for p in publication.workspace.programmes if p["id"] == programme), settings["title"])
        made.texts(series, "dcterms:title", titles)
        made.texts(series, "dcterms:description", _described(publication, "series"))
        _add_terms(made, publication, series)
    _add_terms(made, publication, catalog)


def _add_dataset(made: Facts, publication: Publication, path: str, dump: str) -> None:
    """Describe a dataset and its dumps."""
    dataset = made.iri(path)
    made.add(dataset, "rdf:type", node("dcat:Dataset"), node("void:Dataset"))
    _add_terms(made, publication, dataset)
    for theme in publication.workspace.settings.get("themes", ()):
        _add_foreign(made, dataset, "dcat:theme", "skos:Concept", theme["iri"])
        made.texts(node(theme["iri"]), "skos:prefLabel", theme["label"])
    media_types = publication.settings["catalogue"]["media_types"]
    for suffix, (media, name) in dumps.KINDS.items():
        each, address = (
            made.iri(f"{path}/{slug(suffix).replace('.', '-')}"),
            node(publication.base + dumps.path(dump, suffix)),
        )
        words = publication.settings["catalogue"]["formats"][suffix]
        made.add(dataset, "dcat:distribution", each)
        made.add(dataset, "void:dataDump", address)
        made.add(each, "rdf:type", node("dcat:Distribution"))
        made.add(each, "dcterms:title", text(name, "en"))
        _add_foreign(made, each, "dcat:accessURL", "rdfs:Resource", address.value)
        _add_foreign(made, each, "dcat:downloadURL", "rdfs:Resource", address.value)
        _add_foreign(made, each, "dcterms:format", "dcterms:MediaTypeOrExtent", words["format"])
        _add_foreign(made, each, "dcat:mediaType", "dcterms:MediaType", media_types + media)
        _add_foreign(
            made, each, "dcterms:license", "dcterms:LicenseDocument", publication.workspace.settings["licence"]
        )
        if "packed" in words:
            _add_foreign(made, each, "dcat:compressFormat", "dcterms:MediaType", media_types + words["packed"])


def _add_revision(made: Facts, publication: Publication, name: str, known: Known) -> None:
    path = f"{CATALOG}/{name}"
    _add_dataset(made, publication, path, name)
    dataset = made.iri(path)
    title = f"{known.code or known.name} · {known.start}–{known.end}" if known.start else known.code or known.name
    made.add(dataset, "dcterms:title", text(title, "en"))
    made.texts(dataset, "dcterms:description", _described(publication, "revision"))
    made.add(dataset, "foaf:primaryTopic", node(known.iri))
    made.add(dataset, "dcterms:isPartOf", made.iri(ALL))
    if known.programme:
        made.add(dataset, "dcat:inSeries", made.iri(f"{CATALOG}/{end(known.programme)}"))
    if known.approved_on:
        made.add(dataset, "dcterms:issued", moment(known.approved_on))
    count = sum(1 for _ in publication.store.quads_for_pattern(None, None, None, NamedNode(known.graph)))
    made.add(dataset, "void:triples", number(count))


def _add_order(made: Facts, known: list[Known]) -> None:
    for before, after in succession(known):
        old, new = (made.iri(f"{CATALOG}/{slug(each.name)}") for each in (before, after))
        made.add(new, "dcat:prev", old)


def _add_graphs(made: Facts, publication: Publication) -> None:
    """Name the graphs that no triple speaks of, so that the name of each in the dumps leads somewhere."""
    for name in graph_names(publication.store):
        if name.startswith(made.base) and not _about(publication, node(name)):
            made.add(node(name), "rdf:type", node("prov:Entity"))
            made.add(node(name), "rdfs:label", text(end(name)))


def _add_terms(made: Facts, publication: Publication, thing: NamedNode) -> None:
    """Say under which licence, in which languages and by whom something is published."""
    settings, words = publication.workspace.settings, publication.settings["catalogue"]["languages"]
    publisher = made.iri(f"{CATALOG}/publisher")
    made.add(publisher, "rdf:type", node("foaf:Agent"))
    made.texts(publisher, "foaf:name", settings.get("publisher") or settings["title"])
    made.texts(publisher, "rdfs:label", settings.get("publisher") or settings["title"])
    made.add(thing, "dcterms:publisher", publisher)
    _add_foreign(made, thing, "dcterms:license", "dcterms:LicenseDocument", settings["licence"])
    spoken = [words[code] for code in publication.languages if code in words]
    _add_foreign(made, thing, "dcterms:language", "dcterms:LinguisticSystem", *spoken)


def _add_foreign(made: Facts, thing: NamedNode, verb: str, kind: str, *iris: str) -> None:
    """State a property whose values are things of others, and the class that DCAT-AP wants to be told of them."""
    for iri in iris:
        made.add(thing, verb, node(iri))
        made.add(node(iri), "rdf:type", node(kind))


def _add_statistics(made: Facts, publication: Publication) -> None:
    """Count the triples of everything, its things by class and its statements by property."""
    dataset, kind = made.iri(ALL), expand("rdf:type")
    made.texts(dataset, "dcterms:title", publication.workspace.settings["title"])
    made.texts(dataset, "dcterms:description", _described(publication, "all"))
    triples = publication.triples
    subjects = {triple.subject for triple in triples}
    made.add(dataset, "void:triples", number(len(triples)))
    if publication.endpoint:
        made.add(dataset, "void:sparqlEndpoint", made.iri(publication.endpoint))
    made.add(dataset, "void:entities", number(sum(str(s.value).startswith(made.base) for s in subjects)))  # type: ignore[union-attr]
    made.add(dataset, "void:uriSpace", text(made.base))
    made.add(dataset, "void:vocabulary", *(node(each) for each in publication.settings["catalogue"]["vocabularies"]))
    classes = Counter(t.object.value for t in triples if t.predicate.value == kind and isinstance(t.object, NamedNode))
    made.add(dataset, "void:classes", number(len(classes)))
    made.add(dataset, "void:properties", number(len({triple.predicate.value for triple in triples})))
    for iri, count in classes.items():
        part = made.iri(f"{ALL}/class/{slug(_short(iri))}")
        made.add(part, "rdf:type", node("void:Dataset"))
        made.add(part, "rdfs:label", text(end(iri), "en"))
        made.add(dataset, "void:classPartition", part)
        made.add(part, "void:class", node(iri))
        made.add(part, "void:entities", number(count))


def _short(iri: str) -> str:
    """Return the last two steps of an IRI, which tell the terms of vocabularies apart."""
    return "-".join(iri.replace("#", "/").rstrip("/").split("/")[-2:])


def _add_linksets(made: Facts, publication: Publication) -> None:
    """Count the links to each authority, by the property that links."""
    found: Counter[tuple[str, str]] = Counter()
    for triple in _of(publication, "remit:isKeptBy"):
        said = {t.predicate.value: t.object for t in _about(publication, triple.subject)}
        by, keeper = said.get(expand("remit:linksBy")), triple.object
        if expand("remit:negation") not in said and isinstance(by, NamedNode) and isinstance(keeper, NamedNode):
            found[keeper.value, by.value] += 1
    for (authority, verb), count in sorted(found.items()):
        part = made.iri(f"{ALL}/links/{end(authority)}/{slug(_short(verb))}")
        made.add(part, "rdf:type", node("void:Linkset"))
        made.add(part, "rdfs:label", text(f"{end(authority)}: {end(verb)}"))
        made.add(made.iri(ALL), "void:subset", part)
        made.add(part, "void:subjectsTarget", made.iri(ALL))
        made.add(part, "void:objectsTarget", node(authority))
        made.add(part, "void:linkPredicate", node(verb))
        made.add(part, "void:triples", number(count))


def _of(publication: Publication, curie: str) -> set[Triple]:
    return {quad.triple for quad in publication.store.quads_for_pattern(None, node(curie), None, None)}


def _about(publication: Publication, subject: Any) -> set[Triple]:
    return {quad.triple for quad in publication.store.quads_for_pattern(subject, None, None, None)}


def _described(publication: Publication, what: str) -> dict[str, str]:
    """Return the words for a kind of dataset in the languages of the site, with the notice of the workspace."""
    said = publication.settings["catalogue"]["described"][what]
    notice = publication.workspace.settings.get("notice") or {}
    return {code: f"{said[code]} {notice.get(code, '')}".strip() for code in publication.languages if code in said}

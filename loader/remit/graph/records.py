"""Registries → triples: one function a class would repeat itself, so one table says it for all."""

from __future__ import annotations

from typing import Any

from pyoxigraph import NamedNode

from remit.graph.facts import Facts, member, moment, node, text
from remit.registry import Record, Registry

#: Class of a record → its class in the ontology.
TYPES = {
    "body": "remit:Body",
    "post": "remit:Post",
    "organisation": "remit:Organisation",
    "country": "remit:Country",
    "project": "remit:Project",
    "publication": "remit:Publication",
    "instrument": "remit:Instrument",
    "meeting": "remit:Meeting",
    "concept": "remit:GlossaryEntry",
    "outcome": "remit:Outcome",
}
#: Class of a record → the vocabulary of its kinds.
SCHEMES = {
    "post": "role",
    "concept": "kind-of-glossary-entry",
    **{
        name: f"kind-of-{name}"
        for name in ("body", "organisation", "project", "publication", "instrument", "meeting", "outcome")
    },
}
#: Key of a record → property, for texts by language.
TEXTS = {"label": "rdfs:label", "name": "skos:altLabel", "title": "dcterms:title", "definition": "skos:definition"}
#: Key → property, for plain texts.
STRINGS = {
    "number": "remit:number",
    "abbreviation": "skos:notation",
    "venue": "remit:venue",
    "ambiguous": "remit:caution",
    "note": "rdfs:comment",
}
#: Key → property, for years, months and days.
MOMENTS = {**{name: f"remit:{name}" for name in ("since", "until", "start", "end")}, "date": "dcterms:date"}
#: Key → property, for one or more paths.
PATHS = {
    "narrows": "remit:narrowsPost",
    "successor": "remit:isSucceededBy",
    "replaced_by": "dcterms:isReplacedBy",
    "country": "remit:isLocatedIn",
    "joint_organ_of": "org:linkedTo",
    "partners": "remit:hasPartner",
    "parties": "remit:hasParty",
    "led_by": "remit:ledBy",
    "of": "remit:isMeetingOf",
    "means": "foaf:focus",
    "broader": "skos:broader",
    "related": "skos:related",
    "event": "remit:isOutcomeOf",
}


def add_registry(registry: Registry, facts: Facts) -> None:
    """State every record of the registries, and the glossary as the scheme of its terms."""
    if registry.of("concept"):
        facts.add(facts.iri("concept"), "rdf:type", node("skos:ConceptScheme"))
        facts.add(facts.iri("concept"), "skos:prefLabel", text("glossary", "en"))
    for record in registry.records.values():
        add_record(record, facts)


def add_record(record: Record, facts: Facts) -> None:
    """State one record: what it is, its names, times, links and sources."""
    subject, data = facts.iri(record.path), record.data
    facts.add(subject, "rdf:type", node(TYPES[record.group]))
    if record.kind:
        facts.add(subject, "remit:hasKind", member(SCHEMES[record.group], record.kind))
    for key, name in TEXTS.items():
        facts.texts(subject, name, data.get(key))
    for key, name in STRINGS.items():
        if data.get(key):
            facts.add(subject, name, text(str(data[key]), "en" if key == "note" else None))
    for key, name in MOMENTS.items():
        if data.get(key):
            facts.add(subject, name, moment(data[key]))
    for key, name in PATHS.items():
        facts.paths(subject, name, _several(data.get(key)))
    if record.group == "concept":
        facts.add(subject, "skos:inScheme", facts.iri("concept"))
        facts.texts(subject, "skos:prefLabel", data.get("label"))
    _add_names(subject, record, facts)
    _add_place_of(subject, record, facts)
    _add_sources(subject, data, facts)
    for entry in data.get("membership") or ():
        _add_membership(subject, record, entry, facts)
    for entry in data.get("milestones") or ():
        _add_milestone(subject, record, entry, facts)


def _several(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def _add_names(subject: NamedNode, record: Record, facts: Facts) -> None:
    data = record.data
    if data.get("code"):
        facts.add(subject, "dcterms:identifier" if record.group == "country" else "remit:code", text(data["code"]))
    if "label" not in data:
        said = data.get("title") or data.get("statement")
        facts.texts(subject, "rdfs:label", said or {"en": data.get("code", record.path)})
    for spelling in data.get("spellings") or ():
        facts.add(subject, "skos:altLabel", text(spelling["text"], spelling.get("lang")))
    for change in data.get("names_in_time") or ():
        facts.texts(subject, "skos:altLabel", change["label"])
    if data.get("stands_for_each"):
        facts.add(subject, "remit:standsForEach", member(SCHEMES[record.group], data["stands_for_each"]))


def _add_place_of(subject: NamedNode, record: Record, facts: Facts) -> None:
    """State what a thing is part of; a post stands in a body or an organisation."""
    if parent := record.data.get("parent"):
        name = "org:postIn" if record.group == "post" else "org:subOrganizationOf"
        facts.paths(subject, name, [parent])


def _add_sources(subject: NamedNode, data: dict[str, Any], facts: Facts) -> None:
    for source in _several(data.get("source")):
        facts.add(subject, "dcterms:source", node(source) if source.startswith("http") else text(source))
    if data.get("confidence"):
        facts.add(subject, "remit:hasConfidence", member("confidence", data["confidence"]))
    if data.get("link"):
        facts.add(subject, "remit:hasLinkConfidence", member("confidence", data["link"]))


def _add_membership(country: NamedNode, record: Record, entry: dict[str, Any], facts: Facts) -> None:
    subject = facts.iri(f"{record.path}/membership")
    facts.add(subject, "rdf:type", node("remit:Membership"))
    facts.add(subject, "remit:hasMember", country)
    facts.paths(subject, "remit:isMemberOf", [entry["of"]])
    kinds = [entry["status"], *(["founder"] if entry.get("founder") else [])]
    facts.add(subject, "remit:hasKind", *(member("kind-of-membership", kind) for kind in kinds))
    for key in ("since", "until"):
        if entry.get(key):
            facts.add(subject, MOMENTS[key], moment(entry[key]))
    if entry.get("note"):
        facts.add(subject, "rdfs:comment", text(entry["note"], "en"))
    _add_sources(subject, entry, facts)


def _add_milestone(organisation: NamedNode, record: Record, entry: dict[str, Any], facts: Facts) -> None:
    """State what happened to an organisation at a time; two of one time are two records' or one sentence."""
    subject = facts.iri(f"{record.path}/milestone/{entry['date']}")
    facts.add(subject, "rdf:type", node("remit:Milestone"))
    facts.add(subject, "remit:isMilestoneOf", organisation)
    facts.add(subject, MOMENTS["date"], moment(entry["date"]))
    facts.texts(subject, "rdfs:label", entry["label"])
    facts.paths(subject, "remit:involves", _several(entry.get("involves")))
    _add_sources(subject, entry, facts)

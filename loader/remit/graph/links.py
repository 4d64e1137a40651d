"""Links → triples: what each states, and one node a link that says why, by whom and since when."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from remit.graph.facts import Facts, moment, node, text
from remit.links.authorities import FOLDER, Authority
from remit.links.known import Links
from remit.links.mapping import Mapping
from remit.names import expand, shorten

#: From which certainty on an exact match of an authority whose identifiers stand for the things is an owl:sameAs.
SURE = 0.5


def add_links(links: Links, facts: Facts) -> None:
    """State the links of a workspace, and the authorities that they lead to."""
    used = dict[str, Authority]()
    for path, link in links.every.items():
        authority = links.authorities.keeper(link, facts.base)
        if authority:
            used[authority.id] = authority
        _add_link(facts.iri(path), link, authority, facts)
        if not link.negated:
            _add_statement(link, authority, facts)
    for authority in used.values():
        _add_authority(authority, facts)


def _add_statement(link: Mapping, authority: Authority | None, facts: Facts) -> None:
    """State what a link says; an exact match of a thing that is no concept is the same thing where that is sound."""
    subject = node(link.subject)
    facts.add(subject, shorten(link.predicate), _object(link))
    exact = link.predicate == expand("skos:exactMatch") and (link.confidence or 0) >= SURE
    if exact and authority and authority.same and link.subject.startswith(facts.base):
        facts.add(subject, "owl:sameAs", _object(link))


def _add_link(subject: NamedNode, link: Mapping, authority: Authority | None, facts: Facts) -> None:
    facts.add(subject, "rdf:type", node("remit:Link"))
    facts.add(subject, "remit:linksFrom", node(link.subject))
    facts.add(subject, "remit:linksBy", node(link.predicate))
    facts.add(subject, "remit:foreignCode" if link.literal else "remit:linksTo", _object(link))
    facts.add(subject, "remit:hasJustification", node(link.justification))
    if authority:
        facts.paths(subject, "remit:isKeptBy", [FOLDER + authority.id])
    if link.negated:
        facts.add(subject, "remit:negation", Literal("true", datatype=node("xsd:boolean")))
    if link.confidence is not None:
        facts.add(subject, "remit:certainty", Literal(f"{link.confidence:g}", datatype=node("xsd:decimal")))
    if link.reviewer:
        facts.add(subject, "remit:reviewerRole", text(link.reviewer))
    if link.date:
        facts.add(subject, "dcterms:date", moment(link.date))
    for source in filter(None, link.source.split("|")):
        facts.add(subject, "dcterms:source", node(source) if "://" in source else text(source))
    if link.comment:
        facts.add(subject, "rdfs:comment", text(link.comment, "en"))


def _add_authority(authority: Authority, facts: Facts) -> None:
    subject = facts.iri(FOLDER + authority.id)
    facts.add(subject, "rdf:type", node("remit:Authority"))
    facts.add(subject, "rdfs:label", text(authority.name, "en"))
    facts.add(subject, "remit:admitsPredicate", *map(node, authority.predicates))
    if authority.single:
        facts.add(subject, "remit:uniqueness", Literal("true", datatype=node("xsd:boolean")))


def _object(link: Mapping) -> NamedNode | Literal:
    return text(link.object) if link.literal else node(link.object)

"""The links that come with the package say what was found, justified, with the predicate that their grade allows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from remit import bundle
from remit.links import authorities, sssom
from remit.links.mapping import Mapping
from remit.names import expand, shorten
from remit.registry import load
from remit.workspace import Workspace

HERE = Path(__file__).resolve().parent / "links"
FOLDER = bundle.folder("data") / "links"
FILES = sorted(FOLDER.glob("*.sssom.tsv"))
AUTHORITIES = authorities.load(bundle.root().joinpath(*authorities.FILE))
BASE = Workspace.bundled().base
REGISTRY = load(bundle.folder("data") / "registry")
LINKS = [link for path in FILES for link in sssom.read(path).mappings]
EXTERNAL = [link for link in LINKS if link.authority]
POSITIVE = [link for link in EXTERNAL if not link.negated]


class Found(NamedTuple):
    """One identifier that was found for a thing."""

    thing: str
    scheme: str
    id: str
    iri: str
    match: str
    confidence: str

    @property
    def subject(self) -> str:
        """Return the IRI of the thing in our graph."""
        if self.scheme == "kcdb_sc":
            return f"{expand('vocabulary:')}field/{self.thing}"
        _, _, code = self.thing.rpartition("country_")
        path = f"country/{code.lower()}" if code != self.thing else f"organisation/{self.thing.lower()}"
        return BASE + NAMES.get(self.thing, path)


NAMES: dict[str, str] = yaml.load((HERE / "entities.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
TRUTH = [
    Found(thing, *row)
    for thing, rows in yaml.load(
        (HERE / "external-ids.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    ).items()
    for row in rows
]
#: What an identifier of a grade may be linked by; of low confidence it is seeAlso, whatever its grade.
ALLOWED = {
    "exact": {"skos:exactMatch", "schema:identifier"},
    "close": {"skos:closeMatch"},
    "homepage": {"foaf:homepage"},
    "subjectOf": {"schema:subjectOf"},
    "locatedIn": {"schema:location"},
    "successor": {"rdfs:seeAlso"},
    "related": {"rdfs:seeAlso"},
    "endpoint": {"dcat:endpointURL"},
}


def of(found: Found) -> list[Mapping]:
    """Return the links that hold an identifier."""
    return [link for link in POSITIVE if link.subject == found.subject and link.object == (found.iri or found.id)]


def test_the_truth_is_whole() -> None:
    assert len(TRUTH) == 373 + 8
    assert len({found.thing for found in TRUTH}) == 91 + 8


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_is_in_the_form_in_which_it_is_written(path: Path) -> None:
    assert sssom.text(sssom.read(path)) == path.read_text(encoding="utf-8")


def test_every_identifier_that_was_found_is_linked() -> None:
    assert [found for found in TRUTH if not of(found)] == []


def test_no_predicate_says_more_than_the_grade_of_its_match() -> None:
    wrong = [
        (found, shorten(link.predicate))
        for found in TRUTH
        for link in of(found)
        if shorten(link.predicate) not in (["rdfs:seeAlso"] if found.confidence == "low" else ALLOWED[found.match])
    ]

    assert wrong == []


def test_no_exact_match_is_there_that_was_not_found_to_be_one() -> None:
    exact = {(f.subject, f.iri) for f in TRUTH if f.match == "exact" and f.confidence != "low"}

    said = {(link.subject, link.object) for link in POSITIVE if link.predicate == expand("skos:exactMatch")}

    assert said - exact == set()


def test_every_link_is_justified_and_reviewed_and_dated_and_its_evidence_is_named() -> None:
    for link in LINKS:
        assert link.justification.startswith(expand("semapv:")), link.where
        assert link.reviewer and link.date and link.confidence is not None, link.where
        assert link.source, f"{link.where}: say at which address the evidence stands"


def test_every_subject_is_a_thing_of_ours() -> None:
    concepts = {f"{expand('vocabulary:')}field/{name}" for name in ("AUV", "EM", "L", "M", "PR", "RI", "T", "TF")}
    known = {*(BASE + path for path in REGISTRY.records), *concepts, f"{BASE}programme/p1/2017/event/1.3"}

    assert {link.subject for link in LINKS} - known == set()


def test_every_identifier_is_well_formed_and_of_the_authority_that_is_named() -> None:
    for link in EXTERNAL:
        authority = AUTHORITIES.get(link.authority.removeprefix(BASE + authorities.FOLDER))
        assert authority is not None, link.where
        if authority.iri:
            assert AUTHORITIES.of(link.object) == authority, link.where
        identifier = authority.identifier(link.object) if authority.iri else link.object
        assert identifier is not None and authority.faults(identifier) == "", link.where
        assert shorten(link.predicate) in map(shorten, authority.predicates), link.where


def test_an_authority_with_one_identifier_for_a_thing_has_one_and_for_one_thing() -> None:
    single = [
        link
        for link in POSITIVE
        if shorten(link.predicate) in ("skos:exactMatch", "schema:identifier")
        and getattr(AUTHORITIES.get(link.authority.removeprefix(BASE + authorities.FOLDER)), "single", False)
    ]

    assert [k for k, n in Counter((x.subject, x.authority) for x in single).items() if n > 1] == []
    assert [k for k, n in Counter((x.object, x.authority) for x in single).items() if n > 1] == []


def test_the_fields_are_matched_as_their_vocabulary_matches_them() -> None:
    text = (bundle.folder("ontology") / "vocabulary-field.ttl").read_text(encoding="utf-8")

    assert {link.object for link in LINKS if "/field/" in link.subject} >= {
        f.iri for f in TRUTH if f.scheme == "kcdb_sc"
    }
    assert [f.iri for f in TRUTH if f.scheme == "kcdb_sc" and f"skos:exactMatch <{f.iri}>" not in text] == []


# --- traps -------------------------------------------------------------------------------


def never(thing: str, authority: str) -> set[str]:
    """Return the identifiers of an authority that are said not to be of a thing."""
    return {
        link.object.rpartition("/")[2]
        for link in EXTERNAL
        if link.negated
        and link.subject == f"{BASE}organisation/{thing}"
        and link.authority == BASE + authorities.FOLDER + authority
    }


def matched(thing: str, authority: str) -> set[tuple[str, str]]:
    """Return predicate and identifier of the links of a thing to an authority."""
    return {
        (shorten(link.predicate), link.object.rpartition("/")[2])
        for link in POSITIVE
        if link.subject == f"{BASE}organisation/{thing}" and link.authority == BASE + authorities.FOLDER + authority
    }


@pytest.mark.parametrize(
    ("thing", "others"),
    [
        ("iec", {"0008p2x82", "04b27tr16", "011j9ed60", "01k79ja28"}),
        ("cen", {"020xs5r81", "01q8ytn75"}),
        ("eec", {"01aams644"}),
        ("nim-am", {"05dw0p167"}),
    ],
)
def test_an_acronym_leads_to_no_record_of_another_organisation(thing: str, others: set[str]) -> None:
    assert matched(thing, "ror") == set()
    assert never(thing, "ror") == others


def test_kazinmetr_of_2017_is_not_kazstandard_of_2020() -> None:
    assert matched("kazinmetr", "ror") == {("skos:closeMatch", "04d2nkq36")}
    assert never("kazinmetr", "ror") == {"04d2nkq36"}


def test_the_second_item_of_ptb_is_no_match() -> None:
    assert matched("ptb", "wikidata") == {("skos:exactMatch", "Q470438"), ("rdfs:seeAlso", "Q28738259")}
    assert never("ptb", "wikidata") == set(), "that the second item is of another is said nowhere"


def test_vniims_of_2017_is_not_its_successor() -> None:
    assert matched("vniims", "ror") == {("skos:exactMatch", "03ekph544")}
    assert never("vniims", "ror") == {"05mdm6g98"}


def test_nothing_is_linked_that_was_left_unverified() -> None:
    objects = {link.object for link in POSITIVE}

    assert not objects & {
        "http://www.wikidata.org/entity/Q178598",
        "https://www.gulfmet.org/",
        "https://si-digital-framework.org/bipm#CCQM",
        "https://si-digital-framework.org/bipm#CCRI",
        "https://si-digital-framework.org/bipm#CCU",
    }
    assert not [link for link in POSITIVE if link.subject.endswith("/coomet") and link.predicate.endswith("Match")]


def test_no_thing_is_said_to_be_and_not_to_be_the_same() -> None:
    def ends(some: Iterator[Mapping]) -> set[tuple[str, str, str]]:
        return {(link.subject, link.predicate, link.object) for link in some}

    assert not ends(x for x in LINKS if x.negated) & ends(x for x in LINKS if not x.negated)


# --- what the programme names ------------------------------------------------------------


def test_event_1_3_leads_to_the_resolution_that_redefines_the_units() -> None:
    (link,) = [link for link in LINKS if link.subject == f"{BASE}programme/p1/2017/event/1.3"]

    assert link.object == "https://si-digital-framework.org/bodies/CGPM#CGPM26-Res1"

"""The authorities: what their identifiers look like, and that a mistyped one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from remit import bundle
from remit.errors import WorkspaceError
from remit.links import authorities
from remit.links.authorities import Authorities

FILE = bundle.root().joinpath(*authorities.FILE)


@pytest.fixture(scope="module")
def ours() -> Authorities:
    return authorities.load(FILE)


def test_they_are_sorted_and_the_head_names_the_schema(ours: Authorities) -> None:
    names = [each.id for each in ours.every]

    assert names == sorted(names)
    assert FILE.read_text(encoding="utf-8").startswith(
        "# yaml-language-server: $schema=registry/schema/authorities.schema.json\n"
    )


def test_an_authority_without_iris_keeps_texts_and_is_never_the_same_thing(ours: Authorities) -> None:
    assert [each.id for each in ours.every if each.same and not each.iri] == []
    assert [each.id for each in ours.every if bool(each.iri) < bool(each.prefix)] == []


@pytest.mark.parametrize(
    ("iri", "name", "identifier"),
    [
        ("https://ror.org/055vkyj43", "ror", "055vkyj43"),
        ("http://www.wikidata.org/entity/Q229478", "wikidata", "Q229478"),
        ("https://isni.org/isni/0000000121916593", "isni", "0000000121916593"),
        ("https://doi.org/10.13039/100012329", "crossref-funder", "100012329"),
        ("https://doi.org/10.59161/cgpm2018res1e", "doi", "10.59161/cgpm2018res1e"),
        ("https://sws.geonames.org/2974678/", "geonames", "2974678"),
        ("https://si-digital-framework.org/bodies/CGPM#CGPM26-Res1", "bipm-si", "CGPM#CGPM26-Res1"),
        ("https://si-digital-framework.org/bipm#CCTF", "bipm-ns", "CCTF"),
        ("https://si-digital-framework.org/kcdb-sc/T/Thermometry", "kcdb-sc", "T/Thermometry"),
    ],
)
def test_an_iri_leads_to_its_authority_and_back(iri: str, name: str, identifier: str, ours: Authorities) -> None:
    found = ours.of(iri)

    assert found is not None
    assert (found.id, found.identifier(iri), found.iri_of(identifier)) == (name, identifier, iri)


def test_an_iri_of_nobody_leads_to_no_authority(ours: Authorities) -> None:
    assert ours.of("https://example.org/7") is None
    assert ours.of("https://ror.org/not-an-identifier") is None
    claimed = ours.claiming("https://ror.org/not-an-identifier")
    assert claimed is not None and claimed.id == "ror"


def test_a_mistyped_identifier_is_told(ours: Authorities) -> None:
    ror = ours.get("ror")

    assert ror is not None
    assert ror.faults("055vkyj43") == ""
    assert "check digits are wrong" in ror.faults("055vkyj34")
    assert "is not of the form" in ror.faults("55vkyj43")


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{id: a, name: Lamps, pattern: '[', predicates: [skos:exactMatch]}", "a: the pattern is broken"),
        ("{id: a, name: Lamps, pattern: x, predicates: [nobody:says]}", "a: the prefix 'nobody' of a predicate"),
        ("{id: a, name: Lamps, pattern: x}", "a: 'predicates' is a required property"),
        (
            "{id: a, name: Lamps, pattern: x, predicates: [skos:exactMatch], check: luhn}",
            "a › check: 'luhn' is not one",
        ),
        (
            "{id: a, name: Lamps, pattern: x, predicates: [skos:exactMatch]}\n"
            "- {id: a, name: Lights, pattern: x, predicates: [skos:exactMatch]}",
            "a: its id or its prefix stands twice",
        ),
    ],
)
def test_a_broken_entry_is_named(entry: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "authorities.yaml"
    path.write_text(f"- {entry}\n", encoding="utf-8")

    with pytest.raises(WorkspaceError) as stopped:
        authorities.load(path)

    assert said in str(stopped.value) and "\n" not in str(stopped.value)

"""The ontology is published with a page a module, an anchor for each term, and the same triples in every format."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, parse

from published import files
from remit import bundle
from remit.names import prefixes
from remit.publishing.pages.diagram import diagram
from remit.publishing.pages.relations import Relation

MODULES = sorted(p.stem for p in bundle.folder("ontology").glob("*.ttl") if not p.stem.startswith("vocabulary-"))


@pytest.mark.parametrize("module", MODULES)
def test_every_term_of_a_module_has_an_anchor_and_a_definition(module: str) -> None:
    text = (bundle.folder("ontology") / f"{module}.ttl").read_text(encoding="utf-8")
    page: Any = html.fromstring(files()[f"ontology/{module}.html"])

    for name in re.findall(r"(?m)^remit:(\w+)\s+a\s", text):
        (heading,) = page.xpath(f"//*[@id='{name}']")
        assert heading.text_content().strip()
        assert len(heading.getparent().findall("p")[1].text_content()) > 10, name


def triples(path: str, suffix: str) -> set[str]:
    """Return the triples of a file, with canonical names for its blank nodes."""
    form = RdfFormat.from_extension(suffix)
    read = Dataset(Quad(*quad.triple) for quad in parse(files()[path], format=form))
    read.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return set(map(str, read))


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_the_same_in_every_format_and_under_its_version(module: str) -> None:
    found = [triples(f"ontology/{module}.{suffix}", suffix) for suffix in ("ttl", "nt", "rdf", "jsonld")]

    assert found[0] and all(each == found[0] for each in found[1:])
    (version,) = {path.split("/")[1] for path in files() if re.match(r"ontology/\d[\d.]*/", path)}
    assert files()[f"ontology/{version}/{module}.ttl"] == files()[f"ontology/{module}.ttl"]


def test_the_ontology_and_its_version_have_a_page_and_the_data_of_all_modules_where_their_iris_lead() -> None:
    begins = prefixes()["remit"].rstrip("#")
    (version,) = re.findall(r"versionIRI> <([^>]+)>", files()["ontology.nt"].decode())
    for stem in ("ontology", version.replace(begins, "ontology")):
        found = [triples(f"{stem}.{suffix}", suffix) for suffix in ("ttl", "nt", "rdf", "jsonld")]
        assert all(each == found[0] for each in found[1:])
        assert len(found[0]) == sum(len(triples(f"ontology/{module}.ttl", "ttl")) for module in MODULES)
        page: Any = html.fromstring(files()[f"{stem}.html"])
        assert page.xpath("//link[@rel='canonical']/@href") == [stem.replace("ontology", begins)]
        for term in {s.split("#")[1].split(">")[0] for s in found[0] if s.startswith(f"<{begins}#")}:
            (way,) = page.xpath(f"//*[@id='{term}']/a/@href")
            assert way.endswith(f".html#{term}")


def test_a_scheme_is_published_with_its_concepts() -> None:
    chair = triples("vocabulary/role/chair.ttl", "ttl")

    assert chair and chair < triples("vocabulary/role.jsonld", "jsonld")


def test_terms_lead_to_each_other_and_to_the_data() -> None:
    page = files()["ontology/responsibility.html"].decode()

    assert 'href="../ontology/programme.html#Event"' in page or 'href="programme.html#Event"' in page
    assert prefixes()["remit"] not in re.sub(r"<[^>]*>", "", page)


def arrows(module: str) -> set[tuple[str, str, str]]:
    """Return what the table behind a picture says: class, property, class."""
    page: Any = html.fromstring(files()[f"ontology/{module}.html"])
    rows = [[cell.text_content() for cell in row] for row in page.xpath("//details//tbody/tr")]
    return {(of, name, to) for name, ofs, tos in rows for of in ofs.split(", ") for to in tos.split(", ")}


def test_a_module_has_a_picture_of_its_terms_and_the_table_behind_it() -> None:
    assert ("remit:Event", "remit:belongsToGroup", "remit:Group") in arrows("programme")
    unions = {("remit:Section", "remit:belongsToRevision", "remit:Revision")}
    assert unions < {each for each in arrows("programme") if each[1] == "remit:belongsToRevision"}

    page: Any = html.fromstring(files()["ontology/programme.html"])
    (picture,) = page.xpath("//svg")
    assert picture.get("role") == "img" and len(picture.findtext("desc")) > 50
    assert {"Programme", "Revision", "Event", "Line"} <= {text.text for text in picture.iter("text")}
    bare: Any = html.fromstring(files()["ontology/rule.html"])
    assert not bare.xpath("//svg | //main//details")


def boxes(picture: Any) -> list[tuple[float, float, float, float]]:
    names = ("x", "y", "width", "height")
    return [tuple(float(each.get(name)) for name in names) for each in picture.iter("rect")]  # type: ignore[misc]


@pytest.mark.parametrize("module", MODULES)
def test_no_box_of_a_picture_covers_another_and_all_stand_within(module: str) -> None:
    page: Any = html.fromstring(files()[f"ontology/{module}.html"])
    for picture in page.xpath("//svg"):
        every = boxes(picture)
        wide, high = float(picture.get("width")), float(picture.get("height"))
        for n, (x, y, w, h) in enumerate(every):
            assert 0 <= x and x + w <= wide and 0 <= y and y + h <= high
            assert [b for b in every[:n] if x < b[0] + b[2] and b[0] < x + w and y < b[1] + b[3] and b[1] < y + h] == []


CLASSES = [f"{prefixes()['remit']}{letter}" for letter in "ABCDEFG"]


@given(
    st.lists(st.tuples(st.lists(st.sampled_from(CLASSES), max_size=3), st.lists(st.sampled_from(CLASSES), max_size=3)))
)
def test_any_relations_are_drawn_in_boxes_that_do_not_touch_with_all_their_words(pairs: list[Any]) -> None:
    every = [Relation(f"{prefixes()['remit']}p{n}", tuple(of), tuple(to), True) for n, (of, to) in enumerate(pairs)]

    drawn = str(diagram("d", "<t>", "d", CLASSES[:3], every))

    words = {relation.name for relation in every if relation.of}
    assert bool(drawn) == bool(words)
    if drawn:
        picture: Any = html.fromstring(drawn)
        said = [text.text.split(" ")[0].rstrip(":") for text in picture.iter("text")]
        assert words <= set(said)
        every_box = boxes(picture)
        assert len({(x, y) for x, y, _, _ in every_box}) == len(every_box)

"""The ontology is published with a page a module, an anchor for each term, and the same triples in every format."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import html
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, parse

from published import files
from remit import bundle
from remit.names import prefixes

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
    (version,) = {path.split("/")[1] for path in files() if re.match(r"ontology/\d", path)}
    assert files()[f"ontology/{version}/{module}.ttl"] == files()[f"ontology/{module}.ttl"]


def test_terms_lead_to_each_other_and_to_the_data() -> None:
    page = files()["ontology/responsibility.html"].decode()

    assert 'href="../ontology/programme.html#Event"' in page or 'href="programme.html#Event"' in page
    assert prefixes()["remit"] not in re.sub(r"<[^>]*>", "", page)

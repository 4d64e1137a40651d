"""A fictional workspace with links and services of its own, for the tests of `remit link check`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner, Result

from remit.cli import remit
from remit.linking.checking import LinksChecked
from remit.services.service import catalogue
from remit.workspace import Workspace
from serving import Answering, Server

HEAD = """\
# curie_map:
#   ours: https://example.org/data/
#   ror: https://ror.org/
#   isni: https://isni.org/isni/
#   wikidata: http://www.wikidata.org/entity/
subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tmapping_justification\tconfidence\tobject_source"""
CHOIR, LAMPS = "055vkyj43", "03xpzkb14"
#: How the catalogue has ROR's records: the knowledge that the tests run on is that which is shipped.
ROR: Mapping[str, Any] = catalogue(Workspace.bundled())["ror"]["record"]


def row(subject: str, object: str, predicate: str = "skos:exactMatch", modifier: str = "", source: str = "") -> str:
    cells = (f"ours:organisation/{subject}", predicate, modifier, object, "semapv:ManualMappingCuration", "0.9", source)
    return "\t".join(cells)


def home(subject: str, url: str) -> str:
    """Return a row that leads to a page."""
    return row(subject, url, "foaf:homepage", source="ours:authority/homepage")


def workspace(folder: Path, rows: Iterable[str], asked: Iterable[Mapping[str, Any]] = (), **headers: Any) -> Workspace:
    """Return a fictional workspace with two organisations, of which one has ended, and services of its own."""
    (folder / "data" / "registry").mkdir(parents=True, exist_ok=True)
    (folder / "data" / "links").mkdir(exist_ok=True)
    entries = [
        {"name": "A fictional service", "seconds": 2, "bytes": 100_000, "rules": "made up", **each} for each in asked
    ]
    said = {
        "name": "choir", "title": {"en": "A fictional choir"}, "base": "https://example.org/data/",
        "organisation": "organisation/choir", "language": ["en"], "label_languages": ["en"], "programmes": [],
        "licence": "https://creativecommons.org/licenses/by/4.0/", "notice": {"en": "Fictional."}, "sources": [],
        "services": {"contact": "https://example.org/desk", "allowed": [each["id"] for each in entries], **headers},
    }  # fmt: skip
    ours = [
        {"id": name, "kind": "organ", "label": {"en": f"The fictional {name}"}, "source": ["https://example.org/a"],
         "confidence": "stated", **more}
        for name, more in (("choir", {}), ("lamps", {"until": "2025-02-26"}))
    ]  # fmt: skip
    (folder / "data" / "workspace.yaml").write_text(yaml.safe_dump(said), encoding="utf-8")
    (folder / "data" / "services.yaml").write_text(yaml.safe_dump(entries), encoding="utf-8")
    (folder / "data" / "registry" / "organisations.yaml").write_text(yaml.safe_dump(ours), encoding="utf-8")
    (folder / "data" / "links" / "all.sssom.tsv").write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    return Workspace.at(folder)


def run(place: Workspace, *words: str) -> Result:
    return CliRunner().invoke(remit, ["--workspace", str(place.root), "link", "check", *words])


def ror(server: Server, **more: Any) -> dict[str, Any]:
    """Return an entry of the catalogue for a server that speaks as ROR does."""
    return {"id": "ror", "protocol": "ror", "endpoint": server.url, "authority": "ror", "record": dict(ROR), **more}


def told(checked: LinksChecked) -> list[tuple[str, str]]:
    return [(finding.rule, finding.severity.name) for finding in checked.findings]


def organisation(identifier: str = CHOIR, **more: Any) -> bytes:
    """Return a record in the form of ROR's API 2; its content is made up."""
    said = {"id": f"https://ror.org/{identifier}", "status": "active", "established": 1901, "names": [], **more}
    return json.dumps(said).encode()


def sending(body: bytes, status: int = 200, **more: Any) -> Answering:
    return lambda handler, _: handler.reply(body, status, **more)

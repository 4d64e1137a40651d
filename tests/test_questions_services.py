"""A question of the catalogue that asks a live service: joined where it answers, the local part where it is dead."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from oxigraph_server import oxigraph
from remit import verbs
from remit.cli import remit
from remit.workspace import Workspace
from revisions import workspace

NAME = "organisations-at-wikidata"
LOCAL = Path(__file__).parent / "questions" / f"{NAME}.csv"
#: Made up, in the form of Wikidata: ISO began twice and was replaced (fictional), the CIS bears no English name.
WIKIDATA = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> .
wd:Q15028 rdfs:label "ISO (fictional)"@en , "ИСО"@ru ; wdt:P571 "1947-02-23T00:00:00Z" , "1926-01-01T00:00:00Z" ;
    wdt:P576 "2040-01-01T00:00:00Z" ; wdt:P1366 wd:Q900 .
wd:Q900 rdfs:label "World Office of Lamps (fictional)"@en .
wd:Q7779 rdfs:label "СНГ"@ru ; wdt:P571 "1991-12-08T00:00:00Z" .
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return a workspace of COOMET's programme with its graph and a contact."""
    folder = tmp_path_factory.mktemp("asked")
    made = workspace(folder)
    settings = folder / "data" / "workspace.yaml"
    said = yaml.safe_load(settings.read_text(encoding="utf-8"))
    said["services"] = {"contact": "https://example.org/contact", "allowed": ["wikidata"]}
    said["sources"] = said["sources"][:1]
    settings.write_text(yaml.safe_dump(said), encoding="utf-8")
    made = Workspace.at(folder)
    verbs.build([verbs.read(path, made) for path in made.sources], made).write(made.out)
    return made


def asked(place: Workspace, url: str, *more: str) -> Result:
    entry = {"id": "wikidata", "name": "Made-up Wikidata", "protocol": "sparql", "endpoint": url, "rules": "made up"}
    limits = {"at_once": 1, "pace": [100, 1], "bytes": 100_000, "seconds": 5, "attempts": 1}
    (place.root / "data" / "services.yaml").write_text(yaml.safe_dump([{**entry, **limits}]), encoding="utf-8")
    return CliRunner().invoke(remit, ["--workspace", str(place.root), "ask", NAME, "--format", "json", *more])


def local() -> list[dict[str, str]]:
    with LOCAL.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_what_the_service_says_is_joined_with_the_programme(place: Workspace, tmp_path: Path) -> None:
    with oxigraph(tmp_path, WIKIDATA) as url:
        result = asked(place, url)

    assert result.exit_code == 0, result.output
    said = json.loads(result.stdout)
    assert said["partial"] == []
    iso = {"name": "ISO (fictional)", "ended": "2040-01-01", "next": "World Office of Lamps (fictional)"}
    expected: list[dict[str, str]] = []
    for row in local():
        begun = ("1926-01-01", "1947-02-23") if row["organisation"] == "ISO" else ()
        expected += [{**row, **iso, "begun": each} for each in begun] or [row]
    assert said["rows"] == expected


def test_of_a_dead_service_every_local_row_is_given_and_marked(place: Workspace) -> None:
    result = asked(place, "http://127.0.0.1:9/")

    assert result.exit_code == 1
    said = json.loads(result.stdout)
    assert said["rows"] == local()
    assert len(said["partial"]) == 1 and "Made-up Wikidata (http://127.0.0.1:9/)" in said["partial"][0]
    assert result.stderr.startswith("remit: this is a part of the answer: Made-up Wikidata")


def test_it_is_asked_of_a_revision_and_explains_its_rows(place: Workspace) -> None:
    result = asked(place, "http://127.0.0.1:9/", "--revision", "p1-2017", "--why")

    assert result.exit_code == 1, result.output
    said = json.loads(result.stdout)
    assert len(said["rows"]) == len(local()) and all(said["receipts"])

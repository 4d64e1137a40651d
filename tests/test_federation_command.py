"""`remit ask FILE.rq` with SERVICE: only what is allowed, where the workspace says; a part is marked as one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from oxigraph_server import oxigraph
from remit.cli import remit
from remit.verbs import ask
from test_link_suggest import workspace

QUESTION = """
#+ question: What do the made-up towns say of our country?
#+ summary: Our countries elsewhere
#+ services:
#+   towns: https://towns.example/sparql
#+ parameters:
#+   words: {is: string, means: some words, example: la la}
#+ columns:
#+   words: {is: string, means: the words}
#+   name: {is: string, means: the name elsewhere}
#+ none: nothing is known
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?words ?name WHERE {
  VALUES ?words { "la la" }
  VALUES ?thing { <urn:town:1> }
  SERVICE <https://towns.example/sparql> { ?thing rdfs:label ?label }
  FILTER(LANG(?label) = "en") BIND(STR(?label) AS ?name)
}
ORDER BY ?name
"""
TOWNS = '<urn:town:1> <http://www.w3.org/2000/01/rdf-schema#label> "Lanternham (fictional)"@en .'


def asked(folder: Path, url: str, *more: str, name: str = "towns") -> Result:
    place = workspace(folder / "w", {"id": name, "protocol": "sparql", "endpoint": url, "attempts": 1})
    (folder / "towns.rq").write_text(QUESTION.strip(), encoding="utf-8")
    if not (place.root / "build").exists():
        CliRunner().invoke(remit, ["--workspace", str(place.root), "build"])
    return CliRunner().invoke(remit, ["--workspace", str(place.root), "ask", str(folder / "towns.rq"), *more])


@pytest.mark.parametrize("words", ["la", 'x" } SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } #'])
def test_a_file_is_asked_at_the_address_of_the_workspace(tmp_path: Path, words: str) -> None:
    with oxigraph(tmp_path, TOWNS) as url:
        result = asked(tmp_path, url, "--words", words, "--format", "json")

    assert result.exit_code == 0, result.output
    said = json.loads(result.stdout)
    assert said["rows"] == [{"words": words, "name": "Lanternham (fictional)"}]
    assert said["partial"] == []


def test_of_a_dead_service_the_local_part_is_given_and_marked(tmp_path: Path) -> None:
    result = asked(tmp_path, "http://127.0.0.1:9/", "--words", "la", "--format", "json")

    assert result.exit_code == 1
    assert json.loads(result.stdout)["rows"] == [{"words": "la", "name": None}]
    assert "towns (http://127.0.0.1:9/) cannot be reached" in json.loads(result.stdout)["partial"][0]
    assert result.stderr.startswith("remit: this is a part of the answer: towns (")


def test_a_service_that_is_not_allowed_is_not_asked(tmp_path: Path) -> None:
    result = asked(tmp_path, "http://127.0.0.1:9/", "--words", "la", name="villages")

    assert "the service towns is not allowed" in str(result.exception)


def test_python_asks_a_file_too(tmp_path: Path) -> None:
    asked(tmp_path, "http://127.0.0.1:9/", "--words", "la")
    from pyoxigraph import Store

    from remit.workspace import Workspace

    answer = ask(Store(), str(tmp_path / "towns.rq"), Workspace.at(tmp_path / "w"), words="la")

    assert answer.rows == (("la", None),) and len(answer.partial) == 1

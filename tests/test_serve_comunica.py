"""Comunica, as it is, asks the server: the endpoint and the data of things, now and as of a date."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from endpoint import Live

PLACE = Path(__file__).resolve().parent.parent / "build" / "comunica"
THEN = "Tue, 01 Mar 2022 00:00:00 GMT"
TITLES = "SELECT ?t { ?e a <https://w3id.org/remit/ontology#Event> ; <http://purl.org/dc/terms/title> ?t }"


def comunica(source: str, query: str, date: str = "") -> list[dict[str, str]]:
    if not (PLACE / "node_modules").is_dir() or not shutil.which("node"):
        if os.environ.get("CI"):
            pytest.fail("Comunica is not there; run: make build/comunica")
        pytest.skip("Comunica is not there; run: make build/comunica")
    command = ["node", "ask.mjs", source, query, *([date] if date else [])]
    told = subprocess.run(command, cwd=PLACE, capture_output=True, text=True, timeout=120)
    assert told.returncode == 0, told.stderr
    return [json.loads(line) for line in told.stdout.splitlines()]


def test_with_a_date_it_gets_the_old_revision_and_without_the_new(server: Live) -> None:
    now = {row["t"] for row in comunica(server.url + "sparql", TITLES)}
    then = {row["t"] for row in comunica(server.url + "sparql", TITLES, THEN)}

    assert "Introduction of the revised transfer form" in now - then
    assert "Audit of the accounts" in then - now


def test_it_reads_the_data_of_a_thing_as_of_a_date(server: Live) -> None:
    query = "SELECT ?p ?o { <https://gardens.example/data/body/wg-8> ?p ?o }"

    now, then = comunica(server.url + "body/wg-8", query), comunica(server.url + "body/wg-8", query, THEN)

    assert now and then and len(now) != len(then)

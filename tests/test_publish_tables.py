"""The answers as CSV on the Web: read by a library that is not ours, and the same as what the command prints."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from csvw import CSVW

from published import bundled, fictional
from remit.publishing import tables
from remit.publishing.publication import Publication
from remit.questions import ask
from remit.questions.formats import as_csv


def rows(publication: Publication, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(dict(tables.files(publication))[f"questions/{name}.csv"].decode())))


@pytest.mark.parametrize("name", ["members", "load-by-body", "continuous-events", "structure"])
def test_a_table_holds_what_the_command_prints(name: str) -> None:
    question = bundled().catalogue[name]
    printed = list(csv.DictReader(io.StringIO(as_csv(ask(bundled().store, question, why=False)))))

    made = [{key: row[key] for key in printed[0]} for row in rows(bundled(), name)]

    assert made == printed


def test_a_question_about_a_thing_is_answered_for_all_in_one_table() -> None:
    own = [row for row in rows(bundled(), "remit-of-body") if row["body"] == "TC 1.12"]
    answer = ask(bundled().store, bundled().catalogue["remit-of-body"], {"body": "tc-1.12"}, why=False)

    assert len(own) == len(answer.rows) > 0
    assert {row["body_iri"] for row in own} == {bundled().base + "body/tc-1.12"}


def test_a_question_about_a_year_is_answered_for_each() -> None:
    assert {row["year"] for row in rows(bundled(), "events-in-year")} == {"2016", "2017", "2018", "2019"}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("publication", [bundled, fictional], ids=["p1", "en"], indirect=True)
def test_another_library_reads_every_table_by_its_metadata(publication: Publication, tmp_path: Path) -> None:
    made = dict(tables.files(publication))
    for path, content in made.items():
        (tmp_path / Path(path).name).write_bytes(content)

    for table in sorted(tmp_path.glob("*.csv")):
        read = CSVW(str(table), validate=True)
        assert read.is_valid, (table.name, read.warnings)
        said: list[dict[str, Any]] = json.loads(Path(f"{table}-metadata.json").read_text())["tableSchema"]["columns"]
        with table.open(newline="") as file:
            assert next(csv.reader(file)) == [column["name"] for column in said]
        for column in said:
            assert column["dc:description"], (table.name, column["name"])


def test_the_page_of_a_question_offers_its_table() -> None:
    offered = [each.path for each in bundled().alternates("questions/members.html") if ".csv" in each.path]

    assert offered == ["questions/members.csv", "questions/members.csv-metadata.json"]
    assert not any(".csv" in each.path for each in bundled().alternates("questions/events-about.html"))

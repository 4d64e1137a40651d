"""An answer as a table, CSV, TSV, JSON and Markdown; the list of questions."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Store

from remit.questions import Question, ask, questions
from remit.questions.formats import as_csv, as_json, as_markdown, as_table, as_tsv, list_as_json, list_as_table
from remit.store import load

CHOIR = Path(__file__).parent / "choir"
SAID = {"words": "la la", "year": "2031", "much": "3", "voice": "high"}


@pytest.fixture(scope="module")
def choir() -> Store:
    return load([CHOIR / "graph.ttl"])


@pytest.fixture(scope="module")
def catalogue() -> dict[str, Question]:
    return questions([CHOIR])


def test_the_formats_say_the_same(choir: Store, catalogue: dict[str, Question]) -> None:
    answer = ask(choir, catalogue["held"], {"body": "tc-1.2"})

    columns, *rows = csv.reader(io.StringIO(as_csv(answer)))
    assert (columns, rows) == (list(answer.columns), [["1.1", "Sing | loudly", "1", "TC 1.2"]])
    assert as_tsv(answer) == "event\ttitle\tplace\tholder\n1.1\tSing | loudly\t1\tTC 1.2\n"
    assert as_markdown(answer).splitlines()[2] == "| 1.1 | Sing \\| loudly | 1 | TC 1.2 |"
    assert json.loads(as_json(answer))["rows"] == [
        {"event": "1.1", "title": "Sing | loudly", "place": 1, "holder": "TC 1.2"}
    ]


def test_json_carries_receipts_when_asked_why(choir: Store, catalogue: dict[str, Question]) -> None:
    answer = ask(choir, catalogue["held"], {"body": "tc-1.2"})

    whole = json.loads(as_json(answer, why=True))

    assert "receipts" not in json.loads(as_json(answer))
    assert whole["receipts"] == [
        [
            {
                "source": "choir.txt",
                "page": 2,
                "row": 7,
                "column": "executors",
                "characters": [0, 6],
                "text": "TC 1.2",
                "columnName": "Executors",
                "sha256": "00",
            }
        ]
    ]


def test_the_table_is_aligned_and_says_why(choir: Store, catalogue: dict[str, Question]) -> None:
    answer = ask(choir, catalogue["held"], {"body": "tc-1.2"})

    assert as_table(answer, 60, why=True).splitlines() == [
        "event  title          place  holder",
        "─────  ─────────────  ─────  ──────",
        "1.1    Sing | loudly  1      TC 1.2",
        "    because choir.txt: page 2, row 7, Executors: “TC 1.2”",
    ]


def test_no_rows_are_explained(choir: Store, catalogue: dict[str, Question]) -> None:
    answer = ask(choir, catalogue["held"], {"body": "tc-1.12"})

    assert as_table(answer) == as_markdown(answer) == "No rows: this body holds no event.\n"
    assert as_csv(answer) == "event,title,place,holder\n"
    assert json.loads(as_json(answer))["rows"] == []


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_the_table_keeps_to_its_width(choir: Store, catalogue: dict[str, Question], width: int) -> None:
    for text in (list_as_table(catalogue.values(), width), as_table(ask(choir, catalogue["echo"], SAID), width)):
        assert max(map(len, text.splitlines())) <= width


def test_a_text_neither_steers_the_terminal_nor_fills_it_without_end(
    choir: Store, catalogue: dict[str, Question]
) -> None:
    answer = ask(choir, catalogue["held"], {"body": "tc-1.2"})
    said = replace(answer, rows=(("\x1b[2J\x9b1m\u202e", "la " * 100_000, 1, "a\nb"),))

    table = as_table(said, 60)

    assert "�[2J�1m�" in table and not {"\x1b", "\x9b", "\u202e"} & set(table)
    assert "…" in table and len(table) < 30_000
    assert json.loads(as_json(said))["rows"][0]["event"] == "\x1b[2J\x9b1m\u202e", "data is given as it is"


def test_the_list_of_questions_is_plain_data(catalogue: dict[str, Question]) -> None:
    listed = json.loads(list_as_json(catalogue.values()))["questions"]

    assert [each["name"] for each in listed] == ["echo", "held"]
    assert listed[1]["parameters"] == [
        {"name": "body", "is": "iri", "means": "the body", "example": "tc-1.2", "of": ["Body", "Organisation"]}
    ]

"""Each question of the catalogue: what its header promises, and the answer that was found without it.

The expected answers in `tests/questions/` were worked out from the reference reading, the source text and the
registries, not from the graph. A column left out of an expected file (prose of a vocabulary) is not compared.
A question with `services` is asked here without them; what it does with them is told in `test_questions_services.py`.
In `ambiguous-readings.csv` a lost separator counts once, at the words behind it.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import DefaultGraph, NamedNode, QuerySolution, RdfFormat, Store
from rdflib import Graph, Variable
from rdflib.term import Node

from remit import bundle
from remit.questions import Question, ask, questions, resolve_name
from remit.questions.answer import _terms, run
from remit.questions.header import alone, span
from remit.store import load

HERE = Path(__file__).parent / "questions"
CATALOGUE = {name: alone(each) for name, each in questions([bundle.folder("queries")]).items()}


@pytest.fixture(scope="module")
def graph() -> Store:
    return load(sorted(bundle.folder("data").glob("graph/*.ttl")))


@pytest.fixture(scope="module")
def triples(graph: Store) -> Graph:
    text = graph.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
    assert text is not None
    return Graph().parse(data=text, format="nt")


@pytest.fixture(params=sorted(CATALOGUE))
def question(request: pytest.FixtureRequest) -> Question:
    return CATALOGUE[request.param]


def examples(question: Question) -> dict[str, str]:
    return {parameter.name: parameter.example for parameter in question.parameters}


def expected(question: Question) -> tuple[list[str], list[list[str]]]:
    with (HERE / f"{question.name}.csv").open(encoding="utf-8", newline="") as file:
        columns, *rows = csv.reader(file)
    return columns, rows


def test_every_question_has_an_expected_answer_and_every_answer_a_question() -> None:
    assert sorted(path.stem for path in HERE.glob("*.csv")) == sorted(CATALOGUE)


def test_the_answer_is_the_one_found_without_the_graph(graph: Store, question: Question) -> None:
    columns, rows = expected(question)
    answer = ask(graph, question, examples(question))
    picked = [answer.columns.index(column) for column in columns]

    found = [["" if row[i] is None else str(row[i]) for i in picked] for row in answer.rows]

    assert found == rows


def test_the_file_runs_as_it_stands_and_asks_the_same(graph: Store, question: Question) -> None:
    raw = run(graph, question.text)

    answer = ask(graph, question, examples(question))

    assert len(raw) == len(answer.rows)
    assert [_iris(row, answer.question) for row in raw] == list(answer.iris)


def test_every_row_rests_on_cells_of_the_source(graph: Store, question: Question) -> None:
    answer = ask(graph, question, examples(question))

    without = [row for row, receipts in zip(answer.rows, answer.receipts, strict=True) if not receipts]

    assert not question.receipts or not without, f"{question.name}: rows without a receipt"


def test_the_header_explains_itself(question: Question) -> None:
    assert question.question.endswith("?")
    assert not question.none.endswith(".") and not question.summary.endswith(".")
    meanings = [entry.means for entry in question.parameters] + [entry.means for entry in question.columns]
    assert all(len(means) > 3 for means in meanings)
    for parameter in question.parameters:
        assert parameter.example, f"{parameter.name} has no example"
        assert parameter.kind != "iri" or parameter.of, f"{parameter.name} does not say of which class it is"
        assert parameter.kind != "choice" or parameter.example in parameter.choices


def test_the_example_of_the_header_is_the_one_in_the_query(graph: Store, question: Question) -> None:
    for name, term in _terms(graph, question, examples(question), resolve_name).items():
        start, stop = span(question, name)
        written = question.text[start:stop].strip().replace("xsd:gYear", "<http://www.w3.org/2001/XMLSchema#gYear>")
        assert written == str(term)


def test_the_choices_of_a_role_are_the_vocabulary(graph: Store) -> None:
    chosen = CATALOGUE["duties-in-role"].parameters[0].choices
    scheme = (bundle.folder("ontology") / "vocabulary-role.ttl").read_text(encoding="utf-8")

    assert set(chosen) == set(re.findall(r"^<role/([\w-]+)> a skos:Concept", scheme, re.MULTILINE))


@pytest.mark.long
def test_rdflib_gives_the_same_rows_in_the_same_order(graph: Store, triples: Graph, question: Question) -> None:
    names = [column.name for column in question.columns]

    found = [[_plain(row[name]) for name in names] for row in run(graph, question.text)]
    others = [[_plain(row.get(Variable(name))) for name in names] for row in triples.query(question.text).bindings]

    assert found == others


def _plain(term: Any) -> str | None:
    """Return what stands in a term of either engine."""
    return None if term is None else str(term) if isinstance(term, Node) else str(term.value)


def _iris(row: QuerySolution, question: Question) -> dict[str, str]:
    terms = {column.name: row[column.name] for column in question.columns if column.kind == "iri"}
    return {name: term.value for name, term in terms.items() if isinstance(term, NamedNode)}


def test_a_joint_organ_is_reached_through_those_whose_organ_it_is(graph: Store) -> None:
    rows = ask(graph, CATALOGUE["events-reaching"], {"organisation": "bipm"}).rows

    ways = [row[1] for row in rows]
    assert {row[0] for row in rows if row[2] == "JCRB"} == {"2.1.2", "3.5"}
    assert ways == sorted(ways, key=lambda way: ["named", "executor", "counterpart"].index(str(way)))


def test_a_counterpart_that_belongs_to_nothing_stands_for_itself_and_says_why(graph: Store) -> None:
    rows = ask(graph, CATALOGUE["counterparts-of"], {"body": "tc-2"}).rows

    assert {(row[0], row[1]) for row in rows} >= {("OIML", "OIML"), ("WELMEC", "WELMEC")}
    assert all(row[4] for row in rows)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("jcrb", [("", "is a joint organ of", "International Bureau of Weights and Measures")]),
        ("eec", [("2016-11", "invited to the", "21st meeting of"), ("", "is a part of", "Eurasian Economic Union")]),
        ("cis", [("1992-03-13", "has as a part", "Euro-Asian Council")]),
        (
            "eaeu",
            [("2014-05-29", "founded by", "None"), ("2015-01-01", "begins", "None"), ("2017", "has as", "Armenia")],
        ),
        ("gulfmet", [("2015", "provisionally accepted", "International Committee")]),
        ("euramet", [("2007-01-11", "follows", "EUROMET")]),
    ],
)
def test_the_life_of_an_organisation_tells_what_is_known_of_it_in_time_and_where(
    graph: Store, body: str, told: list[tuple[str, str, str]]
) -> None:
    rows = ask(graph, CATALOGUE["life-of-body"], {"body": body}).rows

    assert all(row[3] for row in rows), "each row has its source"
    at = [
        next(
            n for n, row in enumerate(rows) if row[0] == when and f"{row[1]}".startswith(what) and other in f"{row[2]}"
        )
        for when, what, other in told
    ]
    assert at == sorted(at), "in the order of time"

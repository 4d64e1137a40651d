"""A question asked for all things at once gives each thing the rows that it is given alone, in the same order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pyoxigraph import NamedNode, Store

from remit import bundle
from remit.questions import Question, questions
from remit.questions.answer import bind, run
from remit.questions.each import opened, solutions
from remit.questions.question import Parameter

CATALOGUE = questions([bundle.folder("queries")])


def about(question: Question) -> Parameter | None:
    wanted = [parameter for parameter in question.parameters if not parameter.optional]
    return wanted[0] if len(wanted) == 1 and wanted[0].kind == "iri" else None


def things(store: Store, classes: tuple[str, ...]) -> list[str]:
    kinds = " ".join(f"<https://w3id.org/remit/ontology#{name}>" for name in classes)
    rows = run(store, f"SELECT DISTINCT ?thing WHERE {{ VALUES ?kind {{ {kinds} }} ?thing a ?kind }} ORDER BY ?thing")
    return [row["thing"].value for row in rows]


@pytest.mark.parametrize("name", [name for name, question in CATALOGUE.items() if about(question)])
def test_all_at_once_is_the_same_as_one_by_one(whole: Store, name: str) -> None:
    question = CATALOGUE[name]
    parameter = about(question)
    assert parameter
    iris = things(whole, parameter.of)[::3]
    none = {other.name: None for other in question.parameters}

    together = solutions(whole, question, parameter.name, iris)

    names = [*(column.name for column in question.columns), *(variable for variable, _ in question.receipts)]
    for iri in iris:
        alone = run(whole, bind(question, {**none, parameter.name: NamedNode(iri)}))
        assert [[row[n] for n in names] for row in together[iri]] == [[row[n] for n in names] for row in alone], iri


def test_no_question_of_the_catalogue_is_asked_one_by_one() -> None:
    slow = [name for name, question in CATALOGUE.items() if (p := about(question)) and not opened(question, p.name)]
    assert not slow


@pytest.mark.parametrize("end", ["LIMIT 3", "OFFSET 1"])
def test_a_query_that_cuts_its_rows_is_asked_one_by_one(end: str) -> None:
    question = CATALOGUE["remit-of-body"]
    assert opened(replace(question, text=question.text + end), "body") is None


def test_a_sum_over_everything_is_asked_one_by_one(whole: Store) -> None:
    text = "SELECT (COUNT(*) AS ?event) WHERE { VALUES ?body { <x:a> } ?x ?y ?body } ORDER BY ?event"
    question = replace(CATALOGUE["remit-of-body"], text=text)
    assert opened(question, "body") is None
    assert solutions(whole, question, "body", ["x:none"])["x:none"][0]["event"].value == "0"

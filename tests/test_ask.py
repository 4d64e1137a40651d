"""The runner of questions: files that are broken, names people type, terms that are bound."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Store

from remit.errors import QuestionError, StoreError, UnknownName, WorkspaceError
from remit.questions import Question, ask, complete, find, questions, resolve_name
from remit.questions.answer import bind
from remit.questions.header import read_question
from remit.questions.naming import fold
from remit.store import load

BASE = "https://example.org/choir/"

#: A fictional programme of a fictional choir, and two questions.
CHOIR = Path(__file__).parent / "choir"
HELD = (CHOIR / "held.rq").read_text(encoding="utf-8")

SAID = {"words": "la la", "year": "2031", "much": "3", "voice": "high"}


@pytest.fixture(scope="module")
def choir() -> Store:
    return load([CHOIR / "graph.ttl"])


@pytest.fixture(scope="module")
def catalogue() -> dict[str, Question]:
    return questions([CHOIR])


# Names


@pytest.mark.parametrize(
    "text",
    ["TC 1.12", "tc-1.12", "TC1.12", "tc 1.12", "Deep Voices", "deep voices", "TC 1.12 Deep Voices", "ТС 1.12"]
    + ["body/tc-1.12", BASE + "body/tc-1.12", " TC  1.12 "],
)
def test_a_body_is_found_by_each_of_its_names(choir: Store, text: str) -> None:
    assert resolve_name(choir, text, ["Body"]) == NamedNode(BASE + "body/tc-1.12")


@given(st.sampled_from(["TC 1.12", "Deep Voices", "tc-1.12"]), st.data())
def test_capitals_and_blanks_make_no_difference(name: str, data: st.DataObject) -> None:
    cases = [data.draw(st.sampled_from([c.upper(), c.lower()])) for c in name]
    gaps = [data.draw(st.sampled_from(["", " ", "-", "\u00a0"])) for _ in name]
    typed = "".join(gap + case for gap, case in zip(gaps, cases, strict=True))

    assert resolve_name(load([CHOIR / "graph.ttl"]), typed, ["Body"]) == NamedNode(BASE + "body/tc-1.12")


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_a_full_stop_keeps_numbers_apart() -> None:
    assert fold("TC 1.12") != fold("TC 11.2") != fold("TC 112")


def test_an_unknown_name_brings_the_nearest_three(choir: Store) -> None:
    with pytest.raises(UnknownName) as error:
        resolve_name(choir, "TC 1.13", ["Body"])

    assert str(error.value) == (
        "body “TC 1.13” is not known; nearest: TC 1.12 (tc-1.12), TC 1.2 (tc-1.2), PC (council)"
    )


def test_a_name_of_two_things_is_not_guessed(choir: Store) -> None:
    with pytest.raises(UnknownName) as error:
        resolve_name(choir, "voices", ["Body"])

    assert str(error.value).startswith("“voices” may mean TC 1.")
    assert "(tc-1.2)" in str(error.value) and "(tc-1.12)" in str(error.value)


def test_of_two_classes_the_one_named_first_is_meant(choir: Store) -> None:
    assert resolve_name(choir, "PC", ["Body", "Organisation"]).value.endswith("body/council")
    assert resolve_name(choir, "PC", ["Organisation", "Body"]).value.endswith("organisation/pitch")


@pytest.mark.parametrize("text", ["...", "-", "https://example.org/other", BASE + "year/2031"])
def test_what_names_nothing_of_the_class_is_unknown(choir: Store, text: str) -> None:
    with pytest.raises(UnknownName):
        resolve_name(choir, text, ["Body"])


def test_completion_offers_ends_of_iris_with_labels(choir: Store, catalogue: dict[str, Question]) -> None:
    body, year = catalogue["held"].parameters[0], catalogue["echo"].parameters[1]

    assert complete(choir, body, "TC 1.1") == [("tc-1.12", "TC 1.12 Deep Voices")]
    assert complete(choir, body, "pres") == [("council", "President's Council")]
    assert complete(choir, year, "20") == [("2031", "")]
    assert complete(choir, catalogue["echo"].parameters[3], "l") == [("low", "")]


# Asking


def test_an_answer_is_rows_with_names_iris_and_receipts(choir: Store, catalogue: dict[str, Question]) -> None:
    answer = ask(choir, catalogue["held"], {"body": "tc1.2"})

    assert answer.rows == (("1.1", "Sing | loudly", 1, "TC 1.2"),)
    assert answer.iris[0]["holder"] == BASE + "body/tc-1.2"
    assert [str(r) for r in answer.receipts[0]] == ["choir.txt: page 2, row 7, Executors: “TC 1.2”"]
    assert answer.parameters == {"body": BASE + "body/tc-1.2"}


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"year": "next"}, "year is a year of four digits, for example 2031; not “next”"),
        ({"year": "2030"}, "nothing is known of the year 2030; possible: 2031"),
        ({"year": "٢٠٣١"}, "year is a year of four digits, for example 2031; not “٢٠٣١”"),
        ({"much": "1e3"}, "much is a whole number, for example 3; not “1e3”"),
        ({"voice": "alto"}, "voice is one of high, low; not “alto”"),
        ({"words": " "}, "echo wants to know words (some words), for example: --words la la"),
        ({"words": "a\x00b"}, "words holds characters that cannot be printed; example: la la"),
        ({"pitch": "a"}, "echo takes no “pitch”; it takes: words, year, much, voice, who"),
    ],
)
def test_what_is_not_understood_is_said(
    choir: Store, catalogue: dict[str, Question], changed: dict[str, str], message: str
) -> None:
    with pytest.raises(QuestionError) as error:
        ask(choir, catalogue["echo"], SAID | changed)

    assert str(error.value) == message


def test_a_missing_parameter_is_named_with_an_example(choir: Store, catalogue: dict[str, Question]) -> None:
    with pytest.raises(QuestionError, match=r"^held wants to know body \(the body\), for example: --body tc-1\.2$"):
        ask(choir, catalogue["held"], {})


def test_an_optional_parameter_left_out_stays_open(choir: Store, catalogue: dict[str, Question]) -> None:
    assert ask(choir, catalogue["echo"], SAID).rows == (("la la", "2031", 3, "high", None),)


def test_an_unknown_question_brings_the_nearest(catalogue: dict[str, Question]) -> None:
    with pytest.raises(QuestionError) as error:
        find(catalogue, "hold")

    assert str(error.value).startswith("there is no question “hold”; did you mean held or echo?")


HOSTILE = [
    'x" } ?s ?p ?o . { "',
    "x } DELETE WHERE { ?s ?p ?o } #",
    'VALUES ?year { "1999" }',
    "}} UNION { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "\\",
    '"""',
    "?words $words <x> {{ }}",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_words_come_back_as_they_were_said(choir: Store, catalogue: dict[str, Question], words: str) -> None:
    before = len(choir)

    answer = ask(choir, catalogue["echo"], SAID | {"words": words})

    assert answer.rows == ((words.strip(), "2031", 3, "high", None),)
    assert len(choir) == before


@given(st.text(min_size=1).filter(lambda text: text.isprintable() and text.strip() == text))
def test_any_words_come_back_as_they_were_said(words: str) -> None:
    question = read_question(CHOIR / "echo.rq")

    assert ask(Store(), question, SAID | {"words": words}).rows[0][0] == words


@pytest.mark.parametrize("text", [*HOSTILE, BASE + "body/tc-1.2> } ?s ?p ?o . VALUES ?x { <a:b"])
def test_a_hostile_name_is_only_unknown(choir: Store, catalogue: dict[str, Question], text: str) -> None:
    with pytest.raises(UnknownName):
        ask(choir, catalogue["held"], {"body": text})


def test_only_the_examples_are_replaced(catalogue: dict[str, Question]) -> None:
    question = catalogue["held"]

    bound = bind(question, {"body": NamedNode(BASE + "body/x")})

    assert bound.split() == question.text.replace(f"<{BASE}body/tc-1.2>", f"<{BASE}body/x>").split()


# Broken files


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("#+ none: this body holds no event\n", "", "held.rq, line 1: the header says nothing under “none”"),
        ("means: the body, example", "means: [the, example", "held.rq, line 4: the header is not YAML"),
        ("SELECT ?event ?title", "SELECT ?title ?event", "held.rq, line 15: the header promises event, title, place"),
        ("WHERE {", "WHERE", "held.rq, line 17: the query cannot be read: expected"),
        ("ORDER BY ?place\n", "", "held.rq, line 20: the query ends without ORDER BY"),
        ("VALUES ?body {", "VALUES ?bodies {", "held.rq, line 4: “VALUES ?body { … }” must stand in the query once"),
        ("is: integer", "is: number", "held.rq, line 8: “place” is “number”; possible: iri, year, integer"),
        ("show: id", "show: short", "held.rq, line 6: “event” is shown as “short”; possible: label, notation or id"),
        ("#+ summary", "#+ sumary: x\n#+ summary", "held.rq, line 2: “sumary” is not a part of a header; known:"),
        ("_held: [", "_hold: [", "held.rq, line 15: receipts rest on ?_hold, which the query does not select"),
        ("?_held remit:heldBy ?body .", "SERVICE <http://x/> {} .", "held.rq, line 19: a SERVICE block begins with"),
    ],
)
def test_a_broken_file_is_named_with_its_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in HELD
    path = tmp_path / "held.rq"
    path.write_text(HELD.replace(old, new), encoding="utf-8")

    with pytest.raises(WorkspaceError) as error:
        questions([tmp_path])

    assert message in str(error.value)


def test_a_word_in_a_string_or_an_iri_is_no_service(tmp_path: Path) -> None:
    harmless = "FILTER(?title != 'service a') FILTER(?body != <https://example.org/service/x>) # SERVICE <x:y>"
    (tmp_path / "held.rq").write_text(HELD.replace("BIND(?body", harmless + "\nBIND(?body"), encoding="utf-8")

    assert list(questions([tmp_path])) == ["held"]


def test_a_query_without_header_is_no_question(tmp_path: Path) -> None:
    (tmp_path / "bare.rq").write_text("SELECT * WHERE { ?s ?p ?o } ORDER BY ?s", encoding="utf-8")

    with pytest.raises(WorkspaceError, match="bare.rq, line 1: a question begins with a header"):
        questions([tmp_path])


def test_a_question_that_needs_what_is_derived_says_so(choir: Store, tmp_path: Path) -> None:
    (tmp_path / "held.rq").write_text(HELD.replace("#+ none", "#+ needs: [isActiveIn]\n#+ none"), encoding="utf-8")

    with pytest.raises(StoreError, match="derived as isActiveIn, and held rests on it; run: remit build"):
        ask(choir, questions([tmp_path])["held"], {"body": "tc-1.2"})

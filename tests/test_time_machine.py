"""Revisions in time: what is current, what a revision says, what was so on a day; built of two real documents."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from remit import bundle, verbs
from remit.cli import main, remit
from remit.errors import QuestionError, UnknownName
from remit.graph.dataset import Dataset
from remit.names import expand
from remit.questions import Question, ask
from remit.revisions import Known, ask_in_time, in_force, known_in, succession
from remit.revisions.known import in_force_on
from remit.revisions.validity import there_on
from remit.revisions.view import view
from remit.workspace import Workspace
from revisions import CATALOGUE, asked, built, readings, triples, workspace

#: The questions about one state; each takes a view of it, so that by default every third is asked.
STATE = [
    pytest.param(name, marks=() if at % 3 == 0 else pytest.mark.long)
    for at, name in enumerate(sorted(name for name, question in CATALOGUE.items() if not question.over))
]


@pytest.fixture(scope="module")
def approved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Store]:
    place = workspace(tmp_path_factory.mktemp("approved"), approved=True)
    return place, built(place).store()


@pytest.fixture(scope="module")
def draft_alone(place: Workspace) -> Store:
    return verbs.build(readings(place)[1:], place).store()


def examples(question: Question) -> dict[str, str]:
    return {p.name: p.example for p in question.parameters if p.name != "revision"}


# What is current


def test_a_draft_beside_an_approved_revision_changes_nothing_of_the_current_state(both: Dataset) -> None:
    alone = verbs.build([verbs.read(bundle.folder("data") / "source" / "coomet-p1-2017.txt")])

    assert both.now == alone.now
    assert {name: both.graphs()[name] for name in ("p1-2017", "registry", "derived", "vocabulary")} == {
        name: alone.graphs()[name] for name in ("p1-2017", "registry", "derived", "vocabulary")
    }


def test_a_draft_that_is_alone_is_the_current_state(draft_alone: Store, whole: Store, place: Workspace) -> None:
    assert [each.name for each in in_force(known_in(draft_alone))] == ["p1-2020"]


def test_an_approved_later_revision_is_the_current_one(approved: tuple[Workspace, Store]) -> None:
    place, store = approved

    assert [each.name for each in in_force(known_in(store))] == ["p1-2020"]
    assert asked(store, "sections", place).rows[1:3] != asked(store, "sections", place, revision="p1-2017").rows[1:3]


def test_each_revision_says_which_one_it_follows(both: Dataset) -> None:
    (triple,) = both.graphs()["succession"]

    ends = [term.value.rpartition("programme/")[2] for term in (triple.subject, triple.object)]  # type: ignore[union-attr]
    assert ends == ["p1/2020", "p1/2017"] and triple.predicate.value == expand("prov:wasRevisionOf")


def test_the_order_of_the_documents_does_not_matter(both: Dataset, place: Workspace) -> None:
    assert built(place, backwards=True).name == both.name


def test_what_is_derived_says_that_it_comes_of_what_is_current(both: Dataset, place: Workspace) -> None:
    derived = NamedNode(place.iri("graph/derived"))
    froms = {t.object for t in both.graphs()["provenance"] if t.subject == derived}

    assert NamedNode(place.iri("graph/p1-2017")) in froms
    assert NamedNode(place.iri("graph/p1-2020")) not in froms


def test_the_graph_files_of_two_revisions_give_the_same_state_as_the_store(
    both: Dataset, place: Workspace, tmp_path: Path
) -> None:
    fresh = workspace(tmp_path)
    both.write_graphs(tmp_path / "data" / "graph")

    assert triples(fresh.open()) == triples(both.store())


# What a revision says


@pytest.mark.parametrize("name", STATE)
def test_each_question_of_a_revision_is_answered_as_if_it_were_alone(
    whole: Store, draft_alone: Store, place: Workspace, name: str
) -> None:
    question = CATALOGUE[name]
    said = {**examples(question), "year": "2020"} if "year" in examples(question) else examples(question)

    answer = ask_in_time(whole, question, said, place, revision="P1/2020")

    alone = ask(draft_alone, question, said)
    assert (answer.rows, answer.iris, answer.receipts) == (alone.rows, alone.iris, alone.receipts)


def test_the_view_of_the_current_revision_is_the_default_graph(whole: Store, place: Workspace) -> None:
    current = in_force(known_in(whole))

    assert triples(view(whole, current, place)) == triples(whole)


@pytest.mark.parametrize("text", ["p1-2017", "P1/2017", "COOMET P1/2017", "2017"])
def test_a_revision_is_found_by_each_of_its_names(whole: Store, place: Workspace, text: str) -> None:
    assert len(asked(whole, "programme-table", place, revision=text).rows) > 60


def test_the_table_of_a_revision_that_is_not_current_can_be_printed(whole: Store, place: Workspace) -> None:
    answer = asked(whole, "programme-table", place, revision="p1-2020")

    assert ("3.8", "Establishment of contacts with GULFMET", "2020") in {row[:3] for row in answer.rows}


# What was so on a day


def test_bodies_that_had_not_begun_or_were_over_are_not_there(whole: Store, place: Workspace) -> None:
    def bodies(day: str) -> set[str]:
        return {iris["body"].rpartition("/")[2] for iris in asked(whole, "structure", place, as_of=day).iris}

    assert "sc-4.1" in bodies("2018-05-01") and "sc-4.1-2019" not in bodies("2018-05-01")
    assert "sc-4.1" not in bodies("2019-06-01") and "sc-4.1-2019" in bodies("2019-06-01")
    assert {"sc-4.1", "sc-4.1-2019"} <= bodies("2019-04-15")  # the source knows the month alone


def test_a_name_means_the_body_that_bore_it_then(whole: Store, place: Workspace) -> None:
    then = asked(whole, "remit-of-body", place, body="SC 4.1", as_of="2018-05-01")
    later = asked(whole, "remit-of-body", place, body="SC 4.1", as_of="2019-06-01")

    assert then.parameters["body"].endswith("/sc-4.1") and later.parameters["body"].endswith("/sc-4.1-2019")


def test_a_body_that_was_not_there_is_told_from_one_that_is_not_known(whole: Store, place: Workspace) -> None:
    with pytest.raises(UnknownName, match=r"SC 4.1 \(sc-4.1-2019\) is registered since 2019-04; it was not there"):
        asked(whole, "remit-of-body", place, body="sc-4.1-2019", as_of="2018-05-01")
    with pytest.raises(UnknownName, match="is not known; nearest"):
        asked(whole, "remit-of-body", place, body="TC 77", as_of="2018-05-01")


def test_an_event_still_shows_the_name_of_a_body_that_is_over(whole: Store, place: Workspace) -> None:
    answer = asked(whole, "who-is-responsible", place, event="2.4.8", as_of="2019-06-01")

    assert ("TC 4", "SC 4.1") == tuple(row[0] for row in answer.rows)


def test_the_revision_of_a_day_is_the_latest_approved_by_then(approved: tuple[Workspace, Store]) -> None:
    place, store = approved
    titles = {
        day: asked(store, "who-is-responsible", place, event="2.1.2", as_of=day).parameters["event"]
        for day in ("2017-04-01", "2020-03-31", "2020-04-01", "2026-01-01")
    }

    assert [iri.split("/")[-3] for iri in titles.values()] == ["2017", "2017", "2020", "2020"]


# Errors


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"revision": "p9"}, r"there is no revision “p9”; there are: p1-2017, p1-2020 \(a draft\)"),
        ({"revision": ""}, "there is no revision “”"),
        ({"as_of": "2016-12-31"}, "no revision was in force on 2016-12-31; the first, p1-2017, is so since 2017-04-01"),
        ({"as_of": "2018"}, "“2018” is no day; write year, month and day, for example 2018-05-01"),
        ({"as_of": "2018-02-30"}, "“2018-02-30” is no day"),
        ({"revision": "p1-2017", "as_of": "2018-05-01"}, "name one of them"),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_sentence(
    whole: Store, place: Workspace, said: dict[str, str], message: str
) -> None:
    for name in ("structure", "programme-table", "history-of-event"):
        more = {"event": "2.1.3"} if name == "history-of-event" else {}
        with pytest.raises(QuestionError, match=message):
            asked(whole, name, place, **said, **more)


def test_the_command_stops_with_code_2_and_prints_no_answer(
    place: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert CliRunner().invoke(remit, ["--workspace", str(place.root), "build"]).exit_code == 0
    argv = ["remit", "--workspace", str(place.root), "ask", "structure", "--revision", "p1-2017"]
    monkeypatch.setattr("sys.argv", [*argv, "--as-of", "2018-05-01"])

    with pytest.raises(SystemExit) as stopped:
        main()

    out, err = capsys.readouterr()
    assert stopped.value.code == 2 and not out and err.count("\n") == 1
    assert CliRunner().invoke(remit, argv[1:]).exit_code == 0


def test_a_period_that_is_over_is_told_beside_the_answer(place: Workspace) -> None:
    asked_of = ["--workspace", str(place.root), "ask", "sections", "--as-of"]

    assert "the period of p1-2017 ended in 2019" in CliRunner().invoke(remit, [*asked_of, "2021-01-01"]).stderr
    assert not CliRunner().invoke(remit, [*asked_of, "2019-12-31"]).stderr


# Order, by any dates

YEARS = st.integers(1990, 2060)


@st.composite
def revisions(draw: st.DrawFn) -> list[Known]:
    found = []
    for year in draw(st.lists(YEARS, unique=True, min_size=1, max_size=6)):
        approved = draw(st.booleans())
        month = draw(st.sampled_from(["", "-04", "-04-15"]))
        on = f"{year + draw(st.integers(-1, 1))}{month}" if approved else ""
        found.append(Known(f"x-{year}", "x", start=str(year), end=str(year + 2), approved_on=on, approved=approved))
    return found


@given(revisions(), st.randoms())
def test_what_is_in_force_does_not_hang_on_the_order_and_is_no_draft_where_one_is_approved(
    known: list[Known], random: object
) -> None:
    shuffled = list(known)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    (current,) = in_force(known)

    assert in_force(shuffled) == [current] and succession(shuffled) == succession(known)
    assert current.approved == any(each.approved for each in known)


@given(revisions(), st.dates())
def test_what_is_in_force_on_a_day_has_begun(known: list[Known], day: object) -> None:
    try:
        (found,) = in_force_on(known, str(day))
    except QuestionError:
        assert all(each.since > str(day) for each in known if each.approved or not any(k.approved for k in known))
    else:
        assert found.since <= str(day)


@given(st.dates(max_value=date(9998, 12, 31)), st.sampled_from([4, 7, 10]), st.booleans())
def test_a_time_is_compared_as_precisely_as_it_is_written(day: object, length: int, ends: bool) -> None:
    name = expand("remit:until" if ends else "remit:since")
    body = NamedNode("https://example.org/body")
    kind = Quad(body, NamedNode(expand("rdf:type")), NamedNode(expand("remit:Body")))
    quads = [kind, Quad(body, NamedNode(name), Literal(str(day)[:length]))]

    assert kind in set(there_on(quads, str(day)))
    assert (kind in set(there_on(quads, "9999-12-31"))) is not ends
    assert (kind in set(there_on(quads, "0001-01-01"))) is (ends or str(day)[:length] <= "0001-01-01"[:length])

"""History: an event along its line of work, a body through the revisions, each with the cells of its source."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode, Quad, Store

from remit.cli import remit
from remit.graph.dataset import Dataset
from remit.names import expand
from remit.revisions import in_force, known_in
from remit.revisions.view import view
from remit.workspace import Workspace
from revisions import asked, triples, truth


def lines(place: Workspace) -> list[Quad]:
    """Return what aligning the two revisions will say of their lines of work, here from the truth."""
    graph, derived = NamedNode(place.iri("graph/changes/p1-2017-p1-2020")), NamedNode(expand("prov:wasDerivedFrom"))

    def line(year: int, event: str) -> NamedNode:
        return NamedNode(place.iri(f"programme/p1/line/{year}-{event}"))

    return [
        Quad(line(2020, new), derived, line(2017, old), graph)
        for entry in truth()["events"]
        for new in entry["new"]
        for old in entry["old"]
    ]


@pytest.fixture(scope="module")
def aligned(both: Dataset, place: Workspace) -> Store:
    store = both.store()
    store.extend(lines(place))
    return store


@pytest.mark.parametrize(
    ("event", "revision", "found"),
    [
        ("2.1.3", "p1-2017", ["2.1.3", "2.1.3"]),  # merged with 2.1.4, which is another history
        ("2.1.3", "p1-2020", ["2.1.3", "2.1.4", "2.1.3"]),
        ("2.1.10", "p1-2017", ["2.1.10", "2.1.8", "2.1.9"]),  # split
        ("2.1.8", "p1-2020", ["2.1.10", "2.1.8"]),
        ("2.2.7", "p1-2017", ["2.2.7", "2.4.8"]),  # moved
        ("3.8", "p1-2020", ["3.8"]),  # added
        ("3.8", "", ["3.8"]),  # the current one, removed
    ],
)
def test_the_history_of_an_event_follows_its_line_of_work(
    aligned: Store, place: Workspace, event: str, revision: str, found: list[str]
) -> None:
    said = {"event": event, **({"revision": revision} if revision else {})}

    answer = asked(aligned, "history-of-event", place, **said)

    assert [row[2] for row in answer.rows] == found
    for row, receipts in zip(answer.rows, answer.receipts, strict=True):
        source = "p1-2017" if row[0] == "COOMET P1/2017" else "p1-2020"
        assert receipts and all(source in receipt.place.source for receipt in receipts)


def test_an_alignment_is_no_part_of_the_current_state(aligned: Store, place: Workspace) -> None:
    assert triples(view(aligned, in_force(known_in(aligned)), place)) == triples(aligned)


def test_the_history_of_a_body_goes_through_the_revisions(whole: Store, place: Workspace) -> None:
    answer = asked(whole, "history-of-body", place, body="sc-4.1-2019")

    # 1.4 of P1/2017 names all subcommittees, and this one began within its period.
    assert [(str(row[0])[-7:], row[2]) for row in answer.rows] == [
        ("P1/2017", "1.4"),
        ("P1/2020", "1.4"),
        ("P1/2020", "3.9"),
    ]
    assert {row[:2] for row in asked(whole, "life-of-body", place, body="sc-4.1").rows} == {
        ("2019-04", "ends"),
        ("2019-04", "is followed by"),
        ("", "is a part of"),
    }


def test_the_history_says_which_revision_is_a_draft(whole: Store, place: Workspace) -> None:
    answer = asked(whole, "history-of-body", place, body="tc-5")

    assert {row[:2] for row in answer.rows} == {("COOMET P1/2017", "2017-04"), ("COOMET P1/2020", "")}


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["2.4.8"], ["2017–2019", "PTB-"]),
        (["2.4.8", "--revision", "p1-2020", "--why"], ["2020–2022", "because p1-2020-draft.txt"]),
        (
            ["SC 4.1", "--as-of", "2020-01-01", "--format", "md"],
            ["## The life of one body", "| 2019-04 | begins", "3.9"],
        ),
    ],
)
def test_the_command_tells_the_history_of_an_event_or_a_body(
    place: Workspace, both: Dataset, argv: list[str], told: list[str]
) -> None:
    both.write(place.out)

    done = CliRunner().invoke(remit, ["--workspace", str(place.root), "history", *argv])

    assert done.exit_code == 0 and not [each for each in told if each not in done.output]


@pytest.mark.parametrize(("event", "hinted"), [("2.1.8", False), ("2.1.10", True)])
def test_a_history_that_ends_where_nobody_decided_says_how_to_decide(
    place: Workspace, both: Dataset, event: str, hinted: bool
) -> None:
    both.write(place.out)

    done = CliRunner().invoke(remit, ["--workspace", str(place.root), "history", event, "--revision", "p1-2017"])

    assert ("remit compare p1-2017 p1-2020 --review" in done.stderr) == hinted


def test_a_build_of_two_revisions_joins_their_lines_where_that_is_sure(whole: Store, place: Workspace) -> None:
    found = asked(whole, "history-of-event", place, event="2.1.8", revision="p1-2017")

    assert [row[found.columns.index("event")] for row in found.rows] == ["2.1.8", "2.1.7"]


def test_the_graphs_of_two_revisions_are_written_and_read_again(
    both: Dataset, place: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("graphs")
    both.write_graphs(folder)

    assert (folder / "changes-p1-2017-p1-2020.ttl").is_file()


def test_things_that_end_alike_are_told_apart_by_more_of_their_names(aligned: Store) -> None:
    from remit.errors import UnknownName
    from remit.questions.naming import resolve_name

    whole = Store()
    whole.bulk_extend(Quad(*quad.triple) for quad in aligned)  # every revision in one graph
    with pytest.raises(UnknownName) as stopped:
        resolve_name(whole, "3.4", ("Event",))

    assert re.findall(r"\((\S+)\)", str(stopped.value)) == ["2017/event/3.4", "2020/event/3.4"]
    assert resolve_name(whole, "2020/event/3.4", ("Event",)).value.endswith("/p1/2020/event/3.4")

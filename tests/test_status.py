"""How an event stands on a day: every branch of the table in docs/decisions/outcomes.md, on a fictional programme.

For P1/2017 the expected answers in `tests/status/` were worked out from the printed terms and the registry of outcomes.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode, RdfFormat, Store

from remit import bundle
from remit.cli import remit
from remit.errors import QuestionError
from remit.names import expand, prefixes
from remit.questions import ask, questions
from remit.revisions.asked import ask_in_time
from remit.workspace import Workspace

HERE = Path(__file__).parent / "status"
QUESTION = questions([bundle.folder("queries")])["status-of-events"]
BASE = "https://example.org/lantern/"
IS_A, EVENT = NamedNode(expand("rdf:type")), NamedNode(expand("remit:Event"))
DATATYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}


def moment(text: str) -> str:
    return f'"{text}"^^xsd:{DATATYPES[len(text)]}'


def fictional(term: str, outcomes: list[tuple[str, str]], of: str = "1.1") -> Store:
    """Return a programme of 2030–2032 with two events; `term` is said of the first, outcomes of one of them."""
    lines = [f"@prefix {name}: <{iri}> ." for name, iri in prefixes().items() if name != "vocabulary"]
    lines += [f"@prefix v: <{prefixes()['vocabulary']}> .", f"@base <{BASE}> ."]
    lines.append('<r> a remit:Revision ; remit:code "NLS P1/2030" ; remit:leadingLanguage "en" .')
    lines.append(f"<r> remit:start {moment('2030')} ; remit:end {moment('2032')} .")
    for order, number in enumerate(("1.1", "1.2"), 1):
        lines.append(f'<r/event/{number}> a remit:Event ; dcterms:title "Lighting"@en ; remit:order {order} ;')
        lines.append(f'  remit:code "{number}" ; remit:number "{number}" ; remit:belongsToRevision <r> ;')
        lines.append(f"  remit:hasTerm <r/event/{number}/term> .")
    lines.append(f'<r/event/1.1/term> a remit:Term ; remit:text "when" ; {term} .')
    year = vocabulary("kind-of-term/year")
    lines.append(f'<r/event/1.2/term> a remit:Term ; remit:text "2031" ; remit:hasKind <{year}> ;')
    lines.append(f"  remit:start {moment('2031')} ; remit:end {moment('2031')} .")
    for place, (kind, date) in enumerate(outcomes):
        subject, link = f"<outcome/{place}>", vocabulary("confidence/inferred")
        lines.append(f'{subject} a remit:Outcome ; remit:isOutcomeOf <r/event/{of}> ; rdfs:label "{kind} {date}"@en ;')
        lines.append(f"  dcterms:source <https://example.org/{place}> ; remit:hasLinkConfidence <{link}> .")
        lines += [f"{subject} remit:hasKind <{vocabulary('kind-of-outcome/' + kind)}> ."] if kind else []
        lines += [f"{subject} dcterms:date {moment(date)} ."] if date else []
    made = Store()
    made.load("\n".join(lines), RdfFormat.TURTLE)
    return made


def vocabulary(path: str) -> str:
    return prefixes()["vocabulary"] + path


def term(kind: str, start: str = "", end: str = "", *years: str, more: str = "") -> str:
    parts = [f"remit:hasKind <{vocabulary('kind-of-term/' + kind)}>"]
    parts += [f"remit:start {moment(start)}"] if start else []
    parts += [f"remit:end {moment(end)}"] if end else []
    parts += [f"remit:year {moment(year)}" for year in years]
    return " ; ".join([*parts, *([more] if more else [])])


YEAR = term("year", "2031", "2031")
AFTER = f"remit:hasDirection <{vocabulary('direction/after')}>"
STAGES = "remit:hasStage <s1>, <s2> . "
STAGES += " . ".join(
    f"<s{n}> a remit:Term ; remit:start {{0}} ; remit:end {{0}}".replace("0", str(n - 1)) for n in (1, 2)
)

TABLE = [
    # the term alone
    (YEAR, [], "2030-12-31", "planned"),
    (YEAR, [], "2031-01-01", "due"),
    (YEAR, [], "2031-12-31", "due"),
    (YEAR, [], "2032-01-01", "unknown"),
    (term("month", "2031-03", "2031-03"), [], "2031-02-28", "planned"),
    (term("month", "2031-03", "2031-03"), [], "2031-03-31", "due"),
    (term("month", "2031-03", "2031-03"), [], "2031-04-01", "unknown"),
    (term("day", "2031-03-15", "2031-03-15"), [], "2031-03-15", "due"),
    (term("day", "2031-03-15", "2031-03-15"), [], "2031-03-16", "unknown"),
    (term("until", "", "2031-06"), [], "2029-12-31", "planned"),
    (term("until", "", "2031-06"), [], "2030-01-01", "due"),
    (term("until", "", "2031-06"), [], "2031-07-01", "unknown"),
    (term("from", "2031"), [], "2030-06-01", "planned"),
    (term("from", "2031"), [], "2032-12-31", "ongoing"),
    (term("from", "2031"), [], "2033-01-01", "unknown"),
    (term("from", "2031", more=AFTER), [], "2031-06-01", "planned"),
    (term("years", "", "", "2030", "2032"), [], "2031-06-01", "due"),
    (term("continuous"), [], "2029-12-31", "planned"),
    (term("continuous"), [], "2031-06-01", "ongoing"),
    (term("continuous"), [], "2033-01-01", "unknown"),
    (term("whole-period"), [], "2031-06-01", "ongoing"),
    (term("recurring", "", "", "2030", "2032"), [], "2031-06-01", "ongoing"),
    (term("recurring", "", "", "2030", "2032"), [], "2033-01-01", "unknown"),
    (term("as-needed"), [], "2029-01-01", "conditional"),
    (term("as-needed"), [], "2040-01-01", "conditional"),
    (term("by-schedule"), [], "2031-01-01", "conditional"),
    (term("relative"), [], "2031-01-01", "conditional"),
    (term("none"), [], "2031-01-01", "unknown"),
    (term("unread"), [], "2031-01-01", "unknown"),
    (term("status"), [], "2031-01-01", "unknown"),
    (term("reference", more='remit:reference "1.2"'), [], "2030-06-01", "planned"),
    (term("reference", more='remit:reference "1.2"'), [], "2031-06-01", "due"),
    (term("reference", more='remit:reference "7.7"'), [], "2031-06-01", "unknown"),
    (term("staged", more=STAGES.format(moment("2030"), moment("2032"))), [], "2031-06-01", "due"),
    # done: only by evidence that says so, and not before its date is over
    (YEAR, [("done", "2031-05-04")], "2031-05-03", "due"),
    (YEAR, [("done", "2031-05-04")], "2031-05-04", "done"),
    (YEAR, [("done", "2031-04")], "2031-04-29", "due"),
    (YEAR, [("done", "2031-04")], "2031-04-30", "done"),
    (YEAR, [("done", "2032")], "2032-12-30", "unknown"),
    (YEAR, [("done", "2032")], "2032-12-31", "done"),
    (YEAR, [("done", "")], "2040-01-01", "unknown"),
    (YEAR, [("", "2031")], "2040-01-01", "unknown"),
    (term("as-needed"), [("done", "2031")], "2032-01-01", "done"),
    (term("none"), [("done", "2031")], "2032-01-01", "done"),
    (YEAR, [("done", "2029")], "2030-01-01", "done"),
    # overdue: only by evidence that it was not done when the term had ended
    (YEAR, [("not-done", "2031")], "2031-12-31", "due"),
    (YEAR, [("not-done", "2031")], "2032-01-01", "overdue"),
    (YEAR, [("not-done", "2031-05")], "2032-01-01", "unknown"),
    (YEAR, [("not-done", "2032-02")], "2032-02-01", "unknown"),
    (YEAR, [("not-done", "2032-02")], "2032-03-01", "overdue"),
    (YEAR, [("not-done", "2032-02"), ("done", "2032-06")], "2032-05-31", "overdue"),
    (YEAR, [("not-done", "2032-02"), ("done", "2032-06")], "2032-06-30", "done"),
    (YEAR, [("done", "2031-06"), ("not-done", "2032-02")], "2032-01-01", "done"),
    (YEAR, [("done", "2031-06"), ("not-done", "2032-02")], "2032-03-01", "overdue"),
    (term("as-needed"), [("not-done", "2031")], "2032-01-01", "conditional"),
    (term("none"), [("not-done", "2031")], "2032-01-01", "unknown"),
    # other evidence: it ends nothing
    (YEAR, [("under-way", "2031-02")], "2031-06-01", "ongoing"),
    (YEAR, [("partly-done", "2031-02")], "2031-06-01", "ongoing"),
    (YEAR, [("under-way", "2031-02")], "2032-06-01", "unknown"),
    (YEAR, [("partly-done", "2031-02")], "2032-06-01", "unknown"),
    (YEAR, [("under-way", "2030-02")], "2030-06-01", "planned"),
    (YEAR, [("superseded", "2031-02")], "2031-06-01", "unknown"),
    (YEAR, [("superseded", "2031-02")], "2031-01-31", "due"),
    (YEAR, [("done", "2031-01"), ("superseded", "2031-02")], "2031-06-01", "done"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "outcomes", "day", "status"), TABLE)
def test_the_status_is_the_one_of_the_table(said: str, outcomes: list[tuple[str, str]], day: str, status: str) -> None:
    rows = ask(fictional(said, outcomes), QUESTION, {"day": day}).rows

    assert [row[0] for row in rows] == ["1.1", "1.2"]
    assert rows[0][4] == status


def test_evidence_for_one_event_says_nothing_of_another() -> None:
    rows = ask(fictional(YEAR, [("done", "2031")], of="1.2"), QUESTION, {"day": "2033-01-01"}).rows

    assert [row[4] for row in rows] == ["unknown", "done"]


def test_done_names_its_evidence_its_source_and_how_sure_the_link_is() -> None:
    row = ask(fictional(YEAR, [("done", "2031-05")]), QUESTION, {"day": "2033-01-01"}).rows[0]

    assert row[5:] == ("2031-05: done 2031-05 (Link to the event inferred.)", "https://example.org/0")


def test_unknown_names_the_term_and_the_programme() -> None:
    row = ask(fictional(YEAR, []), QUESTION, {"day": "2033-01-01"}).rows[0]

    assert row[5:] == (
        "the term ended by 2031-12-31, and no dated evidence says whether it was done",
        "NLS P1/2030, 1.1",
    )


def test_today_is_asked_about_where_no_day_is_said() -> None:
    past, future = (fictional(term("day", day, day), []) for day in ("2000-01-01", "9000-01-01"))

    assert ask(past, QUESTION, {}).rows[0][4] == "unknown"
    assert ask(future, QUESTION, {}).rows[0][4] == "planned"


@pytest.mark.parametrize("day", ["2031", "2031-02-30", "yesterday", "2031-1-1", '2031-01-01" } #'])
def test_what_is_no_day_is_refused(day: str) -> None:
    with pytest.raises(QuestionError, match="is no day; write year, month and day"):
        ask(fictional(YEAR, []), QUESTION, {"day": day})


@pytest.mark.parametrize("path", sorted(HERE.glob("*.csv")), ids=lambda path: path.stem)
def test_p1_2017_stands_on_a_day_as_its_terms_and_the_facts_say(path: Path) -> None:
    columns, *expected = csv.reader(path.read_text(encoding="utf-8").splitlines())
    workspace = Workspace.bundled()

    answer = ask_in_time(workspace.open_whole(), QUESTION, {}, workspace, as_of=path.stem)

    picked = [answer.columns.index(column) for column in columns]
    assert [[row[i] for i in picked] for row in answer.rows] == expected


def test_as_of_gives_the_day_at_the_command_line() -> None:
    found = CliRunner().invoke(remit, ["ask", "status-of-events", "--as-of", "2018-06-01", "--format", "csv"])

    assert found.exit_code == 0, found.output
    assert "\n1.7,1.7,Signing the Memorandum of Cooperation between COOMET and EURAMET,2017,overdue," in found.output


def test_every_registered_outcome_belongs_to_an_event_that_is_there() -> None:
    workspace = Workspace.bundled()
    events = {str(row.subject).strip("<>") for row in workspace.open().quads_for_pattern(None, IS_A, EVENT, None)}

    named = {workspace.base + record.data["event"] for record in workspace.registry.of("outcome")}

    assert named <= events, f"correct the event in outcomes.yaml: {sorted(named - events)}"

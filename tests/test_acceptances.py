"""What somebody accepted: which findings it covers, when it ends, how it is written down."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from remit import bundle
from remit.acceptances import Acceptance, Judge, append, load, propose
from remit.acceptances.acceptance import parse
from remit.acceptances.judging import ByRevision
from remit.acceptances.writing import HEAD
from remit.errors import UnknownName, WorkspaceError
from remit.findings import Finding, Severity
from remit.places import Place
from remit.rules import catalogue, rules

BASE = "https://example.org/lantern/"
RULES = catalogue(rules())
FILE = Path("accepted.yaml")
TODAY = "2031-05-02"


def finding(rule: str, subject: str, words: str, row: int = 5) -> Finding:
    place = Place("lantern.txt", 1, row, "term", 0, len(words), words)
    return Finding(
        rule, Severity.warning, f"{words}: look at it.", "mend it.", (place,), BASE + subject if subject else ""
    )


TERM = finding("term-read", "programme/p1/2030/event/1.2/term", "in due course")
OTHER_WORDS = finding("term-read", "programme/p1/2030/event/1.2/term", "at dawn")
OTHER_EVENT = finding("term-read", "programme/p1/2030/event/1.20/term", "in due course")
BODY = finding("label-present", "body/tc-1", "")
MENDED = finding("page-number", "", "2")


def accepted(entry: Acceptance, found: ByRevision, whole: bool = True) -> tuple[list[Finding], list[Finding]]:
    """Return the findings that an acceptance marks, and those about the acceptance itself."""
    judge = Judge([entry], BASE, TODAY)
    marked = [each for findings in judge.marked(found).values() for each in findings]
    return [each for each in marked if each.accepted], list(judge.outlived(found, RULES, whole=whole))


def entry(**more: str) -> Acceptance:
    return replace(Acceptance("term-read", "The Committee wants it so.", "2031-05-01"), **more)  # type: ignore[arg-type]


# --- what is covered ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "covered"),
    [
        ({"event": "1.2"}, True),
        ({"event": "1.2", "words": "in due course"}, True),
        ({"words": "in  due\ncourse"}, True),
        ({"event": "1.2", "revision": "p1-2030"}, True),
        ({"about": "programme/p1/2030/event/1.2"}, True),
        ({"event": "1.2", "words": "at dawn"}, False),
        ({"event": "1"}, False),
        ({"event": "1.20"}, False),
        ({"about": "programme/p1/2030/event/1"}, False),
        ({"event": "1.2", "revision": "p1-2031"}, False),
        ({"event": "1.2", "rule": "term-precise"}, False),
    ],
)
def test_an_acceptance_covers_what_it_says_and_no_more(more: dict[str, str], covered: bool) -> None:
    marked, _ = accepted(entry(**more), {"p1-2030": [TERM]})

    assert bool(marked) is covered


def test_an_acceptance_covers_a_finding_whose_row_has_moved() -> None:
    moved = replace(TERM, places=(replace(TERM.places[0], row=77, page=3),))

    assert accepted(entry(event="1.2", words="in due course"), {"p1-2030": [moved]})[0]


def test_an_accepted_finding_says_since_when_and_why() -> None:
    (marked,), _ = accepted(entry(event="1.2", until="2031-12-31"), {"p1-2030": [TERM, OTHER_EVENT]})

    assert marked == replace(TERM, accepted="2031-05-01 until 2031-12-31: The Committee wants it so.")
    assert marked.as_json()["accepted"] == marked.accepted


# --- when it ends ------------------------------------------------------------------------


def test_an_acceptance_that_is_found_no_more_is_a_finding() -> None:
    _, (outlived,) = accepted(replace(entry(event="1.2", words="at noon"), line=9), {"p1-2030": [TERM]})

    assert (outlived.rule, outlived.severity) == ("acceptance-matches", Severity.warning)
    assert outlived.message == "[term-read] is accepted for event 1.2 “at noon”, but is not found there any more."
    assert (outlived.places[0].source, outlived.places[0].row) == ("accepted.yaml", 9)


def test_an_acceptance_that_has_run_out_is_a_finding_and_what_it_covered_counts_again() -> None:
    marked, (outlived,) = accepted(entry(event="1.2", until="2031-05-01"), {"p1-2030": [TERM]})

    assert marked == []
    assert outlived.rule == "acceptance-in-force"
    assert "until 2031-05-01" in outlived.message


def test_an_acceptance_holds_on_its_last_day() -> None:
    marked, outlived = accepted(entry(event="1.2", until=TODAY), {"p1-2030": [TERM]})

    assert (len(marked), outlived) == (1, [])


@pytest.mark.parametrize(
    ("revision", "whole", "missed"),
    [("", True, 1), ("", False, 0), ("p1-2030", False, 1), ("p1-2031", True, 0)],
)
def test_an_acceptance_is_missed_only_where_it_was_looked_for(revision: str, whole: bool, missed: int) -> None:
    _, outlived = accepted(entry(event="9.9", revision=revision), {"p1-2030": [TERM]}, whole)

    assert len(outlived) == missed


# --- the file ----------------------------------------------------------------------------


def test_values_are_read_as_they_are_written() -> None:
    (read,) = parse("- rule: term-read\n  event: 2.10\n  reason: It is so.\n  date: 2031-05-01\n", FILE)

    assert (read.event, read.date, read.line) == ("2.10", "2031-05-01", 1)


def test_no_file_and_a_file_of_comments_hold_nothing(tmp_path: Path) -> None:
    assert load(tmp_path / "accepted.yaml") == ()
    assert parse(HEAD, FILE) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- rule: [", "cannot be read as YAML"),
        ("just words", "is not of type 'array'"),
        ("- a word", "line 1: the entry: 'a word' is not of type 'object'"),
        ("# head\n\n- {rule: x, event: 1.2, date: 2031-05-01}", "line 3: the entry: 'reason' is a required property"),
        ("- {rule: x, reason: It is so., date: 2031-05-01}", "line 1: the entry says neither event, about nor words"),
        ("- {rule: x, event: 1.2, reason: It is so., date: soon}", "wanted: A day: 2026-11-25."),
        ("- {rule: x, event: 1.2, reason: It is so., date: 2031-05-01, row: 5}", "'row' was unexpected"),
        ("- {rule: x, event: 1.2, reason: a" + "@b.example, date: 2031-05-01}", "wanted: Why it is left as it is"),
    ],
)
def test_a_broken_file_is_named_with_its_line(text: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "accepted.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(WorkspaceError) as error:
        load(tmp_path / "accepted.yaml")

    assert str(error.value).startswith(f"{tmp_path / 'accepted.yaml'}")
    assert words in str(error.value)


def test_the_schema_is_a_schema_and_is_named_in_the_first_line() -> None:
    path = bundle.folder("data") / "registry" / "schema" / "accepted.schema.json"

    jsonschema.Draft202012Validator.check_schema(yaml.safe_load(path.read_text(encoding="utf-8")))
    assert HEAD.splitlines()[0] == "# yaml-language-server: $schema=registry/schema/accepted.schema.json"


# --- writing -----------------------------------------------------------------------------

WRITTEN = """# by hand
- rule: term-read   # a remark beside it
  event: "1.1"
  reason: >-
    It is so,
    and was so.
  date: "2031-05-01"

# the end
"""


@pytest.mark.parametrize(
    "before",
    [
        HEAD,
        WRITTEN,
        WRITTEN.rstrip("\n"),
        WRITTEN.replace("\n", "\r\n"),
        "- {rule: x, event: 1.2, reason: It is so., date: 2031-05-01}\n",
        "  - rule: x\n    event: 1.2\n    reason: It is so.\n    date: 2031-05-01\n",
        "---\n" + WRITTEN,
    ],
)
def test_what_stood_in_the_file_stays_to_the_letter(before: str, tmp_path: Path) -> None:
    path = tmp_path / "accepted.yaml"
    path.write_bytes(before.encode())
    held = load(path)

    append(path, entry(event="2.10"))

    assert path.read_bytes().startswith(before.encode())
    assert load(path) == (*held, entry(event="2.10"))
    assert [each.name for each in tmp_path.iterdir()] == ["accepted.yaml"]


@pytest.mark.parametrize("before", ["[]\n", WRITTEN + "...\n", WRITTEN + "more: [1\n"])
def test_where_nothing_can_be_appended_the_file_is_left_alone(before: str, tmp_path: Path) -> None:
    path = tmp_path / "accepted.yaml"
    path.write_bytes(before.encode())

    with pytest.raises(WorkspaceError):
        append(path, entry(event="2.10"))

    assert path.read_bytes() == before.encode()
    assert [each.name for each in tmp_path.iterdir()] == ["accepted.yaml"]


def test_what_breaks_the_schema_is_told_and_not_written(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="the acceptance, line 1: reason: 'so' is too short; wanted: Why"):
        append(tmp_path / "accepted.yaml", entry(event="2.10", reason="so"))

    assert not list(tmp_path.iterdir())


def test_a_new_file_begins_with_its_schema_and_what_it_leaves_out(tmp_path: Path) -> None:
    entry_lines = append(tmp_path / "accepted.yaml", entry(event="2.10"))

    text = (tmp_path / "accepted.yaml").read_text(encoding="utf-8")
    assert text == f"{HEAD}\n{entry_lines}"
    assert "event: '2.10'" in text


@given(st.text(min_size=1, max_size=60), st.text(min_size=5, max_size=60).filter(lambda text: "@" not in text))
def test_any_words_are_read_back_as_they_were_written(words: str, reason: str) -> None:
    from tempfile import TemporaryDirectory

    wanted = entry(words=" ".join(words.split()), event="1.2", reason=reason)
    with TemporaryDirectory() as folder:
        append(Path(folder) / "accepted.yaml", wanted)

        assert load(Path(folder) / "accepted.yaml") == (wanted,)


# --- proposing ---------------------------------------------------------------------------

FOUND = {"p1-2030": [TERM, OTHER_EVENT, BODY, MENDED]}


def test_an_acceptance_is_told_in_full() -> None:
    proposed, count = propose(FOUND, entry(event="1.2"), BASE)

    assert proposed == entry(event="1.2", words="in due course", revision="p1-2030")
    assert count == 1


def test_what_is_registered_is_accepted_in_every_revision() -> None:
    proposed, _ = propose(FOUND, entry(rule="label-present"), BASE)

    assert (proposed.about, proposed.revision, proposed.words) == ("body/tc-1", "", "")


def test_what_was_mended_is_accepted_by_its_words() -> None:
    proposed, count = propose({"p1-2030": [MENDED, replace(MENDED, hint="another")]}, entry(rule="page-number"), BASE)

    assert (proposed.subject, proposed.revision, count) == ("“2”", "p1-2030", 2)


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (entry(), "found at event 1.2 “in due course”; event 1.20 “in due course”; say which with --event"),
        (entry(event="1.3"), "not found at event 1.3, but at event 1.2 “in due course”; event 1.20"),
        (entry(rule="term-present"), "finds nothing here that is not accepted already"),
    ],
)
def test_what_is_not_plain_is_asked_back(wanted: Acceptance, words: str) -> None:
    with pytest.raises(UnknownName, match=words):
        propose(FOUND, wanted, BASE)


def test_two_findings_of_one_event_are_told_apart_by_their_words() -> None:
    found = {"p1-2030": [TERM, OTHER_WORDS]}

    with pytest.raises(UnknownName, match="“in due course”; event 1.2 “at dawn”"):
        propose(found, entry(event="1.2"), BASE)
    assert propose(found, entry(event="1.2", words="at dawn"), BASE)[1] == 1


def test_what_is_accepted_already_is_not_proposed_again() -> None:
    with pytest.raises(UnknownName, match="not accepted already"):
        propose({"p1-2030": [replace(TERM, accepted="2031-05-01: so.")]}, entry(event="1.2"), BASE)

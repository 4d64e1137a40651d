"""The reports as a whole: each is as it was approved, each tells every finding, and the command line gives each."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from checked import LANTERN, RULES, TESTS, finding, lantern, p1
from commanded import Done, apart, here
from remit.checking import check_subject
from remit.commands import check
from remit.findings import Severity
from remit.places import Place
from remit.reports import FORMATS, report
from remit.reports.checked import Checked
from remit.workspace import Workspace

GOLDEN = TESTS / "golden" / "reports"
SUFFIXES = {
    "text": "txt",
    "lines": "lines.txt",
    "json": "json",
    "sarif": "sarif",
    "github": "github.txt",
    "turtle": "ttl",
    "html": "html",
}


@cache
def again() -> Checked:
    """Return what is found in the fictional programme, found once more."""
    return check_subject(LANTERN, Workspace.bundled())


def as_approved(name: str, made: str) -> str:
    """Return the golden text of that name; write it first where somebody asks for this."""
    path = GOLDEN / name
    if os.environ.get("REMIT_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(made, encoding="utf-8", newline="\n")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", FORMATS)
def test_the_report_of_a_fictional_programme_is_as_approved(form: str) -> None:
    made = report(form)(lantern())

    assert made == as_approved(f"lantern-en.{SUFFIXES[form]}", made)


def test_the_report_of_p1_2017_is_as_approved() -> None:
    made = report("text")(p1())

    assert made == as_approved("coomet-p1-2017.txt", made)


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_tells_every_finding_of_p1_2017(form: str) -> None:
    told = {
        "text": " [",
        "lines": "] ",
        "json": '"rule":',
        "sarif": '"ruleId":',
        "github": ",title=",
        "turtle": " a sh:ValidationResult",
        "html": '<li class="finding ',
    }
    made = report(form)(p1())

    assert made.count(told[form]) == len(p1().findings)


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_is_the_same_text_every_time(form: str) -> None:
    found = again().findings
    same = replace(again(), documents=lantern().documents, findings=tuple(f for f in found if f.rule in RULES))

    assert report(form)(same) == report(form)(lantern())


@pytest.mark.parametrize("form", FORMATS)
def test_a_sound_programme_has_a_report_too(form: str) -> None:
    made = report(form)(replace(lantern(), findings=()))

    assert made.endswith("\n")
    if form in ("text", "lines", "github"):
        assert made == "nothing found\n"


@pytest.mark.parametrize("form", FORMATS)
def test_a_finding_without_a_place_or_a_document_is_reported(form: str) -> None:
    nowhere = Place("no.txt", 0, 3, "term", 0, 4, "2029")
    empty = Place("no.txt", 0, 4, "term", 0, 0, "")
    found = (finding("nothing here"), finding("“2029” is odd", nowhere), finding("no term", empty))
    made = report(form)(Checked(findings=found))

    assert "nothing here" in made or "Nothing here" in made
    assert "2029" in made


@pytest.mark.parametrize("form", ["text", "lines", "github"])
def test_what_a_document_says_steers_no_terminal(form: str) -> None:
    evil = Place("a.txt", 1, 3, "term", 0, 9, "\x1b[31m2029\u202e")
    made = report(form)(Checked(findings=(finding(f"“{evil.text}” is odd", evil),)))

    if form != "github":  # what reads this is no terminal; it escapes what it has to
        assert not {"\x1b", "\u202e"} & set(made)


def test_json_has_the_keys_of_the_contract() -> None:
    made = json.loads(report("json")(p1()))

    assert set(made) == {"findings"}
    assert all(set(each) == {"rule", "severity", "message", "hint", "places"} for each in made["findings"])
    assert {each["severity"] for each in made["findings"]} == {severity.name for severity in Severity}


def test_a_coloured_report_has_the_same_words() -> None:
    plain = report("text")(lantern())
    coloured = report("text")(replace(lantern(), colour=True))

    assert "\033[1;31mviolation\033[0m" in coloured
    for code in ("1;31", "1;33", "1;36", "31", "33", "36", "1", "2", "0"):
        coloured = coloured.replace(f"\033[{code}m", "")
    assert coloured == plain


def test_the_command_knows_every_format() -> None:
    assert check.REPORTS == FORMATS


@pytest.mark.parametrize(("form", "run"), [("text", apart), ("html", here)])
def test_the_command_prints_a_report(form: str, run: Callable[..., Done], tmp_path: Path) -> None:
    (tmp_path / LANTERN.name).write_bytes(LANTERN.read_bytes())
    done = run("check", LANTERN.name, "--format", form, at=tmp_path)

    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == report(form)(replace(again(), documents=lantern().documents))


def test_a_graph_is_reported_with_the_cells_of_its_places(tmp_path: Path) -> None:
    slip = (TESTS / "shapes" / "base.ttl").read_text(encoding="utf-8") + (
        "<https://example.org/lantern/event/1.1/tc-1> <https://w3id.org/remit/ontology#isReadBy>"
        " <https://w3id.org/remit/vocabulary/reading/missing-separator> .\n"
    )
    (tmp_path / "lantern.ttl").write_text(slip, encoding="utf-8")
    made = report("text")(check_subject(tmp_path / "lantern.ttl", Workspace.bundled()))

    assert "lantern-p1-2030.txt: page 1, row 4, Executors\n    │ " in made
    assert "warning [executors-separated]" in made


def test_on_a_terminal_sentences_are_parted_between_words_and_nothing_of_them_is_lost() -> None:
    whole = report("text")(replace(lantern(), width=60))

    parted = report("text")(replace(lantern(), width=60, wraps=True, colour=False))

    assert max(map(len, parted.splitlines())) <= 60
    assert parted.split() == whole.split()
    coloured = report("text")(replace(lantern(), width=60, wraps=True, colour=True))
    assert re.sub("\033\\[[0-9;]*m", "", coloured) == parted

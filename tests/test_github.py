"""The runner of a workflow reads the annotations back as they were meant."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checked import finding, lantern, p1
from remit.findings import Severity
from remit.places import Place
from remit.reports.checked import Checked, Document
from remit.reports.github import as_github


@dataclass(frozen=True)
class Command:
    """What the runner understands of a line."""

    name: str
    properties: dict[str, str]
    message: str


def understood(line: str) -> Command:
    """Read a line as the runner does: `::name key=value,key=value::message`, then the escapes."""
    found = re.fullmatch(r"::(\w+) ([^\n]*?)::(.*)", line)
    assert found, line
    pairs = (pair.partition("=") for pair in found[2].split(","))
    return Command(found[1], {key: _unescaped(value) for key, _, value in pairs}, _unescaped(found[3]))


def _unescaped(text: str) -> str:
    for written, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(written, sign)
    return text


def test_severities_are_the_three_of_the_runner() -> None:
    names = {Severity.violation: "error", Severity.warning: "warning", Severity.info: "notice"}
    commands = map(understood, as_github(p1()).splitlines()[:-1])

    assert [each.name for each in commands] == [names[each.severity] for each in p1().findings]


def test_an_annotation_names_file_line_columns_and_rule() -> None:
    command = understood(as_github(lantern()).splitlines()[1])

    assert command.properties == {
        "file": "lantern-en.txt",
        "line": "5",
        "col": "97",
        "endColumn": "103",
        "title": "executors-separated",
    }
    assert command.message.endswith("at “TC 3.1”.\nTo mend: put a comma between the executors.")


@given(st.text(max_size=40), st.text(max_size=20))
def test_whatever_a_cell_says_stays_in_its_message(said: str, name: str) -> None:
    place = Place(name, 0, 3, "head", 0, 4, "2029")
    found = Checked(findings=(finding(said, place),), documents=(Document(name, name, ""),))
    lines = as_github(found).split("\n")
    command = understood(lines[0])

    assert (len(lines), lines[1:]) == (3, ["1 warning", ""])
    assert command.properties["file"] == name
    assert said in command.message


@pytest.mark.parametrize("said", ["100 %", "%0A", "a\nb", "a, b: c", "::error::no"])
def test_signs_of_the_runner_are_escaped(said: str) -> None:
    (line,) = as_github(Checked(findings=(finding(said),))).splitlines()[:-1]

    assert said in understood(line).message

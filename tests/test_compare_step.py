"""Rules of transition on whole texts: what is asked of a step, and not of one text held against itself; all made up."""

from __future__ import annotations

import re
from collections.abc import Container
from pathlib import Path

import pytest

from remit import bundle
from remit.comparison.comparing import redline
from remit.findings import Finding
from remit.workspace import Workspace

SOURCE = bundle.folder("data") / "source" / "coomet-p1-2017.txt"
#: Rows of P1/2017 with work that has no end.
OPEN = {"1.4": "As necessary", "2.1.12": "Constantly"}


def next_text(tmp_path: Path, years: int, approved: str, without: Container[str] = ()) -> Path:
    """Write P1/2017 some years later (TEST DATA, not a COOMET document), without some of its rows."""
    text = SOURCE.read_text(encoding="utf-8")
    text = re.sub(r"20(1[6-9])", lambda year: str(int(year[0]) + years), text)
    text = re.sub(r"(Committee Meeting \().*?(\))", rf"\g<1>April, {approved}\g<2>", text, count=1)
    lines = [line for line in text.splitlines() if line.strip().partition("\t")[0] not in without]
    path = tmp_path / "next.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def found(new: Path) -> tuple[Finding, ...]:
    return redline("p1-2017", new, Workspace.bundled()).findings


def messages(findings: tuple[Finding, ...], rule: str) -> list[str]:
    return [each.message for each in findings if each.rule == rule]


@pytest.fixture(scope="module")
def step(tmp_path_factory: pytest.TempPathFactory) -> tuple[Finding, ...]:
    """Return what is found in a text three years later, approved in 2020, that leaves out work without an end."""
    return found(next_text(tmp_path_factory.mktemp("step"), 3, "2020", without=OPEN))


def test_one_text_held_against_itself_is_no_step() -> None:
    assert found(SOURCE) == ()


def test_work_without_an_end_does_not_vanish_without_a_word(step: tuple[Finding, ...]) -> None:
    said = sorted(messages(step, "open-event-kept"))

    assert len(said) == len(OPEN)
    for code, message in zip(sorted(OPEN), said, strict=True):
        assert f"event {code} " in message and OPEN[code] in message


def test_a_body_that_had_ended_before_the_text_was_approved_is_not_given_work(tmp_path: Path) -> None:
    said = messages(found(next_text(tmp_path, 4, "2022")), "ended-body-not-asked")

    assert any("“SC 2.1”, which is there only until 2021-06" in each for each in said), said


def test_a_body_that_ends_before_its_work_does_is_told(step: tuple[Finding, ...]) -> None:
    assert messages(step, "ended-body-not-asked") == []
    assert any("goes on until 2022" in each for each in messages(step, "body-lasts-as-long-as-its-work"))

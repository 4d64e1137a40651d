"""Rules of transition on whole texts: what is asked of a step, and not of one text held against itself; all made up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from remit import bundle
from remit.comparison.comparing import redline
from remit.findings import Finding
from remit.workspace import Workspace

SOURCE = bundle.folder("data") / "source" / "coomet-p1-2017.txt"
HEAD = "COOMET Committee Meeting"
#: Rows of P1/2017 with work that has no end.
OPEN = {"1.4": "As necessary", "2.1.12": "Constantly"}


def next_text(tmp_path: Path, years: int = 3, without: str = "", approved: str = "2019") -> Path:
    """Write P1/2017 some years later (TEST DATA, not a COOMET document), without one of its rows."""
    text = SOURCE.read_text(encoding="utf-8")
    text = re.sub(r"20(1[6-9])", lambda year: str(int(year[0]) + years), text)
    text = re.sub(r"(Committee Meeting \().*?(\))", rf"\g<1>April, {approved}\g<2>", text, count=1)
    lines = [line for line in text.splitlines() if not without or not line.strip().startswith(f"{without}\t")]
    path = tmp_path / "next.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def found(new: Path, rule: str) -> list[Finding]:
    return [each for each in redline("p1-2017", new, Workspace.bundled()).findings if each.rule == rule]


def test_one_text_held_against_itself_is_no_step() -> None:
    assert redline("p1-2017", SOURCE, Workspace.bundled()).findings == ()


@pytest.mark.parametrize("code", OPEN)
def test_work_without_an_end_does_not_vanish_without_a_word(code: str, tmp_path: Path) -> None:
    messages = [each.message for each in found(next_text(tmp_path, without=code), "open-event-kept")]

    assert len(messages) == 1 and f"event {code} " in messages[0] and OPEN[code] in messages[0]


def test_a_body_that_had_ended_before_the_text_was_approved_is_not_given_work(tmp_path: Path) -> None:
    messages = [each.message for each in found(next_text(tmp_path, 4, approved="2022"), "ended-body-not-asked")]

    assert any("“SC 2.1”, which is there only until 2021-06" in each for each in messages), messages


def test_a_body_that_ends_before_its_work_does_is_told(tmp_path: Path) -> None:
    new = next_text(tmp_path, approved="2020")

    assert found(new, "ended-body-not-asked") == []
    assert any("goes on until 2022" in each.message for each in found(new, "body-lasts-as-long-as-its-work"))
